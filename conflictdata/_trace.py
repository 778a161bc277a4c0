"""Trace the numbers of an article to the figures behind them."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

from conflictdata.errors import ConflictDataError, shown
from conflictdata.newest import warn_if_ahead
from conflictdata.provenance import ATTRS, stamped
from conflictdata.question.days import to_day
from conflictdata.release.opening import open_release

if TYPE_CHECKING:
    import pandas as pd


# columns that hold days, and whole numbers
DAYS = ("period_start", "period_end", "reported_on", "today_on", "newest_end")
WHOLE = (
    "start", "end", "number", "low", "high", "figure_number", "today_number", "newest_number",
)  # fmt: skip


def trace(
    text: str | None,
    /,
    *,
    published: object = None,
    url: str | None = None,
    release: str | PathLike[str] | None = None,
) -> pd.DataFrame:
    """Trace an article: what each of its numbers of people and money is, and whose.

    Parameters
    ----------
    text
        The article, as text or as a page of HTML; None brings the page at `url`.
    published
        The day on which it appeared. Days that it names are seen from it, and figures as they were
        known then. Without it, the day that a page of HTML gives; with neither, figures as they are
        known today, and days that the article names without a year are not read.
    url
        The address of the article.
    release
        Version or folder of another release; the bundled one without it.

    Returns
    -------
    pandas.DataFrame
        A row a numeric statement, in the article's order. ``start`` and ``end`` are characters of
        ``.attrs["conflictdata"]["text"]``, which is `text` itself where that is plain text.
        ``number`` (null for a range), ``low``, ``high`` and ``qualifier`` are as printed, ``unit``
        is ``"people"`` or a currency. Then what the article seems to say: conflict, measure,
        population, affiliation, sex, age, cause, area, donor; ``cited``, and the reporters that may
        be meant; counting and days. ``verdict`` is a code of the list ``verdict``, ``reason`` says
        why. The number, day and source of the best figure follow, its wording of today, and the
        newest of its line; then up to three figures with a score from 0 to 1. Empty where the
        article has no such number, or is in a language without vocabulary.

    Raises
    ------
    ConflictDataError
        A ValueError: no text, a text that is none or too long, a page without an article, an
        address that cannot be fetched or sends us to a private one, a day that is none, a release
        from before 2026.12.0, or the extra ``trace`` not installed.

    Notes
    -----
    A number is called ``matches`` only where measure, conflict and scope agree, and the reporter or
    the day; where in doubt it is ``unknown``. A number that has no figure here may still be true.

    Examples
    --------
    >>> import conflictdata as cd
    >>> text = "The UN human rights office has recorded 23,375 civilian casualties in Ukraine."
    >>> traced = cd.trace(text, published="2023-05-04")
    >>> traced[["number", "measure", "reporter", "verdict"]].values.tolist()
    [[23375, 'casualties', 'ohchr', 'matches']]
    """
    import pandas as pd

    from conflictdata.tracing.text import YEARS, article_text, decoded
    from conflictdata.tracing.traced import COLUMNS, check_extra, row, trace_text

    check_extra()
    day = None if published is None else to_day(published, "published")
    if day is not None and day.year not in YEARS:
        raise ConflictDataError(
            f"published must be a day from {YEARS[0]} to {YEARS[-1]}, not {shown(published)}"
        )
    name = url or "the text"
    if text is None and url is not None:
        from conflictdata.tracing.page import page_at

        text = decoded(page_at(url), url)
    if not isinstance(text, str):
        raise ConflictDataError(
            f"trace() takes the text of an article, or None with url=, not {shown(text)}"
        )
    article = article_text(text, name, url)
    opened = open_release(release)
    if "vocabulary" not in opened.resources:
        raise ConflictDataError(
            f"release {opened.version} has no table vocabulary, by which articles are read; trace()"
            " takes a release of 2026.12.0 or later"
        )
    day = day or article.published
    warn_if_ahead(opened, day, "published")
    rows = [row(traced) for traced in trace_text(article.text, day, opened)]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    for column in WHOLE:
        frame[column] = frame[column].astype("Int64")
    for column in DAYS:
        frame[column] = pd.to_datetime(frame[column]).astype("datetime64[s]")
    frame = stamped(frame, opened)
    frame.attrs[ATTRS] |= {
        "text": article.text,
        "published": None if day is None else day.isoformat(),
        "url": url,
    }
    return frame
