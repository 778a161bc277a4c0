"""The releases that there are."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from conflictdata.errors import ConflictDataError
from conflictdata.release.bundled import bundled
from conflictdata.release.cache import cached
from conflictdata.release.folder import Release
from conflictdata.release.host import find_host, index
from conflictdata.release.version import order

if TYPE_CHECKING:
    import pandas as pd


def releases(*, host: str | None = None) -> pd.DataFrame:
    """The releases that there are: the bundled one, those in the cache, and those of the host if
    one is set.

    Parameters
    ----------
    host
        Base address of the host; without it the environment variable ``CONFLICTDATA_HOST`` or the
        address ``Releases`` of the package's metadata. With none of them only what is on this
        machine is listed; so it is, with a warning, if the host does not answer.

    Returns
    -------
    pandas.DataFrame
        Indexed by version, the newest last: bundled, cached, on_host (null where the host did not
        say).

    Examples
    --------
    >>> import conflictdata as cd
    >>> bool(cd.releases()["bundled"].any())
    True
    """
    import pandas as pd

    own = Release(bundled()).version
    here: set[str] = set()
    offered: set[str] | None = set()
    try:
        here = {v for v, folder in cached().items() if (folder / "SHA256SUMS").is_file()}
    except ConflictDataError as error:
        warnings.warn(str(error), stacklevel=2)
    try:
        if address := find_host(host):
            offered = set(index(address))
    except ConflictDataError as error:
        offered = None
        warnings.warn(f"{error}; listed is what is on this machine", stacklevel=2)
    versions = sorted({own} | here | (offered or set()), key=order)
    on_host = [pd.NA if offered is None else v in offered for v in versions]
    columns = {
        "bundled": [v == own for v in versions],
        "cached": [v in here for v in versions],
        "on_host": pd.array(on_host, dtype="boolean"),
    }
    return pd.DataFrame(columns, index=pd.Index(versions, name="version"))
