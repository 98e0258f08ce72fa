"""What the facts of the skeleton share: the man of the recording, walking as he did, and whose muscles do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from sciatica import body as anatomy
from sciatica.body import Body
from sciatica.core.parameters import Parameters, ParameterSet
from sciatica.core.person import Person
from sciatica.core.types import FloatArray
from sciatica.movement import human, tables
from sciatica.movement.bones import rates
from sciatica.movement.human import Dynamics, Human
from sciatica.movement.pull import Pull
from sciatica.movement.sharing import Shared, share

FRAMES = 50
SLACK_COST = 1.0
"""Activation squared per Nm squared: a Nm that no muscle gives costs as much as a whole muscle."""


def walker(parameters: ParameterSet) -> Body:
    """A man as tall and heavy as the one of the recording."""
    person = Person(age_years=30, sex="male", height_cm=182, mass_kg=85.27, systolic_mmhg=120, diastolic_mmhg=80)
    return anatomy.build(person, np.random.default_rng(0), parameters.body)


@dataclass(frozen=True)
class Walk:
    """One normal cycle from the contact of the right foot."""

    human: Human
    dynamics: Dynamics
    pull: Pull

    def shared(self, strength: FloatArray | None = None) -> Shared:
        """Who pulls how hard; ``strength`` [A] is the share of force that is left."""
        n = len(self.human.side)
        force = np.ones(n) if strength is None else strength
        asked = self.dynamics.torque - self.pull.passive
        return share(asked, self.pull.columns, force, np.zeros(n), np.ones(n), SLACK_COST)


def walk(parameters: ParameterSet, frames: int = FRAMES) -> Walk:
    """The man of the recording at his own speed."""
    return _walk(walker(parameters), parameters.movement, frames)


_KEPT: dict[tuple[Person, Parameters, int], Walk] = {}


def _walk(body: Body, p: Parameters, frames: int) -> Walk:
    key = (body.person, p, frames)
    if key not in _KEPT:
        if len(_KEPT) >= 8:
            _KEPT.pop(next(iter(_KEPT)))
        skeleton = human.build(body, p)
        motion = skeleton.normal(frames)
        dynamics = skeleton.dynamics(motion.q, *rates(motion.q, motion.period_s), motion.load)
        _KEPT[key] = Walk(skeleton, dynamics, skeleton.pull(motion.q))
    return _KEPT[key]


def likeness(parameters: ParameterSet, muscles: tuple[str, ...], measured: str) -> float:
    """Correlation over the cycle of the right leg's muscles, by their force, with the EMG of the recording."""
    found = walk(parameters)
    names, force_n = found.human.pulling.names, found.human.pulling.force_n
    rows = [names.index(f"{name}_r") for name in muscles]
    ours = found.shared().activation[:, rows] @ force_n[rows]
    return 0.0 if float(ours.std()) < 1e-9 else float(np.corrcoef(ours, emg(measured))[0, 1])


def dearer(parameters: ParameterSet, muscles: Mapping[str, float]) -> float:
    """How much more effort normal walking takes, over that of health, with muscles of both sides weak."""
    found, body = walk(parameters, 24), walker(parameters)
    row = found.human.muscle
    strength = np.ones(len(row))
    for name, left in muscles.items():
        strength[row == body.muscles.index(name)] = left
    return float(found.shared(strength).cost.sum() / found.shared().cost.sum()) - 1.0


def moment_likeness(parameters: ParameterSet, joint: str) -> float:
    """Correlation over the cycle of a moment of the right leg with that computed by others from the same recording."""
    found = walk(parameters)
    ours = found.dynamics.torque[:, found.human.names.index(f"{joint}_r")]
    return float(np.corrcoef(ours, tables.walking().moment_nm_kg[joint])[0, 1])


@lru_cache(maxsize=1)
def _emg() -> dict[str, FloatArray]:
    lines = files("sciatica.movement").joinpath("emg.csv").read_text(encoding="utf-8").splitlines()
    names = lines[0].split(",")[1:-1]
    rows = np.array([[float(cell) for cell in line.split(",")[1:-1]] for line in lines[1:-1]])
    return {name: rows[:, k] for k, name in enumerate(names)}


def emg(name: str) -> FloatArray:
    """[50] the measured EMG of one muscle from the contact of its foot, over its own greatest value."""
    return _emg()[name]
