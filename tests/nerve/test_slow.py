"""Slow states: the pump's memory of impulses, the bursts that follow, and projective steps against running it all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nerve_tissue import constants

from sciatica.core.errors import InputError
from sciatica.core.parameters import defaults
from sciatica.core.types import FloatArray
from sciatica.nerve import MyelinatedFibres, UnmyelinatedFibres
from sciatica.nerve.slow.cycle import cycle, hyperpolarisation_mv, project, pump_gain_mv_hz
from sciatica.nerve.slow.train import slow_train

SETTLE_S = 120.0


def one(burst_hz: float, ends_mv: float, wakes_mv: float, gain: float) -> tuple[float, float, float]:
    found = cycle(*(np.array([x]) for x in (burst_hz, ends_mv, wakes_mv, gain)), SETTLE_S)
    return float(found.burst_s[0]), float(found.pause_s[0]), float(found.mean_hz[0])


@given(burst_hz=st.floats(5.0, 400.0), ends=st.floats(0.5, 8.0), share=st.floats(0.05, 0.95), gain=st.floats(0.02, 3.0))
def test_bursts_and_pauses_follow_the_pumps_memory_through_its_own_equation(
    burst_hz: float, ends: float, share: float, gain: float
) -> None:
    burst, pause, mean = one(burst_hz, ends, share * ends, gain)
    if gain * burst_hz <= ends:
        assert (burst, pause, mean) == (np.inf, 0.0, burst_hz)
        return
    rising = gain * burst_hz + (share * ends - gain * burst_hz) * np.exp(-burst / SETTLE_S)
    assert rising == pytest.approx(ends, rel=1e-6)
    assert ends * np.exp(-pause / SETTLE_S) == pytest.approx(share * ends, rel=1e-6)
    assert share * ends * 0.999 < gain * mean < ends * 1.001  # what the mean rate holds up lies between the two


def test_without_hysteresis_the_mean_rate_is_the_one_that_holds_up_what_silences() -> None:
    burst, pause, mean = one(200.0, 4.0, 4.0, 0.1)
    assert mean == pytest.approx(40.0, rel=2e-3)
    assert burst + pause < 1.0


def test_more_hysteresis_makes_longer_bursts_and_longer_pauses() -> None:
    near, far = one(200.0, 4.0, 3.0, 0.1), one(200.0, 4.0, 1.0, 0.1)
    assert far[0] > near[0]
    assert far[1] > near[1]


def test_memory_settles_where_gain_times_rate_is() -> None:
    gain = np.array([0.1])
    assert hyperpolarisation_mv(30.0, 1e4, gain, SETTLE_S) == pytest.approx([3.0])
    assert hyperpolarisation_mv(30.0, 1.2, gain, SETTLE_S) == pytest.approx([0.03], rel=0.01)
    with pytest.raises(InputError, match="settle_s"):
        cycle(gain, gain, gain, gain, 0.0)


def test_a_thin_fibre_is_hyperpolarised_more_by_the_same_rate_and_the_factor_is_a_factor() -> None:
    fibres = MyelinatedFibres(np.array([3.0, 6.0, 12.0]), 5)
    gain = pump_gain_mv_hz(fibres, constants())
    assert (np.diff(gain) < 0).all()
    assert 0.05 < gain[2] < 0.2
    alone = pump_gain_mv_hz(fibres, defaults().with_value("nerve.pump_effect", 1.0).nerve)
    np.testing.assert_allclose(alone * constants().pump_effect, gain)
    bare = pump_gain_mv_hz(UnmyelinatedFibres(np.array([0.8]), 5, 100.0), constants())
    assert bare[0] > 3.0 * gain[0]


def relaxing(rate_per_s: float, burst_s: float) -> tuple[FloatArray, object]:
    """A slow state that falls to 2 at a known rate, behind a fast system that is run for a while."""

    def fast(state: FloatArray) -> tuple[FloatArray, float]:
        return 2.0 + (state - 2.0) * np.exp(-rate_per_s * burst_s), burst_s

    return np.array([10.0, 0.0]), fast


def test_projective_steps_come_to_where_running_it_all_comes_at_a_fraction_of_the_cost() -> None:
    start, fast = relaxing(0.02, 0.5)
    times, states, ran = project(start, fast, seconds=60.0, step_s=3.0)  # type: ignore[arg-type]
    exact = 2.0 + (start - 2.0) * np.exp(-0.02 * times)[:, None]
    np.testing.assert_allclose(states, exact, atol=0.1)
    assert ran == pytest.approx(10.0)
    errors = [
        np.abs(project(start, fast, seconds=60.0, step_s=step)[1][-1] - exact[-1]).max()  # type: ignore[arg-type]
        for step in (6.0, 3.0, 1.5)
    ]
    assert errors[0] > 1.7 * errors[1] > 2.8 * errors[2]
    whole = project(start, fast, seconds=60.0, step_s=0.5)[1][-1]  # type: ignore[arg-type]
    np.testing.assert_allclose(whole, exact[-1], atol=1e-9)


def test_a_burst_longer_than_the_step_is_refused() -> None:
    start, fast = relaxing(0.02, 0.5)
    with pytest.raises(InputError, match="outlasts"):
        project(start, fast, seconds=5.0, step_s=0.2)  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_train_projected_is_the_train_run_through() -> None:
    """Tigerholm's nociceptor at 2 Hz: pools and travel time after nine impulses, all run or a third projected."""
    fibres = UnmyelinatedFibres(np.array([0.8]), 12, 100.0, membrane="tigerholm2014")
    whole = slow_train(fibres, 2.0, 9, skip=0, step_ms=0.1)
    projected = slow_train(fibres, 2.0, 9, skip=3, step_ms=0.1, rest_step_ms=0.5)
    assert projected.run == 6
    common = np.isin(whole.impulse, projected.impulse)
    np.testing.assert_allclose(projected.pools, whole.pools[:, :, common], rtol=0.01)
    np.testing.assert_allclose(projected.slowing_percent, whole.slowing_percent[:, common], atol=1.0)
    assert (np.diff(whole.slowing_percent[0]) > 0).all()  # a nociceptor slows with every impulse
    assert (np.diff(whole.pools[0, 0]) > 0).all()  # and fills with sodium
    with pytest.raises(InputError, match="rest_step_ms"):
        slow_train(fibres, 2.0, 9, skip=0, step_ms=0.1, rest_step_ms=0.25)
    rested = slow_train(fibres, 2.0, 9, skip=0, step_ms=0.1, rest_step_ms=0.5)
    assert rested.run == whole.run
    np.testing.assert_allclose(rested.pools, whole.pools, rtol=1e-4)
    np.testing.assert_allclose(rested.slowing_percent, whole.slowing_percent, atol=0.01)
