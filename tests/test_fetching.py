"""Whatever a host, the network or this machine does to a fetch: the cache holds whole and verified
releases, and nothing else.
"""

import errno
import hashlib
import json
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import Published, rows_of, write_rows
from folders import relist
from server import (
    Answer,
    Server,
    away,
    circle,
    content,
    damaged,
    drip,
    drop,
    endless,
    garbage,
    hang,
    html,
    packed,
    serving,
    stall,
    status,
    too_long,
    too_short,
    truncated,
    truncated_chunks,
)

import conflictdata as cd
from conflictdata._fetch import fetch
from conflictdata._releases import releases
from conflictdata.errors import ConflictDataError
from conflictdata.release import download
from conflictdata.release.aside import this_machine
from conflictdata.release.bring import verify
from conflictdata.release.cache import CACHE
from conflictdata.release.folder import FORMAT, Release
from conflictdata.release.host import HOST, index
from conflictdata.release.opening import bundled

INDEX, SUMS, TABLE = "index.json", "2026.11.0/SHA256SUMS", "2026.11.0/casualties.parquet"
KILLS = int(os.environ.get("CONFLICTDATA_TEST_KILLS", "5"))
FETCH = [
    sys.executable,
    "-c",
    "import sys; from conflictdata._fetch import fetch; fetch(sys.argv[1], host=sys.argv[2])",
]


