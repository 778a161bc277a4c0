"""A folder is replaced as a whole or not at all, whoever else is at work, and its last copy is never
lost.
"""

import errno
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from conftest import rows_of, write_rows

from conflictdata.curate import replace
from conflictdata.curate.build import build
from conflictdata.curate.check import check
from conflictdata.curate.compare import out_of_date
from conflictdata.curate.project import Project
from conflictdata.curate.replace import alone, replace_files, replacing, replacing_files
from conflictdata.errors import ConflictDataError
from conflictdata.release.aside import discard, this_machine
from conflictdata.release.bring import verify

BUILD = [sys.executable, "-m", "conflictdata", "build", "--root"]


@pytest.fixture(params=["in one step", "in two steps"])
def folder(request, tmp_path, monkeypatch) -> Path:
    """A folder that holds something, on a system that can exchange folders or cannot."""
    if request.param == "in two steps":
        monkeypatch.setattr(replace, "_exchange", lambda one, other: False)
    (tmp_path / "release").mkdir()
    (tmp_path / "release" / "old").write_text("old")
    return tmp_path / "release"


@pytest.fixture
def anybodys(folder, monkeypatch):
    """The same where anybody may go, and a way to be somebody who may not do everything."""
    place = Path(tempfile.mkdtemp())
    shutil.copytree(folder, place / "release")
    somebody = 54321 if os.geteuid() == 0 else os.geteuid()
    yield place / "release", somebody
    os.seteuid(os.getuid())
    discard(place)


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


