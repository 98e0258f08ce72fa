"""Rates fall in a sustained full effort."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._cord import rate_at_maximum, rates_hz, willed


def measure(parameters: ParameterSet) -> float:
    """Rate in the last of 60 s of full effort over that of the first seconds, a leg muscle of ordinary speed."""
    first = rate_at_maximum(parameters, "tibant", 0.5, 2.5)
    late = rates_hz(willed(parameters, "tibant", 1.0, 60.0), 55.0, 60.0)
    return float(late[late > 0].mean() / first)


FACT = Fact(
    id="cord.rate_falls",
    room="cord",
    fact="motoneurons slow down in a sustained full effort",
    published="27 to 15 Hz in 60 s",
    low=0.45,
    high=0.66,
    unit="share of first rate",
    species="man, adductor pollicis",
    source="biglandritchie1983",
    measure=measure,
    kind="fitted",
    note="late adaptation was set to it; extensor hallucis longus slows far less (PMC2270114)",
)
