"""Laws of the ganglion cell: what its T-junction lets pass, and when it fires by itself."""

from dataclasses import replace

import numpy as np
import pytest

from sciatica.nerve import Pulses, UnmyelinatedFibres, membranes, simulate
from sciatica.nerve.damage import Injury
from sciatica.nerve.fibres import GanglionCells
from sciatica.nerve.membranes import _sundt2015_cell as shared

CELLS = ("sundt2015_ganglion", "sundt2015_kcnq", "sundt2015_sk")
TRAIN = 21


def cells(membrane: str, count: int, temperature_c: float = 35.0) -> GanglionCells:
    """Cells of the authors' figure 5d with processes of 1.5 mm."""
    return GanglionCells(
        np.full(count, 0.8), peripheral_length_mm=1.5, central_length_mm=1.5, stem_length_um=75.0,
        temperature_c=temperature_c, membrane=membrane,
    )  # fmt: skip


def passed(membrane: str, rate_hz: np.ndarray, spikes: int) -> np.ndarray:
    """Stimuli of trains to the peripheral process that are answered by a spike at the central end."""
    some = cells(membrane, len(rate_hz))
    onset = 5.0 + np.arange(spikes) * 1e3 / rate_hz[:, None]
    pulses = Pulses(np.full(len(rate_hz), 2), onset, 1.0, np.full(len(rate_hz), 0.2))
    places = (20, some.places - 8)
    seen = simulate(some, None, pulses, duration_ms=onset.max() + 20.0, step_ms=0.04, spike_places=places)
    assert (seen.spike_count[:, 0] >= spikes).all()
    # a spike may turn back at the junction, so that spikes are counted by the stimulus they follow
    late = seen.spike_time_ms[:, 1] - seen.spike_time_ms[:, 1, :1] + onset[:, :1] + 1.0
    return np.array([
        len(np.unique(np.searchsorted(row, times[~np.isnan(times)]))) for row, times in zip(onset, late, strict=True)
    ])  # fmt: skip


@pytest.mark.parametrize("name", CELLS)
def test_every_section_rests_at_minus_sixty(name: str) -> None:
    membrane = membranes.load(name)
    for section in membrane.SECTIONS:
        k = membrane.constants(35.0, 1.0, section)
        found = membrane.rates(-60.0, membrane.POOLS_START, k)
        gates = tuple(found[i] / (found[i] + found[i + 1]) for i in range(0, len(found), 3))
        _, potassium, other, source = membrane.other_currents(-60.0, gates, membrane.POOLS_START, (4e4, 1.0), k)
        sodium = membrane.sodium_conductance(gates[:2], k)
        current = sodium * (-60.0 - k.sodium_mv) + potassium * (-60.0 - k.potassium_mv) - other * 60.0 - source
        assert abs(current) < 1e-12
        (calcium,) = membrane.pool_rates(-60.0, 0.0, 0.0, gates, membrane.POOLS_START, (4e4, 1.0), k)
        assert abs(calcium) < 1e-4


def test_away_from_the_ganglion_it_is_the_axon() -> None:
    axon = membranes.load("sundt2015")
    voltages = np.linspace(-90.0, 40.0, 131)
    theirs = axon.constants(37.0, 0.01)
    for name in CELLS:
        k = membranes.load(name).constants(37.0, 0.01)
        ours = shared.rates(voltages, shared.POOLS_START, k)
        expected = (*axon.sodium_rates(voltages, theirs), *axon.other_rates(voltages, theirs))
        for i in range(0, 12, 3):
            for part in (0, 1):
                ratio = expected[i + part] / expected[i + 2]
                np.testing.assert_allclose(ours[i + part] / ours[i + 2], ratio, rtol=1e-12)
        assert (k.sodium_s_cm2, k.kdr_s_cm2) == (theirs.sodium_s_cm2, theirs.potassium_s_cm2)
        assert k.leak_mv == pytest.approx(axon.leak_reversal_mv(37.0), abs=0.01)


def test_calcium_opens_sk_channels_and_the_m_current_opens_with_voltage() -> None:
    k = membranes.load("sundt2015_sk").constants(35.0, 1.0, "soma")

    def steady(v_mv: float, calcium_um: float) -> dict[str, float]:
        found = shared.rates(v_mv, (calcium_um,), k)
        gates = (found[i] / (found[i] + found[i + 1]) for i in range(0, len(found), 3))
        return dict(zip(shared.GATES, (float(gate) for gate in gates), strict=True))

    assert steady(-60.0, 0.07)["sk_q"] < 0.05 < 0.9 < steady(-60.0, 1.0)["sk_q"]
    assert steady(-30.0, 0.07)["km"] == pytest.approx(0.5, abs=1e-9)


@pytest.mark.slow
def test_the_junction_passes_fewer_spikes_the_slower_the_outward_current() -> None:
    """Sundt 2015: 110 Hz without slow currents, 30 with KCNQ, 6 with calcium-gated potassium."""
    plain = passed("sundt2015_ganglion", np.array([60.0, 80.0, 95.0, 115.0, 130.0]), TRAIN)
    assert (plain[:3] == TRAIN).all()
    assert (plain[3:] < TRAIN).all()
    m_current = passed("sundt2015_kcnq", np.array([30.0, 40.0, 75.0, 95.0]), TRAIN)
    assert (m_current[:2] == TRAIN).all()
    assert (m_current[2:] < TRAIN).all()
    slow = passed("sundt2015_sk", np.array([6.0, 20.0, 40.0]), 8)
    assert slow[0] == 8
    assert (slow[1:] < 8).all()


