"""An article's numbers are traced to figures: the verdicts, one by one, the page that shows them,
and what is no article.
"""

import datetime as dt
import io
import socket
import subprocess
import sys
from html.parser import HTMLParser

import pandas as pd
import pytest

import conflictdata as cd
from conflictdata.errors import ConflictDataError
from conflictdata.release import address
from conflictdata.tracing import page as pages
from conflictdata.tracing.report import report

DAY = "2023-05-04"
# the article of the README
ARTICLE = """\
The United States announced a new $300 million package of military aid for Ukraine on Wednesday,
3 May 2023, with more ammunition for HIMARS.

23,375 civilian casualties had been recorded in Ukraine as of 1 May, according to the United
Nations: 8,709 people killed and 14,666 injured.

The US had given Ukraine more than $75 billion in assistance as of February, according to the
Council on Foreign Relations.
"""


def traced(text: str, published: str | None = DAY) -> list[tuple[str, str]]:
    """Words and verdict of each number."""
    rows = cd.trace(text, published=published)
    return list(zip(rows["words"], rows["verdict"], strict=True))


def verdict(text: str, published: str | None = DAY) -> str:
    """The verdict on the only number."""
    ((_, found),) = traced(text, published)
    return found


def test_every_number_of_the_article_of_may_2023_is_traced():
    rows = cd.trace(ARTICLE, published=DAY)
    assert rows["verdict"].tolist() == ["matches"] * 5
    assert rows["figure_number"].tolist() == [
        300_000_000, 23_375, 8_709, 14_666, 75_000_000_000,
    ]  # fmt: skip
    assert rows["figure_1"].iloc[0] == "US-PDA-37"
    assert [f.split("/")[1] for f in rows["figure_1"].iloc[1:]] == ["ohchr"] * 3 + ["cfr"]
    # what was known that day, and what is known today
    assert (rows["reported_on"] <= DAY).all()
    assert rows["newest_number"].iloc[2] > 8_709
    # the places are those of the text
    for row in rows.itertuples():
        assert " ".join(ARTICLE[row.start : row.end].split()) == row.words


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("matches", "OHCHR has recorded 8,709 civilians killed in Ukraine as of 1 May."),
        ("rounded", "Nearly 24,000 civilians were killed or injured in Ukraine, OHCHR says."),
        ("superseded", "OHCHR says that 7,199 civilians were killed in Ukraine."),
        ("later", "OHCHR counts 10,582 civilians killed in Ukraine by 15 February 2024."),
        (
            "other_reporter",
            "As of 1 May 23,375 civilians were killed or injured in Ukraine, according to Ukraine's"
            " prosecutor general.",
        ),
        ("other_scope", "OHCHR has recorded 14,666 civilians killed in Ukraine as of 1 May."),
        ("differs", "OHCHR has recorded 8,907 civilians killed in Ukraine as of 1 May."),
        ("unknown", "A missile killed 23 people in Uman, Ukraine, the mayor said."),
    ],
)
def test_each_verdict_has_a_sentence(code, text):
    assert verdict(text) == code


def test_the_verdicts_are_eight_and_each_has_a_definition():
    codes = cd.load("codes", list="verdict")
    assert set(codes["code"]) == {
        "matches", "rounded", "superseded", "later", "other_reporter", "other_scope", "differs",
        "unknown",
    }  # fmt: skip
    assert codes["definition"].str.len().gt(20).all()


@pytest.mark.parametrize(
    "text",
    [
        # the number alone
        "8,709 people were killed.",
        "There were 8,709 civilians killed in Ukraine.",
        # another measure, conflict, number, day
        "OHCHR has recorded 8,709 civilians injured in Ukraine as of 1 May.",
        "OHCHR has recorded 8,709 civilians killed in Yemen.",
        "OHCHR has recorded 8,708 civilians killed in Ukraine as of 1 May.",
        "OHCHR has recorded 8,709 civilians killed in Ukraine as of 1 April.",
        # a day before it was published
    ],
)
def test_nothing_matches_by_its_number_alone(text):
    assert "matches" not in [found for _, found in traced(text)]


def test_what_was_not_yet_published_does_not_match():
    text = "OHCHR has recorded 8,709 civilians killed in Ukraine."
    assert verdict(text, "2023-05-02") == "matches"
    assert verdict(text, "2023-05-01") == "later"
    assert verdict(text, "2024-11-01") == "superseded"


