"""Fibres that share an outside: no coupling is no company, and what coupling does has limits known beforehand."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica.core.errors import InputError
from sciatica.nerve import Injury, MyelinatedFibres, Pulses, UnmyelinatedFibres
from sciatica.nerve.bundle.ephaptic import BundleRecording, Space, fluid_for, simulate_bundle
from sciatica.nerve.engine import reference
from sciatica.nerve.fibres import Fibres

RESISTIVITY = 70.0


def pulses(onsets: list[float], amplitude_na: float = 2.0, duration_ms: float = 0.1) -> Pulses:
    count = len(onsets)
    return Pulses(np.full(count, 2), np.array(onsets)[:, None], duration_ms, np.full(count, amplitude_na))


def first(recording: BundleRecording, place: int) -> np.ndarray:
    return recording.fibres.spike_time_ms[:, place, 0]


def hurt(fibres: MyelinatedFibres) -> Injury:
    injury = Injury.healthy(fibres)
    middle = slice(fibres.nodes // 2 - 2, fibres.nodes // 2 + 2)
    injury.myelin_fraction[:, middle] = 0.1
    injury.seal_fraction[:, middle] = 0.3
    injury.potassium_reversal_shift_mv[:, middle] = 4.0
    injury.sodium_shift_mv[:, middle] = 5.0
    injury.sodium_shifted_fraction[:, middle] = 0.3
    injury.pump_current_ua_cm2[:, middle] = 20.0
    return injury


@pytest.mark.parametrize("fluid_um2", [np.inf, 1e12])
def test_without_coupling_each_fibre_is_the_slow_reference_alone(fluid_um2: float) -> None:
    fibres = MyelinatedFibres(np.array([10.0, 7.3]), 13)
    injury = hurt(fibres)
    given = pulses([0.1, 0.2], 3.0)
    seen = simulate_bundle(
        fibres, injury, given, Space(fluid_um2), duration_ms=0.8, spike_places=(3,), voltage_places=tuple(range(13))
    )
    for f in range(2):
        alone = MyelinatedFibres(fibres.diameter_um[[f]], 13)
        own = Injury(**{name: getattr(injury, name)[[f]] for name in Injury.__dataclass_fields__})
        pulse = Pulses(given.place[[f]], given.onset_ms[[f]], 0.1, given.amplitude_na[[f]])
        _, v = reference.simulate(alone, own, pulse, duration_ms=0.8, step_ms=0.005)
        np.testing.assert_allclose(seen.fibres.voltage_mv[f], v[:, 1:], atol=1e-6 if np.isinf(fluid_um2) else 1e-3)


def test_a_lone_fibre_in_a_narrow_tube_is_one_with_more_resistance_along() -> None:
    # a fluid like axoplasm, share b of the axon, adds 1/b of its resistance: velocity goes with (1 + 1/b)^-1/2
    narrow, places = (15, 35), 50
    velocity = []
    fluid = [np.inf, *(fluid_for(UnmyelinatedFibres(np.array([1.0]), places), b) for b in (1.0, 0.5))]
    for each in fluid:
        fibre = UnmyelinatedFibres(np.array([1.0]), places, compartment_length_um=25.0)
        space = Space(each, resistivity_ohm_cm=100.0, grid_mm=0.025)
        seen = simulate_bundle(
            fibre, None, pulses([0.1], 0.6, 0.5), space, duration_ms=6.0, step_ms=0.02, spike_places=narrow
        )
        velocity.append(1.0 / float((first(seen, 1) - first(seen, 0))[0]))
    np.testing.assert_allclose(np.array(velocity[1:]) / velocity[0], [2.0**-0.5, 3.0**-0.5], rtol=0.02)


def bundle(fibres: Fibres, share: float, onsets: list[float]) -> BundleRecording:
    fluid = fluid_for(fibres, share) if np.isfinite(share) else np.inf
    return simulate_bundle(
        fibres, None, pulses(onsets), Space(fluid, RESISTIVITY), duration_ms=1.0, step_ms=0.01, spike_places=(5, 16)
    )


def test_a_volley_is_slower_than_an_impulse_alone_and_the_more_so_the_less_fluid_there_is() -> None:
    fibres = MyelinatedFibres(np.full(2, 10.0), 21)
    took = [float((first(b, 1) - first(b, 0))[0]) for b in (bundle(fibres, s, [0.1, 0.1]) for s in (np.inf, 3, 1, 0.5))]
    assert (np.diff(took) > 0.0).all()
    alone = bundle(fibres, 1.0, [0.1, np.nan])
    assert float((first(alone, 1) - first(alone, 0))[0]) < took[2]


def test_impulses_a_little_apart_draw_together() -> None:
    fibres = MyelinatedFibres(np.full(2, 10.0), 21)
    for share in (1.0, 0.5):
        seen = bundle(fibres, share, [0.10, 0.13])
        near, far = (np.diff(first(seen, place))[0] for place in (0, 1))
        assert 0.0 <= far < 0.9 * near
    apart = bundle(fibres, np.inf, [0.10, 0.13])
    assert np.diff(first(apart, 1))[0] == pytest.approx(np.diff(first(apart, 0))[0], rel=1e-3)


def test_fibres_that_do_alike_may_be_one_with_a_weight() -> None:
    many = MyelinatedFibres(np.full(5, 10.0), 15)
    given = pulses([0.1, 0.1, 0.1, np.nan, np.nan])
    fluid = fluid_for(many, 0.5)
    whole = simulate_bundle(
        many, None, given, Space(fluid), duration_ms=0.6, step_ms=0.01, spike_places=(10,), voltage_places=(3, 7)
    )
    two = MyelinatedFibres(np.full(2, 10.0), 15)
    mean = simulate_bundle(
        two, None, pulses([0.1, np.nan]), Space(fluid, copies=np.array([3.0, 2.0])),
        duration_ms=0.6, step_ms=0.01, spike_places=(10,), voltage_places=(3, 7),
    )  # fmt: skip
    np.testing.assert_allclose(whole.fibres.voltage_mv[[0, 3]], mean.fibres.voltage_mv, atol=1e-6)
    assert fluid_for(two, 0.5, np.array([3.0, 2.0])) == pytest.approx(fluid)


def test_a_finer_grid_outside_and_a_shift_of_all_fibres_change_little_and_nothing() -> None:
    fibres = MyelinatedFibres(np.array([10.0, 8.7]), 15)
    runs = [
        simulate_bundle(
            fibres, None, pulses([0.1, 0.12]), Space(fluid_for(fibres, 0.5), offset_mm=offset, grid_mm=grid),
            duration_ms=0.6, step_ms=0.01, spike_places=(10,), voltage_places=(7,),
        )
        for offset, grid in ((None, 0.5), (None, 0.25), (np.array([3.0, 3.0]), 0.5))
    ]  # fmt: skip
    coarse, fine, moved = (r.fibres.spike_time_ms for r in runs)
    np.testing.assert_allclose(coarse, fine, atol=0.005)
    np.testing.assert_allclose(coarse, moved, atol=1e-9)


def test_an_impulse_crosses_to_its_neighbour_where_myelin_is_lost_and_fluid_scarce_and_nowhere_else() -> None:
    fibres = MyelinatedFibres(np.full(2, 10.0), 31)
    spacing = float(fibres.node_spacing_mm[0])
    bare = Injury.healthy(fibres)
    bare.myelin_fraction[:, 11:19] = 0.1
    bare.seal_fraction[:, 11:19] = 0.1

    def neighbour(injury: Injury | None, share: float) -> int:
        wide, narrow = fluid_for(fibres, 3.0), fluid_for(fibres, share)
        at = np.array([0, 9, 10, 20, 21, 30]) * spacing
        space = Space(np.array([wide, wide, narrow, narrow, wide, wide]), RESISTIVITY, at)
        seen = simulate_bundle(
            fibres, injury, pulses([0.1, np.nan]), space, duration_ms=2.4, step_ms=0.01, spike_places=(28,)
        )
        assert seen.fibres.spike_count[0, 0] == 1  # the impulse itself arrives
        return int(seen.fibres.spike_count[1, 0])

    assert neighbour(bare, 0.1) == 1
    assert neighbour(bare, 0.3) == 0
    assert neighbour(None, 0.1) == 0


def test_what_is_no_bundle_is_refused_by_name() -> None:
    fibres = MyelinatedFibres(np.full(2, 10.0), 5)
    for space, name in (
        (Space(0.0), "fluid_um2"),
        (Space(np.nan), "fluid_um2"),
        (Space(np.array([1.0, 2.0])), "fluid_mm"),
        (Space(10.0, resistivity_ohm_cm=-1.0), "resistivity"),
        (Space(10.0, copies=np.ones(3)), "copies"),
        (Space(10.0, offset_mm=np.array([0.0, np.nan])), "offset_mm"),
        (Space(10.0, grid_mm=0.0), "grid_mm"),
    ):
        with pytest.raises(InputError, match=name):
            simulate_bundle(fibres, None, None, space, duration_ms=0.1, spike_places=(2,))
    injury = Injury.healthy(fibres)
    injury.internodal_potassium_s_cm2[:] = 0.01
    with pytest.raises(InputError, match="internodal"):
        simulate_bundle(fibres, injury, None, Space(10.0), duration_ms=0.1, spike_places=(2,))
