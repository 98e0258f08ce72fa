"""Units and force: what spikes make of muscles, at rest and stretched, and what goes back to the cord."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.cord import pools
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.muscle import force, units
from sciatica.validate.facts import _cord as prepared

RING = 2048
DELAY = 20


@pytest.fixture(scope="module")
def one(man: Body) -> Body:
    return prepared.only(man, ("soleus",))


@dataclass(frozen=True)
class Record:
    """The first pool of a body: activation, force and afferents, [T]."""

    activation: FloatArray
    tension: FloatArray
    fast: FloatArray
    work: FloatArray
    number: int


def contract(
    body: Body,
    constants: ParameterSet,
    times: list[list[int]],
    *,
    total: int = 1000,
    window: int = 10,
    road: int = 1,
    stretch: float = 0.0,
    capacity: float = 1.0,
    passing: float = 1.0,
) -> Record:
    """What the first pool does when unit i gets spikes at ``times[i]``."""
    made = pools.build(body, constants.cord)
    shape = units.build(body.muscles, constants.muscle, made.units_per_pool)
    arriving = np.zeros((RING, len(made)), dtype=np.uint8)
    for unit, when in enumerate(times):
        arriving[when, unit] = road
    state, held = force.fresh_state(made), force.fresh_held(made)
    left = np.full(len(made), capacity)
    fixed = force.unit_constants(shape, 1.0, left, constants.muscle)
    target = force.target_length(np.full(made.pools, stretch), constants.muscle)
    fast, work = np.zeros((force.FAST, RING, made.pools)), np.zeros(len(made))
    delay = np.stack([np.full(made.pools, DELAY), np.full(made.pools, 2 * DELAY)])
    events = np.zeros((10000, 3), dtype=np.int32)
    activation, tension, count = np.zeros(total), np.zeros(total), 0
    for start in range(0, total, window):
        summed, pulled = np.zeros((4, made.pools)), np.zeros(made.pools)
        count = force.advance(
            state,
            fixed,
            force.scalars(1.0, constants.muscle),
            arriving,
            left,
            held,
            target,
            np.full(made.pools, passing),
            delay,
            fast,
            summed,
            work,
            pulled,
            events,
            count,
            start,
            window,
        )
        assert summed[[r for r in range(4) if r != road - 1]].sum() == 0.0
        activation[start : start + window] = summed[road - 1, 0] / window
        tension[start : start + window] = pulled[0] / window
    assert count == sum(len(when) for when in times)
    return Record(activation, tension, fast[:, :total, 0], work[: made.units_per_pool], made.units_per_pool)


FUSED = [list(range(0, 1000, 10))] * 40


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
    fast = contract(one, constants, FUSED).activation
    faster = contract(one, constants, [list(range(0, 1000, 5))] * 40).activation
    assert fast[-100:] == pytest.approx(1.0, abs=1e-3)
    assert faster.max() <= 1.0
    half = contract(one, constants, [list(range(0, 1000, 10)) if i >= 20 else [] for i in range(40)]).activation
    assert half[-1] == pytest.approx(units.tetanic_share(40, constants.muscle.force_range)[20:].sum(), abs=1e-3)


def test_force_never_falls_with_the_rate_of_a_unit(one: Body, constants: ParameterSet) -> None:
    """Fuglevand's own gain breaks this: a short interval multiplied the twitch that followed it."""
    found = [
        contract(one, constants, [[]] * 39 + [list(range(0, 1000, gap))]).activation[500:].mean()
        for gap in (200, 125, 80, 50, 30, 20, 12, 8)
    ]
    assert (np.diff(found) >= 0.0).all()
    assert (np.diff(found[:4]) > 0.0).all()
    assert found[-1] <= units.tetanic_share(40, constants.muscle.force_range)[-1] * (1.0 + 1e-12)


def test_an_unfused_unit_twitches_and_a_doublet_adds_more_than_a_spike(one: Body, constants: ParameterSet) -> None:
    lone = contract(one, constants, [[], [], []] + [[]] * 36 + [[100]]).activation
    pair = contract(one, constants, [[], [], []] + [[]] * 36 + [[100, 110]]).activation
    top = units.tetanic_share(40, constants.muscle.force_range)[-1]
    assert 0.0 < lone.max() < 0.2 * top
    assert 2.0 * lone.max() < pair.max() < top
    assert lone[-1] < 0.01 * lone.max()


def test_the_window_changes_nothing(one: Body, constants: ParameterSet) -> None:
    times = [list(range(i, 900, 60 + i)) for i in range(40)]
    wide = contract(one, constants, times, window=20, stretch=0.7)
    fine = contract(one, constants, times, window=10, stretch=0.7)
    assert wide.tension[::20] == pytest.approx((fine.tension[::20] + fine.tension[10::20]) / 2.0, rel=1e-12)
    assert wide.fast == pytest.approx(fine.fast, rel=1e-12)


