"""Nerve conduction as laws: what must change together, what must not change at all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica.body import CLASSES, Body
from sciatica.cord import pools
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.exam.studies import late_responses, motor_studies, sensory_studies, warmth
from sciatica.muscle import units as motor_units
from sciatica.muscle.units import Units
from sciatica.nerve.conduct import Channels
from sciatica.validate.facts._exam import in_laboratory

P: ParameterSet = defaults()


@pytest.fixture(scope="module")
def healthy() -> tuple[Body, Channels]:
    return in_laboratory(P)


@pytest.fixture(scope="module")
def units(healthy: tuple[Body, Channels]) -> Units:
    man = healthy[0]
    return motor_units.build(man.muscles, P.muscle, pools.build(man, P.cord).units_per_pool)


def of(body: Body, kind: str, side: int) -> np.ndarray:
    return (body.fibres.kind == CLASSES.index(kind)) & (body.fibres.side == side)


def late(healthy: tuple[Body, Channels], units: Units, channels: Channels | None = None):  # type: ignore[no-untyped-def]
    man, well = healthy
    return late_responses(man, well if channels is None else channels, 0, units, P, np.random.default_rng(3))


def test_left_and_right_of_the_healthy_are_alike(healthy: tuple[Body, Channels], units: Units) -> None:
    sensory, motor = sensory_studies(*healthy, P), motor_studies(*healthy, units, P)
    np.testing.assert_array_equal(sensory.trace_uv[:, 0], sensory.trace_uv[:, 1])
    np.testing.assert_array_equal(motor.trace_mv[:, 0], motor.trace_mv[:, 1])
    assert (sensory.amplitude_uv > 1.0).all()
    assert (motor.amplitude_mv > 1.0).all()


def test_a_response_from_farther_away_is_later_and_lower(healthy: tuple[Body, Channels], units: Units) -> None:
    motor = motor_studies(*healthy, units, P)
    assert (motor.latency_ms[:, :, 1] > motor.latency_ms[:, :, 0] + 3.0).all()
    assert (motor.amplitude_mv[:, :, 1] < motor.amplitude_mv[:, :, 0]).all()


def test_the_tall_have_later_f_waves_and_the_same_distal_latency(units: Units) -> None:
    short, tall = (in_laboratory(P, height) for height in (158.0, 190.0))
    assert (late(tall, units).f_latency_ms > late(short, units).f_latency_ms + 4.0).all()
    near = [motor_studies(*man, units, P).latency_ms[:, :, 0] for man in (short, tall)]
    np.testing.assert_allclose(near[0], near[1], atol=0.15)


def test_the_cold_conduct_slowly(healthy: tuple[Body, Channels], units: Units) -> None:
    assert warmth(31.5) < 1.0 < warmth(37.0)
    cold, warm = (motor_studies(*healthy, units, P, temperature_c=c) for c in (31.5, 36.0))
    assert (cold.velocity_m_s < warm.velocity_m_s).all()
    assert (cold.latency_ms > warm.latency_ms).all()
    with pytest.raises(InputError, match="temperature_c"):
        sensory_studies(*healthy, P, temperature_c=20.0)


def test_dead_fibres_take_their_share_of_the_response_and_a_live_far_piece_keeps_it(
    healthy: tuple[Body, Channels], units: Units
) -> None:
    man, well = healthy
    half = of(man, "a_beta", 0) & (np.arange(len(man.fibres)) % 2 == 0)
    before = sensory_studies(man, well, P)
    cut_beyond = replace(well, connected_distally=well.connected_distally & ~half)
    lower = sensory_studies(man, cut_beyond, P).amplitude_uv
    assert (lower[:, 0] < 0.75 * before.amplitude_uv[:, 0]).all()
    assert (lower[:, 0] > 0.25 * before.amplitude_uv[:, 0]).all()
    np.testing.assert_array_equal(lower[:, 1], before.amplitude_uv[:, 1])
    cut_before = replace(well, connected_to_cord=well.connected_to_cord & ~of(man, "a_beta", 0))
    np.testing.assert_array_equal(sensory_studies(man, cut_before, P).trace_uv, before.trace_uv)
    gone = replace(well, connected_distally=well.connected_distally & ~of(man, "a_beta", 0))
    nothing = sensory_studies(man, gone, P)
    assert (nothing.amplitude_uv[:, 0] == 0.0).all()
    assert np.isnan(nothing.latency_ms[:, 0]).all()


def test_a_blocked_root_takes_the_late_responses_and_leaves_the_foot_as_it_was(
    healthy: tuple[Body, Channels], units: Units
) -> None:
    man, well = healthy
    left = man.fibres.side == 0
    blocked = replace(well, passes=well.passes & ~left[:, None])
    found = late(healthy, units, blocked)
    assert np.isnan(found.f_latency_ms[:, 0]).all()
    assert (found.f_persistence[:, 0] == 0.0).all()
    assert found.h_ratio[0] == 0.0
    assert found.h_ratio[1] == 1.0
    foot = motor_studies(man, blocked, units, P)
    np.testing.assert_array_equal(foot.trace_mv, motor_studies(man, well, units, P).trace_mv)


def test_a_delay_at_the_root_counts_twice_in_the_f_wave(healthy: tuple[Body, Channels], units: Units) -> None:
    man, well = healthy
    late_at_root = replace(well, added_delay_ms=well.added_delay_ms + 1.5 * of(man, "motor", 0)[:, None])
    before, after = late(healthy, units), late(healthy, units, late_at_root)
    np.testing.assert_allclose(after.f_latency_ms[:, 0], before.f_latency_ms[:, 0] + 3.0, atol=1e-9)
    np.testing.assert_array_equal(after.f_latency_ms[:, 1], before.f_latency_ms[:, 1])


def test_the_same_seed_gives_the_same_f_waves(healthy: tuple[Body, Channels], units: Units) -> None:
    np.testing.assert_array_equal(late(healthy, units).f_latency_ms, late(healthy, units).f_latency_ms)
