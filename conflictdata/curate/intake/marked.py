"""YAML of which every part knows its line, so that a mistake is named where it stands."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from conflictdata.errors import ConflictDataError, nearest


class Marked:
    """A part of a YAML file: a text, a list or a mapping, and its place."""

    def __init__(self, value: Any, place: str):
        self.value, self.place = value, place

    def wrong(self, message: str) -> ConflictDataError:
        return ConflictDataError(f"{self.place}: {message}")

    @property
    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.wrong("a word is wanted here, no list and no mapping")
        return self.value

    @property
    def items(self) -> list[Marked]:
        """The parts of a list; a single word is a list of one."""
        if isinstance(self.value, str):
            return [self]
        if not isinstance(self.value, list):
            raise self.wrong("a list is wanted here")
        return self.value

    @property
    def pairs(self) -> dict[str, Marked]:
        if not isinstance(self.value, dict):
            raise self.wrong("a mapping is wanted here, such as key: value")
        return self.value

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(item.text for item in self.items)

    def only(self, known: Collection[str], needed: Collection[str] = ()) -> dict[str, Marked]:
        """The pairs of a mapping that has no other keys than these."""
        for key, part in self.pairs.items():
            if key not in known:
                raise part.wrong(f"the key {key!r} is unknown{nearest(key, known)}")
        for key in needed:
            if key not in self.pairs:
                raise self.wrong(f"the key {key!r} is missing")
        return self.pairs

    def one_of(self, options: Collection[str], what: str) -> str:
        if self.text not in options:
            raise self.wrong(f"there is no {what} {self.text!r}{nearest(self.text, options)}")
        return self.text


def read_marked(text: str, place: str, first: int = 1) -> Marked:
    """Parse YAML in which every scalar is text, as it is written."""
    yaml = yaml_module()
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first + mark.line if mark else first
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise ConflictDataError(f"{place}:{line}: {problem}") from None
    if node is None:
        raise ConflictDataError(f"{place}:{first}: nothing stands here")
    return _marked(node, place, first, 0)


def read_marked_file(path: Path, place: str) -> Marked:
    """Parse a YAML file."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConflictDataError(f"{place}: cannot be read: {error}") from None
    return read_marked(text, place)


def yaml_module() -> Any:
    try:
        import yaml
    except ImportError:
        raise ConflictDataError(
            "an intake needs PyYAML: pip install 'conflictdata[curate]'"
        ) from None
    return yaml


# deeper than any table or recipe; a file that goes on is made to exhaust the reader
DEEPEST = 20


def _marked(node: Any, place: str, first: int, depth: int) -> Marked:
    here = f"{place}:{first + node.start_mark.line}"
    if depth > DEEPEST:
        raise ConflictDataError(f"{here}: goes deeper than {DEEPEST} levels")
    if isinstance(node.value, str):
        # what is written as null is as good as nothing
        empty = node.style is None and node.value in ("~", "null")
        return Marked("" if empty else node.value, here)
    if not isinstance(node.value, list) or node.id == "sequence":
        return Marked([_marked(n, place, first, depth + 1) for n in node.value], here)
    pairs: dict[str, Marked] = {}
    for key, value in node.value:
        if key.value in pairs:
            line = first + key.start_mark.line
            raise ConflictDataError(f"{place}:{line}: the key {key.value!r} stands twice")
        pairs[str(key.value)] = _marked(value, place, first, depth + 1)
    return Marked(pairs, here)
