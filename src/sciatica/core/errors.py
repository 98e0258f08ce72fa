"""Bad input is answered with one line: where it stands, what is wrong, what was given, what is wanted."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final

LONGEST_SHOWN: Final = 80
_ABSENT: Final = object()


def shown(value: object, longest: int = LONGEST_SHOWN) -> str:
    """The value as one short line: control characters escaped, the middle of a long text left out."""
    try:
        text = value if isinstance(value, str) else repr(value)
    except ValueError:  # an integer too long for Python to print
        text = f"a very long {type(value).__name__}"
    if len(text) > 4 * longest:
        text = text[: 2 * longest] + text[-2 * longest :]
    line = "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in text)
    if len(line) > longest:
        tail = longest // 4
        line = f"{line[: longest - tail - 1]}…{line[-tail:]}"
    return line


def nearest(given: str, names: Iterable[str]) -> str:
    """The one of ``names`` that looks most like ``given``, or "" when none is at all alike."""
    by_lower = {name.lower(): name for name in names}
    found = difflib.get_close_matches(given.lower()[:200], list(by_lower), n=1, cutoff=0.5)
    return by_lower[found[0]] if found else ""


class InputError(ValueError):
    """Something that a person gave us cannot be used.

    Args:
        what: what is wrong, without a full stop.
        file: the file it stands in.
        field: the field, as ``causes[0].level``, or the place, as ``line 3``.
        given: the value that was given; left out when there is none.
        wanted: what would be right, with its unit.
        cure: what to do about it.
    """

    def __init__(
        self,
        what: str,
        *,
        file: str = "",
        field: str = "",
        given: object = _ABSENT,
        wanted: str = "",
        cure: str = "",
    ) -> None:
        """Keep the parts; the line is put together when it is asked for."""
        super().__init__(what)
        self.what = what
        self.file = file
        self.field = field
        self.given = given
        self.has_given = given is not _ABSENT
        self.wanted = wanted
        self.cure = cure

    @property
    def line(self) -> str:
        """One line: ``FILE: FIELD: what; given …; wanted …; cure``."""
        where = "".join(f"{shown(part, 200)}: " for part in (self.file, self.field) if part)
        parts = [shown(self.what, 300)]
        if self.has_given:
            parts.append(f"given {shown(self.given)}")
        if self.wanted:
            parts.append(f"wanted {shown(self.wanted, 400)}")
        if self.cure:
            parts.append(shown(self.cure, 300))
        return where + "; ".join(parts)

    def __str__(self) -> str:
        """The one line."""
        return self.line

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the parts across processes."""
        return _rebuild, (
            self.what,
            self.file,
            self.field,
            self.has_given,
            shown(self.given),
            self.wanted,
            self.cure,
        )


def _rebuild(what: str, file: str, field: str, has_given: bool, given: str, wanted: str, cure: str) -> InputError:
    return InputError(what, file=file, field=field, given=given if has_given else _ABSENT, wanted=wanted, cure=cure)