@pytest.mark.parametrize(
    ("hedge", "code"),
    [
        ("Fewer than", "differs"),
        ("Less than", "differs"),
        ("Under", "differs"),
        ("No fewer than", "matches"),
        ("Not less than", "matches"),
    ],
)
def test_a_number_that_stays_below_the_figure_is_not_the_figure_itself(hedge, code):
    text = f"{hedge} 8,709 civilians were killed in Ukraine as of 1 May, the UN said."
    assert traced(text) == [(f"{hedge} 8,709", code)]


def test_who_is_cited_and_is_no_reporter_is_not_called_nobody():
    rows = cd.trace(
        "Hamas said that 74,370 people had been killed in Gaza.", published="2026-10-10"
    )
    assert rows["reason"].tolist() == [
        "no reporter is cited and no day is named; a figure has the number"
    ]


def test_a_restated_month_is_superseded_on_the_day_of_its_restatement():
    text = "For April 2022 OHCHR gives 660 civilians killed in Ukraine."
    assert verdict(text, "2022-07-10") == "matches"
    rows = cd.trace(text, published="2022-08-29")
    assert rows["verdict"].tolist() == ["superseded"]
    assert "681" in rows["reason"].iloc[0]
    assert rows["today_number"].iloc[0] != 660


def test_another_number_of_that_day_is_shown_beside_the_printed_one():
    rows = cd.trace(
        "OHCHR has recorded 8,907 civilians killed in Ukraine as of 1 May.", published=DAY
    )
    assert rows[["number", "figure_number"]].values.tolist() == [[8907, 8709]]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("In June 2018 31 civilians were hurt, the month before 101", "2018-05-01", "2018-05-31"),
        ("In 2017 31 civilians were hurt, a year earlier 101", "2016-01-01", "2016-12-31"),
        ("From January to March 31 civilians were hurt, the quarter before 101", "2017-10-01",
         "2017-12-31"),
        ("Last month 101 civilians were hurt", "2018-06-01", "2018-06-30"),
    ],
)  # fmt: skip
def test_a_stretch_is_seen_from_another_or_from_the_article(words, first, last):
    row = cd.trace(f"{words}, UNSMIL said of Libya.", published="2018-07-02").iloc[-1]
    assert (row.number, f"{row.period_start:%F}", f"{row.period_end:%F}") == (101, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Between 25 and 27 October 460 people were killed in Sudan, OHCHR said.",
        "OHCHR: 460 people were killed in El Fasher, Sudan, from 25 to 27 October.",
        "In Sudan 460 people were killed on 25-27 October, OHCHR said.",
        "Zwischen dem 25. und 27. Oktober wurden im Sudan 460 Menschen getötet, so das OHCHR.",
    ],
)
def test_the_first_of_two_days_of_one_month_counts_nobody(text):
    [row] = cd.trace(text, published="2025-11-03").itertuples()
    assert (row.number, f"{row.period_start:%F}", f"{row.period_end:%F}") == (
        460, "2025-10-25", "2025-10-27",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "day"),
    [("yesterday", "2023-05-03"), ("today", "2023-05-04"), ("on Monday", "2023-05-01")],
)
def test_a_day_is_seen_from_that_of_the_article(words, day):
    row = cd.trace(f"In Ukraine 23 people were killed {words}, OHCHR said.", published=DAY).iloc[0]
    assert f"{row.period_end:%F}" == day


@pytest.mark.parametrize(
    "words",
    ["у серпні 2026 року", "в серпні 2026", "за серпень 2026 року", "у серпні"],
)
def test_a_month_is_read_in_the_form_that_it_has_after_in(words):
    text = f"УВКПЛ ООН повідомило, що {words} в Україні загинули 372 цивільні особи."
    [row] = cd.trace(text, published="2026-09-30").itertuples()
    assert (row.verdict, f"{row.period_end:%F}") == ("matches", "2026-08-31")


def test_a_month_is_read_in_that_form_in_russian_too():
    text = "По данным ООН, в августе 2026 года в Украине погибли 372 гражданских лица."
    [row] = cd.trace(text, published="2026-09-30").itertuples()
    assert (f"{row.period_start:%F}", f"{row.period_end:%F}") == ("2026-08-01", "2026-08-31")


@pytest.mark.parametrize("verb", ["spoke in February 2025 of", "in February 2025 gave a toll of"])
def test_who_is_said_to_be_cited_is_whose_number_it_is(verb):
    text = (
        "According to the UN human rights office 148 civilians were killed in October 2025. "
        f"President Zelensky {verb} more than 46,000 fallen Ukrainian soldiers."
    )
    row = cd.trace(text, published="2025-11-20").iloc[-1]
    assert row.number == 46_000
    if row.verdict in ("matches", "rounded", "superseded"):
        assert row.reporter == "ua-president" and "UN human rights" not in str(row.cited)


