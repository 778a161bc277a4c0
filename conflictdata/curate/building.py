"""Build ``data/release`` from ``data/curated``: read, derive, check, write."""

from __future__ import annotations

import filecmp
import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.checking import cell_findings
from conflictdata.curate.deriving import derive
from conflictdata.curate.naming import names_module, stub_module
from conflictdata.curate.project import Project
from conflictdata.curate.reading import Curated, read
from conflictdata.curate.writing import replacing, write_release
from conflictdata.errors import Finding, ValidationError, nearest
from conflictdata.rules import RULES, Subject, breaches
from conflictdata.schemas import Table

if TYPE_CHECKING:
    import pandas as pd

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


def build(project: Project, step: Step = lambda _: None) -> Checked:
    """Make the release of a checkout, whole or not at all.

    Raises
    ------
    ValidationError
        Everything that is wrong with the curated tables; the release stays as it was.
    """
    checked = check(project, step)
    if checked.errors:
        raise ValidationError(checked.errors)
    with replacing(project.release) as folder:
        write_release(folder, project, checked.tables, checked.frames, step)
    for file, text in _generated(project, checked.tables).items():
        _replace_text(file, text)
    return checked


def out_of_date(project: Project, step: Step = lambda _: None) -> list[str]:
    """What in the release is not what the curated tables build to; empty if nothing is.

    Another version of pyarrow writes other bytes for the same rows: those are compared by their logical hash.
    """
    checked = check(project, step)
    if checked.errors:
        raise ValidationError(checked.errors)
    old = []
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        write_release(fresh, project, checked.tables, checked.frames, step)
        for file in sorted({p.name for p in (*fresh.iterdir(), *_files(project.release))}):
            if not (project.release / file).exists():
                old.append(f"data/release/{file} is missing")
            elif not (fresh / file).exists():
                old.append(f"data/release/{file} is left over")
            elif not filecmp.cmp(fresh / file, project.release / file, shallow=False) and not _same_rows(
                file, fresh, project.release
            ):
                old.append(f"data/release/{file} differs")
    generated = _generated(project, checked.tables).items()
    return old + [
        f"conflictdata/{f.name} differs" for f, text in generated if not f.exists() or f.read_text(encoding="utf-8") != text
    ]


def check(project: Project, step: Step = lambda _: None) -> Checked:
    """Read, derive and check the curated tables, without writing anything."""
    step("reading")
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
        from conflictdata.curate.publishing import lost_keys

        findings += _rules(curated, frames, step) + lost_keys(project, tables, frames)
    return Checked(tables, frames, sorted(findings, key=_by_place))


def _cells(curated: Curated, frames: Mapping[str, pd.DataFrame]) -> list[Finding]:
    table = curated.table
    known = {column: frames[target][key].dropna().astype(str).tolist() for column, (target, key) in table.references.items()}
    broken = {(f.where, f.column) for f in curated.findings}
    typed = {f.name for f in table.typed} | {"conflict"}
    key = {k for k in table.primaryKey if k in table.by_name}
    found = cell_findings(table, frames[table.name], known, curated.places.__getitem__)
    # what is built from a wrong cell is wrong as well, and is not the curator's concern
    return [f for f in found if (f.column in typed | key) and (f.where, f.column) not in broken]


def _rules(curated: Mapping[str, Curated], frames: Mapping[str, pd.DataFrame], step: Step) -> list[Finding]:
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
            findings.append(Finding(place, "rule", f"there is no rule {row['rule']!r}{nearest(row['rule'], RULES)}", "exceptions"))
        elif (row["rule"], row["id"]) not in met:
            findings.append(Finding(place, "id", f"{row['id']} does not break {row['rule']}; take the exception out", "exceptions"))
    return findings


def _generated(project: Project, tables: Mapping[str, Table]) -> dict[Path, str]:
    return {project.names: names_module(tables), project.stub: stub_module(tables)}


def _by_place(finding: Finding) -> tuple[str, int, str]:
    file, _, line = finding.where.rpartition(":")
    return (file, int(line), finding.column) if line.isdigit() else (finding.where, 0, finding.column)


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _same_rows(file: str, fresh: Path, release: Path) -> bool:
    """Whether two files that differ in bytes hold the same, written by different versions of pyarrow."""
    import pyarrow.parquet as pq

    probe = "codes.parquet"
    if not (release / probe).exists():
        return False
    try:
        writers = {pq.ParquetFile(folder / probe).metadata.created_by for folder in (fresh, release)}
        if len(writers) == 1:
            return False
        if file.endswith(".parquet"):
            from conflictdata.curate.writing import rows_hash

            return rows_hash(pq.ParquetFile(fresh / file).read()) == rows_hash(pq.ParquetFile(release / file).read())
        # these differ in the digests of the Parquet files alone
        return file in ("SHA256SUMS", "croissant.json", "dataset.jsonld") or _logical(fresh / file) == _logical(release / file)
    except Exception:  # a file that cannot be opened is not the same
        return False


def _logical(descriptor: Path) -> dict[str, Any]:
    content = json.loads(descriptor.read_text(encoding="utf-8"))
    for resource in content["resources"]:
        for key in ("fileSize", "hash"):
            resource.pop(key)
    return content


def _replace_text(file: Path, text: str) -> None:
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    fresh.replace(file)
