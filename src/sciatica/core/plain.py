"""Small flat mappings, checked without a schema library: findings are read in a hurry.

The words of a refusal are those of :mod:`.schema`, which does the same for cases with pydantic; loading that takes
longer than a whole assessment.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sciatica.core.errors import InputError, nearest


@dataclass(frozen=True)
class Choice:
    """One of some words."""

    allowed: tuple[str, ...]
    description: str = ""
    optional: bool = False

    def value(self, given: object) -> str | None:
        """The word itself, or None."""
        return given if isinstance(given, str) and given in self.allowed else None

    @property
    def wanted(self) -> str:
        """What is wanted, in words."""
        return " | ".join(self.allowed)

    def json_schema(self) -> dict[str, Any]:
        """JSON Schema of the value."""
        return {"enum": [*self.allowed, *([None] if self.optional else [])]}


@dataclass(frozen=True)
class Number:
    """A finite number within bounds."""

    low: float = -math.inf
    high: float = math.inf
    description: str = ""
    optional: bool = False

    def value(self, given: object) -> float | None:
        """The number as a float, or None."""
        if isinstance(given, bool) or not isinstance(given, int | float):
            return None
        try:
            number = float(given)
        except OverflowError:
            return None
        return number if math.isfinite(number) and self.low <= number <= self.high else None

    @property
    def wanted(self) -> str:
        """What is wanted, in words."""
        return "a number" + (f", {self.low:g} to {self.high:g}" if math.isfinite(self.low) else "")

    def json_schema(self) -> dict[str, Any]:
        """JSON Schema of the value."""
        bounds = {"minimum": self.low, "maximum": self.high} if math.isfinite(self.low) else {}
        return {"type": ["number", "null"] if self.optional else "number", **bounds}


@dataclass(frozen=True)
class Text:
    """Some text."""

    description: str = ""
    optional: bool = False
    wanted = "text"

    def value(self, given: object) -> str | None:
        """The text itself, or None."""
        return given if isinstance(given, str) else None

    def json_schema(self) -> dict[str, Any]:
        """JSON Schema of the value."""
        return {"type": ["string", "null"] if self.optional else "string"}


Key = Choice | Number | Text


def plain(keys: Mapping[str, Key], data: object, *, file: str = "", field: str = "") -> dict[str, Any]:
    """The values of ``data`` that are there, each as its key wants it; a missing key is left out.

    Args:
        keys: what may stand there.
        data: what the file held.
        file: the file's name, for the error.
        field: where in the file ``data`` stands.

    Raises:
        InputError: the first thing wrong, with the nearest right key for an unknown one.
    """
    known = ", ".join(keys)
    if not isinstance(data, Mapping):
        given = "a list" if isinstance(data, list | tuple) else data
        raise InputError("not a mapping", file=file, field=field, given=given, wanted=f"keys and values: {known}")
    for name in data:
        if name not in keys:
            best = nearest(str(name), keys)
            cure = f"did you mean {best}?" if best else ""
            raise InputError("unknown key", file=file, field=f"{field}.{name}", wanted=f"one of {known}", cure=cure)
    found: dict[str, Any] = {}
    for name, key in keys.items():
        if name not in data:
            continue
        given = data[name]
        value = key.value(given)
        if value is None and not (given is None and key.optional):
            wanted = key.wanted + (f" ({key.description})" if key.description else "")
            raise InputError(
                "cannot be used", file=file, field=f"{field}.{name}", given=_words(given, key), wanted=wanted
            )
        found[name] = value
    return found


def _words(given: object, key: Key) -> object:
    if isinstance(given, Mapping | list | tuple):
        return "keys and values" if isinstance(given, Mapping) else "a list"
    if given is None:
        return "nothing"
    return f"the text {given!r}" if isinstance(given, str) and isinstance(key, Number) else given
