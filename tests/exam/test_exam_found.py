"""What the examiner finds and measures: power, the leg raise, reflexes, posture, tenderness and potentials."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from exam_bedsides import (
    ANGLES_DEG,
    body,
    exam,
    found_in,
    healthy,
    losing,
    moving,
    playing,
    present,
    strength,
)
from hypothesis import given
from hypothesis import strategies as st

from sciatica.body import CLASSES
from sciatica.exam import LegRaise, carried_share
from sciatica.exam.found import first_painful_angle, mrc_grade, share_by_movement
from sciatica.exam.measured import distal_share

SHARES = np.linspace(0.0, 1.0, 201)


# --- power ---


def test_the_mrc_grade_rises_with_strength_from_0_to_5_by_whole_grades() -> None:
    grade = mrc_grade(SHARES, exam())
    assert (np.diff(grade) >= 0).all()
    assert set(grade) == {0.0, 1.0, 2.0, 3.0, 4.0, 5.0}
    assert (grade[0], grade[-1]) == (0.0, 5.0)


def test_a_movement_is_the_mean_of_its_muscles() -> None:
    count = len(body().muscles)
    for share in (0.0, 0.3, 1.0):
        for value in share_by_movement(body(), np.full((count, 2), share)).values():
            np.testing.assert_allclose(value, share)
    some = np.random.default_rng(0).uniform(size=(count, 2))
    for name, value in share_by_movement(body(), some).items():
        rows = [i for i, m in enumerate(body().muscles.movement) if m == name]
        assert (value >= some[rows].min(axis=0) - 1e-12).all()
        assert (value <= some[rows].max(axis=0) + 1e-12).all()


def test_a_weaker_muscle_never_raises_a_grade() -> None:
    before = {str(m): 5.0 for m in body().muscles.movement}
    for share in np.linspace(1.0, 0.0, 11):
        found = found_in(playing(healthy(), strength=strength({"gasmed": share, "soleus": share})))
        now = before | {str(site): float(amount or 0) for site, amount in present(found, "power_reduced").items()}
        assert all(now[name] <= before[name] for name in before)
        before = now
    assert before["ankle_plantarflexion"] == 0.0
    assert before["great_toe_extension"] == before["ankle_dorsiflexion"] == 5.0


def test_the_foot_drops_on_the_side_whose_dorsiflexors_are_gone() -> None:
    found = found_in(playing(healthy(), strength=strength({"tibant": 0.0, "ehl": 0.0, "edl": 0.0}, side=0)))
    assert (found.get("foot_drop", "left").state, found.get("foot_drop", "right").state) == ("present", "absent")


# --- feeling ---


def test_touch_and_pinprick_are_lost_each_with_its_own_fibres() -> None:
    for kind, lost, kept in (
        ("a_beta", "touch_reduced", "pinprick_reduced"),
        ("a_delta", "pinprick_reduced", "touch_reduced"),
    ):
        found = found_in(losing(healthy(), 1.0, ("S1",), (1,), (kind,)))
        assert "lateral_foot" in present(found, lost, "right")
        assert found.get(kept).state == "absent"


def test_an_examiner_s_touch_finds_what_the_person_has_not_noticed() -> None:
    for share in np.linspace(0.0, 1.0, 21):
        found = found_in(losing(healthy(), share, ("L5",), (1,), ("a_beta",)))
        assert set(present(found, "numbness")) <= set(present(found, "touch_reduced"))


def test_the_share_that_is_carried_counts_axons_not_fibres() -> None:
    fibres, channels = body().fibres, healthy().channels
    rows = np.flatnonzero((fibres.root == 4) & (fibres.side == 1) & (fibres.kind == CLASSES.index("a_beta")))
    weight = fibres.weight.copy()
    weight[rows[0]] = 3 * weight[rows[1:]].sum()
    passes = channels.passes.copy()
    passes[rows[0], 0] = False
    heavy = replace(body(), fibres=replace(fibres, weight=weight))
    share = carried_share(heavy, replace(channels, passes=passes))
    assert share[1, 4, CLASSES.index("a_beta"), 0] == pytest.approx(0.25)
    assert share[1, 4, CLASSES.index("a_beta"), 1] == share[0, 4, CLASSES.index("a_beta"), 0] == 1.0
    assert np.isnan(share[:, 0, CLASSES.index("pelvic")]).all()  # L2 has no such fibres: neither carried nor lost


# --- the leg raise ---


@given(slope=st.floats(0.05, 1.0), base=st.floats(0.0, 5.0), rise=st.floats(0.5, 3.0))
def test_on_a_straight_line_of_pain_the_angle_is_exact_whatever_the_pain_at_rest(
    slope: float, base: float, rise: float
) -> None:
    angle = first_painful_angle(ANGLES_DEG, base + slope * ANGLES_DEG, rise)
    exact = rise / slope
    if exact <= ANGLES_DEG[-1] - 1e-6:
        assert angle == pytest.approx(exact)
    elif exact > ANGLES_DEG[-1] + 1e-6:
        assert np.isnan(angle)


@given(steps=st.lists(st.floats(0.0, 3.0), min_size=4, max_size=4), rise=st.floats(0.5, 3.0))
def test_more_pain_stops_the_leg_sooner_and_a_finer_look_finds_the_same_angle(steps: list[float], rise: float) -> None:
    pain = np.concatenate([[0.0], np.cumsum(steps)])
    angle = first_painful_angle(ANGLES_DEG, pain, rise)
    worse = first_painful_angle(ANGLES_DEG, 1.5 * pain, rise)
    if np.isnan(angle):
        return
    assert worse <= angle + 1e-9
    fine = np.linspace(0.0, 75.0, 751)
    assert first_painful_angle(fine, np.interp(fine, ANGLES_DEG, pain), rise) == pytest.approx(angle, abs=1e-6)


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


# --- reflexes, posture, muscles ---


def test_each_reflex_is_read_on_its_own_side() -> None:
    found = found_in(replace(healthy(), reflex={"knee": np.array([1.0, 0.9]), "ankle": np.array([1.0, 0.1])}))
    assert present(found, "ankle_reflex_reduced") == {None: 0.1}
    assert found.get("ankle_reflex_reduced", "left").state == "absent"
    assert found.get("knee_reflex_reduced").state == "absent"


def test_the_leg_that_bears_less_is_the_one_that_limps() -> None:
    for less, side, other in ((-0.3, "right", "left"), (0.3, "left", "right")):
        found = found_in(moving(healthy(), stance_asymmetry=less))
        assert found.get("limp_antalgic", side).state == "present"
        assert found.get("limp_antalgic", other).state == "absent"


def test_a_list_is_as_large_to_either_side() -> None:
    left, right = (found_in(moving(healthy(), trunk_list_deg=d)).get("posture_list") for d in (-12.0, 12.0))
    assert left.amount == right.amount == 12.0


def test_each_gait_is_named_for_its_own_motion_and_side() -> None:
    found = found_in(moving(healthy(), swing_knee_flexion_deg=np.array([30.0, 0.0])))
    assert (found.get("gait_steppage", "left").state, found.get("gait_steppage", "right").state) == (
        "present",
        "absent",
    )
    assert found.get("gait_trendelenburg").state == "absent"
    found = found_in(moving(healthy(), stance_lean_deg=np.array([0.0, 12.0])))
    assert (found.get("gait_trendelenburg", "left").state, found.get("gait_trendelenburg", "right").state) == (
        "absent",
        "present",
    )
    assert found.get("gait_steppage").state == "absent"


def test_sore_muscles_are_tender_each_by_name() -> None:
    sore = np.zeros((len(body().muscles), 2))
    sore[body().muscles.names.index("glmed"), 0] = 0.8
    assert set(present(found_in(healthy(), soreness=sore), "muscle_tender")) == {"glmed"}


# --- potentials ---


def test_each_potential_falls_with_the_far_pieces_of_its_own_fibres() -> None:
    fibres = body().fibres
    s1 = (fibres.root == 4) & (fibres.side == 1)
    for kind, fallen, kept, site in (
        ("a_beta", "sensory_potential_reduced", "motor_potential_reduced", "sural"),
        ("motor", "motor_potential_reduced", "sensory_potential_reduced", "abdhal"),
    ):
        whole = ~(s1 & (fibres.kind == CLASSES.index(kind)))
        bed = replace(healthy(), channels=replace(healthy().channels, connected_distally=whole))
        found = found_in(bed)
        assert site in present(found, fallen, "right")
        assert found.get(fallen, "left").state == "absent"
        assert found.get(kept).state == "absent"
        share = distal_share(bed, (kind,))
        assert share[1, 4] == 0.0
        assert np.delete(share.ravel(), 9 + 4).min() == 1.0


def test_a_blocked_fibre_still_answers_beyond_its_lesion() -> None:
    nothing_passes = replace(healthy().channels, passes=np.zeros_like(healthy().channels.passes))
    found = found_in(replace(healthy(), channels=nothing_passes))
    assert found.get("sensory_potential_reduced").state == found.get("motor_potential_reduced").state == "absent"
