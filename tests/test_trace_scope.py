"""A number that is the reporter's is no match where the article says it of something else: of a
day, a side, a cause or a place that the figure is not of.
"""

import pytest

import conflictdata as cd

SAID = "the health ministry said"


def verdict(text: str, published: str) -> str:
    """The verdict on the only number."""
    [found] = cd.trace(text, published=published)["verdict"]
    return found


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"In Gaza 45,541 were killed on 30 December 2024, {SAID}.", "2025-11-10"),
        (f"In Gaza 45,541 were killed in December 2024, {SAID}.", "2025-11-10"),
        (f"On 30 December 2024, 45,541 people were killed in Gaza, {SAID}.", "2025-11-10"),
        (f"In December 2024 45,541 people died in Gaza, {SAID}.", "2025-11-10"),
        ("The Gaza health ministry said 45,541 people were killed on 30 December 2024.", "2025-01-02"),
        (f"In Lebanon, 3,823 people were killed on 26 November 2024, {SAID}.", "2025-11-10"),
        (f"In Lebanon, 3,823 people were killed in November 2024, {SAID}.", "2025-11-10"),
        (
            "In Ukraine, 8,709 civilians were killed in the past 24 hours, OHCHR said on 2 May 2023.",
            "2023-05-04",
        ),
        ("Russia lost 1,000,340 soldiers on 12 June 2025, the General Staff said.", "2025-06-13"),
        (
            # since 28 February
            "In Iran 18,254 people were wounded in March 2026, Iran's health ministry said.",
            "2026-03-16",
        ),
        (
            "Am 30. Dezember 2024 wurden in Gaza 45.541 Menschen getötet, teilte das"
            " Gesundheitsministerium in Gaza mit.",
            "2025-01-02",
        ),
    ],
)  # fmt: skip
def test_what_befell_people_on_some_days_is_no_count_that_began_before(text, published):
    assert verdict(text, published) == "other_scope"


@pytest.mark.parametrize(
    "text",
    [
        f"In Gaza 45,541 had been killed as of 30 December 2024, {SAID}.",
        f"In Gaza 45,541 had been killed by 30 December 2024, {SAID}.",
        f"The death toll in Gaza reached 45,541 on 30 December 2024, {SAID}.",
        f"In Gaza 45,541 people have been killed so far, {SAID} on 30 December 2024.",
        f"In Gaza 45,541 people were killed, {SAID} on 30 December 2024.",
        f"On Monday {SAID} that 45,541 people had been killed in Gaza.",
        "The health ministry in Gaza said on Monday that 45,541 people were killed.",
        f"On 30 December 2024 the death toll in Gaza stood at 45,541, {SAID}.",
        "On 30 December 2024 the health ministry in Gaza counted 45,541 killed.",
    ],
)
def test_the_day_of_a_count_or_of_speaking_is_none_of_dying(text):
    assert verdict(text, "2025-01-02") == "matches"


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("In May 2025, 40 civilians were killed in Pakistan, ISPR said.", "2025-05-14"),
        ("In August 2026 372 civilians were killed in Ukraine, OHCHR said.", "2026-10-01"),
        ("In 2024 4,238 civilians were killed in Sudan, OHCHR said.", "2025-11-10"),
    ],
)
def test_a_count_that_began_in_the_days_is_of_them(text, published):
    assert verdict(text, published) == "matches"


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("In Sudan, the army killed 4,238 civilians in 2024, OHCHR said.", "2025-11-10"),
        ("In Sudan, the RSF killed 4,238 civilians in 2024, OHCHR said.", "2025-11-10"),
        ("In Afghanistan 3,035 civilians were killed by the Taliban in 2020, UNAMA said.", "2021-03-10"),
        ("In Syria 16,913 civilians were killed by Russian forces in 2016, SNHR said.", "2017-11-10"),
        ("US air strikes killed 3,035 civilians in Afghanistan in 2020, UNAMA said.", "2021-03-10"),
        ("Landmines killed 8,709 civilians in Ukraine as of 1 May 2023, OHCHR said.", "2023-05-04"),
        (f"40,691 people had died of hunger in Gaza as of 31 August 2024, {SAID}.", "2024-09-01"),
    ],
)  # fmt: skip
def test_one_side_or_weapon_of_several_did_not_do_all(text, published):
    assert verdict(text, published) == "other_scope"


@pytest.mark.parametrize(
    "who",
    [
        "Israel has",
        "Israeli soldiers have",
        "Israeli forces have",
        "Israeli air strikes have",
        "Israel's war has",
    ],
)
def test_the_side_that_wages_the_war_did_all_where_nobody_is_told_apart(who):
    text = f"{who} killed 45,541 people in Gaza, the health ministry said."
    assert verdict(text, "2024-12-31") == "matches"


