"""A fasciculation that starts far down the axon has an echo."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cord import echo_ms


def measure(parameters: ParameterSet) -> float:
    """Mean time from a twitch spike in the calf to the same unit's F wave, impulses born near the muscle."""
    return echo_ms(parameters)


FACT = Fact(
    id="cord.f_wave_echo",
    room="cord",
    fact="some fasciculations of the calf are followed by their own F wave",
    published="32 ms in benign fasciculations, 35 ms in ALS",
    low=29.0,
    high=38.0,
    unit="ms",
    species="man, gastrocnemius, high-density surface EMG",
    source="kleine2012",
    measure=measure,
    knock_out=KnockOut("cord.f_wave_probability", 1e-09),
    note="motor axons at the velocities measured one by one in tibialis anterior; bounds are 3 ms beyond the two "
    "groups; slow terminal branches are not modelled",
)
