"""Rules on figures: casualties and aid totals."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd

from conflictdata.rules import Found, Subject, rule

# what a hedge says of the true number: its lower end, its upper end
AT_LEAST = ("exact", "at_least", "more_than", "range")
AT_MOST = ("exact", "up_to", "nearly")
NEVER = np.datetime64("NaT")
_CALENDAR = (("month", "M"), ("year", "Y"))


@rule("range-has-two-ends", "value_max", "give value and a larger value_max with qualifier range, and value_max with no other")
def range_has_two_ends(s: Subject) -> Found:
    rows = s.rows
    is_range, low, high = rows["qualifier"] == "range", rows["value"], rows["value_max"]
    wrong = (is_range != high.notna()) | (high <= low).fillna(False)
    for i in _where(wrong):
        yield i, f"qualifier {rows['qualifier'][i]} with value {low[i]} and value_max {_shown(high[i])}"


@rule("period-fits-counting", "period_end", "correct the period, or count it as a span")
def period_fits_counting(s: Subject) -> Found:
    start, end, began = s.days("period_start"), s.days("period_end"), _began(s)
    for i in _where(start > end):
        yield i, f"the period starts on {start[i]}, after it ends on {end[i]}"
    for i in _where(s.is_("counting", "stock") & (start != end)):
        yield i, "a stock is counted on one day: period_start and period_end are the same"
    for name, unit in _CALENDAR:
        whole = start == _first_day(start, unit)
        # a casualty of the first month fell after the conflict began, while aid may have been given before
        began_inside = (_first_day(start, unit) < began) & (began <= end)
        starts = (began_inside & (start == began)) | (whole & (~began_inside if s.table.name == "casualties" else True))
        for i in _where(s.is_("counting", name) & ~(starts & (end == _last_day(start, unit)))):
            yield i, f"{start[i]} to {end[i]} is no calendar {name}, nor what is left of the one in which the conflict began"


@rule("by-means-upper-bound", "date_precision", "correct period_end or the precision")
def by_means_upper_bound(s: Subject) -> Found:
    end, reported = s.days("period_end"), s.days("reported_on")
    for i in _where(s.is_("date_precision", "by") & (end != reported)):
        yield i, f"precision by, and period_end {end[i]} is not reported_on {reported[i]}"
    for name, unit in _CALENDAR:
        for i in _where(s.is_("date_precision", name) & (end != _last_day(end, unit))):
            yield i, f"precision {name}, and period_end {end[i]} is not the last day of the {name}"


def how_the_day_is_known(s: Subject) -> pd.Series:
    """How reported_on is known: ``stated``, ``inferred``, ``copy``, or missing where it is not.

    An update's day is stated on the reporter's page or a verbatim copy; or it is the as-of day plus the reporter's
    usual delay, not later than the earliest dated copy; the other figures of that update share its day. Else it is
    the day of the earliest dated copy.
    """
    sources, organizations = s.others["sources"], s.others["organizations"]
    published = dict(zip(sources["source_id"], _in_days(sources["published_on"]), strict=True))
    tiers = dict(zip(sources["source_id"], sources["tier"], strict=True))
    delays = organizations.dropna(subset="usual_delay").set_index("id")["usual_delay"].to_dict()
    delay = s.look_up("reporter", lambda r: np.timedelta64(int(delays[r]), "D") if r in delays else NEVER - NEVER, "timedelta64[D]")
    reported = s.days("reported_on")
    # each document of each row: the source, and those that corroborate it
    row, document, documents = s.documents
    days = np.array([published.get(d, NEVER) for d in documents], dtype="datetime64[D]")[document]
    own = np.array([tiers.get(d) in ("primary", "republished") for d in documents], dtype=bool)[document]
    dated = ~np.isnat(days)
    earliest = np.full(len(reported), np.iinfo("int64").max).astype("datetime64[D]")
    np.minimum.at(earliest, row[dated], days[dated])
    stated = _any(len(reported), row[own & (days == reported[row])])
    in_time = reported <= earliest
    # without a printed as-of day there is nothing from which a day could follow
    rhythm = (reported == s.days("period_end") + delay) & in_time & ~s.is_("date_precision", "by")
    update = pd.factorize(s.ids(["conflict", "reporter", "reported_on"]))[0]
    shared = np.isin(update, update[stated | rhythm])
    copied = reported == earliest
    # undated copies of an edition, and the other figures in its documents, share the day of its earliest dated copy
    same_end = s.ids(["conflict", "reporter", "reported_on", "period_end"])
    same_document = update[row] * len(documents) + document
    edition = np.isin(same_end, same_end[copied])
    edition |= _any(len(reported), row[np.isin(same_document, same_document[copied[row]])])
    known = np.full(len(reported), -1)
    known[copied | (edition & in_time)] = 0
    known[rhythm | (shared & in_time)] = 1
    known[stated] = 2
    return pd.Series(pd.Categorical.from_codes(known, ["copy", "inferred", "stated"]), index=s.frame.index)


def _any(size: int, rows: np.ndarray) -> np.ndarray:
    """A mask of the rows that are given."""
    mask = np.zeros(size, dtype=bool)
    mask[rows] = True
    return mask


@rule(
    "reported-on-is-known",
    "reported_on",
    "take the day printed on the reporter's page or a verbatim copy, else the as-of day plus the usual delay, else the earliest dated copy",
)
def reported_on_is_known(s: Subject) -> Found:
    for i in _where(how_the_day_is_known(s).isna().to_numpy()):
        yield i, f"nothing shows that it was reported on {s.days('reported_on')[i]}"


@rule("not-before-its-period-ends", "reported_on", "correct the days; only plans and estimates look ahead")
def not_before_its_period_ends(s: Subject) -> Found:
    ended, reported = s.days("period_end"), s.days("reported_on")
    for name, unit in _CALENDAR:
        loose = s.is_("date_precision", name)
        ended[loose] = _first_day(ended[loose], unit)
    ahead = s.is_("counting", "plan")
    if "basis" in s.frame:
        ahead |= s.is_("basis", "estimated")
    for i in _where((reported < ended) & ~ahead):
        yield i, f"reported on {reported[i]}, before its period ends on {s.days('period_end')[i]}"


@rule("corroborating-sources-exist", "corroborated_by", "add it to the sources, or take it out")
def corroborating_sources_exist(s: Subject) -> Found:
    row, document, documents = s.documents
    known = set(s.others["sources"]["source_id"])
    unknown, size = np.array([d not in known for d in documents], dtype=bool), len(s.frame)
    row, document, source = row[size:], document[size:], document[:size]
    for at in _where(unknown[document] | (document == source[row])):
        other = documents[document[at]]
        yield int(row[at]), f"there is no source {other!r}" if unknown[document[at]] else f"{other!r} is the source itself"


@rule(
    "killed-and-injured-make-casualties", "value", "read the three numbers again; if the reporter printed them so, add an exception"
)
def killed_and_injured_make_casualties(s: Subject) -> Found:
    same = s.ids(s.same("measure"))
    killed, injured, together = (_of(s, measure, same) for measure in ("killed", "injured", "casualties"))
    both = together.merge(killed, on="same").merge(injured, on="same")
    wrong = both[both["killed"] + both["injured"] != both["casualties"]]
    for row in wrong.itertuples():
        yield row.at_casualties, f"{row.killed} killed and {row.injured} injured are not {row.casualties} casualties"


@rule("partition-sums", "value", "read the parts again; if the reporter printed them so, add an exception")
def partition_sums(s: Subject) -> Found:
    for partition in s.others["partitions"].itertuples():
        if partition.table == s.table.name:
            yield from _partition(s, partition)


def partition_checks(s: Subject) -> pd.DataFrame:
    """How often each partition was found, with all parts and with some: partition, complete, incomplete."""
    counts = []
    for partition in s.others["partitions"].itertuples():
        if partition.table == s.table.name:
            sums = _sums(s, partition)
            full = int((sums["n"] == len(partition.parts.split(";"))).sum())
            counts.append({"partition": partition.id, "complete": full, "incomplete": len(sums) - full})
    return pd.DataFrame(counts, columns=["partition", "complete", "incomplete"])


@rule("part-within-whole", "value", "a part never exceeds its whole: read both again")
def part_within_whole(s: Subject) -> Found:
    numbers = s.rows[s.table.value]
    lower, upper = s.is_("qualifier", *AT_LEAST), s.is_("qualifier", *AT_MOST)
    for dimension in s.table.dimensions:
        above = _ancestors(s, dimension)
        codes, words = s.coded(dimension)
        number = {word: i for i, word in enumerate(words)}
        held = [(number[w], number[a]) for w in number for a in above.get(str(w), ()) if a in number]
        if not held:
            continue
        same = s.ids(s.same(dimension))
        holds = pd.DataFrame(held, columns=["part", "whole"])
        part, whole = (np.flatnonzero(mask & np.isin(codes, holds[c])) for mask, c in ((lower, "part"), (upper, "whole")))
        parts = pd.DataFrame({"at": part, "same": same[part], "part": codes[part]}).merge(holds, on="part")
        wholes = pd.DataFrame({"whole_at": whole, "same": same[whole], "whole": codes[whole]})
        pairs = parts.merge(wholes, on=["same", "whole"])
        less, more = (numbers.iloc[pairs[c]].reset_index(drop=True) for c in ("at", "whole_at"))
        slack = 0 if s.table.value == "value" else _half_unit(less) + _half_unit(more)
        for i in _where(less > more + slack):
            of = pairs.loc[i]
            yield int(of["at"]), f"{dimension} {words[of['part']]}: {less[i]} is more than {more[i]} for {words[of['whole']]}"


@rule("cumulative-never-falls", "value", "read both again; if the reporter took cases back, add an exception that says why")
def cumulative_never_falls(s: Subject) -> Found:
    end, reported, current = s.days("period_end"), s.days("reported_on"), np.isnat(s.days("superseded_on"))
    running = s.is_("counting", "cumulative") & ~s.is_("date_precision", "by")
    if "sex" in s.frame:
        running &= ~s.is_("sex", "unknown")
    at, numbers = np.flatnonzero(running), s.numbers
    # a later wording of the day before must not hide what its first wording says
    _, again = s.neighbors(at, ["series", "period_start", "period_end"], "reported_on")
    seen = set()
    for chosen in (at, np.setdiff1d(at, again), at[current[at]]):
        before, after = s.neighbors(chosen, ["series", "qualifier"], "period_end", "reported_on")
        # a wording given later than this one does not speak against it
        comparable = (end[before] < end[after]) & ((reported[before] <= reported[after]) | current[after])
        for pair in _where(comparable & (numbers[after] < numbers[before])):
            b, i = before[pair], int(after[pair])
            if i not in seen:
                seen.add(i)
                yield i, f"{s.shown(i)} by {end[i]} is less than {s.shown(b)} by {end[b]}"


@rule("months-tile-the-cumulative", "value", "the months of one update add up to its cumulative count: read them again")
def months_tile_the_cumulative(s: Subject) -> Found:
    rows = s.rows
    for i, months, tiled in tilings_that_are_off(s):
        total = rows["value"][i]
        # an update that states only some of its months says nothing of what was added to the others
        if tiled > total or _all_stated(rows.loc[months], rows.loc[i]):
            day = _day(rows["reported_on"][i])
            yield i, f"the months known on {day} add up to {tiled}, the cumulative count is {total}"


def tilings_that_are_off(s: Subject) -> Iterator[tuple[int, list[int], int]]:
    """Each cumulative count whose days are tiled by months that add up to another number, by more than a thousandth.

    They are the months that were known when it was reported, and the days after the last of them. Yields the row of
    the cumulative count, the rows of the months, and what they add up to.
    """
    exact, began = s.is_("qualifier", "exact"), _began(s)
    months, totals, spans = (s.is_("counting", c) for c in ("month", "cumulative", "span"))
    lines = s.ids([d for d in s.table.dimensions if d != "counting"])
    tiled = np.isin(lines, lines[exact & months & (s.days("period_start") == began)])
    chosen = np.flatnonzero(tiled & exact & (months | totals | spans))
    labels = chosen[np.lexsort((s.days("period_end")[chosen], lines[chosen]))]
    lines = lines[labels]
    start, end, reported, first, superseded = (
        days[labels].astype("int64") for days in (*(s.days(c) for c in _DAYS), began, s.days("superseded_on"))
    )
    superseded[superseded == NEVER.astype("int64")] = np.iinfo("int64").max
    value = s.numbers[labels].astype("int64")
    is_month, is_span = months[labels], spans[labels]
    is_total = (totals & s.is_("date_precision", "day"))[labels] & (start == first)
    for low, high in pairwise([*np.flatnonzero(np.diff(lines, prepend=-1)), len(lines)]):
        total, month, span = (low + np.flatnonzero(kind[low:high]) for kind in (is_total, is_month, is_span))
        # of several counts of one day the last
        total = np.array(list(dict(zip(reported[total].tolist(), total.tolist(), strict=True)).values()), dtype=int)
        if not len(total):
            continue
        # which months (columns) were known with which count (rows), and where the one before it ended
        day, until = reported[total][:, None], end[total][:, None]
        known = (reported[month] <= day) & (superseded[month] > day) & (end[month] <= until)
        ends = np.maximum.accumulate(np.where(known, end[month], first[low] - 1), axis=1)
        before = np.concatenate([np.full((len(total), 1), first[low] - 1), ends[:, :-1]], axis=1)
        meets = known.any(axis=1) & (~known | (start[month] == before + 1)).all(axis=1)
        tiled = known @ value[month]
        if not len(span):
            meets &= (end[total] - ends[:, -1] <= 1) & (abs(tiled - value[total]) > value[total] * 0.001)
        for t in np.flatnonzero(meets):
            at, last = total[t], ends[t, -1]
            rest = span[(reported[span] == reported[at]) & (end[span] == end[at]) & (start[span] == last + 1)]
            sum_ = int(tiled[t] + value[rest].sum())
            ends_together = len(rest) == 1 or (not len(rest) and end[at] - last <= 1)
            if ends_together and abs(sum_ - value[at]) > value[at] * 0.001:
                yield int(labels[at]), labels[np.concatenate([month[known[t]], rest])].tolist(), sum_


_DAYS = ("period_start", "period_end", "reported_on")


def _all_stated(months: pd.DataFrame, total: pd.Series) -> bool:
    """Whether each month was reported or repeated in the update of a cumulative count, as its sources show."""
    own = _documents(total)
    return all(m["reported_on"] == total["reported_on"] or not own.isdisjoint(_documents(m)) for _, m in months.iterrows())


def _documents(row: pd.Series) -> set[str]:
    more = row["corroborated_by"]
    return {row["source"], *(more.split(";") if isinstance(more, str) else ())}


@rule("count-keeps-its-magnitude", "value", "look for a slipped digit; if the count really jumped, add an exception")
def count_keeps_its_magnitude(s: Subject) -> Found:
    end, numbers = s.days("period_end"), s.numbers
    running = np.flatnonzero(s.is_("counting", "cumulative") & ~s.is_("date_precision", "by"))
    before, after = s.neighbors(running, ["series"], "period_end", "reported_on")
    near = (end[after] - end[before] <= np.timedelta64(60, "D")) & (numbers[before] >= 50)
    for pair in _where(near & ((numbers[after] > numbers[before] * 5) | (numbers[after] * 5 < numbers[before]))):
        i = int(after[pair])
        yield i, f"{s.shown(i)} is more than five times away from {s.shown(before[pair])}, its neighbor in the series"


@rule("amount-keeps-its-magnitude", "amount", "look for millions typed for billions; if the amount is right, add an exception")
def amount_keeps_its_magnitude(s: Subject) -> Found:
    # single months differ by more than that in truth
    return far_from_median(s.rows[s.rows["counting"] != "month"], ["donor", "aid_type", "program", "currency", "counting"])


@rule("repetition-is-no-wording", "value", "drop the row and add its source to corroborated_by of the earlier one")
def repetition_is_no_wording(s: Subject) -> Found:
    before, after = s.wordings
    same = s.numbers[after] == s.numbers[before]
    for column in {"qualifier", "value_max"}.intersection(s.frame):
        cells, _ = s.coded(column)
        same &= cells[after] == cells[before]
    for pair in _where(same):
        i = int(after[pair])
        yield i, f"{s.shown(i)} was already the wording of {s.days('reported_on')[before[pair]]}"


@rule("rounding-is-no-wording", "value", "drop the row: a rounded repetition of an exact number is no news")
def rounding_is_no_wording(s: Subject) -> Found:
    before, after = s.wordings
    exact = s.is_("qualifier", "exact")
    hedged = exact[before] & ~exact[after]
    before, after = before[hedged], after[hedged]
    unit = 2 * _half_unit(s.rows[s.table.value].iloc[after]).to_numpy()
    for pair in _where((unit >= 10) & (abs(s.numbers[after] - s.numbers[before]) < unit)):
        i, b = int(after[pair]), before[pair]
        yield i, f"{s.rows['qualifier'][i]} {s.shown(i)} only rounds the {s.shown(b)} of {s.days('reported_on')[b]}"


def far_from_median(rows: pd.DataFrame, within: list[str]) -> Found:
    """Amounts a hundred times above or below the median of those given for the same thing."""
    amounts = rows[rows["amount"].notna()]
    amount = amounts["amount"].astype("float64")
    groups = amount.groupby([amounts[c] for c in within], observed=True)
    median, size = groups.transform("median"), groups.transform("size")
    for i in _where((size >= 3) & ((amount > median * 100) | (amount * 100 < median))):
        what = " ".join(amounts[c][i] for c in within)
        yield i, f"{amounts['amount'][i]} is more than a hundred times away from {median[i]:.0f}, the median for {what}"


def _partition(s: Subject, partition: object) -> Found:
    sums = _sums(s, partition)
    complete = sums["n"] == len(partition.parts.split(";"))  # type: ignore[attr-defined]
    exact = sums["exact"] & (sums["qualifier"] == "exact")
    off = (sums["parts"] - sums["total"]).astype("float64")
    wrong = (complete & exact & (off.abs() > sums["slack"])) | (
        sums["lower"] & sums["qualifier"].isin(AT_MOST) & (off > sums["slack"])
    )
    for row in sums[wrong].itertuples():
        how_many = "the parts" if row.n == len(partition.parts.split(";")) else f"{row.n} of the parts"  # type: ignore[attr-defined]
        yield row.at, f"{how_many} of {partition.id} add up to {row.parts}, the total is {row.total}"  # type: ignore[attr-defined]


def _sums(s: Subject, partition: object) -> pd.DataFrame:
    """One row for each total of a partition: the total, and the sum of the parts given with it."""
    p, value = partition, s.table.value
    dimension = p.dimension.split("/")  # type: ignore[attr-defined]
    mine, reported = s.is_("reporter", p.reporter), s.rows["reported_on"]  # type: ignore[attr-defined]
    if pd.notna(p.valid_from):  # type: ignore[attr-defined]
        mine &= (reported >= p.valid_from).to_numpy()  # type: ignore[attr-defined]
    if pd.notna(p.valid_to):  # type: ignore[attr-defined]
        mine &= (reported <= p.valid_to).to_numpy()  # type: ignore[attr-defined]
    mine_rows = s.rows[mine]
    cell = mine_rows[dimension[0]].astype("str").str.cat([mine_rows[d].astype("str") for d in dimension[1:]], sep="/")
    same = pd.Series(s.ids(s.same(*dimension), mine), index=mine_rows.index)
    total = mine_rows[cell == p.total]  # type: ignore[attr-defined]
    part = mine_rows[cell.isin(p.parts.split(";"))]  # type: ignore[attr-defined]
    slack = _half_unit(part[value]) if value == "amount" else 0.0
    sums = (
        part[[value]]
        .assign(_exact=part["qualifier"] == "exact", _lower=part["qualifier"].isin(AT_LEAST), _slack=slack, same=same[part.index])
        .groupby("same")
        .agg(parts=(value, "sum"), n=(value, "size"), exact=("_exact", "all"), lower=("_lower", "all"), slack=("_slack", "sum"))
        .reset_index()
    )
    totals = total[["qualifier"]].assign(at=total.index, total=total[value], same=same[total.index])
    return totals.merge(sums, on="same")


def _of(s: Subject, measure: str, same: np.ndarray) -> pd.DataFrame:
    """The exact counts of one measure."""
    at = (s.is_("measure", measure) & s.is_("qualifier", "exact")).nonzero()[0]
    return pd.DataFrame({"same": same[at], measure: s.numbers[at].astype("int64"), f"at_{measure}": at})


def _ancestors(s: Subject, dimension: str) -> dict[str, list[str]]:
    """Code -> the codes that hold it wholly, of one dimension."""
    if dimension == "area":
        parents = s.others["areas"].set_index("id")["parent"].dropna().to_dict()
    else:
        codes = s.others["codes"]
        codes = codes[codes["list"] == s.table.by_name[dimension].codes]
        parents = codes.set_index("code")["parent"].dropna().to_dict()
    found = {}
    for code in parents:
        above = [parents[code]]
        while above[-1] in parents:
            above.append(parents[above[-1]])
        found[code] = above
    return found


def _half_unit(amounts: pd.Series) -> pd.Series:
    """Half a unit of the last printed digit: 500000 for 64617000000."""
    digits = amounts.astype("Int64").astype("str").str
    zeros = digits.len() - digits.rstrip("0").str.len()
    return 0.5 * 10.0 ** zeros.astype("float64")


def _began(s: Subject) -> np.ndarray:
    """The day on which the conflict of each row began."""
    conflicts = s.others["conflicts"]
    began = dict(zip(conflicts["id"], _in_days(conflicts["began_on"]), strict=True))
    return s.look_up("conflict", lambda c: began.get(c, NEVER), "datetime64[D]")


def _where(mask: np.ndarray | pd.Series) -> list[int]:
    """The numbers of the rows for which something holds."""
    if isinstance(mask, pd.Series):
        mask = mask.fillna(False).astype(bool)
        return [int(i) for i in mask.index[mask]]
    return [int(i) for i in mask.nonzero()[0]]


def _in_days(days: pd.Series) -> np.ndarray:
    return days.to_numpy().astype("datetime64[D]")


def _first_day(days: np.ndarray, unit: str) -> np.ndarray:
    """The first day of the month or year of each day."""
    return days.astype(f"datetime64[{unit}]").astype("datetime64[D]")


def _last_day(days: np.ndarray, unit: str) -> np.ndarray:
    """The last day of the month or year of each day."""
    return (days.astype(f"datetime64[{unit}]") + 1).astype("datetime64[D]") - 1


def _day(value: object) -> str:
    return str(value)[:10]


def _shown(value: object) -> str:
    return "none" if pd.isna(value) else str(value)
