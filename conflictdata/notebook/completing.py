"""Complete tables, filters and codes in calls of `load`, `series` and the like."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from typing import Any, get_args

from conflictdata import _load
from conflictdata._public import PUBLIC
from conflictdata.citation.styles import Style
from conflictdata.engines import Backend
from conflictdata.errors import ConflictDataError
from conflictdata.notebook.call import Call, call_at
from conflictdata.release.opening import open_release

MATCHER = "conflictdata"
# as many as people look through; a letter more finds the others
MOST = 500


def begin(shell: Any) -> None:
    """Have a shell of IPython complete our calls."""
    from IPython.core.completer import CompletionContext, SimpleCompletion, context_matcher

    def matcher(context: CompletionContext) -> dict[str, Any]:
        lines = context.full_text.split("\n")[: context.cursor_line]
        typed, found = complete("\n".join([*lines, context.text_until_cursor]), shell.user_ns)
        return {
            "completions": [SimpleCompletion(text, type=kind) for text, kind in found],
            "matched_fragment": typed,
            "suppress": bool(found),
            "ordered": True,
        }

    end(shell)
    named = context_matcher(identifier=MATCHER, priority=100)(matcher)
    shell.Completer.custom_matchers.append(named)


def end(shell: Any) -> None:
    """Leave a shell as it was."""
    matchers = shell.Completer.custom_matchers
    matchers[:] = [m for m in matchers if getattr(m, "matcher_identifier", None) != MATCHER]


def complete(text: str, names: dict[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    """What has been typed of a word at the end of a text, and the words that it may be, each with
    its kind; `names` are those of the notebook.

    >>> import conflictdata as cd
    >>> complete('cd.load("casu', {"cd": cd})
    ('casu', [('casualties', 'table')])
    """
    call = call_at(text)
    function = None if call is None else _ours(call.function, names)
    if call is None or function is None:
        return "", []
    try:
        found = dict(_words(call, function))
    except ConflictDataError:  # a table or a release that there is not
        return "", []
    typed = call.typed.casefold()
    begins = [(w, kind) for w, kind in found.items() if w.casefold().startswith(typed)]
    return call.typed, begins[:MOST]


def _ours(dotted: str, names: dict[str, Any]) -> Callable[..., Any] | None:
    """The function of ours that a name in the notebook means; nothing is computed for it."""
    first, *rest = dotted.split(".")
    found = names.get(first)
    if len(rest) == 1 and found is sys.modules["conflictdata"] and rest[0] in PUBLIC:
        found = getattr(found, rest[0])
    elif rest:
        return None
    module = getattr(found, "__module__", None) or ""
    return found if inspect.isfunction(found) and module.startswith("conflictdata.") else None


def _words(call: Call, function: Callable[..., Any]) -> Iterator[tuple[str, str]]:
    """The words that may stand at the cursor."""
    parameters = inspect.signature(function).parameters
    place = list(parameters).index("table") if "table" in parameters else None
    here = None if call.keyword or place is None else len(call.before)
    if call.quoted and here is not None and here == place:
        yield from ((name, "table") for name in _tables(call, function))
        return
    table = None if place is None else call.positional(place)
    filters = any(p.kind is p.VAR_KEYWORD for p in parameters.values())
    if call.quoted and call.keyword:
        if call.keyword in parameters:
            yield from _options(call, table)
        elif table is not None and filters:
            yield from ((code, "code") for code in _codes(call, table))
    elif not call.quoted and call.keyword is None and (call.before or place is None):
        if table is not None and filters:
            fields = open_release(_release(call)).table(table).columns
            yield from ((f"{name}=", "filter") for name in fields if name not in call.named)
        options = (n for n, p in parameters.items() if p.kind is p.KEYWORD_ONLY)
        yield from ((f"{name}=", "option") for name in options if name not in call.named)


def _tables(call: Call, function: Callable[..., Any]) -> Iterator[str]:
    """The tables of a release, or those that hold figures where only these are taken."""
    release = open_release(_release(call))
    kind = inspect.signature(function).parameters["table"].annotation
    for name in release.resources:
        if kind != "FigureTable" or release.table(name).dimensions:
            yield name


def _options(call: Call, table: str | None) -> Iterator[tuple[str, str]]:
    """What an option may be, where it is one of a few words."""
    words = {"backend": Backend, "categories": _load.Categories, "style": Style}
    if call.keyword == "columns" and table is not None:
        columns = open_release(_release(call)).table(table).columns
        yield from ((name, "column") for name in columns)
    elif call.keyword in words:
        yield from ((word, "option") for word in get_args(words[call.keyword]))
    elif call.keyword == "vintage":
        yield "all", "option"


def _codes(call: Call, table: str) -> list[str]:
    """The codes of a column that stand in the rows which the other filters choose; if these choose
    none, all that stand in it.
    """
    release = _release(call)
    schema = open_release(release).table(table)
    field = schema.field(str(call.keyword))
    if field.type != "string":
        return []
    load: Any = _load.load
    chosen = {n: v for n, v in call.named.items() if n in schema.by_name and n != field.name}
    asked = {"columns": [field.name], "backend": "pyarrow", "release": release}
    try:
        cells = load(table, **asked, **chosen)[field.name]
    except ConflictDataError:  # a filter that is none yet
        cells = []
    if not len(cells):
        cells = load(table, **asked)[field.name]
    texts = {cell for cell in cells.unique().to_pylist() if cell is not None}
    if field.separator is not None:
        return sorted({part for text in texts for part in text.split(field.separator)})
    return sorted(texts)


def _release(call: Call) -> str | None:
    named = call.named.get("release")
    return named if isinstance(named, str) else None
