"""A table to be checked: its rows, their keys, neighbors, wordings and documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from conflictdata.schemas.table import Table


@dataclass(frozen=True)
class Subject:
    """A table to be checked, and the tables that it refers to."""

    table: Table
    frame: pd.DataFrame
    others: Mapping[str, pd.DataFrame]

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows, numbered from 0."""
        return self.frame.reset_index(drop=True)

    @cached_property
    def keys(self) -> pd.Series:
        """The key of each row, as exceptions name it."""
        parts = [self.rows[c].astype("str") for c in self.table.primaryKey]
        return parts[0].str.cat(parts[1:], sep="/") if len(parts) > 1 else parts[0]

    def first(self, rows: np.ndarray, of: np.ndarray) -> np.ndarray:
        """Of some rows one of each kind, that of the first key, in whatever order they stand."""
        import pandas as pd

        chosen = pd.DataFrame({"row": rows, "of": of, "key": self.keys.to_numpy()[rows]})
        return chosen.sort_values("key").drop_duplicates("of")["row"].sort_values().to_numpy()

    def ids(self, columns: list[str], rows: np.ndarray | slice = slice(None)) -> np.ndarray:
        """A number for each row, or for some rows, that is the same where all these columns are."""
        import numpy as np
        import pandas as pd

        ids, several = np.zeros(len(self.frame), dtype="int64")[rows], 1
        for column in columns:
            codes, words = self.coded(column)
            codes = codes[rows]
            if several * len(words) > np.iinfo("int64").max // 2:
                ids, different = pd.factorize(ids)
                several = len(different)
            ids, several = ids * len(words) + codes, several * len(words)
        return ids

    def coded(self, column: str) -> tuple[np.ndarray, list[object]]:
        """A column as numbers of distinct cells, and these cells; a missing cell is 0."""
        import numpy as np
        import pandas as pd

        if column not in self._coded:
            cells = self.frame[column]
            if cells.dtype == "category":
                numbers, words = cells.cat.codes.to_numpy("int32"), cells.cat.categories
            else:
                numbers, words = pd.factorize(cells)
            self._coded[column] = numbers.astype("int32") + np.int32(1), [None, *words]
        return self._coded[column]

    def is_(self, column: str, *cells: str) -> np.ndarray:
        """The rows in which a column holds one of some cells."""
        return self.look_up(column, lambda cell: cell in cells, "bool")

    def look_up(self, column: str, found: Callable[[Any], Any], dtype: str) -> np.ndarray:
        """What each distinct cell of a column gives, which is asked once, in the rows that hold it;
        a missing cell is None.
        """
        import numpy as np

        numbers, words = self.coded(column)
        return np.array([found(word) for word in words], dtype=dtype)[numbers]

    def days(self, column: str) -> np.ndarray:
        """A column of days as numpy has them."""
        return self.frame[column].to_numpy().astype("datetime64[D]")

    @cached_property
    def numbers(self) -> np.ndarray:
        """The number of each figure, of a range without a printed center its lower end; nan where
        there is none.
        """
        import numpy as np

        number = self.floats(self.table.value)
        return np.where(np.isnan(number), self.floats("low"), number) if self.ranges else number

    def floats(self, column: str) -> np.ndarray:
        """A column of numbers as float64, which holds whole numbers to 9e15 exactly; nan for a
        missing cell.
        """
        import numpy as np

        return self.frame[column].to_numpy("float64", na_value=np.nan)

    @property
    def ranges(self) -> bool:
        """Whether a figure can be a range."""
        return "low" in self.frame

    @cached_property
    def disputed(self) -> np.ndarray:
        """The rows that their own page, or another copy, contradicts: they prove nothing."""
        import numpy as np

        if "disputed" not in self.frame:
            return np.zeros(len(self.frame), dtype=bool)
        return self.frame["disputed"].notna().to_numpy()

    def shown(self, row: int) -> str:
        """The number of a figure in words."""
        import pandas as pd

        value = self.rows[self.table.value][row]
        if not self.ranges or not pd.isna(value):
            return str(value)
        return f"{self.rows['low'][row]} to {self.rows['high'][row]}"

    def neighbors(
        self, rows: np.ndarray, line: list[str], *by: str
    ) -> tuple[np.ndarray, np.ndarray]:
        """Of some rows those that follow each other where all columns of `line` agree, in the order
        of the days `by`.

        Returns the former and the latter row of each pair.
        """
        import numpy as np

        lines = self.ids(line)[rows]
        order = np.lexsort((*(self.days(column)[rows] for column in reversed(by)), lines))
        together = lines[order[:-1]] == lines[order[1:]]
        return rows[order[:-1][together]], rows[order[1:][together]]

    @cached_property
    def wordings(self) -> tuple[np.ndarray, np.ndarray]:
        """Each wording that restates a figure, as the second of two rows; the first is the wording
        before it.
        """
        import numpy as np

        return self.neighbors(
            np.arange(len(self.frame)), ["series", "period_start", "period_end"], "reported_on"
        )

    @cached_property
    def documents(self) -> tuple[np.ndarray, np.ndarray, list[str]]:
        """Each document of each row as two numbers, that of the row and that of the document in the
        list that comes third.

        The sources come first, one a row; then the documents that corroborate.
        """
        import numpy as np

        sources, names = self.coded("source")
        number = {name: i for i, name in enumerate(names)}
        numbers, cells = self.coded("corroborated_by")
        joined = [
            (
                []
                if cell is None
                else [number.setdefault(d, len(number)) for d in str(cell).split(";")]
            )
            for cell in cells
        ]
        size = np.array([len(several) for several in joined])
        first = np.concatenate([[0], np.cumsum(size)])
        row = np.repeat(np.arange(len(numbers)), size[numbers])
        within = np.arange(len(row)) - np.repeat(
            np.cumsum(size[numbers]) - size[numbers], size[numbers]
        )
        more = np.array([d for several in joined for d in several], dtype="int64")[
            first[numbers[row]] + within
        ]
        return (
            np.concatenate([np.arange(len(numbers)), row]),
            np.concatenate([sources, more]),
            [str(name) for name in number],
        )

    @cached_property
    def _coded(self) -> dict[str, tuple[np.ndarray, list[object]]]:
        return {}

    def same(self, *but: str) -> list[str]:
        """The columns in which two figures agree that may be compared over the columns `but`."""
        return [d for d in self.table.dimensions if d not in but] + [
            "period_start",
            "period_end",
            "reported_on",
        ]
