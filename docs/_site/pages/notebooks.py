"""The notebooks as pages: each is run when the site is built, so that what it shows is what the
release and the code of today give. CONFLICTDATA_NOTEBOOKS=unrun leaves their results out, for who
writes another page.
"""

from __future__ import annotations

import html
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbconvert import MarkdownExporter

SECONDS = 600


def pages(folder: Path) -> dict[str, str | bytes]:
    """Address on the site -> Markdown, or the bytes of a picture."""
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [str(folder.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    )
    files = sorted(folder.glob("*.ipynb"))
    with ThreadPoolExecutor(max_workers=2) as workers:
        # the longest first
        begun = sorted(files, key=lambda file: -file.stat().st_size)
        running = {file: workers.submit(_pages, file) for file in begun}
    return {uri: content for file in files for uri, content in running[file].result().items()}


def _pages(file: Path) -> dict[str, str | bytes]:
    notebook = nbformat.read(file, as_version=4)
    if os.environ.get("CONFLICTDATA_NOTEBOOKS") != "unrun":
        client = NotebookClient(
            notebook, timeout=SECONDS, resources={"metadata": {"path": str(file.parent)}}
        )
        client.execute()
    uri = f"notebooks/{file.stem}"
    exporter = MarkdownExporter()
    markdown, resources = exporter.from_notebook_node(
        notebook, resources={"unique_key": file.stem, "output_files_dir": f"{file.stem}_files"}
    )
    pictures = resources.get("outputs", {})
    for name, data in pictures.items():
        markdown = re.sub(rf"!\[\w+\]\({re.escape(name)}\)", f"![{_words(data)}]({name})", markdown)
    return {
        f"{uri}.md": _tidy(markdown),
        **{f"notebooks/{name}": data for name, data in pictures.items()},
    }


def _words(picture: bytes) -> str:
    """What a chart says of itself, for who does not see it."""
    title = re.search(rb"aria-label=\"Title text '(.*?)'\"", picture)
    return html.unescape(title[1].decode()) if title else "The chart that the code above draws"


def _tidy(markdown: str) -> str:
    """Without the style that pandas gives each frame; the site has its own."""
    plain = re.sub(r"<style scoped>.*?</style>\n?", "", markdown, flags=re.DOTALL)
    return re.sub(r'<table border="1" class="dataframe[^"]*">', "<table>", plain)
