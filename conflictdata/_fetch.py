"""Bring a release from elsewhere, and find it there again.

A host is a base address (https, http, file, or a local folder) under which lie ``index.json`` and
one folder a release. The index gives the digest of each release's ``SHA256SUMS``, which gives the
digest of each file. A release appears in the cache by one rename when all of its files are
verified, so that what is there is whole.
"""

from __future__ import annotations

from pathlib import Path

from conflictdata.release.bring import bring


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
        A ValueError: no host is set, the host does not have the version or does not answer, a file
        is not what its digest says, the cache cannot be written. What was in the cache stays as it
        was.
    """
    return bring(version, host)
