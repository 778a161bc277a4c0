"""Rules on the terms on which a provider's numbers stand here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from conflictdata.rules.rule import Found, rule

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject


@rule("may_relicense", "say unknown, or give the terms and the page on which they were read")
def terms_have_a_page(s: Subject) -> Found:
    """What terms allow or forbid was read on a page."""
    rows = s.rows
    told = rows["license"].notna() & rows["url"].notna()
    for i in np.flatnonzero(((rows["may_relicense"] != "unknown") & ~told).to_numpy()):
        yield int(i), f"{rows['organization'][i]} has {rows['may_relicense'][i]} without a page"