def test_a_count_since_another_day_is_another_count():
    text = "Since the {} 60,034 people have been killed in Gaza, Gaza's health ministry said."
    assert verdict(text.format("attack of 7 October 2023,"), "2025-07-29") == "matches"
    assert verdict(text.format("ceasefire of 19 January,"), "2025-07-29") == "other_scope"


def test_who_did_it_is_read():
    text = "In the first half of 2019 717 civilians were killed by {} in Afghanistan, UNAMA said."
    assert verdict(text.format("pro-government forces"), "2019-07-31") == "matches"
    assert verdict(text.format("anti-government elements"), "2019-07-31") != "matches"


def test_an_amount_is_of_who_leads_to_it():
    text = (
        "Yemen: the Emirates, followed by Germany with nearly $245 million, pledged $230 million,"
        " OCHA said on Monday."
    )
    donors = cd.trace(text, published="2021-03-02")["donor"].tolist()
    assert donors == ["DEU", "ARE"]


@pytest.mark.parametrize(
    ("printed", "low", "high", "unit"),
    [
        ("$300m", 300_000_000, 300_000_000, "USD"),
        ("some $75 billion", 75_000_000_000, 75_000_000_000, "USD"),
        ("€1.2bn", 1_200_000_000, 1_200_000_000, "EUR"),
        ("$2-3 billion", 2_000_000_000, 3_000_000_000, "USD"),
        ("between 60,000 and 100,000 people killed", 60_000, 100_000, "people"),
        ("twenty-three people killed", 23, 23, "people"),
        ("nearly 24,000 killed", 24_000, 24_000, "people"),
        ("2.5 million people displaced", 2_500_000, 2_500_000, "people"),
        ("between 500 and 1,500 million dollars", 500_000_000, 1_500_000_000, "USD"),
    ],
)
def test_numbers_are_read_as_they_are_printed(printed, low, high, unit):
    rows = cd.trace(f"In Ukraine it was {printed}, the ministry said on Monday.", published=DAY)
    assert rows[["low", "high", "unit"]].values.tolist() == [[low, high, unit]]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Since October 7 835 people were killed in Ukraine, OHCHR said.", 835),
        ("In Ukraine on May 1 120 civilians were killed, OHCHR said.", 120),
        ("In Ukraine on Oct. 7 835 civilians were killed, OHCHR said.", 835),
        ("Selon l'ONU, 8 709 civils ont été tués en Ukraine le 7 octobre.", 8709),
    ],
)
def test_a_day_behind_its_month_is_no_part_of_the_number_after_it(text, number):
    assert cd.trace(text, published="2024-05-02")["number"].tolist() == [number]


@pytest.mark.parametrize(
    "text",
    [
        "More than 30,000 Palestinians have been killed, the health ministry in Gaza said.",
        "Mehr als 30.000 Palästinenser wurden getötet, teilte das Gesundheitsministerium in Gaza mit.",
        "Más de 30.000 palestinos han muerto, según el Ministerio de Salud de Gaza.",
        "Plus de 30 000 Palestiniens ont été tués, selon le ministère de la Santé de Gaza.",
    ],
)
def test_a_number_is_as_round_in_every_language(text):
    assert verdict(text, "2024-03-02") == "rounded"


@pytest.mark.parametrize("many", ["9" * 26 + " people", "99999999999 trillion people"])
def test_a_number_that_counts_nobody_is_left_out(many):
    text = f"In Ukraine {many} were killed, and 8,709 civilians as of 1 May, OHCHR said."
    assert cd.trace(text, published=DAY)["number"].tolist() == [8709]


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine shot down 37 of 50 drones and lost 12 tanks over 1,200 kilometres.",
        "Inflation in Ukraine is 3.2 per cent; 85% of homes have power.",
        "A woman, 43, said on 12 May 2023 at 10:30 that Resolution 2728 had failed in Ukraine.",
        "One in five Ukrainian villages was hit; the 37th package came on day 435 of the war.",
    ],
)
def test_things_ages_days_and_rates_are_no_statements(text):
    assert traced(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Laut UN-Menschenrechtsbüro wurden in der Ukraine 8.709 Zivilisten getötet.", 8709),
        ("За даними ООН, в Україні загинули 8709 цивільних.", 8709),
        ("По данным ООН, на Украине погибли 8709 мирных жителей.", 8709),
        ("Selon l'ONU, 8 709 civils ont été tués en Ukraine.", 8709),
        ("Según la ONU, 8.709 civiles han muerto en Ucrania.", 8709),
    ],
)
def test_six_languages_are_read(text, number):
    rows = cd.trace(text, published=DAY)
    assert rows["number"].tolist() == [number]
    assert rows["conflict"].tolist() == ["russia-ukraine"]