@pytest.fixture
def cache(published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that holds 2026.10.0, and a package that does not wait long."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(CACHE, str(folder))
    monkeypatch.delenv(HOST, raising=False)
    for name, seconds in (
        ("CONNECT", 0.3),
        ("READ", 0.3),
        ("FILE_DEADLINE", 0.6),
        ("LONGEST_WAIT", 1.0),
        ("BACKOFF", 0.01),
    ):
        monkeypatch.setattr(download, name, seconds)
    fetch("2026.10.0", host=str(published.folder))
    return folder


@pytest.fixture
def host(published: Published):
    with serving(published.folder) as server:
        yield server


def assert_whole(cache: Path, *versions: str) -> None:
    """The cache holds these releases, each whole, and nothing else; the one that was there before
    works offline.
    """
    assert sorted(p.name for p in cache.iterdir()) == sorted(versions)
    for version in versions:
        verify(cache / version)
    assert cd.load("aid_packages", release="2026.10.0", package_id="US-PDA-37")[
        "amount"
    ].tolist() == [30_000_000]


def sum_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def seal(folder: Path) -> None:
    """Let SHA256SUMS and the index agree with what was changed in a release."""
    names = sorted(p.name for p in folder.iterdir() if p.name != "SHA256SUMS")
    manifest(folder, [f"{sum_of(folder / n)}  {n}" for n in names])


def describe(folder: Path, **said: object) -> None:
    """Let the descriptor of a release say something else."""
    file = folder / "datapackage.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | said))
    seal(folder)


def renumber(folder: Path) -> None:
    describe(folder, version=folder.name)


def manifest(folder: Path, lines: list[str]) -> None:
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n")
    index = folder.parent / "index.json"
    entries = json.loads(index.read_text())["releases"]
    changed = {"version": folder.name, "sums": f"sha256:{sum_of(folder / 'SHA256SUMS')}"}
    index.write_text(
        json.dumps({"releases": [*(e for e in entries if e["version"] != folder.name), changed]})
    )


@pytest.fixture
def changed(published: Published, tmp_path: Path) -> Path:
    """A copy of the folder of releases, to be changed."""
    shutil.copytree(published.folder, tmp_path / "releases")
    return tmp_path / "releases"


# what is the matter, at which path, and what is said of it
REFUSED: dict[str, tuple[Answer, list[str], str]] = {
    "drops the connection": (drop, [INDEX, SUMS, TABLE], "the host closes the connection"),
    "speaks no HTTP": (garbage, [TABLE], "the host closes the connection"),
    "does not answer": (hang, [INDEX, TABLE], "the host does not answer in time"),
    "falls silent": (
        stall,
        [TABLE],
        r"the answer broke off 5 times \(ReadTimeoutError\)|not finished after 0\.6 s",
    ),
    "drips": (drip, [INDEX, SUMS, TABLE], r"not finished after 0\.6 s"),
    "breaks off": (truncated, [INDEX, SUMS, TABLE], r"the answer broke off 5 times \(\w+\)"),
    "breaks off in a chunk": (truncated_chunks, [TABLE], r"the answer broke off 5 times \(\w+\)"),
    "says a length that is too long": (
        too_long,
        [TABLE],
        r"casualties\.parquet cannot be fetched: longer than [\d,]+ bytes",
    ),
    "says a length that is too short": (
        too_short,
        [TABLE],
        "is not the file that SHA256SUMS lists; nothing was kept",
    ),
    "turns a bit": (damaged, [TABLE], "is not the file that SHA256SUMS lists; nothing was kept"),
    "turns a bit of the sums": (
        damaged,
        [SUMS],
        "SHA256SUMS of the release is not the one that the index lists; nothing was kept",
    ),
    "sends HTML for a table": (
        html,
        [TABLE],
        "is not the file that SHA256SUMS lists; nothing was kept",
    ),
    "sends HTML for the sums": (html, [SUMS], "is not the one that the index lists"),
    "sends HTML for the index": (
        html,
        [INDEX],
        r"index\.json is no index of releases; check the address of the host",
    ),
    "sends an index of something else": (
        content(b'{"releases": {"2026.11.0": 1}}'),
        [INDEX],
        "is no index of releases",
    ),
    "sends an index that leaves the cache": (
        content(b'{"releases": [{"version": "../../home", "sums": "sha256:%s"}]}' % (b"0" * 64)),
        [INDEX],
        "is no index of releases",
    ),
    "sends nothing": (content(b""), [TABLE], "is not the file that SHA256SUMS lists"),
    "has it no more": (status(404), [INDEX, SUMS, TABLE], "the host answers 404 Not Found"),
    "forbids it": (status(403), [TABLE], "the host answers 403 Forbidden"),
    "is broken for good": (
        status(500),
        [INDEX, SUMS, TABLE],
        "the host answers 500 Internal Server Error",
    ),
    "is busy for good": (status(429), [TABLE], "the host answers 429 Too Many Requests"),
    "says to come back in words": (status(503, Retry_After="soon"), [TABLE], "cannot be fetched"),
    "sends something that does not end": (
        endless,
        [INDEX, SUMS, "2026.11.0/datapackage.json"],
        r"cannot be fetched: longer than 4,194,304 bytes, the most that it may have",
    ),
    "sends more than is listed": (
        endless,
        [TABLE],
        r"casualties\.parquet cannot be fetched: longer than [\d,]{5,6} bytes",
    ),
    "says that it is very long": (
        lambda handler, body: handler.answer(200, b"", length=1 << 40, send=b""),
        [INDEX, TABLE],
        "cannot be fetched: longer than",
    ),
    "sends it packed": (
        packed("gzip", 1 << 26),
        [INDEX, SUMS, TABLE],
        r"the host sends it packed \(gzip\), which was not asked for",
    ),
    "sends it packed in another way": (
        packed("deflate", 1 << 20),
        [INDEX],
        r"the host sends it packed \(deflate\)",
    ),
    "nests its index": (
        content(b"[" * 200_000),
        [INDEX],
        r"index\.json is no index of releases",
    ),
    "sends a list for an index": (content(b"[]"), [INDEX], "is no index of releases"),
    "sends a list of lists": (content(b'{"releases": [[]]}'), [INDEX], "is no index of releases"),
    "lists a release twice": (
        content(
            b'{"releases": [%s, %s]}'
            % ((b'{"version": "2026.11.0", "sums": "sha256:%s"}' % (b"0" * 64),) * 2)
        ),
        [INDEX],
        "is no index of releases",
    ),
    "redirects to another host": (
        away("http://elsewhere.example/index.json"),
        [INDEX, SUMS, TABLE],
        "the host redirects to http://elsewhere.example/index.json, which is another host",
    ),
    "redirects to where only we can go": (
        away("http://169.254.169.254/latest/meta-data"),
        [INDEX, TABLE],
        r"redirects to http://169\.254\.169\.254/latest/meta-data, which is a private address",
    ),
    "redirects to this machine by name": (
        away("http://localhost:1/x"),
        [INDEX],
        "which is a private address",
    ),
    "redirects to another service of the machine": (
        away("http://127.0.0.1:1/x"),
        [INDEX],
        "redirects to http://127.0.0.1:1/x, which is another port",
    ),
    "redirects to nowhere": (away("http://[::1"), [INDEX], r"http://\[::1 is no address"),
    "redirects without saying where": (status(302), [INDEX], "the host answers 302 Found"),
    "redirects in a circle": (circle, [INDEX, TABLE], "the host redirects in a circle"),
    "redirects to a file of ours": (
        away("file:///etc/passwd"),
        [TABLE],
        "the host redirects to file:///etc/passwd, which is no address of a host",
    ),
}
ASKED_AGAIN: dict[str, tuple[Answer, int]] = {
    "a dropped connection": (drop, 2),
    "an answer that is late": (hang, 1),
    "a body that broke off": (truncated, 2),
    "a body that broke off in a chunk": (truncated_chunks, 2),
    "an error of the host": (status(500), 3),
    "a gateway without a host": (status(502), 1),
    "a host that is busy": (status(429, Retry_After="1"), 1),
    "a host that is busy till tomorrow": (status(503, Retry_After="86400"), 1),
}


@pytest.mark.parametrize(
    ("fault", "path"), [(fault, path) for fault, (_, paths, _) in REFUSED.items() for path in paths]
)
def test_a_host_that(cache: Path, host: Server, fault: str, path: str):
    answer, _, message = REFUSED[fault]
    host.wrongly(path, answer)
    with pytest.raises(ConflictDataError, match=message):
        fetch("2026.11.0", host=host.address)
    assert_whole(cache, "2026.10.0")
    host.faults.clear()
    fetch("2026.11.0", host=host.address)
    assert_whole(cache, "2026.10.0", "2026.11.0")


# a second of waiting for a host that is busy is enough
@pytest.mark.parametrize(
    ("fault", "path"),
    [(f, p) for f in ASKED_AGAIN for p in (INDEX, SUMS, TABLE) if p == TABLE or "busy" not in f],
)
def test_what_may_pass_is_asked_for_again(cache, host, monkeypatch, fault, path):
    monkeypatch.setattr(download, "FILE_DEADLINE", 10.0)
    answer, times = ASKED_AGAIN[fault]
    host.wrongly(path, answer, times)
    start = time.monotonic()
    fetch("2026.11.0", host=host.address)
    assert host.asked[path] == times + 1
    assert_whole(cache, "2026.10.0", "2026.11.0")
    if "busy" in fault:
        assert time.monotonic() - start >= 1.0, "the host said when to come back"


def test_each_file_is_asked_for_once_and_a_release_that_is_there_not_at_all(cache, host):
    folder = fetch("2026.11.0", host=host.address)
    assert folder == cache / "2026.11.0"
    assert set(host.asked) == {INDEX, *(f"2026.11.0/{p.name}" for p in folder.iterdir())}
    assert set(host.asked.values()) == {1}
    host.asked.clear()
    assert fetch("2026.11.0", host=host.address) == folder
    assert not host.asked


def test_a_host_that_refuses_the_connection(cache, published):
    with serving(published.folder) as server:
        address = server.address
    with pytest.raises(
        ConflictDataError, match="cannot be fetched: the host refuses the connection"
    ):
        fetch("2026.11.0", host=address)
    assert_whole(cache, "2026.10.0")


def test_a_host_that_goes_away_in_the_middle(cache, published):
    with serving(published.folder) as server:

        def goes(handler, body):
            server.server_close()
            drop(handler, body)

        server.wrongly(TABLE, goes)
        with pytest.raises(
            ConflictDataError,
            match=(
                r"casualties\.parquet cannot be fetched: the host (refuses|closes) the connection"
            ),
        ):
            fetch("2026.11.0", host=server.address)
    assert_whole(cache, "2026.10.0")


def test_a_name_that_nobody_knows(cache):
    with pytest.raises(
        ConflictDataError, match="cannot be fetched: the name of the host is not known"
    ):
        fetch("2026.11.0", host="http://no-such-host.invalid")
    assert_whole(cache, "2026.10.0")


def test_a_host_without_the_release_names_the_nearest(cache, host):
    with pytest.raises(
        ConflictDataError, match=r"has no release 2026\.12\.0; did you mean '2026\.1[01]\.0'"
    ):
        fetch("2026.12.0", host=host.address)
    assert_whole(cache, "2026.10.0")


def test_without_a_host_the_error_says_how_to_set_one(cache):
    with pytest.raises(
        ConflictDataError,
        match="is not on this machine, and no host is set: give host=, or set CONFLICTDATA_HOST",
    ):
        fetch("2026.11.0")
    with pytest.raises(
        ConflictDataError,
        match=r"'May 2026' is neither a version such as '2026\.11\.0' nor the folder",
    ):
        cd.load("casualties", release="May 2026")


@pytest.mark.parametrize(
    "address", [str, lambda folder: folder.as_uri(), lambda folder: f"{folder}/"]
)
def test_a_folder_is_a_host(cache, published, monkeypatch, address: Callable[[Path], str]):
    monkeypatch.setenv(HOST, address(published.folder))
    assert (
        cd.path("aid_packages", release="2026.10.0") == cache / "2026.10.0" / "aid_packages.parquet"
    )
    fetch("2026.11.0")
    assert_whole(cache, "2026.10.0", "2026.11.0")


def test_a_folder_that_is_no_host(cache, tmp_path):
    with pytest.raises(
        ConflictDataError, match=r"nowhere/index\.json cannot be read \(No such file or directory\)"
    ):
        fetch("2026.11.0", host=str(tmp_path / "nowhere"))


def test_a_folder_with_a_space_and_a_percent_sign_is_a_host(cache, published, tmp_path):
    folder = tmp_path / "100% of releases"
    folder.symlink_to(published.folder)
    assert list(index(folder.as_uri())) == ["2026.10.0", "2026.11.0"]
    assert list(index(str(folder))) == ["2026.10.0", "2026.11.0"]


def test_a_release_is_loaded_by_its_version(cache, published, monkeypatch):
    monkeypatch.setenv(HOST, str(published.folder))
    shutil.rmtree(cache / "2026.10.0")
    package = cd.load("aid_packages", release="2026.10.0", package_id="US-PDA-37")
    assert package["amount"].tolist() == [30_000_000]
    assert (
        cd.path("casualties", release="2026.10.0").read_bytes()
        == (published.folder / "2026.10.0/casualties.parquet").read_bytes()
    )
    assert "(Version 2026.10.0) [Data set]" in cd.cite(package, release="2026.10.0")
    with pytest.raises(
        ConflictDataError, match=r"aid_packages\.package_id has no value 'US-PDA-38'"
    ):
        cd.load("aid_packages", release="2026.10.0", package_id="US-PDA-38")


def test_releases_are_listed_in_the_order_of_their_versions(cache, changed):
    for version in ("2026.9.0", "2026.10.12", "2026.10.2"):
        shutil.copytree(changed / "2026.10.0", changed / version)
        renumber(changed / version)
    own = Release(bundled()).version
    offline = releases()
    assert list(offline.index[offline["cached"]]) == ["2026.10.0"]
    assert list(offline.index[offline["bundled"]]) == [own]
    listed = releases(host=str(changed))
    want = ["2026.9.0", "2026.10.0", "2026.10.2", "2026.10.12", "2026.11.0"]
    assert list(listed.index[listed["on_host"]]) == want
    assert [v for v in listed.index if v in want] == want


def test_a_manifest_that_leaves_the_folder_is_refused(cache, changed):
    line = f"{'0' * 64}  "
    good = (changed / "2026.11.0" / "SHA256SUMS").read_text().splitlines()
    for name in (
        "../2026.10.0/areas.parquet",
        "/etc/passwd",
        "..",
        ".",
        "a/b",
        r"..\areas.parquet",
        "C:areas",
        ".hidden",
        "a\tb",
    ):
        manifest(changed / "2026.11.0", [*good, line + name])
        with pytest.raises(ConflictDataError, match="which is no file of its folder; refused"):
            fetch("2026.11.0", host=str(changed))
        assert_whole(cache, "2026.10.0")


@pytest.mark.parametrize(
    "path",
    [
        "../2026.10.0/areas.parquet",
        "/etc/passwd",
        "http://example.org/areas.parquet",
        "not-there.parquet",
    ],
)
def test_a_descriptor_that_leaves_the_folder_is_refused(cache, changed, path):
    file = changed / "2026.11.0" / "datapackage.json"
    file.write_text(file.read_text().replace('"areas.parquet"', json.dumps(path)))
    seal(file.parent)
    with pytest.raises(
        ConflictDataError, match=r"has areas in .*, which SHA256SUMS does not list; refused"
    ):
        fetch("2026.11.0", host=str(changed))
    assert_whole(cache, "2026.10.0")


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["x"], "has a line that is no digest: 'x'"),
        ([f"{'0' * 64} *areas.parquet"], "has a line that is no digest"),
        ([f"{'0' * 64}  areas.parquet"], "lists no datapackage.json"),
        ([], "has a line that is no digest: ''"),
    ],
)
def test_sums_that_are_none_are_refused(cache, changed, lines, message):
    manifest(changed / "2026.11.0", lines)
    with pytest.raises(ConflictDataError, match=message):
        fetch("2026.11.0", host=str(changed))
    assert_whole(cache, "2026.10.0")


