"""One lesion, the same load, moved two centimetres across the ganglion: what changes in the laboratory and what not."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sciatica.core.parameters import ParameterSet, defaults
from sciatica.exam.studies import NeedleStudy, needle_study
from sciatica.validate.facts import _exam_lesion as lesion
from sciatica.validate.facts._exam import in_laboratory

P: ParameterSet = defaults()
BEFORE, BEYOND = lesion.BEFORE_MM, lesion.BEYOND_MM
LEG, SPINE = ("tibant", "perlong", "tibpost", "glmed"), "multifidus"


@cache
def visit(beyond_mm: float) -> lesion.Laboratory:
    """The laboratory with the left S1 pressed."""
    return lesion.visit(P, (("S1", beyond_mm),), lesion.PRESSURE_MMHG, lesion.DAY)


@cache
def needle(beyond_mm: float, day: float = lesion.DAY) -> NeedleStudy:
    """The needle with the left L5 pressed."""
    man, _ = in_laboratory(P)
    lost = lesion.lost(P, (("L5", beyond_mm),), lesion.PRESSURE_MMHG, day)
    rng = np.random.default_rng(0)
    return needle_study(man, lost, 0, lost.lost_days, P, rng, muscles=(*LEG, SPINE), sampled=0)


def test_the_two_places_are_two_centimetres_apart_with_the_ganglion_between() -> None:
    apart_mm = BEYOND - BEFORE
    ends_mm = BEFORE + 0.5 * lesion.LENGTH_MM
    assert apart_mm == pytest.approx(20.0, abs=1.0)
    assert ends_mm <= -P.nerve.ganglion_reach_mm
    assert BEYOND > 0.0


def test_the_sensory_response_goes_only_beyond_the_ganglion_and_only_that_of_the_root() -> None:
    before, beyond = (visit(mm).sensory for mm in (BEFORE, BEYOND))
    sural, peroneal = (before.name.index(name) for name in ("sural", "superficial_peroneal"))
    assert lesion.side_ratio(before.amplitude_uv[sural]) == pytest.approx(1.0)
    assert lesion.side_ratio(beyond.amplitude_uv[sural]) < 0.6
    assert lesion.side_ratio(beyond.amplitude_uv[peroneal]) > 0.8  # L5 carries most of it
    np.testing.assert_allclose(before.amplitude_uv[:, 1], beyond.amplitude_uv[:, 1])


def test_f_wave_and_h_reflex_pass_both_places_and_suffer_at_both() -> None:
    well = visit(BEFORE).late
    for mm in (BEFORE, BEYOND):
        late = visit(mm).late
        tibial = late.name.index("tibial_abdhal")
        assert late.h_ratio[0] < 0.8
        assert late.h_ratio[1] == pytest.approx(1.0)
        assert late.h_latency_ms[0] > late.h_latency_ms[1] + 0.5
        assert late.f_persistence[tibial, 0] <= late.f_persistence[tibial, 1]
        np.testing.assert_allclose(late.h_latency_ms[1], well.h_latency_ms[1])


def test_motor_responses_fall_alike_at_both_places() -> None:
    before, beyond = (visit(mm).motor.amplitude_mv[:, :, 0] for mm in (BEFORE, BEYOND))
    ratio = [lesion.side_ratio(each[0]) for each in (before, beyond)]
    assert max(ratio) < 1.0
    assert ratio[0] == pytest.approx(ratio[1], abs=0.15)


def test_leg_muscles_fibrillate_at_both_and_those_beside_the_spine_only_before_the_branch() -> None:
    spine = len(LEG)
    for mm in (BEFORE, BEYOND):
        study = needle(mm)
        assert (study.fibrillation_chance[:spine, 0] > 0.5).all()
        assert (study.fibrillation_chance[:, 1] == 0.0).all()
        assert study.recruited[:spine, 0].max() < 0.9
    assert needle(BEFORE).fibrillation_chance[spine, 0] > 0.5
    assert needle(BEYOND).fibrillation_chance[spine, 0] == 0.0
    assert needle(BEYOND).recruited[spine, 0] == pytest.approx(1.0)


def test_muscles_whose_nerves_leave_early_are_hurt_by_a_root_all_the_same() -> None:
    study = visit(BEFORE).needle
    for muscle in ("glmax", SPINE):
        row = study.muscle.index(muscle)
        assert study.recruited[row, 0] < 0.95
        assert study.fibrillation_chance[row, 0] > 0.5


def test_a_lesion_at_the_notch_is_in_the_foot_by_day_11_and_not_on_day_2() -> None:
    for what in ("motor", "sensory"):
        assert lesion.at_notch_on_day(P, 2.0, what) > 0.9
        assert lesion.at_notch_on_day(P, 11.0, what) < 0.5