@pytest.mark.slow
def test_a_leaky_or_shifted_ganglion_fires_by_itself_and_both_ways_and_a_healthy_one_is_silent() -> None:
    some = cells("sundt2015_ganglion", 6, 37.0)
    health = Injury.healthy(some)
    within = (some.shape.section > 0).astype(float)
    leak = np.array([0.0, 3e-5, 1e-4, 0.0, 0.0, 0.0])[:, None] * within
    shift = np.array([0.0, 0.0, 0.0, 2.0, 8.0, 12.0])[:, None] * within
    hurt = replace(
        health, depolarising_leak_s_cm2=leak, sodium_shift_mv=shift, sodium_shifted_fraction=(shift > 0.0).astype(float)
    )
    ends = (3, some.junction_place, some.places - 4)
    seen = simulate(some, hurt, None, duration_ms=300.0, step_ms=0.04, spike_places=ends)
    count = seen.spike_count
    assert (count[[0, 3]] == 0).all()
    assert (count[[1, 2, 4, 5]][:, [0, 2]] >= 8).all()
    assert count[2, 0] > count[1, 0]
    assert (np.abs(count[:, 0] - count[:, 2]) <= 2).all()
    first = seen.spike_time_ms[[1, 2, 4, 5], :, 0]
    assert (first[:, 0] > first[:, 1]).all()
    assert (first[:, 2] > first[:, 1]).all()


def soma_firing(current_na: np.ndarray, leak_s_cm2: np.ndarray) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
    """Kovalsky's soma, cut from a cylinder of 50 by 50 µm, under steady current: spike times, voltages, their times."""
    count = len(current_na)
    patch = UnmyelinatedFibres(np.full(count, 5.0), 3, 10.0, 20.0, "kovalsky2009")
    share = 3.0 * 5.0 * 10.0 / 50.0**2
    pulses = Pulses(np.full(count, 1), np.full((count, 1), 1.0), 2e3, current_na * share)
    hurt = replace(Injury.healthy(patch), depolarising_leak_s_cm2=np.tile(leak_s_cm2[:, None], (1, 3)))
    # the leak, as the current, comes to a cell at rest: entered slowly, its firing may never begin
    seen = simulate(patch, hurt, pulses, duration_ms=1200.0, step_ms=0.05, spike_places=(1,), voltage_places=(1,),
                    voltage_every=10, start=np.zeros((count, 3)))  # fmt: skip
    spikes = [times[~np.isnan(times)] for times in seen.spike_time_ms[:, 0]]
    return spikes, seen.voltage_mv[:, 0], seen.time_ms


@pytest.mark.slow
def test_the_soma_oscillates_then_bursts_then_fires_without_end_as_it_is_depolarised() -> None:
    """Kovalsky 2009, the authors' notes: two bursts at .019 nA, first intervals near 30 ms, tonic above .063 nA at 36
    Hz, at most 99 Hz, and no spikes but oscillations once depolarised beyond."""
    current = np.array([0.0, 0.012, 0.03, 0.13, 1.362, 1.62])
    spikes, voltage, time = soma_firing(current, np.zeros(6))
    assert len(spikes[0]) == len(spikes[1]) == 0
    assert voltage[0, -1] == pytest.approx(-57.4, abs=0.2)

    ringing = voltage[1][(time > 30.0) & (time < 300.0)]
    tops = np.flatnonzero((ringing[1:-1] > ringing[:-2]) & (ringing[1:-1] >= ringing[2:]))
    assert 1e3 / (np.diff(tops).mean() * 0.5) == pytest.approx(45.0, rel=0.05)

    burst = np.diff(spikes[2])
    assert burst[0] == pytest.approx(30.0, rel=0.1)
    assert (np.diff(burst) > 0.0).all()
    assert spikes[2][-1] < 700.0 < 1150.0 < spikes[3][-1]
    tonic = np.diff(spikes[3])[2:]
    assert tonic.max() < 1.3 * tonic.min()
    assert 1e3 / tonic.mean() == pytest.approx(36.0, rel=0.1)
    assert 80.0 < 1e3 / np.diff(spikes[4])[-5:].mean() < 105.0
    assert len(spikes[5]) <= 2


@pytest.mark.slow
def test_a_leak_makes_the_soma_fire_as_a_current_does() -> None:
    spikes, _, _ = soma_firing(np.zeros(4), np.array([0.0, 1e-6, 1e-5, 1e-4]))
    assert len(spikes[0]) == len(spikes[1]) == 0
    assert 0 < len(spikes[2]) < len(spikes[3])


def test_gates_of_the_soma_are_probabilities() -> None:
    membrane = membranes.load("kovalsky2009")
    k = membrane.constants(20.0, 1.0)
    v = np.linspace(-100.0, 50.0, 301)
    found = membrane.rates(v, (), k)
    for i in range(0, len(found), 3):
        assert (np.asarray(found[i] / found[i + 2]) > 0.0).all()
        assert (np.asarray(found[i + 1] / found[i + 2]) > 0.0).all()
    late = found[9] / (found[9] + found[10])
    assert late.max() < 0.9827
    assert late[np.argmin(np.abs(v + 55.67))] == pytest.approx(0.4914, abs=0.02)
