"""Bring somebody's table: a file or folder of this machine, or an address, with patience and
limits; what was brought is known by its sha256.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from conflictdata.curate.replace import replace_files
from conflictdata.errors import ConflictDataError
from conflictdata.release.address import local, onward_in_public
from conflictdata.release.cache import cache
from conflictdata.release.digest import sha256
from conflictdata.release.download import download, open_session

# bytes of one table; the largest of today's has 2 MB
LIMIT = 64 << 20
# by which a host names a state of a file, and how it is asked for another one
STATE = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}


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
    path = local(where)
    if path is None:
        file = _fetched(where, name)
        return Brought(where, (file,), file.parent, sha256(file))
    path = path.expanduser()
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


def _small(file: Path) -> Path:
    if file.stat().st_size > LIMIT:
        raise _too_long(file.name)
    return file


def _too_long(name: str) -> ConflictDataError:
    return ConflictDataError(f"{name}: longer than {LIMIT:,} bytes, the most that a table may have")


def _fetched(url: str, name: str) -> Path:
    """The file at an address: the one that was kept if the host says that it has not changed."""
    folder = cache() / "intake" / name
    kept, told = folder / "table", folder / "told.json"
    before = _told(told, kept, url)
    fresh = io.BytesIO()
    with open_session() as session:
        answered = download(
            url,
            fresh,
            session,
            LIMIT,
            onward_in_public,
            unless={ours: before[its] for its, ours in STATE.items() if before.get(its)},
            what=f"fetching {urlsplit(url).hostname}",
        )
    if answered is None:
        return kept
    table = fresh.getvalue()
    # an answer that names no state is asked for whole the next time
    state = {its: answered[its] for its in STATE if its in answered}
    said = json.dumps({**state, "url": url, "sha256": hashlib.sha256(table).hexdigest()})
    replace_files({kept: table, told: said.encode("utf-8")})
    return kept


def _told(told: Path, kept: Path, url: str) -> dict[str, str]:
    """What the host said of the state that was kept, if that is still whole."""
    try:
        before = json.loads(told.read_text(encoding="utf-8"))
        whole = before["url"] == url and before["sha256"] == sha256(kept)
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return before if whole else {}
