"""Pain that is provoked: by raising the leg, slumping, stretching, turning, extending and bending; and by nothing
else."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from exam_bedsides import ANGLES_DEG, BENDS_DEG, body, exam, found_in, healthy, hurting, present
from hypothesis import given
from hypothesis import strategies as st

from sciatica.cord.carried import nothing
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.exam import Bedside, LegRaise
from sciatica.exam.found import leg_raise
from sciatica.exam.found.provoked import MANOEUVRES, reach_cm
from sciatica.exam.values import first_risen
from sciatica.lesion import build
from sciatica.lesion.disc import DiscHerniation
from sciatica.lesion.posture import leg_raise as raised
from sciatica.lesion.posture import posture
from sciatica.nerve import conduct
from sciatica.simulate.day import pain_in_postures
from sciatica.tissue import healthy as healthy_tissue
from sciatica.tissue import respond

# --- the leg raise ---


@given(slope=st.floats(0.05, 1.0), base=st.floats(0.0, 5.0), rise=st.floats(0.5, 3.0))
def test_on_a_straight_line_of_pain_the_angle_is_exact_whatever_the_pain_at_rest(
    slope: float, base: float, rise: float
) -> None:
    angle = first_risen(ANGLES_DEG, base + slope * ANGLES_DEG, rise)
    exact = rise / slope
    if exact <= ANGLES_DEG[-1] - 1e-6:
        assert angle == pytest.approx(exact)
    elif exact > ANGLES_DEG[-1] + 1e-6:
        assert np.isnan(angle)


@given(steps=st.lists(st.floats(0.0, 3.0), min_size=4, max_size=4), rise=st.floats(0.5, 3.0))
def test_more_pain_stops_the_leg_sooner_and_a_finer_look_finds_the_same_angle(steps: list[float], rise: float) -> None:
    pain = np.concatenate([[0.0], np.cumsum(steps)])
    angle = first_risen(ANGLES_DEG, pain, rise)
    worse = first_risen(ANGLES_DEG, 1.5 * pain, rise)
    if np.isnan(angle):
        return
    assert worse <= angle + 1e-9
    fine = np.linspace(0.0, 75.0, 751)
    assert first_risen(fine, np.interp(fine, ANGLES_DEG, pain), rise) == pytest.approx(angle, abs=1e-6)


def test_the_raise_and_the_crossed_raise_are_named_after_the_raised_leg() -> None:
    flat, rising = np.zeros(5), ANGLES_DEG / 15.0
    own = LegRaise(ANGLES_DEG, np.stack([flat, rising]), np.zeros((2, 5)))
    found = found_in(replace(healthy(), leg_raise=own))
    assert present(found, "straight_leg_raise", "right") == {None: round(15.0 * exam().leg_raise_pain_rise)}
    assert found.get("straight_leg_raise", "left").state == "absent"
    assert found.get("crossed_straight_leg_raise").state == "absent"
    crossed = LegRaise(ANGLES_DEG, np.stack([flat, rising]), np.stack([rising / 2, flat]))
    found = found_in(replace(healthy(), leg_raise=crossed))
    assert present(found, "crossed_straight_leg_raise", "left") == {None: round(30.0 * exam().leg_raise_pain_rise)}
    assert found.get("crossed_straight_leg_raise", "right").state == "absent"


@pytest.mark.parametrize(("stopped_deg", "state"), [(-2.0, "present"), (2.0, "absent")])
def test_pain_that_comes_beyond_the_limit_is_no_sign(stopped_deg: float, state: str) -> None:
    stop = exam().leg_raise_positive_deg + stopped_deg
    pain = exam().leg_raise_pain_rise * ANGLES_DEG / stop
    found = found_in(replace(healthy(), leg_raise=LegRaise(ANGLES_DEG, np.stack([pain, pain]), np.zeros((2, 5)))))
    assert found.get("straight_leg_raise", "left").state == state


PRESSED_MMHG = 40.0


@cache
def pain_on_raising(inflamed: float, moves: bool) -> LegRaise:
    """Pain of a root under a disc, pressed alike lying down, on raising its leg; a body of two fibres a class."""
    p: ParameterSet = defaults()
    if not moves:
        p = p.with_value("lesion.root_strain", 0.0).with_value("lesion.root_excursion_mm", 0.0)
    cause = DiscHerniation(
        kind="herniated_disc",
        level="L5-S1",
        side="right",
        zone="paracentral",
        type="extrusion",
        root_pressure_mmhg=PRESSED_MMHG,
        nucleus_material=0.8,
    )
    angles = (70.0,)
    postures = (posture("lying", p.lesion), *(raised(angle, "right") for angle in angles))
    loads = build([cause], body(), postures, p.lesion)
    np.testing.assert_allclose(loads.pressure_mmhg[0, :, 0], PRESSED_MMHG)
    state = healthy_tissue(loads, muscles=len(body().muscles))
    state = replace(
        state,
        inflammation=np.full_like(state.inflammation, inflamed),
        chronic_sensitivity=np.full_like(state.chronic_sensitivity, inflamed),
    )
    moment = respond(state, loads, np.array([body().person.mean_arterial_mmhg]), p.tissue)
    channels = conduct.run(body(), loads, state, moment, p.nerve)
    pain = pain_in_postures(body(), channels, nothing(len(body().muscles)).sensitisation, 2, p).max(axis=1)
    own, none = pain[1], np.zeros(2)
    return LegRaise(np.array([0.0, *angles]), np.stack([none, own]), np.stack([pain[0], none]))


@pytest.mark.parametrize(("inflamed", "moves", "state"), [(0.4, True, "present"), (0.0, True, "absent")])
def test_the_same_pressure_hurts_on_raising_only_where_the_root_is_inflamed(
    inflamed: float, moves: bool, state: str
) -> None:
    found = leg_raise(pain_on_raising(inflamed, moves), exam())["straight_leg_raise"]
    assert [entry["state"] for entry in found] == ["absent", state]


def test_the_same_pressure_on_an_inflamed_root_hurts_no_more_on_raising_where_the_raise_does_not_move_it() -> None:
    test = pain_on_raising(0.4, False)
    np.testing.assert_array_equal(test.pain, np.broadcast_to(test.pain[:, :1], test.pain.shape))
    assert [entry["state"] for entry in leg_raise(test, exam())["straight_leg_raise"]] == ["absent", "absent"]


# --- the other manoeuvres ---


@pytest.mark.parametrize(("finding", "way", "rest"), MANOEUVRES)
def test_each_manoeuvre_is_read_on_its_side_against_rest_in_the_same_place(finding: str, way: str, rest: str) -> None:
    rise = exam().provoked_pain_rise
    for more, state in ((1.01, "present"), (0.99, "absent")):
        held = {rest: 4.0, f"{way}_right": 4.0 + more * rise}
        found = found_in(hurting(healthy(), held | {"lying": 4.0}))
        assert found.get(finding, "right").state == state
        assert found.get(finding, "left").state == "absent"
    assert found_in(hurting(healthy(), dict.fromkeys(healthy().postures, 6.0))).get(finding).state == "absent"


def test_extension_of_the_back_is_one_test_of_both_sides() -> None:
    for side in (0, 1):
        found = found_in(hurting(healthy(), {"extension": 5.0}, root="L4", side=side))
        assert found.get("passive_lumbar_extension").state == "present"


def test_what_was_not_examined_stays_unknown() -> None:
    bed = healthy()
    kept = [i for i, name in enumerate(bed.postures) if name in ("lying", "standing", "sitting", "walking", "sleeping")]
    less = replace(
        bed,
        postures=tuple(bed.postures[i] for i in kept),
        hours=bed.hours[kept],
        carried=bed.carried[..., kept],
        pain=bed.pain[..., kept],
        bends=None,
        heel_raises=None,
    )
    found = found_in(less)
    for name in (
        *(finding for finding, _, _ in MANOEUVRES),
        "passive_lumbar_extension",
        "finger_floor_distance",
        "heel_raises",
    ):
        assert found.get(name).state == "unknown"


# --- bending forward ---


def bending(per_deg: float, side: int = 1) -> Bedside:
    pain = np.zeros((2, len(BENDS_DEG)))
    pain[side] = per_deg * np.maximum(BENDS_DEG, 0.0)
    return replace(healthy(), bends=(BENDS_DEG, pain))


def cm(bed: Bedside) -> float:
    reach = reach_cm(bed, exam())
    assert reach is not None
    return reach


def test_the_healthy_nearly_touch_the_floor_and_pain_keeps_the_hands_away() -> None:
    reaches = [cm(bending(per_deg)) for per_deg in (0.0, 0.02, 0.05, 0.1, 0.3, 3.0)]
    assert reaches[0] < 5.0
    assert (np.diff(reaches) >= 0.0).all()
    upright = (exam().hip_height + exam().trunk_length - exam().arm_length) * body().person.height_cm
    assert reaches[-1] == pytest.approx(upright, rel=0.02)
    assert cm(bending(0.1, side=0)) == cm(bending(0.1, side=1))


def test_a_root_that_hurts_when_the_straight_leg_is_raised_stops_the_bend_of_the_hips() -> None:
    stop = 30.0
    pain = exam().leg_raise_pain_rise * ANGLES_DEG / stop
    sore = replace(healthy(), leg_raise=LegRaise(ANGLES_DEG, np.stack([pain, 0.0 * pain]), np.zeros((2, 5))))
    same_share_deg = exam().full_lumbar_flexion_deg * stop / exam().full_pelvic_flexion_deg
    assert cm(sore) == pytest.approx(cm(bending(exam().leg_raise_pain_rise / same_share_deg)))
    assert found_in(sore).get("finger_floor_distance").state == "present"


def test_the_distance_grows_with_the_person() -> None:
    person = body().person
    tall = replace(body(), person=person.model_copy(update={"height_cm": 2.0 * person.height_cm}))
    assert cm(replace(bending(0.1), body=tall)) == pytest.approx(2.0 * cm(bending(0.1)))


def test_pain_on_leaning_back_is_no_pain_on_bending() -> None:
    back = (np.array([-20.0, -10.0, 0.0, 30.0, 60.0]), np.array([[0.0] * 5, [8.0, 4.0, 0.0, 0.0, 0.0]]))
    assert cm(replace(healthy(), bends=back)) == cm(healthy())