def test_the_wordings_are_a_table_english_first():
    words = cd.load("vocabulary")
    counts = words["language"].value_counts()
    assert counts.index[0] == "en"
    assert set(counts.index) == {"en", "de", "es", "fr", "ru", "uk"}
    assert counts.min() >= 100


def test_a_language_without_vocabulary_is_quietly_empty():
    assert traced("Ukrainassa kuoli 8 709 siviiliä ja haavoittui 14 666, kertoo järjestö.") == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the text is empty: there is no article to trace"),
        (" \n\t ", "the text is empty"),
        ("8,709 killed" * 500_000, "the text is longer than 5,000,000 bytes"),
        ("\x00\x01" * 200, "the text is no text"),
        (
            "<!doctype html><html><body><p>We value your privacy. Accept cookies?</p></body></html>",
            "the text holds no article. It asks for consent first.",
        ),
        (8709, "trace() takes the text of an article"),
    ],
    ids=["empty", "blank", "long", "binary", "consent", "no text"],
)
def test_what_is_no_article_is_refused_with_a_reason(text, says):
    with pytest.raises(ConflictDataError, match="^" + says.replace("(", r"\(").replace(")", r"\)")):
        cd.trace(text)


def test_a_day_that_is_none_is_refused():
    with pytest.raises(ConflictDataError, match="published must be a day"):
        cd.trace(ARTICLE, published="May 2023")
    for day in ("0001-01-01", "9999-12-31"):
        with pytest.raises(ConflictDataError, match="published must be a day from 1900 to 2099"):
            cd.trace(ARTICLE, published=day)


def test_a_page_without_a_true_day_has_none():
    page = PAGE.replace("2023-05-04T", "0001-01-01T")
    assert cd.trace(page).attrs["conflictdata"]["published"] is None


PAGE = """<html><head><title>Toll</title><meta property="article:published_time"
content="2023-05-04T10:00:00Z"></head><body><nav>Home 8,709 News</nav><article><h1>Toll in Ukraine</h1>
<p>OHCHR has recorded <b>8,709 civilians killed in Ukraine as of 1 May, the office said in Geneva.
<p>Another 14,666 were injured, it said. The real numbers are considerably higher, as information
from some places is delayed, and many reports await confirmation, it added on Tuesday.
"""


def test_a_page_that_closes_nothing_gives_its_article_and_its_day():
    rows = cd.trace(PAGE)
    assert rows["number"].tolist() == [8709, 14666]
    assert rows["verdict"].tolist() == ["matches", "matches"]
    assert rows.attrs["conflictdata"]["published"] == "2023-05-04"


def test_controls_do_not_reach_the_terminal():
    rows = cd.trace(
        "OHCHR \x1b[31mhas recorded 8,709\x07 civilians killed in Ukraine.", published=DAY
    )
    assert not {"\x1b", "\x07"} & set("".join(rows["words"]) + rows.attrs["conflictdata"]["text"])


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "[::1]"])
def test_private_addresses_are_refused_at_once_and_after_a_redirect(inside, monkeypatch):
    with pytest.raises(ConflictDataError, match="is a private address; save the page"):
        cd.trace(None, url=f"http://{inside}/news")
    with pytest.raises(ConflictDataError, match=r"redirects to .*, which is a private address"):
        address.onward_in_public("https://example.org/news", f"https://{inside}/news")


def test_a_name_that_leads_inside_is_refused(monkeypatch):
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_: [(2, 1, 6, "", ("192.168.1.9", 0))], raising=True
    )
    with pytest.raises(ConflictDataError, match="is a private address"):
        cd.trace(None, url="https://news.example/1")


def test_a_page_at_an_address_is_read(monkeypatch):
    def bring(url, output: io.BytesIO, session, limit, onward):
        assert onward is address.onward_in_public
        output.write(PAGE.encode())

    monkeypatch.setattr(pages, "download", bring)
    monkeypatch.setattr(address, "_leads_inside", lambda _: False)
    rows = cd.trace(None, url="https://news.example/1")
    assert rows["verdict"].tolist() == ["matches", "matches"]


