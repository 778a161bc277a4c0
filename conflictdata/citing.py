"""Citations: of a release, and of the sources of just the rows in hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from os import PathLike
from typing import Any, Literal

from conflictdata.errors import ConflictDataError, nearest
from conflictdata.release import Release, open_release

Style = Literal["apa", "bibtex", "csl-json", "ris"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def cite(rows: Any = None, /, *, style: Style = "apa", release: str | PathLike[str] | None = None) -> str:
    """Cite the release, then the sources of just these rows.

    Parameters
    ----------
    rows
        A frame of any backend with the column ``source``, that column alone, or a list of source ids; without it the
        release alone is cited.
    style
        ``"apa"`` (text), ``"bibtex"``, ``"csl-json"`` or ``"ris"``.

    Raises
    ------
    ConflictDataError
        A ValueError: no column ``source``, an unknown source or style.

    Examples
    --------
    >>> import conflictdata as cd
    >>> print(cd.cite(["ohchr-2023-05-08"]).splitlines()[-1])
    Office of the United Nations High Commissioner for Human Rights (OHCHR). (2023, May 8). Ukraine: civilian casualty update 8 May 2023. https://www.ohchr.org/en/news/2023/05/ukraine-civilian-casualty-update-8-may-2023
    """
    if style not in _STYLES:
        raise ConflictDataError(f"style {style!r} is unknown{nearest(style, _STYLES)}")
    opened = open_release(release)
    entries = [release_entry(opened.descriptor)]
    if rows is not None:
        entries += _source_entries(opened, _source_ids(rows))
    return _STYLES[style](entries)


def _source_ids(rows: Any) -> list[str]:
    names = getattr(rows, "column_names", None) or getattr(rows, "columns", None)
    if names is not None:
        column = next((c for c in ("source", "source_id") if c in list(names)), None)
        if column is None:
            raise ConflictDataError("cite() needs the column 'source': cite before you aggregate")
        rows = rows[column]
    if isinstance(rows, str):
        rows = [rows]
    values = rows.to_pylist() if hasattr(rows, "to_pylist") else list(rows)
    return list(dict.fromkeys(v for v in values if isinstance(v, str)))


def release_entry(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """A release in the words of CSL, from its descriptor."""
    d = descriptor
    return {
        "id": f"conflictdata-{d['version']}",
        "type": "dataset",
        "title": d["title"],
        "author": [{"literal": c["title"]} for c in d["contributors"]],
        "issued": {"date-parts": [[int(d["version"].split(".")[0])]]},
        "version": d["version"],
        "URL": d["homepage"],
    }


def _source_entries(release: Release, ids: Iterable[str]) -> list[dict[str, Any]]:
    known = {r["source_id"]: r for r in release.read("sources").to_pylist()}
    names = {r["id"]: r["name"] for r in release.read("organizations", ["id", "name"]).to_pylist()}
    entries = []
    for source_id in ids:
        if source_id not in known:
            raise ConflictDataError(f"sources has no source_id {source_id!r}{nearest(source_id, known)}")
        row = known[source_id]
        entry = {
            "id": source_id,
            "type": "webpage",
            "title": row["title"],
            "author": [{"literal": names[row["publisher"]]}],
            "accessed": {"date-parts": [_parts(row["accessed_on"])]},
            "language": row["language"],
            "URL": row["url"],
        }
        if row["published_on"]:
            entry["issued"] = {"date-parts": [_parts(row["published_on"])]}
        if row["archive_url"]:
            entry["archive_location"] = row["archive_url"]
        entries.append(entry)
    return sorted(entries, key=lambda e: (e["author"][0]["literal"].casefold(), str(e.get("issued", "")), e["id"]))


def _parts(day: Any) -> list[int]:
    return [day.year, day.month, day.day]


def _apa(entries: list[dict[str, Any]]) -> str:
    lines = []
    for e in entries:
        authors = ", ".join(a["literal"] for a in e["author"])
        title = e["title"] + (f" (Version {e['version']}) [Data set]" if "version" in e else "")
        stop = "" if title.endswith((".", "?", "!")) else "."
        lines.append(f"{authors}. ({_apa_day(e)}). {title}{stop} {e['URL']}")
    return "\n".join(lines)


def _apa_day(entry: Mapping[str, Any]) -> str:
    if "issued" not in entry:
        return "n.d."
    year, *rest = entry["issued"]["date-parts"][0]
    return f"{year}, {MONTHS[rest[0] - 1]} {rest[1]}" if rest else str(year)


def bibtex(entries: list[dict[str, Any]]) -> str:
    return "\n\n".join(
        f"@misc{{{e['id']},\n" + ",\n".join(f"  {k} = {{{v}}}" for k, v in _bibtex_fields(e).items()) + "\n}" for e in entries
    )


def _bibtex_fields(entry: Mapping[str, Any]) -> dict[str, str]:
    fields = {
        "author": " and ".join("{" + _tex(a["literal"]) + "}" for a in entry["author"]),
        "title": "{" + _tex(entry["title"]) + "}",
    }
    if "issued" in entry:
        fields["year"] = str(entry["issued"]["date-parts"][0][0])
        fields["date"] = _iso(entry["issued"])
    if "version" in entry:
        fields["version"] = entry["version"]
    fields["url"] = entry["URL"]
    if "accessed" in entry:
        fields["urldate"] = _iso(entry["accessed"])
    if "language" in entry:
        fields["langid"] = entry["language"]
    return fields


def _tex(text: str) -> str:
    escapes = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    escapes |= {c: "\\" + c for c in "&%$#_"}
    return "".join(escapes.get(c, c) for c in text)


def _iso(date: Mapping[str, Any]) -> str:
    return "-".join(f"{part:02d}" for part in date["date-parts"][0])


def csl_json(entries: list[dict[str, Any]]) -> str:
    return json.dumps(entries, ensure_ascii=False, indent=2)


def _ris(entries: list[dict[str, Any]]) -> str:
    records = []
    for e in entries:
        lines = [("TY", "DATA" if e["type"] == "dataset" else "ELEC"), ("ID", e["id"])]
        lines += [("AU", a["literal"]) for a in e["author"]] + [("TI", e["title"])]
        if "issued" in e:
            lines += [("PY", str(e["issued"]["date-parts"][0][0])), ("DA", _iso(e["issued"]).replace("-", "/"))]
        lines += [("ET", e["version"])] if "version" in e else []
        lines += [("UR", e["URL"])]
        lines += [("Y2", _iso(e["accessed"]).replace("-", "/"))] if "accessed" in e else []
        lines += [("LA", e["language"])] if "language" in e else []
        records.append("\n".join(f"{tag}  - {text}" for tag, text in [*lines, ("ER", "")]))
    return "\n\n".join(records)


_STYLES = {"apa": _apa, "bibtex": bibtex, "csl-json": csl_json, "ris": _ris}
