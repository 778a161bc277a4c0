"""Rules on how a reporter knows, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from conflictdata.rules.calendar import in_days
from conflictdata.rules.printed import cell_text
from conflictdata.rules.rule import Found, rule

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject


@rule(
    "evidence",
    "correct the evidence, or say in methods how the reporter knows, if only that no page says it",
)
def evidence_fits_method(s: Subject) -> Found:
    """A reporter has a method for what it counts and how it knows, from that day on."""
    methods = s.others["methods"].dropna(subset="evidence")
    since = in_days(methods["valid_from"])
    # the first day on which a way of knowing holds
    first: dict[tuple[str, ...], np.datetime64] = {}
    columns = ("reporter", "conflict", "measure", "evidence")
    for row, day in zip(
        methods[list(columns)].astype(str).itertuples(index=False), since, strict=True
    ):
        day = np.datetime64("0001-01-01") if np.isnat(day) else day
        first[tuple(row)] = min(first.get(tuple(row), day), day)
    reported = s.days("reported_on")
    kinds, which = np.unique(s.ids(list(columns)), return_inverse=True)
    for kind in range(len(kinds)):
        rows = np.flatnonzero(which == kind)
        reporter, conflict, measure, evidence = (str(s.rows[c][rows[0]]) for c in columns)
        known = [
            first[way]
            for c in (conflict, "all")
            for m in (measure, "all")
            if (way := (reporter, c, m, evidence)) in first
        ]
        for i in rows[reported[rows] < min(known)] if known else rows:
            said = "none of its methods says so"
            if known:
                said = f"its method says so from {min(known)} on"
            yield int(i), f"{reporter} knows of {measure} by {evidence}, and {said}"


@rule("reporter", "add its role in that conflict to reporter_roles")
def reporter_has_a_role(s: Subject) -> Found:
    """Whose a reporter is, is said for each conflict of which it reports."""
    roles = s.others["reporter_roles"][["reporter", "conflict"]].astype(str)
    known = set(roles.itertuples(index=False, name=None))
    pairs = zip(s.rows["reporter"].astype(str), s.rows["conflict"].astype(str), strict=True)
    for i, (reporter, conflict) in enumerate(pairs):
        if (reporter, conflict) not in known:
            yield i, f"nothing says whose {reporter} is in {conflict}"


@rule("party", "name the party whose organ or ally the reporter is, and none with neutral")
def role_names_its_party(s: Subject) -> Found:
    """An organ or an ally of a party names the party, a neutral reporter names none."""
    rows = s.rows
    for i in np.flatnonzero(((rows["role"] == "neutral") == rows["party"].notna()).to_numpy()):
        party = cell_text(rows["party"][i])
        yield int(i), f"{rows['reporter'][i]} is {rows['role'][i]} with party {party}"
