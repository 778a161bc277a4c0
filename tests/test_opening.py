"""A release is opened whole, or one error names the release, the file and what to do; whatever was
done to its folder.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import Published
from folders import relist

import conflictdata as cd
from conflictdata.errors import ConflictDataError
from conflictdata.release.cache import CACHE
from conflictdata.release.host import HOST

ROOT = Path(__file__).parent.parent
FILE = "casualties.parquet"
VERBS: dict[str, Callable[[Path], object]] = {
    "load": lambda r: cd.load("casualties", release=r),
    "load, polars": lambda r: cd.load("casualties", release=r, backend="polars"),
    "load, pyarrow": lambda r: cd.load("casualties", release=r, backend="pyarrow"),
    "a filter": lambda r: cd.load("casualties", release=r, measure="killed", columns=["value"]),
    "series": lambda r: cd.series("casualties", release=r, measure="killed", counting="cumulative"),
    "coverage": lambda r: cd.describe("casualties", coverage=True, release=r),
    "diff": lambda r: cd.diff(r, r),
    "validate": lambda r: cd.validate(cd.path("casualties", release=r), "casualties", release=r),
}
# those that look at no row: they ask whether the files are there and as long as they were
AT_A_GLANCE: dict[str, Callable[[Path], object]] = {
    "tables": lambda r: cd.tables(release=r),
    "describe": lambda r: cd.describe("casualties", release=r),
    "path": lambda r: cd.path("casualties", release=r),
    "cite": lambda r: cd.cite(release=r),
    "another table": lambda r: cd.load("areas", release=r),
}


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def longer(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\0")


def a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def a_device(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def a_link_out(file: Path) -> None:
    elsewhere = file.parent.parent / "elsewhere.parquet"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)


SIZES: dict[str, tuple[Callable[[Path], object], str]] = {
    "truncated": (truncated, r"has [\d,]+ bytes, not [\d,]+"),
    "longer": (longer, r"has [\d,]+ bytes, not [\d,]+"),
    "empty": (lambda f: f.write_bytes(b""), r"has 0 bytes, not [\d,]+"),
    "missing": (Path.unlink, r"cannot be read \(No such file or directory\)"),
    "a pipe": (a_pipe, "is not a regular file"),
    "an endless device": (a_device, "is not a regular file"),
    "a folder": (a_folder, "is not a regular file"),
    "a link that leads out": (a_link_out, "is a link that leads out of the release"),
}


def zeroed(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def without_footer(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:-40] + bytes(40))


def pages_overwritten(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:4] + b"\xff" * (len(data) // 2) + data[4 + len(data) // 2 :])


def rewritten(change: Callable[[pa.Table], pa.Table]) -> Callable[[Path], None]:
    """Other rows under a size and digest that the descriptor agrees with."""

    def damage(file: Path) -> None:
        pq.write_table(change(pq.ParquetFile(file).read()), file)
        relist(file.parent)

    return damage


def as_text(column: str) -> Callable[[pa.Table], pa.Table]:
    def change(rows: pa.Table) -> pa.Table:
        i = rows.column_names.index(column)
        return rows.set_column(i, column, rows[column].cast(pa.string()))

    return change


# a small file is known by its digest, of a large one its pages
OTHER = "cannot be read|is not the file that datapackage.json lists"
CONTENTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "zeroed": (zeroed, OTHER),
    "without a footer": (without_footer, OTHER),
    "pages overwritten": (pages_overwritten, OTHER),
    "other columns": (
        rewritten(lambda t: t.rename_columns([f"x_{c}" for c in t.column_names])),
        "has no column 'conflict'",
    ),
    "a column gone": (
        rewritten(lambda t: t.drop_columns(["evidence"])),
        "has no column 'evidence'",
    ),
    "value as text": (rewritten(as_text("value")), r"has \w+ in 'value', not integer"),
    "day as text": (rewritten(as_text("period_end")), r"has \w+ in 'period_end', not date"),
}


@pytest.fixture
def release(published: Published, tmp_path: Path) -> Path:
    shutil.copytree(published.folder / "2026.11.0", tmp_path / "release")
    return tmp_path / "release"


def refused(release: Path, use: Callable[[Path], object], message: str) -> None:
    with pytest.raises(ConflictDataError, match=message) as error:
        use(release)
    said = str(error.value)
    assert said.startswith(f"release 2026.11.0 is damaged: {release / FILE} "), said
    assert said.endswith("; put the whole release there again") and "\n" not in said


@pytest.mark.parametrize("verb", [*VERBS, *AT_A_GLANCE])
@pytest.mark.parametrize("damage", SIZES)
def test_a_file_that_is_not_as_long_as_it_was_is_one_error(release, damage, verb):
    change, message = SIZES[damage]
    change(release / FILE)
    refused(release, (VERBS | AT_A_GLANCE)[verb], message)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("damage", CONTENTS)
def test_a_file_that_holds_something_else_is_one_error(release, damage, verb):
    change, message = CONTENTS[damage]
    change(release / FILE)
    refused(release, VERBS[verb], message)


@pytest.mark.parametrize("verb", ["show", "describe", "cite", "validate", "overview"])
def test_no_traceback_reaches_a_person(verb, release, tmp_path):
    """The bundled release is damaged, as after an installation that broke off."""
    package = tmp_path / "site" / "conflictdata"
    shutil.copytree(ROOT / "conflictdata", package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(release, package / "_release")
    truncated(package / "_release" / FILE)
    words = {"overview": [], "show": ["show", "casualties"], "cite": ["cite"]}
    done = subprocess.run(
        [sys.executable, "-m", "conflictdata", *words.get(verb, [verb, "casualties"])],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(package.parent)},
        cwd=tmp_path,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: release 2026.11.0 is damaged: ")
    assert done.stderr.endswith("install conflictdata again; in a checkout, `conflictdata build`\n")


def test_what_was_asked_wrongly_is_not_a_damaged_release(release):
    """An error of an engine over a sound file stays what it is."""
    from conflictdata.release.folder import Release

    def fails(file: Path) -> None:
        raise pa.ArrowInvalid("no such thing")

    with pytest.raises(pa.ArrowInvalid, match="no such thing"):
        Release(release).choose("casualties", fails)


def test_a_folder_that_was_built_again_is_read_by_its_new_schema(release):
    before = cd.load("casualties", release=release)
    descriptor = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    casualties = next(r for r in descriptor["resources"] if r["name"] == "casualties")
    fields = casualties["schema"]["fields"]
    note = next(f for f in fields if f["name"] == "note")
    note["name"] = "remark"
    fresh = release.with_name("fresh")
    shutil.copytree(release, fresh)
    rows = pq.ParquetFile(fresh / FILE).read()
    rows = rows.rename_columns(["remark" if c == "note" else c for c in rows.column_names])
    pq.write_table(rows, fresh / FILE)
    (fresh / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    relist(fresh)
    shutil.rmtree(release)
    fresh.rename(release)
    for backend in ("pandas", "polars", "pyarrow"):
        after = cd.load("casualties", release=release, backend=backend)
        names = getattr(after, "column_names", None) or list(after.columns)
        assert "remark" in names and "note" not in names and len(after) == len(before)
    assert "remark" in cd.describe("casualties", release=release).index


def test_a_release_may_lie_behind_a_link_and_its_files_in_it(release, tmp_path):
    """The folder itself may be anywhere; what it holds must be in it."""
    (tmp_path / "link").symlink_to(release)
    (release / "same.parquet").symlink_to(FILE)
    assert len(cd.load("casualties", release=tmp_path / "link")) > 0


@pytest.mark.parametrize("value", [2026, 2026.11, b"2026.11.0", None, ["2026.11.0"]])
def test_what_is_no_release_is_refused_in_words(value):
    if value is None:
        return
    with pytest.raises(ConflictDataError, match="release is a version such as"):
        cd.tables(release=value)


# --- the cache ---


@pytest.fixture
def cache(published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    monkeypatch.setenv(HOST, str(published.folder))
    for version in ("2026.10.0", "2026.11.0"):
        cd.fetch(version)
    return tmp_path / "cache"


def conflictdata(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "conflictdata", *words], capture_output=True, text=True
    )


@pytest.mark.parametrize("damage", SIZES)
def test_a_damaged_cache_says_how_to_mend_it_and_that_mends_it(cache, damage):
    change, message = SIZES[damage]
    change(cache / "2026.11.0" / FILE)
    uses = (
        cd.fetch,
        lambda v: cd.load("casualties", release=v),
        lambda v: cd.path("areas", release=v),
    )
    for use in uses:
        with pytest.raises(ConflictDataError, match=message) as error:
            use("2026.11.0")
        assert "`conflictdata cache clear 2026.11.0` takes it out, then fetch it again" in str(
            error.value
        )
    done = conflictdata("cache", "clear", "2026.11.0")
    assert (done.returncode, done.stdout) == (0, f"{cache / '2026.11.0'} removed\n")
    assert not (cache / "2026.11.0").exists() and (cache / "2026.10.0").exists()
    assert len(cd.load("casualties", release="2026.11.0")) > 0


def test_the_cache_is_listed_and_checked(cache):
    done = conflictdata("cache")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["2026.10.0", "2026.11.0"]
    assert all(line.endswith("whole") for line in done.stdout.splitlines())
    file = cache / "2026.10.0" / "DICTIONARY.md"
    data = file.read_bytes()
    file.write_bytes(data[:-2] + b"!\n")
    assert conflictdata("cache").returncode == 0, "a glance looks at sizes of tables alone"
    done = conflictdata("cache", "check")
    assert done.returncode == 1
    assert [line.split()[-1] for line in done.stdout.splitlines()] == ["damaged", "whole"]
    assert f"{file} is not the file that SHA256SUMS lists" in done.stderr
    assert "conflictdata cache clear 2026.10.0" in done.stderr
    assert conflictdata("cache", "check", "2026.11.0").returncode == 0
    assert conflictdata("cache", "clear").returncode == 0
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["chek"], "cache has no 'chek'; did you mean 'check'?"),
        (["check", "2026.11.1"], "has no release 2026.11.1; did you mean '2026.11.0'?"),
        (["clear", ".."], "has no release .."),
    ],
)
def test_what_the_cache_cannot_do_is_said(cache, words, message):
    done = conflictdata("cache", *words)
    assert done.returncode == 2 and message in done.stderr
    assert len(list(cache.iterdir())) == 2


def test_what_is_no_release_is_never_cleared(cache):
    (cache / "2026.9.0").mkdir()
    (cache / "2026.9.0" / "thesis.odt").write_text("mine")
    done = conflictdata("cache", "clear", "2026.9.0")
    assert done.returncode == 2 and "is no release; look at it" in done.stderr
    assert (cache / "2026.9.0" / "thesis.odt").read_text() == "mine"


# --- other machines ---


def test_nobody_at_home_is_told_of_the_cache_by_name(published, tmp_path, monkeypatch):
    """No HOME, and an id that no list of users has, as in containers."""
    pwd = pytest.importorskip("pwd", reason="is of POSIX")

    def nobody(uid: int) -> None:
        raise KeyError(uid)

    for name in ("HOME", CACHE, "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    monkeypatch.setenv(HOST, str(published.folder))
    monkeypatch.chdir(tmp_path)
    assert len(cd.load("areas")) > 0, "what came with the package needs no cache"
    message = r"no home folder for a cache .*; set CONFLICTDATA_CACHE to a folder"
    for use in (cd.fetch, lambda v: cd.load("areas", release=v)):
        with pytest.raises(ConflictDataError, match=message):
            use("2026.10.0")
    with pytest.warns(UserWarning, match=message):
        listed = cd.releases()
    assert list(listed.index[listed["on_host"]]) == ["2026.10.0", "2026.11.0"]
    assert list(tmp_path.iterdir()) == [], "no folder is called ~"


def test_an_unknown_home_in_the_variable_is_said(monkeypatch):
    monkeypatch.setenv(CACHE, "~nobody-of-that-name/cache")
    with pytest.raises(ConflictDataError, match="set CONFLICTDATA_CACHE to a folder"):
        cd.fetch("2026.10.0")


def test_a_zipped_package_says_that_its_release_is_out_of_reach(tmp_path):
    archive = tmp_path / "app.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in (ROOT / "conflictdata").rglob("*.py"):
            packed.write(file, file.relative_to(ROOT))
    code = "import conflictdata as cd\ntry: cd.tables()\nexcept ValueError as e: print(e)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(archive)},
        cwd=tmp_path,
    )
    assert f"conflictdata is inside {archive}, where its release cannot be opened" in done.stdout


def test_a_frozen_package_without_its_files_says_so(tmp_path):
    package = tmp_path / "conflictdata"
    shutil.copytree(ROOT / "conflictdata", package, ignore=shutil.ignore_patterns("__pycache__"))
    code = "import conflictdata as cd\ntry: cd.tables()\nexcept ValueError as e: print(e)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
    )
    assert f"{package} is without its release; install conflictdata again" in done.stdout
    assert "PyInstaller takes them by the hook" in done.stdout
    from conflictdata.__pyinstaller import get_hook_dirs

    (folder,) = get_hook_dirs()
    assert (Path(folder) / "hook-conflictdata.py").is_file()


def test_a_checkout_has_the_same_bytes_whatever_git_does_to_line_ends(tmp_path):
    """``core.autocrlf=true``, as git on Windows is installed."""
    repository, clone = tmp_path / "repository", tmp_path / "clone"
    shutil.copytree(ROOT / "data" / "release", repository / "data" / "release")
    shutil.copytree(ROOT / "schemas", repository / "schemas")
    for name in (".gitattributes", "CHANGELOG.md", "pyproject.toml"):
        shutil.copy(ROOT / name, repository)
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], cwd=repository, check=True, env=env, capture_output=True)
    subprocess.run(
        ["git", "clone", "-q", "-c", "core.autocrlf=true", str(repository), str(clone)],
        check=True,
        env=env,
    )
    files = [p for p in repository.rglob("*") if p.is_file() and ".git" not in p.parts]
    assert len(files) > 20
    changed = [
        str(p.relative_to(repository))
        for p in files
        if p.read_bytes() != (clone / p.relative_to(repository)).read_bytes()
    ]
    assert changed == []


def test_no_day_is_missing_without_a_unit():
    """Numpy 2.5 warns of it, and a later one will refuse."""
    bare = [
        str(p.relative_to(ROOT))
        for p in (ROOT / "conflictdata").rglob("*.py")
        if any(
            f'{kind}("NaT")' in p.read_text(encoding="utf-8")
            for kind in ("datetime64", "timedelta64")
        )
    ]
    assert bare == []
