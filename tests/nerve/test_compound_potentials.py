"""Potentials around fibres: no current is made or lost, and a longer nerve disperses what travels along it."""

import numpy as np
import pytest
from scipy.interpolate import CubicSpline

from sciatica.core.errors import InputError
from sciatica.nerve import (
    Injury,
    MyelinatedFibres,
    Pulses,
    Recording,
    UnmyelinatedFibres,
    compound_potential,
    outward_currents_na,
    point_source_mv,
    simulate,
    single_fibre_uv,
    straight_mm,
    travelling,
)
from sciatica.nerve.compound import Travelling

STEP = 0.005


def fired(fibres: MyelinatedFibres, injury: Injury | None = None) -> Recording:
    count = len(fibres.diameter_um)
    pulses = Pulses(np.full(count, 2), np.full((count, 1), 0.1), 0.1, np.full(count, 5.0))
    everywhere = range(fibres.places)
    return simulate(
        fibres, injury, pulses, duration_ms=1.4, step_ms=STEP, spike_places=everywhere, voltage_places=everywhere,
        precision="float64",
    )  # fmt: skip


@pytest.fixture(scope="module")
def waves() -> Travelling:
    return travelling(MyelinatedFibres(np.linspace(7.0, 14.0, 24), 5))


def test_what_leaves_a_fibre_sums_to_zero_so_that_a_monopole_vanishes() -> None:
    fibres = MyelinatedFibres(np.array([8.7, 10.0]), 21)
    injury = Injury.healthy(fibres)
    injury.myelin_fraction[1, 8:12] = 0.1
    leaving = outward_currents_na(fibres, injury, fired(fibres, injury).voltage_mv, STEP)
    assert np.abs(leaving).max() > 1.0
    assert np.abs(leaving.sum(axis=1)).max() < 1e-12
    far = point_source_mv(straight_mm(fibres), (1e5, 0.0, 0.0), conductivity_s_m=0.2)
    net = np.einsum("fs,fst->ft", far, leaving)
    assert np.abs(net).max() < 1e-5 * np.einsum("fs,fst->ft", far, np.abs(leaving)).max()


def test_a_single_cable_loses_the_second_difference_of_its_voltage() -> None:
    fibre = UnmyelinatedFibres(np.array([1.0]), 7)
    rng = np.random.default_rng(1)
    voltage = np.concatenate([np.zeros((1, 7, 1)), rng.normal(size=(1, 7, 4))], axis=2)
    leaving = outward_currents_na(fibre, None, voltage, 0.02)
    inner = voltage[0, :-2] - 2.0 * voltage[0, 1:-1] + voltage[0, 2:]
    np.testing.assert_allclose(leaving[0, 1:-1] / leaving[0, 1, 1], inner / inner[0, 1], rtol=1e-9, atol=1e-9)
    assert np.abs(leaving.sum(axis=1)).max() < 1e-12


def test_the_travelling_template_is_the_simulated_fibre() -> None:
    fibre = MyelinatedFibres(np.array([10.0]), 41)
    run = fired(fibre)
    leaving = outward_currents_na(fibre, None, run.voltage_mv, STEP)
    wave = travelling(fibre)
    at = run.spike_time_ms[0, 20, 0] + wave.time_ms
    inside = (at > 0.2) & (at < 0.9)
    seen = CubicSpline(run.time_ms, leaving[0, 220:231], axis=1)(at[inside])
    node = np.abs(wave.current_na[0, 0]).max()
    np.testing.assert_allclose(wave.current_na[0][:, inside], seen, atol=0.04 * node)
    electrode = (0.8, 0.0, 20.0 * float(fibre.node_spacing_mm[0]))
    lead = point_source_mv(straight_mm(fibre), electrode, conductivity_s_m=0.2)
    direct = 1e-3 * np.interp(at[inside], run.time_ms, lead[0] @ leaving[0])
    ours = single_fibre_uv(wave, away_mm=0.8)[0, inside]
    np.testing.assert_allclose(ours, direct, atol=0.05 * np.ptp(direct))
    assert np.ptp(direct) > 0.1


