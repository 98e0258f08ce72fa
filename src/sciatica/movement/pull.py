"""What each muscle can do at a pose: torque columns of all actuators, scaled to what people measure.

An actuator is a muscle of the leg model, or all fascicles of one muscle of the trunk on one side: they share one
activation, and their torques add. Its strength is the model's times one scale a movement, found so that the greatest
torque in a strength test, with the other joints of the limb in balance, is the measured one. The muscles that the
body's table has no row for (the abdominals, whose roots lie above it) take part unnamed and are never weakened.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Final

import numpy as np

from sciatica.body import Body
from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray, IntArray
from sciatica.movement import anatomy, model
from sciatica.movement.bones import GRAVITY, Q_NAMES
from sciatica.movement.passive import moments_nm as passive_nm
from sciatica.movement.sharing import share
from sciatica.movement.strength import greatest

SHARED: Final = (6, 7, 9, 10, 11, 12, 14, 15, 16, 17)
"""Coordinates whose moments muscles share. Not the turning of the hip: the short rotators that give it are not in the
leg model. Not that of the trunk: swinging arms give much of it."""
_UNNAMED: Final = ("rect_abd", "EO*", "IO*")
_TRUNK_GROUPS: Final = ("MF_*", "IL_*", "LTpT_*", "LTpL_*", "QL_*", *_UNNAMED)
TESTS: Final = (
    ("hip_flexion", "hip_flexion", 1),
    ("hip_extension", "hip_flexion", -1),
    ("hip_adduction", "hip_adduction", 1),
    ("hip_abduction", "hip_adduction", -1),
    ("knee_flexion", "knee_angle", 1),
    ("knee_extension", "knee_angle", -1),
    ("ankle_dorsiflexion", "ankle_angle", 1),
    ("ankle_plantarflexion", "ankle_angle", -1),
    ("trunk_extension", "lumbar_extension", 1),
    ("trunk_flexion", "lumbar_extension", -1),
)
"""(movement, coordinate, sign): the directions in which people's strength was measured."""
_ANGLES: Final = {
    "hip_flexion": (-0.3, 1.6),
    "hip_adduction": (-0.5, 0.3),
    "knee_angle": (0.1, 1.9),
    "ankle_angle": (-0.5, 0.4),
    "lumbar_extension": (-0.5, 0.2),
}
"""Range over which the best angle is looked for, rad."""
_WORTH: Final = 1.0
"""Price of a Nm in a strength test, over the cost of a whole muscle: large enough that all who help do their utmost."""
_SIZE_NM: Final = 1500.0
"""Body weight times height at which the tests are made; torques grow in proportion to it."""
_MEASURED: Final = 2e-3
"""Relative error left between the greatest torques and the measured ones."""


@dataclass(frozen=True)
class Pull:
    """F poses, C coordinates, A actuators."""

    columns: FloatArray
    """[F, C, A] Nm at full activation and full strength."""
    passive: FloatArray
    """[F, C] Nm that the joints of the legs give unasked."""
    length: FloatArray
    """[F, A] force-weighted length of the paths at this person's size, m."""


@dataclass(frozen=True)
class Pulling:
    """The actuators of one person; build with :func:`arrange`."""

    names: tuple[str, ...]
    muscle: IntArray
    """[A]"""
    side: IntArray
    """[A]"""
    part: FloatArray
    """[A]"""
    force_n: FloatArray
    """[A] greatest force at the best length, N."""
    member: FloatArray
    """[A, paths] share of the actuator's force by path of the model; rows sum to 1."""
    scale: float
    """Lengths over those of the model."""
    stiffness: float = 1.0
    """Passive moments over those of the people in whom they were measured."""

    def at(self, q: FloatArray) -> Pull:
        """Torques at poses ``q`` [F, Q]."""
        found = anatomy.paths(q)
        arm = found.arm_m[:, :, list(SHARED)] * self.scale
        force = self.member * self.force_n[:, None]
        columns = np.swapaxes(arm * found.active[:, :, None], 1, 2) @ force.T
        passive = self.stiffness * passive_nm(q)[:, list(SHARED)]
        return Pull(columns, passive, found.length_m @ self.member.T * self.scale)


