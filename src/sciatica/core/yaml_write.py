"""YAML as people would type it, that :mod:`sciatica.core.yaml` reads back to the same data.

One line a key; what stands under a key is written in braces on that line, a list of mappings one a line. Words are bare
where the reader takes them for words, everything else that is text stands in quotation marks; numbers are written so
that no digit is lost.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sciatica.core.errors import InputError

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[ .-][A-Za-z0-9_]+)*")
_NOT_WORDS: Final = frozenset({"yes", "no", "on", "off", "true", "false", "null"})


def dump(data: Mapping[str, Any]) -> str:
    """The mapping as YAML text: mappings and lists of text, numbers, truth and nothing.

    Raises:
        InputError: a number that is not finite, or something that is none of these.
    """
    return "".join(f"{line}\n" for key, value in data.items() for line in _entry(key, value)) or "{}\n"


def _entry(key: str, value: object) -> Iterator[str]:
    if isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value):
        yield f"{_scalar(key, key)}:"
        yield from (f"  - {_flow(item, key)}" for item in value)
    else:
        yield f"{_scalar(key, key)}: {_flow(value, key)}"


def _flow(value: object, field: str) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(k, field)}: {_flow(v, field)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(item, field) for item in value) + "]"
    return _scalar(value, field)


def _scalar(value: object, field: str) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        bare = _WORD.fullmatch(value) and value.lower() not in _NOT_WORDS
        return value if bare else json.dumps(value).replace("\x7f", "\\u007f")
    if isinstance(value, int | float) and math.isfinite(value):
        return repr(int(value)) if isinstance(value, int) else float.__repr__(value)
    raise InputError("cannot be written as YAML", field=field, given=value, wanted="text or a finite number")
