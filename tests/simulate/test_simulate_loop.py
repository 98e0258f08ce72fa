"""Day by day: a circle settles, grows or is broken, and by what it is made of, not by what it is called."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from invented import DISC, PIRIFORMIS, SITS, case, lived, sends, taught, world

from sciatica.cord.carried import nothing
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.simulate.estimate import Lesson, by_root, estimate, lesson, projected, scale_of
from sciatica.simulate.lines import rising_line
from sciatica.simulate.loop import loads_on, newborn, small_hz, step
from sciatica.simulate.postures import before, day_grid
from sciatica.simulate.record import Course
from sciatica.tissue import advance

STIFF, WEAK = 60.0, 30.0
"""Pressure at which the invented nerve sends half of what it can, mmHg: of one that minds little, and of one that minds
more."""


def pressing(mmhg: float = 60.0) -> ParameterSet:
    """A fully contracted muscle presses with so much."""
    return defaults().with_value("lesion.contraction_mmhg", mmhg)


@cache
def circle(spasm: float, half_mmhg: float, freeze: tuple[str, ...] = (), healed: float | None = None) -> Course:
    """Twenty days of a muscle that presses its own nerve."""
    here = world(case({**PIRIFORMIS, "healed_day": healed}), pressing(), ("movement", *freeze))
    return lived(here, taught(here, half_mmhg, spasm))


def piri(course: Course) -> np.ndarray:
    from sciatica.body import muscles

    return np.asarray(course.spasm[:, muscles.build(1.0).index("piri"), 1])


# --- the circle through a muscle that presses its nerve ---


def test_a_weak_circle_settles() -> None:
    spasm = piri(circle(0.05, STIFF))
    grown = np.diff(spasm)
    assert (grown >= -1e-12).all()
    assert grown[-1] < 0.02 * grown[0]
    assert spasm[-1] < 2.0 * spasm[0]


def test_a_strong_circle_ratchets_up() -> None:
    course = circle(0.2, WEAK)
    spasm = piri(course)
    assert spasm[2] > 2.0 * spasm[0]
    assert course.pressure_mmhg[-1, 1] > 3.0 * course.pressure_mmhg[0, 1]
    assert course.pain[-1, 1] > course.pain[0, 1] + 3.0


def test_a_strong_circle_that_is_opened_does_not_rise() -> None:
    opened = circle(0.2, WEAK, ("spasm",))
    assert np.allclose(opened.pressure_mmhg[:, 1], opened.pressure_mmhg[0, 1], rtol=1e-12)
    closed = circle(0.2, WEAK)
    assert opened.pain[-1, 1] < closed.pain[-1, 1] - 3.0


def test_a_strong_circle_is_broken_by_healing_what_presses() -> None:
    course, day = circle(0.2, WEAK, (), 10.0), 9
    assert piri(course)[day - 1] > 0.5
    assert course.pressure_mmhg[day:].max() == 0.0
    assert piri(course)[-1] < 0.1 * piri(course)[day - 1]
    assert course.pain[-1, 1] < 0.05


def test_a_circle_is_loosened_by_not_sitting_on_it() -> None:
    made = case(PIRIFORMIS, changes=[{"day": 5, "activities": {"standing": 1}}])
    rested = world(made, pressing(), ("movement",))
    course, sat = lived(rested, taught(rested, STIFF, 0.05)), circle(0.05, STIFF)
    for f in fields(Course):
        assert np.array_equal(getattr(course, f.name)[:5], getattr(sat, f.name)[:5], equal_nan=True), f.name
    assert course.pressure_mmhg[5, 1] < sat.pressure_mmhg[5, 1]
    assert piri(course)[-1] < piri(sat)[-1]


def test_the_other_side_has_its_own_circle() -> None:
    here = world(case({**PIRIFORMIS, "side": "left"}), pressing(), ("movement",))
    left, right = lived(here, taught(here, WEAK, 0.2, side=0)), circle(0.2, WEAK)
    assert np.allclose(left.pressure_mmhg, right.pressure_mmhg[:, ::-1])
    assert np.allclose(left.pain, right.pain[:, ::-1], atol=1e-9)
    assert np.allclose(left.spasm, right.spasm[:, :, ::-1], atol=1e-9)


# --- posture, gait and who pays ---


@cache
def limping(freeze: tuple[str, ...] = ()) -> Course:
    here = world(case(DISC, 6), freeze=freeze)
    return lived(here, taught(here, 200.0, 0.0))


def test_a_leg_that_hurts_is_spared_and_another_muscle_pays() -> None:
    course = limping()
    assert course.pain[-1, 1] > 3.0
    assert course.asymmetry[-1] < -0.02
    m, _ = np.unravel_index(course.tenderness[-1].argmax(), course.tenderness[-1].shape)
    assert course.tenderness[-1].max() > 0.02
    assert m >= 0


def test_in_a_frozen_gait_nobody_pays() -> None:
    frozen = limping(("movement",))
    assert frozen.tenderness.max() == 0.0
    assert np.all(frozen.speed == 1.0)
    assert np.abs(frozen.asymmetry).max() < 1e-6


def test_a_new_way_is_looked_for_only_when_something_moved() -> None:
    course = limping()
    assert course.adapted[0]
    assert 1 <= course.adapted.sum() <= 4


# --- what is read off an examination ---


def test_the_examined_day_reads_back_as_it_was_examined() -> None:
    here = world(case(PIRIFORMIS), pressing())
    what, life = taught(here, WEAK, 0.2), newborn(here)
    loads = loads_on(here, here.postures, None, 0.0)
    found = estimate(
        what, loads, life.tissue, here.hours(1.0), life.carried, small_hz(here, life), here.share, here.body,
        here.parameters,
    )  # fmt: skip
    assert np.allclose(found.projection, sends(by_root(loads, loads.pressure_mmhg[0]), WEAK), atol=1e-12)
    assert np.allclose(found.by_road, what.by_road)
    assert np.allclose(found.guarding[what.guarding > 0], what.guarding[what.guarding > 0])


def test_more_pressure_never_hurts_less_and_more_inflammation_hurts_more() -> None:
    here = world(case(DISC))
    what, life = taught(here, 200.0, 0.0), newborn(here)
    loads = loads_on(here, here.postures, None, 0.0)
    pressures = np.broadcast_to(np.linspace(0.0, 500.0, 60), (2, 9, 60))
    sent = projected(what, "standing", pressures, np.ones((2, 9)))
    assert (np.diff(sent, axis=2) >= 0).all()
    assert np.allclose(sent[:, :, :49], sends(pressures, 200.0)[:, :, :49], rtol=0.01, atol=0.01)
    what = replace(what, irritation=np.full((2, 9), 0.4))
    calm, sore = (
        scale_of(what, loads, replace(life.tissue, inflammation=np.full((1, 1), i)), np.zeros((2, 9)), defaults())
        for i in (0.2, 0.6)
    )
    assert calm[1, 4] == pytest.approx(0.5)
    assert sore[1, 4] == pytest.approx(1.5)


def test_a_rising_line_never_falls_and_keeps_a_rising_one() -> None:
    pressure = np.array([30.0, 10.0, 20.0, 20.0, 40.0])
    x, y = rising_line(pressure, np.array([3.0, 1.0, 2.0, 4.0, 2.5]))
    assert (np.diff(x) > 0).all()
    assert (np.diff(y) >= 0).all()
    x, y = rising_line(pressure[[1, 2, 0]], np.array([1.0, 2.0, 5.0]))
    assert x.tolist() == [10.0, 20.0, 30.0]
    assert y.tolist() == [1.0, 2.0, 5.0]


def test_what_higher_pressures_did_is_remembered_by_a_body_that_spares_itself() -> None:
    def found(pressure: list[float], **more: Any) -> Lesson:
        p = np.broadcast_to(np.array(pressure), (2, 9, len(pressure)))
        none = np.zeros((26, 2))
        names = [str(i) for i in range(len(pressure))]
        return lesson(
            names[:1], names, p, sends(p, 50.0), hours=np.ones(1), irritation=np.zeros((2, 9)), carried=nothing(26),
            small_hz=none, guarding=none, by_road=np.zeros((3, 26, 2)), strength=none + 1.0, **more,
        )  # fmt: skip

    first, wanted = found([10.0, 40.0, 120.0]), np.full((2, 9, 1), 120.0)
    spared = found([10.0, 20.0])
    knows = found([10.0, 20.0], before=first, grown=np.full((2, 9), 0.5))
    at = [float(projected(what, "0", wanted, np.ones((2, 9)))[0, 0, 0]) for what in (first, spared, knows)]
    assert at[1] == pytest.approx(float(sends(np.array(20.0), 50.0)))
    assert at[2] == pytest.approx(0.5 * at[0])
    assert np.allclose(knows.projection, spared.projection)


# --- the grid of days ---


def test_days_are_whole_and_the_last_may_be_a_part() -> None:
    assert day_grid(0.0, 3.5) == (1.0, 2.0, 3.0, 3.5)
    assert day_grid(1.0, 3.0) == (2.0, 3.0)
    assert day_grid(2.5, 3.0) == (3.0,)
    assert day_grid(0.0, 0.0) == ()
    assert [before(day) for day in (0.5, 1.0, 1.5, 10.0)] == [0.0, 0.0, 1.0, 9.0]


def test_without_a_circle_a_day_is_the_tissue_s_own() -> None:
    here = world(case(DISC), freeze=("movement", "spasm"))
    life = newborn(here)
    for day in day_grid(0.0, 3.0):
        life, found, _ = step(here, life, day)
        assert found is None
    loads = loads_on(here, here.postures, None, 0.0)
    alone = newborn(here).tissue
    for day in day_grid(0.0, 3.0):
        loads = loads_on(here, here.postures, None, day)
        alone = advance(alone, loads, here.hours(1.0), here.arterial, here.parameters.tissue, days=1.0)
    assert np.allclose(life.tissue.inflammation, alone.inflammation, rtol=1e-9)
    assert np.allclose(life.tissue.myelin, alone.myelin, rtol=1e-9)
    assert np.isnan(lived(here, taught(here, WEAK, 0.0), 0.5).pain).all()  # nothing was learnt yet


def test_the_same_days_come_out_the_same() -> None:
    here = world(case(PIRIFORMIS, 4), pressing(), ("movement",))
    first, second = (lived(here, taught(here, WEAK, 0.2)) for _ in range(2))
    for f in fields(Course):
        assert getattr(first, f.name).tobytes() == getattr(second, f.name).tobytes(), f.name


def test_hours_that_are_rested_are_spent_lying() -> None:
    here = world(case(PIRIFORMIS))
    names = [p.name for p in here.postures]
    usual, rested = here.hours(1.0), replace(here, rest=0.5).hours(1.0)
    assert rested.sum() == pytest.approx(24.0)
    for name, hours in SITS.items():
        kept = hours if name == "sleeping" else 0.5 * hours
        assert rested[names.index(name)] == pytest.approx(kept)
    assert rested[names.index("lying")] > usual[names.index("lying")]


def test_what_cannot_be_frozen_is_refused() -> None:
    with pytest.raises(InputError, match="movement or spasm"):
        world(case(PIRIFORMIS), freeze=("gait",))
