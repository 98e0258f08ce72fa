"""How many constants were free, against how many facts.

A constant is free when it is `fitted` or `assumed`; `published` ones are not ours to move. Counted are those that the
rows read while they were measured, an upper bound of those on which they depend. What is particular to an experiment
and told by no paper (a blood pressure, a temperature) is free as well and counted apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sciatica.core.parameters import Parameters, ParameterSet
from sciatica.validate.fact import Row

FREE = ("fitted", "assumed")
STATUSES = ("within", "outside", "fitted", "input")


class _Watched(Parameters):
    """The constants of a room, which notes the names that are read."""

    def __init__(self, of: Parameters, seen: set[str]) -> None:
        super().__init__(of.room, of.table)
        object.__setattr__(self, "_seen", seen)

    def __getattr__(self, name: str) -> float:
        value = super().__getattr__(name)
        self.__dict__["_seen"].add(f"{self.room}.{name}")
        return value

    def __repr__(self) -> str:
        return repr(Parameters(self.room, self.table))

    def replace(self, **values: float) -> Parameters:
        """The same constants with other values; what they are read for is noted in the same place."""
        return _Watched(super().replace(**values), self.__dict__["_seen"])


def watched(parameters: ParameterSet) -> tuple[ParameterSet, set[str]]:
    """The same constants, and a set that fills with the names (``room.name``) of those read."""
    seen: set[str] = set()
    return ParameterSet(tuple(_Watched(room, seen) for room in parameters.rooms)), seen


@dataclass(frozen=True)
class Count:
    """Free constants against facts."""

    facts: dict[str, int]
    """By status."""
    free: dict[str, tuple[str, ...]]
    """Names of constants read, by ``fitted`` and ``assumed``."""
    preparations: tuple[str, ...]
    """What no paper gives of the experiments: ``preparation: name``."""

    def plain(self) -> dict[str, Any]:
        """As a flat thing for JSON."""
        return {
            "facts": sum(self.facts.values()),
            **{f"facts.{status}": number for status, number in self.facts.items()},
            "free": sum(len(names) for names in self.free.values()),
            **{f"free.{status}": list(names) for status, names in self.free.items()},
            "preparations": list(self.preparations),
        }

    def __str__(self) -> str:
        """In words."""
        facts = ", ".join(f"{number} {status}" for status, number in self.facts.items() if number)
        fitted, assumed = (len(self.free[status]) for status in FREE)
        words = (
            f"{facts}\n{fitted + assumed} free constants read ({fitted} fitted, {assumed} assumed) "
            f"against {sum(self.facts.values())} facts"
        )
        if not self.preparations:
            return words
        by_name: dict[str, list[str]] = {}
        for line in self.preparations:
            name, _, what = line.partition(": ")
            by_name.setdefault(name, []).append(what)
        told = "; ".join(f"{name}: {', '.join(what)}" for name, what in by_name.items())
        return f"{words}; and {len(self.preparations)} numbers of experiments that no paper gives: {told}"


def count(rows: Sequence[Row], parameters: ParameterSet) -> Count:
    """Count the free constants that these rows read, and the rows."""
    read = sorted(set().union(*(row.read for row in rows)))
    status_of = {name: parameters[name.partition(".")[0]].rows[name.partition(".")[2]].status for name in read}
    return Count(
        facts={status: sum(row.status == status for row in rows) for status in STATUSES},
        free={status: tuple(name for name in read if status_of[name] == status) for status in FREE},
        preparations=_preparations() if any(row.fact.room == "tissue" for row in rows) else (),
    )


def _preparations() -> tuple[str, ...]:
    from sciatica.tissue.preparation import PREPARATIONS

    return tuple(f"{p.name}: {name}" for p in PREPARATIONS for name in p.assumed)