def test_a_file_that_the_host_lost(cache, changed):
    (changed / "2026.11.0" / "casualties.parquet").unlink()
    with pytest.raises(
        ConflictDataError, match=r"casualties\.parquet cannot be read \(No such file or directory\)"
    ):
        fetch("2026.11.0", host=str(changed))
    assert_whole(cache, "2026.10.0")


@pytest.mark.parametrize("room", [0, 3, 20])
def test_a_full_disk(cache, host, monkeypatch, room):
    """There is room for a number of writes, then for none."""
    left = iter(range(room))
    stream = download._stream

    class Full:
        def __init__(self, output):
            self.output = output

        def write(self, piece):
            if next(left, None) is None:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return self.output.write(piece)

        def __getattr__(self, name):
            return getattr(self.output, name)

    def to_disk(url, answer, output, *more):
        stream(url, answer, output if url.endswith("index.json") else Full(output), *more)

    monkeypatch.setattr(download, "_stream", to_disk)
    with pytest.raises(
        ConflictDataError,
        match=r"the cache .* cannot be written \(No space left on device\); nothing was kept",
    ):
        fetch("2026.11.0", host=host.address)
    assert_whole(cache, "2026.10.0")


def test_a_disk_without_room_for_a_folder(cache, host, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("tempfile.mkdtemp", full)
    with pytest.raises(
        ConflictDataError,
        match=r"cannot be written \(No space left on device\); set CONFLICTDATA_CACHE",
    ):
        fetch("2026.11.0", host=host.address)
    assert_whole(cache, "2026.10.0")


def test_a_cache_that_cannot_be_written(tmp_path, host, monkeypatch):
    (tmp_path / "file").write_text("mine")
    for place in (tmp_path / "file", tmp_path / "file" / "cache", Path("/proc/cache")):
        monkeypatch.setenv(CACHE, str(place))
        with pytest.raises(
            ConflictDataError,
            match=(
                r"the cache .* cannot be written \(.+\); set CONFLICTDATA_CACHE to another folder"
            ),
        ):
            fetch("2026.11.0", host=host.address)
        assert not releases(host=host.address)["cached"].any()
    assert (tmp_path / "file").read_text() == "mine"


def test_a_read_only_cache_serves_what_it_has(cache, host, monkeypatch):
    cache.chmod(0o555)
    try:
        assert fetch("2026.10.0", host=host.address) == cache / "2026.10.0"
        assert cd.load("aid_packages", release="2026.10.0", package_id="US-PDA-37")[
            "amount"
        ].tolist() == [30_000_000]
        assert not host.asked
        # the superuser writes everywhere
        if os.geteuid() != 0:
            with pytest.raises(ConflictDataError, match="cannot be written"):
                fetch("2026.11.0", host=host.address)
    finally:
        cache.chmod(0o755)


def test_a_cache_can_be_shared(cache, host):
    """Others can read what one fetched."""
    folder = fetch("2026.11.0", host=host.address)
    assert folder.stat().st_mode & 0o555 == 0o555
    assert all(stat.S_IMODE(p.stat().st_mode) & 0o444 == 0o444 for p in folder.iterdir())


def test_what_a_fetch_left_that_is_gone_is_swept_and_what_another_fetches_is_not(cache, host):
    gone = subprocess.Popen(["true"])
    gone.wait()
    here, day = this_machine(), 86_400
    kept = (
        f".2026.11.0-{os.getpid()}-{here}-a",
        f".2026.11.0-{gone.pid}-elsewhere-b",
        ".keep-this",
    )
    swept = (f".2026.11.0-{gone.pid}-{here}-c", f".2026.11.0-{os.getpid()}-elsewhere-d")
    for name in kept + swept:
        (cache / name).mkdir()
    os.utime(cache / swept[1], (time.time() - 2 * day,) * 2)
    fetch("2026.11.0", host=host.address)
    assert sorted(p.name for p in cache.iterdir()) == sorted((*kept, "2026.10.0", "2026.11.0"))


def test_something_else_in_the_place_of_a_release_is_left_alone(cache, host):
    (cache / "2026.11.0").mkdir()
    (cache / "2026.11.0" / "thesis.odt").write_text("mine")
    with pytest.raises(
        ConflictDataError, match=r"2026\.11\.0 is there and is no whole release; remove it"
    ):
        fetch("2026.11.0", host=host.address)
    assert [p.name for p in (cache / "2026.11.0").iterdir()] == ["thesis.odt"]
    assert [p.name for p in cache.glob(".*")] == []


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_fetch_that_was_killed(cache, published, seed):
    """At a random moment, by a signal that nobody can catch; then the same command succeeds."""
    moment = random.Random(seed).randrange(
        len(list((published.folder / "2026.11.0").iterdir())) + 1
    )
    with serving(published.folder, pause=0.005) as server:
        process = subprocess.Popen([*FETCH, "2026.11.0", server.address], stderr=subprocess.DEVNULL)
        while process.poll() is None and server.asked.total() < moment:
            time.sleep(0.001)
        time.sleep(random.Random(seed).random() * 0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for folder in cache.iterdir():
            if not folder.name.startswith("."):
                verify(folder)
        assert cd.load("aid_packages", release="2026.10.0", package_id="US-PDA-37")[
            "amount"
        ].tolist() == [30_000_000]
        subprocess.run([*FETCH, "2026.11.0", server.address], check=True)
    assert_whole(cache, "2026.10.0", "2026.11.0")


def test_sixteen_processes_fetch_the_same_release_at_once(cache, published):
    with serving(published.folder, pause=0.02) as server:
        processes = [
            subprocess.Popen([*FETCH, "2026.11.0", server.address], stderr=subprocess.PIPE)
            for _ in range(16)
        ]
        said = [p.communicate(timeout=60)[1] for p in processes]
    assert [p.returncode for p in processes] == [0] * 16 and said == [b""] * 16
    assert_whole(cache, "2026.10.0", "2026.11.0")


def test_the_command_fetches_and_lists(cache, host):
    run = [sys.executable, "-m", "conflictdata", "fetch"]
    done = subprocess.run(
        [*run, "2026.11.0", "--host", host.address], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{cache / '2026.11.0'}\n", "")
    done = subprocess.run([*run, "--host", host.address], capture_output=True, text=True)
    assert done.returncode == 0 and "2026.10.0" in done.stdout
    done = subprocess.run(
        [*run, "2026.12.0", "--host", host.address], capture_output=True, text=True
    )
    assert done.returncode == 2 and done.stderr.startswith(
        f"error: {host.address} has no release 2026.12.0"
    )
    assert_whole(cache, "2026.10.0", "2026.11.0")


def test_a_release_of_an_older_schema_is_read_by_its_own(cache, changed):
    """Before there was a column `note`, a table of retired keys, and former names."""
    folder = changed / "2026.9.0"
    shutil.copytree(changed / "2026.10.0", folder)
    descriptor = json.loads((folder / "datapackage.json").read_text())
    descriptor["resources"] = [r for r in descriptor["resources"] if r["name"] != "retired"]
    del descriptor["format"]
    casualties = next(r for r in descriptor["resources"] if r["name"] == "casualties")
    casualties["schema"]["fields"] = [
        f for f in casualties["schema"]["fields"] if f["name"] != "note"
    ]
    (folder / "retired.parquet").unlink()
    table = pq.ParquetFile(folder / "casualties.parquet").read()
    pq.write_table(table.drop_columns(["note"]), folder / "casualties.parquet")
    (folder / "datapackage.json").write_text(json.dumps(descriptor | {"version": "2026.9.0"}))
    seal(relist(folder))
    fetch("2026.9.0", host=str(changed))
    rows = cd.load("casualties", release="2026.9.0", vintage="all")
    assert len(rows) == table.num_rows and "note" not in rows
    with pytest.raises(ConflictDataError, match="casualties has no column 'note'"):
        cd.load("casualties", release="2026.9.0", note=None)
    with pytest.raises(ConflictDataError, match="there is no table 'retired'"):
        cd.load("retired", release="2026.9.0")
    changes = cd.diff(cache / "2026.9.0", cache / "2026.10.0")
    assert set(changes["change"]) == {"table added", "column added"}


def test_a_release_of_a_newer_schema_is_read_without_what_is_new(cache, changed):
    folder = changed / "2026.11.0"
    descriptor = json.loads((folder / "datapackage.json").read_text())
    descriptor["resources"][0]["embargo"] = "2027-01-01"
    descriptor["resources"][0]["schema"]["fields"][0]["confidence"] = "high"
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    seal(folder)
    assert (
        len(cd.load("casualties", release=fetch("2026.11.0", host=str(changed)), vintage="all")) > 0
    )


def test_a_redirect_within_the_host_is_followed(cache, host):
    for path in (INDEX, TABLE):
        host.wrongly(path, away(f"/{path}?where=new"), 1)
        host.wrongly(f"{path}?where=new", content((host.folder / path).read_bytes()))
    fetch("2026.11.0", host=host.address)
    assert_whole(cache, "2026.10.0", "2026.11.0")


@pytest.mark.parametrize(
    ("here", "there", "allowed"),
    [
        ("https://a.example/x", "/y", True),
        ("https://a.example/x", "https://a.example:443/y", True),
        ("http://a.example/x", "https://a.example/x", True),
        ("https://a.example/x", "http://a.example/x", False),
        ("https://a.example/x", "https://b.a.example/x", False),
        ("https://a.example/x", "https://a.example:8443/x", False),
        ("https://a.example/x", "//10.0.0.1/x", False),
        ("https://a.example/x", "https://[fe80::1]/x", False),
        ("https://a.example/x", "ftp://a.example/x", False),
    ],
)
def test_a_host_sends_us_on_to_itself_alone(here, there, allowed):
    from conflictdata.release.address import redirected

    if allowed:
        assert redirected(here, there).startswith("https://a.example")
    else:
        with pytest.raises(ConflictDataError, match="the host redirects to"):
            redirected(here, there)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("ftp://example.org/releases", "nothing is read by ftp; give https://, http://"),
        ("s3://bucket/releases", "nothing is read by s3"),
        ("file://other-machine/srv/releases", "names another machine, 'other-machine'"),
        ("http:///releases", "names no host"),
        ("http://[::1/releases", "is no address"),
    ],
)
def test_an_address_that_is_not_read_is_named_as_what_it_is(
    cache, tmp_path, monkeypatch, address, message
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConflictDataError, match=message):
        fetch("2026.11.0", host=address)
    assert list(tmp_path.iterdir()) == [cache]


def test_the_host_of_a_file_address_may_be_this_machine(cache, published):
    folder = published.folder.as_posix()
    for address in (f"file://localhost{folder}", f"file:{folder}"):
        assert list(index(address)) == ["2026.10.0", "2026.11.0"]


@pytest.mark.parametrize("name", [INDEX, SUMS, TABLE])
@pytest.mark.parametrize("kind", ["a pipe", "an endless device"])
def test_a_folder_whose_files_do_not_end(cache, changed, name, kind):
    (changed / name).unlink()
    if kind == "a pipe":
        os.mkfifo(changed / name)
    else:
        (changed / name).symlink_to("/dev/zero")
    with pytest.raises(ConflictDataError, match=r"cannot be read \(not a regular file\)"):
        fetch("2026.11.0", host=str(changed))
    assert_whole(cache, "2026.10.0")


def test_a_folder_whose_file_is_longer_than_listed(cache, changed):
    with (changed / TABLE).open("ab") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(ConflictDataError, match=r"longer than [\d,]+ bytes"):
        fetch("2026.11.0", host=str(changed))
    assert_whole(cache, "2026.10.0")


def test_a_release_in_the_place_of_another_is_refused(cache, changed):
    """The digests agree, and the rows are those of another version."""
    shutil.rmtree(changed / "2026.11.0")
    shutil.copytree(changed / "2026.10.0", changed / "2026.11.0")
    seal(changed / "2026.11.0")
    with pytest.raises(
        ConflictDataError,
        match=r"the host has release 2026\.10\.0 in the place of 2026\.11\.0; nothing was kept",
    ):
        fetch("2026.11.0", host=str(changed))
    assert_whole(cache, "2026.10.0")


def test_a_release_in_the_place_of_another_in_the_cache_is_refused(cache):
    shutil.copytree(cache / "2026.10.0", cache / "2026.11.0")
    for use in (fetch, lambda version: cd.load("casualties", release=version)):
        with pytest.raises(
            ConflictDataError,
            match=r"holds release 2026\.10\.0; `conflictdata cache clear 2026\.11\.0`",
        ):
            use("2026.11.0")


def test_a_folder_named_like_another_version_is_not_taken_for_it(published, tmp_path, monkeypatch):
    shutil.copytree(published.folder / "2026.10.0", tmp_path / "2026.11.0")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(
        ConflictDataError, match=r"the folder 2026\.11\.0 holds release 2026\.10\.0"
    ):
        cd.tables(release="2026.11.0")
    assert len(cd.tables(release="./2026.11.0")) == len(
        cd.tables(release=published.folder / "2026.10.0")
    )


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"resources": None}, "does not describe a release: it has no resources"),
        ({"resources": []}, "does not describe a release: it has no resources"),
        ({"resources": ["casualties"]}, "its resource 0 has no name"),
        ({"resources": [{"name": "casualties"}]}, "its resource 0 has no path"),
        ({"version": 2026}, "does not describe a release: it has no version"),
        ({"format": "2"}, "does not describe a release: its format is '2'"),
    ],
)
def test_a_descriptor_that_describes_no_release_is_refused(cache, changed, said, message):
    describe(changed / "2026.11.0", **said)
    with pytest.raises(ConflictDataError, match=message):
        fetch("2026.11.0", host=str(changed))
    with pytest.raises(ConflictDataError, match=message):
        cd.load("casualties", release=changed / "2026.11.0")
    assert_whole(cache, "2026.10.0")


