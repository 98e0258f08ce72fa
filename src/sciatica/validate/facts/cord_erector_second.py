"""The second answer of a tapped back muscle."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._reflexes import second_tap_latency_ms


def measure(parameters: ParameterSet) -> float:
    """Latency of the second answer of the erector to a tap."""
    return second_tap_latency_ms(parameters, "erector")


FACT = Fact(
    id="cord.erector_second",
    room="cord",
    fact="a tapped erector answers a second time",
    published="44.6 +- 2.5 ms, second peak",
    low=42.1,
    high=47.1,
    unit="ms",
    species="man, lumbar erector spinae, servo prodder",
    source="zedka1999",
    measure=measure,
    kind="fitted",
    note="the loop delay was set to it; its way is not known",
)