def arrange(body: Body, p: Parameters) -> Pulling:
    """The actuators of one person.

    Raises:
        InputError: a muscle of the body names a part that the skeleton does not have, or a movement has no muscle.
    """
    height_m = body.person.height_cm / 100
    stiffness = body.person.mass_kg * height_m / (p.passive_mass_kg * p.passive_height_m)
    made = replace(_shipped(body.muscles.skeleton), scale=height_m / anatomy.MODEL_HEIGHT_M, stiffness=stiffness)
    return _as_measured(made, body, p)


@lru_cache(maxsize=4)
def _shipped(skeleton: tuple[tuple[str, ...], ...]) -> Pulling:
    """The actuators as strong and as large as the model ships them; ``skeleton`` names the parts of each muscle."""
    plain = [name.removesuffix("_tendon") for name in model.load().tendon]
    names, muscle, side, member = [], [], [], []
    for s, mark in enumerate("lr"):
        here = [(k, n.removesuffix(f"_{mark}")) for k, n in enumerate(plain) if n.endswith(f"_{mark}")]
        for row, parts in enumerate((*skeleton, _UNNAMED)):
            for group in _groups(parts, here):
                if not group:
                    raise InputError("no such part of the skeleton", field="muscles.csv: skeleton", given=str(parts))
                names.append(plain[group[0]])
                muscle.append(row if row < len(skeleton) else -1)
                side.append(s)
                member.append(np.isin(np.arange(len(plain)), group).astype(np.float64))
    membership = np.array(member) * anatomy.strongest_n()
    force_n = membership.sum(1)
    row_, where = np.array(muscle), np.array(side)
    return Pulling(
        names=tuple(names),
        muscle=row_,
        side=where,
        part=_parts(row_, where, force_n),
        force_n=force_n,
        member=membership / force_n[:, None],
        scale=1.0,
    )


def greatest_nm(made: Pulling) -> dict[str, float]:
    """Greatest torque of each of ``TESTS`` at its best angle, the other joints of the limb in balance, Nm."""
    reached = _greatest(_tested(made), np.ones(len(made.names)))
    return {name: float(torque) for (name, _, _), torque in zip(TESTS, reached, strict=True)}


def _groups(parts: tuple[str, ...], here: list[tuple[int, str]]) -> list[list[int]]:
    """Paths of each actuator of one muscle: single parts stay alone, fascicles of the trunk act together."""
    alone = [[k for k, n in here if n == part] for part in parts if part not in _TRUNK_GROUPS]
    bundles: dict[str, list[int]] = {}
    for part in parts:
        if part in _TRUNK_GROUPS:
            # the abdominals differ in direction; the erector's three columns do not
            key = part if part in _UNNAMED else "one"
            bundles.setdefault(key, []).extend(k for k, n in here if fnmatchcase(n, part))
    return alone + list(bundles.values())


def _parts(muscle: IntArray, side: IntArray, force_n: FloatArray) -> FloatArray:
    found = np.ones(len(muscle))
    for m in np.unique(muscle[muscle >= 0]):
        for s in (0, 1):
            mine = (muscle == m) & (side == s)
            found[mine] = force_n[mine] / force_n[mine].sum()
    return found


def _as_measured(made: Pulling, body: Body, p: Parameters) -> Pulling:
    """Scale forces until the greatest torque of every direction is the measured one."""
    nm = body.person.mass_kg * GRAVITY * body.person.height_cm / 100 / made.scale
    most = greatest(body.person, p)
    wanted = tuple(round(most[name], 12) for name, _, _ in TESTS)
    factor = _factors(wanted, body.muscles.skeleton, body.muscles.movement)
    return replace(made, force_n=made.force_n * factor * nm)


