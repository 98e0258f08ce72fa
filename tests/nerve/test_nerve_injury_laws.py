"""Laws of injured conduction: what slows, what blocks, what fires by itself, and both solvers agreeing on
it."""

import dataclasses

import numpy as np
import pytest
from nerve_helpers import first_ms, pulses

from sciatica.nerve import Injury, MyelinatedFibres, UnmyelinatedFibres, simulate
from sciatica.nerve.engine import reference
from sciatica.nerve.fibres import Fibres

INJURIES = {
    "shift": {"sodium_shift_mv": 6.0, "sodium_shifted_fraction": 0.6},
    "leak": {"depolarising_leak_s_cm2": 0.004},
    "potassium": {"potassium_reversal_shift_mv": 8.0},
    "sodium": {"sodium_factor": 0.6, "persistent_sodium_factor": 2.0, "slow_potassium_factor": 0.5},
    "myelin": {"myelin_fraction": 0.15},
    "seal": {"seal_fraction": 0.1},
}


def injured(fibres: Fibres, where: slice, **values: float) -> Injury:
    injury = Injury.healthy(fibres)
    for name, value in values.items():
        getattr(injury, name)[:, where] = value
    return injury


def first_or_nan(fibres: Fibres, injury: Injury, places: tuple[int, ...], duration_ms: float = 3.0) -> np.ndarray:
    recording = simulate(fibres, injury, pulses(fibres), duration_ms=duration_ms, spike_places=places)
    if recording.spike_time_ms.shape[2] == 0:
        return np.full(recording.spike_count.shape, np.nan)
    return first_ms(recording)


@pytest.mark.parametrize("name", INJURIES)
@pytest.mark.parametrize("diameter", [3.0, 12.8])
def test_engine_and_reference_agree_on_each_injury(name: str, diameter: float) -> None:
    fibres = MyelinatedFibres(np.array([diameter]), 17)
    injury = injured(fibres, slice(7, 10), **INJURIES[name])
    stimulus = pulses(fibres)
    found = simulate(
        fibres, injury, stimulus, duration_ms=1.0, step_ms=0.002, spike_places=(5, 13), precision="float64",
        voltage_places=tuple(range(17)),
    )  # fmt: skip
    time, voltage = reference.simulate(
        fibres, injury, stimulus, duration_ms=1.0, step_ms=0.002, start_mv=found.voltage_mv[0, :, 0]
    )
    expected = []
    for place in (5, 13):
        v = voltage[place]
        i = int(np.flatnonzero((v[:-1] < -30.0) & (v[1:] >= -30.0))[0])
        expected.append(time[i] + (-30.0 - v[i]) / (v[i + 1] - v[i]) * 0.002)
    np.testing.assert_allclose(voltage[:, 45], found.voltage_mv[0, :, 44], atol=0.05)  # before the pulse: the same rest
    assert np.diff(first_ms(found)[0])[0] == pytest.approx(expected[1] - expected[0], rel=4e-3)


@pytest.mark.parametrize("name", ["myelin", "seal", "shift"])
@pytest.mark.parametrize("diameter", [5.7, 13.0])
def test_default_keeps_to_all_modes_in_an_injury(name: str, diameter: float) -> None:
    fibres = MyelinatedFibres(np.array([diameter]), 21)
    injury = injured(fibres, slice(8, 12), **INJURIES[name])
    kwargs = {"duration_ms": 1.5, "spike_places": (5, 16)}
    fast = simulate(fibres, injury, pulses(fibres), **kwargs)  # type: ignore[arg-type]
    whole = simulate(fibres, injury, pulses(fibres), precision="float64", all_modes=True, **kwargs)  # type: ignore[arg-type]
    np.testing.assert_allclose(np.diff(first_ms(fast)), np.diff(first_ms(whole)), rtol=1e-3)