@pytest.mark.parametrize("text", ["[]", "1", "[" * 200_000, "null", '"x"'])
def test_a_descriptor_that_is_no_object_is_refused(cache, changed, text):
    (changed / "2026.11.0" / "datapackage.json").write_text(text)
    seal(changed / "2026.11.0")
    with pytest.raises(ConflictDataError, match=r"does not describe a release|is no JSON"):
        fetch("2026.11.0", host=str(changed))
    assert_whole(cache, "2026.10.0")


def test_a_table_that_has_not_what_its_descriptor_says_is_refused(cache, changed):
    folder = changed / "2026.11.0"
    descriptor = json.loads((folder / "datapackage.json").read_text())
    codes, areas = (
        next(r for r in descriptor["resources"] if r["name"] == name) for name in ("codes", "areas")
    )
    shutil.copy(folder / "areas.parquet", folder / "codes.parquet")
    codes |= {k: areas[k] for k in ("fileSize", "hash")}
    describe(folder, **descriptor)
    with pytest.raises(
        ConflictDataError,
        match=r"2026\.11\.0/codes\.parquet has no column 'list'; nothing was kept",
    ):
        fetch("2026.11.0", host=str(changed))
    assert_whole(cache, "2026.10.0")


def test_a_release_of_a_later_schema_warns_of_what_is_not_checked(cache, changed):
    """A kind of constraint, and a rule, that this code does not have."""
    folder = changed / "2026.11.0"
    descriptor = json.loads((folder / "datapackage.json").read_text())
    areas = next(r for r in descriptor["resources"] if r["name"] == "areas")
    areas["schema"]["fields"][0]["constraints"]["jsonSchema"] = {}
    areas["rules"] = ["areas-do-not-overlap"]
    describe(folder, **descriptor)
    fetch("2026.11.0", host=str(changed))
    with pytest.warns(UserWarning, match=r"areas\.id is constrained by jsonSchema, .* --upgrade"):
        rows = cd.load("areas", release="2026.11.0")
    with pytest.warns(UserWarning, match="areas keeps the rule areas-do-not-overlap"):
        cd.validate(rows, "areas", release="2026.11.0")


