"""Whether a release is what the curated tables build to."""

from __future__ import annotations

import filecmp
import json
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.curate.build import generated
from conflictdata.curate.check import Step, check
from conflictdata.curate.parquet import rows_hash
from conflictdata.curate.remember import refuse_other_rows
from conflictdata.curate.write import write_release
from conflictdata.errors import ConflictDataError, ValidationError
from conflictdata.release.bring import verify
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
        write_release(fresh, checked, step)
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
    with suppress(FileNotFoundError):
        try:
            verify(project.release)
        except ConflictDataError:
            old = list(dict.fromkeys([*old, "data/release/SHA256SUMS differs"]))
    return old + [
        f"conflictdata/{f.name} differs"
        for f, text in generated(checked).items()
        if not f.exists() or f.read_text(encoding="utf-8") != text
    ]


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _same_rows(file: str, fresh: Path, release: Path) -> bool:
    """Whether two files hold the same that different versions of pyarrow wrote as other bytes."""
    import pyarrow.parquet as pq

    probe = "codes.parquet"
    try:
        writers = {pq.ParquetFile(f / probe).metadata.created_by for f in (fresh, release)}
        if len(writers) == 1:
            return False
        return _content(fresh / file) == _content(release / file)
    except Exception:  # a file that cannot be opened is not the same
        return False


def _content(file: Path) -> object:
    """What a file of a release says, whoever wrote the Parquet files beside it."""
    import pyarrow.parquet as pq

    if file.suffix == ".parquet":
        return rows_hash(pq.ParquetFile(file).read())
    if file.name == "SHA256SUMS":
        # each release by its own files
        verify(file.parent)
        return [line.partition("  ")[2] for line in file.read_text(encoding="utf-8").splitlines()]
    return _without_bytes(json.loads(file.read_text(encoding="utf-8")))


# how large a Parquet file is, and its digest
OF_BYTES = ("fileSize", "hash", "contentSize", "sha256")


def _without_bytes(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_bytes(v) for k, v in value.items() if k not in OF_BYTES}
    return [_without_bytes(v) for v in value] if isinstance(value, list) else value
