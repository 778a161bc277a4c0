"""Bring files over the network or from a disk, with patience and limits."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import unquote, urlsplit

from conflictdata.errors import ConflictDataError

if TYPE_CHECKING:
    import requests


# seconds: to connect, between two pieces, for one file, that a host may let us wait; and how often
# a request is tried again
CONNECT, READ, FILE_DEADLINE, LONGEST_WAIT, RETRIES, BACKOFF = 10.0, 30.0, 600.0, 120.0, 4, 0.5


def open_session() -> requests.Session:
    """A session that tries again where the server may yet answer, and waits as long as it is told
    to.
    """
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.util import Retry

    class Patient(Retry):
        def get_retry_after(self, response: Any) -> float | None:
            wait = super().get_retry_after(response)
            return None if wait is None else min(wait, LONGEST_WAIT)

    retry = Patient(
        total=RETRIES,
        backoff_factor=BACKOFF,
        status_forcelist=(429, 500, 502, 503, 504),
        allowed_methods=("GET",),
        respect_retry_after_header=True,
        raise_on_status=False,
    )
    session = requests.Session()
    session.max_redirects = 5
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session


def download(url: str, output: BinaryIO, session: requests.Session) -> None:
    """Bring one file; a body that breaks off is asked for again."""
    if (local := _local(url)) is not None:
        try:
            source = local.open("rb")
        except OSError as error:
            raise ConflictDataError(f"{local} cannot be read ({error.strerror})") from None
        with source:
            shutil.copyfileobj(source, output)
        return
    import requests
    from urllib3.exceptions import HTTPError

    deadline = time.monotonic() + FILE_DEADLINE
    failure = ""
    for attempt in range(RETRIES + 1):
        time.sleep(BACKOFF * 2 ** (attempt - 1) if attempt else 0)
        output.seek(0)
        output.truncate()
        try:
            _stream(url, output, session, deadline)
            return
        except HTTPError as error:
            failure = type(error).__name__
        except requests.exceptions.RequestException as error:
            raise ConflictDataError(f"{url} cannot be fetched: {_reason(error)}") from None
    raise ConflictDataError(
        f"{url} cannot be fetched: the answer broke off {RETRIES + 1} times ({failure})"
    )


def _stream(url: str, output: BinaryIO, session: requests.Session, deadline: float) -> None:
    with session.get(
        url, stream=True, timeout=(CONNECT, READ), headers={"Accept-Encoding": "identity"}
    ) as answer:
        if not answer.ok:
            raise ConflictDataError(
                f"{url} cannot be fetched: the host answers {answer.status_code} {answer.reason}"
            )
        # read1 gives what has come; iter_content would wait for a whole piece, and a drip could go
        # on for days
        while piece := answer.raw.read1(1 << 16, decode_content=True):
            output.write(piece)
            if time.monotonic() > deadline:
                raise ConflictDataError(
                    f"{url} cannot be fetched: not finished after {FILE_DEADLINE:g} s"
                )


def _local(url: str) -> Path | None:
    """The local file that an address means, or None for one on the network."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return Path(unquote(parts.path))
    return None if parts.scheme in ("http", "https") else Path(url)


def _reason(error: Exception) -> str:
    text = str(error)
    for sign, reason in (
        ("NameResolutionError", "the name of the host is not known"),
        ("Failed to resolve", "the name of the host is not known"),
        ("refused", "the host refuses the connection"),
        ("timed out", "the host does not answer in time"),
        ("redirects", "the host redirects in a circle"),
        ("Connection aborted", "the host closes the connection"),
        ("too many", "the host keeps answering with an error"),
    ):
        if sign in text:
            return reason
    return f"{type(error).__name__}: {text[:200]}"