@pytest.mark.parametrize("road", [1, 2, 3, 4])
def test_force_is_credited_to_the_road_of_its_spikes(one: Body, constants: ParameterSet, road: int) -> None:
    found = contract(one, constants, [[50]] * 40, road=road)
    assert found.activation.max() > 0.05
    assert found.tension == pytest.approx(found.activation)


def test_work_is_each_units_share_of_its_own_tetanus(one: Body, constants: ParameterSet) -> None:
    found = contract(one, constants, [list(range(0, 1000, 10)) if i == 7 else [] for i in range(40)])
    assert found.work[7] == pytest.approx(1000.0, rel=0.2)
    assert np.delete(found.work, 7).max() == 0.0


def test_a_tired_muscle_pulls_less_and_relaxes_later(one: Body, constants: ParameterSet) -> None:
    fresh, tired = (contract(one, constants, FUSED, capacity=c) for c in (1.0, 0.4))
    assert tired.tension[-1] == pytest.approx(0.4 * fresh.tension[-1], rel=1e-3)
    assert tired.activation[-1] == pytest.approx(fresh.activation[-1], rel=1e-3)
    single = [contract(one, constants, [[50]] * 40, capacity=c).activation for c in (1.0, 0.4)]
    assert np.argmax(single[1]) > np.argmax(single[0])


def test_a_stretch_acts_through_length_and_speed(one: Body, constants: ParameterSet) -> None:
    p = constants.muscle
    held, rest = (contract(one, constants, FUSED, stretch=s) for s in (1.0, 0.0))
    # while it is taken up the muscle is stronger than at that length, held long it is weaker: past its best length
    for when in (255, 355, 455):
        length = 1.0 + p.stretch_speed_per_s * when / 1000.0
        still = force.force_length(length) / force.force_length(1.0) * rest.tension[when]
        assert 1.05 * still < held.tension[when] < 1.8 * still
    share = force.force_length(1.0 + p.stretch_range) / force.force_length(1.0)
    assert held.tension[-1] == pytest.approx(share * rest.tension[-1], rel=1e-6)
    assert held.activation == pytest.approx(rest.activation)


def test_spindles_answer_length_and_speed_and_tendon_organs_force(one: Body, constants: ParameterSet) -> None:
    p = constants.muscle
    quiet: list[list[int]] = [[]] * 40
    lengths = [contract(one, constants, quiet, stretch=s).fast for s in (0.0, 0.5, 1.0)]
    assert not lengths[0].any()
    ia, ib, ii = (np.array([one[k, -1] for one in lengths]) for k in (force.IA, force.IB, force.II))
    assert ia[2] == pytest.approx(p.spindle_length_hz * p.stretch_range)
    assert ia[1] == pytest.approx(ia[2] / 2.0)
    assert ii[2] == pytest.approx(p.ii_length_hz * p.stretch_range)
    assert ib[2] == pytest.approx(p.ib_stretch_hz)
    assert ib[1] < 0.5 * ib[2]  # passive tension grows faster than length
    moving = lengths[2][force.IA, DELAY + 500]
    assert moving > lengths[2][force.IA, -1]  # the velocity's part
    assert lengths[2][force.II, 2 * DELAY + 500] < lengths[2][force.II, -1]  # secondaries have none
    pulling = contract(one, constants, FUSED).fast
    assert pulling[force.IB, -1] == pytest.approx(p.ib_force_hz, rel=1e-2)
    assert pulling[force.IA, -1] == pytest.approx(p.ia_coactivation_hz, rel=1e-2)


def test_afferents_arrive_late_in_the_share_that_passes_and_ectopic_force_drives_no_spindle(
    one: Body, constants: ParameterSet
) -> None:
    whole, half = (contract(one, constants, FUSED, passing=share).fast for share in (1.0, 0.5))
    assert half == pytest.approx(0.5 * whole)
    assert not whole[:2, :DELAY].any()
    assert not whole[2, : 2 * DELAY].any()
    born = contract(one, constants, FUSED, road=2).fast
    assert not born[force.IA].any()
    assert born[force.IB] == pytest.approx(whole[force.IB])


def test_a_released_spindle_falls_silent_but_no_further(one: Body, constants: ParameterSet) -> None:
    slack = contract(one, constants, [[]] * 40, stretch=-1.0).fast[force.IA]
    assert slack.min() == pytest.approx(-constants.muscle.spindle_rest_hz)