def test_more_myelin_loss_never_speeds_and_ends_in_block() -> None:
    left = np.array([1.0, 0.7, 0.5, 0.35, 0.25, 0.18, 0.12, 0.08, 0.05, 0.03, 0.02, 0.01])
    fibres = MyelinatedFibres(np.full(len(left), 8.0), 31)
    injury = Injury.healthy(fibres)
    injury.myelin_fraction[:, 12:18] = left[:, None]
    times = first_or_nan(fibres, injury, (8, 24))
    delay = times[:, 1] - times[:, 0]
    passed = ~np.isnan(delay)
    assert passed[0]
    assert not passed[-1]
    assert np.all(np.diff(passed.astype(int)) <= 0)
    assert np.all(np.diff(delay[passed]) > 0.0)


def test_an_open_seal_slows_more_the_more_it_is_open() -> None:
    left = np.array([1.0, 0.5, 0.2, 0.1, 0.05])
    fibres = MyelinatedFibres(np.full(len(left), 10.0), 31)
    injury = Injury.healthy(fibres)
    injury.seal_fraction[:, 12:18] = left[:, None]
    times = first_or_nan(fibres, injury, (8, 24))
    assert np.all(np.diff(times[:, 1] - times[:, 0]) > 0.0)


@pytest.mark.parametrize(
    "fibres", [MyelinatedFibres(np.full(9, 10.0), 31), UnmyelinatedFibres(np.full(9, 0.8), 61)], ids=["A", "C"]
)
def test_a_stretch_without_sodium_channels_blocks_once_and_for_all(fibres: Fibres) -> None:
    injury = Injury.healthy(fibres)
    middle = slice(fibres.places // 3, 2 * fibres.places // 3)
    injury.sodium_factor[:, middle] = np.linspace(1.0, 0.0, 9)[:, None]
    duration = 4.0 if isinstance(fibres, MyelinatedFibres) else 14.0
    recording = simulate(fibres, injury, pulses(fibres), duration_ms=duration, spike_places=(5, fibres.places - 5))
    passed = recording.spike_count[:, 1] > 0
    assert passed[0]
    assert not passed[-1]
    assert np.all(np.diff(passed.astype(int)) <= 0)
    assert np.all(recording.spike_count[:, 0] == 1)


def test_gathered_potassium_slows_nothing_fires_or_blocks_by_its_depth() -> None:
    dose = np.array([0.0, 2.0, 5.0, 10.0, 16.0, 18.0, 20.0])
    fibres = MyelinatedFibres(np.full(len(dose), 10.0), 31)
    injury = Injury.healthy(fibres)
    injury.potassium_reversal_shift_mv[:, 10:20] = dose[:, None]
    quiet = simulate(fibres, injury, None, duration_ms=20.0, spike_places=(5, 15, 26)).spike_count
    asked = simulate(fibres, injury, pulses(fibres), duration_ms=4.0, spike_places=(5, 26)).spike_count
    assert np.all(quiet[:3] == 0)
    assert np.all(asked[:3] == 1)
    assert np.all(quiet[3] > 2)  # more: fires by itself
    assert np.all(quiet[4:] == 0)
    assert np.all(asked[4:, 1] == 0)


def test_a_leaky_stretch_of_c_fibre_fires_by_itself_and_its_spikes_leave_both_ways() -> None:
    leak = np.array([0.0, 1e-5, 3e-5, 5e-5, 1e-4])
    fibres = UnmyelinatedFibres(np.full(len(leak), 0.8), 61)
    injury = Injury.healthy(fibres)
    injury.depolarising_leak_s_cm2[:, 20:41] = leak[:, None]
    recording = simulate(fibres, injury, None, duration_ms=150.0, spike_places=(5, 30, 55))
    count = recording.spike_count
    assert np.all(count[:2] == 0)  # too little: silent
    assert np.all(np.diff(count[1:, 1]) > 0)  # more leak, more spikes
    assert np.all(np.abs(count[:, 0] - count[:, 1]) <= 1)
    # the stretch is symmetric: both ends see the same spikes at the same time, after the middle
    for fibre in (2, 3, 4):
        n = count[fibre].min()
        times = recording.spike_time_ms[fibre, :, :n]
        np.testing.assert_allclose(times[0], times[2], atol=0.05)
        assert np.all(times[0] > times[1])


def test_shifted_sodium_channels_make_a_myelinated_fibre_fire_and_too_few_do_not() -> None:
    fraction = np.array([0.25, 1.0])
    fibres = MyelinatedFibres(np.full(2, 13.0), 31)
    injury = Injury.healthy(fibres)
    injury.sodium_shift_mv[:, 14:17] = 10.0
    injury.sodium_shifted_fraction[:, 14:17] = fraction[:, None]
    injury.slow_potassium_factor[:, 14:17] = 0.5
    recording = simulate(fibres, injury, None, duration_ms=40.0, spike_places=(3, 15, 27))
    assert np.all(recording.spike_count[0] == 0)
    assert np.all(recording.spike_count[1] > 2)
    # the injury is symmetric, so what leaves it leaves both ways at once
    times = recording.spike_time_ms[1, :, : recording.spike_count[1].min()]
    np.testing.assert_allclose(times[0], times[2], atol=0.02)


def test_an_injured_fibre_starts_at_its_own_rest_without_a_jolt() -> None:
    fibres = MyelinatedFibres(np.array([8.0]), 21)
    injury = injured(
        fibres, slice(9, 12), depolarising_leak_s_cm2=0.005, sodium_shift_mv=4.0, sodium_shifted_fraction=0.5
    )
    injury.potassium_reversal_shift_mv[:, 8:13] = 5.0
    seen = simulate(
        fibres, injury, None, duration_ms=30.0, spike_places=(10,), voltage_places=tuple(range(21)), voltage_every=50
    )
    assert seen.spike_count.sum() == 0
    assert np.ptp(seen.voltage_mv, axis=2).max() < 0.02
    assert seen.voltage_mv[0, 10, 0] > seen.voltage_mv[0, 0, 0] + 2.0  # and that rest is depolarised


def test_no_injury_and_healthy_arrays_are_the_same() -> None:
    fibres = MyelinatedFibres(np.array([5.7, 16.0]), 15)
    a, b = (
        simulate(fibres, injury, pulses(fibres), duration_ms=1.0, spike_places=(10,))
        for injury in (None, Injury.healthy(fibres))
    )
    np.testing.assert_array_equal(a.spike_time_ms, b.spike_time_ms)


def test_every_part_of_an_injury_matters() -> None:
    values = {
        "sodium_factor": 0.7,
        "persistent_sodium_factor": 3.0,
        "slow_potassium_factor": 0.2,
        "depolarising_leak_s_cm2": 0.005,
        "potassium_reversal_shift_mv": 5.0,
        "pump_current_ua_cm2": 50.0,
        "myelin_fraction": 0.3,
        "seal_fraction": 0.2,
    }
    fibres = MyelinatedFibres(np.array([10.0]), 15)
    healthy = first_or_nan(fibres, Injury.healthy(fibres), (12,), 1.0)[0, 0]
    for name, value in values.items():
        hurt = first_or_nan(fibres, injured(fibres, slice(5, 9), **{name: value}), (12,), 1.0)[0, 0]
        assert abs(hurt - healthy) > 1e-5, name
    both = injured(fibres, slice(5, 9), sodium_shift_mv=5.0, sodium_shifted_fraction=0.5)
    assert abs(first_or_nan(fibres, both, (12,), 1.0)[0, 0] - healthy) > 1e-5
    elsewhere = {"internodal_potassium_s_cm2", "pump_factor"}  # the full path's, and membranes' with a pump
    shifted = {"sodium_shift_mv", "sodium_shifted_fraction"}
    assert {f.name for f in dataclasses.fields(Injury)} == {*values} | shifted | elsewhere
