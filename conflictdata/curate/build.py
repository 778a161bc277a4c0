"""Build ``data/release`` from ``data/curated``: read, derive, check, write."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from conflictdata.curate.check import Checked, Step, check
from conflictdata.curate.generate import names_module, stub_module
from conflictdata.curate.replace import replacing
from conflictdata.curate.write import write_release
from conflictdata.errors import ValidationError

if TYPE_CHECKING:
    from conflictdata.curate.project import Project
    from conflictdata.schemas.table import Table


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


def _generated(project: Project, tables: Mapping[str, Table]) -> dict[Path, str]:
    return {project.names: names_module(tables), project.stub: stub_module(tables)}


def _replace_text(file: Path, text: str) -> None:
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    fresh.replace(file)
