"""What days do: herniations shrink by type, causes heal, and neither passes the healthy."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lesion_cases import BODY, FEW, PARAMETERS, POSTURES, TYPES, at, build, causes, disc, sized

from sciatica.lesion import contact, resorption

DAYS = st.floats(0, 4000)


@given(st.sampled_from(TYPES), DAYS, DAYS, st.floats(0, 20))
def test_a_herniation_only_shrinks_and_never_below_nothing(kind: str, one: float, two: float, person: float) -> None:
    early, late = (resorption.volume_left(kind, d, PARAMETERS, person) for d in sorted((one, two)))
    assert 0 <= late <= early <= 1
    assert resorption.volume_left(kind, -5.0, PARAMETERS, person) == 1


@given(DAYS, st.floats(0.01, 20))
def test_the_barer_it_lies_the_faster_it_goes(days: float, person: float) -> None:
    left = [resorption.volume_left(kind, days, PARAMETERS, person) for kind in TYPES]
    assert all(a >= b for a, b in pairwise(left))


def test_the_share_of_people_is_that_of_a_thousand_drawn_at_random() -> None:
    # the law of the share against brute force, with rates drawn log-normally
    people = np.exp(PARAMETERS.resorption_spread * np.random.default_rng(3).standard_normal(20_000))
    left = np.exp(-people * resorption.rate_per_year("extrusion", PARAMETERS) * 200 / 365.25)
    for lost in (0.2, 0.5, 0.9):
        ours = resorption.share_gone("extrusion", 200.0, lost, PARAMETERS)
        assert ours == pytest.approx(np.mean(left <= 1 - lost), abs=0.012)
    assert resorption.share_gone("extrusion", 0.0, 0.2, PARAMETERS) == 0


@settings(max_examples=40)
@given(causes(), causes(), DAYS)
def test_the_same_sites_stand_on_every_day(first: dict[str, Any], second: dict[str, Any], day: float) -> None:
    came, then = (build(first, second, postures=FEW, day=d) for d in (None, day))
    for name in ("root", "side", "centre_mm", "length_mm", "began_day", "onset_s", "present"):
        assert np.array_equal(getattr(came, name), getattr(then, name)), name


@settings(max_examples=40)
@given(causes(), DAYS, DAYS)
def test_days_never_make_a_load_heavier_and_healing_never_passes_healthy(
    given_cause: dict[str, Any], one: float, two: float
) -> None:
    early, late = (build(given_cause, postures=FEW, day=d) for d in sorted((one, two)))
    for name in ("pressure_mmhg", "strain", "nucleus_material"):
        assert np.all(getattr(late, name) <= getattr(early, name) + 1e-12), name
        assert np.all(getattr(late, name) >= 0), name
    healed = build(given_cause | {"began_day": 0.0, "healed_day": 1.0}, postures=FEW, day=1.0)
    assert np.all(healed.pressure_mmhg == 0)
    assert np.all(healed.nucleus_material == 0)
    assert np.all(healed.mechanical_rate == 0)
    assert np.all(healed.strain <= late.strain + 1e-12)


def test_healing_leaves_the_stretch_that_a_free_root_has() -> None:
    free = build(disc(root_pressure_mmhg=0.0)).strain
    assert np.array_equal(build(disc(healed_day=5.0), day=5.0).strain, free)
    assert np.all(build(disc(healed_day=5.0), day=4.9).strain >= free)
    slip = {"kind": "spondylolisthesis", "level": "L5-S1", "type": "isthmic", "grade": "II", "side": "right"}
    l5_free = build(disc(zone="foraminal", root_pressure_mmhg=0.0)).strain
    assert np.array_equal(build(slip | {"healed_day": 5.0}, day=5.0).strain, l5_free)
    assert np.all(build(slip | {"healed_day": 5.0}, day=4.9).strain > l5_free)


def test_none_is_as_it_came_and_so_is_what_has_not_begun() -> None:
    came = build(disc(began_day=10.0))
    for day in (0.0, 10.0):
        assert np.array_equal(build(disc(began_day=10.0), day=day).pressure_mmhg, came.pressure_mmhg)
    assert at(build(disc(began_day=10.0), day=100.0), "lying") < at(came, "lying")


def test_a_fragment_shrinks_faster_than_a_bulge_and_one_that_never_does_stays() -> None:
    left = {kind: at(build(disc(type=kind), day=180.0), "lying")[0] for kind in TYPES}
    assert left["sequestration"] < left["extrusion"] < left["protrusion"] < left["bulge"] < 100
    assert at(build(disc(resorption=0.0), day=4000.0), "lying")[0] == pytest.approx(100.0)


def test_a_central_disc_lets_go_of_the_cauda_equina_first_and_its_places_stay() -> None:
    given_cause = disc(zone="central", side="both", canal_share=0.5, type="sequestration")
    free = []
    for day in (0.0, 60.0, 2000.0):
        loads = build(given_cause, postures=FEW, day=day)
        assert loads.number == 10
        lying, s1 = at(loads, "lying"), loads.root[0] == 4
        free.append(lying[~s1].max() / lying[s1].min())
    assert free[0] > free[1] > free[2] == 0


# size


@settings(max_examples=40)
@given(st.floats(0.1, 20), st.floats(0.1, 20), st.sampled_from(TYPES))
def test_more_size_never_presses_less(one: float, two: float, kind: str) -> None:
    small, large = (build(sized(size, type=kind), postures=FEW) for size in sorted((one, two)))
    assert np.all(small.pressure_mmhg <= large.pressure_mmhg + 1e-9)


def test_a_bowed_root_presses_by_its_tension() -> None:
    # worked by hand in SI: a root of 5.45 mm, tied 15 mm to either side, lifted by 5 mm, pressed over 12 mm
    half, bow, width, length = 15e-3, 5e-3, 5.45e-3, 12e-3
    slant = np.sqrt(half**2 + bow**2)
    tension = 0.5e6 * np.pi / 4 * width**2 * (slant / half - 1)
    by_hand = 2 * tension * bow / slant / (width * length) / 133.322
    room = PARAMETERS.root_room_mm
    assert contact.pressure_mmhg(room + 5.0, 12.0, PARAMETERS) == pytest.approx(by_hand, rel=1e-4)
    assert contact.pressure_mmhg(room, 12.0, PARAMETERS) == 0


def test_a_small_bow_presses_with_its_volume() -> None:
    # the pressure goes with the cube of the bow, so a given pressure falls with the volume
    one, two = (contact.pressure_mmhg(PARAMETERS.root_room_mm + bow, 12.0, PARAMETERS) for bow in (0.5, 1.0))
    assert two / one == pytest.approx(8.0, rel=0.01)


def test_the_size_of_a_central_disc_says_how_many_roots_it_meets() -> None:
    met = [build(sized(size, zone="central", side="both")).number for size in (3.0, 6.0, 12.0)]
    assert met == [2, 10, 10]
    assert BODY.position_mm(4, "sleeve") in build(sized(12.0, zone="central", side="both")).centre_mm


# extremes


@pytest.mark.parametrize(
    "given_cause",
    [
        disc(root_pressure_mmhg=400.0),
        sized(20.0, type="bulge"),
        sized(20.0, zone="central", side="both"),
        {"kind": "spinal_stenosis", "level": "L2-L3", "side": "both", "zone": "central", "sac_area_mm2": 1e-6},
        {"kind": "spinal_stenosis", "level": "L5-S1", "side": "left", "zone": "foraminal", "foramen_height_mm": 1e-6},
        {"kind": "spondylolisthesis", "level": "L5-S1", "type": "isthmic", "slip_percent": 120.0, "mobility": 3.0},
        {"kind": "piriformis_syndrome", "side": "both", "spasm": 1.0, "hypertrophy": 1.0, "variant": "d"},
    ],
)
def test_the_worst_that_can_be_written_stays_finite(given_cause: dict[str, Any]) -> None:
    for day in (None, 0.0, 3650.0):
        loads = build(given_cause, day=day)
        for name in ("pressure_mmhg", "strain", "mechanical_rate", "swing_mmhg"):
            assert np.all(np.isfinite(getattr(loads, name))), name
    assert loads.pressure_mmhg.shape == (1, loads.number, len(POSTURES))
