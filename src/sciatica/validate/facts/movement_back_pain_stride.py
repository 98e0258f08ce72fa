"""Pain shortens the stride, in metres."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._gait import back_pain


def measure(parameters: ParameterSet) -> float:
    """Length of the stride (two steps) beyond normal with a pain of 4 of 10, m."""
    found = back_pain(parameters)
    return 2.0 * (found.step_length_m - found.normal_step_length_m)


FACT = Fact(
    id="movement.back_pain_stride",
    room="movement",
    fact="people with pain of back and joints take shorter strides",
    published="-6.6 (standard error 2.9) cm with pain in one place, -9.0 (2.6) in several (292 people of 70 and more)",
    low=-0.142,
    high=-0.009,
    unit="m",
    species="man, gait laboratory",
    source="ogawa2020",
    measure=measure,
    knock_out=KnockOut("movement.pain_weight", 0.0),
    note=("two standard errors either way; in back pain alone -0.38 (-0.60 to -0.16) spreads, Smith 2022"),
)
