"""Addresses of releases and tables: which are of this machine, and where a host may send us on."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.request import url2pathname

from conflictdata.errors import ConflictDataError

PORTS = {"http": 80, "https": 443}
KINDS = "give https://, http://, file:/// or a path"


def local(address: str) -> Path | None:
    """The file or folder of this machine that an address means, or None for one on the network."""
    scheme, named, rest = address.partition("://")
    scheme = scheme.lower() if named else address.partition(":")[0].lower()
    if not named and scheme != "file":
        return Path(address)
    if scheme in PORTS:
        if not _split(address).hostname:
            raise ConflictDataError(f"{address} names no host; {KINDS}")
        return None
    if scheme != "file":
        raise ConflictDataError(f"{address}: nothing is read by {scheme}; {KINDS}")
    machine, _, _ = rest.partition("/")
    if named and machine not in ("", "localhost"):
        raise ConflictDataError(
            f"{address} names another machine, {machine!r}; mount its folder, or write"
            f" file:///{rest} if it is one of this machine"
        )
    return Path(url2pathname(_split(address).path))


def redirected(here: str, location: str) -> str:
    """Where a host sends us on to, if that is itself and no less safe."""
    _split(location)  # urljoin stumbles over what is none
    there = urljoin(here, location)
    was, now = _split(here), _split(there)
    if now.scheme not in PORTS or not now.hostname:
        reason = "which is no address of a host"
    elif was.scheme == "https" and now.scheme == "http":
        reason = "which anybody on the way can change"
    elif now.hostname != was.hostname:
        reason = f"which is {'a private address' if _private(now) else 'another host'}"
    elif _port(now) != _port(was) and (_port(was), _port(now)) != (80, 443):
        reason = "which is another port"
    else:
        return there
    raise ConflictDataError(f"{here} cannot be fetched: the host redirects to {there}, {reason}")


def in_public(address: str) -> str:
    """The same address, if it leads to the public network."""
    parts = _split(address)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ConflictDataError(f"{address} names no host; give https:// or http://")
    if _leads_inside(parts):
        raise ConflictDataError(
            f"{address} is a private address; save the page and give its file instead"
        )
    return address


def onward_in_public(here: str, location: str) -> str:
    """Where a host sends us on to, if that is itself or on the public network, and no less safe."""
    _split(location)
    there = urljoin(here, location)
    was, now = _split(here), _split(there)
    itself = (now.hostname, _port(now)) == (was.hostname, _port(was))
    if now.scheme not in PORTS or not now.hostname:
        reason = "which is no address of a host"
    elif was.scheme == "https" and now.scheme == "http":
        reason = "which anybody on the way can change"
    elif not itself and _leads_inside(now):
        reason = "which is a private address"
    else:
        return there
    raise ConflictDataError(f"{here} cannot be fetched: the host redirects to {there}, {reason}")


def _leads_inside(parts: SplitResult) -> bool:
    """Whether a host is one of this machine or of a network of its own, by name or by number."""
    if _private(parts):
        return True
    try:
        found = socket.getaddrinfo(parts.hostname, None)
    except OSError:  # behind a proxy names are not known here; the request will tell
        return False
    return any(not ipaddress.ip_address(str(a[4][0]).partition("%")[0]).is_global for a in found)


def _private(parts: SplitResult) -> bool:
    try:
        address = ipaddress.ip_address(parts.hostname or "")
    except ValueError:
        return parts.hostname == "localhost"
    return not address.is_global


def _port(parts: SplitResult) -> int | None:
    return parts.port or PORTS.get(parts.scheme)


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise ConflictDataError(f"{address} is no address: {error}") from None
    return parts
