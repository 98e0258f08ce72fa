"""Units, force, fatigue and EMG."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.cord import pools
from sciatica.cord.pools import Pools
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.muscle import emg, fatigue, force, units
from sciatica.validate.facts import _cord as prepared


@pytest.fixture(scope="module")
def one(man: Body) -> Body:
    return prepared.only(man, ("soleus",))


def contract(
    body: Body,
    constants: ParameterSet,
    times: list[list[int]],
    *,
    total: int = 1000,
    window: int = 10,
    road: int = 1,
) -> tuple[FloatArray, Pools]:
    """[T] force of the first pool when unit i gets spikes at ``times[i]``."""
    made = pools.build(body, constants.cord)
    shape = units.build(body.muscles, constants.muscle, made.units_per_pool)
    arriving = np.zeros((1024, len(made)), dtype=np.uint8)
    for unit, when in enumerate(times):
        arriving[when, unit] = road
    state, fixed = force.fresh_state(made), force.unit_constants(shape, 1.0)
    rest, one = np.zeros(made.pools), np.ones(made.pools)
    delay, fast = np.full(made.pools, 20), np.zeros((2, 1024, made.pools))
    events = np.zeros((10000, 3), dtype=np.int32)
    out, count = np.zeros(total), 0
    for start in range(0, total, window):
        summed = np.zeros((4, made.pools))
        count = force.advance(
            state,
            fixed,
            force.scalars(constants.muscle),
            arriving,
            one,
            rest,
            one,
            delay,
            fast,
            summed,
            events,
            count,
            start,
            window,
        )
        assert summed[[r for r in range(4) if r != road - 1]].sum() == 0.0
        out[start : start + window] = summed[road - 1, 0] / window
    assert count == sum(len(when) for when in times)
    return out, made


def test_shares_sum_to_one_and_span_the_range(constants: ParameterSet) -> None:
    share = units.tetanic_share(40, constants.muscle.force_range)
    assert share.sum() == pytest.approx(1.0)
    assert share[-1] / share[0] == pytest.approx(constants.muscle.force_range)


def test_the_whole_twitch_peaks_at_the_time_of_the_table(man: Body, constants: ParameterSet) -> None:
    made = units.build(man.muscles, constants.muscle, 40)
    time = np.arange(0.0, 400.0, 0.1)
    for m in range(len(man.muscles.names)):
        twitch = units.whole_twitch(made.strength, made.contraction_ms[m], time, constants.muscle.fusion_steepness)
        assert time[np.argmax(twitch)] == pytest.approx(made.twitch_ms[m], rel=0.01)
        assert 0.05 < twitch.max() < 0.25


def test_the_response_is_bounded_and_never_falls_with_activity(constants: ParameterSet) -> None:
    found = units.response(np.linspace(0.0, 20.0, 500), constants.muscle.fusion_steepness)
    assert (np.diff(found) >= 0.0).all()
    assert found.min() >= 0.0
    assert found.max() <= 1.0


def test_a_muscle_without_a_row_is_refused(man: Body, constants: ParameterSet) -> None:
    strange = type(man.muscles)(**{**vars(man.muscles), "names": ("sartorius",)})
    with pytest.raises(InputError, match="sartorius"):
        units.build(strange, constants.muscle, 40)


def test_a_fused_contraction_gives_each_unit_its_share_and_more_spikes_give_no_more(
    one: Body, constants: ParameterSet
) -> None:
    fast, made = contract(one, constants, [list(range(0, 1000, 10))] * 40)
    faster, _ = contract(one, constants, [list(range(0, 1000, 5))] * 40)
    assert fast[-100:] == pytest.approx(1.0, abs=1e-3)
    assert faster.max() <= 1.0
    half, _ = contract(one, constants, [list(range(0, 1000, 10)) if i >= 20 else [] for i in range(40)])
    assert half[-1] == pytest.approx(units.tetanic_share(40, constants.muscle.force_range)[20:].sum(), abs=1e-3)
    assert made.units_per_pool == 40


def test_an_unfused_unit_twitches_and_a_doublet_adds_more_than_a_spike(one: Body, constants: ParameterSet) -> None:
    lone, _ = contract(one, constants, [[], [], []] + [[]] * 36 + [[100]])
    pair, _ = contract(one, constants, [[], [], []] + [[]] * 36 + [[100, 110]])
    top = units.tetanic_share(40, constants.muscle.force_range)[-1]
    assert 0.0 < lone.max() < 0.2 * top
    assert 2.0 * lone.max() < pair.max() < top
    assert lone[-1] < 0.01 * lone.max()


def test_the_window_changes_nothing(one: Body, constants: ParameterSet) -> None:
    times = [list(range(i, 900, 60 + i)) for i in range(40)]
    wide, _ = contract(one, constants, times, window=20)
    fine, _ = contract(one, constants, times, window=10)
    assert wide[::20] == pytest.approx((fine[::20] + fine[10::20]) / 2.0, rel=1e-12)


@pytest.mark.parametrize("road", [1, 2, 3, 4])
def test_force_is_credited_to_the_road_of_its_spikes(one: Body, constants: ParameterSet, road: int) -> None:
    found, _ = contract(one, constants, [[50]] * 40, road=road)
    assert found.max() > 0.05


def test_fatigue_is_bounded_composes_and_recovers(constants: ParameterSet) -> None:
    p = constants.muscle
    start = np.array([0.0, 0.3])
    worked = fatigue.advance(start, np.array([0.5, 0.5]), 60.0, p)
    twice = fatigue.advance(fatigue.advance(start, np.array([0.5, 0.5]), 30.0, p), np.array([0.5, 0.5]), 30.0, p)
    assert worked == pytest.approx(twice)
    assert (worked > start).all()
    assert fatigue.advance(start, np.ones(2), 1e6, p).max() < 1.0
    rested = fatigue.advance(worked, np.zeros(2), 600.0, p)
    assert (rested < 0.1 * worked).all()


def test_emg_is_the_sum_of_what_its_spikes_give(constants: ParameterSet) -> None:
    share = units.tetanic_share(40, constants.muscle.force_range)

    def record(unit: list[int], step: list[int]) -> FloatArray:
        return emg.surface(np.array(unit), np.array(step), share, 300, 1.0, constants.muscle)

    both = record([3, 39], [100, 104])
    assert both == pytest.approx(record([3], [100]) + record([39], [104]))
    assert record([39], [100]).max() == pytest.approx(1.0)
    assert np.argmax(record([39], [100])) == 100
    assert record([3], [100]).max() < record([39], [100]).max()
    assert not emg.surface(np.array([], dtype=int), np.array([], dtype=int), share, 300, 1.0, constants.muscle).any()
