"""The text of an article, whatever holds it, or a sentence that says why there is none."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from conflictdata.errors import ConflictDataError

# bytes; the longest articles have a tenth of it
LONGEST = 5_000_000
# years in which an article may have appeared
YEARS = range(1900, 2100)
# characters that a page without an article has at most
SHORTEST = 120
MARKUP = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|article|main|div|p|h[1-6])\b", re.I)
# what stands on pages that ask before they show anything
CONSENT = re.compile(r"cookie|consent|enable javascript|captcha|verify you are human", re.I)
# a terminal or a browser would obey these rather than show them
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


class Text(NamedTuple):
    """The text of an article, and the day on which its page says that it appeared."""

    text: str
    published: dt.date | None = None


def decoded(content: bytes, name: str) -> str:
    """The text of a file or page: UTF-8, or what its marks say."""
    refuse_long(len(content), name)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    named = re.search(rb"charset=[\"']?([\w-]+)", content[:4096])
    if named is not None and b"\x00" not in content:
        try:
            return content.decode(named[1].decode())
        except (LookupError, UnicodeDecodeError):
            pass
    raise ConflictDataError(f"{name} is no text in UTF-8; give the article as text or HTML")


def article_text(content: str, name: str, url: str | None = None) -> Text:
    """The article in a text or a page of HTML, without what a terminal would obey."""
    refuse_long(len(content), name)
    if content.count("\x00") > len(content) / 100:
        raise ConflictDataError(f"{name} is no text; give the article as text or HTML")
    found = Text(content)
    if MARKUP.search(content[:5000]):
        found = _of_page(content, name, url)
    text = CONTROL.sub(" ", found.text).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ConflictDataError(f"{name} is empty: there is no article to trace")
    return Text(text, found.published)


def refuse_long(size: int, name: str) -> None:
    if size > LONGEST:
        raise ConflictDataError(
            f"{name} is longer than {LONGEST:,} bytes, which no article is; give the article alone"
        )


def _of_page(content: str, name: str, url: str | None) -> Text:
    import trafilatura

    try:
        page = trafilatura.bare_extraction(
            content, url=url, include_comments=False, include_tables=True, with_metadata=True
        )
    except (RecursionError, ValueError) as error:
        raise ConflictDataError(
            f"{name} cannot be read as HTML ({type(error).__name__}); save its text and give that"
        ) from None
    text = getattr(page, "text", None) or ""
    if len(text) < SHORTEST:
        asks = " It asks for consent first." if CONSENT.search(content) else ""
        if asks or not text.strip():
            raise ConflictDataError(
                f"{name} holds no article.{asks} Save the article's text and give that"
            )
    return Text(text, _day(getattr(page, "date", None)))


def _day(text: str | None) -> dt.date | None:
    try:
        day = dt.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
    return day if day.year in YEARS else None