class Page(HTMLParser):
    """The tags of a page, and the text that it shows."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.shown = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.shown += data


BREAKING = (
    '"><script>alert(1)</script><img src=x onerror=alert(2)> </p></section> OHCHR has recorded 8,709'
    " civilians killed in Ukraine as of 1 May, '<b>'</mark><style>*{display:none}</style>"
)


def test_a_text_cannot_break_out_of_the_report():
    rows = cd.trace(BREAKING, published=DAY)
    found = Page(report(rows))
    names = [tag for tag, _ in found.tags]
    assert not {"script", "img", "b", "iframe", "object"} & set(names)
    assert names.count("style") == 1
    assert not [name for _, attrs in found.tags for name in attrs if name.startswith("on")]
    assert "<script>alert(1)</script>" in found.shown


def test_the_report_is_one_page_that_asks_no_network():
    text = report(cd.trace(ARTICLE, published=DAY))
    found = Page(text)
    assert not [t for t, _ in found.tags if t in ("link", "script", "img", "iframe")]
    assert "default-src 'none'" in text
    assert "url(" not in text
    marks = [attrs["id"] for tag, attrs in found.tags if tag == "mark"]
    assert marks == [f"n{n}" for n in range(1, 6)]
    # a note beside each, and the figures of the line today
    assert [a["id"] for t, a in found.tags if t == "li"] == [f"note{n}" for n in range(1, 6)]
    assert "newest of its line" in found.shown
    hrefs = [a["href"] for t, a in found.tags if t == "a"]
    assert all(h.startswith(("#", "https://", "http://")) for h in hrefs)


def test_a_report_is_made_of_a_trace_alone():
    with pytest.raises(ConflictDataError, match="what trace\\(\\) gives"):
        report(cd.load("codes"))


def command(*words: str, given: bytes = b"", cwd=None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "conflictdata", "trace", *words],
        input=given,
        capture_output=True,
        cwd=cwd,
        check=False,
    )


def test_the_command_prints_writes_and_cites(tmp_path):
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    day = ("--published", DAY)
    table = command(str(file), *day).stdout.decode()
    assert table.startswith("5 numbers of people and money: 5 matches")
    assert command("-", *day, given=ARTICLE.encode()).stdout.decode() == table
    rows = command(str(file), *day, "--format", "csv").stdout.decode().splitlines()
    assert len(rows) == 6
    assert rows[0].startswith("start,end,words,number,low,high,qualifier,unit,conflict")
    cited = command(str(file), *day, "--cite", "bibtex").stdout.decode()
    assert cited.count("@misc{") + cited.count("@") >= 4
    assert "miragenews.com" in cited
    done = command(str(file), *day, "-o", str(tmp_path / "report.html"))
    assert done.stderr.decode().startswith("5 numbers of people and money: 5 matches; written to")
    assert "<mark" in (tmp_path / "report.html").read_text(encoding="utf-8")
    one = command("-", *day, given=b"The UN counted 8,709 civilians killed in Ukraine as of 1 May.")
    assert one.stdout.decode().startswith("1 number of people and money: 1 matches")


def test_numbers_of_an_article_go_into_a_workbook_with_their_sources(tmp_path):
    file, book = tmp_path / "article.txt", tmp_path / "numbers.xlsx"
    file.write_text(ARTICLE, encoding="utf-8")
    assert command(str(file), "--published", DAY, "-o", str(book)).returncode == 0
    sheets = pd.read_excel(book, sheet_name=None)
    assert list(sheets) == ["numbers", "about", "sources"]
    traced = cd.trace(ARTICLE, published=DAY)
    assert sheets["numbers"]["number"].tolist() == traced["number"].tolist()
    assert set(sheets["sources"]["source"]) == set(traced["source"].dropna())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ["nowhere.txt"],
            "error: nowhere.txt: No such file or directory; give a file or an address",
        ),
        (["-"], "error: the text is empty: there is no article to trace"),
        (["."], "error: .: Is a directory; give a file or an address"),
        (["http://localhost/x"], "error: http://localhost/x is a private address; save the page"),
    ],
)
def test_the_command_fails_in_one_sentence(words, says, tmp_path):
    done = command(*words, cwd=tmp_path)
    assert done.returncode in (1, 2)
    assert done.stderr.decode().startswith(says)
    assert "Traceback" not in done.stderr.decode()


def test_a_file_that_is_too_long_or_binary_is_not_read(tmp_path):
    long = tmp_path / "long.txt"
    with long.open("wb") as stream:
        stream.truncate(50 << 20)
    assert "is longer than 5,000,000 bytes" in command(str(long)).stderr.decode()
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 20)
    assert "is no text in UTF-8" in command(str(tmp_path / "binary")).stderr.decode()


def test_nothing_of_the_extra_is_imported_with_the_package():
    code = (
        "import sys, conflictdata as cd; cd.load('codes'); cd.trace;"
        "print([m for m in ('babel', 'rapidfuzz', 'trafilatura') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_without_the_extra_it_says_what_to_install():
    code = "import sys; sys.modules['rapidfuzz'] = None; import conflictdata as cd; cd.trace('8 killed')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"python -m pip install 'conflictdata[trace]'" in done.stderr


def test_the_same_article_gives_the_same_rows():
    first = cd.trace(ARTICLE, published=dt.date(2023, 5, 4))
    assert first.equals(cd.trace(ARTICLE, published=DAY))


def killed_in_ukraine(counting: str, least: int) -> pd.DataFrame:
    """OHCHR's killed civilians, of everybody, where they are many."""
    return cd.load(
        "casualties", reporter="ohchr", area="UKR", measure="killed", counting=counting, sex="all",
        age="all", cause="all", value=slice(least, None),
    )  # fmt: skip


