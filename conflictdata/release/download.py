"""Bring files over the network or from a disk, with patience and limits."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

from conflictdata.errors import ConflictDataError
from conflictdata.progress import bytes_as_they_come
from conflictdata.release.address import local, redirected
from conflictdata.release.regular import TEXT_LIMIT, open_regular

if TYPE_CHECKING:
    import requests


# seconds: to connect, between two pieces, for one file, that a host may let us wait; and how often
# a request is tried again or sent on
CONNECT, READ, FILE_DEADLINE, LONGEST_WAIT, RETRIES, BACKOFF = 10.0, 30.0, 600.0, 120.0, 4, 0.5
REDIRECTS = 5


def open_session() -> requests.Session:
    """A session that tries again where the server may yet answer, and waits as long as it is told
    to.
    """
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.util import Retry

    class Patient(Retry):
        def get_retry_after(self, response: Any) -> float | None:
            wait = super().get_retry_after(response)
            return None if wait is None else min(wait, LONGEST_WAIT)

    retry = Patient(
        total=RETRIES,
        backoff_factor=BACKOFF,
        status_forcelist=(429, 500, 502, 503, 504),
        allowed_methods=("GET",),
        respect_retry_after_header=True,
        raise_on_status=False,
    )

    class Own(requests.Session):  # type: ignore[misc]
        def resolve_redirects(self, *_: Any, **__: Any) -> Iterator[requests.Response]:
            """Leave to us where a host may send us on to."""
            return iter(())

    session = Own()
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session


def download(
    url: str,
    output: BinaryIO,
    session: requests.Session,
    limit: int = TEXT_LIMIT,
    onward: Callable[[str, str], str] = redirected,
    *,
    unless: Mapping[str, str] | None = None,
    what: str = "",
) -> Mapping[str, str] | None:
    """Bring one file of at most so many bytes; a body that breaks off is asked for again.

    Parameters
    ----------
    onward
        Says where a host may send us on to, or refuses it.
    unless
        Headers that make the request conditional, such as ``If-None-Match``.
    what
        What a bar on a terminal calls the file; there is none without it.

    Returns
    -------
    The headers of the answer, none of a file of this machine; None if nothing has changed.
    """
    bounded = _Bounded(url, output, limit)
    if (file := local(url)) is not None:
        try:
            source = open_regular(file)
        except OSError as error:
            raise ConflictDataError(f"{file} cannot be read ({error.strerror})") from None
        with source:
            shutil.copyfileobj(source, bounded)
        return {}
    import requests
    from urllib3.exceptions import HTTPError

    deadline = time.monotonic() + FILE_DEADLINE
    failure = ""
    for attempt in range(RETRIES + 1):
        time.sleep(BACKOFF * 2 ** (attempt - 1) if attempt else 0)
        bounded.start_again()
        try:
            with closing(_answer(url, session, onward, unless or {})) as answer:
                if unless and answer.status_code == 304:
                    return None
                _stream(url, answer, bounded, deadline, what)
                return answer.headers
        except HTTPError as error:
            failure = type(error).__name__
        except requests.exceptions.RequestException as error:
            raise ConflictDataError(f"{url} cannot be fetched: {_reason(error, url)}") from None
    raise ConflictDataError(
        f"{url} cannot be fetched: the answer broke off {RETRIES + 1} times ({failure})"
    )


class _Bounded:
    """A file that takes no more than it should."""

    def __init__(self, url: str, output: BinaryIO, limit: int):
        self.url, self.output, self.limit = url, output, limit
        self.left = limit

    def start_again(self) -> None:
        self.output.seek(0)
        self.output.truncate()
        self.left = self.limit

    def expect(self, size: int) -> None:
        if size > self.left:
            raise ConflictDataError(
                f"{self.url} cannot be fetched: longer than {self.limit:,} bytes, the most that it"
                " may have"
            )

    def write(self, piece: bytes) -> int:
        self.expect(len(piece))
        self.left -= len(piece)
        return self.output.write(piece)


def _stream(
    url: str, answer: requests.Response, output: _Bounded, deadline: float, what: str
) -> None:
    if answer.status_code != 200:
        who = "the proxy" if answer.status_code == 407 else "the host"
        raise ConflictDataError(
            f"{url} cannot be fetched: {who} answers {answer.status_code} {answer.reason}"
        )
    # a few bytes that unpack to gigabytes would pass every limit on the way
    coding = answer.headers.get("Content-Encoding", "identity")
    if coding.strip().lower() not in ("", "identity"):
        raise ConflictDataError(
            f"{url} cannot be fetched: the host sends it packed ({coding[:40]}), which was not"
            " asked for"
        )
    length = answer.headers.get("Content-Length", "")
    expected = int(length) if length.isdigit() else None
    output.expect(expected or 0)
    with bytes_as_they_come(what, expected) as advance:
        # read1 gives what has come; iter_content would wait for a whole piece, and a drip could
        # go on for days
        while piece := answer.raw.read1(1 << 16, decode_content=False):
            output.write(piece)
            advance(len(piece))
            if time.monotonic() > deadline:
                raise ConflictDataError(
                    f"{url} cannot be fetched: not finished after {FILE_DEADLINE:g} s"
                )


def _answer(
    url: str,
    session: requests.Session,
    onward: Callable[[str, str], str],
    unless: Mapping[str, str],
) -> requests.Response:
    """The answer of the host itself, at the address to which it sends us on."""
    here = url
    for _ in range(REDIRECTS + 1):
        answer = session.get(
            here,
            stream=True,
            allow_redirects=False,
            timeout=(CONNECT, READ),
            headers={"Accept-Encoding": "identity", **unless},
        )
        if not answer.is_redirect:
            return answer
        answer.close()
        here = onward(here, answer.headers["Location"])
    raise ConflictDataError(f"{url} cannot be fetched: the host redirects in a circle")


def _reason(error: Exception, url: str) -> str:
    from requests.exceptions import ProxyError

    text = str(error)
    who = "the host"
    if isinstance(error, ProxyError):
        who = f"the proxy{_proxy(url)}"
    for sign, reason in (
        ("NameResolutionError", f"the name of {who} is not known"),
        ("Failed to resolve", f"the name of {who} is not known"),
        ("refused", f"{who} refuses the connection"),
        ("timed out", f"{who} does not answer in time"),
        ("Connection aborted", f"{who} closes the connection"),
        ("Tunnel connection failed", f"{who} does not let us through"),
        ("too many", f"{who} keeps answering with an error"),
    ):
        if sign in text:
            return reason
    return f"{who} fails: {type(error).__name__}: {text[:200]}"


def _proxy(url: str) -> str:
    """Where the proxy for an address is and which variable sets it, without its password."""
    from requests.utils import get_environ_proxies, select_proxy

    proxy = select_proxy(url, get_environ_proxies(url))
    if not proxy:
        return ""
    place = urlsplit(proxy if "://" in proxy else f"//{proxy}").netloc.rpartition("@")[2]
    return f" {place} (set by {urlsplit(url).scheme.upper()}_PROXY or ALL_PROXY)"
