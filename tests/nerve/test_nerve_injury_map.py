"""From tissue to fibre: nothing done is nothing changed, more is more, and only under the lesion."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nerve_tissue import BINS, Spot, constants, exposure, scene

from sciatica.body import CLASSES
from sciatica.nerve.damage import Injury, checked
from sciatica.nerve.exposure import Exposure, injury_of, reach_mm
from sciatica.nerve.fibres import Fibres, MyelinatedFibres, UnmyelinatedFibres
from sciatica.nerve.injury import ganglion_exposure, inflammation_at_depth, lesion_exposure

NODES = 25
SHARE = st.floats(0.0, 1.0)
EXPOSURES = st.builds(
    exposure,
    length_mm=st.floats(0.0, 40.0),
    myelin=SHARE,
    seal=SHARE,
    potassium_shift_mv=st.floats(0.0, 60.0),
    inflammation=SHARE,
    touch=SHARE,
    pump=SHARE,
    sensory=st.sampled_from([0.0, 1.0]),
)


def myelinated(*diameters: float) -> MyelinatedFibres:
    return MyelinatedFibres(np.array(diameters or (10.0,)), nodes=NODES)


def unmyelinated() -> UnmyelinatedFibres:
    return UnmyelinatedFibres(np.array([0.8]), 100, compartment_length_um=100.0)


WINDOWS = (myelinated(10.0), myelinated(2.0), unmyelinated())
WORSE = {
    # what is done: how far, and which way each of the fibre's own quantities may go
    "potassium_shift_mv": (20.0, {"sodium_factor": -1, "potassium_reversal_shift_mv": 1}),
    "inflammation": (
        1.0, {"persistent_sodium_factor": 1, "slow_potassium_factor": -1, "sodium_shifted_fraction": 1},
    ),
    "touch": (1.0, {"depolarising_leak_s_cm2": 1}),
    "myelin": (0.1, {"myelin_fraction": -1}),
    "seal": (0.1, {"seal_fraction": -1}),
}  # fmt: skip


def effective(injury: Injury) -> dict[str, np.ndarray]:
    """The injury's arrays; a shift that no channel makes is none."""
    out = {f.name: getattr(injury, f.name) for f in fields(Injury)}
    return out | {"sodium_shift_mv": out["sodium_shift_mv"] * (out["sodium_shifted_fraction"] > 0)}


@pytest.mark.parametrize("fibres", WINDOWS, ids=("thick", "thin", "c"))
@pytest.mark.parametrize("sensory", [0.0, 1.0])
def test_a_healthy_exposure_is_a_healthy_fibre_but_for_the_sensory_potassium(fibres: Fibres, sensory: float) -> None:
    found = effective(injury_of(exposure(sensory=sensory), fibres, constants()))
    for name, value in effective(Injury.healthy(fibres)).items():
        thick_sensory = sensory and isinstance(fibres, MyelinatedFibres) and not fibres.extrapolated.any()
        factor = constants().sensory_slow_potassium if name == "slow_potassium_factor" and thick_sensory else 1.0
        np.testing.assert_array_equal(found[name], value * factor, err_msg=name)


@pytest.mark.parametrize("fibres", WINDOWS, ids=("thick", "thin", "c"))
@pytest.mark.parametrize("done", WORSE)
def test_each_thing_done_changes_its_own_quantities_that_way_and_no_other(fibres: Fibres, done: str) -> None:
    far, ways = WORSE[done]
    start = 1.0 if done in ("myelin", "seal") else 0.0
    steps = [effective(injury_of(exposure(**{done: d}), fibres, constants())) for d in np.linspace(start, far, 6)]
    middle = fibres.places // 2
    for name in steps[0]:
        course = np.array([step[name][0, middle] for step in steps])
        if name in ways:
            assert (np.diff(course) * ways[name] > 0).all(), name
        elif name != "sodium_shift_mv":
            assert np.ptp(course) == 0, name


