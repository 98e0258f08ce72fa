"""Pain shifts weight to the other leg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._movement import ill, steady_pain


def measure(parameters: ParameterSet) -> float:
    """Share of load on the painless leg minus that on the painful, at 4 of 10."""
    return -ill(parameters, {}, pain=steady_pain(4.0)).stance_asymmetry


FACT = Fact(
    id="movement.standing_asymmetry",
    room="movement",
    fact="people with back pain stand with more weight on one leg",
    published="8.8 % of body weight between the legs, 3.6 % in controls (35 and 31 people)",
    low=0.044,
    high=0.132,
    unit="body weight",
    species="man, two scales",
    source="childs2003",
    measure=measure,
    kind="fitted",
    knock_out=KnockOut("movement.pain_weight", 0.0),
    note=(
        "no spread in the abstract: half either way is accepted; the pain is taken as 4 of 10 on one side; "
        "habit_asymmetry was chosen with this figure in sight"
    ),
)
