"""The papers behind a run: the sources of every constant in the rooms that ran, and of the membranes."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.simulate.case import Case

MEMBRANES = ("mcintyre2002", "sundt2015", "boucher2012")


def citations_of(case: Case, parameters: ParameterSet) -> tuple[str, ...]:
    """Reference keys, each once, in the order of the rooms; membranes only where fibres were injured."""
    keys: dict[str, None] = {}
    for room in parameters:
        for row in parameters[room].table:
            keys.update(dict.fromkeys(row.source))
    if case.causes:
        keys.update(dict.fromkeys(MEMBRANES))
    return tuple(keys)
