"""People's words find codes: in errors, and with `search`."""

import pytest

import conflictdata as cd
from conflictdata.errors import ConflictDataError, nearest
from conflictdata.matching import hits, tokens, within_reach


def said(table: str, backend: str = "pandas", **where: object) -> str:
    """What an error says of a filter."""
    with pytest.raises(ConflictDataError) as refused:
        cd.load(table, backend=backend, **where)
    return str(refused.value)


@pytest.mark.parametrize(
    ("table", "column", "word", "codes"),
    [
        ("aid_package_items", "item", "HIMARS", ["artillery.himars", "ammunition.rocket.himars"]),
        ("aid_package_items", "item", "Javelins", ["anti_armor.javelin"]),
        ("aid_package_items", "item", "F-16", ["aircraft.f16"]),
        ("aid_package_items", "item", "155mm", ["ammunition.artillery.155mm"]),
        ("aid_package_items", "item", "Storm Shadw", ["aircraft.munition.storm_shadow"]),
        ("aid_packages", "donor", "United States", ["USA"]),
        ("aid_packages", "donor", "US", ["USA"]),
        ("aid_packages", "donor", "UK", ["GBR"]),
        ("aid_packages", "donor", "Germny", ["DEU"]),
        ("aid_packages", "donor", "Turkiye", ["TUR"]),
        ("aid_packages", "program", "Ukraine Security Assistance Initiative", ["USAI"]),
        ("aid_totals", "reporter", "Kiel Institute", ["kiel"]),
        ("aid_totals", "currency", "US dollar", ["USD"]),
        ("casualties", "area", "Ukraine", ["UKR"]),
        ("casualties", "area", "Kyiv", ["UA-30", "UA-32"]),
        ("casualties", "reporter", "United Nations", ["un", "undp", "binuh"]),
        ("casualties", "reporter", "Gaza Health Ministry", ["gaza-moh"]),
        ("casualties", "reporter", "Russian MoD", ["ru-mod"]),
        ("casualties", "conflict", "Ukraine", ["russia-ukraine"]),
        ("casualties", "sex", "women", ["female"]),
        ("casualties", "measure", "wounded", ["injured"]),
        ("casualties", "population", "civilians", ["civilian"]),
        ("aid_packages", "package_id", "PDA 37", ["US-PDA-37"]),
        ("sources", "publisher", "Mirage News", ["mirage-news"]),
        # by the names of a war, of where it is fought and of who fights it
        ("casualties", "conflict", "palestine", ["gaza", "west-bank"]),
        ("casualties", "conflict", "Israel", ["gaza", "iran-israel-2025", "iran-2026"]),
        ("casualties", "conflict", "Hamas", ["gaza"]),
        ("casualties", "conflict", "Darfur", ["sudan"]),
        ("casualties", "conflict", "Houthis", ["yemen"]),
        ("casualties", "conflict", "RSF", ["sudan"]),
        ("casualties", "conflict", "Burma", ["myanmar"]),
        ("casualties", "conflict", "Syrian civil war", ["syria"]),
        ("casualties", "conflict", "Donbas", ["russia-ukraine"]),
        ("casualties", "conflict", "Kashmir", ["india-pakistan-2025"]),
    ],
)
def test_an_error_answers_peoples_words_with_the_codes(table, column, word, codes):
    told = said(table, **{column: word})
    assert told.startswith(f"{table}.{column} has no value {word!r}; did you mean ")
    assert all(f"'{code}'" in told for code in codes)


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_every_engine_answers_alike(backend):
    assert said("aid_package_items", backend, item="HIMARS") == said(
        "aid_package_items", item="HIMARS"
    )
    told = said("casualties", backend, area=["UKR", "Kyiv"])
    assert told == (
        "casualties.area has no value 'Kyiv'; did you mean 'UA-30' (Kyiv city) or 'UA-32' (Kyiv"
        " oblast)?"
    )


@pytest.mark.parametrize(
    ("table", "column", "word"),
    [
        ("casualties", "reporter", "Hamas"),
        ("casualties", "conflict", "Narnia"),
        ("casualties", "source", "nytimes-2026-01-12"),
        ("sources", "source_id", "a-new-page-2023-05-08"),
        ("aid_package_items", "item", "xyzzy"),
        ("aid_packages", "donor", "Atlantis"),
    ],
)
def test_nothing_is_proposed_rather_than_something_silly(table, column, word):
    told = said(table, **{column: word})
    assert told.startswith(f"{table}.{column} has no value {word!r}; ")
    # what to do instead, and no other value
    assert "did you mean" not in told and ("search" in told or "as it stands in the rows" in told)


