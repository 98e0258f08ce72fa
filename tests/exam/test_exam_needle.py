"""The needle as laws: quiet in health, and by root, place and day in illness."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica.body import CLASSES, ROOTS
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.exam.studies import NeedleStudy, needle_study, needle_traces
from sciatica.exam.studies.needle import graded
from sciatica.muscle import emg
from sciatica.validate.facts._exam import in_laboratory

P: ParameterSet = defaults()
SCREEN = ("multifidus", "tibant", "gasmed", "vasti")
MAN, WELL = in_laboratory(P)


def study(
    root: str | None,
    days: float,
    share: float = 0.6,
    at_mm: float = 165.0,
    sampled: int = 0,
    muscles: tuple[str, ...] = SCREEN,
) -> NeedleStudy:
    """A study so many days after a share of one left root's motor axons was lost at one place."""
    fibres = MAN.fibres
    mine = (fibres.kind == CLASSES.index("motor")) & (fibres.side == 0)
    mine &= fibres.root == (ROOTS.index(root) if root else -1)
    rows = np.flatnonzero(mine)
    gone = np.zeros(len(fibres), dtype=bool)
    gone[rows[: round(share * len(rows))]] = True
    lesion_ms = WELL.delay_to_target_ms * at_mm / fibres.path_mm
    channels = replace(
        WELL,
        connected_to_cord=~gone,
        connected_distally=~(gone & (days >= 4.0)),
        passes=WELL.passes & ~gone[:, None],
        to_lesion_ms=np.where(gone, lesion_ms, WELL.to_lesion_ms),
    )
    lost = np.full(len(fibres), days)
    return needle_study(MAN, channels, 0, lost, P, np.random.default_rng(5), muscles=muscles, sampled=sampled)


def test_a_healthy_muscle_is_quiet_at_rest_and_full_in_effort() -> None:
    found = study(None, 30.0, sampled=4, muscles=("multifidus", "tibant"))
    assert (found.fibrillation_chance == 0.0).all()
    np.testing.assert_allclose(found.recruited, 1.0)
    assert (found.amplitude_uv > 50.0).all()
    assert found.polyphasic.mean() < 0.35


def test_only_the_muscles_of_the_hurt_root_show_it_and_only_on_its_side() -> None:
    found = study("L5", 30.0)
    left, right = found.fibrillation_chance[:, 0], found.fibrillation_chance[:, 1]
    by_name = dict(zip(found.muscle, left, strict=True))
    assert (right == 0.0).all()
    assert by_name["tibant"] > by_name["gasmed"]
    assert by_name["multifidus"] > 0.0
    assert by_name["vasti"] == 0.0
    assert found.recruited[SCREEN.index("tibant"), 0] < 0.9
    np.testing.assert_allclose(found.recruited[:, 1], 1.0)


def test_a_lesion_at_the_notch_spares_the_muscles_beside_the_spine() -> None:
    at_root, at_notch = (study("L5", 40.0, at_mm=mm) for mm in (165.0, 290.0))
    spine, leg = SCREEN.index("multifidus"), SCREEN.index("tibant")
    assert at_root.fibrillation_chance[spine, 0] > 0.0
    assert at_notch.fibrillation_chance[spine, 0] == 0.0
    assert at_notch.recruited[spine, 0] == pytest.approx(1.0)
    assert at_notch.fibrillation_chance[leg, 0] > 0.0


def test_fibrillations_begin_beside_the_spine_and_reach_the_leg_later() -> None:
    spine, leg = SCREEN.index("multifidus"), SCREEN.index("tibant")
    chance = np.array([study("L5", days).fibrillation_chance[:, 0] for days in (3.0, 12.0, 40.0)])
    assert (chance[0] == 0.0).all()
    assert chance[1, spine] > chance[1, leg]
    assert chance[2, leg] > chance[1, leg]


