"""At what pressure would each sign appear? The same person, the same days, other pressures.

The whole course is lived again with every pressure of the loads multiplied, the fibres are run lying, and the losses
are read off at the end. Feedback from posture and guarding is left out (it would differ at each pressure), so
the sweep is of the untouched course; the sign's size at the case's own pressure may differ a little from the report's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sciatica.body import CLASSES, Body
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.exam import carried_share, skin_met, territory_loss
from sciatica.exam.found import share_by_movement
from sciatica.lesion import scaled
from sciatica.lesion.posture import posture
from sciatica.muscle.reflex import of_reflex
from sciatica.muscle.strength import strength
from sciatica.nerve.conduct import Channels, Scene, run_scenes
from sciatica.simulate.day import pain_in_postures
from sciatica.simulate.loop import World, loads_on, newborn
from sciatica.simulate.passage import worst_pressure_mmhg
from sciatica.simulate.postures import day_grid
from sciatica.simulate.result import Examined, Sweep
from sciatica.tissue import TissueState, advance, respond

PRESSURES_MMHG = (0.0, 40.0, 80.0, 120.0, 180.0, 256.0)
"""Up to the highest that was measured at operation (Takahashi 1999)."""
SIGNS = (
    "pain in the leg",
    "numb skin",
    "a weak movement",
    "a weaker knee reflex",
    "a weaker ankle reflex",
    "numbness between the legs",
    "trouble passing water",
)


def pressure_scenes(world: World) -> list[Scene]:
    """The nerve on the case's day at each of ``PRESSURES_MMHG``, lying; empty where nothing presses.

    Nothing of it depends on what the body does meanwhile, so the fibres can be asked together with an examination's.
    """
    case, body, parameters = world.case, world.body, world.parameters
    day = case.day
    held = (posture("lying", parameters.lesion),)
    looked = loads_on(world, held, None, day)
    own = float(worst_pressure_mmhg(looked)[0])
    if own <= 0:
        return []
    arterial = np.array([body.person.mean_arterial_mmhg])
    scenes = []
    for pressure in PRESSURES_MMHG:
        state = _lived(world, pressure / own)
        held_now = scaled(looked, pressure / own)
        scenes.append(Scene(held_now, state, respond(state, held_now, arterial, parameters.tissue)))
    return scenes


def pressed(
    body: Body, scenes: Sequence[Scene], parameters: ParameterSet, velocity_m_s: FloatArray
) -> list[tuple[Channels, FloatArray]]:
    """What the fibres answer at each pressure, and what is lost then (``SIGNS`` but for pain).

    Args:
        body: who.
        scenes: from :func:`pressure_scenes`.
        parameters: the constants of all rooms.
        velocity_m_s: [N] of the healthy fibres.
    """
    answered = run_scenes(body, scenes, parameters.nerve, velocity_m_s)
    return [(channels, _losses(body, channels, parameters)) for channels in answered]


def sweep_of(
    body: Body, asked: Sequence[tuple[Channels, FloatArray]], examined: Examined, parameters: ParameterSet
) -> Sweep | None:
    """The signs over pressure, or None where nothing presses.

    Args:
        body: who.
        asked: from :func:`pressed`.
        examined: the case's own day: its sensitisation stands for that at every pressure.
        parameters: the constants of all rooms.
    """
    if not asked:
        return None
    columns = [[_pain(body, channels, examined, parameters), *lost] for channels, lost in asked]
    value = np.array(columns).T
    e = parameters.exam
    limit = np.array(
        [
            e.pain_noticed,
            e.feeling_loss_found,
            1.0 - e.mrc_5_from,
            1.0 - e.reflex_reduced_below,
            1.0 - e.reflex_reduced_below,
            e.feeling_loss_found,
            e.bladder_hesitancy_loss,
        ]
    )
    return Sweep(
        pressure_mmhg=np.array(PRESSURES_MMHG),
        sign=SIGNS,
        value=value,
        limit=limit,
        appears_mmhg=np.array([_first(PRESSURES_MMHG, row, at) for row, at in zip(value, limit, strict=True)]),
    )


def _lived(world: World, factor: float) -> TissueState:
    """The tissue on the case's day, had every pressure been ``factor`` times what it was."""
    life = newborn(replace(world, freeze=frozenset()))
    state = life.tissue
    for day in day_grid(0.0, world.case.day):
        loads = scaled(loads_on(world, world.postures, None, day), factor)
        state = advance(
            state, loads, world.hours(day), world.arterial, world.parameters.tissue, days=day - float(state.day[0])
        )
    return state


def _pain(body: Body, channels: Channels, examined: Examined, parameters: ParameterSet) -> float:
    """Of the worst root lying down, 0-10."""
    return float(pain_in_postures(body, channels, examined.episode.carried.sensitisation, 1, parameters).max())


def _losses(body: Body, channels: Channels, parameters: ParameterSet) -> FloatArray:
    """[signs - 1] size of each sign but pain, lying down: share lost, 0-1."""
    carried = carried_share(body, channels)
    names = body.territories.names
    felt = territory_loss(body, carried, "a_beta", 0, skin_met(body, channels))
    private = [names.index("saddle"), names.index("genital")]
    limbs = [i for i in range(len(names)) if i not in private]
    force = share_by_movement(body, strength(body, channels, 0, parameters, lost_days=channels.lost_days))
    weakest = min(float(v.min()) for name, v in force.items() if name != "anal_squeeze")
    return np.array(
        [
            float(felt[:, limbs].max()),
            1.0 - weakest,
            1.0 - _reflex(body, channels, "knee", parameters),
            1.0 - _reflex(body, channels, "ankle", parameters),
            float(felt[:, private].max()),
            _outflow_lost(body, carried),
        ]
    )


def _reflex(body: Body, channels: Channels, name: str, parameters: ParameterSet) -> float:
    return float(np.min(of_reflex(name, body, channels, 0, parameters)))


def _outflow_lost(body: Body, carried: FloatArray) -> float:
    weight = body.pelvic.root_weight[body.pelvic.index("bladder")]
    lost = np.nan_to_num(1.0 - carried[:, :, CLASSES.index("pelvic"), 0])
    return float((lost @ weight).min())  # one side alone keeps the bladder working


def _first(pressure: tuple[float, ...], value: FloatArray, limit: float) -> float:
    """Lowest pressure from which the value stays at or above its limit, between the points; nan if never."""
    above = value >= limit
    if not above[-1]:
        return float("nan")
    below = np.flatnonzero(~above)
    if not below.size:
        return pressure[0]
    i = int(below[-1])
    share = (limit - value[i]) / (value[i + 1] - value[i])
    return float(pressure[i] + share * (pressure[i + 1] - pressure[i]))
