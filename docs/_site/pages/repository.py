"""Files beside docs/: some are pages of the site, others are shown as they are where a page links
to them, so that a link leads to the same thing on the site and in the repository.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

PAGES = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "notebooks/README.md": "notebooks/README.md",
}
# what the site makes of the same thing
INSTEAD = {
    "data/release/DICTIONARY.md": "tables/index.md",
    "data/release/CODEBOOK.md": "codes.md",
}
LINK = re.compile(r"(\]\()([^)\s#:]+)(#[^)\s]*)?(\))")
FENCE = "`" * 6


def pages(root: Path) -> dict[str, str]:
    """Address on the site -> Markdown, for the files beside docs/ that are pages or linked to."""
    made = {uri: (root / file).read_text(encoding="utf-8") for file, uri in PAGES.items()}
    texts = {f: root / f for f in PAGES}
    texts |= {p.relative_to(root).as_posix(): p for p in (root / "docs").rglob("*.md")}
    for file, path in texts.items():
        for target in _targets(path.read_text(encoding="utf-8"), file):
            if not _is_page(target) and (root / target).is_file():
                made[_uri(target)] = _shown(target, (root / target).read_text(encoding="utf-8"))
    return made


def linked(markdown: str, uri: str, there: Iterable[str]) -> str:
    """The text of a page with its links to files beside docs/ led to their pages.

    >>> linked("Under the [license](../LICENSE).", "licenses.md", {"repository/LICENSE.md"})
    'Under the [license](repository/LICENSE.md).'
    >>> linked("See [corrections](docs/corrections.md).", "contributing.md", {"corrections.md"})
    'See [corrections](corrections.md).'
    """
    there = set(there)
    file = _file(uri)

    def lead(match: re.Match[str]) -> str:
        target = _uri(posixpath.normpath(posixpath.join(posixpath.dirname(file), match[2])))
        if target not in there:
            return match[0]
        address = posixpath.relpath(target, posixpath.dirname(uri) or ".")
        return f"{match[1]}{address}{match[3] or ''}{match[4]}"

    return LINK.sub(lead, markdown)


def _targets(markdown: str, file: str) -> Iterator[str]:
    for match in LINK.finditer(markdown):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(file), match[2]))


def _is_page(file: str) -> bool:
    return file in {**PAGES, **INSTEAD} or file.startswith(("docs/", "notebooks/"))


def _uri(file: str) -> str:
    """Where a file of the repository is on the site."""
    if file.startswith("docs/"):
        return file.removeprefix("docs/")
    if file.endswith(".ipynb"):
        return file.removesuffix(".ipynb") + ".md"
    # mkdocs leaves out what begins with a dot
    return {**PAGES, **INSTEAD}.get(file, f"repository/{file.lstrip('.')}.md")


def _file(uri: str) -> str:
    """Which file of the repository a page is."""
    if uri.startswith("notebooks/"):
        return uri
    return {page: file for file, page in PAGES.items()}.get(uri, f"docs/{uri}")


def _shown(file: str, text: str) -> str:
    language = {".py": "python", ".yaml": "yaml", ".sh": "bash"}.get(Path(file).suffix, "text")
    if file.endswith(".md"):
        return text
    return f"# {file}\n\n{FENCE}{language}\n{text.rstrip()}\n{FENCE}\n"
