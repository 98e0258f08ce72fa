"""The dorsal horn: gate, wind-up, sensitisation, descending control."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sciatica.body import CLASSES
from sciatica.cord import carried, pain
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray

TOUCH = np.full((2, 9), 2.0)
NONE = np.zeros((2, 9))


def rates(**by_class: float) -> FloatArray:
    found = np.zeros((2, 9, len(CLASSES)))
    for name, value in by_class.items():
        found[1, 4, CLASSES.index(name)] = value
    return found


def felt(constants: ParameterSet, sensitisation: FloatArray = NONE, **by_class: float) -> float:
    return pain.pain_from_rates(rates(**by_class), TOUCH, sensitisation, constants.cord).pain


def test_silent_nerves_do_not_hurt(constants: ParameterSet) -> None:
    assert felt(constants) == 0.0
    assert felt(constants, np.ones((2, 9))) == 0.0


@pytest.mark.parametrize("name", ["a_delta", "c"])
def test_pain_rises_with_small_fibre_discharge_and_stays_below_ten(constants: ParameterSet, name: str) -> None:
    found = [felt(constants, **{name: rate}) for rate in (0.1, 0.5, 2.0, 10.0, 200.0)]
    assert all(a < b for a, b in pairwise(found))
    assert found[-1] < 10.0


def test_large_fibres_close_the_gate_and_hurt_only_the_sensitised(constants: ParameterSet) -> None:
    assert felt(constants, a_delta=1.0, a_beta=20.0) < felt(constants, a_delta=1.0)
    assert felt(constants, a_beta=20.0) == 0.0
    assert felt(constants, np.ones((2, 9)), a_beta=20.0) > 1.0
    open_gate = constants.cord.replace(gate_gain=0.0)
    without = pain.pain_from_rates(rates(a_delta=1.0, a_beta=20.0), TOUCH, NONE, open_gate).pain
    alone = pain.pain_from_rates(rates(a_delta=1.0), TOUCH, NONE, open_gate).pain
    assert without == pytest.approx(alone)


def test_lost_touch_opens_the_gate(constants: ParameterSet) -> None:
    numb = pain.pain_from_rates(rates(a_delta=1.0), NONE, NONE, constants.cord).pain
    assert numb > felt(constants, a_delta=1.0)


def test_c_input_winds_up_over_seconds_and_fades(constants: ParameterSet) -> None:
    p = constants.cord
    horn, traces = pain.quiet(), []
    for second in range(80):
        rate = rates(c=1.0) if second < 20 else rates()
        for _ in range(50):
            horn, _ = pain.advance(horn, rate, TOUCH, NONE, 0.02, p)
        traces.append(horn.wind_up[1, 4])
    assert traces[0] < 0.3 * traces[19]
    assert all(a < b for a, b in pairwise(traces[:20]))
    assert traces[30] > 0.3 * traces[19]
    assert traces[79] < 0.05
    assert horn.wind_up[0, 4] == 0.0
    quick = pain.pain_from_rates(rates(a_delta=1.0), TOUCH, NONE, p, horn=pain.quiet())
    wound = pain.pain_from_rates(rates(c=1.0), TOUCH, NONE, p, duration_s=20.0)
    fresh = pain.pain_from_rates(rates(c=1.0), TOUCH, NONE, p, duration_s=2.0)
    assert quick.pain > 0.0
    assert wound.pain > fresh.pain


def test_sensitisation_and_descending_control_pull_apart(constants: ParameterSet) -> None:
    assert felt(constants, np.ones((2, 9)), a_delta=1.0) > felt(constants, a_delta=1.0)
    weak = constants.cord.replace(descending_gain=0.0)
    uncontrolled = pain.pain_from_rates(rates(a_delta=3.0), TOUCH, NONE, weak, duration_s=20.0).pain
    controlled = pain.pain_from_rates(rates(a_delta=3.0), TOUCH, NONE, constants.cord, duration_s=20.0).pain
    assert controlled < uncontrolled


def test_a_longer_step_gives_the_same_pain(constants: ParameterSet) -> None:
    found = []
    for step_s in (0.01, 0.1):
        horn = pain.quiet()
        for _ in range(round(10.0 / step_s)):
            horn, now = pain.advance(horn, rates(c=1.0, a_delta=1.0), TOUCH, NONE, step_s, constants.cord)
        found.append(now.pain)
    assert found[0] == pytest.approx(found[1], rel=0.02)


def test_the_other_side_mirrors(constants: ParameterSet) -> None:
    here = pain.pain_from_rates(rates(c=1.0), TOUCH, NONE, constants.cord)
    there = pain.pain_from_rates(rates(c=1.0)[::-1], TOUCH, NONE, constants.cord)
    assert np.array_equal(here.pain_by_root, there.pain_by_root[::-1])
    assert here.pain == there.pain


def test_days_compose_and_sensitisation_fades_more_slowly_than_it_comes(constants: ParameterSet) -> None:
    p = constants.cord
    hurt, sore = np.full((2, 9), 8.0), np.full((3, 2), 0.1)
    one = carried.next_day(carried.nothing(3), hurt, sore, p)
    two = carried.next_day(one, hurt, sore, p)
    both = carried.next_day(carried.nothing(3), hurt, sore, p, days=2.0)
    assert two.sensitisation == pytest.approx(both.sensitisation)
    assert two.soreness == pytest.approx(both.soreness)
    rested = carried.next_day(one, np.zeros((2, 9)), np.zeros((3, 2)), p)
    gained, lost = one.sensitisation[0, 0], one.sensitisation[0, 0] - rested.sensitisation[0, 0]
    assert 0.0 < lost / one.sensitisation[0, 0] < gained / 0.8


@pytest.mark.parametrize(("rate", "low", "high"), [(0.1, 0.0, 0.03), (0.3, 0.0, 0.3), (1.0, 0.5, 1.0)])
def test_wind_up_needs_more_than_a_third_of_a_hertz(
    constants: ParameterSet, rate: float, low: float, high: float
) -> None:
    horn = pain.quiet()
    for _ in range(600):
        horn, _ = pain.advance(horn, rates(c=rate), TOUCH, NONE, 0.1, constants.cord)
    assert low <= horn.wind_up[1, 4] <= high


def test_a_press_that_blocks_touch_hurts_less_only_by_what_it_silences(constants: ParameterSet) -> None:
    """The gate works against the dip of pain under a heavy press: it is closed while touch fires, and opens with its
    loss."""
    half = {"a_delta": 3.0, "a_beta": 8.0}
    full = {"a_delta": 2.0}
    shut = constants.cord.replace(gate_gain=0.0)
    dip = []
    for cord in (constants.cord, shut):
        some = pain.pain_from_rates(rates(**half), TOUCH, NONE, cord).projection.sum()
        most = pain.pain_from_rates(rates(**full), NONE, NONE, cord).projection.sum()
        dip.append(some - most)
    assert dip[0] < dip[1]
