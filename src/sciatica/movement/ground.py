"""What the ground gives: the one force and moment that the motion takes, shared between two feet.

A walking body is held by nothing but the ground, so the whole wrench follows from the motion (Newton's law; the
pelvis is left no residual). On one foot that is all. On two feet how they share it cannot follow from the motion:
weight is given by ``load``; fore and aft each foot's force leans from where the foot presses towards a point above the
whole body's centre of pressure, near its centre of mass (feet brace against one another: a leading foot brakes, a
trailing one pushes; Maus 2010, doi:10.1038/ncomms1073), the more the more the leading foot carries; each foot presses
under the heel while the toes are up, under ball and toes while the heel is up, between them when flat; both pressures
then move together until the whole is right.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.movement.bones import Bones, Flow, cross, soles


@dataclass(frozen=True)
class Ground:
    """F frames, two feet: left, right."""

    force: FloatArray
    """[F, 2, 3] N"""
    centre: FloatArray
    """[F, 2, 3] centre of pressure on the floor, m."""
    about: FloatArray
    """[F, 2, 3] moment about the world's origin, Nm."""


def share(bones: Bones, moving: Flow, load: FloatArray, p: Parameters) -> Ground:
    """Share what the motion takes.

    Args:
        bones: whose.
        moving: the motion.
        load: [F, 2] share of the weight under each foot; the two sum to one.
        p: parameters of the room.
    """
    whole, turning = moving.force.sum(0), moving.moment.sum(0)
    up = np.maximum(whole[:, 1], 1e-3)
    # where the whole force meets the floor: x F - moment has no part along x and z
    middle = np.stack([turning[:, 2] / up, -turning[:, 0] / up], axis=1)
    pressed = _pressed(bones, moving, p)
    shift = middle - (load[..., None] * pressed).sum(1)
    at = pressed + shift[:, None, :]
    high = np.maximum(p.brace_height_over_centre * moving.centre[:, 1], 0.1)
    ahead = 0.5 * (1.0 + np.tanh((pressed[:, 1, 0] - pressed[:, 0, 0]) / p.foot_abreast_m))
    leading = ahead * load[:, 1] + (1.0 - ahead) * load[:, 0]
    firm = leading**2 / (leading**2 + p.brace_half_load**2)
    braced = (middle[:, None, :1] - at[..., :1]) * (p.brace_share * firm * up / high)[:, None, None]
    force = np.zeros((*load.shape, 3))
    force[..., 1] = load * up[:, None]
    force[..., 0::2] = load[..., None] * whole[:, None, 0::2]
    force[..., :1] += load[..., None] * braced
    centre = np.zeros_like(force)
    centre[..., 0::2] = at
    about = cross(centre, force)
    about[..., 1] += load * (turning[:, 1] - about[..., 1].sum(1))[:, None]
    return Ground(force, centre, about)


def _pressed(bones: Bones, moving: Flow, p: Parameters) -> FloatArray:
    """[F, 2, 2] where on the floor each foot would press by its pose alone (x, z)."""
    heel, ball, toe = soles(bones, moving)
    tilt = (heel[..., 1] - ball[..., 1]) / p.foot_roll_m
    forward = 0.5 * (1.0 + np.tanh(tilt + np.arctanh(2 * p.flat_pressure_share - 1.0)))
    # toes lie flat before a ball whose heel is up
    along = (ball - heel)[..., 0::2]
    along = along / np.maximum(np.linalg.norm(along, axis=-1, keepdims=True), 1e-9)
    reach = p.toe_pressure_share * np.linalg.norm(toe - ball, axis=-1)
    front = ball[..., 0::2] + reach[..., None] * along
    return np.asarray(heel[..., 0::2] + forward[..., None] * (front - heel[..., 0::2]))