@lru_cache(maxsize=16)
def _factors(wanted: tuple[float, ...], skeleton: tuple[tuple[str, ...], ...], movement: tuple[str, ...]) -> FloatArray:
    """[A] scales of force per Nm of body weight times height with which the tests give the shares of it ``wanted``."""
    made = _shipped(skeleton)
    tests = _tested(made)
    home = _homes(made, movement, tests)
    scale = np.full(len(TESTS), 0.5)
    prices: dict[int, FloatArray] = {}
    for _ in range(40):
        lacking = _SIZE_NM * np.array(wanted) / _greatest(tests, scale[home], prices)
        scale *= lacking
        if np.abs(lacking - 1.0).max() < _MEASURED:
            break
    else:
        raise ArithmeticError("the strength of the skeleton's muscles could not be set to what people measure")
    found = scale[home] / _SIZE_NM
    found.flags.writeable = False
    return np.asarray(found)


def _tested(made: Pulling) -> tuple[FloatArray, ...]:
    """[angles, others + 1, A] a test: torques in the tested direction, then at the other joints of that limb.

    The limb is the right leg, or both halves of the trunk.
    """
    found = []
    for _, coordinate, sign in TESTS:
        trunk = coordinate.startswith("lumbar")
        c = Q_NAMES.index(coordinate if trunk else f"{coordinate}_r")
        limb = [k for k, at in enumerate(SHARED) if (at >= 16 if trunk else 11 <= at < 16)]
        q = np.zeros((5, len(Q_NAMES)))
        q[:, [9, 14]] = 0.1
        if coordinate == "knee_angle":
            q[:, [6, 11]] = 1.4
        q[:, c] = np.linspace(*_ANGLES[coordinate], len(q))
        columns = made.at(q).columns
        here = SHARED.index(c)
        found.append(np.concatenate([sign * columns[:, [here]], columns[:, [k for k in limb if k != here]]], axis=1))
    return tuple(found)


def _greatest(
    tests: tuple[FloatArray, ...], factor: FloatArray, prices: dict[int, FloatArray] | None = None
) -> FloatArray:
    """Greatest torque of each test over its angles while the other joints of the limb stay in balance, Nm.

    The sharing of a torque that nobody could ever give: each Nm of it is worth the same price, that of balance is free.
    ``prices`` of the last solution, by the number of joints, are begun from and replaced.
    """
    prices = {} if prices is None else prices
    reached = np.empty(len(tests))
    beyond, firm = 1e6, 1e3
    small = float(np.sqrt(_WORTH / (firm * beyond)))
    for rows in {t.shape[1] for t in tests}:
        mine = [k for k, t in enumerate(tests) if t.shape[1] == rows]
        columns = np.concatenate([tests[k] for k in mine]) * factor
        columns = columns[:, :, np.abs(columns).max((0, 1)) > 1e-6]
        torque = columns[:, 0].copy()
        columns[:, 0] *= small
        asked = np.zeros(columns.shape[:2])
        asked[:, 0] = small * beyond
        ones = np.ones(columns.shape[2])
        given = share(asked, columns, ones, 0 * ones, ones, firm, prices.get(rows), tolerance=1e-11)
        prices[rows] = given.price
        reached[mine] = (torque * given.activation).sum(1).reshape(len(mine), -1).max(1)
    return reached


def _homes(made: Pulling, movement: tuple[str, ...], tests: tuple[FloatArray, ...]) -> IntArray:
    """[A] the test by which each actuator is scaled: its own movement's, else the one it helps most."""
    known = {name: k for k, (name, _, _) in enumerate(TESTS)}
    best = np.array([t[:, 0].max(0) / t[:, 0].clip(min=0.0).sum(1).max() for t in tests])
    other = np.roll(best, len(made.names) // 2, axis=1)
    home = np.maximum(best, other).argmax(0)
    for a, m in enumerate(made.muscle):
        if m >= 0 and movement[m] in known:
            home[a] = known[movement[m]]
    missing = [name for k, (name, _, _) in enumerate(TESTS) if not (home == k).any()]
    if missing:
        raise InputError("no muscle gives this movement", field="muscles.csv", given=missing[0])
    return np.asarray(home)
