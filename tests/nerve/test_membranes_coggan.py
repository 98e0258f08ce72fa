"""Coggan's afterdischarge membrane against the authors' equations, written out here a second time and solved apart."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from sciatica.nerve import Injury, Pulses, Recording, UnmyelinatedFibres, membranes, simulate

COGGAN = membranes.load("coggan2011")


def authors(t: float, y: np.ndarray, sodium: float, pulse: float) -> list[float]:
    """The authors' four equations: mV, ms, mS/cm2, uA/cm2, mM; sodium in mS/cm2."""
    v, w, z, inside = y
    reversal = 25.0 * np.log(138.0 / inside)
    inward = sodium * 0.5 * (1.0 + np.tanh((v + 1.2) / 18.0)) * (v - reversal) + 0.8 * z * (v - reversal)
    applied = pulse if 10.0 <= t < 15.0 else 0.0
    return [
        (applied - inward - 20.0 * w * (v + 100.0) - 2.0 * (v + 70.0)) / 2.0,
        0.15 * (0.5 * (1.0 + np.tanh((v + 10.0) / 10.0)) - w) * np.cosh((v + 10.0) / 20.0),
        0.05 * (0.5 * (1.0 + np.tanh((v + 45.0) / 10.0)) - z) * np.cosh((v + 45.0) / 20.0),
        -2.0 / 0.005 * inward / 96485.0 - (inside - 17.5) / 100.0,
    ]


def ours(y: np.ndarray, factor: float) -> list[float]:
    """The same derivatives from the membrane's functions, with sodium as open as its gate would become."""
    v, w, z, inside = y
    k = COGGAN.constants(37.0, 1.0)
    r = COGGAN.rates(v, (inside,), k)
    opening, shutting = (np.array([r[3 * i + j] / r[3 * i + 2] for i in range(3)]) for j in (0, 1))
    m = opening[0] / (opening[0] + shutting[0])
    persistent, potassium, other, source = COGGAN.other_currents(v, (m, w, z), (inside,), (4e4, 1.0), k)
    sodium_mv, potassium_mv = COGGAN.reversals_mv((inside,), k)
    inward = 1e3 * (factor * COGGAN.sodium_conductance((m,), k) + persistent) * (v - sodium_mv)
    outward = 1e3 * (potassium * (v - potassium_mv) + other * v - source)
    (pool,) = COGGAN.pool_rates(v, inward, 0.0, (m, w, z), (inside,), (4e4, 1.0), k)
    return [
        -(inward + outward) / COGGAN.CAPACITANCE_UF_CM2,
        opening[1] - (opening[1] + shutting[1]) * w,
        opening[2] - (opening[2] + shutting[2]) * z,
        float(pool),
    ]


def test_derivatives_are_the_authors_everywhere() -> None:
    draw = np.random.default_rng(1)
    for _ in range(200):
        y = np.array([draw.uniform(-100.0, 60.0), *draw.uniform(0.0, 1.0, 2), draw.uniform(5.0, 100.0)])
        factor = draw.uniform(0.1, 4.0)
        np.testing.assert_allclose(ours(y, factor), authors(0.0, y, 30.0 * factor, 0.0), rtol=1e-9, atol=1e-9)


def test_sodium_opens_faster_than_anything_else_moves() -> None:
    k = COGGAN.constants(37.0, 1.0)
    for v in np.linspace(-100.0, 60.0, 81):
        r = COGGAN.rates(v, (18.67,), k)
        pace = [(r[3 * i] + r[3 * i + 1]) / r[3 * i + 2] for i in range(3)]
        assert pace[0] > 4.0 * max(pace[1:])


def test_rest_is_where_the_search_for_it_begins() -> None:
    found = solve_ivp(authors, (0.0, 2000.0), [-70.0, 0.0, 0.0, 18.67], args=(30.0, 0.0), method="LSODA", rtol=1e-8)
    assert found.y[0, -1] == pytest.approx(COGGAN.REST_MV, abs=0.1)
    assert found.y[3, -1] == pytest.approx(COGGAN.POOLS_START[0], abs=0.05)


