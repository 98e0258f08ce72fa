"""Laws of healthy conduction: convergence, agreement with the reference, symmetry, collision,
refractoriness."""

import itertools

import numpy as np
import pytest
from nerve_helpers import first_ms, pulses

from sciatica.nerve import Injury, MyelinatedFibres, Pulses, UnmyelinatedFibres, conduction_velocity_m_s, simulate
from sciatica.nerve.engine import reference

PUBLISHED = np.array([5.7, 7.3, 8.7, 10.0, 11.5, 12.8, 14.0, 15.0, 16.0])


def crossings(time_ms: np.ndarray, voltage_mv: np.ndarray) -> np.ndarray:
    i = np.flatnonzero((voltage_mv[:-1] < -30.0) & (voltage_mv[1:] >= -30.0))
    fraction = (-30.0 - voltage_mv[i]) / (voltage_mv[i + 1] - voltage_mv[i])
    return time_ms[i] + fraction * (time_ms[1] - time_ms[0])


@pytest.mark.parametrize(
    ("fibres", "coarse_ms", "duration_ms"),
    [(MyelinatedFibres(np.array([10.0]), 21), 0.004, 0.6), (UnmyelinatedFibres(np.array([0.8]), 41), 0.02, 5.0)],
)
def test_order_of_convergence_is_two(fibres, coarse_ms, duration_ms) -> None:  # type: ignore[no-untyped-def]
    waves = []
    for halving in range(4):
        stimulus = pulses(fibres, onset_ms=(0.08,))
        recording = simulate(
            fibres, None, stimulus, duration_ms=duration_ms, step_ms=coarse_ms / 2**halving, spike_places=(),
            voltage_places=range(4, fibres.places), voltage_every=2**halving, precision="float64", all_modes=True,
        )  # fmt: skip
        waves.append(recording.voltage_mv)
    # of whole waveforms: the leading error of an arrival alone nearly cancels, which leaves its order to chance
    change = np.array([np.sqrt(np.mean((one - other) ** 2)) for one, other in itertools.pairwise(waves)])
    order = np.log2(change[:-1] / change[1:])
    assert np.all(order > 1.9)
    assert np.all(order < 3.0)


def test_engine_and_reference_share_the_limit_and_the_waveform() -> None:
    fibres = MyelinatedFibres(np.array([10.0]), 21)
    time, voltage = reference.simulate(fibres, None, pulses(fibres), duration_ms=1.2, step_ms=0.001)
    found = simulate(
        fibres, None, pulses(fibres), duration_ms=1.2, step_ms=0.001, spike_places=(8, 16), voltage_places=(12,),
        precision="float64", all_modes=True,
    )  # fmt: skip
    expected = np.array([crossings(time, voltage[place])[0] for place in (8, 16)])
    velocity = 8.0 * fibres.node_spacing_mm[0] / np.diff([first_ms(found)[0], expected], axis=1)
    assert velocity[0, 0] == pytest.approx(velocity[1, 0], rel=1e-3)
    # aligned at the rising crossing, the whole waveform
    lag = crossings(found.time_ms, found.voltage_mv[0, 0])[0] - crossings(time, voltage[12])[0]
    again = np.interp(found.time_ms[100:-100], time + lag, voltage[12])
    assert np.max(np.abs(found.voltage_mv[0, 0, 100:-100] - again)) < 0.5


def test_c_fibre_and_reference_share_the_limit() -> None:
    fibres = UnmyelinatedFibres(np.array([0.8]), 41)
    stimulus = pulses(fibres)
    time, voltage = reference.simulate(fibres, None, stimulus, duration_ms=5.0, step_ms=0.005)
    found = simulate(fibres, None, stimulus, duration_ms=5.0, step_ms=0.005, spike_places=(15, 30), precision="float64")
    expected = np.array([crossings(time, voltage[place])[0] for place in (15, 30)])
    np.testing.assert_allclose(np.diff(first_ms(found)[0]), np.diff(expected), rtol=1e-3)


def across_ms(fibres: MyelinatedFibres, **how: object) -> float:
    seen = simulate(fibres, None, pulses(fibres), duration_ms=1.0, spike_places=(8, 16), **how)  # type: ignore[arg-type]
    return float(np.diff(first_ms(seen)[0])[0])


@pytest.mark.parametrize("temperature_c", [25.0, 37.0, 40.0])
def test_default_is_within_a_thousandth_of_all_modes_in_double(temperature_c: float) -> None:
    # one fibre at a time: the number of modes kept is decided for a batch
    for diameter in (2.0, 5.7, 10.0, 16.0, 20.0):
        fibres = MyelinatedFibres(np.array([diameter]), 19, temperature_c=temperature_c)
        whole = across_ms(fibres, precision="float64", all_modes=True)
        assert across_ms(fibres) == pytest.approx(whole, rel=1e-3), diameter


def test_velocity_rises_with_diameter_and_warmth() -> None:
    slow, fast = (
        conduction_velocity_m_s(MyelinatedFibres(np.linspace(2.0, 20.0, 13), 5, temperature_c=t)) for t in (30.0, 37.0)
    )
    assert np.all(np.diff(slow) > 0.0)
    assert np.all(fast > slow)
    thin = conduction_velocity_m_s(UnmyelinatedFibres(np.array([0.4, 0.8, 1.2]), 5))
    assert np.all(np.diff(thin) > 0.0)
    # a long unmyelinated cable of one membrane obeys velocity ~ sqrt(diameter)
    fine = conduction_velocity_m_s(UnmyelinatedFibres(np.array([0.6, 1.2]), 5, compartment_length_um=10.0))
    assert fine[1] / fine[0] == pytest.approx(np.sqrt(2.0), rel=0.02)