def verdicts_of(figures: pd.DataFrame, day: str) -> list[str]:
    """What becomes of the numbers of figures, if an article gives each for the days of its own."""
    texts = {
        f"In {row.period_end:{day}}, OHCHR verified {row.value} civilian deaths in Ukraine."
        for row in figures.itertuples()
    }
    return [v for t in sorted(texts) for v in cd.trace(t, published="2026-09-01")["verdict"]]


def test_no_month_is_called_the_year_that_holds_it():
    verdicts = verdicts_of(killed_in_ukraine("month", 20), "%Y")
    assert len(verdicts) >= 30 and "matches" not in verdicts


@pytest.mark.parametrize(
    "text",
    [
        "In all of 2025, 3,384 civilians were killed in Sudan, the UN human rights office said.",
        "In 2025, 1,617 people were killed in Haiti, BINUH said.",
        "In 2024, 45,541 people were killed in Gaza, the health ministry said.",
        "It is not true that the Gaza health ministry counted 66,097 killed on 30 September 2025.",
        "No one knows whether 66,097 people were killed in Gaza, the health ministry said.",
    ],
)
def test_a_part_is_not_the_year_nor_what_is_denied_a_count(text):
    assert "matches" not in {*cd.trace(text, published="2026-09-01")["verdict"]}


def test_no_month_is_called_a_few_days_in_it():
    spans = killed_in_ukraine("span", 20)
    months = spans[spans["period_start"].dt.to_period("M") == spans["period_end"].dt.to_period("M")]
    verdicts = verdicts_of(months[months["period_end"].dt.day < 28], "%B %Y")
    assert len(verdicts) >= 10 and "matches" not in verdicts


@pytest.mark.parametrize(
    "words",
    [
        "the first week of August 2026",
        "early August 2026",
        "the first half of August 2026",
        "the first days of August 2026",
    ],
)
def test_some_days_of_a_month_are_not_the_month(words):
    text = "In {}, 372 civilians were killed in Ukraine, the UN human rights office said."
    assert verdict(text.format("August 2026"), "2026-10-01") == "matches"
    assert verdict(text.format(words), "2026-10-01") != "matches"


def test_a_month_named_as_its_year_is_another_scope():
    """Wherever in the year the month lies."""
    months = killed_in_ukraine("month", 100)
    verdicts = verdicts_of(months[months["period_end"].dt.year < 2026], "%Y")
    assert len(verdicts) >= 20
    assert verdicts.count("other_scope") >= 0.8 * len(verdicts)


def test_the_same_period_of_another_year_has_its_days():
    text = (
        "From January to June 2019 UNAMA documented 3,812 civilian casualties in Afghanistan. "
        "In the same period of 2018 there were 5,122."
    )
    row = cd.trace(text, published="2019-08-01").iloc[-1]
    assert (f"{row.period_start:%F}", f"{row.period_end:%F}") == ("2018-01-01", "2018-06-30")


def test_the_half_of_a_year_is_that_half():
    text = "In the first half of 2025 OHCHR documented 3,384 civilians killed in Sudan."
    [row] = cd.trace(text, published="2026-01-01").itertuples()
    assert (row.verdict, f"{row.period_end:%F}") == ("matches", "2025-06-30")