def scanned(ratio: np.ndarray, kicked: bool, duration_ms: float = 800.0) -> Recording:
    """Firing of the patch at several gNa/gL (15 as published), as the membrane's text tells; with or without a kick."""
    count = len(ratio)
    fibres = UnmyelinatedFibres(np.ones(count), 3, compartment_length_um=1.0, membrane="coggan2011")
    injury = Injury.healthy(fibres)
    injury.sodium_factor[:] = (ratio / 15.0)[:, None]
    kick = Pulses(np.ones(count, dtype=int), np.full((count, 1), 10.0), 5.0, np.full(count, COGGAN.PATCH_NA))
    return simulate(fibres, injury, kick if kicked else None, duration_ms=duration_ms, step_ms=0.01,
                    spike_places=(1,), voltage_places=(1,), voltage_every=100, precision="float64")  # fmt: skip


@pytest.mark.slow
def test_afterdischarge_is_the_authors_spike_for_spike() -> None:
    settled = solve_ivp(authors, (20.0, 1500.0), [-68.6, 0.0, 0.009, 18.67], args=(30.0, 50.0), rtol=1e-8, atol=1e-10)
    alone = solve_ivp(
        authors, (0.0, 60.0), settled.y[:, -1], args=(30.0, 50.0), rtol=1e-8, atol=1e-10, max_step=0.02, method="LSODA"
    )
    v = alone.y[0]
    up = np.flatnonzero((v[:-1] < -30.0) & (v[1:] >= -30.0))
    seen = scanned(np.array([15.0]), True, 60.0)
    ours = seen.spike_time_ms[0, 0]
    assert len(up) == np.isfinite(ours).sum() == 4
    np.testing.assert_allclose(ours[:4], alone.t[up], atol=0.25)
    assert seen.pools[0, 0, 0].max() == pytest.approx(alone.y[3].max(), rel=0.01)


@pytest.mark.slow
def test_rising_sodium_over_leak_brings_the_published_order_with_hysteresis() -> None:
    ratio = np.array([4.0, 6.0, 9.0, 13.0, 15.0, 17.0, 20.0, 30.0, 45.0, 57.0])
    kicked, left_alone = scanned(ratio, True), scanned(ratio, False)
    count, last = kicked.spike_count[:, 0], np.nanmax(kicked.spike_time_ms[:, 0], axis=1, initial=0.0)
    alone = left_alone.spike_count[:, 0] > 0
    kind = np.select(
        [alone, (count > 1) & (last > 750.0), count > 1, count == 1],
        ["spontaneous", "sustained", "afterdischarge", "single"],
        "failure",
    )
    order = ["failure", "single", "afterdischarge", "sustained", "spontaneous"]
    assert [name for i, name in enumerate(kind) if i == 0 or name != kind[i - 1]] == order
    assert ((kind == "afterdischarge") & (last < 300.0)).any()  # it ends by itself, long after the kick
    between = kind == "sustained"  # one membrane, two ways of life: what it does tells where it comes from
    assert between.sum() >= 2
    assert not left_alone.spike_count[between].any()
    assert np.nanmax(kicked.pools[kind == "sustained"][:, 0]) > 30.0  # sodium inside, from 18.7 mM


@pytest.mark.slow
def test_without_slow_inward_current_nothing_outlasts_the_kick() -> None:
    fibres = UnmyelinatedFibres(np.ones(3), 3, compartment_length_um=1.0, membrane="coggan2011")
    injury = Injury.healthy(fibres)
    injury.sodium_factor[:] = np.array([1.0, 1.2, 2.0])[:, None]
    injury.persistent_sodium_factor[:] = 0.0
    kick = Pulses(np.ones(3, dtype=int), np.full((3, 1), 10.0), 5.0, np.full(3, COGGAN.PATCH_NA))
    seen = simulate(fibres, injury, kick, duration_ms=200.0, step_ms=0.01, spike_places=(1,), precision="float64")
    assert (seen.spike_count[:, 0] == 1).all()
