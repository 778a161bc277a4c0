"""Write rows to files, whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.errors import ConflictDataError, nearest

if TYPE_CHECKING:
    import pandas as pd


def write(
    frame: pd.DataFrame, file: Path, about: dict[str, Any], sources: Callable[[], pd.DataFrame]
) -> None:
    """Write rows as csv, json, parquet or xlsx, whole or not at all.

    An xlsx has three sheets: the data, their sources, and what and where they are from.
    """
    writers: dict[str, Callable[[Path], object]] = {
        ".csv": lambda f: f.write_text(to_csv(frame), encoding="utf-8", newline=""),
        ".json": lambda f: f.write_text(to_json(frame), encoding="utf-8"),
        ".parquet": lambda f: frame.to_parquet(f, index=False),
        ".xlsx": lambda f: _write_excel(frame, f, about, sources()),
    }
    if file.suffix not in writers:
        raise ConflictDataError(
            f"{file}: write .csv, .xlsx, .json or .parquet{nearest(file.suffix, writers)}"
        )
    if not file.parent.is_dir():
        raise ConflictDataError(f"{file}: there is no folder {file.parent}")
    with tempfile.TemporaryDirectory(prefix=f".{file.name}-", dir=file.parent) as folder:
        fresh = Path(folder) / file.name
        writers[file.suffix](fresh)
        fresh.replace(file)


def to_csv(frame: pd.DataFrame) -> str:
    return str(_plain_days(frame).to_csv(index=False, lineterminator="\n"))


def to_json(frame: pd.DataFrame) -> str:
    return (
        str(_plain_days(frame).to_json(orient="records", force_ascii=False, indent=1)).replace(
            "\\/", "/"
        )
        + "\n"
    )


def _plain_days(frame: pd.DataFrame) -> pd.DataFrame:
    days = [c for c in frame.columns if frame[c].dtype.kind == "M"]
    return frame.assign(**{c: frame[c].dt.strftime("%Y-%m-%d") for c in days})


def _write_excel(
    frame: pd.DataFrame, file: Path, about: dict[str, Any], sources: pd.DataFrame
) -> None:
    import pandas as pd

    try:
        import openpyxl  # noqa: F401
    except ImportError:
        raise ConflictDataError(
            "writing .xlsx needs openpyxl: pip install 'conflictdata[excel]'"
        ) from None
    with pd.ExcelWriter(
        file, engine="openpyxl", date_format="YYYY-MM-DD", datetime_format="YYYY-MM-DD"
    ) as book:
        frame.to_excel(book, sheet_name="data", index=False)
        sources.to_excel(book, sheet_name="sources", index=False)
        pd.DataFrame(list(about.items()), columns=["what", "is"]).to_excel(
            book, sheet_name="about", index=False
        )
