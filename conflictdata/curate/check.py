"""Read, derive and check the curated tables, without writing anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conflictdata.curate.derive import derive
from conflictdata.curate.files import unfit_files
from conflictdata.curate.read import Curated, read
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


@dataclass(frozen=True)
class Checked:
    """The tables as they go into a release, and what was found wrong with them."""

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
    """Read, derive and check the curated tables, without writing anything."""
    step("reading")
    if unfit := unfit_files(project):
        return Checked({}, {}, unfit)
    curated = read(project)
    tables = {name: c.table for name, c in curated.items()}
    findings = [f for c in curated.values() for f in c.findings]
    frames = {name: c.frame for name, c in curated.items()}
    step("deriving")
    frames = derive(tables, frames)
    for name, c in curated.items():
        step(f"checking {name}")
        findings += _cells(c, frames)
    if not findings:
        from conflictdata.curate.remember import lost_keys

        findings += _rules(curated, frames, step) + lost_keys(project, tables, frames)
    return Checked(tables, frames, sorted(findings, key=_by_place))


def _cells(curated: Curated, frames: Mapping[str, pd.DataFrame]) -> list[Finding]:
    table = curated.table
    known = {
        column: frames[target][key].dropna().astype(str).tolist()
        for column, (target, key) in table.references.items()
    }
    broken = {(f.where, f.column) for f in curated.findings}
    typed = {f.name for f in table.typed} | {"conflict"}
    key = {k for k in table.primaryKey if k in table.by_name}
    found = cell_findings(table, frames[table.name], known, curated.places.__getitem__)
    # what is built from a wrong cell is wrong as well, and is not the curator's concern
    return [f for f in found if (f.column in typed | key) and (f.where, f.column) not in broken]


def _rules(
    curated: Mapping[str, Curated], frames: Mapping[str, pd.DataFrame], step: Step
) -> list[Finding]:
    findings: list[Finding] = []
    tolerated = {(str(r.rule), str(r.id)) for r in frames["exceptions"].itertuples()}
    met: set[tuple[str, str]] = set()
    for name, c in curated.items():
        step(f"proving {name}")
        for breach in breaches(Subject(c.table, frames[name], frames)):
            if (pair := (breach.rule.name, breach.key)) in tolerated:
                met.add(pair)
            else:
                findings.append(breach.finding(c.places[breach.position]))
    for place, row in zip(curated["exceptions"].places, curated["exceptions"].rows, strict=True):
        if row["rule"] not in RULES:
            findings.append(
                Finding(
                    place,
                    "rule",
                    f"there is no rule {row['rule']!r}{nearest(row['rule'], RULES)}",
                    "exceptions",
                )
            )
        elif (row["rule"], row["id"]) not in met:
            findings.append(
                Finding(
                    place,
                    "id",
                    f"{row['id']} does not break {row['rule']}; take the exception out",
                    "exceptions",
                )
            )
    return findings


def _by_place(finding: Finding) -> tuple[str, int, str]:
    file, _, line = finding.where.rpartition(":")
    return (
        (file, int(line), finding.column) if line.isdigit() else (finding.where, 0, finding.column)
    )
