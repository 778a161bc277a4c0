"""How the day is known on which a figure was reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from conflictdata.rules.calendar import NEVER, in_days
from conflictdata.rules.rule import Found, rows_where, rule

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject

# the column in which a curator says that a copy names the day
NAMED = "reported_on_is"
# in so many updates a rhythm shows
UPDATES = 20


def how_the_day_is_known(s: Subject) -> pd.Series:
    """How reported_on is known: ``stated``, ``inferred``, ``copy``, ``named``, or missing where it
    is not.

    An update's day is stated on the reporter's page or a verbatim copy; or it is the as-of day plus
    the reporter's usual delay, or that of the act itself, not later than the earliest dated copy;
    the other figures of that
    update share its day. Else it is the day of the earliest dated copy, or an earlier one that a
    curator read in it.
    """
    sources, organizations = s.others["sources"], s.others["organizations"]
    published = dict(zip(sources["source_id"], in_days(sources["published_on"]), strict=True))
    tiers = dict(zip(sources["source_id"], sources["tier"], strict=True))
    delays = organizations.dropna(subset="usual_delay").set_index("id")["usual_delay"].to_dict()
    delay = s.look_up(
        "reporter",
        lambda r: np.timedelta64(int(delays[r]), "D") if r in delays else NEVER - NEVER,
        "timedelta64[D]",
    )
    reported = s.days("reported_on")
    # each document of each row: the source, and those that corroborate it
    row, document, documents = s.documents
    days = np.array([published.get(d, NEVER) for d in documents], dtype="datetime64[D]")[document]
    own = np.array([tiers.get(d) in ("primary", "republished") for d in documents], dtype=bool)[
        document
    ]
    dated = ~np.isnat(days)
    earliest = np.full(len(reported), np.iinfo("int64").max).astype("datetime64[D]")
    np.minimum.at(earliest, row[dated], days[dated])
    stated = _any(len(reported), row[own & (days == reported[row])])
    in_time = reported <= earliest
    # without a printed as-of day there is nothing from which a day could follow
    rhythm = (reported == s.days("period_end") + delay) & in_time & ~s.is_("date_precision", "by")
    # what was decided, paid or pledged on a day was made public on it
    rhythm |= (reported == s.days("period_end")) & in_time & s.is_("counting", "act")
    update = pd.factorize(s.ids(["conflict", "reporter", "reported_on"]))[0]
    shared = np.isin(update, update[stated | rhythm])
    copied = reported == earliest
    # undated copies of an edition, and the other figures in its documents, share the day of its
    # earliest dated copy
    same_end = s.ids(["conflict", "reporter", "reported_on", "period_end"])
    same_document = update[row] * len(documents) + document
    edition = np.isin(same_end, same_end[copied])
    edition |= _any(len(reported), row[np.isin(same_document, same_document[copied[row]])])
    known = np.full(len(reported), -1)
    known[copied | (edition & in_time)] = 0
    known[rhythm | (shared & in_time)] = 1
    known[stated] = 2
    read = (s.frame["reported_on_is"] == "named").to_numpy() if NAMED in s.frame else False
    known[(known < 0) & read & (reported < earliest)] = 3
    return pd.Series(
        pd.Categorical.from_codes(known, ["copy", "inferred", "stated", "named"]),
        index=s.frame.index,
    )


def _any(size: int, rows: np.ndarray) -> np.ndarray:
    """A mask of the rows that are given."""
    mask = np.zeros(size, dtype=bool)
    mask[rows] = True
    return mask


@rule(
    "reported_on",
    "take the day printed on the reporter's page or a verbatim copy, else the as-of day plus the"
    " usual delay, else the earliest dated copy",
)
def reported_on_is_known(s: Subject) -> Found:
    """The day on which a figure was reported is stated, inferred or that of a copy."""
    known = how_the_day_is_known(s).astype("object").reset_index(drop=True)
    for i in rows_where(known.isna().to_numpy()):
        yield i, f"nothing shows that it was reported on {s.days('reported_on')[i]}"
    if NAMED not in s.frame:
        return
    typed = s.frame[NAMED].astype("object").reset_index(drop=True)
    for i in rows_where((known.notna() & typed.notna() & (typed != known)).to_numpy()):
        yield i, f"{s.days('reported_on')[i]} is {known[i]}, and {typed[i]} was typed"


@rule("reporter", "correct its usual_delay, or leave it empty where there is no rhythm")
def usual_delay_is_kept(s: Subject) -> Found:
    """A reporter of twenty updates with a usual delay has one that was reported so many days after
    its day.
    """
    delays = s.others["organizations"].dropna(subset="usual_delay")
    usual = dict(zip(delays["id"].astype("str"), delays["usual_delay"], strict=True))
    frame = pd.DataFrame(
        {
            "conflict": s.rows["conflict"].astype("str"),
            "reporter": s.rows["reporter"].astype("str"),
            "reported": s.days("reported_on"),
            "delay": (s.days("reported_on") - s.days("period_end")).astype("int64"),
        }
    )[~s.is_("date_precision", "by")]
    for (_, reporter), group in frame.groupby(["conflict", "reporter"]):
        if reporter not in usual or group["reported"].nunique() < UPDATES:
            continue
        if not (group["delay"] == usual[reporter]).any():
            [row] = s.first(group.index.to_numpy(), np.zeros(len(group)))
            yield int(row), f"{reporter} reports after {usual[reporter]} days, never so here"
