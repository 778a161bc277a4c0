"""Files that can be read: neither a pipe nor a device, inside their folder, no longer than they
may be.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

# bytes of an index, a descriptor or another text beside the tables; today's longest has 125,000
TEXT_LIMIT = 4 << 20


def open_regular(file: Path, inside: Path | None = None) -> BinaryIO:
    """Open a regular file, or raise an OSError that says what it is.

    Parameters
    ----------
    inside
        The folder out of which no link may lead.
    """
    if inside is not None and leads_out(file, inside):
        raise OSError(errno.EPERM, f"a link that leads out of {inside}", str(file))
    # a pipe that nobody writes to would keep us waiting
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not a regular file", str(file))
    return os.fdopen(descriptor, "rb")


def read_regular(file: Path, inside: Path | None = None) -> bytes:
    """The content of a regular file that is no longer than a text may be."""
    with open_regular(file, inside) as stream:
        content = stream.read(TEXT_LIMIT + 1)
    if len(content) > TEXT_LIMIT:
        raise OSError(errno.EFBIG, f"longer than {TEXT_LIMIT:,} bytes", str(file))
    return content


def leads_out(file: Path, folder: Path) -> bool:
    """Whether a file is really elsewhere, since it or a folder on the way is a link."""
    return not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))


_BINARY = getattr(os, "O_BINARY", 0)