def test_a_type_that_this_code_does_not_know_says_to_upgrade(changed):
    folder = changed / "2026.11.0"
    descriptor = json.loads((folder / "datapackage.json").read_text())
    descriptor["resources"][0]["schema"]["fields"][0]["type"] = "geopoint"
    describe(folder, **descriptor)
    with pytest.raises(
        ConflictDataError, match=r"is of type 'geopoint', which .* pip install --upgrade"
    ):
        cd.load("casualties", release=folder)


def test_the_bundled_release_needs_no_host(cache):
    version = Release(bundled()).version
    assert fetch(version) == bundled() == fetch(version, host="http://no-such-host.invalid")
    assert_whole(cache, "2026.10.0")


def test_releases_on_this_machine_are_listed_where_the_host_does_not_answer(cache, monkeypatch):
    monkeypatch.setenv(HOST, "http://no-such-host.invalid")
    with pytest.warns(UserWarning, match="is not known; listed is what is on this machine"):
        listed = releases()
    assert list(listed.index[listed["cached"]]) == ["2026.10.0"] and listed["bundled"].any()
    assert listed["on_host"].isna().all(), "nobody knows what the host has"
    done = subprocess.run(
        [sys.executable, "-m", "conflictdata", "fetch"], capture_output=True, text=True
    )
    assert done.returncode == 0 and "2026.10.0" in done.stdout
    assert done.stderr.startswith("warning: http://no-such-host.invalid/index.json cannot be")


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy"])
def test_a_proxy_is_told_from_the_host(cache, published, monkeypatch, variable):
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with serving(published.folder) as server:
        closed = server.address
    for proxy, reason in (
        (closed, r"the proxy 127\.0\.0\.1:\d+ \(set by HTTP_PROXY or ALL_PROXY\) refuses"),
        ("http://me:secret@no-such-proxy.invalid:8080", "the name of the proxy no-such-proxy"),
    ):
        monkeypatch.setenv(variable, proxy)
        with pytest.raises(ConflictDataError, match=reason) as error:
            fetch("2026.11.0", host="http://releases.example.org")
        assert "secret" not in str(error.value)
    with serving(published.folder) as server:
        monkeypatch.setenv(variable, server.address)
        server.wrongly("http://releases.example.org/index.json", status(407))
        with pytest.raises(ConflictDataError, match="the proxy answers 407 Proxy Authentication"):
            fetch("2026.11.0", host="http://releases.example.org")


