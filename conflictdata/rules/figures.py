"""Rules on figures: casualties and aid totals."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from conflictdata.rules import Found, Subject, rule

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

# what a hedge says of the true number: its lower end, its upper end
AT_LEAST = ("exact", "at_least", "more_than", "range")
AT_MOST = ("exact", "up_to", "nearly")


@rule("range-has-two-ends", "value_max", "give value and a larger value_max with qualifier range, and value_max with no other")
def range_has_two_ends(s: Subject) -> Found:
    rows = s.rows
    is_range, low, high = rows["qualifier"] == "range", rows["value"], rows["value_max"]
    wrong = (is_range != high.notna()) | (high <= low).fillna(False)
    for i in _where(wrong):
        yield i, f"qualifier {rows['qualifier'][i]} with value {low[i]} and value_max {_shown(high[i])}"


@rule("period-fits-counting", "period_end", "correct the period, or count it as a span")
def period_fits_counting(s: Subject) -> Found:
    rows = s.rows
    start, end, counting = rows["period_start"], rows["period_end"], rows["counting"]
    began = rows["conflict"].map(s.others["conflicts"].set_index("id")["began_on"].to_dict())
    for i in _where(start > end):
        yield i, f"the period starts on {_day(start[i])}, after it ends on {_day(end[i])}"
    for i in _where((counting == "stock") & (start != end)):
        yield i, "a stock is counted on one day: period_start and period_end are the same"
    for name, unit in (("month", "M"), ("year", "Y")):
        first, last = _first_day(start, unit), _last_day(start, unit)
        began_inside = (first < began) & (began <= end)
        # a casualty of the first month fell after the conflict began, while aid may have been given before
        starts = (start == began).where(began_inside, start == first)
        if s.table.name != "casualties":
            starts |= start == first
        ends = end == last
        for i in _where((counting == name) & ~(starts & ends)):
            yield (
                i,
                f"{_day(start[i])} to {_day(end[i])} is no calendar {name}, nor what is left of the one in which the conflict began",
            )


@rule("by-means-upper-bound", "date_precision", "correct period_end or the precision")
def by_means_upper_bound(s: Subject) -> Found:
    rows = s.rows
    end, precision = rows["period_end"], rows["date_precision"]
    for i in _where((precision == "by") & (end != rows["reported_on"])):
        yield i, f"precision by, and period_end {_day(end[i])} is not reported_on {_day(rows['reported_on'][i])}"
    for name, unit in (("month", "M"), ("year", "Y")):
        last = _last_day(end, unit)
        for i in _where((precision == name) & (end != last)):
            yield i, f"precision {name}, and period_end {_day(end[i])} is not the last day of the {name}"


def how_the_day_is_known(rows: pd.DataFrame, sources: pd.DataFrame, organizations: pd.DataFrame) -> pd.Series:
    """How reported_on is known: ``stated``, ``inferred``, ``copy``, or missing where it is not.

    An update's day is stated on the reporter's page or a verbatim copy; or it is the as-of day plus the reporter's
    usual delay, not later than the earliest dated copy; the other figures of that update share its day. Else it is
    the day of the earliest dated copy.
    """
    import numpy as np
    import pandas as pd

    by_id = sources.set_index("source_id")
    published, tier = by_id["published_on"].to_dict(), by_id["tier"].astype("str").to_dict()
    delays = organizations.set_index("id")["usual_delay"]
    delay = pd.to_timedelta(rows["reporter"].astype("str").map(delays.to_dict()).astype("float64"), unit="D")
    reported = rows["reported_on"]
    # each document of each row: the source, and those that corroborate it
    row, document, documents = _documents_of(rows)
    days = pd.to_datetime(pd.Series([published.get(d) for d in documents])).to_numpy().astype("datetime64[D]")[document]
    own = np.isin([tier.get(d) for d in documents], ("primary", "republished"))[document]
    dated = ~np.isnat(days)
    never = np.datetime64("9999-12-31")
    first = np.full(len(rows), never)
    np.minimum.at(first, row[dated], days[dated])
    earliest = pd.Series(np.where(first == never, np.datetime64("NaT"), first), index=rows.index)
    stated = pd.Series(_any(len(rows), row[own & (days == reported.to_numpy().astype("datetime64[D]")[row])]), index=rows.index)
    in_time = earliest.isna() | (reported <= earliest)
    # without a printed as-of day there is nothing from which a day could follow
    rhythm = (reported == rows["period_end"] + delay) & in_time & (rows["date_precision"] != "by")
    update = rows.groupby(["reporter", "reported_on"], sort=False, observed=True, dropna=False).ngroup().to_numpy()
    shared = np.isin(update, update[stated | rhythm])
    copied = reported == earliest
    # undated copies of an edition, and the other figures in its documents, share the day of its earliest dated copy
    same_end = _pairs(update, pd.factorize(rows["period_end"], use_na_sentinel=False)[0])
    same_document = _pairs(update[row], document)
    edition = np.isin(same_end, same_end[copied])
    edition |= _any(len(rows), row[np.isin(same_document, same_document[copied.to_numpy()[row]])])
    known = pd.Series(pd.NA, index=rows.index, dtype="str")
    known[copied | (edition & in_time)] = "copy"
    known[rhythm | (shared & in_time)] = "inferred"
    known[stated] = "stated"
    return known


def _documents_of(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Each document of each row as two numbers, that of the row and that of the document in the list that comes third."""
    import numpy as np
    import pandas as pd

    at = pd.RangeIndex(len(rows))
    more = rows["corroborated_by"].set_axis(at).dropna().astype("str").str.split(";").explode()
    document, documents = pd.factorize(pd.concat([rows["source"].set_axis(at).astype("str"), more.astype("str")]))
    return np.concatenate([at.to_numpy(), more.index.to_numpy()]), document, list(documents)


