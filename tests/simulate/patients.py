"""Patients for the tests, simulated once each: brief runs, since the laws tested do not need the whole course."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from sciatica.core import yaml
from sciatica.core.findings import Findings
from sciatica.core.parameters import defaults
from sciatica.simulate import Result, case_from_mapping, run

EXAMPLES = Path(__file__).parents[2] / "examples"
Pairs = tuple[tuple[str, Any], ...]


def mapping(name: str) -> dict[str, Any]:
    """An example's own text."""
    loaded = yaml.load(EXAMPLES / f"{name}.yaml")
    assert isinstance(loaded, dict)
    return loaded


@cache
def patient(name: str = "l5s1_disc", cause: Pairs = (), parameters: Pairs = (), case: Pairs = ()) -> Result:
    """An example with its first cause, the parameters or the case changed; simulated once for each set of changes."""
    data = mapping(name)
    for key, value in cause:
        if value is None:
            data["causes"][0].pop(key, None)
        else:
            data["causes"][0][key] = value
    data.update(dict(case))
    chosen = defaults()
    for key, value in parameters:
        chosen = chosen.with_value(key, value)
    return run(case_from_mapping(data), chosen, detail="brief")


def present(findings: Findings, name: str, side: str | None = None) -> set[str | None]:
    """Sites (or None where the finding has none) at which it is present."""
    return {v.site for v in findings.values(name) if v.state == "present" and side in (None, v.side)}


def state(findings: Findings, name: str, side: str | None = None) -> str:
    """The finding's state over all sites."""
    return findings.get(name, side).state  # type: ignore[arg-type]
