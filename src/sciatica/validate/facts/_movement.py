"""What the facts of ``movement`` share: one man of 38 years, 178 cm, 82 kg, in sickness and in health."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np

from sciatica import body as anatomy
from sciatica.body import Body
from sciatica.core.parameters import ParameterSet
from sciatica.core.person import Person
from sciatica.core.types import FloatArray
from sciatica.movement import Adaptation, Movement, actuators, adapt, skeleton
from sciatica.movement.adaptation import NORMAL
from sciatica.movement.cost import Effort, Pain

LIFTERS = ("tibant", "ehl", "edl")
CALF = ("gasmed", "soleus", "fhl", "tibpost", "perlong")


def man(parameters: ParameterSet) -> Body:
    """The man whose movement is measured."""
    person = Person(age_years=38, sex="male", height_cm=178, mass_kg=82, systolic_mmhg=125, diastolic_mmhg=80)
    return anatomy.build(person, np.random.default_rng(0), parameters.body)


def strength(body: Body, left: Mapping[str, float], right: Mapping[str, float]) -> FloatArray:
    """[M, 2] share of force left: 1 but for the muscles named."""
    found = np.ones((len(body.muscles.names), 2))
    for side, named in enumerate((left, right)):
        for name, value in named.items():
            found[body.muscles.index(name), side] = value
    return found


def ill(
    parameters: ParameterSet,
    right: Mapping[str, float],
    left: Mapping[str, float] | None = None,
    pain: Pain | None = None,
) -> Movement:
    """His movement with muscles of the right leg (and, if given, the left) weak, or with pain."""
    body = man(parameters)
    none = np.zeros((len(body.muscles.names), 2))
    return adapt(strength(body, left or {}, right), none, none, pain, body, parameters.movement)


def steady_pain(nrs: float) -> Pain:
    """A root on the right that hurts the same in every posture."""
    felt = np.array([0.0, nrs])

    def pain(way: Adaptation) -> FloatArray:
        return felt

    return pain


def dearer(parameters: ParameterSet, muscles: tuple[str, ...], left: float) -> float:
    """How much more effort unchanged walking takes, over that of health, with muscles of both sides weak."""
    body, p = man(parameters), parameters.movement
    made, task = actuators.build(body, p), skeleton.build(body.person, p)
    weak = dict.fromkeys(muscles, left)
    costs = []
    for share in (strength(body, {}, {}), strength(body, weak, weak)):
        flat = np.concatenate([share[:, 0], share[:, 1], [1.0, 1.0]])
        effort = Effort(task, made.columns(task.angle_rad), flat, 0 * flat, 1 + 0 * flat, p.slack_cost)
        costs.append(effort(NORMAL)[0])
    return costs[1] / costs[0] - 1.0


def likeness(parameters: ParameterSet, muscle: str, measured: str) -> float:
    """Correlation over the cycle of a healthy right muscle's activation with the EMG measured in the table's man."""
    body, p = man(parameters), parameters.movement
    made, task = actuators.build(body, p), skeleton.build(body.person, p)
    n = made.torque.shape[1]
    effort = Effort(task, made.columns(task.angle_rad), np.ones(n), np.zeros(n), np.ones(n), p.slack_cost)
    ours = effort.shared(NORMAL).activation[:50, len(body.muscles.names) + body.muscles.index(muscle)]
    theirs = _emg(measured)
    if float(ours.std()) < 1e-9:
        return 0.0
    return float(np.corrcoef(ours, theirs)[0, 1])


@cache
def _emg(name: str) -> FloatArray:
    lines = files("sciatica.movement").joinpath("emg.csv").read_text(encoding="utf-8").splitlines()
    column = lines[0].split(",").index(name)
    found = np.array([float(line.split(",")[column]) for line in lines[1:-1]])
    found.flags.writeable = False
    return found
