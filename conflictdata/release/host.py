"""Where releases come from: the address of the host, and its index."""

from __future__ import annotations

import io
import json
import os
import re
from typing import Any

from conflictdata.errors import ConflictDataError, shown
from conflictdata.release.download import download, open_session
from conflictdata.release.version import VERSION

HOST = "CONFLICTDATA_HOST"


def find_host(host: str | None = None) -> str | None:
    """The base address: the argument, the environment, the package's metadata, or None."""
    if host is not None and not isinstance(host, str):
        raise ConflictDataError(f"host is a base address, as text, not {shown(host)}")
    if host or (host := os.environ.get(HOST)):
        return host.rstrip("/") or "/"
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        pairs = [
            line.partition(", ") for line in metadata("conflictdata").get_all("Project-URL") or []
        ]
    except PackageNotFoundError:  # a checkout that is not installed
        return None
    return next((url.rstrip("/") for label, _, url in pairs if label == "Releases"), None)


def index(address: str) -> dict[str, dict[str, Any]]:
    """Version -> entry of the index of a host."""
    content = io.BytesIO()
    with open_session() as session:
        download(f"{address}/index.json", content, session)
    try:
        entries = json.loads(content.getvalue())["releases"]
        listed = {e["version"]: e for e in entries}
        ok = len(listed) == len(entries) and all(
            VERSION.fullmatch(v) and re.fullmatch(r"sha256:[0-9a-f]{64}", e["sums"])
            for v, e in listed.items()
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        ok = False
    if not ok:
        raise ConflictDataError(
            f"{address}/index.json is no index of releases; check the address of the host"
        )
    return listed
