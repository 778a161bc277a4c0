"""`conflictdata new` writes rows in place with what is to be read left empty, or nothing at all."""

import datetime as dt
import os
import pty
import re
import resource
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, commit, rows_of, write_rows

from conflictdata.curate.build import build
from conflictdata.curate.check import check
from conflictdata.curate.new.cells import nobody
from conflictdata.curate.new.package import new_package
from conflictdata.curate.new.source import new_source
from conflictdata.curate.new.update import new_update
from conflictdata.curate.project import Project
from conflictdata.curate.replace import alone
from conflictdata.errors import ConflictDataError, ValidationError

EMPTY = (
    "value: is empty; read the number on the page; of a range without a center give low and high"
    " [figure-has-a-number]"
)
NOWHERE = (
    ": nothing says where it stands; say where on the page it stands: a list, a paragraph, text"
    " [place-on-the-page-is-said]"
)
FOLDER = "casualties/russia-ukraine"
UPDATES, OHCHR = f"{FOLDER}/updates.csv", f"{FOLDER}/ohchr.csv"
PACKAGES, ITEMS = (f"{t}/russia-ukraine/usa.csv" for t in ("aid_packages", "aid_package_items"))
UN = "sources/un-on-ukraine.csv"
MAY = "ohchr-2023-05-02"
NEXT = ["reported_on=2023-05-15", "period_end=2023-05-14", "source=interfax-ukraine-2023-05-23"]
ADDRESS = "https://www.miragenews.com/ukraine-civilian-casualty-update-15-may-2023/"


def lines(project: Project, file: str) -> list[str]:
    return (project.curated / file).read_text(encoding="utf-8").splitlines()


def content(project: Project) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in project.curated.rglob("*") if p.is_file()}


def found(project: Project) -> list[str]:
    return [str(f).removeprefix("data/curated/") for f in check(project).errors]


def figures(project: Project, update: str) -> list[dict[str, str]]:
    return [r for r in rows_of(project.curated / OHCHR) if r["update"] == update]


def answering(**answers: str) -> Callable[[str, str], str]:
    """Somebody at a terminal, who presses Enter where there is no answer."""
    return lambda question, proposed: answers.get(question.split(" ")[0], proposed)


def test_an_update_like_another_has_its_figures_with_values_empty(project):
    new_update(project, NEXT, like=MAY)
    old, new = figures(project, MAY), figures(project, "ohchr-2023-05-15")
    read_anew = {"update", "value", "corroborated_by", "note", "source"}
    same = [{c: t for c, t in r.items() if c not in read_anew} for r in old]
    assert [{c: t for c, t in r.items() if c not in read_anew} for r in new] == same
    assert all(not r[c] for r in new for c in read_anew - {"update"})
    assert len(new) == 21


def test_what_an_update_says_is_what_is_given_and_what_stays(project):
    new_update(project, NEXT, like=MAY)
    (update,) = [u for u in rows_of(project.curated / UPDATES) if u["update"] == "ohchr-2023-05-15"]
    assert {c: t for c, t in update.items() if t} == {
        "update": "ohchr-2023-05-15",
        "reporter": "ohchr",
        "reported_on": "2023-05-15",
        "period_start": "2022-02-24",
        "period_end": "2023-05-14",
        "evidence": "case_verified",
        "source": "interfax-ukraine-2023-05-23",
    }


def test_the_rows_stand_where_they_are_looked_for_and_the_others_stay_to_the_byte(project):
    before = {f: lines(project, f) for f in (UPDATES, OHCHR)}
    april = [
        "reported_on=2023-04-28",
        "period_end=2023-04-27",
        "source=interfax-ukraine-2023-05-23",
    ]
    new_update(project, april, like=MAY)
    for file, old in before.items():
        now = lines(project, file)
        own = [i for i, text in enumerate(now) if text.startswith("ohchr-2023-04-28,")]
        assert own == list(range(own[0], own[0] + len(own)))
        assert [t for i, t in enumerate(now) if i not in own] == old
        assert now[own[0] - 1].startswith("ohchr-2023-04-24")
        assert now[own[-1] + 1].startswith("ohchr-2023-05-02")