def test_sprouting_makes_units_large_and_many_phased_and_takes_fibrillations_away() -> None:
    early, late = (study("L5", days, share=1.0, sampled=6, muscles=("ehl",)) for days in (20.0, 180.0))
    leg = 0
    assert late.amplitude_uv[leg, 0] > early.amplitude_uv[leg, 0]
    assert late.fibrillation_uv[leg, 0] < early.fibrillation_uv[leg, 0]
    # a unit that has taken over others is one unit: no axon came back
    assert late.recruited[leg, 0] == early.recruited[leg, 0]


def test_records_at_rest_hold_what_was_heard_and_else_only_noise() -> None:
    found = study("L5", 40.0, share=1.0, sampled=2, muscles=("ehl",))
    noise = P.exam.needle_noise_uv
    quiet, loud = found.rest_trace_uv[0, 1], found.rest_trace_uv[0, 0]
    assert np.abs(quiet).max() < 6.0 * noise
    assert np.ptp(loud) > 0.8 * found.fibrillation_uv[0, 0] > 100.0
    assert found.fibrillation_grade[0, 0] > found.fibrillation_grade[0, 1] == 0.0


def test_a_full_effort_is_thinner_the_fewer_units_are_left() -> None:
    whole, some, none = (
        study(root, 2.0, share=share, sampled=6, muscles=("ehl",)).full_effort_uv[0, 0]
        for root, share in ((None, 0.0), ("L5", 0.75), ("L5", 1.0))
    )

    def crossings(record: np.ndarray) -> int:
        seen = np.sign(record[np.abs(record) > 50.0])
        return int((np.diff(seen) != 0).sum())

    assert crossings(whole) > crossings(some) > crossings(none)
    assert np.std(whole) > np.std(some) > np.std(none)


def test_units_that_have_grown_have_more_phases_in_their_records() -> None:
    found = study("L5", 40.0, share=0.6, sampled=12, muscles=("tibpost",))
    left, right = found.polyphasic[0]
    assert left > right + 0.2
    for side, share in enumerate((left, right)):
        taken = [wave for wave in found.unit_traces_uv[0, side] if np.isfinite(wave).all()]
        assert share == np.mean([emg.measure(wave, needle_traces.STEP_MS, P.muscle).polyphasic for wave in taken])


def test_units_that_are_blocked_are_silent_in_an_effort_and_quiet_at_rest() -> None:
    left = (MAN.fibres.kind == CLASSES.index("motor")) & (MAN.fibres.side == 0)
    shut = replace(WELL, passes=WELL.passes & ~left[:, None])
    none = np.zeros(len(MAN.fibres))
    found = needle_study(MAN, shut, 0, none, P, np.random.default_rng(5), muscles=("ehl",), sampled=4)
    noise = P.exam.needle_noise_uv
    assert np.abs(found.full_effort_uv[0, 0]).max() < 6.0 * noise < np.abs(found.full_effort_uv[0, 1]).max()
    assert np.abs(found.rest_trace_uv).max() < 6.0 * noise
    assert found.recruited[0, 0] == 0.0
    assert np.isnan(found.polyphasic[0, 0])


def test_of_a_unit_without_an_axon_there_is_no_record() -> None:
    found = study("L5", 60.0, share=1.0, sampled=12, muscles=("ehl",)).unit_traces_uv[0]
    there = np.isfinite(found[:, :, 0]).sum(axis=1)
    assert there[0] < there[1] == 12


def test_grades_rise_with_what_is_heard() -> None:
    heard = np.array(
        [np.r_[np.full(n, k), np.zeros(20 - n)] for n, k in ((0, 0), (1, 1), (3, 1), (8, 1), (18, 1), (20, 6))]
    )
    np.testing.assert_array_equal(graded(heard.astype(np.int64)), [0.0, 0.0, 1.0, 2.0, 3.0, 4.0])


def test_a_muscle_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="no such muscle"):
        needle_study(MAN, WELL, 0, np.zeros(len(MAN.fibres)), P, np.random.default_rng(0), muscles=("heart",))
