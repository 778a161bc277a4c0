"""Whatever stands behind the output: another encoding, a reader that has gone, a full disk, nothing.
A person gets a message, a machine gets UTF-8.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Published

import conflictdata as cd

TERMINALS = {
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "LC_ALL=C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
# titles and names in Ukrainian are among the rows of these
READING = (
    "",
    "show sources language=uk",
    "show sources",
    "describe casualties",
    "describe aid_packages --coverage",
    "cite casualties reporter=ua-general-staff period_end=2023-01-01..2023-03-01",
    "cite casualties reporter=ua-general-staff period_end=2023-01-01..2023-03-01 --style bibtex",
    "fetch",
    "validate areas",
    "--help",
)
MACHINES = (
    "show sources --format json",
    "show sources --format csv",
    "describe codes --format json",
    "cite casualties reporter=ua-general-staff --style csl-json",
    "cite casualties reporter=ua-general-staff --style bibtex",
    "cite casualties reporter=ua-general-staff --style ris",
    "--format json",
)


def run(command: str | list[str], **options) -> subprocess.CompletedProcess[bytes]:
    words = command.split() if isinstance(command, str) else command
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.run([sys.executable, "-m", "conflictdata", *words], **options)


def shell(command: str) -> subprocess.CompletedProcess[bytes]:
    program = f"{sys.executable} -m conflictdata"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command.replace("conflictdata", program, 1)],
        capture_output=True,
    )


def is_told(done: subprocess.CompletedProcess[bytes], code: int, *words: str) -> None:
    text = done.stderr.decode(errors="replace")
    assert done.returncode == code, text
    assert "Traceback" not in text and "Exception ignored" not in text, text
    for word in words:
        assert word in text


@pytest.mark.parametrize("terminal", TERMINALS)
@pytest.mark.parametrize("command", READING)
def test_people_read_every_verb_in_any_encoding(command, terminal):
    done = run(command, env={**os.environ, **TERMINALS[terminal]})
    is_told(done, 0)
    assert done.stdout


@pytest.mark.parametrize("command", MACHINES)
def test_machines_get_utf_8_in_any_encoding(command):
    plain, other = (run(command, env={**os.environ, **e}) for e in ({}, TERMINALS["cp1252"]))
    assert other.returncode == 0 and other.stdout == plain.stdout
    assert b"?" * 8 not in other.stdout


def test_titles_are_whole_for_machines_where_people_see_question_marks():
    titles = set(cd.load("sources")["title"])
    rows = json.loads(
        run("show sources --format json", env={**os.environ, **TERMINALS["ascii"]}).stdout
    )
    assert {r["title"] for r in rows} == titles and not all(t.isascii() for t in titles)
    people = run("show sources --limit 0", env={**os.environ, **TERMINALS["ascii"]})
    people.stdout.decode("ascii")
    is_told(people, 0, "have no place in ascii", "PYTHONUTF8=1")


def test_changes_are_told_in_any_encoding(published: Published):
    for format in ("table", "markdown", "json"):
        command = ["diff", str(published.folder / "2026.10.0"), str(published.folder / "2026.11.0")]
        is_told(run([*command, "--format", format], env={**os.environ, **TERMINALS["ascii"]}), 0)


@pytest.mark.parametrize(
    "command",
    [
        "",
        "--help",
        "--format csv",
        "show casualties --limit 0",
        "show casualties --format csv",
        "show casualties --format json",
        "describe casualties",
        "describe casualties --coverage",
        "cite casualties reporter=ohchr",
        "cite casualties reporter=ohchr --style csl-json",
        "validate areas",
        "fetch",
    ],
)
def test_a_reader_that_has_gone_is_no_error(command):
    for reader in ("true", "head -c 1 >/dev/null"):
        is_told(shell(f"conflictdata {command} | {reader}"), 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "command",
    ["", "--help", "show casualties --format csv", "show areas", "describe areas", "cite"],
)
def test_a_full_disk_is_said(command):
    is_told(shell(f"conflictdata {command} >/dev/full"), 2, "error: ", "No space left on device")


@pytest.mark.parametrize(
    "command", ["", "show areas", "show areas --format json", "cite", "describe areas"]
)
def test_a_closed_output_is_said(command):
    is_told(shell(f"conflictdata {command} >&-"), 2, "error: standard output is closed")


def test_nobody_needs_to_listen_to_errors():
    assert shell("conflictdata show areas 2>&-").returncode == 0
    assert shell("conflictdata show nothing 2>&-").returncode == 2
    assert shell("conflictdata show nothing 2>/dev/full").returncode == 2


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("x" * 300 + ".csv", "File name too long"),
        ("rows.docx", "write .csv, .xlsx, .json or .parquet"),
        ("rows", "write .csv, .xlsx, .json or .parquet"),
        ("", "write .csv, .xlsx, .json or .parquet"),
        ("folder.csv", "is no regular file"),
        ("nowhere/rows.csv", "there is no folder"),
        ("file.csv/rows.csv", "there is no folder"),
    ],
)
def test_a_file_that_cannot_be_written_is_said(name, message, tmp_path):
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file.csv").write_text("old")
    is_told(run(["show", "areas", "-o", name], cwd=tmp_path), 2, "error: ", message)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file.csv", "folder.csv"]
    assert (tmp_path / "file.csv").read_text() == "old"


def test_a_long_name_and_a_suffix_in_capitals_are_names(tmp_path):
    for name in ("x" * 251 + ".csv", "ROWS.CSV", "Rows.Json"):
        is_told(run(["show", "areas", "-o", name], cwd=tmp_path), 0, "written to")
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.skipif(
    os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root writes anywhere"
)
def test_a_folder_that_is_not_ours_is_said(tmp_path):
    tmp_path.chmod(0o555)
    is_told(run(["show", "areas", "-o", str(tmp_path / "x.csv")]), 2, "Permission denied")


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="no folder that refuses even root")
def test_a_folder_that_takes_no_files_is_said():
    is_told(
        run("show areas -o /sys/kernel/rows.csv"), 2, "cannot be written", "what was there stays"
    )


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    run(["show", "areas", "-o", str(tmp_path / "link.csv")])
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text(encoding="utf-8").startswith("id,")


@pytest.mark.parametrize(
    "host", ["ftp://example.org/x", "http://", "//", "nowhere", "file://", "http://\x7f", "x:y:z"]
)
def test_an_unusual_host_is_said(host):
    for words in (["fetch"], ["fetch", "2020.1.0"]):
        done = run([*words, "--host", host], timeout=60)
        assert b"Traceback" not in done.stderr and b"should not happen" not in done.stderr
        assert done.returncode in (0, 2)


def test_a_file_that_cannot_be_read_is_said(tmp_path):
    (tmp_path / "rows.parquet").write_bytes(b"PAR1 no Parquet")
    (tmp_path / "rows.xlsx").write_bytes(b"")
    (tmp_path / "rows.csv").write_bytes(b"\xff\xfe\x00")
    is_told(run(["validate", "areas", str(tmp_path / "rows.parquet")]), 2, "is no Parquet file")
    is_told(run(["validate", "areas", str(tmp_path / "rows.xlsx")]), 2, "give .csv or .parquet")
    done = run(["validate", "areas", str(tmp_path / "rows.csv")])
    assert done.returncode in (1, 2) and b"Traceback" not in done.stderr


DAMAGES = {
    "shortened": lambda f: f.write_bytes(f.read_bytes()[: f.stat().st_size // 2]),
    "emptied": lambda f: f.write_bytes(b""),
    "missing": lambda f: f.unlink(),
    "text": lambda f: f.write_text("no Parquet"),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize(
    "command",
    [
        "show areas",
        "show areas --format csv",
        "show areas -o rows.csv",
        "describe areas --coverage",
        "validate areas",
        "diff BROKEN",
    ],
)
def test_a_damaged_table_is_said_by_every_verb(command, damage, published: Published, tmp_path):
    broken = _copy(published, tmp_path)
    DAMAGES[damage](broken / "areas.parquet")
    words = command.replace("BROKEN", str(broken)).split()
    release = [] if "diff" in command else ["--release", str(broken)]
    is_told(run([*words, *release], cwd=tmp_path), 2, "areas.parquet", str(broken))
    assert not (tmp_path / "rows.csv").exists()


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"resources": 1}', '"text"'])
def test_a_damaged_descriptor_is_said_by_every_verb(content, published: Published, tmp_path):
    broken = _copy(published, tmp_path)
    (broken / "datapackage.json").write_text(content)
    for command in ("", "show areas", "describe areas", "cite", "validate areas"):
        is_told(
            run([*command.split(), "--release", str(broken)]), 2, "datapackage.json", str(broken)
        )


def _copy(published: Published, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(published.folder / "2026.11.0", tmp_path / "broken"))
