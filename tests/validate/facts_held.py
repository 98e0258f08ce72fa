"""What every fact is held to; two files share it, so that two workers can share the facts."""

from __future__ import annotations

import math

from sciatica import validate
from sciatica.core import parameters as constants
from sciatica.validate import Fact

DEFAULTS = constants.defaults()
NERVE_SIDE = ("body", "lesion", "tissue", "nerve", "muscle")
"""Rooms whose facts cost about as much as those of the others together."""


def hold(fact: Fact) -> None:
    """It is finite; a prediction outside says why; one that agrees stops agreeing without its effect."""
    row = validate.measured(fact, DEFAULTS)
    assert math.isfinite(row.ours)
    if row.status == "outside":
        assert fact.note, "a prediction outside needs a note"
    if row.status == "within":
        assert fact.knock_out is not None, "a prediction that agrees needs a knock-out"
        assert validate.knocked_out(fact, DEFAULTS).status == "outside"