def test_each_value_left_empty_is_a_finding_at_its_cell(project):
    told = new_update(project, NEXT, like=MAY)
    at = [re.match(r"data/curated/(.+:\d+): .* value to be given", t) for t in told]
    want = [f"{m[1]}: {EMPTY}" for m in at if m]
    assert found(project) == want != []


def test_an_update_typed_anew_gives_the_same_release(project):
    """The real update of 2 May 2023, from an empty shape of itself and the printed values."""
    release = {p.name: p.read_bytes() for p in project.release.iterdir()}
    values = {_what(r): r for r in figures(project, MAY)}
    (update,) = [u for u in rows_of(project.curated / UPDATES) if u["update"] == MAY]
    # what is there is not written twice: it stands for an update of another day
    for file, other in ((OHCHR, {}), (UPDATES, {"reported_on": "2023-04-01"})):
        rows = rows_of(project.curated / file)
        shape = {"update": "shape", **other}
        write_rows(
            project.curated / file, [{**r, **shape} if r["update"] == MAY else r for r in rows]
        )
    cells = ["reported_on=2023-05-02", "period_end=2023-05-01", "source=mirage-news-2023-05-02"]
    new_update(project, cells, like="shape")
    rows = rows_of(project.curated / OHCHR)
    for row in (r for r in rows if r["update"] == MAY):
        printed = values[_what(row)]
        row.update({c: printed[c] for c in ("value", "locator", "corroborated_by")})
    write_rows(project.curated / OHCHR, [r for r in rows if r["update"] != "shape"])
    updates = rows_of(project.curated / UPDATES)
    write_rows(project.curated / UPDATES, [u for u in updates if u["update"] != "shape"])
    build(project)
    assert {p.name: p.read_bytes() for p in project.release.iterdir()} == release
    assert update["note"] == ""


