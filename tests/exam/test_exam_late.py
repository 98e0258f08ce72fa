"""Late responses as laws: what a record of many units shows, and what collides on the way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica.body import CLASSES, Body
from sciatica.cord import pools
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.exam.studies import FWaves, HReflex, f_waves, h_reflex, motor_studies
from sciatica.muscle import units as motor_units
from sciatica.muscle.units import Units
from sciatica.nerve.conduct import Channels
from sciatica.validate.facts._exam import in_laboratory

P: ParameterSet = defaults()
LEFT = 0


@pytest.fixture(scope="module")
def healthy() -> tuple[Body, Channels]:
    return in_laboratory(P)


@pytest.fixture(scope="module")
def units(healthy: tuple[Body, Channels]) -> Units:
    return motor_units.build(healthy[0].muscles, P.muscle, pools.build(healthy[0], P.cord).units_per_pool)


def shocked(healthy: tuple[Body, Channels], units: Units, p: ParameterSet = P, shocks: int = 40) -> FWaves:
    return f_waves(*healthy, 0, units, p, np.random.default_rng(2), shocks=shocks)


def reflex(healthy: tuple[Body, Channels], units: Units, channels: Channels | None = None) -> HReflex:
    return h_reflex(healthy[0], healthy[1] if channels is None else channels, 0, units, P)


def of(body: Body, kind: str) -> np.ndarray:
    return (body.fibres.kind == CLASSES.index(kind)) & (body.fibres.side == LEFT)


# --- F waves ---


def test_f_waves_lie_closer_together_than_the_units_that_make_them(
    healthy: tuple[Body, Channels], units: Units
) -> None:
    man, well = healthy
    speed = (man.fibres.path_mm / well.delay_to_target_ms)[of(man, "motor")]
    apart = 2.0 * 1000.0 * (1.0 / speed.min() - 1.0 / speed.max())
    one = shocked(healthy, units)
    assert (one.dispersion_ms[0] < 0.5 * apart).all()
    # more of them answering together begin more alike
    more = shocked(healthy, units, P.with_value("cord.f_wave_probability", 0.1))
    assert (more.dispersion_ms < one.dispersion_ms).all()
    assert (more.size_mv > one.size_mv).all()


def test_the_other_muscles_of_the_sole_make_the_tibial_f_wave_constant(
    healthy: tuple[Body, Channels], units: Units
) -> None:
    alone = shocked(healthy, units, P.with_value("exam.foot_heard", 0.0))
    assert (alone.persistence[0] < shocked(healthy, units).persistence[0] - 0.1).all()


def test_an_f_wave_must_pass_the_lesion_twice_within_a_short_time(healthy: tuple[Body, Channels], units: Units) -> None:
    man, well = healthy
    slow = replace(well, minimum_interval_ms=well.minimum_interval_ms + 1e3 * of(man, "motor")[:, None])
    found = f_waves(man, slow, 0, units, P, np.random.default_rng(2))
    assert (found.persistence[:, LEFT] == 0.0).all()
    assert (found.persistence[:, 1] > 0.5).all()
    assert np.isnan(found.latency_ms[:, LEFT]).all()
    np.testing.assert_array_equal(
        motor_studies(man, slow, units, P).trace_mv, motor_studies(man, well, units, P).trace_mv
    )


# --- the H reflex over strength ---


def test_the_m_wave_grows_with_the_stimulus_and_the_h_wave_comes_and_goes(
    healthy: tuple[Body, Channels], units: Units
) -> None:
    found = reflex(healthy, units)
    m, h = found.m_mv[LEFT], found.h_mv[LEFT]
    top = int(np.argmax(h))
    assert (np.diff(m) > -1e-9).all()
    assert 0 < top < len(h) - 1
    assert (np.diff(h[: top + 1]) > 0.0).all()
    assert (np.diff(h[top:]) < 0.0).all()
    # every motor axon that the stimulus excites itself stops the reflex impulse that comes down it
    assert h[-1] < 0.02 * h[top]
    begins = int(np.argmax(h > 0.05 * h[top]))
    assert m[begins] < 0.05 * m.max()


def test_half_the_spindle_afferents_give_less_than_the_whole_reflex_and_the_same_m_wave(
    healthy: tuple[Body, Channels], units: Units
) -> None:
    man, well = healthy
    half = of(man, "a_alpha") & (np.arange(len(man.fibres)) % 2 == 0)
    found = reflex(healthy, units, replace(well, passes=well.passes & ~half[:, None]))
    whole = reflex(healthy, units)
    assert found.ratio[LEFT] < 0.8
    assert found.ratio[1] == 1.0
    np.testing.assert_array_equal(found.m_mv, whole.m_mv)


def test_a_delay_on_both_limbs_of_the_arc_counts_twice(healthy: tuple[Body, Channels], units: Units) -> None:
    man, well = healthy
    both = of(man, "a_alpha") | of(man, "motor")
    later = reflex(healthy, units, replace(well, added_delay_ms=well.added_delay_ms + 1.0 * both[:, None]))
    whole = reflex(healthy, units)
    np.testing.assert_allclose(later.latency_ms[LEFT], whole.latency_ms[LEFT] + 2.0, atol=0.11)
    assert later.latency_ms[1] == whole.latency_ms[1]
    assert (later.m_latency_ms == whole.m_latency_ms).all()


def test_without_afferents_there_is_no_reflex(healthy: tuple[Body, Channels], units: Units) -> None:
    man, well = healthy
    found = reflex(healthy, units, replace(well, passes=well.passes & ~of(man, "a_alpha")[:, None]))
    assert np.isnan(found.latency_ms[LEFT])
    assert found.h_mv[LEFT].max() == 0.0
    assert found.m_mv[LEFT].max() == found.m_mv[1].max() > 0.0
