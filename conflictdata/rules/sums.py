"""Rules on parts and wholes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from conflictdata.rules.hedges import ends
from conflictdata.rules.printed import half_unit
from conflictdata.rules.rule import Found, rows_where, rule
from conflictdata.tree import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictdata.rules.subject import Subject


@rule(
    "value",
    "read the three numbers again; if the reporter printed them so, add an exception",
)
def killed_and_injured_make_casualties(s: Subject) -> Found:
    """Killed and injured make casualties, where all three are exact and of one day."""
    same = s.ids(s.same("measure"))
    killed, injured, together = (
        _of(s, measure, same) for measure in ("killed", "injured", "casualties")
    )
    both = together.merge(killed, on="same").merge(injured, on="same")
    at = both[["at_killed", "at_injured", "at_casualties"]].to_numpy("int64")
    wrong = (both["killed"] + both["injured"] != both["casualties"]) & ~s.disputed[at].any(axis=1)
    for row in both[wrong].itertuples():
        yield (
            row.at_casualties,
            f"{row.killed} killed and {row.injured} injured are not {row.casualties} casualties",
        )


@rule(
    "value",
    "read the parts again; if the reporter printed them so, add an exception",
)
def partition_sums(s: Subject) -> Found:
    """The parts of a whole add up to it; some of them do not exceed it."""
    for partition in _partitions(s):
        if s.is_("reporter", partition.reporter).any():
            yield from _partition(s, partition)


def partition_checks(s: Subject) -> pd.DataFrame:
    """How often each partition was found, with all parts and with some: partition, complete,
    incomplete.
    """
    counts = []
    for partition in _partitions(s):
        sums = _sums(s, partition)
        full = int((sums["n"] == len(partition.parts.split(";"))).sum())
        counts.append({"partition": partition.id, "complete": full, "incomplete": len(sums) - full})
    return pd.DataFrame(counts, columns=["partition", "complete", "incomplete"])


@rule("value", "a part never exceeds its whole: read both again")
def part_within_whole(s: Subject) -> Found:
    """A part never exceeds its whole."""
    least, most = ends(s)
    lower, upper = (~np.isnan(end) & ~s.disputed for end in (least, most))
    for dimension in s.table.dimensions:
        above = _ancestors(s, dimension)
        codes, words = s.coded(dimension)
        number = {word: i for i, word in enumerate(words)}
        held = [
            (number[w], number[a]) for w in number for a in above.get(str(w), ()) if a in number
        ]
        if not held:
            continue
        same = s.ids(s.same(dimension))
        holds = pd.DataFrame(held, columns=["part", "whole"])
        part, whole = (
            np.flatnonzero(mask & np.isin(codes, holds[c]))
            for mask, c in ((lower, "part"), (upper, "whole"))
        )
        parts = pd.DataFrame({"at": part, "same": same[part], "part": codes[part]}).merge(
            holds, on="part"
        )
        wholes = pd.DataFrame({"whole_at": whole, "same": same[whole], "whole": codes[whole]})
        pairs = parts.merge(wholes, on=["same", "whole"])
        less, more = least[pairs["at"]], most[pairs["whole_at"]]
        slack = 0 if s.table.value == "value" else half_unit(less) + half_unit(more)
        for i in rows_where(less > more + slack):
            of = pairs.loc[i]
            yield (
                int(of["at"]),
                (
                    f"{dimension} {words[of['part']]}: {less[i]:.0f} is more than {more[i]:.0f} for"
                    f" {words[of['whole']]}"
                ),
            )


def _partitions(s: Subject) -> Iterator[Any]:
    """The partitions of the table, but one that lacks a cell, which is told elsewhere."""
    known = s.others["partitions"].dropna(subset=["reporter", "dimension", "total", "parts"])
    return known[known["table"] == s.table.name].itertuples()


def _partition(s: Subject, partition: Any) -> Found:
    sums = _sums(s, partition)
    complete = (sums["n"] == len(partition.parts.split(";"))) | _absent_is_zero(partition)
    off = sums["parts"] - sums["most"]
    wrong = (complete & sums["exact"] & (off.abs() > sums["slack"])) | (off > sums["slack"])
    for row in sums[wrong & ~sums["disputed"]].itertuples():
        how_many = (
            "the parts" if row.n == len(partition.parts.split(";")) else f"{row.n} of the parts"
        )
        yield (
            row.at,
            (
                f"{how_many} of {partition.id} add up to {row.parts:.0f}, the total is"
                f" {row.most:.0f}"
            ),
        )


def _absent_is_zero(partition: Any) -> bool:
    """Whether a part that is not given is zero, which older releases do not say of any."""
    return getattr(partition, "absent", None) == "zero"


def _sums(s: Subject, partition: Any) -> pd.DataFrame:
    """One row for each total of a partition: the most that it can be, and what the parts given with
    it are at least.
    """
    dimension = partition.dimension.split("/")
    mine, reported = s.is_("reporter", partition.reporter), s.days("reported_on")
    if pd.notna(partition.valid_from):
        mine &= reported >= np.datetime64(partition.valid_from, "D")
    if pd.notna(partition.valid_to):
        mine &= reported <= np.datetime64(partition.valid_to, "D")
    rows, same = np.flatnonzero(mine), s.ids(s.same(*dimension), mine)
    # the cells of each row, joined as a partition names them
    _, first, number = np.unique(s.ids(dimension, mine), return_index=True, return_inverse=True)
    coded = [s.coded(d) for d in dimension]
    cells = ["/".join(str(words[codes[i]]) for codes, words in coded) for i in rows[first]]
    is_total = np.array([cell == partition.total for cell in cells], dtype="bool")[number]
    is_part = np.isin(cells, partition.parts.split(";"))[number]
    least, most = (end[rows] for end in ends(s))
    exact, disputed = s.is_("qualifier", "exact")[rows], s.disputed[rows]
    # each sum of parts, and what it is made of
    sums, of = np.unique(same[is_part], return_inverse=True)
    n, part = np.bincount(of, minlength=len(sums)), least[is_part]
    # a part of which nothing says how much it is at least makes the sum unknown
    parts = np.bincount(of, part, len(sums))
    slack = half_unit(part) if s.table.value == "amount" else np.zeros(len(part))
    total = np.flatnonzero(is_total & np.isin(same, sums))
    its = np.searchsorted(sums, same[total])
    return pd.DataFrame(
        {
            "at": rows[total],
            "most": most[total],
            "parts": parts[its],
            "n": n[its],
            "exact": exact[total] & (np.bincount(of, ~exact[is_part], len(sums)) == 0)[its],
            "disputed": disputed[total] | (np.bincount(of, disputed[is_part], len(sums)) > 0)[its],
            "slack": np.bincount(of, slack, len(sums))[its],
        }
    )


def _of(s: Subject, measure: str, same: np.ndarray) -> pd.DataFrame:
    """The exact counts of one measure."""
    exact = s.is_("measure", measure) & s.is_("qualifier", "exact") & ~np.isnan(s.numbers)
    at = exact.nonzero()[0]
    return pd.DataFrame(
        {"same": same[at], measure: s.numbers[at].astype("int64"), f"at_{measure}": at}
    )


def _ancestors(s: Subject, dimension: str) -> dict[str, list[str]]:
    """Code -> the codes that hold it wholly, of one dimension."""
    target, key = s.table.references.get(dimension, ("codes", "code"))
    rows = s.others[target]
    if "parent" not in rows:
        return {}
    if target == "codes":
        rows = rows[rows["list"] == s.table.by_name[dimension].codes]
    parents = rows.set_index(key)["parent"].dropna().to_dict()
    return {code: ancestors(code, parents) for code in parents}