def _any(size: int, rows: np.ndarray) -> np.ndarray:
    """A mask of the rows that are given."""
    import numpy as np

    mask = np.zeros(size, dtype=bool)
    mask[rows] = True
    return mask


def _pairs(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Two numbers of each row as one."""
    return one.astype("int64") * (int(other.max(initial=0)) + 2) + other


@rule(
    "reported-on-is-known",
    "reported_on",
    "take the day printed on the reporter's page or a verbatim copy, else the as-of day plus the usual delay, else the earliest dated copy",
)
def reported_on_is_known(s: Subject) -> Found:
    known = how_the_day_is_known(s.rows, s.others["sources"], s.others["organizations"])
    for i in _where(known.isna()):
        yield i, f"nothing shows that it was reported on {_day(s.rows['reported_on'][i])}"


@rule("not-before-its-period-ends", "reported_on", "correct the days; only plans and estimates look ahead")
def not_before_its_period_ends(s: Subject) -> Found:
    rows = s.rows
    ended = rows["period_end"].copy()
    for name, unit in (("month", "M"), ("year", "Y")):
        loose = rows["date_precision"] == name
        ended[loose] = _first_day(ended[loose], unit)
    ahead = rows["counting"] == "plan"
    if "basis" in rows:
        ahead |= rows["basis"] == "estimated"
    for i in _where((rows["reported_on"] < ended) & ~ahead):
        yield i, f"reported on {_day(rows['reported_on'][i])}, before its period ends on {_day(rows['period_end'][i])}"


@rule("corroborating-sources-exist", "corroborated_by", "add it to the sources, or take it out")
def corroborating_sources_exist(s: Subject) -> Found:
    parts = s.rows["corroborated_by"].dropna().str.split(";").explode()
    unknown, itself = ~parts.isin(s.others["sources"]["source_id"]), parts == s.rows["source"].reindex(parts.index)
    for (i, other), is_unknown in zip(parts[unknown | itself].items(), unknown[unknown | itself], strict=True):
        yield int(i), f"there is no source {other!r}" if is_unknown else f"{other!r} is the source itself"


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
    import pandas as pd

    counts = []
    for partition in s.others["partitions"].itertuples():
        if partition.table == s.table.name:
            sums = _sums(s, partition)
            full = int((sums["n"] == len(partition.parts.split(";"))).sum())
            counts.append({"partition": partition.id, "complete": full, "incomplete": len(sums) - full})
    return pd.DataFrame(counts, columns=["partition", "complete", "incomplete"])


@rule("part-within-whole", "value", "a part never exceeds its whole: read both again")
def part_within_whole(s: Subject) -> Found:
    import numpy as np
    import pandas as pd

    rows, numbers = s.rows, s.rows[s.table.value]
    lower, upper = rows["qualifier"].isin(AT_LEAST).to_numpy(), rows["qualifier"].isin(AT_MOST).to_numpy()
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


_FALLS = (
    "counting",
    "date_precision",
    "series",
    "qualifier",
    "sex",
    *("reported_on", "period_start", "period_end", "superseded_on"),
)


@rule("cumulative-never-falls", "value", "read both again; if the reporter took cases back, add an exception that says why")
def cumulative_never_falls(s: Subject) -> Found:
    value = s.table.value
    rows = s.rows[[c for c in s.rows.columns if c in (*_FALLS, value)]]
    running = rows[(rows["counting"] == "cumulative") & (rows["date_precision"] != "by")]
    if "sex" in running:
        running = running[running["sex"] != "unknown"]
    line = ["series", "qualifier"]
    seen = set()
    # a later wording of the day before must not hide what its first wording says
    first = running.sort_values("reported_on", kind="stable").drop_duplicates(["series", "period_start", "period_end"])
    for chosen in (running, first, running[running["superseded_on"].isna()]):
        ordered = chosen.sort_values([*line, "period_end", "reported_on"], kind="stable")
        before = ordered.groupby(line, sort=False)[[value, "period_end", "reported_on"]].shift()
        # a wording given later than this one does not speak against it
        comparable = (before["period_end"] < ordered["period_end"]) & (
            (before["reported_on"] <= ordered["reported_on"]) | ordered["superseded_on"].isna()
        )
        for i in _where(comparable & (ordered[value] < before[value]).fillna(False)):
            if i not in seen:
                seen.add(i)
                yield (
                    i,
                    f"{ordered[value][i]} by {_day(ordered['period_end'][i])} is less than {before[value][i]} by {_day(before['period_end'][i])}",
                )


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
    import numpy as np

    rows = s.rows
    counting, exact = rows["counting"], rows["qualifier"] == "exact"
    began = rows["conflict"].map(s.others["conflicts"].set_index("id")["began_on"].to_dict())
    lines = s.ids([d for d in s.table.dimensions if d != "counting"])
    tiled = np.isin(lines, lines[exact & (counting == "month") & (rows["period_start"] == began)])
    chosen = np.flatnonzero(tiled & exact & counting.isin(("month", "cumulative", "span")))
    labels = chosen[np.lexsort((rows["period_end"].to_numpy()[chosen], lines[chosen]))]
    lines = lines[labels]
    start, end, reported, first = (_number(days)[labels] for days in (*(rows[c] for c in _DAYS), began))
    superseded = _number(rows["superseded_on"], missing=np.iinfo("int64").max)[labels]
    value = rows["value"].to_numpy("int64")[labels]
    is_month, is_span = ((counting == c).to_numpy()[labels] for c in ("month", "span"))
    is_total = ((counting == "cumulative") & (rows["date_precision"] == "day")).to_numpy()[labels] & (start == first)
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


def _number(days: pd.Series, missing: int = 0) -> np.ndarray:
    """Days as whole numbers."""
    numbers = days.to_numpy().astype("datetime64[D]").astype("int64")
    numbers[days.isna().to_numpy()] = missing
    return numbers


def _all_stated(months: pd.DataFrame, total: pd.Series) -> bool:
    """Whether each month was reported or repeated in the update of a cumulative count, as its sources show."""
    own = _documents(total)
    return all(m["reported_on"] == total["reported_on"] or not own.isdisjoint(_documents(m)) for _, m in months.iterrows())


def _documents(row: pd.Series) -> set[str]:
    more = row["corroborated_by"]
    return {row["source"], *(more.split(";") if isinstance(more, str) else ())}


@rule("count-keeps-its-magnitude", "value", "look for a slipped digit; if the count really jumped, add an exception")
def count_keeps_its_magnitude(s: Subject) -> Found:
    import pandas as pd

    rows = s.rows[["series", "period_end", "reported_on", "value"]]
    rows = rows[(s.rows["counting"] == "cumulative") & (s.rows["date_precision"] != "by")]
    ordered = rows.sort_values(["series", "period_end", "reported_on"], kind="stable")
    before = ordered.groupby("series", sort=False)[["value", "period_end"]].shift()
    near = (ordered["period_end"] - before["period_end"] <= pd.Timedelta(days=60)) & (before["value"] >= 50).fillna(False)
    far = (ordered["value"] > before["value"] * 5) | (ordered["value"] * 5 < before["value"])
    for i in _where(near & far.fillna(False)):
        yield i, f"{ordered['value'][i]} is more than five times away from {before['value'][i]}, its neighbor in the series"


@rule("amount-keeps-its-magnitude", "amount", "look for millions typed for billions; if the amount is right, add an exception")
def amount_keeps_its_magnitude(s: Subject) -> Found:
    # single months differ by more than that in truth
    return far_from_median(s.rows[s.rows["counting"] != "month"], ["donor", "aid_type", "program", "currency", "counting"])


@rule("repetition-is-no-wording", "value", "drop the row and add its source to corroborated_by of the earlier one")
def repetition_is_no_wording(s: Subject) -> Found:
    rows, value = s.rows, s.table.value
    ordered, before = s.wordings
    same = (ordered[value] == before[value]).fillna(False) & (ordered["qualifier"] == before["qualifier"])
    if "value_max" in rows:
        same &= (ordered["value_max"] == before["value_max"]).fillna(True)
    for i in _where(same):
        yield i, f"{ordered[value][i]} was already the wording of {_day(before['reported_on'][i])}"


@rule("rounding-is-no-wording", "value", "drop the row: a rounded repetition of an exact number is no news")
def rounding_is_no_wording(s: Subject) -> Found:
    value = s.table.value
    ordered, before = s.wordings
    unit = 2 * _half_unit(ordered[value])
    close = (ordered[value] - before[value]).abs() < unit
    rounded = (before["qualifier"] == "exact") & (ordered["qualifier"] != "exact") & (unit >= 10) & close.fillna(False)
    for i in _where(rounded):
        yield (
            i,
            f"{ordered['qualifier'][i]} {ordered[value][i]} only rounds the {before[value][i]} of {_day(before['reported_on'][i])}",
        )


def far_from_median(rows: pd.DataFrame, within: list[str]) -> Found:
    """Amounts a hundred times above or below the median of those given for the same thing."""
    amounts = rows[rows["amount"].notna()]
    amount = amounts["amount"].astype("float64")
    groups = amount.groupby([amounts[c] for c in within])
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
    import pandas as pd

    p, rows, value = partition, s.rows, s.table.value
    dimension = p.dimension.split("/")  # type: ignore[attr-defined]
    mine = rows["reporter"] == p.reporter  # type: ignore[attr-defined]
    if pd.notna(p.valid_from):  # type: ignore[attr-defined]
        mine &= rows["reported_on"] >= p.valid_from  # type: ignore[attr-defined]
    if pd.notna(p.valid_to):  # type: ignore[attr-defined]
        mine &= rows["reported_on"] <= p.valid_to  # type: ignore[attr-defined]
    mine_rows = rows[mine]
    cell = mine_rows[dimension[0]].str.cat([mine_rows[d] for d in dimension[1:]], sep="/")
    same = s.ids(s.same(*dimension))
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
    import pandas as pd

    at = ((s.rows["measure"] == measure) & (s.rows["qualifier"] == "exact")).to_numpy().nonzero()[0]
    return pd.DataFrame({"same": same[at], measure: s.rows["value"].to_numpy("int64")[at], f"at_{measure}": at})


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


def _where(mask: pd.Series) -> list[int]:
    mask = mask.fillna(False).astype(bool)
    return [int(i) for i in mask.index[mask]]


def _first_day(days: pd.Series, unit: str) -> pd.Series:
    """The first day of the month or year of each day."""
    import pandas as pd

    return pd.Series(days.to_numpy().astype(f"datetime64[{unit}]").astype("datetime64[s]"), index=days.index)


def _last_day(days: pd.Series, unit: str) -> pd.Series:
    """The last day of the month or year of each day."""
    import pandas as pd

    following = (days.to_numpy().astype(f"datetime64[{unit}]") + 1).astype("datetime64[D]")
    return pd.Series((following - 1).astype("datetime64[s]"), index=days.index)


def _day(value: object) -> str:
    return str(value)[:10]


def _shown(value: object) -> str:
    return "none" if value is None or value != value or str(value) == "<NA>" else str(value)
