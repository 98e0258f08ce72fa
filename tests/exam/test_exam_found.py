"""What the examiner finds: power, feeling, reflexes, posture and tenderness."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from exam_bedsides import (
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

from sciatica.body import CLASSES, ROOTS
from sciatica.exam import Bedside, carried_share
from sciatica.exam.found import mrc_grade, share_by_movement
from sciatica.exam.found.feeling import vibration_loss
from sciatica.exam.found.power import against_other_side

SHARES = np.linspace(0.0, 1.0, 201)
TERRITORIES = body().territories.names


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


def slowed(interval_ms: float, kind: str = "a_beta") -> Bedside:
    """The right S1 fibres of one class pass impulses no closer than this."""
    fibres, channels = body().fibres, healthy().channels
    rows = (fibres.side == 1) & (fibres.root == ROOTS.index("S1")) & (fibres.kind == CLASSES.index(kind))
    interval = channels.minimum_interval_ms.copy()
    interval[rows] = interval_ms
    return replace(healthy(), channels=replace(channels, minimum_interval_ms=interval))


def test_fibres_that_pass_single_impulses_but_not_trains_feel_the_wisp_and_not_the_fork() -> None:
    period_ms = 1000.0 / exam().fork_hz
    found = found_in(slowed(1.05 * period_ms))
    assert present(found, "vibration_reduced", "right") == {
        "lateral_foot": pytest.approx(body().territories.root_weight[TERRITORIES.index("lateral_foot"), 4], abs=0.01)
    }
    assert found.get("touch_reduced").state == found.get("vibration_reduced", "left").state == "absent"
    assert found_in(slowed(0.95 * period_ms)).get("vibration_reduced").state == "absent"
    assert found_in(slowed(1.05 * period_ms, "a_delta")).get("vibration_reduced").state == "absent"


def test_what_loses_the_wisp_loses_the_fork_and_both_together_lose_no_more_than_all() -> None:
    for share in np.linspace(0.0, 1.0, 11):
        bed = losing(slowed(10.0), share, ("L5", "S1"), (1,), ("a_beta",))
        touch, fork = bed.skin_loss("a_beta", 0), vibration_loss(bed, 0, exam())
        assert (fork >= touch - 1e-12).all()
        assert (fork <= 1.0 + 1e-12).all()
        only = losing(healthy(), share, ("L5", "S1"), (1,), ("a_beta",))
        np.testing.assert_allclose(vibration_loss(only, 0, exam()), only.skin_loss("a_beta", 0))


def test_feeling_behind_is_that_of_the_last_roots_of_either_side_and_kind() -> None:
    last = ("S3", "S4", "S5")
    for sides, kinds in (((0,), ("a_beta",)), ((1,), ("a_delta",))):
        assert found_in(losing(healthy(), 1.0, last, sides, kinds)).get("anal_sensation_reduced").state == "present"
    for roots, kinds in ((("L5", "S1"), CLASSES), (last, ("c", "a_alpha", "motor"))):
        assert found_in(losing(healthy(), 1.0, roots, (0, 1), kinds)).get("anal_sensation_reduced").state == "absent"


def test_a_site_found_well_is_stated_absent_beside_one_that_is_not() -> None:
    found = found_in(losing(healthy(), 1.0, ("S1",), (1,), ("a_beta",)))
    assert found.get("touch_reduced", "right", "lateral_foot").state == "present"
    assert found.get("touch_reduced", "right", "anterior_thigh").state == "absent"
    weak = found_in(playing(healthy(), strength=strength({"tibant": 0.2})))
    assert weak.get("power_reduced", "right", "ankle_dorsiflexion").state == "present"
    assert weak.get("power_reduced", "right", "knee_extension").state == "absent"


# --- the dynamometer ---


def test_the_dynamometer_finds_a_weakness_that_a_hand_does_not() -> None:
    found = found_in(playing(healthy(), strength=strength({"tibant": 0.75})))
    assert found.get("power_reduced").state == "absent"
    assert present(found, "dynamometer") == {"ankle_dorsiflexion": 0.75}


def test_who_is_weak_on_both_sides_is_found_so_against_the_least_that_is_healthy() -> None:
    both = strength({"tibant": 0.3}, 0) * strength({"tibant": 0.3}, 1)
    found = found_in(playing(healthy(), strength=both))
    for side in ("left", "right"):
        assert present(found, "dynamometer", side) == {
            "ankle_dorsiflexion": pytest.approx(0.3 / exam().dynamometer_healthy_least)
        }


def test_a_stronger_other_side_never_makes_this_one_stronger() -> None:
    mine = np.array([0.5, 0.7])
    for other in np.linspace(0.0, 1.5, 16):
        ratio = against_other_side(np.array([mine, np.full(2, other)]), 0.6)[0]
        assert (ratio <= mine / 0.6 + 1e-12).all()
        assert (ratio <= against_other_side(np.array([mine, np.full(2, 0.5 * other)]), 0.6)[0] + 1e-12).all()


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
