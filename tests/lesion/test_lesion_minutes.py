"""What minutes do to a posture that is held, and what the muscle over the nerve does within one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lesion_cases import BODY, FEW, NAMES, PARAMETERS, POSTURES, SHARE, STANDARD, cause, causes, disc, working

from sciatica import lesion
from sciatica.core.errors import InputError
from sciatica.lesion import creep

MINUTES = st.floats(0, 1440)
PIRIFORMIS = {"kind": "piriformis_syndrome", "side": "right", "spasm": 0.2}
STENOSIS = {"kind": "spinal_stenosis", "level": "L4-L5", "side": "both", "zone": "central", "sac_area_mm2": 60.0}


def named(name: str) -> lesion.Posture:
    return POSTURES[NAMES.index(name)]


def pressed(given_cause: dict[str, Any], *postures: lesion.Posture, **keywords: Any) -> np.ndarray:
    """[A] pressure of the first site."""
    return lesion.build([cause(**given_cause)], BODY, postures, PARAMETERS, **keywords).pressure_mmhg[0, 0]


@given(MINUTES, MINUTES)
def test_creep_rises_from_none_and_never_ends_above_one(one: float, two: float) -> None:
    for law in (creep.ligament_creep, creep.disc_creep):
        early, late = (law(m, PARAMETERS) for m in sorted((one, two)))
        assert 0 <= early <= late <= 1
        assert law(0.0, PARAMETERS) == 0


def test_half_the_creep_comes_by_its_half_time() -> None:
    half_time = PARAMETERS.creep_minutes * np.log(2)
    assert creep.ligament_creep(half_time, PARAMETERS) == pytest.approx(0.5)


@settings(max_examples=40)
@given(st.floats(0, 400), MINUTES, MINUTES, st.sampled_from(["sitting", "sitting_slouched", "bending", "standing"]))
def test_a_herniation_presses_more_the_longer_one_sits_and_rising_ends_it(
    mmhg: float, one: float, two: float, name: str
) -> None:
    early, late = (lesion.held(named(name), m) for m in sorted((one, two)))
    pressures = pressed(disc(root_pressure_mmhg=mmhg), named(name), early, late, named("standing"))
    assert pressures[0] <= pressures[1] + 1e-9
    assert pressures[1] <= pressures[2] + 1e-9
    assert pressures[3] == pressed(disc(root_pressure_mmhg=mmhg), named("standing"))[0]


def test_an_hour_of_sitting_is_felt_in_a_herniation_and_opens_a_stenosis_less_than_standing_closes_it() -> None:
    sitting, hour = named("sitting_slouched"), lesion.held(named("sitting_slouched"), 60.0)
    at_first, later = pressed(disc(), sitting, hour)
    assert later > 1.1 * at_first
    fresh, held = (creep.bend(p, PARAMETERS) for p in (sitting, hour))
    assert held > fresh
    seated, standing = pressed(STENOSIS, hour, named("standing"))
    assert seated < standing


@given(MINUTES, MINUTES)
def test_a_disc_that_sinks_lowers_the_foramen_and_one_without_load_does_not(one: float, two: float) -> None:
    early, late = (lesion.held(named("standing"), m) for m in sorted((one, two)))
    assert 0 < creep.lowered(late, PARAMETERS) <= creep.lowered(early, PARAMETERS) <= 1
    assert creep.lowered(lesion.held(named("lying"), two), PARAMETERS) == 1
    foramen = STENOSIS | {"side": "left", "zone": "foraminal", "foramen_height_mm": 11.0}
    del foramen["sac_area_mm2"]
    lying, first, last = pressed(foramen, named("lying"), early, late)
    assert lying < first <= last + 1e-9


@given(MINUTES)
def test_lying_does_not_fill_the_veins_and_walking_empties_them(minutes: float) -> None:
    for name in ("lying", "sleeping", "walking"):
        held = lesion.held(named(name), minutes)
        assert creep.venous_mmhg(held, PARAMETERS) == named(name).venous_rise_mmhg
    sitting = lesion.held(named("sitting"), minutes)
    assert 0 <= creep.venous_mmhg(sitting, PARAMETERS) <= PARAMETERS.venous_fill_mmhg


@settings(max_examples=40)
@given(causes(), MINUTES)
def test_every_posture_can_be_held_by_everyone(given_cause: dict[str, Any], minutes: float) -> None:
    loads = lesion.build([cause(**given_cause)], BODY, [lesion.held(p, minutes) for p in FEW], PARAMETERS)
    assert np.all(np.isfinite(loads.pressure_mmhg))
    assert np.all(loads.pressure_mmhg >= 0)


def test_holding_keeps_the_name_so_that_the_day_finds_it() -> None:
    held = tuple(lesion.held(p, 45.0) for p in STANDARD)
    assert [p.name for p in held] == [p.name for p in STANDARD]
    assert np.array_equal(lesion.default_hours(held), lesion.default_hours(STANDARD))
    assert lesion.held(named("sitting"), 0.0) == named("sitting")


# the muscle over the nerve


@settings(max_examples=40)
@given(SHARE, SHARE, SHARE)
def test_a_contraction_said_by_the_posture_counts_instead_of_the_work_otherwise(
    at_rest: float, left: float, right: float
) -> None:
    standing = named("standing")
    here = pressed(PIRIFORMIS, lesion.contracted(standing, (left, right)), **working(0.5, at_rest))
    assert here == pressed(PIRIFORMIS, standing, **working(0.9, right))


@settings(max_examples=40)
@given(SHARE, SHARE)
def test_a_harder_contraction_presses_more_and_only_on_its_own_side(one: float, two: float) -> None:
    low, high = sorted((one, two))
    postures = [lesion.contracted(named("standing"), pair) for pair in ((0.0, low), (0.0, high), (1.0, low))]
    weak, strong, other = pressed(PIRIFORMIS, *postures)
    assert weak <= strong
    assert weak == other


def test_the_same_level_on_both_sides_may_be_one_number() -> None:
    standing = named("standing")
    assert lesion.contracted(standing, 0.25) == lesion.contracted(standing, (0.25, 0.25))
    assert lesion.contracted(standing, 0.25).name != lesion.contracted(standing, 0.5).name != standing.name


def test_contracting_names_the_muscle_and_side_and_nothing_for_other_causes() -> None:
    presses = lesion.contracting([cause(**PIRIFORMIS), cause(**disc())], BODY)
    assert presses.shape == (len(BODY.muscles), 2)
    assert np.argwhere(presses).tolist() == [[BODY.muscles.index("piri"), 1]]
    assert not lesion.contracting([cause(**disc()), cause(**STENOSIS)], BODY).any()


@settings(max_examples=40)
@given(causes())
def test_what_contracting_names_is_what_changes_the_loads(given_cause: dict[str, Any]) -> None:
    one = cause(**given_cause)
    presses = lesion.contracting([one], BODY)
    rest = lesion.build([one], BODY, [named("standing")], PARAMETERS)
    for side in (0, 1):
        activation = (1.0, 0.0) if side == 0 else (0.0, 1.0)
        hard = lesion.build([one], BODY, [lesion.contracted(named("standing"), activation)], PARAMETERS)
        changed = not np.array_equal(hard.pressure_mmhg, rest.pressure_mmhg)
        assert not changed or presses[:, side].any()
        if given_cause.get("spasm", 1.0) < 1.0:
            assert changed == presses[:, side].any()


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: lesion.held(named("sitting"), -1.0), "minutes"),
        (lambda: lesion.held(named("sitting"), 1441.0), "minutes"),
        (lambda: lesion.held(named("sitting"), float("nan")), "minutes"),
        (lambda: lesion.contracted(named("sitting"), 1.1), "activation"),
        (lambda: lesion.contracted(named("sitting"), (0.0, float("nan"))), "activation"),
        (lambda: lesion.slump("both"), "side"),
        (lambda: lesion.femoral_stretch("up"), "side"),
    ],
)
def test_what_cannot_be_held_is_refused(call: object, field: str) -> None:
    with pytest.raises(InputError) as caught:
        call()  # type: ignore[operator]
    assert caught.value.field == field
