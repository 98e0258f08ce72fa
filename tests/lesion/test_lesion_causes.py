"""Each cause: which roots it meets, how it answers to its drivers, and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lesion_cases import BODY, FEW, LEVELS, NAMES, PARAMETERS, POSTURES, SHARE, at, build, cause, disc, roots
from lesion_cases import working as muscle_work

from sciatica import lesion
from sciatica.body import LEVELS as ALL_LEVELS
from sciatica.body import ROOTS, exiting_root, traversing_root
from sciatica.lesion import disc as disc_law
from sciatica.lesion import narrowing
from sciatica.lesion import spondylolisthesis as slip_law

STENOSIS = {"kind": "spinal_stenosis", "level": "L4-L5", "side": "both", "zone": "central"}
SLIP = {"kind": "spondylolisthesis", "level": "L5-S1", "type": "isthmic"}
PIRIFORMIS = {"kind": "piriformis_syndrome", "side": "right", "spasm": 0.5}
LOWER = {(root, side) for root in ("S2", "S3", "S4", "S5") for side in (0, 1)}


# which roots


@settings(max_examples=40)
@given(LEVELS, st.floats(0, 400), SHARE, st.sampled_from(["paracentral", "foraminal", "far_lateral"]))
def test_a_lateral_disc_meets_its_root_and_in_the_sac_the_next_one(
    level: str, mmhg: float, material: float, zone: str
) -> None:
    loads = build(disc(level=level, zone=zone, root_pressure_mmhg=mmhg, nucleus_material=material), postures=FEW)
    met = traversing_root(level) if zone == "paracentral" else exiting_root(level)
    in_sac = zone == "paracentral" and level != "L5-S1"
    assert roots(loads) == {(ROOTS[met], 1)} | ({(ROOTS[met + 1], 1)} if in_sac else set())
    assert np.all(loads.pressure_mmhg[0, 1:] <= loads.pressure_mmhg[0, :1])
    assert np.all(loads.nucleus_material[0, 1:] == 0)


@pytest.mark.parametrize("level", ALL_LEVELS)
def test_a_sleeve_is_pressed_alone_and_the_side_of_the_sac_with_its_neighbour(level: str) -> None:
    sleeve, sac = (build(disc(level=level, covering=covering)) for covering in ("sleeve", "sac"))
    assert (sleeve.number, sac.number) == (1, 2)
    assert np.array_equal(sac.pressure_mmhg[:, :1], sleeve.pressure_mmhg)
    assert np.array_equal(build(disc(level=level)).root, (sleeve if level == "L5-S1" else sac).root)


def test_a_lateral_s1_disc_never_loads_the_cauda_equina() -> None:
    assert roots(build(disc(root_pressure_mmhg=400.0, nucleus_material=1.0))) == {("S1", 1)}


def test_a_far_lateral_l5_s1_disc_meets_l5_beyond_its_ganglion() -> None:
    loads = build(disc(zone="far_lateral"))
    assert roots(loads) == {("L5", 1)}
    proximal_end = loads.centre_mm[0, 0] - loads.length_mm[0, 0] / 2
    assert proximal_end > BODY.position_mm(3, "drg")


def test_zones_follow_each_other_along_the_root() -> None:
    # the same L5 root, pressed from recess to beyond the foramen: two centimetres across the ganglion
    places = [
        build(disc(level=level, zone=zone)).centre_mm[0, 0]
        for level, zone in (
            ("L4-L5", "paracentral"),
            ("L5-S1", "foraminal"),
            ("L5-S1", "far_lateral"),
        )
    ]
    assert places == [BODY.position_mm(3, name) for name in ("sleeve", "drg", "far_lateral")]
    assert np.all(np.diff(places) > 0)


@settings(max_examples=30)
@given(st.floats(0.61, 1), st.floats(1, 400))
def test_a_large_central_disc_loads_the_cauda_equina_on_both_sides(share: float, mmhg: float) -> None:
    loads = build(disc(zone="central", side="both", canal_share=share, root_pressure_mmhg=mmhg), postures=FEW)
    assert roots(loads) == {("S1", 0), ("S1", 1)} | LOWER
    assert np.all(at(loads, "lying") == pytest.approx(mmhg))


@settings(max_examples=30)
@given(st.floats(0.01, 0.3))
def test_a_small_central_disc_leaves_the_cauda_equina_alone(share: float) -> None:
    loads = build(disc(zone="central", side="both", canal_share=share), postures=FEW)
    assert roots(loads) == {("S1", 0), ("S1", 1)}


@given(SHARE, SHARE)
def test_a_larger_central_disc_never_presses_the_cauda_equina_less(one: float, two: float) -> None:
    small, large = sorted((one, two))
    assert disc_law.cauda_share(small, PARAMETERS) <= disc_law.cauda_share(large, PARAMETERS)


def test_central_stenosis_presses_every_root_of_the_sac() -> None:
    loads = build(STENOSIS | {"sac_area_mm2": 60.0})
    assert roots(loads) == {(r, s) for r in ("L5", "S1", "S2", "S3", "S4", "S5") for s in (0, 1)}


@pytest.mark.parametrize(
    ("zone", "size", "root"),
    [("lateral_recess", {"recess_depth_mm": 2.0}, "L5"), ("foraminal", {"foramen_height_mm": 10.0}, "L4")],
)
def test_lateral_stenosis_presses_one_root(zone: str, size: dict[str, float], root: str) -> None:
    loads = build({**STENOSIS, "zone": zone, "side": "left", **size})
    assert roots(loads) == {(root, 0)}
    assert at(loads, "lying")[0] > 20


def test_an_isthmic_slip_takes_the_exiting_root_and_a_degenerative_one_the_sac() -> None:
    assert roots(build(SLIP | {"grade": "II"})) == {("L5", 0), ("L5", 1)}
    at_ganglion = build(SLIP | {"grade": "II", "side": "left"})
    assert at_ganglion.centre_mm[0, 0] == BODY.position_mm(3, "drg")
    degenerative = build({**SLIP, "type": "degenerative", "level": "L4-L5", "slip_percent": 30.0})
    assert ("L5", 0) in roots(degenerative)
    assert roots(degenerative) >= LOWER


def test_the_piriformis_presses_the_sciatic_roots_at_the_notch() -> None:
    loads = build(PIRIFORMIS)
    assert roots(loads) == {(root, 1) for root in ("L4", "L5", "S1", "S2")}
    assert loads.centre_mm[0] == pytest.approx([BODY.position_mm(int(r), "notch") for r in loads.root[0]])


# what drives the pressure


@settings(max_examples=40)
@given(st.floats(0, 400), st.floats(0, 400))
def test_more_pressure_at_operation_is_more_pressure_in_every_posture(one: float, two: float) -> None:
    low, high = (build(disc(root_pressure_mmhg=p), postures=FEW) for p in sorted((one, two)))
    assert np.all(low.pressure_mmhg <= high.pressure_mmhg)


@given(st.floats(0, 400))
def test_lying_prone_gives_back_the_pressure_at_operation(mmhg: float) -> None:
    assert at(build(disc(root_pressure_mmhg=mmhg), postures=FEW), "lying")[0] == pytest.approx(mmhg)


@given(
    st.floats(0, 400),
    st.sampled_from(POSTURES),
    st.sampled_from(["disc_pressure_mpa", "venous_rise_mmhg", "added_bend", "bracing"]),
    st.floats(0, 1),
)
def test_the_transfer_law_rises_with_each_driver(
    mmhg: float, posture: lesion.Posture, driver: str, more: float
) -> None:
    from dataclasses import replace

    raised = replace(posture, **{driver: getattr(posture, driver) + more})
    before, after = (disc_law.pressure_mmhg(mmhg, 1, p, PARAMETERS) for p in (posture, raised))
    assert after >= before


def test_the_transfer_law_is_the_declared_one() -> None:
    # with k = 1 and no veins, root pressure would go with disc pressure: the total block of standing
    proportional = PARAMETERS.replace(disc_transfer=1.0)
    standing = POSTURES[NAMES.index("standing")]
    assert disc_law.pressure_mmhg(53.0, 1, standing, proportional) == pytest.approx(53.0 * 5)
    none = PARAMETERS.replace(disc_transfer=0.0)
    assert disc_law.pressure_mmhg(53.0, 1, standing, none) == pytest.approx(53.0)


def test_upright_coughing_and_straining_load_a_disc_and_lying_relieves_it() -> None:
    loads = build(disc())
    lying = at(loads, "lying")
    for name in ("standing", "walking", "sitting", "bending", "lifting", "coughing", "sneezing", "straining"):
        assert at(loads, name) > lying
    assert at(loads, "lifting") > at(loads, "bending") > at(loads, "standing")


def test_a_root_that_is_only_inflamed_is_never_pressed() -> None:
    loads = build(disc(root_pressure_mmhg=0.0))
    assert np.all(loads.pressure_mmhg == 0)
    assert loads.nucleus_material[0, 0] == 0.8
    assert loads.strain[0, 0, NAMES.index("leg_raise_right_60")] > 0.01


def test_leaning_away_relieves_a_lateral_disc_and_leaning_over_it_does_not() -> None:
    standing = POSTURES[NAMES.index("standing")]
    away = lesion.adapted(standing, list_deg=8.0, side_of_list="left")
    over = lesion.adapted(standing, list_deg=8.0, side_of_list="right")
    upright, leaning, leaning_over = (disc_law.pressure_mmhg(100.0, 1, p, PARAMETERS) for p in (standing, away, over))
    assert leaning == pytest.approx(upright * (1 - 0.08))
    assert leaning_over == upright


@given(st.floats(1, 500), st.floats(1, 500))
def test_a_narrower_sac_is_never_less_pressed(one: float, two: float) -> None:
    narrow, wide = sorted((one, two))
    p = [narrowing.pressure_mmhg(size, 77.0, PARAMETERS) for size in (narrow, wide)]
    assert p[0] >= p[1] >= 0


def test_the_area_pressure_law_is_smooth_where_the_measurements_end() -> None:
    end = 77.0 * (1 - PARAMETERS.sac_lack_measured)
    step = 1e-4
    at_end, inside, beyond = (narrowing.pressure_mmhg(end + move, 77.0, PARAMETERS) for move in (0, step, -step))
    assert (at_end - inside) / step == pytest.approx((beyond - at_end) / step, rel=1e-3)
    assert np.isfinite(narrowing.pressure_mmhg(1e-6, 77.0, PARAMETERS))
    assert narrowing.pressure_mmhg(77.0, 77.0, PARAMETERS) == 0.0


@given(st.floats(20, 76), st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 2), st.floats(0, 2))
def test_extension_and_load_close_a_stenosis_and_flexion_opens_it(
    area: float, bend: float, other_bend: float, load: float, other_load: float
) -> None:
    from dataclasses import replace

    bend, other_bend = sorted((bend, other_bend))
    load, other_load = sorted((load, other_load))
    flat = lesion.flat()

    def lying_in(flexion: float, axial_load: float) -> float:
        posture = replace(flat, flexion=flexion, axial_load=axial_load)
        size = area * narrowing.sac_factor(posture, PARAMETERS)
        return narrowing.pressure_mmhg(size, 77.0, PARAMETERS)

    assert lying_in(other_bend, load) <= lying_in(bend, load)
    assert lying_in(bend, other_load) >= lying_in(bend, load)


def test_walking_closes_a_stenosis_and_sitting_bent_forward_opens_it() -> None:
    loads = build(STENOSIS | {"sac_area_mm2": 68.0})
    walking, standing, slouched, lying = (
        at(loads, name)[0] for name in ("walking", "standing", "sitting_slouched", "lying")
    )
    assert walking > standing > 2 * lying
    assert slouched < lying


def test_a_wide_canal_presses_nothing() -> None:
    assert np.all(build(STENOSIS | {"sac_area_mm2": 180.0}).pressure_mmhg == 0)


def test_leg_raise_drapes_a_root_over_a_disc_but_not_one_that_floats_in_the_sac() -> None:
    pressed = build(disc())
    assert at(pressed, "leg_raise_right_60") > 1.3 * at(pressed, "lying")
    floating = build(STENOSIS | {"sac_area_mm2": 68.0})
    assert at(floating, "leg_raise_right_60") == pytest.approx(at(floating, "lying"))


@settings(max_examples=40)
@given(st.floats(1, 119), st.floats(0.5, 50))
def test_a_larger_slip_presses_and_pulls_more(slip: float, more: float) -> None:
    assume(slip + more <= 120)
    small, large = (build(SLIP | {"slip_percent": s}, postures=FEW) for s in (slip, slip + more))
    assert np.all(small.pressure_mmhg <= large.pressure_mmhg)
    assert np.all(small.strain < large.strain)


def test_a_slip_pulls_more_under_load_than_lying() -> None:
    strain = dict(zip(NAMES, build(SLIP | {"grade": "II"}).strain[0, 0], strict=True))
    assert strain["standing"] > strain["lying"] > 0


def test_a_slip_seen_standing_is_less_lying_and_one_seen_lying_is_more_standing() -> None:
    standing, lying = POSTURES[NAMES.index("standing")], POSTURES[NAMES.index("lying")]
    by_seen = {seen: cause(**SLIP, slip_percent=30.0, seen=seen) for seen in ("standing", "lying")}
    assert slip_law.slip_in(by_seen["standing"], standing, PARAMETERS) == pytest.approx(0.3)
    assert slip_law.slip_in(by_seen["lying"], lying, PARAMETERS) == pytest.approx(0.3)
    assert slip_law.slip_in(by_seen["standing"], lying, PARAMETERS) < 0.3
    fused = cause(**SLIP, slip_percent=30.0, mobility=0.0)
    assert {slip_law.slip_in(fused, p, PARAMETERS) for p in POSTURES} == {0.3}


@settings(max_examples=25)
@given(st.floats(20, 150), st.floats(1, 50))
def test_the_sac_seen_at_a_slip_is_the_one_that_presses_lying(area: float, slip: float) -> None:
    given_cause = SLIP | {"type": "degenerative", "slip_percent": slip, "sac_area_mm2": area}
    loads = build(given_cause, postures=FEW)
    lying = at(loads, "lying")[0]
    assert lying == pytest.approx(narrowing.pressure_mmhg(area, 77.0, PARAMETERS))
    assert at(loads, "standing")[0] >= lying


def test_two_levels_press_the_same_roots_at_two_places() -> None:
    loads = build(*(STENOSIS | {"level": level, "sac_area_mm2": 65.0} for level in ("L3-L4", "L4-L5")))
    s1 = (loads.root[0] == ROOTS.index("S1")) & (loads.side[0] == 0)
    assert s1.sum() == 2
    gap_mm = float(np.ptp(loads.centre_mm[0, s1]))
    assert gap_mm > loads.length_mm[0, s1].max()  # a segment between them is left to starve
    alone = build(STENOSIS | {"level": "L4-L5", "sac_area_mm2": 65.0})
    assert np.array_equal(loads.pressure_mmhg[0, -alone.number :], alone.pressure_mmhg[0])


def test_every_step_peaks_when_the_load_is_highest_and_stillness_does_not() -> None:
    loads = build(STENOSIS | {"sac_area_mm2": 68.0})
    swing = dict(zip(NAMES, loads.swing_mmhg[0, 0], strict=True))
    assert swing["walking"] > 3
    assert {v for name, v in swing.items() if name != "walking"} == {0.0}
    assert build(STENOSIS | {"sac_area_mm2": 180.0}).swing_mmhg.max() == 0


def test_grades_are_the_middles_of_their_quarters() -> None:
    by_grade, by_percent = build(SLIP | {"grade": "II"}), build(SLIP | {"slip_percent": 37.5})
    assert np.array_equal(by_grade.pressure_mmhg, by_percent.pressure_mmhg)


@settings(max_examples=40)
@given(SHARE, SHARE, SHARE, SHARE)
def test_the_muscles_own_work_presses_its_nerve(spasm: float, activation: float, more: float, bulk: float) -> None:
    given_cause = PIRIFORMIS | {"spasm": spasm, "hypertrophy": bulk}
    stronger = min(activation + more, 1.0)
    rest, working, other_side = (
        build(given_cause, postures=FEW, **muscle_work(*pair))
        for pair in ((0.0, activation), (0.0, stronger), (stronger, activation))
    )
    assert np.all(rest.pressure_mmhg <= working.pressure_mmhg)
    assert np.array_equal(rest.pressure_mmhg, other_side.pressure_mmhg)
    if spasm + activation < 1 and more > 0.01 and activation < 0.9:
        assert np.all(rest.pressure_mmhg < working.pressure_mmhg)


def test_fair_and_the_seat_press_on_the_side_that_is_ill() -> None:
    loads = build(PIRIFORMIS)
    assert np.all(at(loads, "fair_right") > at(loads, "side_lying"))
    assert np.all(at(loads, "fair_left") < at(loads, "side_lying"))
    assert np.all(at(loads, "sitting") > at(loads, "standing"))


def test_the_muscle_of_another_cause_presses_nothing() -> None:
    still, working = build(disc()), build(disc(), **muscle_work(1.0, 1.0))
    assert np.array_equal(still.pressure_mmhg, working.pressure_mmhg)
