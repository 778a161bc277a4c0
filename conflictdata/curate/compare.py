"""Whether a release is what the curated tables build to."""

from __future__ import annotations

import filecmp
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.curate.build import _generated
from conflictdata.curate.check import Step, check
from conflictdata.curate.remember import refuse_other_rows
from conflictdata.curate.write import write_release
from conflictdata.errors import ValidationError
from conflictdata.release.folder import Release

if TYPE_CHECKING:
    from conflictdata.curate.project import Project


def out_of_date(project: Project, step: Step = lambda _: None) -> list[str]:
    """What in the release is not what the curated tables build to; empty if nothing is.

    Another version of pyarrow writes other bytes for the same rows: those are compared by their
    logical hash.
    """
    checked = check(project, step)
    if checked.errors:
        raise ValidationError(checked.errors)
    old = []
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        write_release(fresh, project, checked.tables, checked.frames, step)
        refuse_other_rows(project, Release(fresh))
        for file in sorted({p.name for p in (*fresh.iterdir(), *_files(project.release))}):
            if not (project.release / file).exists():
                old.append(f"data/release/{file} is missing")
            elif not (fresh / file).exists():
                old.append(f"data/release/{file} is left over")
            elif not filecmp.cmp(
                fresh / file, project.release / file, shallow=False
            ) and not _same_rows(file, fresh, project.release):
                old.append(f"data/release/{file} differs")
    generated = _generated(project, checked.tables).items()
    return old + [
        f"conflictdata/{f.name} differs"
        for f, text in generated
        if not f.exists() or f.read_text(encoding="utf-8") != text
    ]


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _same_rows(file: str, fresh: Path, release: Path) -> bool:
    """Whether two files that differ in bytes hold the same, written by different versions of
    pyarrow.
    """
    import pyarrow.parquet as pq

    probe = "codes.parquet"
    if not (release / probe).exists():
        return False
    try:
        writers = {
            pq.ParquetFile(folder / probe).metadata.created_by for folder in (fresh, release)
        }
        if len(writers) == 1:
            return False
        if file.endswith(".parquet"):
            from conflictdata.curate.parquet import rows_hash

            return rows_hash(pq.ParquetFile(fresh / file).read()) == rows_hash(
                pq.ParquetFile(release / file).read()
            )
        # these differ in the digests of the Parquet files alone
        return file in ("SHA256SUMS", "croissant.json", "dataset.jsonld") or _logical(
            fresh / file
        ) == _logical(release / file)
    except Exception:  # a file that cannot be opened is not the same
        return False


def _logical(descriptor: Path) -> dict[str, Any]:
    content = json.loads(descriptor.read_text(encoding="utf-8"))
    for resource in content["resources"]:
        for key in ("fileSize", "hash"):
            resource.pop(key)
    return content
