"""Pain slows walking, in metres a second."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._gait import back_pain


def measure(parameters: ParameterSet) -> float:
    """Speed beyond normal with a pain of 4 of 10, m/s."""
    found = back_pain(parameters)
    return found.speed_m_s - found.normal_speed_m_s


FACT = Fact(
    id="movement.back_pain_speed",
    room="movement",
    fact="people with pain of back and joints walk slower",
    published=(
        "-0.11 (standard error 0.03) m/s with pain in one place, -0.12 (0.03) in several (292 people of 70 and more)"
    ),
    low=-0.18,
    high=-0.05,
    unit="m/s",
    species="man, gait laboratory",
    source="ogawa2020",
    measure=measure,
    kind="fitted",
    knock_out=KnockOut("movement.pain_weight", 0.0),
    note=(
        "pain_with_load_share and habit_speed were set with this figure in sight; adjusted for age, sex, mass, drugs; "
        "two standard errors either way. In back pain alone the same is known in "
        "units of spread only: -0.59 (-0.77 to -0.42), Smith 2022, doi:10.1016/j.jshs.2022.02.001. Ours has 2 of 10 on "
        "either side in every posture"
    ),
)