def test_a_new_source_is_not_taken_for_another_of_the_same_day():
    assert (
        nearest("nikkei-2026-01-12", ["pubt-io-2026-01-12"] * 20 + [str(i) for i in range(20)])
        == ""
    )
    assert "'ohchr-2023-05-08'" in nearest("ohchr-2023-05-09", cd.load("sources")["source_id"])


def test_every_label_finds_its_code():
    from conflictdata.matching import PROPOSED, proposal

    codes = cd.load("codes")
    for list_, own in codes.groupby("list", observed=True):
        names = {r.code: [r.label, r.definition] for r in own.itertuples()}
        for row in own.itertuples():
            if row.label.casefold() not in {c.casefold() for c in names}:
                told = proposal(row.label, sorted(names), names)
                shares = [c for c, (label, _) in names.items() if label == row.label]
                assert repr(row.code) in told or len(shares) > PROPOSED, (list_, row.label, told)


def test_the_codes_that_stand_in_rows_are_found_by_every_label():
    reporters = cd.load("organizations", id=list(cd.load("casualties")["reporter"].unique()))
    for row in reporters.itertuples():
        found = cd.search(row.name)
        own = found[(found["table"] == "casualties") & (found["column"] == "reporter")]
        assert row.id in list(own["code"])


def test_what_is_found_can_be_asked_for():
    for words in ("HIMARS ammunition", "United States", "Gaza", "women killed", "OHCHR update"):
        found = cd.search(words)
        assert len(found)
        for line in found.itertuples():
            vintage = {"vintage": "all"} if line.table in ("casualties", "aid_totals") else {}
            assert len(cd.load(line.table, **vintage, **{line.column: line.code}))


@pytest.mark.parametrize(
    ("words", "table", "column", "code"),
    [
        ("HIMARS ammunition", "aid_package_items", "item", "ammunition.rocket.himars"),
        ("ammunition for HIMARS", "aid_package_items", "item", "ammunition.rocket.himars"),
        ("united states", "aid_totals", "donor", "USA"),
        ("Gaza health ministry", "casualties", "reporter", "gaza-moh"),
        ("Sotrm Shadow", "aid_package_items", "item", "aircraft.munition.storm_shadow"),
        ("civilian casualty update 8 May 2023", "sources", "source_id", "ohchr-2023-05-08"),
        ("Ukraine", "casualties", "area", "UKR"),
    ],
)
def test_the_best_answer_comes_first(words, table, column, code):
    first = cd.search(words).iloc[0]
    assert (first["table"], first["column"], first["code"]) == (table, column, code)


def test_wordings_lead_to_the_code_under_which_they_stand():
    found = cd.search("additional ammunition for HIMARS")
    wording = found[found["column"] == "wording"].iloc[0]
    items = cd.load("aid_package_items", wording=wording["code"])
    assert wording["label"] in set(items["label"])


def test_what_stands_in_no_row_is_found_in_its_list():
    codes = cd.load("codes")
    for row in codes[codes["list"] == "donor"].itertuples():
        found = cd.search(row.label, limit=1000)
        assert row.code in set(found["code"])


def test_scores_fall_and_the_limit_is_said():
    every, few = cd.search("Ukraine", limit=10_000), cd.search("Ukraine", limit=5)
    assert list(every.columns) == ["table", "column", "code", "label", "matched", "score"]
    assert every["score"].is_monotonic_decreasing and every["score"].between(0, 1).all()
    assert len(few) == 5 and few.attrs["found"] == len(every) == every.attrs["found"]
    assert few.to_numpy().tolist() == every.head().to_numpy().tolist()


def test_nothing_is_found_for_nonsense_and_words_are_asked_for():
    assert cd.search("zzzz").empty
    for wrong in ("", " .", 7, None):
        with pytest.raises(ConflictDataError, match="a few words"):
            cd.search(wrong)


@pytest.mark.parametrize(
    "words", ["contents of the newest American package", "Sotrm Shadow", "kilied women", "155mm"]
)
def test_what_is_out_of_reach_could_not_be_found(words):
    texts = [*cd.load("codes")["label"], *cd.load("sources")["title"].dropna()]
    reach = within_reach(words, {token for text in texts for token in tokens(text)})
    for text in texts:
        assert any(hits(words, text)) == (not reach.isdisjoint(tokens(text)))
