"""The few forms of YAML in which this room's own tables are written, read in a hundredth of a second.

The strict reader of :mod:`sciatica.core.yaml` takes ten times as long on a file of this size, and an assessment has
20 ms. A test holds the two readers to the same answer on our files; anything that is not one of these forms is refused:

    key: value                      a whole number, or text (in double quotation marks where it holds `: `)
    key: [one, two]                 a list of words
    key: >-                         text on the lines that follow, indented further
    key:                            a list of mappings, each begun with `- ` on the lines that follow
"""

from __future__ import annotations

import re
from typing import Any, Final

from sciatica.core.errors import InputError

_PAIR: Final = re.compile(r"( *)(- )?([a-z_]+):(?: (.*))?")
Value = str | int | list[str]


def load(text: str, *, file: str) -> dict[str, Any]:
    """The file as plain data.

    Raises:
        InputError: a line of another form, a key twice, or a mapping where none can be.
    """
    root: dict[str, Any] = {}
    items: list[dict[str, Any]] = []
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        line, number = lines[at], at + 1
        at += 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _PAIR.fullmatch(line)
        if match is None:
            raise _refusal(file, number, line)
        indent, begins, key, rest = len(match[1]), bool(match[2]), match[3], (match[4] or "").strip()
        if indent == 0 and not begins:
            target = root
        elif begins and indent == 2:
            target = {}
            items.append(target)
        elif indent == 4 and items:
            target = items[-1]
        else:
            raise _refusal(file, number, line)
        if key in target:
            raise InputError("the same key twice", file=file, field=f"line {number}", given=key)
        if rest == ">-":
            folded = []
            further = " " * (indent + 2 * begins + 2)
            while at < len(lines) and lines[at].startswith(further):
                folded.append(lines[at].strip())
                at += 1
            target[key] = " ".join(folded)
        elif rest:
            target[key] = _value(rest, file, number)
        elif target is root:
            items = root[key] = []
        else:
            raise _refusal(file, number, line)
    return root


def _value(text: str, file: str, number: int) -> Value:
    if text.startswith("[") and text.endswith("]"):
        return [part.strip() for part in text[1:-1].split(",")]
    if len(text) > 1 and text[0] == text[-1] == '"' and not {"\\", '"'} & set(text[1:-1]):
        return text[1:-1]
    if text.isdigit():
        return int(text)
    if text[0] in "[]{}&*!|>%@`\"'#,?-" or ": " in text or " #" in text or text.endswith(":"):
        raise _refusal(file, number, text)
    return text


def _refusal(file: str, number: int, line: str) -> InputError:
    return InputError("not one of the forms that our own tables use", file=file, field=f"line {number}", given=line)
