"""The house: no two rooms import each other, no module is long, and what is said is said once."""

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import conflictdata
from conflictdata._public import PUBLIC
from conflictdata.rules import RULES

PACKAGE = Path(conflictdata.__file__).parent
GENERATED = {"_names", "__init__"}
LONGEST = 300


@cache
def modules() -> dict[str, Path]:
    names = {
        ".".join(("conflictdata", *p.relative_to(PACKAGE).with_suffix("").parts)): p
        for p in PACKAGE.rglob("*.py")
    }
    return {name.removesuffix(".__init__"): path for name, path in names.items()}


def imported(path: Path) -> Iterator[str]:
    """Every module of the package that a module imports: at the top, in a function or for types alone."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            # a module of a package, or a name of a module
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield inside if inside in modules() else node.module


def room(module: str) -> str:
    """The room of a module: its folder, or itself where it stands beside the face."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def circles(arrows: dict[str, set[str]]) -> list[list[str]]:
    """The ways that lead back to where they began."""
    found, done = [], set()

    def walk(here: str, way: list[str]) -> None:
        if here in way:
            found.append([*way[way.index(here) :], here])
        elif here not in done:
            for there in sorted(arrows[here]):
                walk(there, [*way, here])
            done.add(here)

    for start in sorted(arrows):
        walk(start, [])
    return found


@pytest.mark.parametrize("by", ["module", "room"])
def test_no_imports_go_round_in_a_circle(by):
    known, arrows = modules(), {}
    for name, path in known.items():
        here = room(name) if by == "room" else name
        # importing a module runs its package, which is there before it and knows it by name alone
        there = {other for other in imported(path) if other in known and other != name}
        arrows.setdefault(here, set()).update(
            {room(other) if by == "room" else other for other in there} - {here, "conflictdata"}
        )
    assert circles(arrows) == []


def test_a_circle_would_be_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == [["a", "b", "c", "a"]]


def test_reading_never_imports_curating():
    for name, path in modules().items():
        if room(name) not in ("curate", "cli"):
            assert not [m for m in imported(path) if m.startswith("conflictdata.curate")], name


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_a_module_is_short_and_says_what_it_is(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith('"""')
    if path.stem not in GENERATED:
        assert len(lines) <= LONGEST


def test_every_public_name_is_given_by_the_module_of_its_name():
    for name, module in PUBLIC.items():
        assert getattr(importlib.import_module(f"conflictdata.{module}"), name) is getattr(
            conflictdata, name
        )
        assert module in (f"_{name}", "errors")
    assert sorted(conflictdata.__all__) == sorted([*PUBLIC, "__version__"])


def test_a_rule_is_a_statement_and_says_what_to_do():
    for name, its in RULES.items():
        assert its.name == name
        assert its.statement.endswith("."), name
        assert its.message and not its.message.endswith("."), name


def test_a_csv_is_written_in_one_place_of_a_room():
    """Curated files by `curate.lines`, rows that somebody asked for by `grid`."""
    writes = re.compile(r"\bcsv\.(?:writer|DictWriter)\b")
    found = {n for n, path in modules().items() if writes.search(path.read_text(encoding="utf-8"))}
    assert found == {"conflictdata.curate.lines", "conflictdata.grid"}
