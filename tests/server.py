"""A host of releases on the loopback interface, which misbehaves on request and counts what it was
asked for.
"""

import gzip
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat
from pathlib import Path

# what a server does with a request, given the file that it should send (None where there is none)
Answer = Callable[["Handler", bytes | None], None]

# seconds after which even an answer that is meant to hang is over
LIMIT = 30.0


def send(handler: "Handler", body: bytes | None) -> None:
    """The file as it is, or 404."""
    if body is None:
        handler.answer(404, b"not found")
    else:
        handler.answer(200, body)


def status(code: int, **headers: str) -> Answer:
    """An error, with headers such as ``Retry_After``."""
    return lambda handler, body: handler.answer(
        code, b"an error", {k.replace("_", "-"): v for k, v in headers.items()}
    )


def content(body: bytes, kind: str = "application/octet-stream") -> Answer:
    """Something else than the file."""
    return lambda handler, _: handler.answer(200, body, {"Content-Type": kind})


def html(handler: "Handler", body: bytes | None) -> None:
    """The page with which a hotel's network or a portal answers everything."""
    content(b"<!doctype html><title>Please log in</title>", "text/html")(handler, body)


def damaged(handler: "Handler", body: bytes | None) -> None:
    """The file with one bit turned, as long as it should be."""
    assert body
    middle = len(body) // 2
    handler.answer(200, body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :])


def drop(handler: "Handler", body: bytes | None) -> None:
    """Nothing: the connection is closed."""
    handler.close_connection = True


def garbage(handler: "Handler", body: bytes | None) -> None:
    """What is no HTTP."""
    handler.close_connection = True
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")


def hang(handler: "Handler", body: bytes | None) -> None:
    """No answer, and the connection stays open."""
    handler.close_connection = True
    handler.server.over.wait(LIMIT)


def truncated(handler: "Handler", body: bytes | None) -> None:
    """Half of the file under the length of the whole."""
    assert body
    handler.answer(200, body, send=body[: len(body) // 2])


def truncated_chunks(handler: "Handler", body: bytes | None) -> None:
    """Half of the file in a chunk, and no last chunk."""
    assert body
    half = body[: len(body) // 2]
    handler.answer(
        200,
        b"",
        {"Transfer-Encoding": "chunked"},
        send=b"%x\r\n%b\r\n" % (len(half), half),
        length=None,
    )


def too_short(handler: "Handler", body: bytes | None) -> None:
    """A length one byte smaller than the file."""
    assert body
    handler.answer(200, body, send=body[:-1], length=len(body) - 1)


def too_long(handler: "Handler", body: bytes | None) -> None:
    """A length one byte greater than the file, and the connection stays open."""
    assert body
    handler.answer(200, body, length=len(body) + 1)
    handler.server.over.wait(LIMIT)


def drip(handler: "Handler", body: bytes | None) -> None:
    """The file a byte at a time, always in time for the next."""
    assert body
    handler.answer(200, body, send=b"")
    end = time.monotonic() + LIMIT
    for i in range(len(body)):
        if handler.server.over.wait(0.02) or time.monotonic() > end:
            return
        handler.wfile.write(body[i : i + 1])
        handler.wfile.flush()


def stall(handler: "Handler", body: bytes | None) -> None:
    """Half of the file, then silence."""
    assert body
    handler.answer(200, body, send=body[: len(body) // 2])
    handler.server.over.wait(LIMIT)


def circle(handler: "Handler", body: bytes | None) -> None:
    """A redirect to where one is."""
    handler.answer(302, b"", {"Location": handler.path})


def away(location: str) -> Answer:
    """A redirect to another address."""
    return lambda handler, body: handler.answer(302, b"", {"Location": location})


def packed(coding: str, size: int) -> Answer:
    """Zeros, so many, packed so that they are few, though nobody asked for it."""
    body = {"gzip": gzip.compress, "deflate": zlib.compress}[coding](bytes(size))
    return lambda handler, _: handler.answer(200, body, {"Content-Encoding": coding})


def endless(handler: "Handler", body: bytes | None) -> None:
    """Spaces without a length and without an end, or until nobody listens."""
    handler.close_connection = True
    handler.answer(200, b"", length=None, send=b"")
    while not handler.server.over.is_set():
        handler.wfile.write(b" " * (1 << 16))
        handler.server.sent += 1 << 16


class Server(ThreadingHTTPServer):
    """Serve a folder; `faults` says what happens instead, path by path."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, folder: Path, pause: float = 0.0):
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder, self.pause = folder, pause
        self.faults: dict[str, Iterator[Answer]] = {}
        self.asked: Counter[str] = Counter()
        self.sent = 0
        self.over = threading.Event()
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def wrongly(self, path: str, answer: Answer, times: int | None = None) -> None:
        """Answer a path in this way, for good or a number of times."""
        self.faults[path] = repeat(answer) if times is None else repeat(answer, times)

    def answer_to(self, path: str) -> Answer:
        with self.lock:
            self.asked[path] += 1
            return next(self.faults.get(path, iter(())), send)

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet about clients that were killed."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    timeout = LIMIT
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        path = self.path.lstrip("/")
        file = self.server.folder / path
        self.server.over.wait(self.server.pause)
        self.server.answer_to(path)(self, file.read_bytes() if file.is_file() else None)

    def answer(
        self,
        code: int,
        body: bytes,
        headers: Mapping[str, str] | None = None,
        *,
        send: bytes | None = None,
        length: int | None = -1,
    ) -> None:
        """Answer with a body; `send` is what is really sent of it, `length` what is said of it
        (None: nothing).
        """
        self.send_response(code)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(len(body) if length == -1 else length))
        self.end_headers()
        self.wfile.write(body if send is None else send)
        self.wfile.flush()
        self.close_connection |= send is not None

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@contextmanager
def serving(folder: Path, pause: float = 0.0) -> Iterator[Server]:
    """A server of a folder for the time of a block; it waits `pause` seconds before each answer."""
    server = Server(folder, pause)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join(LIMIT)
