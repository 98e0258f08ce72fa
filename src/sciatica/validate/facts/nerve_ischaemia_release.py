"""Blood comes back after 13 min: does the fibre pass beyond normal?"""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Threshold 5 min after the blood's return, change from before in %."""
    from sciatica.validate.facts._ischaemia import arm

    seen = arm(parameters)
    return float(100.0 * (seen.threshold_na[2] / seen.threshold_na[0] - 1.0))


FACT = Fact(
    id="nerve.ischaemia_release",
    room="nerve",
    fact="after 13 min without blood axons pass beyond normal, as hyperpolarised ones do",
    published="supernormality reached a maximum after ischaemia",
    low=0.5,
    high=float("inf"),
    unit="%",
    species="man, arm",
    source="grosskreutz1999ischaemia",
    measure=measure,
    kind="prediction",
    knock_out=KnockOut("nerve.endoneurial_volume_ratio", 0.05),
    note="the threshold stands for supernormality, which is not reproduced; sodium left inside makes most of it",
)
