"""Draw rows: one chart that says what it shows, how sure it is, and where it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conflictdata.errors import ConflictDataError, shown

if TYPE_CHECKING:
    import altair as alt


def plot(
    rows: Any,
    /,
    *,
    known_on: object = None,
    title: str | None = None,
    subtitle: str | None = None,
) -> alt.LayerChart | alt.VConcatChart:
    """Draw figures or packages as one chart, chosen by what the rows are.

    - A count that goes on (``cumulative``, ``stock``): steps from figure to figure, with points
      where they are few. A step holds a number until the next figure, and there is no line where
      none came for long: for more than a week and three times what is usual around it, or for more
      than 35 days.
    - Months, years and other stretches, and `increments`: bars as wide as their days. Days without
      a figure are shaded, since nothing said is not 0; a bar of more or fewer days than the others
      is named with them.
    - One figure of each line, such as `latest` gives: bars one below the other, with the days.
    - Every wording of one figure: how it was revised, by the day of the report. A wording holds
      until the next.
    - Packages of one donor: a bar on the day of each announcement, a panel a program, and all on
      one panel if these are more than five; the chart says so. Packages of several donors: what
      each donor's add up to. These sums are ours, of the rows that count once (``adds_up`` is
      ``yes`` or ``share``), and of one currency: `convert` first to compare donors who announce in
      several. The chart says what was left out, in other currencies as well.

    A chart has at most six lines, or forty figures one below the other. Lines may differ in one
    dimension, or in the reporter and its evidence; each is named at its end, or beside the chart
    where there is no room. A range is drawn from its low to its high end; ``at least`` has a mark
    that points up, ``up to`` one that points down or a light bar, ``about`` is hollow or light.
    Numbers are written whole, with their hedge. Rows of a vintage are said to be as known on its
    day; those of polars cannot say it. Below stand how many hedges are on the chart, where the
    reporter began to count otherwise, the warnings, stages and instruments of aid, who reported,
    when, in how many documents of which tier, and the release.

    Parameters
    ----------
    rows
        What `load`, `series`, `latest`, `increments` or `convert` gave, with all columns: a frame
        of pandas, polars or pyarrow, or several of one table put together.
    known_on
        A day: the same figures as they were known then, in color, before those of the rows, in
        gray; converted where the rows are.
    title, subtitle
        Instead of the words that the rows give, broken into lines that are no wider than the chart.

    Returns
    -------
    altair.LayerChart or altair.VConcatChart
        To go on with: ``chart.save("killed.svg")``, ``.pdf``, ``chart.save("killed.png", ppi=300)``
        for print, ``chart.save("killed.html", inline=True)`` for a page that needs no network. Its
        ``description`` tells the chart to people who do not see it. Its fonts are in the extra. A
        notebook shows it by a script from the network, and without one after
        ``altair.renderers.enable("svg")``.

    Raises
    ------
    ConflictDataError
        A ValueError: no rows, a missing column, more than one currency, counting or start, lines
        that differ in too much (it lists what to pin), several wordings of one of several figures,
        a day on which nothing was known, or the extra ``plot`` not installed.

    Examples
    --------
    >>> import conflictdata as cd
    >>> line = {"reporter": "ohchr", "area": "UKR", "measure": "killed", "counting": "cumulative"}
    >>> chart = cd.plot(cd.series("casualties", vintage="2023-05-04", **line))
    >>> chart.title.text, chart.title.subtitle
    (['Civilians killed in Ukraine'], ['OHCHR: cumulative since 24 February 2022; cases verified, so
    a minimum; as known on 4 May 2023'])
    """
    try:
        from conflictdata.plotting.chart import chart
    except ImportError as error:
        raise ConflictDataError(
            f"plot() needs {error.name or 'altair'}: pip install 'conflictdata[plot]'"
        ) from None
    for name, text in (("title", title), ("subtitle", subtitle)):
        if not isinstance(text, str | None):
            raise ConflictDataError(f"plot() takes a {name} that is text, not {shown(text)}")
    return chart(rows, known_on, title, subtitle)
