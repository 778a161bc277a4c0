"""Whether a file is the one that its release lists: a small one to the last byte, a large one by
its size, since the pages that are read of it have checksums of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from conflictdata.errors import ConflictDataError
from conflictdata.release.digest import sha256

# what is digested in a millisecond, once a process
SMALL = 1 << 20


MEND = "the release is damaged: fetch it again, or install conflictdata again"


def refuse_damaged(file: Path, resource: Mapping[str, Any]) -> None:
    """Refuse a file that is missing, or is not what its resource in ``datapackage.json`` lists."""
    try:
        found = file.stat()
    except OSError as error:
        raise damaged(file, error.strerror) from None
    size, digest = resource.get("fileSize"), resource.get("hash")
    if size is not None and found.st_size != size:
        raise ConflictDataError(
            f"{file} has {found.st_size:,} bytes, and datapackage.json lists {size:,}; {MEND}"
        )
    if digest is not None and found.st_size <= SMALL:
        own = _digest(file, found.st_size, found.st_mtime_ns, found.st_ino)
        if f"sha256:{own}" != digest:
            raise ConflictDataError(f"{file} is not the file that datapackage.json lists; {MEND}")


def damaged(file: object, why: object) -> ConflictDataError:
    """The error for a file of a release that cannot be read as what it is."""
    return ConflictDataError(f"{file} cannot be read ({why}); {MEND}")


@lru_cache(maxsize=256)
def _digest(file: Path, size: int, changed: int, node: int) -> str:
    """The digest of a file, as long as the file system says that it did not change."""
    return sha256(file)