def test_memory_of_a_host_that_sends_too_much_is_small(host, tmp_path):
    """Neither what is long nor what unpacks to much is taken in."""
    if not Path("/proc/self/status").exists():
        pytest.skip("asks Linux for the memory that was used")
    code = (
        "import sys; from conflictdata._fetch import fetch\n"
        "try: fetch('2026.11.0', host=sys.argv[1])\n"
        "except ValueError as error: print(error)\n"
        "print(next(x.split()[1] for x in open('/proc/self/status') if x.startswith('VmHWM')))"
    )
    peaks = {}
    for kind, answer in (
        ("none", status(404)),
        ("long", endless),
        ("packed", packed("gzip", 1 << 28)),
    ):
        host.wrongly(INDEX, answer)
        done = subprocess.run(
            [sys.executable, "-c", code, host.address],
            capture_output=True,
            text=True,
            env={**os.environ, CACHE: str(tmp_path)},
            check=True,
        )
        said, peak = done.stdout.splitlines()
        assert "index.json cannot be fetched" in said
        peaks[kind] = int(peak)
    assert max(peaks.values()) < peaks["none"] + 24 * 1024, "KiB"


def test_a_release_of_a_format_to_come_says_to_upgrade(cache, changed):
    folder = changed / "2026.11.0"
    descriptor = json.loads((folder / "datapackage.json").read_text())
    (folder / "datapackage.json").write_text(
        json.dumps({"version": "2026.11.0", "format": descriptor["format"] + 1, "tables": {}})
    )
    seal(folder)
    message = (
        rf"release 2026\.11\.0 has format {FORMAT + 1}, and this conflictdata reads up to {FORMAT}:"
        r" pip install --upgrade conflictdata"
    )
    with pytest.raises(ConflictDataError, match=message):
        fetch("2026.11.0", host=str(changed))
    with pytest.raises(ConflictDataError, match=message):
        cd.load("casualties", release=folder)
    assert_whole(cache, "2026.10.0")


