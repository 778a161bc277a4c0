"""What PyInstaller asks of a package that has more than its code."""

from __future__ import annotations

from pathlib import Path


def get_hook_dirs() -> list[str]:
    """The folders with our hooks."""
    return [str(Path(__file__).parent)]
