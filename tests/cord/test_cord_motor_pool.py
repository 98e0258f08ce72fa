"""Motoneurons: size principle, rates, and a current that holds them until it inactivates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.cord import circuits, motor_pool, pools
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.muscle import units
from sciatica.validate.facts import _cord as prepared


def edge_arrays(edges: circuits.Circuits) -> tuple[IntArray, IntArray, FloatArray, FloatArray]:
    return edges.first, edges.by, edges.recurrent, edges.reciprocal


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
    per_pool = motor_pool.pool_constants(made, step_ms, constants.cord)
    edges, renshaw = circuits.build(body.muscles, constants.cord), np.zeros(made.pools)
    fast = np.zeros((3, 64, made.pools))
    antidromic = np.zeros((64, len(made)), dtype=np.uint8)
    rng = np.random.default_rng(seed)
    out, now = [], 0
    for afferent, pic, duration_ms in drive:
        steps = round(duration_ms / step_ms)
        told = np.zeros((5, made.pools))
        told[2], told[3], told[4] = afferent, pic, 1.0
        noise = motor_pool.empty_noise(made, steps) if seed is None else motor_pool.draw_noise(made, steps, rng)
        fired = np.zeros((steps, len(made)), dtype=np.uint8)
        motor_pool.advance(
            state, fixed, per_pool, *edge_arrays(edges), renshaw, told, fast, antidromic, *noise, fired, now, steps, now
        )
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


def held(spikes: BoolArray, begin: int, end: int) -> float:
    """Spikes a second, between two times (ms), of the units that fell silent or never fired before the push."""
    pushed = ~spikes[4000:6000].any(axis=0)
    return float(spikes[begin:end, pushed].sum() * 1000.0 / (end - begin))


def test_a_push_leaves_a_facilitated_pool_firing_and_inactivation_and_adaptation_wear_it_down(
    one: Body, constants: ParameterSet
) -> None:
    pic, ground = 1.2, 0.04
    script = [(ground, pic, 6000), (0.4, pic, 500), (ground, pic, 30000)]
    spikes = play(one, constants, script, seed=1)
    assert held(spikes, 7500, 8500) > 20.0
    assert held(spikes, 33500, 36500) < 0.75 * held(spikes, 7500, 8500)
    # neither inactivation nor adaptation: the push is never forgotten
    cord = constants.cord.replace(inactivation_floor=1.0, late_step=0.0)
    forever = ParameterSet(tuple(cord if p.room == "cord" else p for p in constants.rooms))
    kept = play(one, forever, script, seed=1)
    assert held(kept, 33500, 36500) > 0.95 * held(kept, 7500, 8500)


def test_a_held_pool_ends_suddenly_when_what_facilitates_it_fades(one: Body, constants: ParameterSet) -> None:
    ground = 0.015
    fading = [(ground, pic, 1500) for pic in np.linspace(1.3, constants.cord.pic_healthy, 12)]
    spikes = play(one, constants, [(ground, 1.3, 6000), (0.4, 1.3, 500), *fading], seed=1)
    per_s = [held(spikes, begin, begin + 1000) for begin in range(6500, 24000, 1500)]
    assert per_s[1] > 20.0
    assert per_s[-1] == 0.0
    # it ends before its facilitation has: not in proportion to it
    assert per_s[8] < 0.1 * per_s[1]


def test_the_same_push_leaves_nothing_while_tendon_organs_fire(one: Body, constants: ParameterSet) -> None:
    script = [(0.04, 1.2, 6000), (0.4, 1.2, 500), (0.04, 1.2, 500), (-0.08, 1.2, 1000), (0.04, 1.2, 3000)]
    spikes = play(one, constants, script, seed=1)
    free = play(one, constants, [*script[:3], (0.04, 1.2, 4000)], seed=1)
    assert held(free, 8000, 11000) > 20.0
    assert held(spikes, 8000, 11000) < 0.2 * held(free, 8000, 11000)


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
    told = np.zeros((5, made.pools))
    told[2], told[4] = 0.2, 1.0
    counts = []
    for every in (0, 25):
        antidromic = np.zeros((1024, len(made)), dtype=np.uint8)
        if every:
            antidromic[::every] = 1
        fired = np.zeros((1000, len(made)), dtype=np.uint8)
        motor_pool.advance(
            motor_pool.fresh_state(made),
            motor_pool.unit_constants(made, slow, 1.0, constants.cord),
            motor_pool.pool_constants(made, 1.0, constants.cord),
            *edge_arrays(circuits.none(made.muscles)),
            np.zeros(made.pools),
            told,
            np.zeros((3, 1024, made.pools)),
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


def test_recurrent_inhibition_slows_the_pool_and_its_synergists_but_no_other(
    man: Body, constants: ParameterSet
) -> None:
    body = prepared.only(man, ("soleus", "gasmed", "tibant"))
    strong = constants.with_value("cord.renshaw_drive_per_hz", 0.005)

    def rates(parameters: ParameterSet, driven: int) -> FloatArray:
        """Mean rate of the three pools of the right side with one of them driven more than the others, Hz."""
        made = pools.build(body, parameters.cord)
        told = np.zeros((5, made.pools))
        told[0], told[4] = 0.05, 1.0
        told[0, 2 * driven + 1] = 0.6
        edges = circuits.build(body.muscles, parameters.cord)
        fired = np.zeros((2000, len(made)), dtype=np.uint8)
        motor_pool.advance(
            motor_pool.fresh_state(made),
            motor_pool.unit_constants(made, np.ones(3), 1.0, parameters.cord),
            motor_pool.pool_constants(made, 1.0, parameters.cord),
            *edge_arrays(edges),
            np.zeros(made.pools),
            told,
            np.zeros((3, 2048, made.pools)),
            np.zeros((2048, len(made)), dtype=np.uint8),
            *motor_pool.empty_noise(made, 2000),
            fired,
            0,
            2000,
            0,
        )
        return (fired[500:] > 0).mean(axis=0).reshape(3, 2, -1).mean(axis=2) * 1000.0

    free = rates(constants.with_value("cord.renshaw_drive_per_hz", 0.0), 0)
    inhibited = rates(strong, 0)
    assert inhibited[0, 1] < 0.95 * free[0, 1]
    assert inhibited[1, 1] < 0.8 * inhibited[1, 0]
    assert inhibited[2, 1] == inhibited[2, 0]


def test_antagonists_are_inhibited_by_large_spindle_afferents(man: Body, constants: ParameterSet) -> None:
    body = prepared.only(man, ("soleus", "tibant", "vasti"))
    edges = circuits.build(body.muscles, constants.cord)
    found = {(int(m), int(by)) for m in range(3) for by in edges.by[edges.first[m] : edges.first[m + 1]]}
    reciprocal = edges.reciprocal > 0.0
    assert {(0, 1), (1, 0)} <= found
    assert reciprocal.sum() == 2
    assert edges.recurrent[edges.by == np.repeat(np.arange(3), np.diff(edges.first))].min() > 0.0


def test_every_row_of_the_circuits_names_a_movement_of_the_body(man: Body) -> None:
    for row in circuits._rows():
        assert {row["to"], row["from"]} <= set(man.muscles.movement)
        assert row["kind"] in ("recurrent", "reciprocal")
        assert float(row["low"]) <= float(row["weight"]) <= float(row["high"])


def test_windows_of_any_length_give_the_same_spikes(man: Body, constants: ParameterSet) -> None:
    body = prepared.only(man, ("soleus", "gasmed"))
    made = pools.build(body, constants.cord)
    edges = circuits.build(body.muscles, constants.cord)
    noise = motor_pool.draw_noise(made, 400, np.random.default_rng(0))
    told = np.full((5, made.pools), 0.3)
    told[4] = 1.0
    found = []
    for window in (400, 7):
        state, renshaw = motor_pool.fresh_state(made), np.zeros(made.pools)
        per_pool = motor_pool.pool_constants(made, 1.0, constants.cord)
        fixed = motor_pool.unit_constants(made, np.ones(2), 1.0, constants.cord)
        fast, antidromic = np.zeros((3, 512, made.pools)), np.zeros((512, len(made)), dtype=np.uint8)
        out = []
        for begin in range(0, 400, window):
            steps = min(window, 400 - begin)
            fired = np.zeros((steps, len(made)), dtype=np.uint8)
            motor_pool.advance(
                state,
                fixed,
                per_pool,
                *edge_arrays(edges),
                renshaw,
                told,
                fast,
                antidromic,
                *noise,
                fired,
                begin,
                steps,
                0,
            )
            out.append(fired)
        found.append(np.concatenate(out))
    assert found[0].any()
    assert np.array_equal(found[0], found[1])


def test_an_invaded_cell_that_fires_back_does_so_after_the_turn(one: Body, constants: ParameterSet) -> None:
    sure = constants.with_value("cord.f_wave_probability", 1.0 - 1e-9).with_value("cord.f_wave_turn_ms", 2.0).cord
    made = pools.build(one, sure)
    antidromic = np.zeros((64, len(made)), dtype=np.uint8)
    antidromic[7, 3] = 1
    told = np.zeros((5, made.pools))
    told[4] = 1.0
    fired = np.zeros((40, len(made)), dtype=np.uint8)
    motor_pool.advance(
        motor_pool.fresh_state(made),
        motor_pool.unit_constants(made, np.ones(1), 1.0, sure),
        motor_pool.pool_constants(made, 1.0, sure),
        *edge_arrays(circuits.none(made.muscles)),
        np.zeros(made.pools),
        told,
        np.zeros((3, 64, made.pools)),
        antidromic,
        *motor_pool.empty_noise(made, 40),
        fired,
        0,
        40,
        0,
    )
    assert np.argwhere(fired).tolist() == [[9, 3]]
    assert fired[9, 3] == motor_pool.ECTOPIC
    assert not antidromic.any()