def test_potential_falls_with_distance_and_spreads_through_a_conducting_sheath(waves: Travelling) -> None:
    near, far = (np.ptp(single_fibre_uv(waves, away_mm=away), axis=1) for away in (1.0, 4.0))
    assert (near > 4.0 * far).all()  # faster than 1/r: the wave carries no net current
    assert (np.diff(near) > 0.0).all()  # thicker fibres are louder
    better = single_fibre_uv(waves, away_mm=1.0, conductivity_s_m=(0.4, 0.4))
    np.testing.assert_allclose(better, 0.5 * single_fibre_uv(waves, away_mm=1.0), rtol=1e-9)


def test_a_longer_nerve_has_a_lower_longer_potential(waves: Travelling) -> None:
    unit = single_fibre_uv(waves, away_mm=5.0, bipolar_mm=30.0)
    seen = compound_potential(waves.velocity_m_s, unit, waves.time_ms, np.array([50.0, 150.0, 300.0, 600.0]))
    assert (np.diff(seen.amplitude_uv) < 0.0).all()
    assert (np.diff(seen.duration_ms) > 0.0).all()
    together = compound_potential(np.full(24, 50.0), unit, waves.time_ms, np.array([50.0, 600.0]))
    assert together.amplitude_uv[0] == pytest.approx(together.amplitude_uv[1], rel=1e-3)
    assert seen.amplitude_uv[0] < together.amplitude_uv[0]


def test_brief_sensory_potentials_cancel_more_than_long_motor_ones(waves: Travelling) -> None:
    distance = np.array([80.0, 400.0])
    sensory = compound_potential(waves.velocity_m_s, single_fibre_uv(waves, away_mm=5.0), waves.time_ms, distance)
    time = np.linspace(0.0, 15.0, 751)
    of_motor_units = np.sin(2.0 * np.pi * time / 15.0) * np.exp(-time / 8.0)
    motor = compound_potential(waves.velocity_m_s, of_motor_units, time, distance, latency_ms=1.0)
    kept = [seen.amplitude_uv[1] / seen.amplitude_uv[0] for seen in (sensory, motor)]
    assert kept[0] < 0.6
    assert kept[1] > kept[0] + 0.2
    # what cancels is not lost: without its sign the sum keeps its area
    one_sided = compound_potential(waves.velocity_m_s, np.abs(of_motor_units), time, distance)
    area = one_sided.potential_uv.sum(axis=1)
    assert area[1] == pytest.approx(area[0], rel=1e-3)


def test_weights_count_fibres_and_xarray_names_units(waves: Travelling) -> None:
    unit = single_fibre_uv(waves, away_mm=5.0)
    distance = np.array([100.0])
    once = compound_potential(waves.velocity_m_s, unit, waves.time_ms, distance)
    thrice = compound_potential(waves.velocity_m_s, unit, waves.time_ms, distance, weight=np.full(24, 3.0))
    np.testing.assert_allclose(thrice.potential_uv, 3.0 * once.potential_uv)
    data = once.to_xarray()
    assert data.potential.attrs["units"] == "uV"
    assert dict(data.sizes) == {"distance": 1, "time": len(once.time_ms)}


def test_what_cannot_be_is_refused(waves: Travelling) -> None:
    fibre = MyelinatedFibres(np.array([10.0]), 11)
    with pytest.raises(InputError, match="wrong shape"):
        outward_currents_na(fibre, None, np.zeros((1, 10, 5)), STEP)
    with pytest.raises(InputError, match="not a number"):
        outward_currents_na(fibre, None, np.full((1, 11, 5), np.nan), STEP)
    with pytest.raises(InputError, match="no electrode"):
        single_fibre_uv(waves, away_mm=0.0)
    with pytest.raises(InputError, match="no velocity"):
        compound_potential(np.array([50.0, np.nan]), np.ones(3), np.arange(3.0), np.array([10.0]))
