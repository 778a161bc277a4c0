"""Bring somebody's table: a file or folder of this machine, or an address, with patience and
limits; what was brought is known by its sha256.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import re
import socket
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote, urljoin, urlsplit

from conflictdata.errors import ConflictDataError
from conflictdata.progress import bytes_as_they_come
from conflictdata.release import download as patience
from conflictdata.release.cache import cache
from conflictdata.release.digest import sha256

if TYPE_CHECKING:
    import requests

# bytes of one table; the largest of today's has 2 MB
LIMIT = 64 << 20
REDIRECTS = 5


@dataclass(frozen=True)
class Brought:
    """Files of a table, where they were, and the sha256 of what was read."""

    name: str
    files: tuple[Path, ...]
    folder: Path
    sha256: str

    def place(self, file: Path) -> str:
        """How a file is named to the reader."""
        inside = len(self.files) > 1 or file.parent != self.folder
        return file.relative_to(self.folder).as_posix() if inside else self.name


def bring(where: str, files: Sequence[str], name: str) -> Brought:
    """What stands at an address or in a folder.

    Parameters
    ----------
    files
        Which files of a folder, such as ``data/*.md``.
    name
        Of the recipe, under which the last state is kept for a conditional request.
    """
    path = _local(where)
    if path is None:
        file = _fetched(where, name)
        return Brought(where, (file,), file.parent, sha256(file))
    if path.is_file():
        return Brought(path.name, (_small(path),), path.parent, sha256(path))
    if not path.is_dir():
        raise ConflictDataError(f"{where}: there is no such file or folder")
    if not files:
        raise ConflictDataError(
            f"{where} is a folder, and the recipe reads one file; give the file"
        )
    # a link could lead anywhere
    there = {p for pattern in files for p in path.glob(pattern)}
    found = [p for p in sorted(there) if p.is_file() and not p.is_symlink()]
    if not found:
        raise ConflictDataError(f"{where}: holds no {' '.join(files)}")
    sums = [(sha256(_small(p)), p.relative_to(path).as_posix()) for p in found]
    listed = "".join(f"{digest}  {file}\n" for digest, file in sums)
    # of several files the digest of their SHA256SUMS
    digest = sums[0][0] if len(sums) == 1 else hashlib.sha256(listed.encode()).hexdigest()
    return Brought(" ".join(files), tuple(found), path, digest)


def _local(where: str) -> Path | None:
    parts = urlsplit(where)
    if parts.scheme == "file":
        return Path(unquote(parts.path))
    if parts.scheme in ("http", "https"):
        return None
    if "://" in where:
        raise ConflictDataError(f"{where}: give https://, http://, file:/// or a path")
    return Path(where).expanduser()


def _small(file: Path) -> Path:
    if file.stat().st_size > LIMIT:
        raise _too_long(file.name)
    return file


def _too_long(name: str) -> ConflictDataError:
    return ConflictDataError(f"{name}: longer than {LIMIT:,} bytes, the most that a table may have")


def _fetched(url: str, name: str) -> Path:
    """The file at an address: the one that was kept if the host says that it has not changed."""
    folder = cache() / "intake" / name
    folder.mkdir(parents=True, exist_ok=True)
    kept, told = folder / "table", folder / "told.json"
    before = _told(told, kept, url)
    with _beside(kept) as stream, patience.open_session() as session:
        answered = _patiently(url, stream, session, before)
        if answered is None:
            return kept
        stream.flush()
        Path(stream.name).replace(kept)
    # an answer that names no state is asked for whole the next time
    told.write_text(json.dumps({**answered, "url": url, "sha256": sha256(kept)}), encoding="utf-8")
    return kept


@contextmanager
def _beside(file: Path) -> Iterator[BinaryIO]:
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as stream:
        try:
            yield stream  # type: ignore[misc]
        finally:
            Path(stream.name).unlink(missing_ok=True)


def _told(told: Path, kept: Path, url: str) -> dict[str, str]:
    """What the host said of the state that was kept, if that is still whole."""
    try:
        before = json.loads(told.read_text(encoding="utf-8"))
        whole = before["url"] == url and before["sha256"] == sha256(kept)
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return before if whole else {}


def _patiently(
    url: str, output: BinaryIO, session: requests.Session, before: dict[str, str]
) -> dict[str, str] | None:
    import requests
    from urllib3.exceptions import HTTPError

    deadline = time.monotonic() + patience.FILE_DEADLINE
    failure = ""
    for attempt in range(patience.RETRIES + 1):
        time.sleep(patience.BACKOFF * 2 ** (attempt - 1) if attempt else 0)
        output.seek(0)
        output.truncate()
        try:
            return _stream(url, output, session, before, deadline)
        except HTTPError as error:
            failure = type(error).__name__
        except requests.exceptions.RequestException as error:
            raise _cannot(url, patience._reason(error, url)) from None
    raise _cannot(url, f"the answer broke off {patience.RETRIES + 1} times ({failure})")


def _stream(
    url: str,
    output: BinaryIO,
    session: requests.Session,
    before: dict[str, str],
    deadline: float,
) -> dict[str, str] | None:
    """Write the answer; what the host says of its state, or None if that is the one before."""
    asked = {"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}
    headers = {ours: before[its] for ours, its in asked.items() if before.get(its)}
    with closing(_answer(url, session, headers)) as answer:
        if answer.status_code == 304 and headers:
            return None
        if answer.status_code != 200:
            raise _cannot(url, f"the host answers {answer.status_code} {answer.reason}")
        coding = answer.headers.get("Content-Encoding", "identity").strip().lower()
        if coding not in ("", "identity"):
            raise _cannot(url, f"the host sends it packed ({coding[:40]}), which was not asked for")
        length = answer.headers.get("Content-Length", "")
        expected = int(length) if length.isdigit() else None
        if expected is not None and expected > LIMIT:
            raise _too_long(url)
        size = 0
        with bytes_as_they_come(f"fetching {urlsplit(url).hostname}", expected) as advance:
            while piece := answer.raw.read1(1 << 16, decode_content=False):
                size += len(piece)
                if size > LIMIT:
                    raise _too_long(url)
                output.write(piece)
                advance(len(piece))
                if time.monotonic() > deadline:
                    raise _cannot(url, f"not finished after {patience.FILE_DEADLINE:g} s")
        return {its: answer.headers[its] for its in asked.values() if its in answer.headers}


def _answer(url: str, session: requests.Session, headers: dict[str, str]) -> requests.Response:
    """The answer at the address to which the hosts send us on."""
    here = url
    for _ in range(REDIRECTS + 1):
        answer = session.get(
            here,
            stream=True,
            allow_redirects=False,
            timeout=(patience.CONNECT, patience.READ),
            headers={"Accept-Encoding": "identity", **headers},
        )
        if not answer.is_redirect:
            return answer
        answer.close()
        here = _sent_on(url, here, answer.headers["Location"])
    raise _cannot(url, "the host redirects in a circle")


def _sent_on(url: str, here: str, location: str) -> str:
    try:
        there = urljoin(here, location)
        was, now = urlsplit(here), urlsplit(there)
        port = now.port
    except ValueError:
        raise _cannot(
            url, f"the host redirects to {location[:200]!r}, which is no address"
        ) from None
    if now.scheme not in ("http", "https") or not now.hostname:
        raise _cannot(url, f"the host redirects to {there}, which is no address of a host")
    if (was.scheme, now.scheme) == ("https", "http"):
        raise _cannot(url, f"the host redirects to {there}, which anybody on the way can change")
    same = (was.hostname, was.port) == (now.hostname, port)
    if not same and _private(now.hostname):
        raise _cannot(url, f"the host redirects to {there}, which is a private address")
    return there


def _private(host: str) -> bool:
    """Whether a name leads into this machine's own network."""
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, None)}
    except OSError:
        return False  # the request will say so
    return any(not ipaddress.ip_address(re.sub("%.*", "", a)).is_global for a in found)


def _cannot(url: str, reason: str) -> ConflictDataError:
    return ConflictDataError(f"{url} cannot be fetched: {reason}")
