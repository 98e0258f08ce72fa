"""An examiner asks for a posture and gets it; the body lives as it has learnt to; and what both teach is read off."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from invented import LARGEST, case, sends, taught, world

from sciatica.cord.pain import pain_of
from sciatica.lesion import posture
from sciatica.lesion.posture import fair
from sciatica.nerve.conduct.asked import ask
from sciatica.simulate.curves import BENT_DEG, SAT_MIN, Anchor, bending_curve, diary, sitting_curve
from sciatica.simulate.estimate import by_root
from sciatica.simulate.loop import Life, World, as_held, loads_on, newborn, step
from sciatica.simulate.postures import Programme, programme
from sciatica.simulate.questions import prepare

STENOSIS = {"kind": "spinal_stenosis", "level": "L4-L5", "side": "both", "zone": "central", "sac_area_mm2": 66}
DISC = {
    "kind": "herniated_disc", "level": "L5-S1", "side": "right", "zone": "paracentral", "type": "extrusion",
    "root_pressure_mmhg": 50, "nucleus_material": 0.8,
}  # fmt: skip
STOOPS: Any = SimpleNamespace(lumbar_flexion=0.4, trunk_list_deg=6.0, trunk_cocontraction=0.2)


@cache
def narrow() -> tuple[World, Life, Life]:
    """A woman with a narrow canal, yesterday and today."""
    here = world(case(STENOSIS, 3), freeze=("movement", "spasm"))
    yesterday = newborn(here)
    for day in (1.0, 2.0):
        yesterday, _, _ = step(here, yesterday, day)
    return here, yesterday, step(here, yesterday, 3.0)[0]


def full(here: World) -> Programme:
    return programme(here.case, here.parameters.lesion, full=True)


# --- what is asked ---


def test_the_case_s_own_day_asks_for_every_manoeuvre_on_both_sides_and_other_days_for_none() -> None:
    here, _, _ = narrow()
    both = {f"{way}_{side}" for way in ("slump", "fair", "femoral_stretch") for side in ("left", "right")}
    asked, light = full(here).names, programme(here.case, here.parameters.lesion, full=False).names
    assert both | {"extension", "side_lying"} <= set(asked)
    assert not (both | {"extension"}) & set(light)
    assert len(set(asked)) == len(asked)


def test_lying_on_the_side_is_held_as_long_as_what_is_judged_from_it_unless_it_is_lived() -> None:
    here, _, _ = narrow()
    plan = full(here)
    assert plan.postures[plan.index("side_lying")].duration_s == fair("left").duration_s
    lives = case(STENOSIS, 3, activities={"side_lying": 8, "standing": 3, "walking": 1})
    plan = programme(lives, here.parameters.lesion, full=True)
    usual = posture("side_lying", here.parameters.lesion)
    assert plan.postures[plan.index("side_lying")].duration_s == usual.duration_s
    assert plan.hours[plan.index("side_lying")] == 8.0


def test_no_line_goes_through_what_stretches_the_nerve() -> None:
    plan = full(narrow()[0])
    left = {plan.names[a] for a in plan.unstretched}
    assert left & {"standing", "coughing", "extension"} == {"standing", "coughing", "extension"}
    assert not [n for n in left if n.startswith(("leg_raise", "slump", "fair", "femoral"))]


def test_asked_for_it_is_upright_and_still_braced_and_lived_it_is_bent() -> None:
    upright = posture("standing", narrow()[0].parameters.lesion)
    asked, lived = (as_held(upright, STOOPS, asked=way) for way in (True, False))
    assert (asked.flexion, asked.list_deg, asked.bracing) == (upright.flexion, 0.0, STOOPS.trunk_cocontraction)
    assert lived.flexion == pytest.approx(upright.flexion + STOOPS.lumbar_flexion)
    assert (lived.list_deg, lived.bracing) == (STOOPS.trunk_list_deg, STOOPS.trunk_cocontraction)


def test_what_is_lived_is_asked_beside_it_only_where_it_differs() -> None:
    here, yesterday, life = narrow()
    plan = full(here)
    same = prepare(here, yesterday, life, plan)
    assert same.lived.tolist() == list(range(len(plan.postures)))
    stooped = prepare(here, replace(yesterday, movement=STOOPS), life, plan)
    moved = [plan.names[a] for a in range(len(plan.postures)) if stooped.lived[a] != a]
    assert moved == ["standing", "walking"]
    pressure = stooped.scene.loads.pressure_mmhg[0].max(axis=0)
    for name in moved:  # bent forward the canal is wider
        assert pressure[stooped.lived[plan.index(name)]] < pressure[plan.index(name)]


def test_fewer_minutes_are_asked_for_only_where_minutes_starve_a_root() -> None:
    here, yesterday, life = narrow()
    prepared = prepare(here, yesterday, life, full(here))
    assert set(prepared.sooner) == {"walking"}  # sitting opens the canal
    shortage = prepared.scene.moment.ischaemia[0].mean(axis=1).max(axis=0)
    walked = [shortage[a] for a in (*prepared.sooner["walking"], full(here).index("walking"))]
    assert walked == sorted(walked)
    assert walked[0] < walked[-1]
    wide = world(case({**STENOSIS, "sac_area_mm2": 180}, 3))
    assert prepare(wide, newborn(wide), newborn(wide), full(wide)).sooner == {}


def test_postures_that_change_nothing_for_a_fibre_are_no_further_questions() -> None:
    here, yesterday, life = narrow()
    scene = prepare(here, yesterday, life, full(here)).scene
    plan, asked = full(here), ask(here.body, scene, here.parameters.nerve).lesions
    rounded = asked.exposure.rounded(here.parameters.nerve.exposure_step)

    def questions(names: tuple[str, ...]) -> int:
        chosen = np.flatnonzero(np.isin(asked.posture, [plan.index(name) for name in names]))
        rows = np.column_stack([here.body.fibres.diameter_um[asked.fibre[chosen]], rounded.take(chosen).matrix()])
        return len(np.unique(rows, axis=0))

    for one, other in (("fair_left", "fair_right"), ("slump_left", "slump_right")):
        assert questions((one, other)) == questions((one,))  # a canal is as narrow on both sides
    assert questions(("standing", "bending")) > questions(("standing",))


# --- what is read off ---


def anchored(here: World, name: str, half_mmhg: float) -> tuple[Any, Anchor]:
    """An invented lesson, and a posture as it was examined under it."""
    plan = full(here)
    held = plan.postures[plan.index(name)]
    loads = loads_on(here, [held], newborn(here), 0.0, asked=True)
    return taught(here, half_mmhg, 0.0), Anchor(held, sends(by_root(loads, loads.pressure_mmhg[0])[:, :, 0], half_mmhg))


def test_bending_forward_eases_a_narrow_canal_and_bending_back_does_not() -> None:
    here, yesterday, life = narrow()
    for name in ("standing", "walking"):
        what, upright = anchored(here, name, 60.0)
        degrees, pain = bending_curve(here, yesterday, life, what, upright)
        assert degrees.tolist() == list(BENT_DEG)
        assert (np.diff(pain, axis=1) <= 1e-9).all()
        assert pain[1, 0] > pain[1, BENT_DEG.index(0.0)] > pain[1, -1]
        np.testing.assert_allclose(pain[0], pain[1])
        as_examined = pain_of(upright.sent, here.parameters.cord).max(axis=1)
        np.testing.assert_allclose(pain[:, BENT_DEG.index(0.0)], as_examined)


def test_a_disc_that_creeps_hurts_more_the_longer_one_sits_and_begins_as_it_was_examined() -> None:
    here = world(case(DISC, 3), freeze=("movement", "spasm"))
    what, sitting = anchored(here, "sitting", 100.0)
    minutes, pain = sitting_curve(here, newborn(here), newborn(here), what, sitting, None)
    assert minutes.tolist() == list(SAT_MIN)
    assert (np.diff(pain[1]) > 0).all()
    assert not pain[0].any()
    assert sitting.sent.max() < LARGEST
    stiff = replace(here, parameters=here.parameters.with_value("lesion.creep_push", 0.0))
    stiff = replace(stiff, parameters=stiff.parameters.with_value("lesion.venous_fill_mmhg", 0.0))
    _, still = sitting_curve(stiff, newborn(stiff), newborn(stiff), what, sitting, None)
    np.testing.assert_allclose(still[1], still[1, 0])
    assert still[1, 0] == pytest.approx(pain[1, 0], abs=0.1)


def test_where_time_starves_the_root_pain_goes_from_how_it_began_to_how_it_was_after_the_hour() -> None:
    spasm = {"kind": "piriformis_syndrome", "side": "right", "spasm": 0.7}
    here = world(case(spasm, 3), freeze=("movement", "spasm"))
    what, sitting = anchored(here, "sitting", 60.0)
    life = newborn(here)
    _, level = sitting_curve(here, life, life, what, sitting, None)
    minutes, pain = sitting_curve(here, life, life, what, sitting, 0.25 * sitting.sent)
    assert (np.diff(pain[1]) > 0).all()
    assert pain[1, 0] < level[1, 0]
    hour = list(minutes).index(60.0)
    assert pain[1, hour] == pytest.approx(level[1, hour], abs=1e-6)
    assert pain[1, -1] >= level[1, -1]


# --- a day ---


def test_a_diary_gives_each_posture_its_hours_and_the_night_its_sleep() -> None:
    names, hours = ("lying", "sleeping", "standing", "sitting"), np.array([2.0, 8.0, 4.0, 10.0])
    felt = np.stack([np.arange(4.0), np.arange(4.0)[::-1]])
    when, pain = diary(names, hours, felt)
    assert when[0] == 0.0
    assert np.diff(when) == pytest.approx(0.25)
    for a in range(4):
        assert (pain[0] == felt[0, a]).sum() / 4.0 == hours[a]
    assert (pain[0, :32] == felt[0, 1]).all()
    np.testing.assert_allclose(pain.sum(axis=0), 3.0)
    # what fills the day is mixed: no stretch of ten hours in the chair
    seated = "".join("s" if value == 3.0 else "-" for value in pain[0])
    assert max(map(len, seated.split("-"))) <= 8


def test_a_posture_of_a_minute_is_in_no_quarter_of_an_hour() -> None:
    _, pain = diary(("lying", "coughing"), np.array([23.99, 0.01]), np.array([[1.0, 9.0], [1.0, 9.0]]))
    assert pain.max() == 1.0
