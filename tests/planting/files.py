"""Slips in a whole file, as an editor or a merge makes them."""

from __future__ import annotations

from .kinds import Slip, kind
from .typed import FIGURES, ITEMS, PACKAGES, csv_line

# what leaves the tables as they were
HARMLESS = (
    "file: byte order mark at its start",
    "file: line ends of Windows",
    "file: blank line, or no line end at the end",
)


def in_file(name):
    # a file of sources that cannot be read makes thousands of references unknown
    return kind(f"file: {name}", *FIGURES, PACKAGES, ITEMS, level="file")


def header(r, cells):
    return Slip(r, {(r.own.file, 1): csv_line(cells)})


def line(r, content):
    return Slip(r, {r.own.place: content})


@in_file("unknown column")
def _(w, r, rng):
    names = [*r.own.header]
    names[rng.randrange(len(names))] += rng.choice(("s", " ", "_2", "\u00a0"))
    return header(r, names)


@in_file("column twice or left out")
def _(w, r, rng):
    names = [*r.own.header]
    i = rng.randrange(1, len(names))
    names[i : i + 1] = [names[i - 1]] if rng.random() < 0.5 else []
    return header(r, names)


@in_file("trailing comma")
def _(w, r, rng):
    return line(r, r.own.written().rstrip(b"\n") + b",\n")


@in_file("cell missing")
def _(w, r, rng):
    cells = [r.own.cells[c] for c in r.own.header]
    del cells[rng.randrange(len(cells))]
    return line(r, csv_line(cells))


@in_file("quote not closed or in the middle")
def _(w, r, rng):
    cells = [f'"{c}"' if "," in c else c for c in (r.own.cells[h] for h in r.own.header)]
    i = rng.randrange(len(cells))
    bare = cells[i].strip('"')
    cells[i] = f'"{bare}' if rng.random() < 0.5 else f'"{bare}"x'
    return line(r, ",".join(cells).encode() + b"\n")


@in_file("byte that is no UTF-8")
def _(w, r, rng):
    wrong = rng.choice((b"\xe9", b"\xff\xfe", b"\x93quoted\x94", b"\xc3"))
    return line(r, r.own.written().rstrip(b"\n") + wrong + b"\n")


@in_file("NUL byte")
def _(w, r, rng):
    return line(r, r.own.written().rstrip(b"\n") + b"\0\n")


@in_file("marks of a merge")
def _(w, r, rng):
    own = r.own.written()
    return line(r, b"<<<<<<< HEAD\n" + own + b"=======\n" + own + b">>>>>>> theirs\n")


@in_file("semicolons for commas in a row")
def _(w, r, rng):
    return line(r, r.own.written().replace(b",", b";"))


@in_file("byte order mark inside")
def _(w, r, rng):
    return line(r, b"\xef\xbb\xbf" + r.own.written())


@in_file("cut off in the middle of a row")
def _(w, r, rng):
    own = r.own.written()
    slip = line(r, own)
    half = own[: len(own) // 3].rsplit(b",", 1)[0]
    slip.file = lambda data: data[: data.index(own)] + half
    return slip


@in_file("byte order mark at its start")
def _(w, r, rng):
    slip = line(r, r.own.written())
    slip.file = lambda data: b"\xef\xbb\xbf" + data
    return slip


@in_file("line ends of Windows")
def _(w, r, rng):
    slip = line(r, r.own.written())
    slip.file = lambda data: data.replace(b"\n", b"\r\n")
    return slip


@in_file("blank line, or no line end at the end")
def _(w, r, rng):
    slip = line(r, r.own.written())
    bare = rng.random() < 0.5
    slip.file = lambda data: data.rstrip(b"\n") if bare else data + b"\n"
    return slip
