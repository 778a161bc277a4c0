"""Bring a release from elsewhere, and find it there again.

A host is a base address (https, http, file, or a local folder) under which lie ``index.json`` and
one folder a release. The index gives the digest of each release's ``SHA256SUMS``, which gives the
digest of each file. A release appears in the cache by one rename when all of its files are
verified, so that what appears there is whole.
"""

from __future__ import annotations

from pathlib import Path

from conflictdata.release.bring import bring


def fetch(version: str, /, *, host: str | None = None) -> Path:
    """Bring a release into the cache, unless it is on this machine, and return its folder.

    Parameters
    ----------
    version
        Such as ``"2026.11.0"``; the one that came with the package needs no host.
    host
        As in `releases`.

    Raises
    ------
    ConflictDataError
        A ValueError: no host is set, the host does not have the version or does not answer, sends
        us elsewhere, or sends more than it lists; a file is not what its digest says, the release
        is not the one that was asked for; the cache cannot be written, or what lies in it is
        damaged. What was in the cache stays as it was.

    Examples
    --------
    >>> import conflictdata as cd
    >>> cd.fetch(cd.__version__) == cd.path("casualties").parent
    True
    """
    return bring(version, host)
