"""Read, derive and check the curated tables, without writing anything."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conflictdata.curate.curated import Curated
from conflictdata.curate.derive import derive
from conflictdata.curate.files import unfit_files
from conflictdata.curate.read import read
from conflictdata.errors import Finding, nearest
from conflictdata.rules import breaches
from conflictdata.rules.rule import RULES
from conflictdata.rules.subject import Subject
from conflictdata.schemas.cells import cell_findings

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.curate.project import Project
    from conflictdata.schemas.table import Table


Step = Callable[[str], None]
# what says which published rows went elsewhere
LOOKED_AT = {"retired", "codes", "recodings", "corrections", "readings"}


@dataclass(frozen=True)
class Checked:
    """The tables as they go into a release, and what was found wrong with them."""

    project: Project
    tables: dict[str, Table]
    frames: dict[str, pd.DataFrame]
    findings: list[Finding]

    @property
    def errors(self) -> list[Finding]:
        return [f for f in self.findings if not f.warning]

    @property
    def warnings(self) -> list[Finding]:
        return [f for f in self.findings if f.warning]


def check(project: Project, step: Step = lambda _: None) -> Checked:
    """Read, derive and check the curated tables, without writing anything.

    Everything wrong is found at once: causes, not what follows from them. A table of which a file
    cannot be read is not asked what it holds, nor is what refers to it; a row with a wrong cell is
    not asked what it says.
    """
    step("reading")
    if unfit := unfit_files(project):
        return Checked(project, {}, {}, unfit)
    curated = read(project)
    tables = {name: c.table for name, c in curated.items()}
    findings = [f for c in curated.values() for f in c.findings]
    unread = {name for name, c in curated.items() if any(f.rule == "file" for f in c.findings)}
    frames = {name: c.frame for name, c in curated.items()}
    if "codes" in unread:  # nothing can be said of cells without their codes
        return Checked(project, tables, frames, sorted(findings, key=_by_place))
    step("deriving")
    frames = derive(tables, frames)
    for name, c in curated.items():
        step(f"checking {name}")
        findings += _cells(c, frames, unread)
    broken = {f.where for f in findings}
    findings += _rules(curated, frames, unread, broken, step)
    findings += _published(project, curated, frames, unread, broken)
    # what was typed once and is wrong in many rows is one finding
    return Checked(project, tables, frames, sorted(dict.fromkeys(findings), key=_by_place))


def _published(
    project: Project,
    curated: Mapping[str, Curated],
    frames: Mapping[str, pd.DataFrame],
    unread: Collection[str],
    broken: Collection[str],
) -> list[Finding]:
    """What was published or read twice and is otherwise now, or gone, as far as cells could be
    read.
    """
    from conflictdata.curate.locked import locks
    from conflictdata.curate.lost import dead_ends, lost_keys
    from conflictdata.curate.readings.against import CHECKED, disagreements
    from conflictdata.curate.readings.stamp import changed_since

    if LOOKED_AT & set(unread):
        return []
    tables = {name: c.table for name, c in curated.items()}
    unsure = {
        name for name, c in curated.items() if name in unread or len(c.sound(broken)) < len(c.rows)
    }
    read_whole = {name: c for name, c in curated.items() if name not in unread}
    sure = {n: n not in unsure for n, c in read_whole.items() if CHECKED in c.table.by_name}
    found = [*locks(project, read_whole, frames), *disagreements(curated, frames, sure)]
    # a wrong cell is said as such
    found += dead_ends(curated["retired"].places, tables, frames, unsure)
    found = [f for f in found if f.where not in broken]
    found += changed_since(read_whole, frames, {*broken, *(f.where for f in found)})
    return found + lost_keys(project, tables, frames, unsure)


def _cells(
    curated: Curated, frames: Mapping[str, pd.DataFrame], unread: Collection[str]
) -> list[Finding]:
    table = curated.table
    known = {
        column: frames[target][key].dropna().astype(str).tolist()
        for column, (target, key) in table.references.items()
        if target not in unread
    }
    broken = {(f.where, f.column) for f in curated.findings}
    typed = {f.name for f in table.typed} | {"conflict"}
    key = {k for k in table.primaryKey if k in table.by_name}
    found = cell_findings(table, frames[table.name], known, curated.places.__getitem__)
    # what is built from a wrong cell is wrong as well, and is not the curator's concern
    own = [curated.typed(f) for f in found if f.column in typed | key]
    return [f for f in own if (f.where, f.column) not in broken]


def _rules(
    curated: Mapping[str, Curated],
    frames: Mapping[str, pd.DataFrame],
    unread: Collection[str],
    broken: Collection[str],
    step: Step,
) -> list[Finding]:
    """What rows say that is not true, as far as what they refer to was read."""
    findings: list[Finding] = []
    tolerated = {(str(r.rule), str(r.id)) for r in frames["exceptions"].itertuples()}
    met: set[tuple[str, str]] = set()
    not_asked: set[str] = set()
    others = _Read(frames, unread)
    for name, c in curated.items():
        if name in unread:
            not_asked |= set(c.table.rules)
            continue
        step(f"proving {name}")
        sound, broken_here = c.sound(broken), []
        subject = Subject(c.table, frames[name].iloc[sound], others)
        for rule in c.table.rules:
            try:
                found = breaches(subject, only=rule)
            except _UnreadError:
                not_asked.add(rule)
                continue
            if len(sound) < len(c.places) or c.findings:
                not_asked.add(rule)
            for breach in found:
                if (pair := (breach.rule.name, breach.key)) in tolerated:
                    met.add(pair)
                else:
                    broken_here.append(breach.finding(c.places[sound[breach.position]]))
        findings += c.settled(broken_here)
    return findings + _unmet(curated["exceptions"], met, not_asked)


class _UnreadError(Exception):
    """A rule looks into a table of which a file could not be read."""


class _Read(dict):  # type: ignore[type-arg]
    """The tables that were read whole."""

    def __init__(self, frames: Mapping[str, pd.DataFrame], unread: Collection[str]):
        super().__init__((name, frame) for name, frame in frames.items() if name not in unread)

    def __missing__(self, name: str) -> pd.DataFrame:
        raise _UnreadError(name)


def _unmet(
    exceptions: Curated, met: Collection[tuple[str, str]], not_asked: Collection[str]
) -> list[Finding]:
    """The exceptions that excuse nothing, of rules that were asked of every row."""
    findings = []
    for place, row in zip(exceptions.places, exceptions.rows, strict=True):
        if row["rule"] not in RULES:
            message = f"there is no rule {row['rule']!r}{nearest(row['rule'], RULES)}"
            findings.append(Finding(place, "rule", message, "exceptions"))
        elif row["rule"] not in not_asked and (row["rule"], row["id"]) not in met:
            message = f"{row['id']} does not break {row['rule']}; take the exception out"
            findings.append(Finding(place, "id", message, "exceptions"))
    return findings


def _by_place(finding: Finding) -> tuple[str, int, str]:
    file, _, line = finding.where.rpartition(":")
    return (
        (file, int(line), finding.column) if line.isdigit() else (finding.where, 0, finding.column)
    )
