"""Cramps on the bench: irritants, the search over what is not known, and what its rows say."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica.cord import drive
from sciatica.core.parameters import ParameterSet
from sciatica.validate.facts import _cord as prepared
from sciatica.validate.facts import _cramp as cramps
from sciatica.validate.facts import _cramp_bench as bench


def test_irritants_come_with_unwilled_impulses_stay_below_one_and_fade(constants: ParameterSet) -> None:
    p = constants.cord
    none = np.zeros((2, 1, 2))
    impulses = np.array([[0.0, 20.0]])
    one = drive.irritate(none, impulses, 2.0, p)
    assert not one[:, 0, 0].any()
    assert (one[:, 0, 1] > 0.0).all()
    assert one[drive.FADING, 0, 1] > one[drive.STAYING, 0, 1]
    # a longer step is the same as many short ones
    many = none
    for _ in range(100):
        many = drive.irritate(many, impulses, 0.02, p)
    assert many == pytest.approx(one)
    assert drive.irritate(none, impulses * 1e6, 10.0, p).max() <= 1.0
    later = drive.irritate(one, 0.0 * impulses, 60.0, p)
    assert later[drive.FADING, 0, 1] < 0.05 * one[drive.FADING, 0, 1]
    assert later[drive.STAYING, 0, 1] > 0.98 * one[drive.STAYING, 0, 1]


def test_small_afferents_raise_the_noise_of_their_pool_and_none_lowers_it(constants: ParameterSet) -> None:
    found = drive.noise_factor(np.array([0.0, 0.5, 5.0, 500.0]), constants.cord)
    assert found[0] == 1.0
    assert (np.diff(found) > 0.0).all()
    assert found[-1] < 1.0 + constants.cord.noise_group_iv_gain


def test_draws_fill_every_part_of_every_range_and_a_knocked_out_constant_stays_out(constants: ParameterSet) -> None:
    drawn = bench.drawn(constants, 20)
    for name in bench.SEARCHED:
        row = constants.cord.rows[name]
        assert row.status == "assumed"
        part = np.floor((drawn[name] - row.low) / (row.high - row.low) * 20).astype(int)
        assert sorted(part.tolist()) == list(range(20))
    out = bench.drawn(constants.with_value("cord.ib_drive_per_hz", 0.0), 5)
    assert not out["ib_drive_per_hz"].any()


def test_a_fifth_lies_within_exactly_when_a_fifth_of_the_draws_does() -> None:
    rng = np.random.default_rng(5)
    for _ in range(200):
        value, allowed = rng.normal(0.0, 4.0, 20), rng.random(20) < 0.7
        inside = (np.abs(value - 1.0) <= 2.0) & allowed
        closes = cramps.fifth(value, allowed, -1.0, 3.0)
        assert (-1.0 <= closes <= 3.0) is bool(inside.sum() >= 4)


@pytest.fixture(scope="module")
def defaults(constants: ParameterSet) -> cramps.Found:
    return cramps.experiments(constants, {name: np.full(2, getattr(constants.cord, name)) for name in bench.SEARCHED})


def test_with_the_house_constants_a_cramp_begins_outlasts_its_cause_and_ends(defaults: cramps.Found) -> None:
    assert cramps.held(defaults).all()
    assert (defaults.active_s > 3.0).all()
    assert (defaults.left < 0.5).all()
    assert (defaults.history_hz < defaults.threshold_hz).all()
    assert (defaults.recent_hz < defaults.history_hz).all()


def test_the_cramp_of_a_whole_episode_is_that_of_the_bench(constants: ParameterSet, defaults: cramps.Found) -> None:
    below, above = (prepared.after(prepared.cramp(constants, rate, 6.0), 1.0)[0] for rate in (10.0, 50.0))
    assert len(np.unique(below)) < 5 <= len(np.unique(above))
    assert 10.0 < defaults.threshold_hz.mean() < 50.0


def spikes_after(constants: ParameterSet, **changed: float) -> int:
    """Spikes from 2 to 8 s after three seconds of 45 Hz, both conditions together."""
    values = {name: np.full(1, changed.get(name, getattr(constants.cord, name))) for name in bench.SEARCHED}
    none = np.zeros((1, 2))
    played = bench.play(
        bench.bench(constants, values),
        none + 45.0,
        none + 3.0,
        8.0,
        sensitisation=none,
        inflamed=none,
        irritants=np.zeros((2, 1, 2)),
        pulled=none,
    )
    return int(((played.time_s > 2.0) & (played.time_s < 8.0)).sum())


def test_the_afferent_loop_makes_a_cramp_last_and_the_persistent_current_makes_it_strong(
    constants: ParameterSet,
) -> None:
    whole = spikes_after(constants)
    assert whole > 100
    assert spikes_after(constants, group_iv_cramp_hz=0.0) == 0
    assert spikes_after(constants, pic_highest=constants.cord.pic_healthy) < 0.6 * whole
    # both conditions of a draw are the same pool
    assert spikes_after(constants, renshaw_drive_per_hz=0.0) > whole
