"""Write a chart to a file that can be printed or put on a page."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from conflictdata.errors import ConflictDataError

# dots an inch, as printers ask for
DOTS = 300
LOOKS: dict[str, dict[str, Any]] = {
    ".svg": {},
    ".png": {"ppi": DOTS},
    ".pdf": {},
    # the libraries inside, so that the page needs no network
    ".html": {"inline": True},
}


def save(chart: Any, file: Path) -> None:
    """Write a chart as svg, png, pdf or html, as the end of the file's name says."""
    suffix = file.suffix.casefold()
    try:
        import vl_convert  # noqa: F401
    except ImportError:
        raise ConflictDataError(
            f"writing {suffix} needs vl-convert-python: pip install 'conflictdata[plot]'"
        ) from None
    chart.save(str(file), format=suffix[1:], **LOOKS[suffix])
    if suffix in (".svg", ".html"):
        _tell(file, chart)


def _tell(file: Path, chart: Any) -> None:
    """Give a picture and a page the words for people who do not see them."""
    text = file.read_text(encoding="utf-8")
    label = escape(chart.description)
    title = escape(" ".join(chart.title.text))
    if file.suffix.casefold() == ".svg":
        text = text.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    else:
        text = text.replace("<html>", '<html lang="en">', 1)
        text = text.replace("<head>", f"<head>\n  <title>{title}</title>", 1)
    file.write_text(text, encoding="utf-8", newline="")
