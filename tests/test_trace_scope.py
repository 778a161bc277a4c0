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
    "who", ["Israel has", "Israeli forces have", "Israeli air strikes have", "Israel's war has"]
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
