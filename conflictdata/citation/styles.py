"""Citations as text, BibTeX, CSL-JSON and RIS."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

Style = Literal["apa", "bibtex", "csl-json", "ris", "short"]


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def as_known(vintage: str) -> str:
    """Of which day wordings are.

    >>> as_known("2023-05-04")
    'as known on 4 May 2023'
    """
    if vintage == "all":
        return "every wording"
    year, month, day = map(int, vintage.split("-"))
    return f"as known on {day} {MONTHS[month - 1]} {year}"


def _apa(entries: list[dict[str, Any]]) -> str:
    lines = []
    for e in entries:
        quoting = e.get("note") if "original-author" in e else None
        authors = quoting or ", ".join(a["literal"] for a in e["author"])
        kind = "Unpublished data set" if "status" in e else "Data set"
        kind = "; ".join([kind, *([e["note"]] if "version" in e and "note" in e else [])])
        title = _titled(e) + (f" (Version {e['version']}) [{kind}]" if "version" in e else "")
        stop = "" if title.endswith((".", "?", "!")) else "."
        lines.append(f"{authors}. ({_apa_day(e)}). {title}{stop} {e.get('URL', '')}".rstrip())
    return "\n".join(lines)


def _titled(entry: Mapping[str, Any]) -> str:
    """The title, or in brackets the description that stands in its place."""
    return entry["title"] if "title" in entry else f"[{entry['genre']}]"


def _apa_day(entry: Mapping[str, Any]) -> str:
    if "issued" not in entry:
        return "n.d."
    year, *rest = entry["issued"]["date-parts"][0]
    return f"{year}, {MONTHS[rest[0] - 1]} {rest[1]}" if rest else str(year)


def bibtex(entries: list[dict[str, Any]]) -> str:
    return "\n\n".join(
        f"@misc{{{e['id']},\n"
        + ",\n".join(f"  {k} = {{{v}}}" for k, v in _bibtex_fields(e).items())
        + "\n}"
        for e in entries
    )


def _bibtex_fields(entry: Mapping[str, Any]) -> dict[str, str]:
    fields = {
        "author": " and ".join("{" + _tex(a["literal"]) + "}" for a in entry["author"]),
        "title": "{" + _tex(_titled(entry)) + "}",
    }
    if "issued" in entry:
        fields["year"] = str(entry["issued"]["date-parts"][0][0])
        fields["date"] = _iso(entry["issued"])
    if "version" in entry:
        fields["version"] = entry["version"]
    if "status" in entry:
        fields["pubstate"] = entry["status"]
    if "URL" in entry:
        fields["url"] = entry["URL"]
    if "accessed" in entry:
        fields["urldate"] = _iso(entry["accessed"])
    if "language" in entry:
        fields["langid"] = entry["language"]
    if "note" in entry:
        fields["note"] = _tex(entry["note"])
    return fields


def _tex(text: str) -> str:
    escapes = {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
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
        lines += [("AU", a["literal"]) for a in e["author"]]
        lines += [("TI", e["title"])] if "title" in e else [("M3", e["genre"])]
        if "issued" in e:
            lines += [
                ("PY", str(e["issued"]["date-parts"][0][0])),
                ("DA", _iso(e["issued"]).replace("-", "/")),
            ]
        lines += [("ET", e["version"])] if "version" in e else []
        lines += [("N1", e["status"])] if "status" in e else []
        lines += [("UR", e["URL"])] if "URL" in e else []
        lines += [("Y2", _iso(e["accessed"]).replace("-", "/"))] if "accessed" in e else []
        lines += [("LA", e["language"])] if "language" in e else []
        lines += [("N1", e["note"])] if "note" in e else []
        records.append("\n".join(f"{tag}  - {text}" for tag, text in [*lines, ("ER", "")]))
    return "\n\n".join(records)


STYLES = {"apa": _apa, "bibtex": bibtex, "csl-json": csl_json, "ris": _ris}
