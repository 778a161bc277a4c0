"""Write the page: a frame in HTML, with modules, drawings and rows put into their places."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from conflictdata.errors import ConflictDataError
from conflictdata.explorer.columns import packed
from conflictdata.explorer.contents import contents

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from conflictdata.release.folder import Release

# under what the modules import each other
PREFIX = "explorer/"


def page(release: Release, beside: Sequence[str] = ()) -> str:
    """A release as one page of HTML that needs nothing else; it leads to files that lie `beside`
    it.

    Raises
    ------
    ConflictDataError
        Vega, which draws, is not installed.
    """
    vega, charts = _vega(), _charts()
    web = files(__package__).joinpath("web")
    parts = {
        "title": html.escape(release.descriptor["title"]),
        "style": web.joinpath("style.css").read_text(encoding="utf-8"),
        "modules": _json({"imports": _modules(web)}),
        "beside": _beside(beside),
        "contents": _json({**contents(release), "vega": vega, "charts": charts}),
    }
    frame = web.joinpath("index.html").read_text(encoding="utf-8")
    # all at once, so that no part is looked through for the place of another
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], frame)


def refuse_without_vega() -> None:
    """An error that says how to install it, where what draws is not there."""
    _converter()


def _beside(names: Sequence[str]) -> str:
    links = (f'<a href="{quote(name)}" download>{html.escape(name)}</a>' for name in names)
    return f"<p>The whole release: {', '.join(links)}</p>" if names else ""


def _modules(web: Traversable) -> dict[str, str]:
    """Name under which a module is imported -> the module itself, as an address.

    A page that is opened from a file can import no other file.
    """
    found = {}
    for file in sorted(_scripts(web), key=str):
        name = PREFIX + file.name
        text = f"{file.read_text(encoding='utf-8')}\n//# sourceURL={name}\n"
        code = base64.b64encode(text.encode("utf-8")).decode("ascii")
        found[name] = f"data:text/javascript;base64,{code}"
    return found


def _scripts(folder: Traversable) -> list[Traversable]:
    return [file for file in folder.iterdir() if file.name.endswith(".js")]


@cache
def _vega() -> str:
    """Vega's own bundle, packed; it comes with the library that also draws for Python."""
    return packed(_converter().javascript_bundle())


@cache
def _charts() -> str:
    """Chart name -> its drawing in the words of Vega, packed."""
    drawings = sorted(files(__package__).joinpath("charts").iterdir(), key=lambda f: f.name)
    return packed(
        {
            file.name.removesuffix(".json"): json.loads(file.read_text(encoding="utf-8"))
            for file in drawings
            if file.name.endswith(".json")
        }
    )


def _converter() -> Any:
    try:
        import vl_convert
    except ImportError:
        raise ConflictDataError(
            "the explorer draws with Vega: python -m pip install 'conflictdata[plot]'"
        ) from None
    return vl_convert


def _json(content: Any) -> str:
    """JSON that cannot end the element in which it stands, nor begin a comment in it."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
