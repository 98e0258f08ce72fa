"""Heel raises and balance: counted on units and computed from noise, as laws."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from exam_bedsides import body, exam, found_in, healthy, losing, playing, strength
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica.body import CLASSES, ROOTS
from sciatica.core.parameters import Parameters, defaults
from sciatica.core.types import FloatArray
from sciatica.exam import HeelRaises
from sciatica.exam.found.balance import Sway, feet_left, limit_deg, passed_hz, sway_of
from sciatica.exam.found.heel_raises import MOST, calf, heel_raises, raise_heel
from sciatica.muscle import units as motor_units

CALF = ("gasmed", "soleus", "fhl", "perlong", "tibpost")


def counted(left: FloatArray) -> HeelRaises:
    """Raises of a body whose fibres are whole, with this strength [M, 2]."""
    return heel_raises(body(), healthy().channels, left, healthy().posture("standing"), defaults())


def weak_calf(share: float, side: int = 1) -> FloatArray:
    return strength(dict.fromkeys(CALF, share), side)


# --- heel raises ---


def test_both_healthy_legs_do_what_is_expected_and_it_is_neither_none_nor_endless() -> None:
    raises = counted(weak_calf(1.0))
    assert raises.count[0] == raises.count[1] == raises.healthy
    assert 15 <= raises.healthy <= 40


def test_the_weaker_the_calf_the_fewer_and_the_other_leg_does_as_many() -> None:
    counts = [counted(weak_calf(share)) for share in (1.0, 0.9, 0.8, 0.7, 0.6, 0.4, 0.0)]
    mine = np.array([c.count[1] for c in counts])
    assert (np.diff(mine) <= 0.0).all()
    assert mine[2] < 0.75 * mine[0]
    assert mine[-1] == 0.0
    assert {c.count[0] for c in counts} == {counts[0].healthy}


def test_other_muscles_do_not_raise_the_heel() -> None:
    assert counted(strength({"tibant": 0.0, "vasti": 0.0, "glmax": 0.0})).count[1] == counted(weak_calf(1.0)).count[1]


def test_a_weakness_that_a_hand_does_not_feel_ends_the_raises_early() -> None:
    left = weak_calf(0.8)
    bed = replace(playing(healthy(), strength=left), heel_raises=counted(left))
    found = found_in(bed)
    assert found.get("power_reduced", "right", "ankle_plantarflexion").state == "absent"
    assert found.get("heel_raises", "right").state == "present"
    assert found.get("heel_raises", "left").state == "absent"


def test_lost_axons_count_as_the_strength_that_they_leave() -> None:
    """Half of the S1 axons gone: the units that are left tire as they must, and no muscle is weaker for being asked."""
    fibres = body().fibres
    mine = (fibres.kind == CLASSES.index("motor")) & (fibres.side == 1) & (fibres.root == ROOTS.index("S1"))
    gone = np.zeros(len(fibres), dtype=bool)
    gone[np.flatnonzero(mine)[::2]] = True
    channels = healthy().channels
    cut = replace(channels, connected_to_cord=~gone, connected_distally=~gone, passes=channels.passes & ~gone[:, None])
    full = np.ones((len(body().muscles), 2))
    whole = heel_raises(body(), channels, full, 0, defaults())
    few = heel_raises(body(), cut, weak_calf(0.8), 0, defaults())
    assert few.count[0] == whole.count[0]
    assert 0 < few.count[1] < whole.count[1]


@cache
def leg(mass_kg: float) -> tuple[Parameters, Parameters, object]:
    heavy = replace(body(), person=body().person.model_copy(update={"mass_kg": mass_kg}))
    p = defaults()
    units = motor_units.build(heavy.muscles, p.muscle, 30)
    from sciatica.cord.pools import thresholds

    threshold = thresholds(30, p.cord.recruitment_range, p.cord.full_drive)
    return p.exam, p.muscle, calf(heavy, units, np.ones_like(units.size), threshold, p)


def test_without_fatigue_nobody_stops_and_fatigue_shows_in_the_torque_that_is_left() -> None:
    room, muscle, mine = leg(82.0)
    tired = raise_heel(mine, room, muscle, None)  # type: ignore[arg-type]
    assert 0.6 < tired.torque_left < 0.95
    fresh = replace(mine, loss_per_s=0.0 * mine.loss_per_s)  # type: ignore[attr-defined,type-var]
    assert raise_heel(fresh, room, muscle, None).count == MOST  # type: ignore[arg-type]


def test_what_the_weight_asks_is_the_lever_of_a_foot_that_turns_about_its_ball() -> None:
    """The ankle as a point of a rigid foot, turned by a matrix; torque over weight times height."""
    from sciatica.exam.found.heel_raises import _HEIGHTS_RAD
    from sciatica.movement.strength import greatest

    mine = leg(82.0)[2]
    most = greatest(body().person, defaults().movement)["ankle_plantarflexion"]
    ankle = np.array([-exam().ball_lever, exam().ankle_height])
    for pitch, asked in zip(_HEIGHTS_RAD[::30], mine.asked[::30], strict=True):  # type: ignore[attr-defined]
        turn = np.array([[np.cos(pitch), np.sin(pitch)], [-np.sin(pitch), np.cos(pitch)]])
        assert asked * most == pytest.approx(-(turn @ ankle)[0])


def test_fat_is_carried_and_does_not_carry() -> None:
    lean, fat = (raise_heel(leg(mass)[2], *leg(mass)[:2], None) for mass in (75.0, 130.0))  # type: ignore[arg-type]
    assert fat.count < lean.count
    assert fat.first_rad < lean.first_rad


# --- balance ---


def blind_feet(share: float) -> Sway:
    roots, kinds = ("L4", "L5", "S1", "S2"), ("a_alpha", "a_beta")
    return sway_of(losing(healthy(), share, roots, (0, 1), kinds), exam())


def test_closing_the_eyes_makes_everybody_sway_more_and_lost_feet_much_more() -> None:
    sways = [blind_feet(share) for share in np.linspace(0.0, 1.0, 11)]
    for eyes in ("open_deg", "closed_deg"):
        assert (np.diff([getattr(s, eyes) for s in sways]) > 0.0).all()
    ratio = np.array([s.closed_deg / s.open_deg for s in sways])
    assert (ratio > 1.0).all()
    assert (np.diff(ratio) > 0.0).all()
    assert sways[-1].closed_deg == pytest.approx(
        sways[0].closed_deg * np.sqrt(1.0 + exam().sway_organ_noise ** 2), rel=0.01
    )


def test_the_sign_is_that_of_closed_eyes_and_needs_both_feet() -> None:
    roots, kinds = ("L4", "L5", "S1", "S2"), ("a_alpha", "a_beta")
    for sides, state in (((), "absent"), ((0,), "absent"), ((1,), "absent"), ((0, 1), "present")):
        assert found_in(losing(healthy(), 0.9, roots, sides, kinds)).get("romberg").state == state
    assert found_in(losing(healthy(), 0.9, roots, (0, 1), ("a_delta", "c"))).get("romberg").state == "absent"


def test_who_cannot_stand_with_open_eyes_has_no_sign() -> None:
    helpless = playing(healthy(), strength=np.zeros((len(body().muscles), 2)))
    assert limit_deg(helpless, exam()) == 0.0
    assert found_in(helpless).get("romberg").state == "absent"


def test_weak_ankles_hold_less_lean_once_they_are_weaker_than_the_foot_is_long() -> None:
    limits = []
    for share in (1.0, 0.8, 0.4, 0.2, 0.0):
        both = strength(dict.fromkeys(CALF, share), 0) * strength(dict.fromkeys(CALF, share), 1)
        limits.append(limit_deg(playing(healthy(), strength=both), exam()))
    assert (np.diff(limits) <= 0.0).all()
    assert limits[0] == limits[1] > limits[-1]


def test_what_both_feet_tell_is_their_mean() -> None:
    roots, kinds = ("L4", "L5", "S1", "S2"), ("a_alpha", "a_beta")
    left, right, both = (feet_left(losing(healthy(), 0.6, roots, s, kinds)) for s in ((0,), (1,), (0, 1)))
    assert left == pytest.approx(right)
    assert 1.0 - both == pytest.approx((1.0 - left) + (1.0 - right))


@settings(max_examples=15)
@given(st.floats(0.5, 2.0))
def test_sway_goes_with_the_noise_and_not_with_the_unit_of_torque(factor: float) -> None:
    louder = exam().replace(sway_feet_noise_deg2_hz=factor**2 * exam().sway_feet_noise_deg2_hz)
    assert sway_of(healthy(), louder).closed_deg == pytest.approx(factor * sway_of(healthy(), exam()).closed_deg)
    names = ("inertia_kg_m2", "weight_nm", "stiffness_nm", "damping_nms", "gain_nm", "rate_gain_nms")
    scaled = exam().replace(**{f"sway_{name}": factor * getattr(exam(), f"sway_{name}") for name in names})
    assert passed_hz(scaled) == pytest.approx(passed_hz(exam()))


def test_the_integral_over_frequency_is_the_variance_of_the_pendulum_itself() -> None:
    """The same loop in time: noise of known density through the delayed equations of motion."""
    p, step_s, count = exam(), 0.004, 150_000
    rng = np.random.default_rng(3)
    density = 1.0
    noise = (rng.standard_normal(count) * np.sqrt(density / (2.0 * step_s))).tolist()
    late = round(p.sway_delay_s / step_s)
    lean = rate = torque = torque_rate = 0.0
    felt, found = [0.0] * late, []
    gain, rate_gain, quick, damped = (
        getattr(p, f"sway_{name}") for name in ("gain_nm", "rate_gain_nms", "activation_per_s", "activation_damping")
    )
    unstable, damping, inertia = p.sway_weight_nm - p.sway_stiffness_nm, p.sway_damping_nms, p.sway_inertia_kg_m2
    before = 0.0
    for k in range(count):
        felt.append(lean + noise[k])
        past = felt[k]
        wanted = gain * past + rate_gain * (past - before) / step_s
        before = past
        torque_rate += step_s * quick * (quick * (wanted - torque) - 2.0 * damped * torque_rate)
        torque += step_s * torque_rate
        rate += step_s * (unstable * lean - damping * rate - torque) / inertia
        lean += step_s * rate
        found.append(lean)
    assert np.var(found[10_000:]) == pytest.approx(density * passed_hz(p), rel=0.2)
