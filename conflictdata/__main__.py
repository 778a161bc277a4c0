"""Run the command line with ``python -m conflictdata``."""

from conflictdata.cli import app

app()
