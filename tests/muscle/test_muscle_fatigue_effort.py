"""Fatigue unit by unit, and efforts on the bench: strength, endurance, steadiness, sprouting."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import BoolArray
from sciatica.muscle import effort, fatigue
from sciatica.muscle.effort import Preparation
from sciatica.muscle.strength import strength
from sciatica.muscle.units import Units, sprouted
from sciatica.nerve.conduct import Channels
from sciatica.validate.facts import _cord as prepared


@pytest.fixture(scope="module")
def bench(man: Body, constants: ParameterSet) -> Preparation:
    return effort.ready(prepared.only(man, ("tibant", "vasti")), constants)


def test_fatigue_is_bounded_composes_and_recovers(bench: Preparation, constants: ParameterSet) -> None:
    p, rates = constants.muscle, fatigue.rates(bench.units)
    rested = fatigue.fresh(bench.units)
    work = np.full(len(rested), 0.5)
    worked = fatigue.advance(rested, work, *rates, 20.0, p)
    halves = fatigue.advance(fatigue.advance(rested, work, *rates, 10.0, p), work, *rates, 10.0, p)
    assert worked == pytest.approx(halves)
    assert (worked < rested).all()
    assert fatigue.advance(rested, work * 2.0, *rates, 1e5, p).min() == 0.0
    after = [fatigue.advance(worked, 0.0 * work, *rates, s, p) for s in (60.0, 600.0)]
    assert (after[0] > worked).all()
    assert (1.0 - after[1] < 0.1 * (1.0 - worked)).all()


def test_strong_units_tire_first_and_the_knee_before_the_ankle(bench: Preparation, constants: ParameterSet) -> None:
    rates = fatigue.rates(bench.units)
    capacity = fatigue.fresh(bench.units)
    left = fatigue.advance(capacity, np.ones(len(capacity)), *rates, 5.0, constants.muscle).reshape(2, 2, -1)
    assert (np.diff(left, axis=2) < 0.0).all()
    assert (left[1] < left[0]).all()
    lost = fatigue.lost(left.ravel(), bench.units)
    assert lost[:, 0] == pytest.approx(lost[:, 1])
    assert lost[0, 0] > (1.0 - left[0, 0]).mean()  # the strong ones count for more


def test_the_first_loss_of_the_strongest_unit_is_potvins(bench: Preparation, constants: ParameterSet) -> None:
    p, (loss, _) = constants.muscle, fatigue.rates(bench.units)
    joint = p.fatigue_rate_ankle_per_s / p.fatigue_rate_mean_per_s
    number = len(bench.units.strength)
    assert loss[number - 1] == pytest.approx(p.fatigue_fastest_per_s * joint)
    assert loss[number - 1] / loss[0] == pytest.approx(p.fatigue_range)
    assert fatigue.slowed(np.array([1.0, 0.0]), p) == pytest.approx([1.0, 1.0 + p.fatigue_slowing])


def test_force_rises_with_drive_and_a_held_force_is_held(bench: Preparation, constants: ParameterSet) -> None:
    levels = [
        effort.play(bench, d * np.ones(4), constants, seconds=1.0).force[25:].mean(axis=0)
        for d in (0.05, 0.2, 0.5, 1.0)
    ]
    assert (np.diff(levels, axis=0) > 0.0).all()
    full = effort.maximum(bench, constants)
    assert (full > 0.9).all()
    assert (full <= 1.0).all()
    found = effort.play(bench, 0.3 * np.ones(4), constants, seconds=6.0, wanted=0.4 * full)
    assert found.force[-100:].mean(axis=0) == pytest.approx(0.4 * full, rel=0.05)
    assert np.isnan(found.failed_s).all()


def test_the_higher_the_force_the_shorter_it_is_held_and_drive_climbs(man: Body, constants: ParameterSet) -> None:
    one = effort.ready(prepared.only(man, ("vasti",)), constants)
    full = effort.maximum(one, constants)
    held = [
        effort.play(one, level * np.ones(2), constants, seconds=200.0, wanted=level * full, control_ms=100.0)
        for level in (0.8, 0.6, 0.5)
    ]
    times = [float(one_.failed_s[0]) for one_ in held]
    assert times[0] < times[1] < times[2] < 200.0
    drive = held[2].drive[:, 0]
    assert drive[-1] == pytest.approx(1.0)
    assert drive[50:150].mean() < drive[-150:].mean()


def test_noise_makes_force_unsteady_and_nothing_else_does(bench: Preparation, constants: ParameterSet) -> None:
    drive = 0.3 * np.ones(4)
    unsteady = []
    for rng in (None, np.random.default_rng(1)):
        force = effort.play(bench, drive, constants, seconds=4.0, rng=rng).force[50:, 0]
        time = np.arange(len(force))
        around = force - np.polyval(np.polyfit(time, force, 2), time)
        unsteady.append(around.std() / force.mean())
    assert unsteady[1] > 1.5 * unsteady[0]
    with pytest.raises(InputError, match="no time"):
        effort.play(bench, drive, constants, seconds=0.0)


def alive(units: Units, share: float) -> BoolArray:
    order = np.argsort((np.arange(units.size.shape[2]) * 0.618) % 1.0)
    kept = np.isin(np.arange(units.size.shape[2]), order[: round(share * len(order))])
    return np.broadcast_to(kept, units.size.shape).copy()


def test_sprouting_keeps_every_fibre_and_grows_no_unit_beyond_its_limit(
    bench: Preparation, constants: ParameterSet
) -> None:
    limit = constants.muscle.sprouting_limit
    before = None
    for days in (0.0, 3.0, 10.0, 40.0, 200.0, 5000.0):
        found = sprouted(bench.units, alive(bench.units, 0.5), np.full(bench.units.size.shape, days), constants.muscle)
        held = (found.strength * found.size).sum(axis=2)
        assert (held <= 1.0 + 1e-12).all()
        assert found.denervated == pytest.approx(1.0 - held)
        assert found.size.max() <= limit
        assert (found.size[~alive(bench.units, 0.5)] == 0.0).all()
        if before is not None:
            assert (found.denervated <= before + 1e-12).all()
        before = found.denervated
    assert before is not None
    assert before == pytest.approx(0.0, abs=1e-9)
    few = sprouted(bench.units, alive(bench.units, 0.1), np.full(bench.units.size.shape, 5000.0), constants.muscle)
    assert few.size.max() == pytest.approx(limit)
    assert (few.denervated > 0.2).all()


def test_a_whole_pool_and_an_empty_one_do_not_sprout(bench: Preparation, constants: ParameterSet) -> None:
    shape = bench.units.size.shape
    for everyone in (True, False):
        found = sprouted(bench.units, np.full(shape, everyone), np.full(shape, 900.0), constants.muscle)
        assert (found.size == float(everyone)).all()
        assert (found.adopted == 0.0).all()
    with pytest.raises(InputError, match="shape"):
        sprouted(bench.units, np.ones((1, 2, 3), bool), np.array(1.0), constants.muscle)
    with pytest.raises(InputError, match="future"):
        sprouted(bench.units, alive(bench.units, 0.5), np.array(-1.0), constants.muscle)


def test_strength_comes_back_by_sprouting_although_no_axon_does(
    man: Body, healthy: Channels, constants: ParameterSet
) -> None:
    calf = prepared.only(man, ("tibant", "soleus"))
    cut = prepared.blocked(healthy, calf, 4, 1, 1.0, ["motor"])
    gone = ~cut.passes[:, 0]
    lost = replace(cut, connected_to_cord=~gone, connected_distally=~gone)
    found = [
        strength(calf, lost, 0, constants, lost_days=np.full(len(gone), days)) for days in (0.0, 10.0, 60.0, 400.0)
    ]
    plain = strength(calf, lost, 0, constants)
    assert found[0] == pytest.approx(plain)
    right = np.array([one[1, 1] for one in found])
    assert (np.diff(right) > 0.0).all()
    assert right[0] < 0.5
    assert right[-1] > 0.9
    assert np.array([one[:, 0] for one in found]) == pytest.approx(1.0)
    # an axon that is blocked but alive keeps its fibres: nothing to take over
    assert strength(calf, cut, 0, constants, lost_days=np.full(len(gone), 400.0)) == pytest.approx(plain)
    with pytest.raises(InputError, match="lost_days"):
        strength(calf, lost, 0, constants, lost_days=np.zeros(3))
