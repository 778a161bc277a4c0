"""What becomes of slips: a copy of a checkout in which they are planted and checked as a build does.

caught  a finding names the row of the slip, or the key of the row
beside  the build stops, and names rows that stand with it alone
warned  a warning that was not there before names it, but a release is made
same    the tables are as before: nothing was wrong
missed  a release is made with the error in it
"""

from __future__ import annotations

import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from conflictdata.curate.build import build
from conflictdata.curate.check import Checked, check
from conflictdata.curate.derive import derive
from conflictdata.curate.project import Project
from conflictdata.curate.read import read
from conflictdata.curate.readings.against import CHECKED
from conflictdata.curate.remember import remember
from conflictdata.curate.replaced import keys_of
from conflictdata.errors import Finding
from conflictdata.release.folder import Release
from conflictdata.release.version import order

from .kinds import UNJUDGED, Place, Slip
from .typed import ITEMS, ORGANIZATIONS, PACKAGES, SOURCES, TOTALS, Typed, World

OUTCOMES = ("caught", "beside", "warned", "same", "missed")
QUOTED = re.compile(r"'([^']*)'")
MONEY = {TOTALS, PACKAGES, ITEMS}
DAYS = ("reported_on", "announced_on", "period_end", "published_on")
# rows as if none were published or read twice, published ones, or those read twice and not yet
# published; for each whether the copy keeps what was published, and what was read
INTO = {"new": (False, False), "published": (True, True), "read": (False, True)}


class Copy:
    """A copy of the curated tables of a checkout.

    Parameters
    ----------
    into
        What its rows are. Of published rows all are: the copy is released before anything is
        planted, so that the lock holds each of them.
    """

    def __init__(self, checkout: Path, folder: Path, *, into: str):
        root = folder / "checkout"
        for name in ("data/curated", "data/intake", "schemas"):
            if (checkout / name).exists():
                shutil.copytree(checkout / name, root / name)
        shutil.copy(checkout / "pyproject.toml", root)
        are_published, are_read = INTO[into]
        if are_published:
            shutil.copy(checkout / "data" / "published.parquet", root / "data")
            _publish(root)
        else:
            _without_rows(root / "data" / "curated" / "corrections.csv")
        if not are_read:
            for path in (root / "data" / "curated" / "readings").glob("*.csv"):
                _without_rows(path)
        self.project = Project(root)
        self.world = World(self.project)
        self.checks = 0
        # findings of which it is not clear from which slip they come
        self.unclear: list[str] = []
        self.as_it_is = self.check()
        self.known = Counter(_said(f) for f in self.as_it_is.findings)
        self.place_of: dict[str, Place] = {}
        self.read_twice: set[Place] = set()
        self._find_rows()

    def check(self, slips: Sequence[Slip] = ()) -> Checked:
        """Plant, check, and put everything back."""
        self.checks += 1
        self.lines: dict[int, set[Place]] = defaultdict(set)
        self.moved: dict[str, list[int]] = {}
        files = {place[0] for s in slips for place in s.places}
        before = {f: (self.project.root / f).read_bytes() for f in files}
        for name in files:
            mine = [s for s in slips if any(f == name for f, _ in s.places)]
            (self.project.root / name).write_bytes(self._planted(name, before[name], mine))
        try:
            return check(Project(self.project.root))
        finally:
            for name, data in before.items():
                (self.project.root / name).write_bytes(data)

    def rows_at(self, place: Place) -> list[Typed]:
        """The rows that were typed at a place of the planted files."""
        file, number = place
        was = self.moved.get(file)
        return (
            self.world.by_line.get((file, was[number - 1]), [])
            if was and number - 1 < len(was)
            else self.world.by_line.get(place, [])
        )

    def _planted(self, name: str, data: bytes, slips: Sequence[Slip]) -> bytes:
        """The file with the slips in it; where each stands, and what line each line was."""
        written: list[bytes] = []
        was: list[int] = []
        for number, line in enumerate(data.splitlines(keepends=True), 1):
            standing = [line]
            for slip in slips:
                place = (name, number)
                if place not in slip.places:
                    continue
                if place in slip.replaced:
                    new = slip.replaced[place]
                    standing = [] if new is None else [new]
                if place in slip.added:
                    standing.append(slip.added[place])
                size = sum(s.count(b"\n") for s in standing)
                first = len(written) + 1
                self.lines[id(slip)] |= {(name, first + i) for i in range(max(size, 1))}
            for s in standing:
                pieces = s.split(b"\n")[:-1] if s.endswith(b"\n") else s.split(b"\n")
                written += [p + b"\n" for p in pieces]
                was += [number] * len(pieces)
        self.moved[name] = was
        planted = b"".join(written)
        for slip in slips:
            planted = planted if slip.file is None else slip.file(planted)
        return planted

    def _find_rows(self) -> None:
        """Where the row of each key was typed, and which of them were read twice."""
        curated = read(self.project)
        tables = {name: c.table for name, c in curated.items()}
        frames = derive(tables, {name: c.frame for name, c in curated.items()})
        for name in reversed(list(curated)):
            places = [*map(_place, curated[name].places)]
            self.place_of |= dict(zip(keys_of(tables[name], frames[name]), places, strict=True))
            if CHECKED in frames[name]:
                days = frames[name][CHECKED].notna()
                self.read_twice |= {p for p, is_read in zip(places, days, strict=True) if is_read}


