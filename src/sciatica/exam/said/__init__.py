"""What the person says: where it hurts and how, when and by what, and what is numb, weak or in spasm.

Nobody examines here, so no observer errs: what is said follows from pain, firing fibres and lost feeling by limits from
which a person notices.
"""

from __future__ import annotations

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.exam.bedside import Bedside
from sciatica.exam.said.losses import numbness, pelvic, weakness
from sciatica.exam.said.provoked import by_posture, by_sitting
from sciatica.exam.said.quality import burst_rate_hz, quality
from sciatica.exam.said.spasm import spasm
from sciatica.exam.said.through_the_day import over_the_day
from sciatica.exam.said.where import dermatome, drawn, pain, share_outside, usual_pain
from sciatica.exam.values import Entries

__all__ = [
    "burst_rate_hz",
    "by_posture",
    "by_sitting",
    "dermatome",
    "drawn",
    "everything",
    "numbness",
    "over_the_day",
    "pain",
    "pelvic",
    "quality",
    "share_outside",
    "spasm",
    "usual_pain",
    "weakness",
]


def everything(bedside: Bedside, parameters: Parameters, strength: dict[str, FloatArray]) -> Entries:
    """The whole history.

    Args:
        bedside: the person on the day.
        parameters: the exam room's parameters.
        strength: [2] share of the healthy strength of each movement.
    """
    return {
        **pain(bedside, parameters),
        **quality(bedside, parameters),
        **over_the_day(bedside, parameters),
        **by_posture(bedside, parameters),
        **by_sitting(bedside, parameters),
        **numbness(bedside, parameters),
        **weakness(bedside, parameters, strength),
        **spasm(bedside, parameters),
        **pelvic(bedside, parameters, strength),
    }
