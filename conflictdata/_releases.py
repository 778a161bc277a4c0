"""The releases that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictdata.release.cache import VERSION, cache
from conflictdata.release.folder import Release
from conflictdata.release.host import find_host, index
from conflictdata.release.opening import bundled

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
        machine is listed.

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
    cached = {
        p.name
        for p in cache().glob("*")
        if VERSION.fullmatch(p.name) and (p / "SHA256SUMS").is_file()
    }
    address = find_host(host)
    offered = set(index(address)) if address else set()
    versions = sorted({own} | cached | offered, key=_order)
    columns = {
        "bundled": [v == own for v in versions],
        "cached": [v in cached for v in versions],
        "on_host": [v in offered for v in versions],
    }
    return pd.DataFrame(columns, index=pd.Index(versions, name="version"))


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
