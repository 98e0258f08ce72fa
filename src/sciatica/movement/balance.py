"""A motion made to stand on its feet: how the whole body must speed up and slow down for the ground to hold it.

Where the ground's force acts follows from the motion of the whole body, and feet can only press where they are. A
motion that was bent (slower, shorter, another trunk) would need the force beside the feet. What gives is the travel
of the body: like any inverted pendulum it slows while its foot is ahead and gains while it is behind, by as much as
the distance asks (Winter 1995, doi:10.1016/0966-6362(96)82849-9). So the one acceleration forward and to the side is
found, the same for all segments, that keeps the force at the place under the feet where it is in normal walking, or
further back under a foot that does not push. What is left after a mean of zero (steady walking) is borne by the feet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sciatica.core.types import FloatArray, IntArray
from sciatica.movement import ground
from sciatica.movement.bones import FEET, Flow, flow, torques
from sciatica.movement.human import Human
from sciatica.movement.pull import SHARED


@dataclass(frozen=True)
class Footing:
    """Where the ground's force acts in normal walking, T instants."""

    shift_m: FloatArray
    """[T, 2] from where the feet would press by their pose alone; forward, to the right."""
    lever_m: FloatArray
    """[T, 2] how far before the ankle of the left, the right foot."""


def footing(human: Human, q: FloatArray, qd: FloatArray, qdd: FloatArray, load: FloatArray) -> Footing:
    """The footing of a motion [T, Q] as it is."""
    moving = flow(human.bones, q, qd, qdd)
    floor = ground.share(human.bones, moving, load, human.p)
    lever = np.stack([floor.centre[:, k, 0] - moving.origin[foot, :, 0] for k, foot in enumerate(FEET)], axis=1)
    return Footing(_shift(human, moving, load), lever)


def held(
    human: Human,
    motions: tuple[FloatArray, FloatArray, FloatArray],
    load: FloatArray,
    wanted_m: FloatArray,
    pace: FloatArray,
) -> FloatArray:
    """[X, T + 1, C] moments of X ways of walking and standing, once the travel of the body has given way, Nm.

    Args:
        human: whose.
        motions: coordinates, their rates and those of these, [X, T + 1, Q] each; the last instant is standing.
        load: [X, T + 1, 2] share of the weight under each foot.
        wanted_m: [X, T, 2] where the force shall act, from where the feet press by their pose; forward, to the right.
        pace: [X, T] how long each instant lasts over the mean.
    """
    count, instants, _ = load.shape
    q, qd, qdd = (a.reshape(count * instants, -1) for a in motions)
    shared = load.reshape(-1, 2)
    moving = flow(human.bones, q, qd, qdd)
    up = moving.force.sum(0)[:, 1]
    off = _shift(human, moving, shared).reshape(count, instants, 2)
    off[:, :-1] -= wanted_m
    off[:, -1] = 0.0
    gain = off * (up / (human.bones.mass_kg.sum() * moving.centre[:, 1])).reshape(count, instants, 1)
    gain[:, :-1] -= (gain[:, :-1] * pace[:, :, None]).mean(axis=1, keepdims=True) / pace.mean(axis=1)[:, None, None]
    pushed = _pushed(human, moving, gain.reshape(-1, 2))
    floor = ground.share(human.bones, pushed, shared, human.p)
    # feet that stand side by side do not brace against one another
    still = np.arange(1, count + 1) * instants - 1
    ease = ground.share(human.bones, _at(pushed, still), shared[still], human.p.replace(brace_share=0.0))
    floor.force[still], floor.about[still] = ease.force, ease.about
    found = torques(human.bones, q, pushed, floor.force, floor.about)
    return np.asarray(found[:, list(SHARED)].reshape(count, instants, -1))


def _at(moving: Flow, rows: IntArray) -> Flow:
    """Some of the frames."""
    return Flow(
        turn=moving.turn[:, rows],
        origin=moving.origin[:, rows],
        force=moving.force[:, rows],
        moment=moving.moment[:, rows],
        axis=moving.axis[:, rows],
        centre=moving.centre[rows],
    )


def _shift(human: Human, moving: Flow, load: FloatArray) -> FloatArray:
    """[F, 2] where the whole force acts, from where the feet press by their pose alone."""
    whole, turning = moving.force.sum(0), moving.moment.sum(0)
    up = np.maximum(whole[:, 1], 1e-3)
    middle = np.stack([turning[:, 2] / up, -turning[:, 0] / up], axis=1)
    return np.asarray(middle - (load[..., None] * ground._pressed(human.bones, moving, human.p)).sum(1))


def _pushed(human: Human, moving: Flow, gain: FloatArray) -> Flow:
    """The same motion with the whole body accelerated by ``gain`` [F, 2] (forward, to the right), m/s2."""
    bones = human.bones
    along = np.zeros((len(gain), 3))
    along[:, 0], along[:, 2] = gain[:, 0], gain[:, 1]
    force = bones.mass_kg[:, None, None] * along
    at = moving.origin + (moving.turn @ bones.centre[:, None, :, None])[..., 0]
    return replace(moving, force=moving.force + force, moment=moving.moment + np.cross(at, force))
