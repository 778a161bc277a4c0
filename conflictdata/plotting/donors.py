"""Aid packages of several donors, as what those of each add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from conflictdata.errors import ConflictDataError
from conflictdata.plotting import canvas, warned, words
from conflictdata.plotting.compared import Entry
from conflictdata.plotting.figures import CEILINGS, FLOORS, Figure, Figures
from conflictdata.plotting.packages import OF_ONE, has_no_rate, left_out_in_words

# donors whose packages in other currencies are counted by name
NAMED = 4


def adding_up(figures: Figures) -> Figures:
    """The packages whose amounts belong in the sum of one donor."""
    kept = [f for f in figures.rows if f.cells["adds_up"] in OF_ONE and f.number is not None]
    if not kept:
        raise ConflictDataError(
            "no amount of these packages adds up: "
            + left_out_in_words(figures)
            + "; ask for others, or for one donor to see them by day"
        )
    return figures.of(kept)


def by_donor(figures: Figures) -> list[Entry]:
    """A bar a donor, the largest first: what its packages add up to, which is our sum."""
    entries = []
    for code in figures.values("donor"):
        rows = [f for f in figures.rows if f.cells["donor"] == code]
        total = sum(f.number for f in rows if f.number is not None)
        end = max(f.end for f in rows)
        sum_of = Figure(total, None, None, _hedge(rows), min(f.start for f in rows), end, end, {})
        noun = "package" if len(rows) == 1 else "packages"
        name = f"{figures.word('donor', code)}, {len(rows)} {noun}"
        made_of = [warned.counted(figures.of(rows), column) for column in ("stage", "warnings")]
        name = ": ".join(filter(None, [name, "; ".join(filter(None, made_of))]))
        entries.append(Entry(name, sum_of, canvas.COLORS[0]))
    return sorted(entries, key=lambda entry: -entry.figure.top)


def sum_notes(everything: Figures, kept: Figures) -> list[str]:
    """Which packages are in the sums, and which are not."""
    left = len(everything.rows) - len(kept.rows)
    out = left_out_in_words(everything)
    if none := sum(has_no_rate(f) and f.cells["adds_up"] in OF_ONE for f in everything.rows):
        out = ", ".join(filter(None, [out, f"without a rate of its day ({none:,})"]))
    hedged = any(entry.figure.hedge != "exact" for entry in by_donor(kept))
    ceilings = any(f.hedge in CEILINGS for f in kept.rows)
    return [
        f"Sums are ours, of the {len(kept.rows):,} packages whose amount counts once for one donor"
        + (f"; left out: {out}." if left else ".")
        + " Light with a rim, or with a mark ►: amounts with such a hedge are among them." * hedged
        + " Up to: the most that may come." * ceilings
        + " Announced is not delivered.",
        *_of_other_currencies(everything),
        *warned.of_packages(kept),
    ]


def _of_other_currencies(figures: Figures) -> list[str]:
    """What sums in one currency leave out: the packages of these days in the others."""
    if figures.converted:
        return []
    first, last = min(f.end for f in figures.rows), max(f.end for f in figures.rows)
    columns = ["donor", "recipient", "currency", "announced_on", "adds_up"]
    currencies = {*figures.values("currency"), "None"}
    donors = Counter(
        row["donor"]
        for row in figures.release.read("aid_packages", columns).to_pylist()
        if row["donor"] in figures.values("donor")
        and row["recipient"] in figures.values("recipient")
        and str(row["currency"]) not in currencies
        and first <= row["announced_on"] <= last
        and row["adds_up"] in OF_ONE
    )
    told = [f"{n:,} of {figures.word('donor', code)}" for code, n in donors.most_common(NAMED)]
    more = f" and {len(donors) - NAMED} more donors" if len(donors) > NAMED else ""
    such = f", such as {', '.join(told)}{more}" if told else ""
    return [
        f"In {words.unit_of(figures)} alone, which ranks no donor as a whole: packages in other"
        f" currencies are not here{such}."
    ]


def _hedge(rows: Sequence[Figure]) -> str:
    """The hedge of a sum: that of its parts where they all lean to one side."""
    hedges = {f.hedge for f in rows} - {"exact"}
    if not hedges:
        return "exact"
    if hedges <= set(FLOORS):
        return "at_least"
    return "up_to" if hedges <= set(CEILINGS) else "about"
