"""In a notebook tables, filters and codes complete, by IPython's own completer, and nothing else
does; rows show what matters.
"""

import re
import subprocess
import sys

import pandas as pd
import pytest

import conflictdata as cd
from conflictdata.notebook.call import call_at

pytest.importorskip("IPython", reason="a notebook has it")
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell


@pytest.fixture(scope="module")
def shell():
    shell = InteractiveShell.instance()
    shell.run_cell("import conflictdata as cd\nfrom conflictdata import load, series as line")
    shell.run_line_magic("load_ext", "conflictdata")
    yield shell
    shell.run_line_magic("unload_ext", "conflictdata")
    InteractiveShell.clear_instance()


def completed(shell, text) -> list[str]:
    """The texts of a cell as each completion would leave it, from where it begins to change."""
    with provisionalcompleter():
        found = list(shell.Completer.completions(text, len(text)))
    return [text[: c.start] + c.text for c in found]


def words(shell, text) -> list[str]:
    with provisionalcompleter():
        return [c.text for c in shell.Completer.completions(text, len(text))]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ('cd.load("casu', 'cd.load("casualties'),
        ("load('casu", "load('casualties"),
        ('cd.describe("casu', 'cd.describe("casualties'),
        ('cd.validate(rows, "casu', 'cd.validate(rows, "casualties'),
        ('x = cd.load("casualties", reporter="oh', 'x = cd.load("casualties", reporter="ohchr'),
        ('cd.load("casualties",\n    reporter="oh', 'cd.load("casualties",\n    reporter="ohchr'),
        ('cd.load("casualties", measure=["killed", "injur', 'cd.load("casualties", measure=["killed", "injured'),
        ('cd.load("aid_packages", package_id="US-PDA-37', 'cd.load("aid_packages", package_id="US-PDA-37'),
        ('cd.load("casualties", reporter_r', 'cd.load("casualties", reporter_role='),
        ('cd.load("casualties", columns=["val', 'cd.load("casualties", columns=["value'),
        ('cd.load("casualties", backend="pol', 'cd.load("casualties", backend="polars'),
        ('cd.load("casualties", vin', 'cd.load("casualties", vintage='),
        ('print(cd.cite(cd.load("sources"), style="bib', 'print(cd.cite(cd.load("sources"), style="bibtex'),
        ('line("casualties", conflict="gaza", reporter="gaza-m', 'line("casualties", conflict="gaza", reporter="gaza-moh'),
    ],
)  # fmt: skip
def test_what_is_begun_is_completed(shell, text, whole):
    assert whole in completed(shell, text)


def test_all_tables_are_offered_or_those_with_figures_where_only_these_are_taken(shell):
    assert words(shell, 'cd.load("') == list(cd.tables().index)
    assert words(shell, 'cd.series("') == ["casualties", "aid_totals"]


def test_codes_are_those_that_stand_in_the_rows_which_the_other_filters_choose(shell):
    gaza = cd.load("casualties", conflict="gaza")
    assert words(shell, 'cd.load("casualties", conflict="gaza", reporter="') == sorted(gaza["reporter"].unique())  # fmt: skip
    both = cd.load("casualties", conflict=["gaza", "sudan"])
    assert words(shell, 'cd.load("casualties", conflict=["gaza", "sudan"], reporter="') == sorted(both["reporter"].unique())  # fmt: skip
    # a filter that chooses nothing hides nothing
    assert "ohchr" in words(shell, 'cd.load("casualties", conflict="nowhere", reporter="')


def test_each_of_several_joined_values_is_one(shell):
    offered = words(shell, 'cd.load("casualties", warnings="')
    assert "minimum" in offered and not any(";" in word for word in offered)


def test_filters_are_those_of_the_table_and_not_yet_given(shell):
    offered = words(shell, 'cd.load("aid_packages", donor="USA", ')
    columns = [f"{c}=" for c in cd.load("aid_packages").columns if c != "donor"]
    assert offered[: len(columns)] == columns
    assert offered[len(columns) :] == ["columns=", "vintage=", "release=", "backend=", "categories="]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ['print("casu', 'open("casu', 'cd.load("nosuch", reporter="oh', 'cd.load("casualties", value="1', "cd.load('casualties')\n'casu", '# cd.load("casu', 'pd.read_csv(cd.path("areas"), sep="', 'os.cd.load("casu'],
)  # fmt: skip
def test_elsewhere_nothing_is_offered(shell, text):
    ours = {"casualties", "ohchr", "reporter=", *cd.tables().index}
    assert not ours.intersection(words(shell, text))