def test_who_counts_what_a_state_does_may_name_it():
    text = (
        "5,599 people have been killed by the junta in Myanmar as of 3 September 2024, AAPP said."
    )
    assert verdict(text, "2024-09-04") == "matches"


def test_a_part_is_not_more_than_its_whole():
    text = (
        "In the first quarter of 2019 UNAMA recorded 1,773 civilian casualties in Afghanistan. Air"
        " operations alone killed 145 civilians. Children made up 582 of the casualties."
    )
    row = cd.trace(text, published="2019-04-24").iloc[-1]
    assert (row.number, row.verdict) == (582, "matches")


@pytest.mark.parametrize(
    ("text", "published", "code"),
    [
        (
            "383 aid workers were killed in Gaza in 2024, according to the Aid Worker Security"
            " Database.",
            "2025-11-10",
            "other_scope",
        ),
        (
            "383 aid workers were killed worldwide in 2024, according to the Aid Worker Security"
            " Database.",
            "2025-11-10",
            "matches",
        ),
        (
            f"In Beirut, 3,823 people had been killed as of 26 November 2024, {SAID}.",
            "2024-11-27",
            "other_scope",
        ),
        (
            f"In Rafah, 40,691 people had been killed as of 31 August 2024, {SAID}.",
            "2024-09-01",
            "unknown",
        ),
        (
            "The health ministry in Beirut said that 3,823 people had been killed in Lebanon as of 26"
            " November 2024.",
            "2024-11-27",
            "matches",
        ),
    ],
)
def test_a_count_of_all_is_of_no_place_in_it(text, published, code):
    assert verdict(text, published) == code


@pytest.mark.parametrize("published", ["2025-01-02", "2025-11-10"])
def test_the_day_before_is_superseded_where_the_day_has_its_own_figure(published):
    text = "In Gaza {} people had been killed as of 1 January 2025, the health ministry said."
    assert verdict(text.format("45,541"), published) == "superseded"
    assert verdict(text.format("45,553"), published) == "matches"


def test_the_day_before_is_seen_from_the_day_that_was_named():
    text = (
        "Pakistan's information minister claimed 352 Taliban fighters killed by 28 February 2026; the"
        " day before he had said 133."
    )
    row = cd.trace(text, published="2026-03-01").iloc[-1]
    assert (row.number, row.verdict, f"{row.period_end:%F}") == (133, "matches", "2026-02-27")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("The US gave Ukraine $988 million in 2024.", "2025-11-10"),
        ("The US gave Ukraine $988 million in 2024.", "2024-12-10"),
        ("The US has given Ukraine $988 million in all.", "2024-12-10"),
        ("The US has delivered $988 million of weapons to Ukraine.", "2024-12-10"),
    ],
)
def test_one_package_is_no_years_sum_and_not_yet_delivered(text, published):
    assert verdict(text, published) in ("other_scope", "unknown")


def test_a_package_that_is_announced_matches():
    text = "The US announced $988 million of weapons for Ukraine on 7 December 2024."
    assert verdict(text, "2024-12-10") == "matches"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Not even 45,541 people have been killed in Gaza as of 30 December 2024, {}.", "unknown"),
        ("45,541 people were not killed in Gaza as of 30 December 2024, {}.", "unknown"),
        ("Fewer than 45,541 people were killed in Gaza as of 30 December 2024, {}.", "differs"),
        ("Fewer than 46,000 people were killed in Gaza as of 30 December 2024, {}.", "rounded"),
    ],
)
def test_what_is_denied_or_bounded_is_not_the_figure(text, code):
    assert verdict(text.format(SAID), "2024-12-31") == code


def test_losses_that_hold_the_wounded_are_not_the_killed():
    text = "Russia lost 1,000,340 soldiers{} as of 12 June 2025, the General Staff said."
    assert verdict(text.format(" killed"), "2025-06-13") == "other_scope"
    assert verdict(text.format(""), "2025-06-13") == "matches"
    assert verdict(text.format(" killed and wounded"), "2025-06-13") == "matches"


@pytest.mark.parametrize(
    ("text", "published", "conflict"),
    [
        (
            "About 1,200 people were killed in Israel on 7 October 2023, according to the Israeli"
            " government.",
            "2025-11-10",
            "gaza",
        ),
        (
            "The United States obligated $6,805,266,799 for Israel in fiscal year 2024, according to"
            " ForeignAssistance.gov.",
            "2025-11-10",
            "gaza",
        ),
        ("16,913 civilians were killed in 2016, SNHR said.", "2025-11-10", "syria"),
    ],
)
def test_the_conflict_is_that_of_the_area_and_the_day_of_whom_is_cited(text, published, conflict):
    assert cd.trace(text, published=published)["conflict"].tolist() == [conflict]