def _what(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(
        row[c] for c in ("measure", "area", "controlled_by", "sex", "age", "cause", "counting")
    )


def test_a_figure_of_a_period_of_its_own_does_not_silently_get_another(project):
    """The update of 8 May repeats months of 2022 and 2023 beside its cumulative counts."""
    new_update(project, NEXT, like="ohchr-2023-05-08")
    months = [r for r in figures(project, "ohchr-2023-05-15") if r["counting"] == "month"]
    assert months and all((r["period_start"], r["period_end"]) == ("?", "?") for r in months)
    assert sum("'?' stands for what is still to be read" in f for f in found(project)) == 2 * len(
        months
    )


def test_a_second_update_of_a_day_is_told_apart_by_its_period(project):
    month = ["reported_on=2023-05-02", "period_start=2023-03-01", "period_end=2023-03-31"]
    told = new_update(project, month, like=f"{MAY}-2023-04")
    assert any(t.endswith(f": {MAY}-2023-03") for t in told)


def test_what_the_last_update_had_is_shown(project):
    told = new_update(project, ["reporter=ohchr", *NEXT])
    assert told[0].startswith("ohchr-2023-05-08")
    assert "reported_on=2023-05-08" in told[0] and told[1].startswith("--like ohchr-2023-05-08")
    assert len(figures(project, "ohchr-2023-05-15")) == 1


def test_at_a_terminal_it_asks_and_proposes_an_as_of_day_as_near_as_the_last(project):
    answers = {"reporter": "ohchr", "like": MAY, "reported_on": "2023-05-15"}
    new_update(project, [], ask=answering(**answers, source="interfax-ukraine-2023-05-23"))
    (update,) = [u for u in rows_of(project.curated / UPDATES) if u["update"] == "ohchr-2023-05-15"]
    assert (update["period_end"], update["evidence"]) == ("2023-05-14", "case_verified")
    assert len(figures(project, "ohchr-2023-05-15")) == 21


def test_a_reporter_without_updates_gets_a_file(project):
    words = ["reporter=un-women", "reported_on=2023-05-15", "source=interfax-ukraine-2023-05-23"]
    where = {"table": "casualties", "conflict": "russia-ukraine"}
    with pytest.raises(
        ConflictDataError, match=r"give --file, in which its figures go: ohchr\.csv"
    ):
        new_update(project, words, **where)
    new_update(project, words, **where, file="un-women")
    assert [r["update"] for r in rows_of(project.curated / FOLDER / "un-women.csv")] == [
        "un-women-2023-05-15"
    ]


REFUSED = {
    "an unknown update": (
        lambda p: new_update(p, NEXT, like="ohchr-2023-05-20"),
        r"there is no update 'ohchr-2023-05-20'; did you mean 'ohchr-2023-05-0\d'",
    ),
    "an unknown column": (
        lambda p: new_update(p, [*NEXT, "sorce=x"], like=MAY),
        "there is no column 'sorce'; did you mean 'source'",
    ),
    "no cell": (lambda p: new_update(p, ["2023-05-15"], like=MAY), "write it like column=value"),
    "an unknown page": (
        lambda p: new_update(p, ["reported_on=2023-05-15", "source=zzz"], like=MAY),
        "source has no value 'zzz'; add the page with `conflictdata new source`",
    ),
    "an unknown code": (
        lambda p: new_update(p, [*NEXT, "evidence=case_verifed"], like=MAY),
        "evidence has no value 'case_verifed'; did you mean 'case_verified'",
    ),
    "a day in words": (
        lambda p: new_update(p, ["reported_on=15 May"], like=MAY),
        "reported_on: '15 May' is no day; write it like 2023-05-04",
    ),
    "no day": (lambda p: new_update(p, [], like=MAY), r"give reported_on=\.\.\.; it names"),
    "no reporter": (lambda p: new_update(p, NEXT), r"give reporter=\.\.\., or --like"),
    "an id that there is": (
        lambda p: new_update(p, NEXT, like=MAY, name=MAY),
        f"there is an update '{MAY}' already",
    ),
    "no place": (
        lambda p: new_update(p, ["reporter=un-women", *NEXT]),
        "give --table and --conflict; it may belong to casualties russia-ukraine, aid_totals",
    ),
    "an unknown package": (
        lambda p: new_package(p, ["announced_on=2023-05-31"], like="US-PDA-8"),
        "there is no package 'US-PDA-8'; did you mean 'US-PDA-38'",
    ),
    "no package": (lambda p: new_package(p, []), "give --like and the id of a package"),
    "a package that there is": (
        lambda p: new_package(
            p, ["announced_on=2023-05-31", "package_id=US-PDA-37"], like="US-PDA-38"
        ),
        "there is a package 'US-PDA-37' already",
    ),
    "an item of a broken number": (
        lambda p: new_package(p, ["announced_on=2023-05-31"], ["Trucks=ten"], like="US-PDA-38"),
        "quantity: 'ten' is no whole number",
    ),
    "a page that there is": (
        lambda p: new_source(
            p,
            [
                "title=Update",
                "url=https://www.ohchr.org/en/news/2023/05/"
                "ukraine-civilian-casualty-update-8-may-2023",
            ],
        ),
        "ohchr-2023-05-08 is that page already",
    ),
    "a publisher that nobody knows": (
        lambda p: new_source(p, ["title=Update", "url=https://nowhere.example/1"]),
        r"no publisher has the host 'nowhere\.example'; give publisher=",
    ),
    "a page that there is, otherwise written": (
        lambda p: new_source(
            p,
            [
                "title=Update",
                "url=http://ohchr.org/en/news/2023/05/ukraine-civilian-casualty-update-8-may-2023/",
            ],
        ),
        r"is that page already, at data/curated/sources/\S+:\d+; rows name it as source=ohchr",
    ),
    "a document whose id there is": (
        lambda p: new_source(p, ["title=U", f"url={ADDRESS}", "source_id=ohchr-2023-05-08"]),
        r"there is a source 'ohchr-2023-05-08' already, at data/curated/sources/\S+:\d+; leave",
    ),
    "a statement that there is": (
        lambda p: new_update(
            p,
            ["reported_on=2023-05-08", "period_end=2023-05-07", "source=ohchr-2023-05-08"],
            like=MAY,
            name="again",
        ),
        r"of its 21 figures are there already, ohchr of 2023-05-08, the first at"
        rf" data/curated/{OHCHR}:\d+; mend them there",
    ),
    "a statement whose days are not given": (
        lambda p: new_update(p, ["reported_on=2023-05-08"], like=MAY, name="again"),
        r"are there already.*; give period_end if it is of other days",
    ),
    "an update that there is": (
        lambda p: new_update(
            p, ["reporter=ohchr", "reported_on=2023-05-02", "source=mirage-news-2023-05-02"]
        ),
        rf"{MAY} at data/curated/{UPDATES}:\d+ is of the same reporter, day, period and page",
    ),
    "a package under another id": (
        lambda p: new_package(
            p, ["announced_on=2023-05-03", "amount=300000000"], like="US-USAI-2023-05-09"
        ),
        rf"US-PDA-37 at data/curated/{PACKAGES}:\d+ is of USA, 2023-05-03 and 300000000 already",
    ),
    "a number that another package has": (
        lambda p: new_package(p, ["announced_on=2023-06-09"], like="US-PDA-37"),
        rf"US-PDA-38 at data/curated/{PACKAGES}:\d+ has number 38 already; give sequence=",
    ),
    "a file that there is not": (
        lambda p: new_source(p, ["title=Update", f"url={ADDRESS}"], file="un-on-ukrain"),
        "sources has no file 'un-on-ukrain'; did you mean 'un-on-ukraine'",
    ),
    "no title": (lambda p: new_source(p, [f"url={ADDRESS}"]), r"give title=\.\.\."),
    "a title that ends before it ends": (
        lambda p: new_source(p, ["title=First line\u2028second", f"url={ADDRESS}"]),
        r"title: 'First line\\u2028second' holds '\\u2028', which cannot be seen; remove it",
    ),
    "an item with what cannot be seen": (
        lambda p: new_package(p, ["announced_on=2023-05-31"], ["Tru\u200bcks"], like="US-PDA-38"),
        r"wording: 'Tru\\u200bcks' holds '\\u200b', which cannot be seen",
    ),
    "an id of two lines": (
        lambda p: new_update(p, NEXT, like=MAY, name="ohchr\n2023"),
        "update: .* holds a line break",
    ),
    "a publisher under another id": (
        lambda p: _publisher(p, "mirage", "MIRAGE News", "https://example.com/1"),
        "is listed already, as mirage-news at data/curated/outlets.csv:",
    ),
    "a publisher of a known domain": (
        lambda p: _publisher(p, "un-rights", "UN human rights", "https://bangkok.ohchr.org/1"),
        r"of the domain of bangkok\.ohchr\.org there is ohchr \(data/curated/reporters\.csv:\d+\)"
        r" already; give publisher=\.\.\., or --publisher hosts=bangkok\.ohchr\.org if it is another",
    ),
    "a page of a known domain": (
        lambda p: new_source(p, ["title=Update", "url=https://arabic.cnn.com/1"]),
        r"no publisher has the host 'arabic\.cnn\.com'; give publisher=.* if it is listed, such as cnn",
    ),
    "an outlet's page of nobody knows which war": (
        lambda p: new_source(p, ["title=Update", f"url={ADDRESS}"]),
        r"give --file, that of the war it is about; documents of mirage-news are in un-on-ukraine",
    ),
}


def _publisher(project: Project, name: str, called: str, url: str) -> list[str]:
    own = [f"id={name}", f"name={called}", "kind=media"]
    words = [f"url={url}", "title=Update", "language=en", "tier=secondary"]
    return new_source(project, words, own, file="un-on-ukraine")


def test_a_cell_with_a_line_break_of_unicode_stays_one_row(project):
    """Unicode knows breaks that CSV does not; a row was torn there when another came before it."""
    path = project.curated / UN
    rows = rows_of(path)
    rows[0] |= {"title": "First\u2028second\u0085third"}
    write_rows(path, rows)
    new_source(project, ["title=Update", f"url={ADDRESS}"], file="un-on-ukraine")
    assert [r for r in rows_of(path) if r["url"] != ADDRESS] == rows


def test_while_a_release_is_built_nothing_is_typed(project):
    before = content(project)
    with (
        alone(project.release.parent),
        pytest.raises(ConflictDataError, match="another run of conflictdata is writing"),
    ):
        new_update(project, NEXT, like=MAY)
    assert content(project) == before


@pytest.mark.parametrize("kind", REFUSED)
def test_nothing_is_written_where_something_is_wrong(project, kind):
    call, message = REFUSED[kind]
    before = content(project)
    with pytest.raises(ConflictDataError, match=message):
        call(project)
    assert content(project) == before


def test_into_a_file_that_cannot_be_read_nothing_is_written(project):
    path = project.curated / OHCHR
    path.write_bytes(path.read_bytes().replace(b"measure", b"mesure", 1))
    before = content(project)
    with pytest.raises(ValidationError, match="has no typed column 'mesure'"):
        new_update(project, NEXT, like=MAY)
    assert content(project) == before


def test_an_update_keeps_its_standing_start_beside_what_is_there_on_one_day(project):
    rows = rows_of(project.curated / OHCHR)
    injured = next(r for r in rows if r["update"] == MAY and r["measure"] == "injured")
    injured |= {"counting": "stock", "period_start": "2023-05-01"}
    write_rows(project.curated / OHCHR, rows)
    new_update(project, NEXT, like=MAY)
    own = next(r for r in rows_of(project.curated / UPDATES) if r["period_end"] == "2023-05-14")
    assert own["period_start"] == "2022-02-24"


def test_a_package_follows_the_last_of_its_donor_and_program(project):
    page = "us-white-house-2023-05-31-memorandum"
    cells = ["announced_on=2023-05-31", "amount=300000000", f"source={page}"]
    told = new_package(
        project, cells, ["TOW missiles", "Trucks=10", "Unheard of"], like="US-PDA-38"
    )
    rows = rows_of(project.curated / PACKAGES)
    own = next(r for r in rows if r["package_id"] == "US-PDA-39")
    assert rows[rows.index(own) - 1]["package_id"] == "US-PDA-38"
    kept = ("donor", "recipient", "program", "stage", "currency", "aid_type")
    assert [own[c] for c in kept] == ["USA", "UKR", "PDA", "authorized", "USD", "military"]
    assert (own["sequence"], own["amount"], own["note"]) == ("39", "300000000", "")
    items = [r for r in rows_of(project.curated / ITEMS) if r["package"] == "US-PDA-39"]
    assert [(r["item"], r["wording"], r["quantity"], r["qualifier"]) for r in items] == [
        ("anti_armor.tow.missile", "TOW missiles", "", ""),
        ("", "Trucks", "10", "exact"),
        ("", "Unheard of", "", ""),
    ]
    assert told[-1].endswith("Unheard of: item to be given")
    memorandum = (
        f"source: {page} is a memorandum; name the page with the list, as list_source of the package"
        " [decision-lists-nothing]"
    )
    assert Counter(f.split(": ", 1)[1] for f in found(project)) == {
        "item: is empty and must be given": 2,
        f"locator{NOWHERE}": 1,
        memorandum: 1,
    }


def test_two_packages_of_a_day_and_sum_are_told_apart_by_the_id_that_is_given(project):
    """As Sweden's of 29 August 2022: as much for arms as for civil aid."""
    words = ["announced_on=2023-05-03", "amount=300000000", "sequence=", "package_id=US-PDA-37-B"]
    new_package(project, words, like="US-PDA-37")
    (own,) = [r for r in rows_of(project.curated / PACKAGES) if r["package_id"] == "US-PDA-37-B"]
    assert own["sequence"] == ""


def test_the_number_that_is_chosen_for_a_package_is_said(project):
    """Whoever numbers it, or says that it has none, is told nothing; a terminal asks."""
    words = ["announced_on=2023-05-31", "amount=300000000", "source=ohchr-2023-05-08"]
    before = content(project)

    def told(*more: str, ask: Callable[[str, str], str | None] = nobody) -> tuple[str, list[str]]:
        said = new_package(project, [*words, *more], like="US-PDA-38", ask=ask)
        (own,) = [
            r for r in rows_of(project.curated / PACKAGES) if r["announced_on"] > "2023-05-30"
        ]
        for path, text in before.items():
            path.write_bytes(text)
        return own["sequence"], [line for line in said if line.startswith("sequence=")]

    number, (why,) = told()
    assert number == "39" and why.startswith("sequence=39, the number after that of US-PDA-38")
    assert told("sequence=40") == ("40", [])
    assert told("sequence=") == ("", [])
    assert told(ask=answering(sequence="41", item="")) == ("41", [])


def test_an_item_comes_from_where_all_of_its_program_come(project):
    items = project.curated / ITEMS
    rows = [r | {"origin": "stock"} for r in rows_of(items) if "PDA" in r["package"]]
    write_rows(items, rows)
    words = ["announced_on=2023-05-31", "amount=300000000", "source=ohchr-2023-05-08"]
    new_package(project, words, ["TOW missiles"], like="US-PDA-38")
    (own,) = [r for r in rows_of(items) if r["package"] == "US-PDA-39"]
    assert own["origin"] == "stock"


def test_a_package_without_a_sum_has_no_currency(project):
    new_package(project, ["announced_on=2023-05-31", "source=ohchr-2023-05-08"], like="US-PDA-38")
    (own,) = [r for r in rows_of(project.curated / PACKAGES) if r["package_id"] == "US-PDA-39"]
    assert (own["amount"], own["currency"], own["qualifier"]) == ("", "", "")


def test_a_package_may_be_named_by_donor_and_program(project):
    words = ["donor=USA", "program=USAI", "announced_on=2023-05-27", "source=ohchr-2023-05-08"]
    told = new_package(project, words)
    assert "US-USAI-2023-05-27" in told[0]


def test_a_page_finds_its_publisher_and_file_and_gets_an_id(project):
    words = [f"url={ADDRESS}", "title=Casualty Update: 15 May 2023", "published_on=2023-05-15"]
    told = new_source(project, words, file="un-on-ukraine", today=dt.date(2026, 11, 28))
    (own,) = [r for r in rows_of(project.curated / UN) if r["url"] == ADDRESS]
    assert told == [f"data/curated/{UN}:{_line(project, UN, ADDRESS)}: mirage-news-2023-05-15"]
    assert own["publisher"] == "mirage-news"
    assert (own["language"], own["tier"], own["accessed_on"]) == ("en", "republished", "2026-11-28")
    assert found(project) == []


def test_a_new_publisher_is_listed_with_its_page(project):
    own = ["id=example-daily", "name=Example Daily", "kind=media", "country=GBR"]
    words = ["url=https://daily.example.com/1", "title=Update", "language=en", "tier=secondary"]
    new_source(project, words, own, file="un-on-ukraine")
    outlets = rows_of(project.curated / "outlets.csv")
    (row,) = [r for r in outlets if r["id"] == "example-daily"]
    assert (row["hosts"], row["url"]) == ("daily.example.com", "https://daily.example.com/")
    assert [r["id"] for r in outlets] == sorted(r["id"] for r in outlets)
    assert any(
        r["source_id"] == "example-daily-undated-update" for r in rows_of(project.curated / UN)
    )
    assert found(project) == []


def test_a_publisher_that_counts_is_listed_among_the_reporters(project):
    own = ["id=example-office", "name=Example Office", "kind=government"]
    words = ["url=https://office.example.com/1", "title=Report", "language=en", "tier=primary"]
    new_source(project, words, own, file="un-on-ukraine")
    assert "example-office" in {r["id"] for r in rows_of(project.curated / "reporters.csv")}
    assert found(project) == []


def test_a_publisher_whose_host_is_said_to_be_another_bodys_too_is_told_of_it(project):
    own = ["id=un-rights", "name=UN human rights", "kind=intergovernmental", "hosts=www.ohchr.org"]
    words = ["url=https://www.ohchr.org/en/1", "title=Update", "language=en", "tier=primary"]
    told = new_source(project, words, own, file="un-on-ukraine")
    assert re.search(
        r"at its host there is already .*\bohchr \(data/curated/reporters.csv", told[-1]
    )


def test_an_update_that_is_typed_in_another_file_is_repeated_there(project):
    """As those of wars that stand in files such as more-updates.csv."""
    other = project.curated / FOLDER / "ohchr-updates.csv"
    (project.curated / UPDATES).rename(other)
    told = new_update(project, NEXT, like=MAY)
    assert "ohchr-2023-05-15" in {u["update"] for u in rows_of(other)}
    assert any(t.startswith(f"data/curated/{FOLDER}/ohchr-updates.csv:") for t in told)
    with pytest.raises(ConflictDataError, match=r"there is an update .* already, at .*-updates"):
        new_update(project, [*NEXT, "period_end=2023-05-10"], like=MAY, name=MAY)


def _line(project: Project, file: str, text: str) -> int:
    return next(i for i, t in enumerate(lines(project, file), start=1) if text in t)


def run(project: Project, *words: str, **how: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "conflictdata", "new", *words, "--root", str(project.root)],
        **how,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def test_the_command_tells_what_it_wrote_and_refuses_without_a_traceback(project):
    done = run(project, "update", "--like", MAY, *NEXT)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"data/curated/{UPDATES}" in done.stdout and "8709 before" in done.stdout
    wrong = run(project, "update", "--like", "ohchr-2023-05-01", *NEXT)
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("error: there is no update 'ohchr-2023-05-01'; did you mean")


def test_what_nobody_foresaw_is_told_without_a_traceback(project):
    """The disk holds no more than a few bytes of a file."""
    before = content(project)
    limited = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (1000, 1000))
    done = run(project, "update", "--like", MAY, *NEXT, preexec_fn=limited)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ") and "Traceback" not in done.stderr
    assert content(project) == before


