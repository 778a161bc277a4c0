"""Releases of any size with the real schema: ``python tests/benchmarks/synthetic.py FOLDER
MILLIONS``.

Conflicts, reporters, areas and documents are made up; codes, partitions and the other tables are
the real ones. Each line of figures is counted twice, as a cumulative and by month, and months are
restated as late verifications come in. The numbers keep every rule: killed and injured make
casualties, parts stay within their wholes, months tile the cumulative. Rows are sorted and written
as those of the real release, a few row groups in memory at a time.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
import shutil
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from conflictdata.curate.parquet import parquet_options
from conflictdata.release.digest import sha256
from conflictdata.release.folder import Release
from conflictdata.release.opening import open_release

MONTHS = 48
RESTATED = 2  # how often a month is counted again
MEASURES = {"killed": 1, "injured": 2, "casualties": 3}
SEXES = {"all": 4, "male": 3, "female": 1}
AGES = {"all": 4, "adult": 3, "child": 1}
CAUSES = {"all": 8, "missile": 1, "air_strike": 1, "mines_erw": 1, "drone": 1}
POPULATIONS = {"civilian": 1, "military": 1}
FIRST_DAY_REPORTED = 5  # of the month after
ROWS_AT_ONCE = 1 << 18


@dataclass(frozen=True)
class Size:
    """How many of each dimension there are."""

    conflicts: int
    reporters: int  # of each conflict; two of them count in every conflict
    areas: int  # of each conflict, with the country
    causes: int
    populations: int = 1

    @property
    def figures(self) -> int:
        dimensions = self.conflicts * self.reporters * self.areas * self.causes * self.populations
        return dimensions * len(MEASURES) * len(SEXES) * len(AGES) * MONTHS * (2 + RESTATED)


SIZES = {
    0: Size(3, 4, 2, 1),  # 0.1 million, to try things out
    1: Size(10, 4, 5, 1),
    10: Size(20, 6, 8, 2),
    100: Size(40, 8, 12, 5),
}


@dataclass(frozen=True)
class World:
    """The made-up dimensions of one size; reporter 0 and 1 of each conflict are the same two
    bodies.
    """

    size: Size

    @cached_property
    def conflicts(self) -> list[str]:
        return [f"conflict-{c:02}" for c in range(self.size.conflicts)]

    def reporter(self, conflict: int, reporter: int) -> str:
        return (
            f"world-office-{reporter}" if reporter < 2 else f"observatory-{conflict:02}-{reporter}"
        )

    def area(self, conflict: int, area: int) -> str:
        return f"C{conflict:02}" if area == 0 else f"C{conflict:02}-R{area:02}"

    def first_month(self, conflict: int) -> np.datetime64:
        return np.datetime64("2001-01", "M") + 6 * (conflict % self.size.conflicts)

    def reported(self, conflict: int) -> list[dt.date]:
        months = self.first_month(conflict) + np.arange(1, MONTHS + RESTATED + 2)
        return [
            m.astype("datetime64[D]").item() + dt.timedelta(FIRST_DAY_REPORTED - 1) for m in months
        ]

    def source(self, conflict: int, reporter: int, day: object) -> str:
        return f"{self.reporter(conflict, reporter)}-{conflict:02}-{day}"

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        return list(itertools.product(range(self.size.conflicts), range(self.size.reporters)))


def write(
    folder: Path, size: Size, *, release: Release | None = None, row_group: int | None = None
) -> Path:
    """Write a whole release of that size; `row_group` is the number of rows in one, that of the
    real release without it.
    """
    real = release or open_release()
    world = World(size)
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for name in real.resources:
        shutil.copy(real.path(name), folder)
    _extend(real, folder, "conflicts", _conflicts(world))
    _extend(real, folder, "organizations", _organizations(world))
    _extend(real, folder, "areas", _areas(world))
    _extend(real, folder, "sources", _sources(world))
    _extend(real, folder, "reporter_roles", _roles(world))
    _extend(real, folder, "methods", _methods(world))
    figures = _write_figures(real, folder / "casualties.parquet", world, row_group)
    descriptor = json.loads((real.folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        file = folder / resource["path"]
        resource["fileSize"], resource["hash"] = file.stat().st_size, f"sha256:{sha256(file)}"
        resource["rows"] = (
            figures if resource["name"] == "casualties" else pq.read_metadata(file).num_rows
        )
        resource["fileSize"] = (folder / resource["path"]).stat().st_size
        del resource["hash"]
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def _extend(real: Release, folder: Path, name: str, rows: list[dict[str, object]]) -> None:
    old = real.read(name)
    plain = pa.schema(
        [
            pa.field(f.name, pa.string() if pa.types.is_dictionary(f.type) else f.type)
            for f in old.schema
        ]
    )
    more = pa.concat_tables([old.cast(plain), pa.Table.from_pylist(rows, plain)])
    keys = [(k, "ascending") for k in real.table(name).primaryKey]
    pq.write_table(
        more.sort_by(keys).cast(old.schema),
        folder / f"{name}.parquet",
        **parquet_options(real.table(name), more.num_rows),
    )


def _conflicts(world: World) -> list[dict[str, object]]:
    return [
        {
            "id": name,
            "name": name,
            "counted_from": world.first_month(c).astype("datetime64[D]").item(),
            "area": world.area(c, 0),
            "description": name,
        }
        for c, name in enumerate(world.conflicts)
    ]


def _organizations(world: World) -> list[dict[str, object]]:
    names = sorted({world.reporter(c, r) for c, r in world.pairs})
    return [
        {"id": n, "name": _title(n), "kind": "government", "hosts": f"{n}.example.org"}
        for n in names
    ]


def _roles(world: World) -> list[dict[str, object]]:
    return [
        {
            "reporter": world.reporter(c, r),
            "conflict": world.conflicts[c],
            "role": "neutral",
            "reason": "made up",
        }
        for c, r in world.pairs
    ]


def _methods(world: World) -> list[dict[str, object]]:
    names = sorted({world.reporter(c, r) for c, r in world.pairs})
    known = {"conflict": "all", "measure": "all", "deaths": "not_said", "unit": "persons"}
    return [
        {"reporter": name, "evidence": evidence, **known}
        for name in names
        for evidence in ("case_verified", "asserted")
    ]


def _areas(world: World) -> list[dict[str, object]]:
    several = itertools.product(range(world.size.conflicts), range(world.size.areas))
    return [
        {
            "id": world.area(c, a),
            "name": world.area(c, a),
            "parent": world.area(c, 0) if a else None,
            "kind": "region" if a else "country",
        }
        for c, a in several
    ]


def _sources(world: World) -> list[dict[str, object]]:
    others = [
        {
            "source_id": f"another-page-{k}",
            "publisher": world.reporter(0, 0),
            "title": f"Another page {k}",
            "accessed_on": dt.date(2026, 1, 1),
            "url": f"https://{world.reporter(0, 0)}.example.org/pages/{k}",
            "language": "en",
            "tier": "secondary",
        }
        for k in range(300)
    ]
    return others + [
        {
            "source_id": (name := world.source(c, r, day)),
            "publisher": world.reporter(c, r),
            "title": f"Casualty update of {day} by {world.reporter(c, r)}",
            "published_on": day,
            "accessed_on": day,
            "url": f"https://{world.reporter(c, r)}.example.org/updates/{name}.html",
            "language": "en",
            "tier": "primary",
        }
        for c, r in world.pairs
        for day in world.reported(c)
    ]


def _title(organization: str) -> str:
    return f"{organization.replace('-', ' ').title()} for the Documentation of Casualties"


class _Lines:
    """Every line of figures, in the order in which the file has them; a cumulative and its months
    are two lines.
    """

    def __init__(self, world: World):
        size = world.size
        dims = {
            "conflict": size.conflicts,
            "reporter": size.reporters,
            "population": size.populations,
            "measure": len(MEASURES),
            "counting": 2,
            "area": size.areas,
            "sex": len(SEXES),
            "age": len(AGES),
            "cause": size.causes,
        }
        grid = np.indices(tuple(dims.values()), dtype=np.int16).reshape(len(dims), -1)
        self.at = dict(zip(dims, grid, strict=True))
        self.asserted = self.at["reporter"] % 4 == 3
        pair = self.at["conflict"].astype(np.int32) * size.reporters + self.at["reporter"]
        place = self.at["conflict"].astype(np.int32) * size.areas + self.at["area"]
        self.words = {
            "conflict": (world.conflicts, self.at["conflict"]),
            "reporter": ([world.reporter(c, r) for c, r in world.pairs], pair),
            "population": (list(POPULATIONS), self.at["population"]),
            "affiliation": (["all"], np.zeros(grid.shape[1], dtype=np.int8)),
            "measure": (list(MEASURES), self.at["measure"]),
            "evidence": (["case_verified", "asserted"], self.asserted.astype(np.int8)),
            "counting": (["cumulative", "month"], self.at["counting"]),
            "area": (
                [world.area(c, a) for c in range(size.conflicts) for a in range(size.areas)],
                place,
            ),
            "sex": (list(SEXES), self.at["sex"]),
            "age": (list(AGES), self.at["age"]),
            "cause": (list(CAUSES), self.at["cause"]),
        }
        self.weight = np.ones(grid.shape[1], dtype=np.int64)
        for name, weights in {
            "measure": MEASURES,
            "sex": SEXES,
            "age": AGES,
            "cause": CAUSES,
        }.items():
            self.weight *= np.array(list(weights.values()))[self.at[name]]
        self.weight *= np.where(self.at["area"] == 0, 2 * size.areas, 1)
        strides = np.cumprod(
            [1, *(n for name, n in list(dims.items())[:0:-1] if name != "measure")]
        )
        others = [self.at[name] for name in list(dims)[::-1] if name != "measure"]
        # the same for killed, injured and casualties of one thing
        self.thing = sum(
            codes.astype(np.int64) * stride for codes, stride in zip(others, strides, strict=True)
        )
        self.times = np.array(list(MEASURES.values()))[self.at["measure"]]
        self.pair = pair
        self.key = self._joined()
        starts = pa.array(
            [f"/{world.first_month(c).astype('datetime64[D]')}" for c in range(size.conflicts)]
        )
        start = pc.if_else(
            pa.array(self.at["counting"] == 0), starts.take(pa.array(self.at["conflict"])), ""
        )
        self.series = pc.binary_join_element_wise(self.key, start, "")
        self.order = pc.sort_indices(self.series).to_numpy()

    def _joined(self) -> pa.Array:
        parts = [self._slashed(name) for name in self.words]
        return pc.binary_join_element_wise(*parts, "")

    def _slashed(self, name: str) -> pa.Array:
        """The codes with a slash before them, nothing for ``all``, as the key of a series has them."""
        words, codes = self.words[name]
        slashed = ["" if w == "all" else w if name == "conflict" else f"/{w}" for w in words]
        return pa.array(slashed).take(pa.array(codes))


def _write_figures(real: Release, file: Path, world: World, row_group: int | None) -> int:
    schema = pq.read_schema(real.path("casualties"))
    options = parquet_options(real.table("casualties"), world.size.figures)
    usual = options.pop("row_group_size")
    size = row_group or usual
    options["compression_level"] = (
        3  # the level changes the size by a few per cent and the time to write by a lot
    )
    lines = _Lines(world)
    per_line = np.where(lines.at["counting"] == 0, MONTHS, MONTHS * (1 + RESTATED))
    ends = per_line[lines.order].cumsum()
    figures, first = 0, 0
    left: pa.Table | None = None
    with pq.ParquetWriter(file, schema, **options) as writer:
        while first < len(lines.order):
            last = int(np.searchsorted(ends, figures + ROWS_AT_ONCE)) + 1
            rows = _figures(world, lines, lines.order[first:last], schema)
            figures, first = figures + rows.num_rows, last
            rows = rows if left is None else pa.concat_tables([left, rows])
            whole = rows.num_rows // size * size
            writer.write_table(rows.slice(0, whole), row_group_size=size)
            left = rows.slice(whole)
        if left is not None and left.num_rows:
            writer.write_table(left, row_group_size=size)
    return figures


def _figures(world: World, lines: _Lines, chosen: np.ndarray, schema: pa.Schema) -> pa.Table:
    """The figures of some lines, sorted by series, period and day of report."""
    months = np.arange(MONTHS)
    wordings = 1 + RESTATED
    # month and wording of each figure of a line
    at_month = {0: months, 1: np.repeat(months, wordings)}
    at_wording = {0: np.zeros_like(months), 1: np.tile(np.arange(wordings), MONTHS)}
    counting = lines.at["counting"][chosen]
    per_line = np.where(counting == 0, MONTHS, MONTHS * wordings)
    line = np.repeat(chosen, per_line)
    month = np.concatenate([at_month[int(c)] for c in counting])
    wording = np.concatenate([at_wording[int(c)] for c in counting])
    running = lines.at["counting"][line] == 0
    began = np.array([world.first_month(c) for c in range(world.size.conflicts)])[
        lines.at["conflict"][line]
    ]

    start = np.where(running, began, began + month).astype("datetime64[D]")
    end = (began + month + 1).astype("datetime64[D]") - 1
    reported_month = began + month + 1 + wording
    reported = reported_month.astype("datetime64[D]") + (FIRST_DAY_REPORTED - 1)
    next_reported = (reported_month + 1).astype("datetime64[D]") + (FIRST_DAY_REPORTED - 1)
    current = running | (wording == RESTATED)

    # a month grows by one with each wording; a cumulative holds the wordings known on its day
    rng = np.random.default_rng(0)
    monthly = rng.integers(100, 300, (len(world.pairs), MONTHS))
    known = np.array([sum(min(t - m, RESTATED) for m in range(t + 1)) for t in months])
    pair = lines.pair[line]
    # what makes the numbers uneven is small beside what the rules compare
    uneven = _scrambled(lines.thing[line] * 2 + running, month * wordings + wording) % 10
    number = np.where(
        running, monthly.cumsum(axis=1)[pair, month] + known[month], monthly[pair, month] + wording
    )

    days = {"period_start": start, "period_end": end, "reported_on": reported}
    text = {name: _as_text(values) for name, values in days.items()}
    n, at = len(line), pa.array(line)
    id_ = pc.binary_join_element_wise(
        lines.key.take(at),
        "/",
        text["period_start"],
        "..",
        text["period_end"],
        "@",
        text["reported_on"],
        "",
    )
    sources = pa.array([world.source(c, r, "") for c, r in world.pairs]).take(pa.array(pair))
    source = pc.binary_join_element_wise(sources, text["reported_on"], "")
    reporters = pa.array([world.reporter(c, r) for c, r in world.pairs]).take(pa.array(pair))
    asserted = lines.asserted[line]
    scrambled = _scrambled(line.astype(np.int64), month * wordings + wording + 1000)
    page = (scrambled >> 8) % 200
    other = pa.array([f"another-page-{k}" for k in range(300)]).take(
        pa.array((scrambled >> 16) % 300)
    )

    def coded(words: list[str], codes: np.ndarray, mask: np.ndarray | None = None) -> pa.Array:
        return _dictionary(words, codes, mask)

    nothing = np.zeros(n, np.int8)
    value = lines.weight[line] * number * 100 + lines.times[line] * uneven
    columns: dict[str, pa.Array] = {
        "figure_id": id_,
        **{name: coded(words, codes[line]) for name, (words, codes) in lines.words.items()},
        "reporter_name": coded([_title(w) for w in lines.words["reporter"][0]], pair),
        **{name: pa.array(values) for name, values in days.items()},
        "reported_on_is": coded(["stated"], nothing),
        "may_relicense": coded(["unknown"], nothing),
        "superseded_on": pa.array(next_reported, mask=current),
        "value": pa.array(value),
        "low": pa.array(value, mask=asserted),
        "high": pa.array(value, mask=asserted),
        "qualifier": coded(["exact", "about"], asserted.astype(np.int8)),
        "reporter_role": coded(["neutral"], nothing),
        "disputed": pa.nulls(n, pa.string()),
        "period_start_is": coded(["stated"], nothing),
        "as_of_hour": pa.nulls(n, pa.string()),
        "date_precision": coded(["day"], nothing),
        "controlled_by": coded(["all"], nothing),
        "condition": coded(["all"], nothing),
        "perpetrator": coded(["all"], nothing),
        "home": coded(["all"], nothing),
        "series": lines.series.take(at),
        "warnings": coded(["minimum", "asserted"], asserted.astype(np.int8)),
        "source": source,
        "source_title": pc.binary_join_element_wise(
            "Casualty update of ", text["reported_on"], " by ", reporters, ""
        ),
        "source_url": pc.binary_join_element_wise(
            "https://", reporters, ".example.org/updates/", source, ".html", ""
        ),
        "source_archive_url": pa.nulls(n, pa.string()),
        "source_tier": coded(["primary"], nothing),
        "locator": pa.array([f"page {p}" for p in range(200)]).take(pa.array(page)),
        "corroborated_by": pc.if_else(
            pa.array(scrambled % 5 == 0), other, pa.scalar(None, pa.string())
        ),
        "checked_on": pa.nulls(n, pa.date32()),
        "note": pc.if_else(
            pa.array(asserted), "as the reporter's spokesperson said", pa.scalar(None, pa.string())
        ),
    }
    return pa.Table.from_arrays([columns[f.name].cast(f.type) for f in schema], schema=schema)


def _scrambled(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Numbers that look random and depend on the two alone."""
    mixed = (one * 1_000_003 + other).astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return (
        (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9) >> np.uint64(24)
    ).astype(np.int64)


def _as_text(days: np.ndarray) -> pa.Array:
    """Days as ISO text, each distinct one written once."""
    first = days.min()
    every = first + np.arange((days.max() - first).astype(int) + 1)
    return pa.array(every.astype(str)).take(pa.array((days - first).astype(int)))


def _dictionary(words: list[str], codes: np.ndarray, mask: np.ndarray | None) -> pa.Array:
    """A column of codes; a word that stands twice in the list has one place in the dictionary."""
    own = list(dict.fromkeys(words))
    places = np.array([own.index(w) for w in words], dtype=np.int32)
    return pa.DictionaryArray.from_arrays(
        pa.array(places[codes], mask=mask), pa.array(own, pa.string())
    )


def main() -> None:
    folder, millions = Path(sys.argv[1]), int(sys.argv[2])
    size = dataclasses.replace(SIZES[millions])
    write(folder, size)
    print(
        f"{size.figures:,} figures,"
        f" {(folder / 'casualties.parquet').stat().st_size / 2**20:,.1f} MiB"
    )


if __name__ == "__main__":
    main()
