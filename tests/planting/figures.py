"""Slips in figures: numbers of people, days, and the codes that say what is counted."""

from __future__ import annotations

from .kinds import (
    Slip,
    again,
    cell,
    changed,
    day_and_month_swapped,
    digit_twice,
    filled,
    kind,
    moved,
    next_key,
    other,
    other_year,
    together,
    transposed,
    without_a_digit,
    zero,
)
from .typed import CASUALTIES, PACKAGES, TOTALS


@kind("count: digits transposed, whole", CASUALTIES)
def _(w, r, rng):
    return None if r.is_part else cell("value", transposed(r["value"], rng))


@kind("count: digits transposed, part", CASUALTIES)
def _(w, r, rng):
    return cell("value", transposed(r["value"], rng)) if r.is_part else None


@kind("count: digit missing", CASUALTIES)
def _(w, r, rng):
    return cell("value", without_a_digit(r["value"], rng))


@kind("count: digit typed twice", CASUALTIES)
def _(w, r, rng):
    return cell("value", digit_twice(r["value"], rng))


@kind("count: key beside, whole", CASUALTIES)
def _(w, r, rng):
    return None if r.is_part else cell("value", next_key(r["value"], rng))


@kind("count: key beside, part", CASUALTIES)
def _(w, r, rng):
    return cell("value", next_key(r["value"], rng)) if r.is_part else None


@kind("count: extra zero", CASUALTIES)
def _(w, r, rng):
    return {"value": r["value"] + "0"} if r["value"] not in ("", "0") else None


@kind("killed and injured swapped", CASUALTIES)
def _(w, r, rng):
    injured = w.beside(r, measure="injured") if r["measure"] == "killed" else None
    if injured is None or injured["value"] == r["value"] or not r["value"]:
        return None
    return together(r, (r.own, {"value": injured["value"]}), (injured.own, {"value": r["value"]}))


@kind("cumulative typed into a month", CASUALTIES)
def _(w, r, rng):
    if r["counting"] != "month":
        return None
    *line, _ = w.series_of(r)
    at = line.index("month")
    line[at] = "cumulative"
    known = [
        x
        for series, rows in w.series.items()
        if list(series[:-1]) == line
        for x in rows
        if x["reported_on"] <= r["reported_on"] and x["value"] not in ("", r["value"])
    ]
    return {"value": known[-1]["value"]} if known else None


@kind("month typed into a cumulative", CASUALTIES)
def _(w, r, rng):
    if r["counting"] != "cumulative" or not r["value"]:
        return None
    line, at = w.series[w.series_of(r)], w.position[id(r)]
    before = line[max(at - 4, 0)]["value"]
    grown = int(r["value"]) - int(before) if before else 0
    return {"value": str(grown)} if 0 < grown < int(r["value"]) else None


@kind("count of the update beside it", CASUALTIES)
def _(w, r, rng):
    near = [n for n in w.near(r) if n["value"]]
    return {"value": rng.choice(near)["value"]} if near and r["value"] else None


