"""Motor axons: passing, blocking, meeting."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.cord import axons, pools
from sciatica.core.parameters import ParameterSet
from sciatica.nerve.conduct import Channels
from sciatica.validate.facts import _cord as prepared

RING = 256


def send(
    orthodromic: list[int],
    ectopic: list[int],
    *,
    passes: bool = True,
    interval: float = 0.0,
    lesion: int = 10,
    muscle: int = 25,
    window: int = 2,
) -> tuple[list[int], list[int], list[int]]:
    """Arrivals of own and of ectopic spikes at the muscle, and of ectopic ones at the cord, for one axon."""
    arriving, antidromic, last = axons.fresh(1, RING)
    cursor, met = np.zeros(1, dtype=np.int64), np.zeros(len(ectopic), dtype=np.uint8)
    for start in range(0, 120, window):
        fired = np.zeros((window, 1), dtype=np.uint8)
        for time in orthodromic:
            if start <= time < start + window:
                fired[time - start] = 1
        axons.transmit(
            fired,
            start,
            window,
            2,
            np.array([passes]),
            np.array([interval]),
            np.array([lesion]),
            np.array([muscle]),
            np.array([True]),
            np.array(ectopic, dtype=np.int64),
            np.array([0, len(ectopic)]),
            cursor,
            met,
            0,
            last,
            arriving,
            antidromic,
        )
    here = arriving[:, 0]
    return (
        np.flatnonzero(here == 1).tolist(),
        np.flatnonzero(here == 2).tolist(),
        np.flatnonzero(antidromic[:, 0]).tolist(),
    )


def test_a_spike_arrives_after_its_delay() -> None:
    assert send([5, 60], []) == ([30, 85], [], [])


def test_a_block_stops_it_and_a_refractory_lesion_thins_a_train() -> None:
    assert send([5, 60], [], passes=False) == ([], [], [])
    assert send([5, 9, 13, 17], [], interval=6.0) == ([30, 38], [], [])


def test_a_spike_born_in_the_lesion_runs_both_ways() -> None:
    assert send([], [40]) == ([], [55], [50])


@pytest.mark.parametrize("start", [31, 35, 40, 44, 49])
def test_spikes_that_meet_annihilate_each_other(start: int) -> None:
    own, born, climbed = send([start], [40])
    assert own == []
    assert climbed == []
    assert born == [55]


@pytest.mark.parametrize("start", [20, 29, 51, 60])
def test_spikes_that_do_not_meet_both_arrive(start: int) -> None:
    own, born, climbed = send([start], [40])
    assert own == [start + 25]
    assert born == [55]
    assert climbed == [50]


def test_the_window_changes_nothing() -> None:
    rng = np.random.default_rng(3)
    mine = sorted(rng.choice(110, 20, replace=False).tolist())
    born = sorted(rng.choice(110, 12, replace=False).tolist())
    assert send(mine, born, window=1) == send(mine, born, window=2)


def test_trains_keep_the_rate_that_was_simulated(man: Body, healthy: Channels, constants: ParameterSet) -> None:
    made = pools.build(man, constants.cord)
    rate, pattern = healthy.ectopic_rate_hz.copy(), np.full((len(man.fibres), 2, 3), np.nan)
    firing = int(made.fibre[7])
    rate[firing] = 3 * 1000.0 / healthy.window_ms
    pattern[firing] = [10.0, 30.0, 150.0]
    nerve = replace(healthy, ectopic_rate_hz=rate, ectopic_pattern_ms=pattern)
    phase = np.linspace(0.0, 0.99, len(made))
    steps, first = axons.ectopic_trains(made, nerve, 0, 2000.0, 1.0, phase)
    counts = np.diff(first)
    assert (counts[made.fibre == firing] == 30).all()
    assert counts[made.fibre != firing].sum() == 0
    train = steps[first[7] : first[8]]
    assert set(np.diff(train).tolist()) <= {19, 20, 21, 59, 60, 61, 119, 120, 121}


def test_healthy_delays_are_path_over_velocity(man: Body, healthy: Channels, constants: ParameterSet) -> None:
    made = pools.build(man, constants.cord)
    delay = axons.healthy_delay_ms(made, healthy, man.fibres.path_mm)
    assert delay == pytest.approx(made.path_mm / (prepared.MOTOR_M_S_PER_UM * man.fibres.diameter_um[made.fibre]))
    through = axons.in_posture(made, healthy, man.fibres.path_mm, 0, 1.0, 2)
    assert (through.to_muscle_steps >= 2).all()
    assert (through.to_lesion_steps <= through.to_muscle_steps - 2).all()