@given(EXPOSURES)
def test_whatever_the_exposure_the_engine_can_run_it(given_: Exposure) -> None:
    for fibres in WINDOWS:
        injury = injury_of(given_, fibres, constants())
        assert all(np.isfinite(getattr(injury, f.name)).all() for f in fields(Injury))
        checked(injury, fibres)


@given(EXPOSURES, st.floats(0.0, 30.0))
def test_what_lies_outside_the_lesion_is_healthy(given_: Exposure, length_mm: float) -> None:
    fibres = myelinated(10.0)
    here = replace(given_, length_mm=np.array([length_mm]))
    hurt = effective(injury_of(here, fibres, constants()))
    fit = effective(injury_of(exposure(sensory=given_.sensory), fibres, constants()))
    spacing = float(fibres.node_spacing_mm[0])
    centre = (np.arange(NODES) - (NODES - 1) / 2) * spacing
    between = (centre[:-1] + centre[1:]) / 2
    for name, value in hurt.items():
        reach = float(reach_mm(length_mm, constants().lesion_edge_mm)) if value.shape[1] == NODES else length_mm
        where = centre if value.shape[1] == NODES else between
        outside = np.abs(where) >= (reach + spacing) / 2
        np.testing.assert_array_equal(value[0, outside], fit[name][0, outside], err_msg=name)


def test_a_longer_lesion_hurts_no_place_less_and_the_amount_goes_with_the_length() -> None:
    fibres, p = myelinated(10.0), constants()
    spacing = float(fibres.node_spacing_mm[0])
    lengths = np.linspace(0.0, 10 * spacing, 31)
    shift = np.stack(
        [
            injury_of(exposure(length_mm=x, potassium_shift_mv=10.0), fibres, p).potassium_reversal_shift_mv[0]
            for x in lengths
        ]
    )
    assert (np.diff(shift, axis=0) >= -1e-12).all()
    np.testing.assert_allclose(shift.sum(axis=1) * spacing, 10.0 * lengths, atol=1e-9)
    bare = np.stack([1.0 - injury_of(exposure(length_mm=x, myelin=0.5), fibres, p).myelin_fraction[0] for x in lengths])
    np.testing.assert_allclose(bare.sum(axis=1) * spacing, 0.5 * lengths, atol=1e-9)


def test_the_lesion_lies_in_the_middle() -> None:
    for fibres in WINDOWS:
        injury = injury_of(
            exposure(length_mm=5.3, potassium_shift_mv=9.0, myelin=0.3, touch=0.7, inflammation=0.6),
            fibres,
            constants(),
        )
        for f in fields(Injury):
            value = getattr(injury, f.name)
            np.testing.assert_allclose(value, value[:, ::-1], err_msg=f.name)


def test_a_motor_axon_feels_less_of_the_inflammation_and_as_much_of_all_else() -> None:
    fibres = myelinated(10.0, 10.0)
    given_ = exposure(2, sensory=np.array([1.0, 0.0]), inflammation=0.8, potassium_shift_mv=6.0, touch=0.5, myelin=0.4)
    injury = injury_of(given_, fibres, constants())
    middle = NODES // 2
    share = constants().inflamed_motor_share
    assert 0 <= share < 1
    for value in (injury.persistent_sodium_factor - 1.0, injury.sodium_shifted_fraction):
        assert value[1, middle] == pytest.approx(share * value[0, middle])
        assert value[0, middle] > 0
    for name in ("sodium_factor", "depolarising_leak_s_cm2", "potassium_reversal_shift_mv", "myelin_fraction"):
        value = getattr(injury, name)
        np.testing.assert_array_equal(value[0], value[1])
    assert (injury.slow_potassium_factor[0] < injury.slow_potassium_factor[1]).all()


def test_inflammation_comes_from_the_touched_side() -> None:
    depth = np.linspace(0.0, 1.0, 11)
    felt = inflammation_at_depth(np.full(11, 0.8), depth, constants())
    assert felt[0] == pytest.approx(0.8)
    assert (np.diff(felt) < 0).all()
    assert felt[-1] >= 0