@pytest.mark.parametrize("trial", range(6))
def test_two_builds_in_one_checkout_do_not_destroy_each_other(project, trial):
    file = project.curated / "aid_packages" / "russia-ukraine" / "usa.csv"
    write_rows(file, [r | {"note": f"read {trial} times"} for r in rows_of(file)])
    runs = []
    for _ in range(2):
        runs.append(
            subprocess.Popen(
                [*BUILD, str(project.root)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        time.sleep(trial * 0.3)
    said = [r.communicate(timeout=120)[1] for r in runs]
    codes = [r.returncode for r in runs]
    assert 0 in codes and set(codes) <= {0, 2}, said
    for code, text in zip(codes, said, strict=True):
        if code == 2:
            assert "another run of conflictdata is writing in" in text
    verify(project.release)
    assert out_of_date(Project(project.root)) == []
    assert names(project.release.parent) == ["curated", "release"]


def test_a_second_build_says_that_one_is_running(project):
    with (
        alone(project.release.parent),
        pytest.raises(ConflictDataError, match=r"another run of conflictdata is writing in .*data"),
    ):
        build(project)
    build(project)


FULL = OSError(errno.ENOSPC, "No space left on device")


def failing_at(monkeypatch, name: str, number: int) -> None:
    """Let the disk be full at one of the steps of writing several files."""
    step, calls = getattr(replace, name), []

    def full(*args):
        calls.append(args)
        if len(calls) == number:
            raise FULL
        return step(*args)

    monkeypatch.setattr(replace, name, full)


@pytest.mark.parametrize(("step", "number"), [("_beside", 1), ("_beside", 3), ("_put", 2)])
def test_several_files_are_written_all_or_none(tmp_path, monkeypatch, step, number):
    one, two, gone = (tmp_path / name for name in ("one", "two", "gone"))
    for file in (one, two, gone):
        file.write_text("old")
    failing_at(monkeypatch, step, number)
    fresh = {one: b"new", gone: None, tmp_path / "further" / "file": b"new", two: b"new"}
    with pytest.raises(
        ConflictDataError, match=r"cannot be written \(No space left on device\); every file stays"
    ):
        replace_files(fresh)
    assert names(tmp_path) == ["gone", "one", "two"]
    assert {f.read_text() for f in (one, two, gone)} == {"old"}
    monkeypatch.undo()
    assert replace_files(fresh) == list(fresh) and replace_files(fresh) == []
    assert names(tmp_path) == ["further", "one", "two"]


def test_a_file_that_is_replaced_keeps_its_mode_and_its_place(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    replace_files({link: b"new"})
    assert link.is_symlink() and real.read_text() == "new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_files_come_back_if_what_follows_does_not_end_well(tmp_path):
    file, other = tmp_path / "file", tmp_path / "other"
    file.write_text("old")
    with pytest.raises(KeyboardInterrupt), replacing_files({file: b"new", other: b"new"}):
        assert file.read_text() == "new"
        raise KeyboardInterrupt
    assert file.read_text() == "old" and names(tmp_path) == ["file"]


def test_a_replacement_inside_another_leaves_one_whole(folder):
    with replacing(folder) as outer:
        (outer / "outer").write_text("whole")
        with replacing(folder) as inner:
            (inner / "inner").write_text("whole")
        assert names(folder) == ["inner"]
        assert names(outer) == ["outer"]
    assert names(folder) == ["outer"]
    assert names(folder.parent) == ["release"]


def test_many_at_once_leave_one_whole(folder):
    failed: list[Exception] = []

    def one(number: int) -> None:
        try:
            with replacing(folder) as fresh:
                for part in "abc":
                    (fresh / f"{part}{number}").write_text("whole")
                    time.sleep(0.01)
        except ConflictDataError as error:  # where it cannot be done in one step
            failed.append(error)

    threads = [threading.Thread(target=one, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(failed) < 8
    assert len(names(folder)) == 3 and len({n[1:] for n in names(folder)}) == 1


@pytest.mark.parametrize("kind", ["a link", "a file", "a link to nothing"])
def test_what_is_no_folder_is_not_replaced(project, tmp_path, kind):
    elsewhere = tmp_path / "elsewhere"
    shutil.move(project.release, elsewhere)
    if kind == "a file":
        project.release.write_text("mine")
    else:
        project.release.symlink_to(elsewhere if kind == "a link" else tmp_path / "nothing")
    before = names(elsewhere)
    with pytest.raises(
        ConflictDataError, match=r"data/release is a (link|file) where a folder is made; move it"
    ):
        build(project)
    assert names(elsewhere) == before
    assert project.release.is_symlink() or project.release.read_text() == "mine"
    assert names(project.release.parent) == ["curated", "release"]


def test_a_swap_that_failed_is_undone(tmp_path, monkeypatch):
    monkeypatch.setattr(replace, "_exchange", lambda one, other: False)
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "old").write_text("old")
    rename = Path.rename

    def fails(path: Path, target: Path) -> Path:
        if target == folder and not path.name.endswith("-old"):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails)
    with (
        pytest.raises(ConflictDataError, match=r"Input/output error.*stays as it was"),
        replacing(folder) as fresh,
    ):
        (fresh / "new").write_text("new")
    assert names(folder) == ["old"] and names(tmp_path) == ["release"]


@pytest.fixture
def gone() -> int:
    """The id of a process that is no more."""
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


def test_the_last_copy_comes_back(tmp_path, gone):
    """A run was killed after the folder had made way."""
    folder = tmp_path / "release"
    for name, file in (("", "half"), ("-old", "old")):
        left = tmp_path / f".release-{gone}-{this_machine()}-abcdefgh{name}"
        left.mkdir()
        (left / file).write_text("x")
    with pytest.raises(RuntimeError), replacing(folder):
        raise RuntimeError
    assert names(folder) == ["old"] and names(tmp_path) == ["release"]


def test_what_another_process_makes_is_not_swept(folder, gone):
    here = this_machine()
    kept = [f".release-{os.getpid()}-{here}-aaaaaaaa", f".release-{gone}-elsewhere-bbbbbbbb"]
    swept = f".release-{gone}-{here}-cccccccc"
    others = ".release-notes"
    for name in (*kept, swept, others):
        (folder.parent / name).mkdir()
    with replacing(folder) as fresh:
        (fresh / "new").write_text("new")
    assert names(folder.parent) == sorted([*kept, others, "release"])


def test_a_folder_that_was_made_read_only_leaves_nothing_behind(anybodys):
    folder, somebody = anybodys
    (folder / "inside").mkdir()
    (folder / "inside" / "old").write_text("old")
    for path in (*folder.rglob("*"), folder, folder.parent):
        os.chown(path, somebody, -1)
    for path in (folder / "inside" / "old", folder / "inside", folder):
        path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    os.seteuid(somebody)
    with replacing(folder) as fresh:
        (fresh / "new").write_text("new")
    assert names(folder) == ["new"] and names(folder.parent) == ["release"]


def test_a_place_that_cannot_be_written_is_a_message(anybodys):
    folder, somebody = anybodys
    folder.parent.chmod(0o555)
    os.seteuid(somebody)
    with pytest.raises(ConflictDataError, match=r"cannot be written"), replacing(folder):
        pass
    assert names(folder) == ["old"]


def test_a_disk_that_fills_up_leaves_the_folder_as_it_was(folder):
    with (
        pytest.raises(ConflictDataError, match=r"No space left on device.*stays as it was"),
        replacing(folder) as fresh,
    ):
        (fresh / "new").write_text("half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(fresh / "new"))
    assert names(folder) == ["old"] and names(folder.parent) == ["release"]


# --- what a build reads ---


def a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def a_device(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


def a_link_out(file: Path) -> None:
    outside = Path("/tmp") / f"outside-{os.getpid()}-{file.name}"
    shutil.move(file, outside)
    file.symlink_to(outside)


def long(file: Path) -> None:
    with file.open("ab") as stream:
        stream.truncate(1 << 30)


UNFIT = {
    "a pipe": (a_pipe, "is not a regular file, but a pipe or a device; remove it"),
    "an endless device": (a_device, "is a link that leads out of"),
    "a link that leads out": (a_link_out, "is a link that leads out of"),
    "a gigabyte": (long, "has 1,073,741,824 bytes, more than 33,554,432; divide it"),
}


@pytest.mark.parametrize(
    "name", ["data/curated/codes.csv", "data/curated/areas.csv", "schemas/areas.yaml"]
)
@pytest.mark.parametrize("kind", UNFIT)
def test_a_file_that_cannot_be_read_is_a_finding_before_anything_hangs(project, kind, name):
    change, message = UNFIT[kind]
    change(project.root / name)
    (finding,) = check(Project(project.root)).errors
    assert str(finding).startswith(f"{name}:1: file: {message}")
    for left in Path("/tmp").glob(f"outside-{os.getpid()}-*"):
        left.unlink()


def test_a_folder_that_leads_out_of_the_checkout_is_a_finding(project, tmp_path):
    outside = tmp_path / "outside"
    shutil.move(project.curated / "casualties" / "russia-ukraine", outside)
    (project.curated / "casualties" / "russia-ukraine").symlink_to(outside)
    (finding,) = check(Project(project.root)).errors
    assert finding.where == "data/curated/casualties/russia-ukraine:1"
    assert "is a link that leads out of" in finding.message