def judge(copy: Copy, slips: Sequence[Slip]) -> None:
    """Give each slip of a batch its outcome; what is caught is taken out, and the rest is checked
    again until nothing more is.
    """
    left, first = list(slips), True
    while left:
        checked = copy.check(left)
        new = list((Counter(f for f in checked.findings) - Counter()).elements())
        new = [f for f in new if _said(f) not in copy.known]
        rest = [s for s in left if not _named(copy, s, new)]
        loose = [f for f in new if not f.warning and not _told(copy, f, left)]
        # a row with a wrong cell is not asked what it says, and may hide what others do
        hidden = any(f.rule in ("cell", "file", "head", "schema") for f in new if not f.warning)
        if first and hidden and rest and len(rest) < len(left):
            left, first = rest, False
            continue
        _beside(copy, left, loose)
        for slip in rest:
            if slip.outcome == UNJUDGED:
                slip.outcome = "missed"
        return


def settle_harmless(copy: Copy, slips: Sequence[Slip]) -> None:
    """Slips that may leave the tables as they were: where all of them do, each does."""
    checked = copy.check(slips)
    same = all(checked.frames[name].equals(frame) for name, frame in copy.as_it_is.frames.items())
    for slip in slips:
        if same and Counter(map(_said, checked.findings)) == copy.known:
            slip.outcome = "same"
        else:
            judge(copy, [slip])


def batches(slips: Sequence[Slip], size: int) -> Iterator[list[Slip]]:
    """Slips that have nothing to do with each other, so that each finding has one cause."""
    left = list(slips)
    while left:
        batch: list[Slip] = []
        taken: set[object] = set()
        rest = []
        for slip in left:
            if len(batch) < size and taken.isdisjoint(slip.tags):
                batch.append(slip)
                taken |= slip.tags
            else:
                rest.append(slip)
        yield batch
        left = rest


def _named(copy: Copy, slip: Slip, found: Collection[Finding]) -> bool:
    """Whether a finding names the place of a slip, which then has its outcome."""
    mine = copy.lines[id(slip)] or {slip.row.own.place}
    # what is wrong with the head of a file shows in any of its rows
    whole = {file for file, number in slip.places if number == 1}
    for finding in sorted(found, key=lambda f: f.warning):
        place = _place(finding.where)
        if place in mine or place[0] in whole:
            slip.outcome = "warned" if finding.warning else "caught"
            slip.by, slip.message = finding.rule, str(finding)
            return not finding.warning
    return False


def _told(copy: Copy, finding: Finding, slips: Sequence[Slip]) -> bool:
    return any(_place(finding.where) in copy.lines[id(s)] for s in slips)


def _beside(copy: Copy, slips: Sequence[Slip], loose: Sequence[Finding]) -> None:
    """Find the slips for which findings stand that name other rows.

    Of several slips, a finding that may come of more than one, or of none that is known, counts
    for none; of one alone every finding comes.
    """
    for finding in loose:
        likely = [s for s in slips if len(slips) == 1 or _causes(copy, s, finding)]
        if any(s.outcome in ("caught", "beside") for s in likely):
            continue
        if len(likely) == 1:
            _stop(likely[0], finding)
        else:
            copy.unclear.append(str(finding))


def _causes(copy: Copy, slip: Slip, finding: Finding) -> bool:
    """Whether a finding on another row can come of a slip alone, as what ties the two says."""
    rows = _rows(copy, finding)
    if slip.row.table == ORGANIZATIONS:
        name = slip.row["id"]
        return any(name in (r["publisher"], r["reporter"], r["donor"]) for r in rows)
    if slip.row.table == SOURCES:
        name = slip.row["source_id"]
        about = finding.column in ("source", "corroborated_by", *DAYS)
        return about and any(name in (r["source"], *r["corroborated_by"].split(";")) for r in rows)
    same = [r for r in rows if r.table == slip.row.table or {r.table, slip.row.table} <= MONEY]
    return any(not copy.world.tags(r).isdisjoint(slip.tags) for r in same)


def _stop(slip: Slip, finding: Finding) -> None:
    slip.outcome, slip.by, slip.message = "beside", finding.rule, str(finding)


def _rows(copy: Copy, finding: Finding) -> list[Typed]:
    rows = copy.rows_at(_place(finding.where))
    if not rows:
        # an exception or a lost key names a row in words, which stood there before lines moved
        words = {*finding.message.replace("'", " ").split(), *QUOTED.findall(finding.message)}
        places = [copy.place_of[w] for w in words if w in copy.place_of]
        rows = [r for p in places for r in copy.world.by_line.get(p, ())]
    return rows[:20]


def _said(finding: Finding) -> tuple[str, str, str]:
    """What a finding says, without the line, which moves where a line is lost."""
    return finding.where.rpartition(":")[0], finding.column, finding.message


def _place(where: str) -> Place:
    file, _, line = where.rpartition(":")
    return file, int(line) if line.isdigit() else 0


def _publish(root: Path) -> None:
    """Release a copy under the version that it is becoming, and go on to the next."""
    (root / "conflictdata").mkdir()
    version = Project(root).coming
    build(Project(root), version=version)
    remember(Project(root), Release(Project(root).release))
    year, month, micro = order(version)[0]
    build(Project(root), version=f"{year}.{month}.{micro + 1}.dev0")


def _without_rows(path: Path) -> None:
    """Leave the head of a file alone."""
    with path.open("rb+") as stream:
        stream.readline()
        stream.truncate()
