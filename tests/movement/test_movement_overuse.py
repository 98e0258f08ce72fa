"""Who pays over days: what tires more than in health becomes tender, elsewhere than where it hurts, and mends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.movement import Adaptation, Movement, adapt, choice, overuse, task
from sciatica.movement.overuse import Overuse
from sciatica.movement.work import Work

Muscles = Callable[..., FloatArray]
STRIDES, STANDING_H = 3000.0, 4.0


@pytest.fixture(scope="module", autouse=True)
def coarse() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "build", lambda body, p: task.build(body, p, 16))
        yield


def hurts_right(way: Adaptation) -> FloatArray:
    return np.array([0.0, 6.0 * np.exp(-0.03 * way.lumbar_flexion_deg + 0.06 * way.trunk_list_deg)])


@pytest.fixture(scope="module")
def sparing(man: Body, parameters: Parameters, muscles: Muscles) -> Movement:
    return adapt(muscles(1.0), muscles(0.0), muscles(0.0), hurts_right, man, parameters)


@pytest.fixture(scope="module")
def healthy(man: Body, parameters: Parameters, muscles: Muscles) -> Movement:
    return adapt(muscles(1.0), muscles(0.0), muscles(0.0), None, man, parameters)


def lived(movement: Movement, parameters: Parameters, days: int, state: Overuse | None = None) -> Overuse:
    state = overuse.rested(len(movement.muscle_load)) if state is None else state
    for _ in range(days):
        state = overuse.advance(state, movement, STRIDES, STANDING_H, parameters)
    return state


def with_load(movement: Movement, load: float, idle: float = 0.0) -> Movement:
    assert movement.work is not None
    like = np.full_like(movement.work.standing, load)
    return replace(movement, work=Work(like, like, np.full_like(like, idle), np.full_like(like, idle)))


def test_health_makes_nothing_tender(healthy: Movement, parameters: Parameters) -> None:
    after = lived(healthy, parameters, 30)
    assert after.tenderness == pytest.approx(0, abs=1e-9)
    assert after.imbalance == pytest.approx(0, abs=1e-3)


def test_sparing_one_leg_makes_muscles_tender_that_nobody_named(
    sparing: Movement, parameters: Parameters, man: Body
) -> None:
    after = lived(sparing, parameters, 7)
    tender = after.tenderness
    assert tender.max() > 0.1
    row, side = np.unravel_index(int(np.argmax(tender)), tender.shape)
    # nothing is weak, guards or is sore: the leg that hurts is the right one, and its root serves leg and buttock
    assert side == 0 or man.muscles.group[row] == "lumbar"


def test_a_frozen_gait_takes_the_secondary_trouble_away(
    sparing: Movement, healthy: Movement, parameters: Parameters
) -> None:
    frozen = replace(sparing, work=healthy.healthy_work, step_length_m=healthy.step_length_m)
    frozen = replace(frozen, speed_m_s=healthy.speed_m_s)
    assert lived(frozen, parameters, 7).tenderness.max() == pytest.approx(0, abs=1e-9)


def test_more_load_tires_more_and_a_pause_tires_less(healthy: Movement, parameters: Parameters) -> None:
    loads = (0.01, 0.05, 0.2, 0.6)
    tired = [lived(with_load(healthy, a), parameters, 1).tiredness for a in loads]
    for less, more in pairwise(tired):
        assert (more >= less).all()
    assert (tired[-1] > tired[0]).all()
    with_pauses = lived(with_load(healthy, 0.1, idle=0.5), parameters, 1).tiredness
    without = lived(with_load(healthy, 0.1), parameters, 1).tiredness
    assert (with_pauses < 0.5 * without).all()
    assert (tired[-1] <= 1.0).all()


def test_tiredness_meets_the_endurance_of_the_model_it_comes_from(healthy: Movement, parameters: Parameters) -> None:
    # held for hours, a muscle bears at most what F and R leave: the fatigued share settles at F / (F + R)
    p = parameters.replace(upright_bout_min=1e5)
    ankle = np.array([joint == "ankle" for joint in healthy.joint])
    held = lived(with_load(healthy, 0.5), p, 1).tiredness[ankle]
    assert held == pytest.approx(p.ankle_tires_per_s / (p.ankle_tires_per_s + p.ankle_mends_per_s), rel=1e-3)
    light = lived(with_load(healthy, 0.01), p, 1).tiredness[ankle]
    assert light == pytest.approx(0.01 * p.ankle_tires_per_s / p.ankle_mends_per_s, rel=1e-3)


def test_tenderness_rises_over_days_and_mends(sparing: Movement, healthy: Movement, parameters: Parameters) -> None:
    days = [lived(sparing, parameters, n).tenderness.max() for n in (1, 2, 4, 8)]
    assert days == sorted(days)
    ill = lived(sparing, parameters, 8)
    well = lived(healthy, parameters, 7, ill)
    assert (well.tenderness <= ill.tenderness).all()
    assert well.tenderness.max() < 0.2 * ill.tenderness.max()


def test_days_at_once_are_the_days_one_by_one(sparing: Movement, parameters: Parameters) -> None:
    start = overuse.rested(len(sparing.muscle_load))
    at_once = overuse.advance(start, sparing, STRIDES, STANDING_H, parameters, days=5.0)
    assert at_once.tenderness == pytest.approx(lived(sparing, parameters, 5).tenderness)


def test_a_sore_muscle_is_spared_in_turn(
    sparing: Movement, man: Body, parameters: Parameters, muscles: Muscles
) -> None:
    tender = lived(sparing, parameters, 14).tenderness
    after = adapt(muscles(1.0), muscles(0.0), tender, hurts_right, man, parameters)
    row, side = np.unravel_index(int(np.argmax(tender)), tender.shape)
    assert after.muscle_load[row, side] < sparing.muscle_load[row, side]


@pytest.mark.parametrize(
    ("strides", "standing", "days", "named"),
    [(-1.0, 4.0, 1.0, "strides"), (1e3, np.nan, 1.0, "standing"), (1e3, 23.9, 1.0, "day"), (1e3, 4.0, -2.0, "days")],
)
def test_days_that_cannot_be_are_refused(
    healthy: Movement, parameters: Parameters, strides: float, standing: float, days: float, named: str
) -> None:
    with pytest.raises(InputError, match=named):
        overuse.advance(overuse.rested(len(healthy.joint)), healthy, strides, standing, parameters, days)


def test_a_movement_without_its_loads_is_refused(healthy: Movement, parameters: Parameters) -> None:
    with pytest.raises(InputError, match="standing and walking apart"):
        overuse.advance(overuse.rested(1), replace(healthy, work=None), 1.0, 1.0, parameters)
