"""Lists: what GitHub counts as inside of `1. ` stands three columns in, for Python-Markdown four,
and after what is inside the next item begins a line later.
"""

from __future__ import annotations

import re

ITEM = re.compile(r"\d\. ")


def indented(markdown: str) -> str:
    """The text with one column more before what is inside of an item.

    >>> print(indented("1. One\\n\\n   ```\\n   code\\n   ```\\n2. Two\\n\\nAfter."))
    1. One
    <BLANKLINE>
        ```
        code
        ```
    <BLANKLINE>
    2. Two
    <BLANKLINE>
    After.
    """
    lines: list[str] = []
    inside = fenced = False
    for line in markdown.split("\n"):
        if not inside and line.startswith("```"):
            fenced = not fenced
        if not fenced and ITEM.match(line):
            if inside and lines[-1]:
                lines.append("")
            inside = True
        elif line and not line.startswith("   "):
            inside = False
        lines.append(f" {line}" if inside and line.startswith("   ") else line)
    return "\n".join(lines)