@kind("wording that takes cases back", CASUALTIES)
def _(w, r, rng):
    if r["counting"] != "cumulative" or len(r["value"]) < 3 or r["qualifier"]:
        return None
    name, value = r.head.cells["update"] + "-again", str(int(r["value"]) * 9 // 10)
    day = moved(r["reported_on"], rng.choice((1, 7, 8)))
    slip = again(r, update=name, value=value)
    slip.added[r.head.place] = r.head.written(update=name, reported_on=day)
    return slip


@kind("row once more with another value", CASUALTIES, TOTALS, level="cell")
def _(w, r, rng):
    column = "value" if r.table == CASUALTIES else "amount"
    slipped = next_key(r[column], rng)
    return again(r, **{column: slipped}) if slipped not in (None, r[column]) else None


@kind("row lost", CASUALTIES)
def _(w, r, rng):
    # an update that loses its only figure is found by its name
    if len(w.by_line[r.head.place]) < 2:
        return None
    return Slip(r, {r.own.place: None})


@kind("update lost with its figures", CASUALTIES)
def _(w, r, rng):
    figures = w.by_line[r.head.place]
    if len(figures) > 40:
        return None
    return Slip(r, {r.head.place: None, **{f.own.place: None for f in figures}})


@kind("range: upper end below the lower", CASUALTIES)
def _(w, r, rng):
    return {"low": r["high"], "high": r["low"]} if r["low"] and r["high"] else None


@kind("range: an end without the hedge, or the hedge alone", CASUALTIES)
def _(w, r, rng):
    if r["low"]:
        return rng.choice(({"qualifier": ""}, {"low": ""}, {"qualifier": "about"}))
    return rng.choice(({"qualifier": "range"}, {"high": str(int(r["value"] or 0) + 100)}))


# the days of figures, most of which stand in the update


@kind("period_end: day and month swapped", CASUALTIES, TOTALS)
def _(w, r, rng):
    return cell("period_end", day_and_month_swapped(r["period_end"]))


@kind("reported_on: day and month swapped", CASUALTIES, TOTALS)
def _(w, r, rng):
    return cell("reported_on", day_and_month_swapped(r["reported_on"]))


@kind("both days of a figure: day and month swapped", CASUALTIES)
def _(w, r, rng):
    end, reported = (day_and_month_swapped(r[c]) for c in ("period_end", "reported_on"))
    return {"period_end": end, "reported_on": reported} if end and reported else None


@kind("period_end: year off by one", CASUALTIES, TOTALS)
def _(w, r, rng):
    return cell("period_end", other_year(r["period_end"], rng.choice((-1, 1))))


@kind("reported_on: year off by one", CASUALTIES, TOTALS)
def _(w, r, rng):
    return cell("reported_on", other_year(r["reported_on"], rng.choice((-1, 1))))


@kind("period_end: a week off", CASUALTIES)
def _(w, r, rng):
    return cell("period_end", moved(r["period_end"], rng.choice((-7, 7))))


@kind("period_end: a day off", CASUALTIES)
def _(w, r, rng):
    return cell("period_end", moved(r["period_end"], rng.choice((-1, 1))))


@kind("reported_on: a day late", CASUALTIES, TOTALS)
def _(w, r, rng):
    return cell("reported_on", moved(r["reported_on"], rng.choice((1, 2))))


@kind("reported_on before period_end", CASUALTIES, TOTALS)
def _(w, r, rng):
    day = moved(r["period_end"], -rng.choice((1, 2, 7)))
    return {"reported_on": day} if r["counting"] != "plan" and day else None


@kind("period_start after period_end", CASUALTIES, TOTALS)
def _(w, r, rng):
    return cell("period_start", moved(r["period_end"], rng.choice((1, 7, 30))))


@kind("period_start: a day, month or year off", CASUALTIES, TOTALS)
def _(w, r, rng):
    start = r["period_start"]
    slipped = rng.choice(
        (moved(start, -1), moved(start, 1), moved(start, 31), other_year(start, -1))
    )
    return cell("period_start", slipped) if slipped and slipped <= r["period_end"] else None


@kind("month that ends a day early or late", CASUALTIES, TOTALS)
def _(w, r, rng):
    day = moved(r["period_end"], rng.choice((-1, 1)))
    return cell("period_end", day) if r["counting"] in ("month", "year") else None


@kind("day in the future", CASUALTIES, TOTALS, PACKAGES)
def _(w, r, rng):
    column = filled(r, ("reported_on", "period_end", "announced_on"), rng)
    return column and cell(column, other_year(r[column], 100))


@kind("date_precision dropped or wrong", CASUALTIES)
def _(w, r, rng):
    codes = ("", "by", "month", "year")
    return {"date_precision": rng.choice([p for p in codes if p != r["date_precision"]])}


@kind("figure under the update above or below", CASUALTIES, TOTALS)
def _(w, r, rng):
    rows = w.same_file[r.own.file]
    at = rows.index(r)
    near = [x.own.cells["update"] for x in rows[max(at - 12, 0) : at + 13]]
    near = [u for u in near if u != r.own.cells["update"]]
    return together(r, (r.own, {"update": rng.choice(near)})) if near else None


# codes that stand elsewhere


def other_code(name: str, column: str, *tables: str) -> None:
    @kind(name, *tables)
    def _(w, r, rng):
        return cell(column, other(w, r, column, rng))


other_code("wrong reporter", "reporter", CASUALTIES, TOTALS)
other_code("wrong area", "area", CASUALTIES)
other_code("wrong measure", "measure", CASUALTIES)
other_code("wrong population", "population", CASUALTIES)
other_code("wrong affiliation", "affiliation", CASUALTIES)
other_code("wrong evidence", "evidence", CASUALTIES)
other_code("wrong counting", "counting", CASUALTIES, TOTALS)


@kind("wrong sex or age, cell of a table", CASUALTIES)
def _(w, r, rng):
    column = filled(r, ("sex", "age"), rng)
    return column and cell(column, other(w, r, column, rng))


@kind("sex or age left out", CASUALTIES)
def _(w, r, rng):
    column = filled(r, ("sex", "age"), rng)
    return column and {column: ""}


@kind("sex or age where there is none", CASUALTIES)
def _(w, r, rng):
    column = rng.choice(("sex", "age"))
    return None if r[column] else cell(column, other(w, r, column, rng))


@kind("wrong territory, cause or perpetrator", CASUALTIES)
def _(w, r, rng):
    column = filled(r, ("controlled_by", "cause", "perpetrator"), rng)
    return column and cell(column, other(w, r, column, rng))


@kind("territory, cause or perpetrator where there is none", CASUALTIES)
def _(w, r, rng):
    column = rng.choice(("controlled_by", "cause", "perpetrator"))
    return None if r[column] else cell(column, other(w, r, column, rng))


@kind("up_to and more_than swapped", CASUALTIES, TOTALS, PACKAGES)
def _(w, r, rng):
    swapped = {
        "up_to": "more_than",
        "more_than": "up_to",
        "nearly": "more_than",
        "at_least": "up_to",
    }
    return cell("qualifier", swapped.get(r["qualifier"]))


@kind("hedge left out", CASUALTIES, TOTALS, PACKAGES)
def _(w, r, rng):
    return {"qualifier": ""} if r["qualifier"] not in ("", "range") else None


@kind("row in the file of another conflict", CASUALTIES)
def _(w, r, rng):
    files = sorted(
        {x.own.file for x in w.rows[CASUALTIES] if not x.taken_in and x.conflict != r.conflict}
    )
    there = rng.choice(w.same_file[rng.choice(files)])
    slip = Slip(r)
    for line, at in ((r.own, there.own), (r.head, there.head)):
        slip.added[at.place] = type(line)(
            at.file, 0, at.header, {c: line.cells.get(c, "") for c in at.header}
        ).written(update=r.head.cells["update"] + "-moved")
    return slip


# slips of those who keep a table that is taken in


@kind("keeper: digits transposed", CASUALTIES, TOTALS, taken_in=True)
def _(w, r, rng):
    column = "value" if r.table == CASUALTIES else "amount"
    return cell(column, transposed(r[column], rng))


@kind("keeper: zero missing or too many", CASUALTIES, TOTALS, taken_in=True)
def _(w, r, rng):
    column = "value" if r.table == CASUALTIES else "amount"
    return cell(column, zero(r[column], rng))


@kind("keeper: key beside", CASUALTIES, TOTALS, taken_in=True)
def _(w, r, rng):
    column = "value" if r.table == CASUALTIES else "amount"
    return cell(column, next_key(r[column], rng))


@kind("keeper: number of the line above or below", CASUALTIES, TOTALS, taken_in=True)
def _(w, r, rng):
    column = "value" if r.table == CASUALTIES else "amount"
    near = [n for n in w.near(r) if n[column]]
    return cell(column, rng.choice(near)[column]) if near else None


@kind("keeper: both days a week off", CASUALTIES, taken_in=True)
def _(w, r, rng):
    by = rng.choice((-7, 7))
    end, reported = (moved(r[c], by) for c in ("period_end", "reported_on"))
    return changed(r, period_end=end, reported_on=reported)


@kind("keeper: columns swapped", CASUALTIES, taken_in=True)
def _(w, r, rng):
    for measure in ("injured", "losses", "missing"):
        beside = w.beside(r, measure=measure) if r["measure"] != measure else None
        if beside is not None and beside["value"] != r["value"]:
            swap = (r.own, {"value": beside["value"]}), (beside.own, {"value": r["value"]})
            return together(r, *swap)
    return None
