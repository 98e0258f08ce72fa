"""Whether the pressure in a narrow canal peaks with every step."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import posture
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._lesion import loads_of, narrow


def measure(parameters: ParameterSet) -> float:
    """How far the pressure rises above its mean at each step, in a narrow less in a healthy sac."""
    walking = [posture("walking", parameters.lesion)]
    narrowed, healthy = (
        float(loads_of([narrow(area)], walking, parameters).swing_mmhg[0, 0, 0]) for area in (68.0, 150.0)
    )
    return narrowed - healthy


FACT = Fact(
    id="lesion.walking_peaks",
    room="lesion",
    fact="rise of the epidural pressure at every step, stenosis less healthy",
    published="a wave with every step, high in stenosis and low in the healthy (we read: over 2 mmHg), n = 12, 7",
    low=2.0,
    high=float("inf"),
    unit="mmHg",
    species="human",
    source="takahashi1995gait",
    measure=measure,
    knock_out=KnockOut("lesion.sac_pressure_scale_mmhg", 0.0),
    note="How far load and bend swing is assumed; that it becomes a wave only in a narrow sac is not.",
)
