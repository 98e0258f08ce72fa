"""What each muscle can do at each joint, scaled so that a greatest effort equals what people measure.

Musculoskeletal models are about twice as strong as people; therefore forces are not taken from one. The
moment arms say in what proportion a muscle acts on its joints, and the body's ``movement_share`` how
muscles share a movement; one scale a movement is then found so that the greatest torque in each direction,
all helpers together, is the measured one (Anderson 2007, doi:10.1016/j.jbiomech.2007.03.022, by sex and
age, and by joint angle). Torques are in body weight times height.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sciatica.body import Body
from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.person import Person
from sciatica.core.types import BoolArray, FloatArray
from sciatica.movement import tables
from sciatica.movement.tables import COORDINATES

_DIRECTIONS: Final = (
    ("hip_flexion", "hip_extension"),
    ("hip_adduction", "hip_abduction"),
    ("knee_flexion", "knee_extension"),
    ("ankle_dorsiflexion", "ankle_plantarflexion"),
    ("trunk_extension", "trunk_flexion"),
)
"""Name of the movement for each coordinate of one side when it grows, when it falls."""
_SIDELESS: Final = ("hip_flexion", "hip_adduction", "knee_flexion", "ankle_dorsiflexion", "lumbar_extension")


@dataclass(frozen=True)
class Actuators:
    """2 M named muscles (left side first), then the unnamed flexors of the trunk, left and right."""

    torque: FloatArray
    """[C, A] at full activation, full strength and best angle, in body weight times height."""
    carried: BoolArray
    """[M] whether the model asks anything of that muscle at all."""
    strengths: tuple[tuple[tables.Strength | None, tables.Strength | None], ...]
    """Per coordinate, how strength falls with the angle when it grows, when it falls."""

    def columns(self, angle_rad: FloatArray) -> FloatArray:
        """[T, C, A] torque of each actuator where the joints stand at ``angle_rad`` [T, C]."""
        factor = np.ones((2, *angle_rad.shape))
        for c, pair in enumerate(self.strengths):
            for k, strength in enumerate(pair):
                if strength is not None:
                    factor[k, :, c] = strength.share(angle_rad[:, c])
        up = np.maximum(self.torque, 0.0)
        down = np.minimum(self.torque, 0.0)
        return np.asarray(factor[0][:, :, None] * up + factor[1][:, :, None] * down)


def lean_share(person: Person, p: Parameters) -> float:
    """Mass that counts for strength, over mass: of what exceeds a mass index of 25 only a part is lean."""
    lean_most_kg = 25.0 * (person.height_cm / 100) ** 2
    excess_kg = max(0.0, person.mass_kg - lean_most_kg)
    return (person.mass_kg - (1.0 - p.lean_share_of_excess) * excess_kg) / person.mass_kg


def greatest(person: Person, p: Parameters) -> dict[str, float]:
    """Greatest torque by direction in body weight times height; the trunk's is of both sides together."""
    measured = tables.strength(person.sex, person.age_years)
    reference = tables.strength("male", 21.5)
    found = {name: s.peak for name, s in measured.items()}
    found["ankle_plantarflexion"] *= p.plantarflexion_strength_factor
    legs = ("hip_extension", "hip_flexion", "knee_extension", "knee_flexion")
    relative = float(np.mean([measured[d].peak / reference[d].peak for d in legs]))
    found["hip_abduction"] = p.hip_abduction_strength * relative
    found["hip_adduction"] = p.hip_adduction_strength * relative
    found["trunk_extension"] = p.trunk_extension_strength * relative
    found["trunk_flexion"] = p.trunk_flexion_strength * relative
    return {name: value * lean_share(person, p) for name, value in found.items()}