def test_a_healthy_fibre_at_rest_stays_there() -> None:
    for fibres, rest in (
        (MyelinatedFibres(np.array([2.0, 16.0]), 15), -80.0),
        (UnmyelinatedFibres(np.array([0.8]), 15), -60.0),
    ):
        recording = simulate(fibres, None, None, duration_ms=20.0, spike_places=(7,), voltage_places=(0, 7))
        assert recording.spike_count.sum() == 0
        assert np.ptp(recording.voltage_mv, axis=2).max() < 0.01
        assert np.abs(recording.voltage_mv - rest).max() < 0.5


def test_a_mirrored_fibre_gives_the_mirrored_spikes() -> None:
    fibres = MyelinatedFibres(np.array([10.0, 10.0]), 21)
    stimulus = pulses(fibres)
    mirrored = Pulses(np.array([2, 18]), stimulus.onset_ms, 0.1, stimulus.amplitude_na)
    recording = simulate(fibres, None, mirrored, duration_ms=1.0, spike_places=(3, 9, 11, 17), precision="float64")
    times = first_ms(recording)
    np.testing.assert_allclose(times[0], times[1, ::-1], rtol=1e-9)


def test_opposite_spikes_annihilate() -> None:
    """One spike is born of a pulse near one end, the other of a leaky node near the other end: neither
    passes."""
    fibres = MyelinatedFibres(np.full(3, 10.0), 31)
    injury = Injury.healthy(fibres)
    injury.depolarising_leak_s_cm2[1:, 27:30] = 0.015
    injury.slow_potassium_factor[1:, 27:30] = 0.2
    none = np.full((3, 1), np.nan)
    onset = np.where(np.array([True, False, True])[:, None], 0.1, none)
    stimulus = Pulses(np.full(3, 2), onset, 0.1, np.full(3, 5.0))
    recording = simulate(fibres, injury, stimulus, duration_ms=1.6, spike_places=(5, 15, 24))
    assert np.all(recording.spike_count == 1)
    left, right, both = first_ms(recording)
    assert np.all(np.diff(left) > 0.0)
    assert np.all(np.diff(right) < 0.0)
    # together, each place saw only whichever came first
    np.testing.assert_allclose(both[[0, 2]], np.minimum(left, right)[[0, 2]], atol=2e-3)


def test_a_second_spike_needs_the_refractory_period_to_pass() -> None:
    gaps = np.array([0.3, 0.5, 0.8, 1.2, 2.0, 4.0])
    fibres = MyelinatedFibres(np.full(len(gaps), 10.0), 21)
    onset = np.stack([np.full(len(gaps), 0.1), 0.1 + gaps], axis=1)
    stimulus = Pulses(np.full(len(gaps), 2), onset, 0.1, np.full(len(gaps), 3.0))
    count = simulate(fibres, None, stimulus, duration_ms=8.0, spike_places=(16,)).spike_count[:, 0]
    assert np.all(np.diff(count) >= 0)
    assert count[0] == 1
    assert count[-1] == 2


def test_threshold_current_separates_silence_from_one_full_spike() -> None:
    amplitude = np.linspace(0.2, 3.0, 29)
    fibres = MyelinatedFibres(np.full(len(amplitude), 10.0), 21)
    stimulus = Pulses(np.full(len(amplitude), 10), np.full((len(amplitude), 1), 0.1), 0.1, amplitude)
    count = simulate(fibres, None, stimulus, duration_ms=2.0, spike_places=(3, 17)).spike_count
    assert np.array_equal(count[:, 0], count[:, 1])  # leaves both ways or not at all
    assert np.array_equal(np.diff(count[:, 0]) != 0, np.diff(count[:, 0]) == 1)
    assert count[0, 0] == 0
    assert count[-1, 0] == 1


def test_nothing_rings_after_the_edges_of_a_pulse() -> None:
    fibres = MyelinatedFibres(np.array([10.0]), 11)
    stimulus = Pulses(np.array([5]), np.array([[0.1]]), 0.2, np.array([0.3]))
    time, voltage = reference.simulate(fibres, None, stimulus, duration_ms=0.6, step_ms=0.001)
    for step, within in ((0.005, 3), (0.01, 6)):
        seen = simulate(
            fibres, None, stimulus, duration_ms=0.6, step_ms=step, spike_places=(), voltage_places=(5, 6),
            precision="float64",
        )  # fmt: skip
        after_edge = np.minimum(np.abs(seen.time_ms - 0.1), np.abs(seen.time_ms - 0.3))
        late = after_edge > (within + 0.5) * step
        for i, place in enumerate((5, 6)):
            error = seen.voltage_mv[0, i] - np.interp(seen.time_ms, time, voltage[place])
            swing = np.ptp(voltage[place])
            assert np.abs(error[late]).max() < 0.02 * swing
            # what rings changes sign from step to step: its second difference is four times itself
            assert np.abs(np.diff(error, 2))[late[2:] & late[:-2]].max() < 0.01 * swing
