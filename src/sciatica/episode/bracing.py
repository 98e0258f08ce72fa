"""What guarding is good for: contracted trunk muscles stiffen the lower back, and the same jolt bends it less.

The trunk on its lumbar spine answers a push as one mass on one spring and damper. Standing people were pushed while
they held 20 % and 40 % of their greatest extension effort (Gardner-Morse & Stokes 2001,
doi:10.1016/S0021-9290(00)00226-8): 14.5 and 19.8 N/mm, 14.1 kg. A line through both gives the spring of a quiet trunk
and what effort adds; the effort here is what the simulated trunk muscles do. What they do unwilled would straighten the
trunk; held in its posture, it must be balanced by the muscles in front, which stiffen it as much again (abdominal
muscles have no pools here, so their share is declared). How far a jolt then bends the spine, and how hard the muscles
brace, goes back to ``lesion``'s law of postures: nothing else is assumed about what the bend does to a root, and
bracing loads the disc besides, so that guarding costs in quiet and pays in a jolt.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.body import MuscleTable
from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters, ParameterSet
from sciatica.core.types import FloatArray
from sciatica.lesion.posture import Posture, adapted

TRUNK = ("trunk_extension", "trunk_flexion")


@dataclass(frozen=True)
class Jolted:
    """A posture at the worst moment of a jolt."""

    posture: Posture
    excursion_deg: float
    """Lumbar bend that the jolt added, degrees."""
    stiffness_n_m: float
    """Of the trunk, where it is pushed."""


@dataclass(frozen=True)
class Effort:
    """What the trunk muscles do, share of their maximum."""

    willed: float
    unwilled: float
    """Guarding and spasm."""


def effort(by_road: FloatArray, muscles: MuscleTable) -> Effort:
    """Effort of the trunk muscles: both sides together, each muscle by its part of the movement.

    A spike belongs to the road that held its cell up most, so what guarding adds to a stronger will counts as willed;
    then take the difference to the same effort without guarding.

    Args:
        by_road: [4, M, 2] activation by road, 0-1: voluntary, ectopic, pool, guarding.
        muscles: the body's table.
    """
    share = np.where(np.isin(muscles.movement, TRUNK), muscles.movement_share, 0.0)
    roads = np.einsum("m,rms->r", share, by_road) / 2.0
    return Effort(willed=float(roads[0]), unwilled=float(roads[1:].sum()))


def stiffness_n_m(of: Effort, parameters: Parameters) -> float:
    """Stiffness of the trunk where it is pushed, N/m; ``parameters`` of ``episode``."""
    p = parameters
    whole = of.willed + (1.0 + p.trunk_antagonist_share) * of.unwilled
    return p.trunk_stiffness_n_m + p.trunk_stiffness_by_effort_n_m * whole


def displacement_m(force_n: float, duration_s: float, stiffness: float, parameters: Parameters) -> float:
    """Farthest that a steady push of ``duration_s`` moves a trunk of this stiffness (N/m), m.

    Exact for one mass, spring and damper: the answer to a step, less the same again when the push ends.
    """
    p = parameters
    natural = np.sqrt(stiffness / p.trunk_mass_kg)
    damped = natural * np.sqrt(1.0 - p.trunk_damping**2)
    time = np.arange(0.0, duration_s + 2.0 * np.pi / damped, 0.0005)

    def step(since: FloatArray) -> FloatArray:
        t = np.maximum(since, 0.0)
        ring = np.cos(damped * t) + p.trunk_damping * natural / damped * np.sin(damped * t)
        return np.asarray(1.0 - np.exp(-p.trunk_damping * natural * t) * ring)

    return float(force_n / stiffness * np.max(step(time) - step(time - duration_s)))


def jolt(
    posture: Posture,
    of: Effort,
    force_n: float,
    duration_s: float,
    height_cm: float,
    parameters: ParameterSet,
) -> Jolted:
    """What a push that bends the trunk forward (back, if negative) makes of a posture.

    Args:
        posture: what is held.
        of: what the trunk muscles do: see :func:`effort`.
        force_n: of the push.
        duration_s: its length.
        height_cm: of the person.
        parameters: the constants of ``episode`` and ``movement``.

    Raises:
        InputError: a push that does not last.
    """
    if not duration_s > 0.0:
        raise InputError("a push must last", field="duration_s", given=duration_s, wanted="seconds")
    own = parameters.episode
    stiffness = stiffness_n_m(of, own)
    moved = displacement_m(abs(force_n), duration_s, stiffness, own)
    bend_deg = float(np.degrees(moved / (own.trunk_arm_share * height_cm / 100.0)) * np.sign(force_n))
    whole = parameters.movement.full_flexion_deg if force_n >= 0.0 else parameters.movement.full_extension_deg
    braced = adapted(posture, flexion=bend_deg / whole, cocontraction=min(of.unwilled, 1.0))
    return Jolted(braced, abs(bend_deg), stiffness)
