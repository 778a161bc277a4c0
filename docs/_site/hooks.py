"""What mkdocs is told: pages beyond those of docs/, links that leave docs/, and whole folders in
the navigation.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pages import codes, coverage, dictionary, lists, notebooks, reference, repository

from conflictdata.explorer.page import page as explorer
from conflictdata.release.opening import open_release

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[2]
RELEASE = ROOT / "data" / "release"
EXPLORER = "explorer-page.html"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what is made of the release, the code, the notebooks and files beside docs/."""
    from mkdocs.structure.files import File

    release = open_release(RELEASE)
    made: dict[str, str | bytes] = {
        **dictionary.pages(release),
        **coverage.pages(release),
        **codes.pages(release),
        **reference.pages(),
        **repository.pages(ROOT),
        **notebooks.pages(ROOT / "notebooks"),
        EXPLORER: explorer(release),
    }
    for uri, content in made.items():
        files.append(File.generated(config, uri, content=content))
    config.nav = _whole_folders(config.nav, [f.src_uri for f in files.documentation_pages()])
    return files


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """The glossary ends with the terms of the code lists; the explorer itself is one step away."""
    text = page.file.content_string
    if page.file.src_uri == "glossary.md":
        return f"{text}\n{codes.terms(open_release(RELEASE))}"
    if page.file.src_uri == "explorer.md":
        title, rest = text.split("\n", 1)
        return f"{title}\n\n**[Open it]({EXPLORER})**, with the release of this site.\n{rest}"
    return None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lists as Python-Markdown indents them, and links that lead out of docs/ to their pages."""
    uri = page.file.src_uri
    return lists.indented(repository.linked(markdown, uri, {f.src_uri for f in files}))


def _whole_folders(nav: Any, pages: list[str]) -> Any:
    """The navigation, with the pages of a folder where it names one."""
    if isinstance(nav, dict):
        return {title: _whole_folders(entry, pages) for title, entry in nav.items()}
    if isinstance(nav, str):
        return nav
    entries: list[Any] = []
    for entry in nav:
        if isinstance(entry, str) and entry.endswith("/"):
            entries += [page for page in pages if page.startswith(entry)]
        else:
            entries.append(_whole_folders(entry, pages))
    return entries
