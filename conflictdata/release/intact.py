"""Whether a file is the one that its release lists: a small one to the last byte, a large one by
its size, since the pages that are read of it have checksums of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from conflictdata.release.digest import sha256

# what is digested in a millisecond, once a process
SMALL = 1 << 20


def misses(file: Path, resource: Mapping[str, Any]) -> str | None:
    """What is wrong with a file, as its resource in ``datapackage.json`` lists it; None if nothing
    is.
    """
    try:
        found = file.stat()
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    size, digest = resource.get("fileSize", found.st_size), resource.get("hash")
    if found.st_size != size:
        return f"has {found.st_size:,} bytes, not {size:,}"
    if digest is None or size > SMALL:
        return None
    own = _digest(file, size, found.st_mtime_ns, found.st_ino)
    return None if f"sha256:{own}" == digest else "is not the file that datapackage.json lists"


@lru_cache(maxsize=256)
def _digest(file: Path, size: int, changed: int, node: int) -> str:
    """The digest of a file, as long as the file system says that it did not change."""
    return sha256(file)
