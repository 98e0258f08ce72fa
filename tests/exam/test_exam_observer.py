"""The examiner's errors as laws: none where nothing is wrong, half at a limit, and each test's its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from exam_bedsides import (
    ANGLES_DEG,
    BENDS_DEG,
    body,
    exam,
    found_in,
    healthy,
    hurting,
    losing,
    moving,
    playing,
    present,
    strength,
)
from hypothesis import given
from hypothesis import strategies as st

from sciatica.core.errors import InputError
from sciatica.core.findings import table
from sciatica.exam import EXACT, Bedside, HeelRaises, LegRaise, Observer, found
from sciatica.exam.observer import LARGEST, of_ratio, of_share
from sciatica.exam.values import Entries

SEEDS = 200
FOUND = {row.id for row in table().values() if row.group == "found"}


def observers(count: int = SEEDS) -> list[Observer]:
    return [Observer(seed) for seed in range(count)]


# --- the healthy ---


def test_nobody_finds_anything_in_the_healthy() -> None:
    """Each part of the examination by itself: said and measured have no observer."""
    well, none = healthy(), np.zeros((len(body().muscles), 2))
    share = found.share_by_movement(body(), well.episode.strength)
    for observer in observers():
        entries = found.everything(well, none, exam(), share, observer)
        assert set(entries) - {"walking_distance"} <= FOUND
        assert [name for name, values in entries.items() for v in values if v["state"] != "absent"] == []


def test_every_limit_lies_further_from_health_than_the_largest_error() -> None:
    """What makes the test above no matter of luck: the worst draw everywhere at once finds nothing."""

    class Worst(Observer):
        def off(self, test: str, side: str = "", site: str = "") -> float:
            del test, side, site
            return self.sign * LARGEST

    none = np.zeros((len(body().muscles), 2))
    share = found.share_by_movement(body(), healthy().episode.strength)
    for sign in (-1.0, 1.0):
        worst = Worst()
        object.__setattr__(worst, "sign", sign)
        entries = found.everything(healthy(), none, exam(), share, worst)
        assert [name for name, values in entries.items() for v in values if v["state"] != "absent"] == []


def test_full_strength_is_never_grade_3_and_none_is_never_full() -> None:
    for share, grades in ((1.0, {5.0}), (0.0, {0.0})):
        seen = set()
        for observer in observers(50):
            weak = playing(healthy(), strength=np.full((len(body().muscles), 2), share))
            seen |= {v.get("amount", 5.0) for v in by_power(weak, observer)["power_reduced"]}
        assert seen == grades


# --- at a limit ---


def weak(share: float) -> Bedside:
    return playing(healthy(), strength=strength({"tibant": share}))


def raised(stop_deg: float) -> Bedside:
    pain = exam().leg_raise_pain_rise * ANGLES_DEG / stop_deg
    return replace(
        healthy(), leg_raise=LegRaise(ANGLES_DEG, np.stack([0.0 * pain, pain]), np.zeros((2, len(ANGLES_DEG))))
    )


def by_power(bed: Bedside, observer: Observer) -> Entries:
    return found.power(bed, exam(), found.share_by_movement(body(), bed.episode.strength), observer)


TOE = body().territories.names.index("great_toe")
AT_LIMIT: dict[str, tuple[Callable[[], Bedside], Callable[[Bedside, Observer], Entries], str | None]] = {
    "power_reduced": (lambda: weak(exam().mrc_5_from), by_power, "ankle_dorsiflexion"),
    "dynamometer": (lambda: weak(exam().dynamometer_reduced_below), by_power, "ankle_dorsiflexion"),
    "heel_raises": (
        lambda: replace(
            healthy(), heel_raises=HeelRaises(np.array([25.0, 25.0 * exam().heel_raises_reduced_below]), 25.0)
        ),
        by_power,
        None,
    ),
    "touch_reduced": (
        lambda: losing(
            healthy(), exam().feeling_loss_found / body().territories.root_weight[TOE, 3], ("L5",), (1,), ("a_beta",)
        ),
        lambda bed, observer: found.feeling(bed, exam(), observer),
        "great_toe",
    ),
    "straight_leg_raise": (
        lambda: raised(exam().leg_raise_positive_deg),
        lambda bed, observer: found.leg_raise(bed.leg_raise, exam(), observer),
        None,
    ),
    "slump_test": (
        lambda: hurting(healthy(), {"slump_right": exam().provoked_pain_rise}),
        lambda bed, observer: found.manoeuvres(bed, exam(), observer),
        None,
    ),
    "ankle_reflex_reduced": (
        lambda: replace(healthy(), reflex={"ankle": np.array([1.0, exam().reflex_reduced_below])}),
        lambda bed, observer: found.reflexes(bed, exam(), observer),
        None,
    ),
    "gait_steppage": (
        lambda: moving(healthy(), swing_knee_flexion_deg=np.array([0.0, exam().steppage_knee_deg])),
        lambda bed, observer: found.posture_and_gait(bed, exam(), observer),
        None,
    ),
}
"""A bedside at the limit of a finding on the right, the test that looks for it, and where."""


@pytest.mark.parametrize("name", AT_LIMIT)
def test_at_a_limit_it_is_found_about_half_the_time_and_on_no_other_side(name: str) -> None:
    make, look, site = AT_LIMIT[name]
    bed, count, hits = make(), 100, 0
    for observer in observers(count):
        here = [v for v in look(bed, observer)[name] if v["state"] == "present"]
        assert all(v.get("side", "right") == "right" for v in here)
        hits += any(v.get("site") == site for v in here)
    assert 0.33 < hits / count < 0.67


def test_the_further_from_the_limit_the_fewer_err() -> None:
    often = []
    for share in (0.95, 0.8, 0.7, 0.6, 0.45):
        found_weak = [
            any(v["state"] == "present" and v.get("site") == "ankle_dorsiflexion" for v in entries["power_reduced"])
            for entries in (by_power(weak(share), observer) for observer in observers(40))
        ]
        often.append(np.mean(found_weak))
    assert often[0] == 0.0
    assert often[-1] == 1.0
    assert (np.diff(often) >= 0.0).all()


def test_an_exact_observer_finds_what_is_there() -> None:
    assert EXACT.off("anything", "left", "anywhere") == 0.0
    assert present(found_in(weak(0.5)), "dynamometer") == {"ankle_dorsiflexion": 0.5}


# --- streams ---


def test_the_same_seed_says_the_same_bytes_and_another_does_not() -> None:
    bed = replace(losing(weak(0.6), 0.5, ("L5", "S1"), (1,), ("a_beta", "a_delta")), day=3.0)
    texts = [found_in(bed, observer=Observer(seed, 0, 3.0)).to_json() for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]
    assert found_in(bed, observer=Observer(1, 1, 3.0)).to_json() != texts[0]
    assert found_in(bed, observer=Observer(1, 0, 4.0)).to_json() != texts[0]


def test_a_test_that_is_left_out_moves_no_other() -> None:
    bed = losing(weak(0.65), 0.4, ("L5", "S1"), (1,), ("a_beta", "a_delta", "a_alpha"))
    less = replace(bed, bends=None, heel_raises=None, reflex={"ankle": bed.reflex["ankle"]})
    for observer in observers(5):
        whole, part = found_in(bed, observer=observer).answers, found_in(less, observer=observer).answers
        assert {"heel_raises", "knee_reflex_reduced", "finger_floor_distance"} <= set(whole) - set(part)
        assert all(whole[name] == values for name, values in part.items())


def test_a_draw_belongs_to_its_names_and_is_normal_but_for_its_ends() -> None:
    observer = Observer(7)
    assert observer.off("touch", "left", "sole") == observer.off("touch", "left", "sole")
    names = [("touch", "left", "sole"), ("touch", "right", "sole"), ("touch", "left", "toe"), ("pin", "left", "sole")]
    assert len({observer.off(*name) for name in names}) == 4
    assert observer.off("a", "b", "c") != observer.off("a", "bc")
    draws = np.array([Observer(seed).off("touch") for seed in range(2000)])
    assert np.abs(draws).max() <= LARGEST
    assert abs(draws.mean()) < 0.07
    assert 0.9 < draws.std() < 1.0
    np.testing.assert_array_equal(observer.by_site("t", ("a", "b"))[1], [observer.off("t", "right", s) for s in "ab"])


def test_a_seed_that_cannot_be_is_refused() -> None:
    with pytest.raises(InputError):
        Observer(-1).off("touch")


@given(st.floats(0.0, 1.0), st.floats(1.0, 50.0), st.floats(-LARGEST, LARGEST))
def test_a_counted_share_is_a_share_and_certain_ends_stay_certain(share: float, trials: float, off: float) -> None:
    seen = float(of_share(np.array(share), trials, np.array(off)))
    assert 0.0 <= seen <= 1.0
    assert float(of_share(np.array(round(share)), trials, np.array(off))) == round(share)
    assert abs(seen - share) <= abs(float(of_share(np.array(share), trials / 2, np.array(off))) - share) + 1e-12
    assert float(of_ratio(np.array(share), 0.1, np.array(0.0))) == share


def test_bending_is_off_by_centimetres() -> None:
    pain = np.stack([0.0 * BENDS_DEG, np.maximum(BENDS_DEG - 10.0, 0.0)])
    bed = replace(healthy(), bends=(BENDS_DEG, pain))

    def read_cm(observer: Observer) -> float:
        return float(found.bending(bed, exam(), observer)["finger_floor_distance"][0]["amount"])

    off = np.array([read_cm(observer) for observer in observers()]) - read_cm(EXACT)
    assert 0.8 < off.std() / exam().observer_finger_floor_cm < 1.2