def test_a_fibre_meets_the_tissue_at_its_own_depth_load_and_posture() -> None:
    ramp = np.arange(1.0, BINS + 1.0)
    by_posture = ramp[:, None] * np.array([1.0, 2.0])
    asked = scene(
        Spot(myelin=1 - ramp / 10, seal=1 - ramp / 20, potassium_shift_mv=by_posture, ischaemia=by_posture / 40),
        Spot(length_mm=9.0, mechanical=by_posture / 40, inflammation=0.6),
    )
    depth = (np.arange(BINS) + 0.5) / BINS
    rows = np.arange(BINS)
    p = constants()
    for posture in (0, 1):
        first, second = (
            lesion_exposure(
                asked.state,
                asked.moment,
                asked.loads,
                load=np.full(BINS, load),
                posture=np.full(BINS, posture),
                kind=np.full(BINS, CLASSES.index("a_beta")),
                depth=depth,
                parameters=p,
            )
            for load in (0, 1)
        )
        np.testing.assert_allclose(first.myelin, 1 - ramp / 10)
        np.testing.assert_allclose(first.seal, 1 - ramp / 20)
        np.testing.assert_allclose(first.potassium_shift_mv, by_posture[rows, posture])
        np.testing.assert_allclose(first.pump, 1 - by_posture[rows, posture] / 40)
        assert first.inflammation.max() == first.touch.max() == 0
        assert second.healthy.sum() == 0
        np.testing.assert_allclose(second.inflammation, inflammation_at_depth(np.full(BINS, 0.6), depth, p))
        sensitivity = p.touch_healthy + (1 - p.touch_healthy) * 0.6
        np.testing.assert_allclose(second.touch, by_posture[rows, posture] / 40 * sensitivity)
        assert set(first.length_mm) == {6.0}
        assert set(second.length_mm) == {9.0}


def test_motor_and_autonomic_fibres_are_not_sensory() -> None:
    asked = scene(Spot())
    kinds = np.arange(len(CLASSES))
    zero = np.zeros(len(kinds), dtype=np.int64)
    found = lesion_exposure(
        asked.state, asked.moment, asked.loads, load=zero, posture=zero, kind=kinds, depth=zero + 0.5,
        parameters=constants(),
    )  # fmt: skip
    assert {name for name, s in zip(CLASSES, found.sensory, strict=True) if s} == {"a_alpha", "a_beta", "a_delta", "c"}
    assert found.healthy.all()


def test_a_ganglion_is_made_excitable_and_nothing_else() -> None:
    found = ganglion_exposure(np.array([0.0, 0.7]), np.array([0.0, 0.0]), constants())
    assert found.healthy.tolist() == [True, False]
    assert found.inflammation.tolist() == pytest.approx([0.0, 0.7])
    assert (found.myelin == 1).all()
    assert (found.potassium_shift_mv == 0).all()
    assert (found.pump == 1).all()


@given(EXPOSURES)
def test_the_grid_moves_an_exposure_by_no_more_than_half_its_step(given_: Exposure) -> None:
    step = constants().exposure_step
    on_grid = given_.rounded(step)
    for f in fields(Exposure):
        size = {"potassium_shift_mv": 5 * step, "length_mm": 0.5}.get(f.name, step)
        moved = abs(getattr(on_grid, f.name) - getattr(given_, f.name))
        assert (moved <= size / 2 + 1e-8).all(), f.name
    again = on_grid.rounded(step)
    np.testing.assert_array_equal(again.matrix(), on_grid.matrix())


def test_health_lies_on_the_grid() -> None:
    for sensory in (0.0, 1.0):
        healthy = exposure(sensory=sensory)
        np.testing.assert_array_equal(healthy.rounded(constants().exposure_step).matrix(), healthy.matrix())
