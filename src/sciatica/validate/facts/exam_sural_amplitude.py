"""How large the response of the sural nerve is."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Baseline to negative peak, 140 mm from the stimulus."""
    from sciatica.validate.facts._exam import sensory

    return float(sensory(parameters).amplitude_uv[0, 0])


FACT = Fact(
    id="exam.sural_amplitude",
    room="exam",
    fact="amplitude of the sural response",
    published="21.7 uV (8.3-35.2), men in their twenties",
    low=8.3,
    high=35.2,
    unit="uV",
    species="man",
    source="kim2022reference",
    measure=measure,
    knock_out=KnockOut("exam.sensory_depth_mm", 25.0),
    note="fibre potentials by the engine; number of fibres and depth are anatomy, the latter assumed",
)