def build(body: Body, p: Parameters) -> Actuators:
    """The actuators of one person.

    Raises:
        InputError: the body has none of the muscles that move a joint.
    """
    muscles = body.muscles
    arms = np.zeros((len(muscles.names), 6))
    for name, coordinate, arm_m in tables.actions():
        if name in muscles.names:
            row = muscles.names.index(name)
            arms[row, 5 if coordinate == "lumbar_bending" else _SIDELESS.index(coordinate)] = arm_m
    most = greatest(body.person, p)
    wanted = np.array([[most[up], most[down]] for up, down in _DIRECTIONS])
    wanted[4] *= 0.5
    home, unit = _unit_torques(arms, muscles.movement, muscles.movement_share, muscles.maximum_force_n)
    scale = np.array([[0.0 if not _has(home, c, k) else wanted[c, k] for k in (0, 1)] for c in range(5)])
    for c in range(4):
        for k in (0, 1):
            if scale[c, k] == 0.0:
                raise InputError(
                    "no muscle moves this joint", field="body.muscles", wanted=f"one for {_DIRECTIONS[c][k]}"
                )
    for _ in range(200):
        one_side = unit * scale[home[:, 0], home[:, 1]][:, None]
        reached = np.stack([np.maximum(one_side, 0).sum(0)[:5], np.maximum(-one_side, 0).sum(0)[:5]], axis=1)
        scale = np.where(scale > 0, scale * wanted / np.where(reached > 0, reached, 1.0), 0.0)
    one_side = unit * scale[home[:, 0], home[:, 1]][:, None]
    return Actuators(
        torque=_both_sides(one_side, wanted[4, 1], p.trunk_flexor_bending_ratio),
        carried=np.asarray(np.abs(arms).sum(1) > 0),
        strengths=_angle_strengths(body.person),
    )


def _has(home: FloatArray, coordinate: int, kind: int) -> bool:
    return bool(((home[:, 0] == coordinate) & (home[:, 1] == kind)).any())


def _unit_torques(
    arms: FloatArray, movement: tuple[str, ...], share: FloatArray, force_n: FloatArray
) -> tuple[np.ndarray, FloatArray]:
    """Home direction [M, 2] (coordinate; 0 grows, 1 falls) and torques [M, 6] relative to the movement's."""
    direction = {name: (c, k) for c, pair in enumerate(_DIRECTIONS) for k, name in enumerate(pair)}
    home = np.zeros((len(movement), 2), dtype=np.int64)
    tested = np.zeros(len(movement), dtype=bool)
    for m, name in enumerate(movement):
        if name in direction and arms[m, direction[name][0]] != 0.0:
            home[m], tested[m] = direction[name], True
        elif arms[m].any():
            c = int(np.argmax(np.abs(arms[m, :5])))
            home[m] = (c, 0 if arms[m, c] > 0 else 1)
    at_home = np.abs(arms[np.arange(len(movement)), home[:, 0]])
    unit = np.zeros_like(arms)
    for m in range(len(movement)):
        if at_home[m] == 0.0:
            continue
        if tested[m]:
            size = share[m]
        else:
            # a muscle tested by another movement helps here as its force times arm beside those who live here
            others = tested & (home == home[m]).all(1)
            size = force_n[m] * at_home[m] / float((force_n * at_home)[others].sum())
        unit[m] = size * arms[m] / at_home[m]
    return home, unit


def _both_sides(one_side: FloatArray, trunk_flexion: float, bending_ratio: float) -> FloatArray:
    m = one_side.shape[0]
    torque = np.zeros((len(COORDINATES), 2 * m + 2))
    for side, sign in ((0, -1.0), (1, 1.0)):
        columns = slice(side * m, (side + 1) * m)
        for c in range(4):
            torque[2 * c + side, columns] = one_side[:, c]
        torque[8, columns] = one_side[:, 4]
        torque[9, columns] = sign * one_side[:, 5]
        torque[8, 2 * m + side] = -trunk_flexion
        torque[9, 2 * m + side] = sign * bending_ratio * trunk_flexion
    return torque


def _angle_strengths(person: Person) -> tuple[tuple[tables.Strength | None, tables.Strength | None], ...]:
    measured = tables.strength(person.sex, person.age_years)
    pairs = [tuple(measured.get(name) for name in pair) for pair in _DIRECTIONS[:4]]
    doubled = [(pair[0], pair[1]) for pair in pairs for _ in (0, 1)]
    return (*doubled, (None, None), (None, None))
