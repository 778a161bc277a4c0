"""Releases from elsewhere: list them, bring one into the cache, whole and verified, and find it there again.

A host is a base address (https, http, file, or a local folder) under which lie ``index.json`` and one folder a release.
The index gives the digest of each release's ``SHA256SUMS``, which gives the digest of each file. A release appears in
the cache by one rename when all of its files are verified, so that what is there is whole.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import unquote, urlsplit

from conflictdata.errors import ConflictDataError, nearest
from conflictdata.release import Release, bundled
from conflictdata.showing import one_by_one

if TYPE_CHECKING:
    import pandas as pd
    import requests

HOST = "CONFLICTDATA_HOST"
CACHE = "CONFLICTDATA_CACHE"
VERSION = re.compile(r"[0-9]{4}\.[0-9]{1,2}\.[0-9]+")
# a plain name of a file in the release's own folder
FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")

# seconds: to connect, between two pieces, for one file, that a host may let us wait; and how often a request is tried again
CONNECT, READ, FILE_DEADLINE, LONGEST_WAIT, RETRIES, BACKOFF = 10.0, 30.0, 600.0, 120.0, 4, 0.5
# seconds after which nobody is still fetching, whatever machine they are on
LEFT_BEHIND = 24 * 3600


def releases(*, host: str | None = None) -> pd.DataFrame:
    """The releases that there are: the bundled one, those in the cache, and those of the host if one is set.

    Parameters
    ----------
    host
        Base address of the host; without it the environment variable ``CONFLICTDATA_HOST`` or the address ``Releases``
        of the package's metadata. With none of them only what is on this machine is listed.

    Returns
    -------
    pandas.DataFrame
        Indexed by version, the newest last: bundled, cached, on_host.

    Examples
    --------
    >>> import conflictdata as cd
    >>> bool(cd.releases()["bundled"].any())
    True
    """
    import pandas as pd

    own = Release(bundled()).version
    cached = {p.name for p in cache().glob("*") if VERSION.fullmatch(p.name) and (p / "SHA256SUMS").is_file()}
    address = find_host(host)
    offered = set(index(address)) if address else set()
    versions = sorted({own} | cached | offered, key=_order)
    columns = {
        "bundled": [v == own for v in versions],
        "cached": [v in cached for v in versions],
        "on_host": [v in offered for v in versions],
    }
    return pd.DataFrame(columns, index=pd.Index(versions, name="version"))


def fetch(version: str, /, *, host: str | None = None) -> Path:
    """Bring a release into the cache, unless it is there, and return its folder.

    Parameters
    ----------
    version
        Such as ``"2026.11.0"``.
    host
        As in `releases`.

    Raises
    ------
    ConflictDataError
        A ValueError: no host is set, the host does not have the version or does not answer, a file is not what its
        digest says, the cache cannot be written. What was in the cache stays as it was.
    """
    folder = in_cache(version)
    if folder is not None:
        return folder
    address = find_host(host)
    if address is None:
        raise ConflictDataError(
            f"release {version} is not on this machine, and no host is set: give host=, "
            f"or set {HOST} to the base address under which releases lie"
        )
    listed = index(address)
    if version not in listed:
        raise ConflictDataError(f"{address} has no release {version}{nearest(version, listed)}")
    return _bring(version, address, listed[version])


def in_cache(version: str) -> Path | None:
    """The folder of a release in the cache, or None."""
    if not VERSION.fullmatch(version):
        raise ConflictDataError(f"{version!r} is neither a version such as '2026.11.0' nor the folder of a release")
    folder = cache() / version
    return folder if (folder / "SHA256SUMS").is_file() else None


def cache() -> Path:
    """The folder of the cache: the environment variable ``CONFLICTDATA_CACHE``, or the user's own."""
    if chosen := os.environ.get(CACHE):
        return Path(chosen).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("conflictdata")


def find_host(host: str | None = None) -> str | None:
    """The base address of the host: the argument, the environment, the package's metadata, or None."""
    if host or (host := os.environ.get(HOST)):
        return host.rstrip("/")
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        pairs = [line.partition(", ") for line in metadata("conflictdata").get_all("Project-URL") or []]
    except PackageNotFoundError:  # a checkout that is not installed
        return None
    return next((url.rstrip("/") for label, _, url in pairs if label == "Releases"), None)


def index(address: str) -> dict[str, dict[str, Any]]:
    """Version -> entry of the index of a host."""
    content = io.BytesIO()
    with _session() as session:
        _download(f"{address}/index.json", content, session)
    try:
        entries = json.loads(content.getvalue())["releases"]
        listed = {e["version"]: e for e in entries}
        ok = all(VERSION.fullmatch(v) and re.fullmatch(r"sha256:[0-9a-f]{64}", e["sums"]) for v, e in listed.items())
    except (ValueError, KeyError, TypeError):
        ok = False
    if not ok:
        raise ConflictDataError(f"{address}/index.json is no index of releases; check the address of the host")
    return listed


def verify(folder: Path, sums: str | None = None) -> None:
    """Check each file of a release against its ``SHA256SUMS``, and that against a digest if one is given."""
    listed = _sums(folder / "SHA256SUMS", sums)
    for name, digest in listed.items():
        if not (folder / name).is_file():
            raise ConflictDataError(f"{folder / name} is missing")
        if _sha256(folder / name) != digest:
            raise ConflictDataError(f"{folder / name} is not the file that SHA256SUMS lists")


