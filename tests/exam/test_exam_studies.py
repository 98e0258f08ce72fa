"""Nerve conduction as laws: what must change together, what must not change at all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica.body import CLASSES, ROOTS, Body
from sciatica.cord import pools
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.exam.studies import MOTOR, late_responses, motor_studies, sensory_studies, warmth
from sciatica.exam.studies.motor import knee_mm
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
    np.testing.assert_allclose(near[0], near[1], atol=0.25)


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
    np.testing.assert_allclose(after.f_latency_ms[:, 0], before.f_latency_ms[:, 0] + 3.0, atol=0.11)
    np.testing.assert_array_equal(after.f_latency_ms[:, 1], before.f_latency_ms[:, 1])


def alike(healthy: tuple[Body, Channels], kind: str) -> Channels:
    """The same nerves with every fibre of a class at the class's mean velocity."""
    man, well = healthy
    mine = man.fibres.kind == CLASSES.index(kind)
    speed = man.fibres.path_mm / well.delay_to_target_ms
    same = np.where(mine, np.median(speed[mine]), speed)
    return replace(well, delay_to_target_ms=man.fibres.path_mm / same)


def test_time_grows_with_the_way_and_velocity_does_not(units: Units) -> None:
    as_fast = P.with_value("exam.velocity_loss_per_cm", 0.0)
    people = [in_laboratory(as_fast, height) for height in (155.0, 170.0, 190.0)]
    found = [motor_studies(*man, units, as_fast) for man in people]
    way = np.array([knee_mm(MOTOR[0], man[0]) for man in people])
    time = np.array([m.latency_ms[0, 0, 1] - m.latency_ms[0, 0, 0] for m in found])
    np.testing.assert_allclose(time / way, (time / way).mean(), rtol=0.02)
    velocity = np.array([m.velocity_m_s[0, 0] for m in found])
    np.testing.assert_allclose(velocity, velocity.mean(), rtol=0.02)


def test_the_more_axons_are_lost_the_smaller_the_response(healthy: tuple[Body, Channels], units: Units) -> None:
    man, well = healthy
    rank, motor, sensory = np.arange(len(man.fibres)) % 8, [], []
    for lost in range(9):
        gone = (man.fibres.side == 0) & (rank >= 8 - lost)
        cut = replace(well, connected_to_cord=~gone, connected_distally=~gone)
        motor.append(motor_studies(man, cut, units, P).amplitude_mv[:, 0, 0])
    # in a small muscle of few units some fibres of its roots carry none
    assert (np.diff(motor, axis=0) <= 0.0).all()
    assert (np.diff(motor[::2], axis=0) < 0.0).all()
    for roots in ((), ("S2",), ("S2", "L4"), ("S2", "L4", "L5"), ("S2", "L4", "L5", "S1")):
        gone = (man.fibres.side == 0) & np.isin(man.fibres.root, [ROOTS.index(root) for root in roots])
        cut = replace(well, connected_to_cord=~gone, connected_distally=~gone)
        sensory.append(sensory_studies(man, cut, P).amplitude_uv[:, 0])
    # the sural nerve has no L4, the superficial peroneal no S2
    assert (np.diff(sensory, axis=0) <= 1e-9).all()
    assert (np.diff(sensory, axis=0)[2:] < 0.0).all()
    for gone_at_last in (motor[-1], sensory[-1]):
        assert (gone_at_last == 0.0).all()


def test_slow_fibres_take_from_the_peak_of_fast_ones(healthy: tuple[Body, Channels]) -> None:
    """Phase cancellation: with the slowest gone, the response of those that are left is the larger."""
    man, well = healthy
    slow = (man.fibres.side == 0) & (np.arange(len(man.fibres)) % 8 < 3)
    cut = replace(well, connected_distally=~slow)
    without, whole = (sensory_studies(man, channels, P).amplitude_uv[:, 0] for channels in (cut, well))
    assert (without > whole).all()


def test_without_dispersion_nothing_is_lost_on_a_longer_way(healthy: tuple[Body, Channels], units: Units) -> None:
    man, well = healthy

    def kept(channels: Channels) -> np.ndarray:
        amplitude = motor_studies(man, channels, units, P).amplitude_mv
        return np.asarray(amplitude[:, 0, 1] / amplitude[:, 0, 0])

    assert (kept(well) < 0.85).all()
    np.testing.assert_allclose(kept(alike(healthy, "motor")), 1.0, atol=0.01)
    together = sensory_studies(man, alike(healthy, "a_beta"), P).amplitude_uv
    assert (together > 1.5 * sensory_studies(man, well, P).amplitude_uv).all()


def test_an_axon_cut_at_the_root_answers_in_the_foot_until_its_far_piece_dies(
    healthy: tuple[Body, Channels], units: Units
) -> None:
    man, well = healthy
    cut = replace(well, connected_to_cord=well.connected_to_cord & ~of(man, "motor", 0))
    orphaned = replace(units, size=units.size * np.array([0.0, 1.0])[None, :, None])
    before, after = motor_studies(man, well, units, P), motor_studies(man, cut, orphaned, P)
    np.testing.assert_array_equal(after.trace_mv, before.trace_mv)
    dead = replace(cut, connected_distally=cut.connected_to_cord)
    assert (motor_studies(man, dead, orphaned, P).amplitude_mv[:, 0] == 0.0).all()


def test_the_old_conduct_slowly_and_answer_less(units: Units) -> None:
    young, old = (in_laboratory(P, age_years=age) for age in (25.0, 75.0))
    motor = [motor_studies(*man, units, P) for man in (young, old)]
    sensory = [sensory_studies(*man, P) for man in (young, old)]
    assert (motor[1].velocity_m_s < 0.95 * motor[0].velocity_m_s).all()
    assert (motor[1].amplitude_mv < 0.75 * motor[0].amplitude_mv).all()
    assert (sensory[1].velocity_m_s < 0.95 * sensory[0].velocity_m_s).all()
    assert (sensory[1].amplitude_uv < 0.75 * sensory[0].amplitude_uv).all()


def test_the_same_seed_gives_the_same_f_waves(healthy: tuple[Body, Channels], units: Units) -> None:
    np.testing.assert_array_equal(late(healthy, units).f_latency_ms, late(healthy, units).f_latency_ms)
