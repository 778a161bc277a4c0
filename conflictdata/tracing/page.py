"""Bring a page at an address, and follow it to public places alone."""

from __future__ import annotations

import io

from conflictdata.release.address import in_public, onward_in_public
from conflictdata.release.download import download, open_session
from conflictdata.tracing.text import LONGEST


def is_address(text: str) -> bool:
    return text.casefold().startswith(("http://", "https://"))


def page_at(url: str) -> bytes:
    """The bytes of a page."""
    content = io.BytesIO()
    with open_session() as session:
        download(in_public(url), content, session, LONGEST, onward=onward_in_public)
    return content.getvalue()
