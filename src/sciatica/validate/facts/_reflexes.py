"""Reflexes timed in the prepared man: healthy nerves whose velocities were measured in people."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.facts._cord import healthy, man


def h_latency_ms(parameters: ParameterSet, height_cm: float) -> tuple[float, float]:
    """Latency in soleus after a stimulus behind the knee (ms) and the leg's length, knee crease to ankle (cm)."""
    from sciatica.muscle.reflex import elicit

    body = man(parameters, height_cm)
    found = elicit(body, healthy(body), 0, "soleus", parameters, landmark="knee")
    leg_mm = body.position_mm(4, "ankle") - body.position_mm(4, "knee")
    return float(found.latency_ms[1]), float(leg_mm) / 10.0


def tap_latency_ms(parameters: ParameterSet, muscle: str) -> float:
    """Latency of a tap to a muscle or its tendon, ms; man of 178 cm."""
    from sciatica.muscle.reflex import elicit

    body = man(parameters)
    return float(elicit(body, healthy(body), 0, muscle, parameters).latency_ms[1])


def second_tap_latency_ms(parameters: ParameterSet, muscle: str) -> float:
    """Latency of the second answer to a tap, ms: where the drive of the loop peaks after that of the first."""
    from sciatica.cord import reflexes

    body = man(parameters)
    nerve, cord = healthy(body), parameters.cord
    arriving = reflexes.volley(body, nerve, 0, body.muscles.index(muscle), 1)
    time, drive = reflexes.twice(*reflexes.excitation(arriving, cord.tap_spread_ms, cord), cord)
    rising = np.flatnonzero((drive[1:-1] > drive[:-2]) & (drive[1:-1] >= drive[2:])) + 1
    return tap_latency_ms(parameters, muscle) + float(time[rising[-1]] - time[rising[0]])


@lru_cache(maxsize=8)
def withdrawal_ms(parameters: ParameterSet, site: str) -> dict[tuple[str, str], float]:
    """When each muscle answers a painful stimulus to the right foot, by muscle and leg (own, other), ms."""
    from sciatica.cord import pools, withdrawal

    body = man(parameters)
    made = pools.build(body, parameters.cord)
    found = withdrawal.elicit(body, made, healthy(body), 0, site, 1, parameters.cord)
    onset = found.onset_ms + parameters.muscle.neuromuscular_delay_ms
    legs = (("own", 1), ("other", 0))
    return {(name, leg): float(onset[m, s]) for m, name in enumerate(body.muscles.names) for leg, s in legs}