def test_what_is_typed_runs_nothing(shell):
    shell.run_cell("ran = []\ndef load(*a, **k): ran.append(1)")
    words(shell, 'load("casualties", reporter="oh')
    assert shell.user_ns["ran"] == []
    shell.run_cell("from conflictdata import load")


def test_without_the_extension_a_notebook_is_as_it_was(shell):
    before = len(shell.Completer.custom_matchers)
    shell.run_line_magic("reload_ext", "conflictdata")
    assert len(shell.Completer.custom_matchers) == before
    shell.run_line_magic("unload_ext", "conflictdata")
    assert "casualties" not in words(shell, 'cd.load("casu')
    shell.run_line_magic("load_ext", "conflictdata")


def test_importing_the_package_imports_nothing_of_notebooks():
    code = "import sys, conflictdata; print([m for m in sys.modules if 'IPython' in m or 'notebook' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("load(", ("load", (), None, "", False)),
        ("load('a', b", ("load", ("'a'",), None, "b", False)),
        ("load('a)', b=['x, (y', 'z", ("load", ("'a)'",), "b", "z", True)),
        ("f(g(1, 2), h='", ("f", ("g(1, 2)",), "h", "", True)),
        ("f(a == 'x", ("f", (), None, "x", True)),
        ("# it's\nf('x", ("f", (), None, "x", True)),
        ("s = 'open\nf('x", ("f", (), None, "x", True)),
        ('"""it\'s (\n"""\nf("x', ("f", (), None, "x", True)),
        ("f('it\\'s', 'x", ("f", ("'it\\'s'",), None, "x", True)),
        ("f({'a': 1, 'b': 2}, c=(1, 'x", ("f", ("{'a': 1, 'b': 2}",), "c", "x", True)),
    ],
)
def test_the_call_at_a_cursor(text, want):
    call = call_at(text)
    assert (call.function, call.before, call.keyword, call.typed, call.quoted) == want


@pytest.mark.parametrize("text", ["", "f()", "(1, 2", "['a", "'it", "x = )("])
def test_where_there_is_no_call(text):
    assert call_at(text) is None


def heads(shell, frame) -> list[str]:
    page = shell.display_formatter.format(frame)[0]["text/html"]
    return re.findall(r"<th>([a-z_]+)</th>", page.split("<tbody>")[0])


def told(shell, frame) -> str:
    return shell.display_formatter.format(frame)[0]["text/html"].split("</table>")[-1]


@pytest.fixture
def as_in_a_notebook():
    with pd.option_context("display.max_columns", 20):
        yield


@pytest.mark.usefixtures("as_in_a_notebook")
def test_rows_show_what_matters_and_name_what_they_do_not_show(shell):
    rows = cd.load("casualties", reporter="ohchr", period_end="2023-05-01")
    shown = heads(shell, rows)
    matters = {"measure", "value", "qualifier", "period_end", "reported_on", "source_title"}
    assert matters | {"controlled_by", "area"} <= set(shown)
    hidden = set(rows.columns) - set(shown)
    assert f"{len(hidden)} more columns" in told(shell, rows) and cd.__version__ in told(
        shell, rows
    )
    assert all(column in told(shell, rows) for column in hidden)
    # what a verb adds is shown too
    assert "age_days" in heads(shell, cd.latest("casualties", conflict="gaza"))


@pytest.mark.usefixtures("as_in_a_notebook")
def test_what_was_chosen_and_what_is_not_ours_is_shown_as_it_is(shell):
    rows = cd.load("casualties", conflict="sudan")
    chosen = rows[["value", "source"]]
    foreign = pd.DataFrame({f"c{i}": [i] for i in range(40)})
    for frame in (chosen, foreign, rows.rename(columns={"value": "n"}), cd.load("areas")):
        assert shell.display_formatter.format(frame)[0]["text/html"] == frame._repr_html_()
    # a description has a look of its own
    described = cd.describe("casualties")
    assert shell.display_formatter.format(described)[0]["text/html"] == described._repr_html_()
    with pd.option_context("display.max_columns", None):
        assert heads(shell, rows) == list(rows.columns)


@pytest.mark.usefixtures("as_in_a_notebook")
def test_without_the_extension_rows_are_shown_by_pandas(shell):
    rows = cd.load("casualties", conflict="sudan")
    shell.run_line_magic("unload_ext", "conflictdata")
    assert shell.display_formatter.format(rows)[0]["text/html"] == rows._repr_html_()
    shell.run_line_magic("load_ext", "conflictdata")
    assert shell.display_formatter.format(rows)[0]["text/html"] != rows._repr_html_()
