"""Plant every kind of slip many times, and print by kind what became of them."""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from . import cells, documents, figures, files, money  # noqa: F401
from .files import HARMLESS
from .judging import INTO, OUTCOMES, Copy, batches, judge, settle_harmless
from .kinds import KINDS, UNJUDGED, Kind, Place, Slip
from .typed import World

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.planting", description=__doc__)
    asked.add_argument("--root", type=Path, default=ROOT, help="the checkout, this one without it")
    asked.add_argument(
        "--into",
        choices=INTO,
        default="new",
        help="rows: as if none were published or read twice, published ones, or those read twice"
        " and not yet published",
    )
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--per-kind", type=int, default=16, metavar="N")
    asked.add_argument("--batch", type=int, default=60, metavar="N", help="slips in one check")
    asked.add_argument("--minutes", type=float, default=1e6, metavar="N", help="judge no longer")
    asked.add_argument("--kinds", default="", metavar="REGEX", help="only kinds of such a name")
    asked.add_argument("--examples", type=int, default=0, metavar="N", help="so many of the missed")
    asked.add_argument("--record", type=Path, help="each slip and what became of it, as TSV")
    options = asked.parse_args()
    kinds = [k for k in KINDS if re.search(options.kinds, k.name)]
    if not kinds:
        asked.error(f"no kind has a name with {options.kinds!r}")
    with tempfile.TemporaryDirectory(prefix="planting-") as folder:
        copy = Copy(options.root.resolve(), Path(folder), into=options.into)
        if copy.as_it_is.errors:
            print("the checkout does not build as it is:", *copy.as_it_is.errors[:20], sep="\n")
            return 2
        among = copy.read_twice if options.into == "read" else None
        slips = planted(copy.world, kinds, options.per_kind, options.seed, among)
        end = time.monotonic() + 60 * options.minutes
        for done in judged(copy, slips, options.seed, options.batch):
            print(f"\r{done} of {len(slips)} slips", end="", file=sys.stderr, flush=True)
            if time.monotonic() > end:
                break
        slips = [s for s in slips if s.outcome != UNJUDGED]
        print(f" in {copy.checks} checks", file=sys.stderr)
        if copy.unclear:
            told = f"{len(copy.unclear)} findings come of none of these alone; they count for none"
            print(told, file=sys.stderr)
    if options.record:
        options.record.write_text(recorded(slips), encoding="utf-8")
    print(report(slips, options.examples))
    return 0


def planted(
    world: World,
    kinds: Sequence[Kind],
    per_kind: int,
    seed: int,
    among: Collection[Place] | None = None,
) -> list[Slip]:
    """So many slips of each kind, in rows that are drawn by a seed; where `among` is given, only in
    those that were typed there.
    """
    slips = []
    for kind in kinds:
        rng = random.Random(f"{seed} {kind.name}")
        rows = [r for t in kind.tables for r in world.rows[t] if r.taken_in == kind.taken_in]
        rows = [r for r in rows if among is None or r.own.place in among]
        rng.shuffle(rows)
        if kind.level == "file":
            rows = list({r.own.file: r for r in rows}.values())
        made = (s for r in rows if (s := kind.plant(world, r, rng)))
        slips += [s for _, s in zip(range(per_kind), made, strict=False)]
    return slips


def judged(copy: Copy, slips: Sequence[Slip], seed: int, size: int):
    """Judge all slips, those of one level together; yields how many are done."""
    levels = {k.name: "harmless" if k.name in HARMLESS else k.level for k in KINDS}
    done = 0
    for level in dict.fromkeys(levels.values()):
        mine = [s for s in slips if levels[s.kind] == level]
        random.Random(seed).shuffle(mine)
        for batch in batches(mine, size):
            (settle_harmless if level == "harmless" else judge)(copy, batch)
            # what others of a batch hide or share, a slip alone does not
            for slip in [s for s in batch if len(batch) > 1 and s.outcome in ("missed", "warned")]:
                slip.outcome = UNJUDGED
                judge(copy, [slip])
            done += len(batch)
            yield done


def report(slips: Sequence[Slip], examples: int = 0) -> str:
    """The table of kinds, worst first, as Markdown."""
    counts: dict[str, Counter[str]] = {}
    by: dict[str, Counter[str]] = {}
    for s in slips:
        counts.setdefault(s.kind, Counter())[s.outcome] += 1
        by.setdefault(s.kind, Counter())[s.by] += s.outcome in ("caught", "beside")
    lines = [f"| kind | planted | {' | '.join(OUTCOMES)} | stopped | by |", "|---" * 9 + "|"]
    for name, count in sorted(counts.items(), key=lambda pair: (stopped(pair[1]), pair[0])):
        numbers = " | ".join(str(count[o]) for o in OUTCOMES)
        rules = ", ".join(rule for rule, n in by[name].most_common(3) if n)
        lines.append(f"| {name} | {count.total()} | {numbers} | {stopped(count):.0%} | {rules} |")
        missed = [s for s in slips if s.kind == name and s.outcome in ("missed", "warned")]
        lines += [
            f"    {s.outcome} {s.by} {s.row.own.file}:{s.row.own.number} {s.shown()}"
            for s in missed[:examples]
        ]
    total = sum(counts.values(), Counter())
    told = ", ".join(f"{total[o]} {o}" for o in OUTCOMES)
    lines.append(
        f"\n{total.total()} planted of {len(counts)} kinds: {told}; {stopped(total):.1%} stopped"
    )
    return "\n".join(lines)


def stopped(count: Counter[str]) -> float:
    """The share of those that were wrong which a build stops."""
    wrong = count.total() - count["same"]
    return (count["caught"] + count["beside"]) / wrong if wrong else 1.0


def recorded(slips: Sequence[Slip]) -> str:
    lines = ["kind\toutcome\tby\tplace\tslip\tmessage"]
    for s in slips:
        place = f"{s.row.own.file}:{s.row.own.number}"
        lines.append("\t".join((s.kind, s.outcome, s.by, place, s.shown(), s.message)))
    return "\n".join(line.replace("\n", " ").replace("\r", " ") for line in lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
