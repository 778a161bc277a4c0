"""Compare a table of two releases: its columns, and its rows by key.

What was only renamed is no correction: columns and codes say what they were called formerly,
retired keys what replaced them, and recodings what a row holds now, a line a rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from conflictdata.recoding import Recoding, follow, recodings

if TYPE_CHECKING:
    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Field


# table, change, key, column, old, new
Change = tuple[Any, ...]


Cells = tuple[Any, ...]


Rows = dict[str, Cells]


class Comparison:
    """One table in two releases that both have it."""

    def __init__(self, name: str, before: Release, after: Release):
        self.name, self.before, self.after = name, before, after
        self.old, self.new = before.table(name), after.table(name)

    def columns(self) -> Iterator[Change]:
        """Columns that came, went or are another thing now."""
        old, new = self.old.by_name, self.new.by_name
        for column in new:
            if column not in self.former:
                yield self._change("column added", column=column, new=new[column].type)
        for column in old:
            if column not in self.former.values():
                yield self._change("column removed", column=column, old=old[column].type)
        for column, then in self.former.items():
            if column != then:
                rows = self.after.resources[self.name]["rows"]
                yield self._change("recoded", _rows(rows), column, then, column)
            was, is_ = _kind(old[then]), _kind(new[column])
            if was != is_:
                yield self._change("column changed", column=column, old=was, new=is_)

    def rows(self) -> Iterator[Change]:
        """Rows that came or went, and cells of the others that are different."""
        key = list(self.new.primaryKey)
        sizes = [release.resources[self.name]["rows"] for release in (self.before, self.after)]
        if not set(key) <= set(self.former):
            yield self._change("rows not compared", None, "/".join(key), *sizes)
            return
        old = _keyed(self.before, self.name, [self.former[k] for k in key], self.former.values())
        new = _keyed(self.after, self.name, key, self.former)
        if [len(old), len(new)] != sizes:  # where a key stands twice, the last of its rows counts
            yield self._change("rows not compared", None, "/".join(key), *sizes)
        replaced = _replacements(self.name, self.after)
        old, changed = follow(self._looked_at, old, list(self.former), self.rules)
        pairs = {k: self._now(k, cells, old, new, replaced) for k, cells in old.items()}
        yield from self._cells(pairs, old, new, changed)
        for its, n in Counter(its for rules in changed.values() for its in rules).items():
            yield self._change("recoded", _rows(n), ", ".join(its.new), its.was, its.now)
        for then, now in pairs.items():
            if now is None:
                yield self._change("row removed", then, new=replaced.get(then))
        arrived = set(pairs.values())
        for now in new:
            if now not in arrived:
                yield self._change("row added", now)

    def _now(
        self, key: str, cells: Cells, old: Rows, new: Rows, replaced: Mapping[str, str]
    ) -> str | None:
        """The key under which a row stands now, None if it is gone."""
        parts = [
            _recoded(cells[list(self.former).index(k)], self.fields[k], self.recodings[k])
            for k in self.new.primaryKey
        ]
        followed = [key]
        while followed[-1] in replaced and replaced[followed[-1]] not in followed:
            followed.append(replaced[followed[-1]])
        options = [key, "/".join(map(str, parts)), *reversed(followed[1:])]
        # a row that was there already is not what another one became
        return next((k for k in options if k in new and (k == key or k not in old)), None)

    def _cells(
        self, pairs: Mapping[str, str | None], old: Rows, new: Rows, changed: Collection[str]
    ) -> Iterator[Change]:
        recoded: Counter[tuple[str, str, str]] = Counter()
        rebuilt: Counter[str] = Counter()
        for then, now in pairs.items():
            if now is None:
                continue
            follows = then == now or then in changed
            for column, a, b in zip(self.former, old[then], new[now], strict=True):
                field = self.fields[column]
                if self._same(column, a, b) or (column in self.new.primaryKey and field.built):
                    continue
                if _recoded(a, field, self.recodings[column]) == b:
                    recoded[column, a, b] += 1
                    follows = True
                elif (
                    field.built or (field.completed and a is None)
                ) and column not in self.new.references:
                    rebuilt[column] += 1
                elif column not in self.new.primaryKey:
                    was, is_ = _text(a), _text(b)
                    grown = self.new.grown(column, was, is_)
                    change = "cell added to" if grown else "cell corrected"
                    yield self._change(change, now, column, was, is_)
            if not follows:
                yield self._change("row renamed", now, None, then, now)
        for (column, a, b), n in recoded.items():
            yield self._change("recoded", _rows(n), column, a, b)
        for column, n in rebuilt.items():
            yield self._change("cells rebuilt", _rows(n), column)

    def _same(self, column: str, a: object, b: object) -> bool:
        if self.old.by_name[self.former[column]].type != self.fields[column].type:
            return _text(a) == _text(b)
        return a == b

    def _change(
        self,
        change: str,
        key: str | None = None,
        column: str | None = None,
        old: object = None,
        new: object = None,
    ) -> Change:
        return (self.name, change, key, column, old, new)

    @cached_property
    def former(self) -> dict[str, str]:
        """Column -> what it was called before, for the columns that were there."""
        names = {
            f.name: next((n for n in (f.name, *f.formerly) if n in self.old.by_name), None)
            for f in self.new.fields
        }
        return {now: then for now, then in names.items() if then is not None}

    @cached_property
    def rules(self) -> list[Recoding]:
        """What rows of the earlier release are called in the columns and codes of the later one."""
        after, before = (
            release.read("recodings").to_pylist() if "recodings" in release.resources else []
            for release in (self.after, self.before)
        )
        return recodings(after, before, self.name)

    @property
    def _looked_at(self) -> dict[str, dict[str, Any]]:
        """The rows of the earlier release by key, in the columns of which rules speak."""
        columns = {c for its in self.rules for c in its.old if c in self.old.by_name}
        key = [self.former[k] for k in self.new.primaryKey]
        rows = self.before.read(self.name, list(dict.fromkeys([*key, *sorted(columns)])))
        return {"/".join(str(r[k]) for k in key): r for r in rows.to_pylist()}

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        return self.new.by_name

    @cached_property
    def recodings(self) -> dict[str, dict[str, str]]:
        """Column -> former code or key -> what it is called now."""
        references = self.new.references
        return {
            f.name: {
                **f.renamed,
                **(
                    _replacements(references[f.name][0], self.after) if f.name in references else {}
                ),
            }
            for f in self.new.fields
        }


def _replacements(name: str, release: Release) -> dict[str, str]:
    """Former key -> the key of a table that replaced it."""
    found = {}
    if "retired" in release.resources:
        rows = release.read("retired", ["table", "id", "replaced_by"]).to_pylist()
        found = {r["id"]: r["replaced_by"] for r in rows if r["table"] == name and r["replaced_by"]}
    if name == "codes" and "formerly" in release.table(name).by_name:
        for row in release.read(name, ["list", "code", "formerly"]).to_pylist():
            for former in (row["formerly"] or "").split(";"):
                if former:
                    found[f"{row['list']}/{former}"] = f"{row['list']}/{row['code']}"
    return found


def _keyed(release: Release, name: str, key: Sequence[str], columns: Collection[str]) -> Rows:
    rows = release.read(name, list(dict.fromkeys([*key, *columns]))).to_pylist()
    return {"/".join(str(r[k]) for k in key): tuple(r[c] for c in columns) for r in rows}


def _recoded(cell: Any, field: Field, renames: Mapping[str, str]) -> Any:
    if not renames or not isinstance(cell, str):
        return cell
    if field.separator is None:
        return renames.get(cell, cell)
    return field.separator.join(renames.get(p, p) for p in cell.split(field.separator))


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"


def _kind(field: Field) -> str:
    return field.type if field.unit is None else f"{field.type}, {field.unit}"


def _text(value: object) -> str | None:
    return None if value is None else str(value)
