"""Standing with open and with closed eyes: a pendulum held up by delayed feedback from noisy senses.

The body is an inverted pendulum on the ankles; stiffness and damping of the ankles and a delayed torque in proportion
to felt lean and its rate keep it up (Pasma et al. 2017, doi:10.3389/fncom.2017.00099, whose constants are used for
everybody, as shares of the weight's own torque). What is felt is the mean of three senses, each weighted by how little
noise it has: soles and ankles, the balance organ, about ten times as noisy (van der Kooij & Peterka 2011,
doi:10.1007/s10827-010-0291-y), and the eyes. Fibres that carry nothing leave fewer to average over, so the noise of
soles and ankles grows as the share that is left falls, and the eyes take over until they are closed. Sway is that noise
through the closed loop: an integral over frequency, no chance in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from sciatica.body import CLASSES
from sciatica.core.parameters import Parameters
from sciatica.exam.bedside import Bedside
from sciatica.exam.found.power import share_by_movement

SOLES = ("sole", "lateral_foot", "great_toe", "dorsum_foot")
ANKLE = ("ankle_plantarflexion", "ankle_dorsiflexion", "ankle_eversion", "ankle_inversion")
"""Skin and movements whose afferents feel the lean."""
_LONGEST_S, _SHORTEST_S = 200.0, 0.05


@dataclass(frozen=True)
class Sway:
    """Of one person who stands on both feet."""

    open_deg: float
    """Root mean square of the lean, eyes open."""
    closed_deg: float
    """Eyes closed."""
    limit_deg: float
    """Lean beyond which feet and ankle muscles do not hold."""


def sway_of(bedside: Bedside, parameters: Parameters) -> Sway:
    """How far a person sways."""
    feet = feet_left(bedside)
    open_deg, closed_deg = (lean_deg(feet, parameters, eyes_open=eyes) for eyes in (True, False))
    return Sway(open_deg, closed_deg, limit_deg(bedside, parameters))


def lean_deg(feet: float, parameters: Parameters, *, eyes_open: bool) -> float:
    """Root mean square of the lean, with this share of what feet and ankles tell."""
    p = parameters
    certain = feet + p.sway_organ_noise**-2 + (p.sway_eyes_noise**-2 if eyes_open else 0.0)
    return float(np.sqrt(p.sway_feet_noise_deg2_hz * passed_hz(p) / certain))


def feet_left(bedside: Bedside) -> float:
    """Share of what both feet and ankles tell of the lean that still arrives, standing."""
    body, posture = bedside.body, bedside.posture("standing")
    names = body.territories.names
    skin = bedside.skin_loss("a_beta", posture)[:, [names.index(n) for n in SOLES]].mean()
    rows = [m for m, movement in enumerate(body.muscles.movement) if movement in ANKLE]
    lost = np.nan_to_num(1.0 - bedside.carried[:, :, CLASSES.index("a_alpha"), posture])
    spindles = (lost @ body.muscles.root_weight[rows].T).mean()
    return float(np.clip(1.0 - 0.5 * (skin + spindles), 0.0, 1.0))


def limit_deg(bedside: Bedside, parameters: Parameters) -> float:
    """Lean from where one stands to where feet or ankle muscles hold no longer, the nearer of ahead and behind."""
    p = parameters
    both = {name: float(of.sum()) for name, of in share_by_movement(bedside.body, bedside.episode.strength).items()}
    ahead = min(p.ball_lever, both["ankle_plantarflexion"] * p.plantarflexion_torque) - p.stance_lever
    behind = min(p.heel_lever, both["ankle_dorsiflexion"] * p.dorsiflexion_torque) + p.stance_lever
    return max(float(np.degrees(np.arcsin(min(ahead, behind) / p.centre_height))), 0.0)


def passed_hz(parameters: Parameters) -> float:
    """Bandwidth (Hz) of lean over noise of what is felt: the integral of the closed loop's gain squared."""
    p = parameters
    return _passed(
        p.sway_inertia_kg_m2,
        p.sway_weight_nm,
        p.sway_stiffness_nm,
        p.sway_damping_nms,
        p.sway_gain_nm,
        p.sway_rate_gain_nms,
        p.sway_delay_s,
        p.sway_activation_per_s,
        p.sway_activation_damping,
    )


@cache
def _passed(
    inertia: float,
    weight: float,
    stiffness: float,
    damping: float,
    gain: float,
    rate_gain: float,
    delay_s: float,
    activation: float,
    activation_damping: float,
) -> float:
    frequency = np.geomspace(1.0 / _LONGEST_S, 1.0 / _SHORTEST_S, 4000)
    s = 2j * np.pi * frequency
    slow = activation**2 / (s**2 + 2.0 * activation_damping * activation * s + activation**2)
    active = (gain + rate_gain * s) * np.exp(-s * delay_s) * slow
    squared = np.abs(active / (inertia * s**2 + damping * s + stiffness - weight + active)) ** 2
    below = squared[0] * frequency[0]
    return float(below + np.trapezoid(squared, frequency))