def test_the_command_asks_at_a_terminal(project):
    command = [sys.executable, "-m", "conflictdata", "new", "update", "--root", str(project.root)]
    here, there = pty.openpty()
    process = subprocess.Popen(command, stdin=there, stdout=there, stderr=there)
    os.write(here, b"ohchr\nohchr-2023-05-02\n2023-05-15\n\ninterfax-ukraine-2023-05-23\n")
    os.close(there)
    with suppress(OSError):  # the end of what a terminal shows
        while os.read(here, 1024):
            pass
    assert process.wait(timeout=60) == 0
    os.close(here)
    (update,) = [u for u in rows_of(project.curated / UPDATES) if u["update"] == "ohchr-2023-05-15"]
    assert (update["period_end"], update["source"]) == ("2023-05-14", "interfax-ukraine-2023-05-23")


ADDING = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")


def test_the_page_on_how_to_add_is_followed_from_a_clone_to_the_undo(tmp_path):
    """With all the tables: what the page adds must not be there already."""
    for name in ("data/curated", "data/intake", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("pyproject.toml", "data/published.parquet"):
        shutil.copy(ROOT / name, tmp_path / name)
    project = commit(Project(tmp_path))
    text = ADDING.partition("## Add one")[2].replace("\\\n", " ")
    commands = re.findall(r"^ *((?:conflictdata|git) .*)$", text, re.MULTILINE)
    assert [" ".join(c.split()[:3]) for c in commands] == [
        "conflictdata new source",
        "conflictdata new source",
        "conflictdata new update",
        "conflictdata new package",
        "conflictdata build",
        "git restore data",
    ]
    before = content(project)
    *adding, builds, undone = (shlex.split(c) for c in commands)
    for words in adding:
        done = run(project, *words[2:])
        assert (done.returncode, done.stderr) == (0, "")
    assert "sequence=75, the number after that of US-PDA-74" in done.stdout
    wrong = [f.split(": ", 1)[1] for f in found(project)]
    assert builds == ["conflictdata", "build"]
    assert Counter(wrong) == {EMPTY: 21, "item: is empty and must be given": 1}
    # whoever does it a second time is told so
    for words in adding:
        done = run(project, *words[2:])
        assert done.returncode == 2
        assert re.search(r"already, at data/|are there already|data/\S+:\d+ is of USA", done.stderr)
    subprocess.run(undone, cwd=tmp_path, check=True)
    assert content(project) == before
