"""Rules on figures: casualties and aid totals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from conflictdata.rules import Found, Subject, rule

if TYPE_CHECKING:
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
        whole = start.dt.to_period(unit)
        first = whole.dt.start_time
        began_inside = (first < began) & (began <= end)
        # a casualty of the first month fell after the conflict began, while aid may have been given before
        starts = (start == began).where(began_inside, start == first)
        if s.table.name != "casualties":
            starts |= start == first
        ends = end == whole.dt.end_time.dt.normalize()
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
        last = end.dt.to_period(unit).dt.end_time.dt.normalize()
        for i in _where((precision == name) & (end != last)):
            yield i, f"precision {name}, and period_end {_day(end[i])} is not the last day of the {name}"


def how_the_day_is_known(rows: pd.DataFrame, sources: pd.DataFrame, organizations: pd.DataFrame) -> pd.Series:
    """How reported_on is known: ``stated``, ``inferred``, ``copy``, or missing where it is not.

    An update's day is stated on the reporter's page or a verbatim copy; or it is the as-of day plus the reporter's
    usual delay, not later than the earliest dated copy; the other figures of that update share its day. Else it is
    the day of the earliest dated copy.
    """
    import pandas as pd

    by_id = sources.set_index("source_id")
    published, tier = by_id["published_on"].to_dict(), by_id["tier"].astype("str").to_dict()
    delays = organizations.set_index("id")["usual_delay"]
    delay = pd.to_timedelta(rows["reporter"].astype("str").map(delays.to_dict()).astype("float64"), unit="D")
    reported = rows["reported_on"]
    copies = [
        [source, *(more.split(";") if isinstance(more, str) else ())]
        for source, more in zip(rows["source"], rows["corroborated_by"], strict=True)
    ]
    own = [[published.get(c) for c in ids if tier.get(c) in ("primary", "republished")] for ids in copies]
    dated = [[d for c in ids if pd.notna(d := published.get(c))] for ids in copies]
    earliest = pd.to_datetime(pd.Series([min(days) if days else pd.NaT for days in dated], index=rows.index))
    stated = pd.Series([day in days for day, days in zip(reported, own, strict=True)], index=rows.index, dtype=bool)
    in_time = earliest.isna() | (reported <= earliest)
    # without a printed as-of day there is nothing from which a day could follow
    rhythm = (reported == rows["period_end"] + delay) & in_time & (rows["date_precision"] != "by")
    updates = set(zip(rows["reporter"][stated | rhythm], reported[stated | rhythm], strict=True))
    shared = pd.Series([key in updates for key in zip(rows["reporter"], reported, strict=True)], index=rows.index, dtype=bool)
    copied = reported == earliest
    # undated copies of an edition, and the other figures in its documents, share the day of its earliest dated copy
    about = list(zip(rows["reporter"], reported, rows["period_end"], copies, strict=True))
    editions = {(r, day, what) for (r, day, end, ids), known in zip(about, copied, strict=True) if known for what in (end, *ids)}
    edition = [any((r, day, what) in editions for what in (end, *ids)) for r, day, end, ids in about]
    known = pd.Series(pd.NA, index=rows.index, dtype="str")
    known[copied | (pd.Series(edition, index=rows.index, dtype=bool) & in_time)] = "copy"
    known[rhythm | (shared & in_time)] = "inferred"
    known[stated] = "stated"
    return known


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
        ended[loose] = ended[loose].dt.to_period(unit).dt.start_time
    ahead = rows["counting"] == "plan"
    if "basis" in rows:
        ahead |= rows["basis"] == "estimated"
    for i in _where((rows["reported_on"] < ended) & ~ahead):
        yield i, f"reported on {_day(rows['reported_on'][i])}, before its period ends on {_day(rows['period_end'][i])}"


@rule("corroborating-sources-exist", "corroborated_by", "add it to the sources, or take it out")
def corroborating_sources_exist(s: Subject) -> Found:
    known = set(s.others["sources"]["source_id"])
    for i, cell in s.rows["corroborated_by"].dropna().items():
        for other in cell.split(";"):
            if other not in known:
                yield i, f"there is no source {other!r}"
            elif other == s.rows["source"][i]:
                yield i, f"{other!r} is the source itself"


@rule(
    "killed-and-injured-make-casualties", "value", "read the three numbers again; if the reporter printed them so, add an exception"
)
def killed_and_injured_make_casualties(s: Subject) -> Found:
    exact = s.rows[s.rows["qualifier"] == "exact"]
    same = s.same("measure")
    both = _of(exact, "killed", same).merge(_of(exact, "injured", same), on=same).merge(_of(exact, "casualties", same), on=same)
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
    rows, value = s.rows, s.table.value
    parts = rows[rows["qualifier"].isin(AT_LEAST)]
    wholes = rows[rows["qualifier"].isin(AT_MOST)]
    for dimension in s.table.dimensions:
        above = _ancestors(s, dimension)
        if not above:
            continue
        same = s.same(dimension)
        part = (
            parts[[*same, value]].assign(at=parts.index, part=parts[dimension], whole=parts[dimension].map(above)).explode("whole")
        )
        whole = wholes[[*same, value]].assign(whole=wholes[dimension])
        pairs = part.dropna(subset="whole").astype({"whole": "str"}).merge(whole, on=[*same, "whole"], suffixes=("", "_whole"))
        slack = 0 if value == "value" else _half_unit(pairs[value]) + _half_unit(pairs[f"{value}_whole"])
        for row in pairs[pairs[value] > pairs[f"{value}_whole"] + slack].itertuples():
            yield (
                row.at,
                f"{dimension} {row.part}: {getattr(row, value)} is more than {getattr(row, value + '_whole')} for {row.whole}",
            )


@rule("cumulative-never-falls", "value", "read both again; if the reporter took cases back, add an exception that says why")
def cumulative_never_falls(s: Subject) -> Found:
    rows, value = s.rows, s.table.value
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
    for total, months, stated in tilings(s):
        day, slack = total["reported_on"], total["value"] * 0.001
        tiled = int(months["value"].sum())
        if tiled > total["value"] + slack or (stated and tiled < total["value"] - slack):
            yield int(total.name), f"the months known on {_day(day)} add up to {tiled}, the cumulative count is {total['value']}"


def tilings(s: Subject) -> Iterator[tuple[pd.Series, pd.DataFrame, bool]]:
    """Each cumulative count whose days are tiled by the months, and the days after the last of them, known when it was reported.

    Yields the cumulative count, the months, and whether the update of that day stated each of them. An
    update that states only some of its months says nothing of what was added to the others, so that their sum may
    fall short of its cumulative count.
    """
    import pandas as pd

    rows = s.rows[(s.rows["qualifier"] == "exact") & s.rows["counting"].isin(("month", "cumulative", "span"))]
    began = s.others["conflicts"].set_index("id")["began_on"].to_dict()
    next_day = pd.Timedelta(days=1)
    lines = [d for d in s.table.dimensions if d != "counting"]
    tiled = rows[(rows["counting"] == "month") & (rows["period_start"] == rows["conflict"].map(began))]
    rows = rows[rows.set_index(lines).index.isin(tiled.set_index(lines).index)]
    for _, group in rows.groupby(lines, sort=False):
        start = began[group["conflict"].iloc[0]]
        group = group[["counting", *_TILE]].sort_values("period_end")
        months, totals, spans = (group[group["counting"] == c] for c in ("month", "cumulative", "span"))
        totals = totals[(totals["date_precision"] == "day") & (totals["period_start"] == start)]
        for day, updates in totals.groupby("reported_on"):
            total = updates.iloc[-1]
            known = months[(months["reported_on"] <= day) & (months["period_end"] <= total["period_end"])]
            known = known[known["superseded_on"].isna() | (known["superseded_on"] > day)]
            if known.empty:
                continue
            rest = spans[(spans["reported_on"] == day) & (spans["period_end"] == total["period_end"])]
            tiles = pd.concat([known, rest[rest["period_start"] == known["period_end"].iloc[-1] + next_day]])
            starts, ends = tiles["period_start"], tiles["period_end"]
            meet = (starts.iloc[1:].to_numpy() == (ends.iloc[:-1] + next_day).to_numpy()).all()
            if starts.iloc[0] == start and meet and total["period_end"] - ends.iloc[-1] <= next_day:
                yield total, tiles, _all_stated(tiles, total)


_TILE = ["value", "period_start", "period_end", "reported_on", "superseded_on", "date_precision", "source", "corroborated_by"]


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

    rows = s.rows[(s.rows["counting"] == "cumulative") & (s.rows["date_precision"] != "by")]
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
    ordered, before = _wordings(s, [value, "qualifier"])
    same = (ordered[value] == before[value]).fillna(False) & (ordered["qualifier"] == before["qualifier"])
    if "value_max" in rows:
        upper = ordered["value_max"]
        same &= (upper == upper.groupby([ordered["series"], ordered["period_start"], ordered["period_end"]]).shift()).fillna(True)
    for i in _where(same):
        yield i, f"{ordered[value][i]} was already the wording of {_day(before['reported_on'][i])}"


@rule("rounding-is-no-wording", "value", "drop the row: a rounded repetition of an exact number is no news")
def rounding_is_no_wording(s: Subject) -> Found:
    value = s.table.value
    ordered, before = _wordings(s, [value, "qualifier"])
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
    same = s.same(*dimension)
    total = mine_rows[cell == p.total]  # type: ignore[attr-defined]
    part = mine_rows[cell.isin(p.parts.split(";"))]  # type: ignore[attr-defined]
    slack = _half_unit(part[value]) if value == "amount" else 0.0
    sums = (
        part.assign(_exact=part["qualifier"] == "exact", _lower=part["qualifier"].isin(AT_LEAST), _slack=slack)
        .groupby(same, observed=True)
        .agg(parts=(value, "sum"), n=(value, "size"), exact=("_exact", "all"), lower=("_lower", "all"), slack=("_slack", "sum"))
        .reset_index()
    )
    totals = total[[*same, "qualifier"]].assign(at=total.index, total=total[value])
    return totals.merge(sums, on=same)


def _of(rows: pd.DataFrame, measure: str, same: list[str]) -> pd.DataFrame:
    chosen = rows[rows["measure"] == measure]
    return chosen[same].assign(**{measure: chosen["value"], f"at_{measure}": chosen.index})


def _wordings(s: Subject, columns: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows in the order of their wordings, and beside each the one before it."""
    thing = ["series", "period_start", "period_end"]
    ordered = s.rows.sort_values([*thing, "reported_on"], kind="stable")
    return ordered, ordered.groupby(thing, sort=False)[[*columns, "reported_on"]].shift()


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


def _day(value: object) -> str:
    return str(value)[:10]


def _shown(value: object) -> str:
    return "none" if value is None or value != value or str(value) == "<NA>" else str(value)
