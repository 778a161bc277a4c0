"""The codes of a release as Markdown: for each list the codes in the order in which to decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

INTRODUCTION = """\
# Codes, and how to decide between them

Every column asks one question. The codes of a list stand in the order in which to try them: the
first whose rule holds is taken. Each has an example that it takes in and one that it does not. A
code lies under the code named in `under`: a count of it is a part of that one's.

Made from the table `codes`. How pages, days, hedges and disagreement are treated, what comes in of
each reporter, and the cases with their rulings are in the project's `docs/codebook.md`."""


def codebook_markdown(codes: pd.DataFrame) -> str:
    """The lists of codes with rule, example and counter-example.

    Parameters
    ----------
    codes : pandas.DataFrame
        The table `codes`, in the order in which it is curated.

    Returns
    -------
    str
        Markdown: first the lists whose codes are told apart by rules, then those whose codes are
        names and share one.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"list": "sex", "code": "female", "definition": "Women or girls.", "parent": "all"}
    >>> row |= {"rule": "Says so.", "example": "Girls.", "counter_example": "Children."}
    >>> print(codebook_markdown(pd.DataFrame([row])).splitlines()[-1])
    | 1 | `female` | `all` | Women or girls. | Says so. | Girls. | Children. |
    """
    lists = {name: codes[codes["list"].eq(name)] for name in dict.fromkeys(codes["list"])}
    named = {name for name, rows in lists.items() if len(rows) > 1 and rows["rule"].nunique() == 1}
    sections = [_concepts(name, rows) for name, rows in lists.items() if name not in named]
    sections += [_names(name, rows) for name, rows in lists.items() if name in named]
    return "\n\n".join([INTRODUCTION, *sections]) + "\n"


def _concepts(name: str, codes: pd.DataFrame) -> str:
    """A list whose codes are told apart by meaning, in order of decision."""
    columns = {"definition": "means", "rule": "rule", "example": "for example"}
    columns |= {"counter_example": "but not"}
    if codes["parent"].notna().any():
        columns = {"parent": "under", **columns}
    rows = [
        [str(number), _code(row["code"]), *(_cell(row, column) for column in columns)]
        for number, row in enumerate(codes.to_dict("records"), 1)
    ]
    return "\n".join([f"## {name}", "", *_table(["", "code", *columns.values()], rows)])


def _names(name: str, codes: pd.DataFrame) -> str:
    """A list of names: what each stands for; the rule, which they share, once."""
    columns = {"label": "name", "definition": "stands for", "example": "for example"}
    if codes["unit"].notna().any():
        columns |= {"unit": "counted in"}
    rows = [
        [_code(row["code"]), *(_cell(row, column) for column in columns)]
        for row in codes.to_dict("records")
    ]
    table = _table(["code", *columns.values()], rows)
    return "\n".join([f"## {name}", "", codes["rule"].iloc[0], "", *table])


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(cells) + " |" for cells in lines]


def _cell(row: Mapping[Any, Any], column: str) -> str:
    text = row[column]
    if not isinstance(text, str):
        return ""
    return _code(text) if column == "parent" else text.replace("|", "\\|")


def _code(code: str) -> str:
    return f"`{code}`"
