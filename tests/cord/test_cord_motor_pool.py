"""Motoneurons: size principle, rates, and a current that holds them until it inactivates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.cord import motor_pool, pools
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import BoolArray
from sciatica.muscle import units
from sciatica.validate.facts import _cord as prepared


def play(
    body: Body,
    constants: ParameterSet,
    drive: Sequence[tuple[float, float, int]],
    *,
    step_ms: float = 1.0,
    seed: int | None = None,
) -> BoolArray:
    """[T, n] spikes of the first pool for stretches of (afferent drive, persistent current, ms)."""
    made = pools.build(body, constants.cord)
    slow = units.build(body.muscles, constants.muscle, made.units_per_pool).slowness
    state = motor_pool.fresh_state(made)
    fixed = motor_pool.unit_constants(made, slow, step_ms, constants.cord)
    scalar = motor_pool.scalars(step_ms, constants.cord)
    fast = np.zeros((2, 64, made.pools))
    antidromic = np.zeros((64, len(made)), dtype=np.uint8)
    rng = np.random.default_rng(seed)
    out, now = [], 0
    for afferent, pic, duration_ms in drive:
        steps = round(duration_ms / step_ms)
        told = np.zeros((4, made.pools))
        told[2], told[3] = afferent, pic
        noise = motor_pool.empty_noise(made, steps) if seed is None else motor_pool.draw_noise(made, steps, rng)
        fired = np.zeros((steps, len(made)), dtype=np.uint8)
        motor_pool.advance(state, fixed, scalar, told, fast, antidromic, *noise, fired, now, steps, now)
        now += steps
        out.append(fired[:, : made.units_per_pool] > 0)
    return np.concatenate(out)


@pytest.fixture(scope="module")
def one(man: Body) -> Body:
    return prepared.only(man, ("tibant",))


def test_without_noise_and_inward_current_exactly_the_units_below_the_drive_fire(
    one: Body, constants: ParameterSet
) -> None:
    threshold = pools.build(one, constants.cord).threshold
    for drive in (0.03, 0.1, 0.3):
        fires = play(one, constants, [(drive, 0.0, 3000)]).any(axis=0)
        # a unit just above its threshold takes long to fire
        clear = np.abs(threshold / drive - 1.0) > 0.1
        assert np.array_equal(fires[clear], (threshold < drive)[clear])


def test_every_unit_fires_faster_with_more_drive(one: Body, constants: ParameterSet) -> None:
    rates = [play(one, constants, [(x, 0.38, 3000)])[1000:].mean(axis=0) for x in (0.2, 0.5, 1.0)]
    assert (rates[1] >= rates[0]).all()
    assert (rates[2] >= rates[1]).all()
    assert rates[2].mean() > 1.5 * rates[0].mean()


def test_a_healthy_pool_falls_silent_with_its_drive(one: Body, constants: ParameterSet) -> None:
    spikes = play(one, constants, [(0.5, constants.cord.pic_healthy, 1000), (0.0, constants.cord.pic_healthy, 1000)])
    assert spikes[:1000].any()
    assert not spikes[1100:].any()


def test_a_push_leaves_a_facilitated_pool_firing_until_the_current_inactivates(
    one: Body, constants: ParameterSet
) -> None:
    pic, ground = 1.2, 0.04
    script = [(ground, pic, 6000), (0.4, pic, 500), (ground, pic, 30000)]

    def held(spikes: BoolArray, begin: int, end: int) -> float:
        """Spikes a second of the units that the ground alone does not drive."""
        pushed = ~spikes[4000:6000].any(axis=0)
        return float(spikes[begin:end, pushed].sum() * 1000.0 / (end - begin))

    spikes = play(one, constants, script, seed=1)
    assert held(spikes, 7500, 8500) > 20.0
    assert held(spikes, 33500, 36500) < 0.5 * held(spikes, 7500, 8500)
    # neither inactivation nor adaptation: the push is never forgotten
    cord = constants.cord.replace(inactivation_floor=1.0, late_step=0.0)
    forever = ParameterSet(tuple(cord if p.room == "cord" else p for p in constants.rooms))
    kept = play(one, forever, script, seed=1)
    assert held(kept, 33500, 36500) > 0.8 * held(kept, 7500, 8500)


def test_without_facilitation_the_same_push_leaves_nothing(one: Body, constants: ParameterSet) -> None:
    pic, ground = constants.cord.pic_healthy, 0.04
    spikes = play(one, constants, [(ground, pic, 6000), (0.4, pic, 500), (ground, pic, 3000)], seed=1)
    before = spikes[:6000].any(axis=0)
    assert not (spikes[8000:].any(axis=0) & ~before).any()


def test_a_finer_step_changes_rates_little(one: Body, constants: ParameterSet) -> None:
    coarse = play(one, constants, [(0.5, 0.38, 3000)])[1000:].sum(axis=0) / 2.0
    fine = play(one, constants, [(0.5, 0.38, 3000)], step_ms=0.25)[4000:].sum(axis=0) / 2.0
    firing = fine > 2.0
    assert np.abs(coarse[firing] / fine[firing] - 1.0).mean() < 0.05


def test_an_invading_spike_resets_the_cell(one: Body, constants: ParameterSet) -> None:
    made = pools.build(one, constants.cord)
    slow = np.ones(1)
    told = np.zeros((4, made.pools))
    told[2] = 0.2
    counts = []
    for every in (0, 25):
        antidromic = np.zeros((1024, len(made)), dtype=np.uint8)
        if every:
            antidromic[::every] = 1
        fired = np.zeros((1000, len(made)), dtype=np.uint8)
        motor_pool.advance(
            motor_pool.fresh_state(made),
            motor_pool.unit_constants(made, slow, 1.0, constants.cord),
            motor_pool.scalars(1.0, constants.cord),
            told,
            np.zeros((2, 1024, made.pools)),
            antidromic,
            *motor_pool.empty_noise(made, 1000),
            fired,
            0,
            1000,
            0,
        )
        assert not antidromic[:1000].any()
        counts.append(int((fired > 0).sum()))
    assert counts[0] > 20
    assert counts[1] < counts[0] / 4
