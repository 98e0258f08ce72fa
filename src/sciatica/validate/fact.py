"""A published fact, and the one function that says whether we agree with it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from sciatica.core.parameters import ParameterSet

Kind = Literal["prediction", "fitted", "input"]
Status = Literal["within", "outside", "fitted", "input"]


@dataclass(frozen=True)
class KnockOut:
    """The constant, as ``room.name``, that carries an effect, and its value without the effect."""

    parameter: str
    value: float

    def of(self, parameters: ParameterSet) -> ParameterSet:
        """The same parameters without the effect."""
        return parameters.with_value(self.parameter, self.value)

    def __str__(self) -> str:
        """``room.name = value``."""
        return f"{self.parameter} = {self.value:g}"


@dataclass(frozen=True)
class Fact:
    """What somebody measured, and how we measure the same.

    Attributes:
        id: ``room.name``, as the file's name with a dot for the first underscore.
        room: the room that answers to it.
        fact: what was found, in one line of plain words.
        published: the finding as published, with its spread and number.
        low: the lowest value that agrees, in ``unit``; -inf where only the upper end was published.
        high: the highest value that agrees, in ``unit``; inf where only the lower end was published.
        unit: the unit of ``low``, ``high`` and what ``measure`` returns.
        species: the animal and preparation.
        source: a key of the references.
        measure: what the rooms compute for the same thing, with the parameters given.
        kind: ``prediction`` where nothing was set to it, ``fitted`` where a constant was, ``input`` where the
            number is itself a constant read back.
        knock_out: the effect's own constant; a prediction that agrees must stop agreeing without it.
        note: what a reader should know, above all why a prediction lies outside.
    """

    id: str
    room: str
    fact: str
    published: str
    low: float
    high: float
    unit: str
    species: str
    source: str
    measure: Callable[[ParameterSet], float]
    kind: Kind = "prediction"
    knock_out: KnockOut | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a fact that could not be judged."""
        if not self.low <= self.high or (math.isinf(self.low) and math.isinf(self.high)):
            raise ValueError(f"{self.id}: low must not lie above high, and one of them must be finite")
        if not self.id.startswith(f"{self.room}."):
            raise ValueError(f"{self.id}: the id must begin with the room, {self.room}")
        for name in ("fact", "published", "unit", "species", "source"):
            if not getattr(self, name):
                raise ValueError(f"{self.id}: {name} is empty")


def status(fact: Fact, ours: float) -> Status:
    """Whether ``ours`` agrees: ``within`` or ``outside`` for predictions, else what kind of row it is."""
    if fact.kind != "prediction":
        return fact.kind
    return "within" if fact.low <= ours <= fact.high else "outside"


@dataclass(frozen=True)
class Row:
    """A fact with what the rooms computed for it."""

    fact: Fact
    ours: float
    status: Status
    read: frozenset[str] = field(default=frozenset(), compare=False)
    """Constants (``room.name``) that were read on the way."""
