"""When a tapped back muscle answers."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._reflexes import tap_latency_ms


def measure(parameters: ParameterSet) -> float:
    """Latency of the first answer of the erector to a tap."""
    return tap_latency_ms(parameters, "erector")


FACT = Fact(
    id="cord.erector_stretch",
    room="cord",
    fact="a tapped erector answers after a short way to the cord and back",
    published="19.3 +- 2.1 ms, first peak",
    low=17.2,
    high=21.4,
    unit="ms",
    species="man, lumbar erector spinae, servo prodder",
    source="zedka1999",
    measure=measure,
    knock_out=KnockOut("cord.tap_transfer_ms", 0.0),
    note="bounds are one standard deviation; the time from blow to spindle is assumed; velocities by hand: Ia 4.55 m/s "
    "per um (sural), motor axons as measured one by one in tibialis anterior",
)