def _bring(version: str, address: str, entry: Mapping[str, Any]) -> Path:
    target = cache() / version
    with _staging(version) as stage, _session() as session:

        def get(name: str) -> Path:
            with (stage / name).open("wb") as stream:
                _download(f"{address}/{version}/{name}", stream, session)
            return stage / name

        listed = _sums(get("SHA256SUMS"), entry["sums"])
        for name in one_by_one(list(listed), f"fetching {version}"):
            if _sha256(get(name)) != listed[name]:
                raise ConflictDataError(f"{address}/{version}/{name} is not the file that SHA256SUMS lists; nothing was kept")
        _inside(stage, listed)
        try:
            stage.rename(target)
        except OSError:
            if in_cache(version) is not None:  # another process was faster
                return target
            if target.exists():
                raise ConflictDataError(f"{target} is there and is no whole release; remove it") from None
            raise
    return target


def _inside(folder: Path, listed: Mapping[str, str]) -> None:
    """Refuse a release that this code cannot read, or whose tables are not among its own files."""
    for name, resource in Release(folder).resources.items():
        if resource["path"] not in listed:
            raise ConflictDataError(
                f"datapackage.json of the release has {name} in {resource['path']!r}, which SHA256SUMS does not list; refused"
            )


@contextmanager
def _staging(version: str) -> Iterator[Path]:
    """A folder beside the place of the release, gone afterwards unless it was renamed."""
    folder = cache()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        stage = Path(tempfile.mkdtemp(prefix=f".{version}-{os.getpid()}-{_machine()}-", dir=folder))
        stage.chmod(0o755)
    except OSError as error:
        raise ConflictDataError(f"the cache {folder} cannot be written ({error.strerror}); set {CACHE} to another folder") from None
    try:
        yield stage
    except OSError as error:
        raise ConflictDataError(f"the cache {folder} cannot be written ({error.strerror}); nothing was kept") from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what processes left that were killed; those of other machines that share the cache are known by age alone."""
    for left in folder.glob(".*-*-*-*"):
        _, process, machine, _ = left.name.split("-", 3)
        with suppress(OSError, ValueError):
            killed = machine == _machine() and not _alive(int(process))
            if killed or time.time() - left.stat().st_mtime > LEFT_BEHIND:
                shutil.rmtree(left, ignore_errors=True)


def _machine() -> str:
    return re.sub(r"[^A-Za-z0-9]", "", platform.node())


def _alive(process: int) -> bool:
    if os.name == "nt":  # where signal 0 is Ctrl-C
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _session() -> requests.Session:
    """A session that tries again where the server may yet answer, and waits as long as it is told to."""
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
    session = requests.Session()
    session.max_redirects = 5
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session


def _download(url: str, output: BinaryIO, session: requests.Session) -> None:
    """Bring one file; a body that breaks off is asked for again."""
    if (local := _local(url)) is not None:
        try:
            source = local.open("rb")
        except OSError as error:
            raise ConflictDataError(f"{local} cannot be read ({error.strerror})") from None
        with source:
            shutil.copyfileobj(source, output)
        return
    import requests
    from urllib3.exceptions import HTTPError

    deadline = time.monotonic() + FILE_DEADLINE
    failure = ""
    for attempt in range(RETRIES + 1):
        time.sleep(BACKOFF * 2 ** (attempt - 1) if attempt else 0)
        output.seek(0)
        output.truncate()
        try:
            _stream(url, output, session, deadline)
            return
        except HTTPError as error:
            failure = type(error).__name__
        except requests.exceptions.RequestException as error:
            raise ConflictDataError(f"{url} cannot be fetched: {_reason(error)}") from None
    raise ConflictDataError(f"{url} cannot be fetched: the answer broke off {RETRIES + 1} times ({failure})")


def _stream(url: str, output: BinaryIO, session: requests.Session, deadline: float) -> None:
    with session.get(url, stream=True, timeout=(CONNECT, READ), headers={"Accept-Encoding": "identity"}) as answer:
        if not answer.ok:
            raise ConflictDataError(f"{url} cannot be fetched: the host answers {answer.status_code} {answer.reason}")
        # read1 gives what has come; iter_content would wait for a whole piece, and a drip could go on for days
        while piece := answer.raw.read1(1 << 16, decode_content=True):
            output.write(piece)
            if time.monotonic() > deadline:
                raise ConflictDataError(f"{url} cannot be fetched: not finished after {FILE_DEADLINE:g} s")


def _local(url: str) -> Path | None:
    """The local file that an address means, or None for one on the network."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return Path(unquote(parts.path))
    return None if parts.scheme in ("http", "https") else Path(url)


def _reason(error: Exception) -> str:
    text = str(error)
    for sign, reason in (
        ("NameResolutionError", "the name of the host is not known"),
        ("Failed to resolve", "the name of the host is not known"),
        ("refused", "the host refuses the connection"),
        ("timed out", "the host does not answer in time"),
        ("redirects", "the host redirects in a circle"),
        ("Connection aborted", "the host closes the connection"),
        ("too many", "the host keeps answering with an error"),
    ):
        if sign in text:
            return reason
    return f"{type(error).__name__}: {text[:200]}"


def _sums(file: Path, digest: str | None) -> dict[str, str]:
    """File name -> digest, as ``SHA256SUMS`` lists them; a name that leaves the folder is refused."""
    if digest is not None and f"sha256:{_sha256(file)}" != digest:
        raise ConflictDataError(f"{file.name} of the release is not the one that the index lists; nothing was kept")
    listed = {}
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        found = re.fullmatch(r"([0-9a-f]{64})  (.+)", line)
        if not found:
            raise ConflictDataError(f"{file.name} of the release has a line that is no digest: {line[:80]!r}")
        if not FILE.fullmatch(found[2]):
            raise ConflictDataError(f"{file.name} of the release names {found[2]!r}, which is no file of its folder; refused")
        listed[found[2]] = found[1]
    if "datapackage.json" not in listed:
        raise ConflictDataError(f"{file.name} of the release lists no datapackage.json")
    return listed


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