def test_a_build_that_was_killed(project):
    """At random moments: the release is the old or the new one, whole, and the same command
    succeeds.
    """
    command = [sys.executable, "-m", "conflictdata", "build", "--root", str(project.root)]
    file = project.curated / "aid_packages" / "russia-ukraine" / "usa.csv"
    start = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.monotonic() - start
    for seed in range(KILLS):
        before = sum_of(project.release / "SHA256SUMS")
        write_rows(file, [r | {"note": f"read {seed} times"} for r in rows_of(file)])
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # most of the time goes into starting and checking; the end, where files are written, is
        # what matters
        time.sleep(whole * random.Random(seed).triangular(0, 1.1, 0.9))
        process.send_signal(signal.SIGKILL)
        process.wait()
        verify(project.release)
        notes = set(Release(project.release).read("aid_packages", ["note"])["note"].to_pylist())
        assert (sum_of(project.release / "SHA256SUMS") == before) == (
            notes != {f"read {seed} times"}
        )
    subprocess.run(command, check=True, capture_output=True)
    verify(project.release)
    assert set(Release(project.release).read("aid_packages", ["note"])["note"].to_pylist()) == {
        f"read {KILLS - 1} times"
    }
    assert sorted(p.name for p in project.release.parent.iterdir()) == ["curated", "release"]
