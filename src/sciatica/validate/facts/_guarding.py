"""What the facts of guarding share: a man who walks or stands with back muscles at work, with and without pain."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.episode import Episode, Segment, nothing
from sciatica.validate.facts import _cord as prepared

BACK = ("multifidus", "erector")
UPRIGHT = 0.05
"""Share of full drive that the back muscles are willed in walking and standing."""
ROOT, SIDE = 4, 1


@lru_cache(maxsize=8)
def upright(parameters: ParameterSet, hurt_hz: float) -> Episode:
    """Four seconds upright with the small fibres of one root at ``hurt_hz`` (A-delta) and a third of it (C)."""
    from sciatica.episode import run

    body = prepared.only(prepared.man(parameters), BACK)
    nerve = prepared.healthy(body)
    if hurt_hz > 0.0:
        nerve = prepared.firing(nerve, body, (ROOT,), SIDE, {"a_delta": (hurt_hz,), "c": (hurt_hz / 3.0,)})
    script = [Segment(0, 4.0, "upright", voluntary=dict.fromkeys(BACK, UPRIGHT))]
    count = len(BACK)
    rng = np.random.default_rng(0)
    return run(body, nerve, script, nothing(count), np.zeros((count, 2)), parameters, rng)


def hurting(parameters: ParameterSet) -> float:
    """Discharge that an unchanged cord feels as about 3 of 10: patients of the studies hurt little while measured."""
    return 2.5
