"""When it hurts: the least and the mean of a day as it is lived, and whether the night is disturbed."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.exam.bedside import Bedside
from sciatica.exam.values import Entries, flag, sided


def over_the_day(bedside: Bedside, parameters: Parameters) -> Entries:
    """The day's least and mean pain, from the diary, and sleep."""
    night = bedside.posture("sleeping") if bedside.has("sleeping") else bedside.posture("lying")
    disturbed = bedside.pain_by_side[:, night].max() >= parameters.pain_disturbs_sleep
    out: Entries = {"sleep_disturbed": flag(bool(disturbed))}
    if bedside.diary is not None:
        _, pain = bedside.diary
        for name, felt in (("leg_pain_least", pain.min(axis=1)), ("leg_pain_mean", np.mean(pain, axis=1))):
            out[name] = sided(list(felt >= parameters.pain_noticed), felt, 1)
    return out
