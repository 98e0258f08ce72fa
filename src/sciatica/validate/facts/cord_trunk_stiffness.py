"""Pain stiffens the trunk."""

from __future__ import annotations

import numpy as np

from sciatica.body import MuscleTable
from sciatica.core.parameters import ParameterSet
from sciatica.episode import Episode, bracing
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts import _cord as prepared
from sciatica.validate.facts._guarding import BACK, hurting, upright


def measure(parameters: ParameterSet) -> float:
    """Stiffness of an upright man who hurts over that of the same man without pain, less one, %."""
    muscles = prepared.only(prepared.man(parameters), BACK).muscles
    with_, without = (_effort(upright(parameters, hz), muscles) for hz in (hurting(parameters), 0.0))
    hurts, free = bracing.Effort(without, with_ - without), bracing.Effort(without, 0.0)
    stiff, usual = (bracing.stiffness_n_m(effort, parameters.episode) for effort in (hurts, free))
    return 100.0 * (stiff / usual - 1.0)


def _effort(episode: Episode, muscles: MuscleTable) -> float:
    late = episode.time_s > episode.time_s[-1] / 2.0
    found = bracing.effort(np.asarray(episode.activation_by_road[..., late].mean(axis=-1)), muscles)
    return found.willed + found.unwilled


FACT = Fact(
    id="cord.trunk_stiffness",
    room="cord",
    fact="people with back pain have a stiffer trunk",
    published="26 % stiffer (8 with recurring pain against 9 without, p = 0.033)",
    low=3.0,
    high=49.0,
    unit="%",
    species="man, sudden flexion of the trunk, standing",
    source="miller2013",
    measure=measure,
    knock_out=KnockOut("cord.guarding_maximum", 0.0),
    note="bounds: the 95 % interval that belongs to the p given; measured between attacks, when their pain was "
    "least, so habit may add to what ours does by pain alone; abdominal muscles are declared, not simulated",
)
