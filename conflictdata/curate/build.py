"""Build ``data/release`` from ``data/curated``: read, derive, check, write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from conflictdata.curate.check import Checked, Step, check
from conflictdata.curate.generate import names_module, stub_module
from conflictdata.curate.number import numbered
from conflictdata.curate.remember import refuse_other_rows
from conflictdata.curate.replace import alone, replace_files, replacing
from conflictdata.curate.write import write_release
from conflictdata.errors import ValidationError
from conflictdata.release.folder import Release

if TYPE_CHECKING:
    from conflictdata.curate.project import Project


def build(project: Project, step: Step = lambda _: None, *, version: str | None = None) -> Checked:
    """Make the release of a checkout, whole or not at all.

    Parameters
    ----------
    version
        Number the checkout so; without it the version that ``pyproject.toml`` says.

    Raises
    ------
    ValidationError
        Everything that is wrong with the curated tables; the release stays as it was.
    ConflictDataError
        Another run is building; the version was published with other rows; the folder of the
        release is a link or cannot be written.
    """
    with (
        alone(project.release.parent),
        numbered(project, version) as project,
        replacing(project.release) as folder,
    ):
        checked = check(project, step)
        if checked.errors:
            raise ValidationError(checked.errors)
        write_release(folder, checked, step)
        refuse_other_rows(project, Release(folder))
    replace_files({file: text.encode("utf-8") for file, text in generated(checked).items()})
    return checked


def generated(checked: Checked) -> dict[Path, str]:
    """What editors go by: file -> its text."""
    project, tables = checked.project, checked.tables
    names = names_module(tables, _branches(checked))
    return {project.names: names, project.stub: stub_module(tables)}


def _branches(checked: Checked) -> dict[str, list[str]]:
    """List -> its codes that have others below them; a dotted code is its branch without a plus."""
    codes = checked.frames["codes"]
    above = set(zip(codes["list"], codes["parent"], strict=True))
    found: dict[str, list[str]] = {}
    for name, code in zip(codes["list"], codes["code"], strict=True):
        if (name, code) in above and name != "item":
            found.setdefault(name, []).append(code)
    return found
