"""Postures, leg raise, traction, and the hours of a day."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lesion_cases import PARAMETERS, STANDARD

from sciatica import lesion
from sciatica.body import ROOTS
from sciatica.core.errors import InputError
from sciatica.lesion import traction
from sciatica.lesion.posture import NAMES, axial_load, disc_pressure_mpa

S1, L3 = ROOTS.index("S1"), ROOTS.index("L3")


def held(name: str) -> lesion.Posture:
    return lesion.posture(name, PARAMETERS)


def test_the_two_sources_disagree_on_sitting_and_on_nothing_else() -> None:
    for name in NAMES:
        wilke, nachemson = (lesion.posture(name, PARAMETERS, source) for source in ("wilke", "nachemson"))
        assert (wilke == nachemson) == (not name.startswith("sitting"))
    standing = held("standing").disc_pressure_mpa
    assert held("sitting").disc_pressure_mpa < standing
    assert lesion.posture("sitting", PARAMETERS, "nachemson").disc_pressure_mpa == pytest.approx(1.4 * standing)


def test_only_lying_flat_is_the_rest_from_which_all_is_taken_up() -> None:
    assert lesion.flat() == held("lying")
    assert lesion.flat().flexion == lesion.flat().axial_load == lesion.flat().venous_rise_mmhg == 0
    assert min(p.disc_pressure_mpa for p in STANDARD) == lesion.flat().disc_pressure_mpa


@given(st.floats(0, 120), st.sampled_from(["left", "right"]))
def test_leg_raise_is_lying_with_one_leg_up(angle: float, side: str) -> None:
    raised = lesion.leg_raise(angle, side)
    assert raised.leg_raise_deg[("left", "right").index(side)] == angle
    assert raised.leg_raise_deg[("right", "left").index(side)] == 0
    assert raised.disc_pressure_mpa == lesion.flat().disc_pressure_mpa


@given(st.floats(0, 120), st.floats(0, 120), st.integers(0, 8), st.integers(0, 1))
def test_stretch_and_slide_rise_with_the_angle(one: float, two: float, root: int, side: int) -> None:
    low, high = (lesion.leg_raise(angle, ("left", "right")[side]) for angle in sorted((one, two)))
    for law in (traction.root_strain, traction.root_excursion_mm):
        assert 0 <= law(root, side, low, PARAMETERS) <= law(root, side, high, PARAMETERS)


@given(st.floats(0, 120), st.integers(0, 8))
def test_the_other_leg_pulls_less_than_the_own(angle: float, root: int) -> None:
    raised = lesion.leg_raise(angle, "left")
    own, crossed = (traction.root_strain(root, side, raised, PARAMETERS) for side in (0, 1))
    assert crossed <= 0.2 * own + 1e-12


def test_stretch_of_the_sciatic_roots_lies_in_the_published_range_and_the_femoral_ones_have_none() -> None:
    raised = lesion.leg_raise(80.0, "right")
    for name in ("L4", "L5", "S1"):
        root = ROOTS.index(name)
        assert 0.5 <= traction.root_excursion_mm(root, 1, raised, PARAMETERS) <= 5
        assert 0.01 <= traction.root_strain(root, 1, raised, PARAMETERS) <= 0.04
    assert traction.root_strain(L3, 1, raised, PARAMETERS) == 0


def test_both_legs_pull_more_than_one_and_a_bent_neck_pulls_every_root() -> None:
    from dataclasses import replace

    one = lesion.leg_raise(70.0, "right")
    both = replace(one, leg_raise_deg=(70.0, 70.0))
    nodding = replace(one, neck_flexion=1.0)
    for root in range(len(ROOTS)):
        strain = [traction.root_strain(root, 1, p, PARAMETERS) for p in (one, both, nodding)]
        assert strain[0] <= strain[1]
        assert strain[2] == pytest.approx(strain[0] + PARAMETERS.neck_strain)
    assert traction.root_excursion_mm(S1, 1, both, PARAMETERS) > traction.root_excursion_mm(S1, 1, one, PARAMETERS)


def test_the_femoral_stretch_pulls_the_upper_roots_of_its_side_and_the_slump_the_lower() -> None:
    femoral, slump = lesion.femoral_stretch("right"), lesion.slump("right")
    pulled = {ROOTS[r] for r in range(len(ROOTS)) if traction.root_strain(r, 1, femoral, PARAMETERS) > 0}
    assert pulled == {"L2", "L3", "L4"}
    assert all(traction.root_strain(r, 0, femoral, PARAMETERS) == 0 for r in range(len(ROOTS)))
    raised = lesion.leg_raise(75.0, "right")
    for root in (ROOTS.index("L5"), S1):
        assert traction.root_strain(root, 1, slump, PARAMETERS) > traction.root_strain(root, 1, raised, PARAMETERS)


def test_a_femoral_stretch_hurts_an_upper_disc_and_a_leg_raise_a_lower_one() -> None:
    postures = [lesion.flat(), lesion.femoral_stretch("right"), lesion.leg_raise(70.0, "right")]
    upper, lower = (build_at(level, postures) for level in ("L2-L3", "L5-S1"))
    assert upper[1] > 1.3 * upper[0]
    assert upper[2] == pytest.approx(upper[0])
    assert lower[2] > 1.3 * lower[0]
    assert lower[1] < 1.1 * lower[0]


def build_at(level: str, postures: list[lesion.Posture]) -> np.ndarray:
    from lesion_cases import BODY, cause, disc

    return lesion.build([cause(**disc(level=level))], BODY, postures, PARAMETERS).pressure_mmhg[0, 0]


def test_passive_extension_closes_a_narrow_canal_and_flexion_opens_it() -> None:
    from sciatica.lesion import narrowing

    lying, extended = (narrowing.sac_factor(p, PARAMETERS) for p in (lesion.flat(), lesion.extension()))
    slumped = narrowing.sac_factor(lesion.slump("left"), PARAMETERS)
    assert extended < lying < slumped


def test_a_draped_root_presses_by_its_tension_over_radius_and_width() -> None:
    # Laplace, worked by hand in SI: T = E A strain, p = T / (R d)
    strain, modulus_pa, diameter_m, radius_m = 0.02, 0.5e6, 5.45e-3, 8e-3
    tension_n = modulus_pa * np.pi / 4 * diameter_m**2 * strain
    by_hand_mmhg = tension_n / (radius_m * diameter_m) / 133.322
    assert traction.draped_pressure_mmhg(strain, PARAMETERS) == pytest.approx(by_hand_mmhg, rel=1e-4)


@given(st.floats(0, 1e4), st.floats(0, 1e4))
def test_a_firmer_touch_holds_more_and_never_more_than_wholly(one: float, two: float) -> None:
    low, high = (traction.held(p, PARAMETERS) for p in sorted((one, two)))
    assert 0 <= low <= high < 1
    assert traction.held(0.0, PARAMETERS) == 0


@given(st.sampled_from(STANDARD), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_guarding_costs_the_disc(posture: lesion.Posture, brace: float, more: float, bend: float) -> None:
    little = lesion.adapted(posture, flexion=bend, cocontraction=brace)
    much = lesion.adapted(posture, flexion=bend, cocontraction=min(brace + more, 1.0))
    assert disc_pressure_mpa(much, PARAMETERS) >= disc_pressure_mpa(little, PARAMETERS)
    assert disc_pressure_mpa(little, PARAMETERS) >= posture.disc_pressure_mpa
    assert axial_load(much, PARAMETERS) >= axial_load(posture, PARAMETERS)


def test_bending_a_standing_man_gives_back_the_pressure_measured_in_one() -> None:
    upright = held("standing")
    bent = lesion.adapted(upright, flexion=2.0)
    assert bent.flexion == 1.0
    assert disc_pressure_mpa(bent, PARAMETERS) == pytest.approx(held("bending").disc_pressure_mpa)


def test_adapting_by_nothing_changes_nothing() -> None:
    for posture in STANDARD:
        assert lesion.adapted(posture) == posture


def test_lists_add_up_with_their_sign() -> None:
    standing = held("standing")
    left = lesion.adapted(standing, list_deg=5.0, side_of_list="left")
    assert left.list_deg == -5.0
    assert lesion.adapted(left, list_deg=7.0, side_of_list="right").list_deg == 2.0


def test_a_default_day_has_24_hours_whatever_is_simulated() -> None:
    assert lesion.default_hours(STANDARD).sum() == pytest.approx(24.0)
    few = [held(name) for name in ("lying", "sleeping", "standing", "sitting")]
    hours = lesion.default_hours(few)
    assert hours.sum() == pytest.approx(24.0)
    assert hours[3] == pytest.approx(9.0)
    assert np.all(lesion.default_hours([lesion.leg_raise(45.0, "left")]) == 0)


@given(st.lists(st.floats(0, 6), min_size=4, max_size=4))
def test_what_is_left_of_a_day_is_spent_lying(hours: list[float]) -> None:
    names = ("lying", "standing", "sitting", "walking")
    postures = [held(name) for name in names]
    given_hours = dict(zip(names, hours, strict=True))
    found = lesion.hours_of_day(given_hours, postures)
    assert found.sum() == pytest.approx(24.0)
    assert found[1:] == pytest.approx(hours[1:])


@pytest.mark.parametrize(
    ("activities", "field"),
    [
        ({"standin": 3.0}, "activities.standin"),
        ({"standing": -1.0}, "activities.standing"),
        ({"standing": float("nan")}, "activities.standing"),
        ({"standing": True}, "activities.standing"),
        ({"standing": 14.0, "sitting": 14.0}, "activities"),
    ],
)
def test_impossible_days_are_refused(activities: dict[str, float], field: str) -> None:
    with pytest.raises(InputError) as caught:
        lesion.hours_of_day(activities, STANDARD)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: lesion.posture("siting", PARAMETERS), "posture"),
        (lambda: lesion.posture("sitting", PARAMETERS, "guess"), "sitting_source"),  # type: ignore[arg-type]
        (lambda: lesion.leg_raise(-5.0, "left"), "angle_deg"),
        (lambda: lesion.leg_raise(float("nan"), "left"), "angle_deg"),
        (lambda: lesion.leg_raise(30.0, "both"), "side"),
        (lambda: lesion.fair("both"), "side"),
        (lambda: lesion.adapted(held("standing"), cocontraction=2.0), "cocontraction"),
        (lambda: lesion.adapted(held("standing"), list_deg=-3.0), "list_deg"),
        (lambda: lesion.adapted(held("standing"), side_of_list="up"), "side_of_list"),
    ],
)
def test_what_cannot_be_held_is_refused(call: object, field: str) -> None:
    with pytest.raises(InputError) as caught:
        call()  # type: ignore[operator]
    assert caught.value.field == field


def test_the_wrong_posture_is_answered_with_the_nearest_right_one() -> None:
    with pytest.raises(InputError) as caught:
        held("siting")
    assert "sitting" in caught.value.cure


def test_disc_pressure_orders_as_measured_in_one_man() -> None:
    order = ["lying", "side_lying", "sitting_slouched", "sitting", "standing", "bending", "lifting"]
    values = [held(name).disc_pressure_mpa for name in order]
    assert all(a < b for a, b in pairwise(values))
