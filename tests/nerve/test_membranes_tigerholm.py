"""Laws of the human C-nociceptor: rest, charge, the pump, and that spikes fill it with sodium and slow it."""

import numpy as np
import pytest

from sciatica.nerve import Pulses, UnmyelinatedFibres, simulate
from sciatica.nerve.membranes import _tigerholm2014_constants as published
from sciatica.nerve.membranes import tigerholm2014 as membrane

VOLTAGES = np.linspace(-85.0, 60.0, 291)
PLACE = (4e4, 1.0)


def open_gates(v_mv: np.ndarray | float, k: membrane.Constants) -> tuple[np.ndarray, ...]:
    found = membrane.rates(v_mv, membrane.POOLS_START, k)
    return tuple(found[i] / (found[i] + found[i + 1]) for i in range(0, len(found), 3))


def speeds(v_mv: np.ndarray | float, k: membrane.Constants) -> np.ndarray:
    found = membrane.rates(v_mv, membrane.POOLS_START, k)
    return np.array([(found[i] + found[i + 1]) / found[i + 2] for i in range(0, len(found), 3)])


def test_gates_are_probabilities_and_rates_finite_and_positive() -> None:
    k = membrane.constants(37.0, 1.0)
    found = membrane.rates(VOLTAGES, membrane.POOLS_START, k)
    assert len(found) == 3 * len(membrane.GATES)
    for i in range(0, len(found), 3):
        opening, shutting = found[i] / found[i + 2], found[i + 1] / found[i + 2]
        assert np.isfinite(opening).all()
        assert np.isfinite(shutting).all()
        assert (opening > 0.0).all()
        assert (shutting > 0.0).all()


def test_activation_rises_and_inactivation_falls_with_voltage() -> None:
    opens = {"nav17_m", "nav18_m", "nav19_m", "km_slow", "km_fast", "ka_m", "kdr_n"}
    for name, steady in zip(membrane.GATES, open_gates(VOLTAGES, membrane.constants(37.0, 1.0)), strict=True):
        change = np.diff(steady)
        assert (change >= 0.0).all() if name in opens else (change <= 0.0).all(), name


def test_halves_of_published_time_constants_join() -> None:
    """Away from the joints the two formulas are exactly the published ones."""
    k = membrane.constants(22.0, 1.0)
    speed = dict(zip(membrane.GATES, speeds(np.array([-80.0, -40.0, 0.0]), k), strict=True))
    low, high = (
        0.688 + 1e3 / (np.exp((-40.0 + 75.2) / 6.5) + np.exp((40.0 + 131.5) / 34.8)),
        0.16 + 0.8 * np.exp(-0.0267 * 11),
    )
    np.testing.assert_allclose(1.0 / speed["kdr_n"][1:], [low, high], rtol=1e-9)
    slow = [
        2500.0 + 100.0 * np.exp(160.0 / 50.0),
        300.0 + 542.0 * np.exp(15.0 / 20.0),
        300.0 + 542.0 * np.exp(-25.0 / 20.0),
    ]
    np.testing.assert_allclose(1.0 / speed["hcn_slow"], slow, rtol=1e-9)
    k = membrane.constants(21.0, 1.0)
    speed = dict(zip(membrane.GATES, speeds(np.array([-80.0, -40.0, 0.0]), k), strict=True))
    np.testing.assert_allclose(1.0 / speed["km_slow"], [219.0, 480.0, 1000.0], rtol=1e-9)


@pytest.mark.parametrize("temperature_c", [20.0, 30.0, 37.0])
def test_rest_is_a_rest_of_voltage_and_of_either_ion(temperature_c: float) -> None:
    k = membrane.constants(temperature_c, 1.0)
    assert k.leak_s_cm2 > 0.0
    assert k.leak_sodium_s_cm2 > 0.0
    sodium, potassium = membrane.ion_currents_ma_cm2(membrane.REST_MV, membrane.POOLS_START, k)
    assert abs(sodium) < 1e-12
    assert abs(potassium) < 1e-12


def test_currents_at_rest_are_those_of_the_published_code() -> None:
    """PyFibers 0.13 (NEURON 9.0.2) at 37 °C, -55 mV: leaks that balance the membrane, in S/cm²."""
    k = membrane.constants(37.0, 1.0)
    assert k.leak_sodium_s_cm2 == pytest.approx(2.0582549212e-5, rel=1e-6)
    assert k.leak_s_cm2 == pytest.approx(4.2277674375e-5, rel=1e-6)


def test_all_charge_is_carried_by_ions_that_are_counted() -> None:
    """What the membrane's currents carry in all is what the pools inside lose in all."""
    k = membrane.constants(37.0, 1.0)
    rng = np.random.default_rng(1)
    for v in (-70.0, -40.0, 10.0):
        gates = tuple(rng.uniform(0.05, 0.95, len(membrane.GATES)))
        pools = (20.0, 150.0, 110.0, 7.0)
        sodium_mv, potassium_mv = membrane.reversals_mv(pools, k)
        transient = membrane.sodium_conductance(gates[: membrane.SODIUM_GATES], k)
        persistent, potassium, other, source = membrane.other_currents(v, gates, pools, PLACE, k)
        sodium_ma = (transient + persistent) * (v - sodium_mv)
        potassium_ma = potassium * (v - potassium_mv)
        whole = sodium_ma + potassium_ma + other * v - source
        moved = membrane.pool_rates(v, 1e3 * sodium_ma, 1e3 * potassium_ma, gates, pools, PLACE, k)
        assert -(moved[0] + moved[2]) == pytest.approx(1e3 * whole * k.inside_per_ua * PLACE[0], rel=1e-9)


def test_what_leaves_the_axon_arrives_in_the_sleeve_and_leaks_from_there() -> None:
    k = membrane.constants(37.0, 1.0)
    gates = (0.3,) * len(membrane.GATES)

    def moved(pools: tuple[float, ...]) -> tuple[float, ...]:
        return membrane.pool_rates(-30.0, -200.0, 150.0, gates, pools, PLACE, k)

    full = moved(membrane.POOLS_START)
    sleeve_cm = published.SLEEVE_UM * 1e-4
    for inside, outside in ((0, 1), (2, 3)):
        assert full[outside] * sleeve_cm == pytest.approx(-full[inside] / PLACE[0], rel=1e-9)
    rich = (11.4, 154.0 + 3.0, 121.7, 5.6)
    gone = full[1] + k.sleeve_per_ua / k.inside_per_ua / PLACE[0] * (full[0] - moved(rich)[0]) - moved(rich)[1]
    assert gone == pytest.approx(3.0 / 290.0, rel=1e-6)


def test_pump_brings_out_three_sodium_for_two_potassium_and_more_when_full() -> None:
    k = membrane.constants(37.0, 1.0)
    shut = (0.0,) * len(membrane.GATES)

    def pumped(sodium_in: float) -> tuple[float, float]:
        pools = (sodium_in, *membrane.POOLS_START[1:])
        on, off = (membrane.pool_rates(-55.0, 0.0, 0.0, shut, pools, (4e4, p), k) for p in (1.0, 0.0))
        return on[0] - off[0], on[2] - off[2]

    sodium, potassium = pumped(11.4)
    assert sodium < 0.0 < potassium
    assert -sodium / potassium == pytest.approx(1.5, rel=1e-9)
    assert pumped(30.0)[0] < sodium


def test_steady_state_finds_the_published_rest() -> None:
    v, pools = membrane.steady_state(37.0)
    assert v == pytest.approx(-55.0, abs=1e-6)
    np.testing.assert_allclose(pools, membrane.POOLS_START, rtol=1e-9)


def test_a_failing_pump_fills_the_axon_with_sodium() -> None:
    filled = [membrane.steady_state(37.0, factor)[1][0] for factor in (1.0, 0.8, 0.6)]
    assert filled[0] < filled[1] < filled[2]
    v, pools = membrane.steady_state(37.0, 0.6)
    currents = membrane.ion_currents_ma_cm2(v, pools, membrane.constants(37.0, 1.0), 0.6)
    np.testing.assert_allclose(currents, 0.0, atol=1e-9)


def test_a_rest_that_nothing_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="no rest"):
        membrane.steady_state(37.0, 0.0)


@pytest.mark.slow
def test_each_spike_leaves_sodium_behind_and_the_next_one_is_slower() -> None:
    """Tigerholm 2014: slowing goes with sodium in the axon; more so at a higher rate and in a thinner axon."""
    rate_hz, diameter = np.array([4.0, 1.0, 4.0]), np.array([1.0, 1.0, 0.5])
    onset = 5.0 + np.arange(5) * 1e3 / rate_hz[:, None]
    onset[onset > 1050.0] = np.nan
    fibres = UnmyelinatedFibres(diameter, 31, 50.0, 37.0, "tigerholm2014")
    pulses = Pulses(np.full(3, 2), onset, 0.5, 1.2 * diameter)
    seen = simulate(
        fibres, None, pulses, duration_ms=1050.0, step_ms=0.05, spike_places=(8, 24), voltage_places=(16,),
        voltage_every=1000, precision="float64",
    )  # fmt: skip
    assert seen.spike_count.tolist() == [[5, 5], [2, 2], [5, 5]]
    velocity = 16 * 0.05 / (seen.spike_time_ms[:, 1] - seen.spike_time_ms[:, 0])
    assert 0.6 < velocity[0, 0] < 0.75
    assert (np.diff(velocity[[0, 2]], axis=1) < 0.0).all()
    assert velocity[1, 1] < velocity[1, 0]
    slowing = 1.0 - velocity[:, 1:] / velocity[:, :1]
    assert slowing[2, -1] > slowing[0, -1] > slowing[1, 0]
    pools = seen.pools[0, :, 0]
    inside = dict(zip(membrane.POOLS, pools, strict=True))
    assert inside["sodium_in_mm"][-1] > membrane.POOLS_START[0] + 1.0
    # what sodium brings in, potassium takes out: the membrane's own charge is small beside either
    together = inside["sodium_in_mm"] + inside["potassium_in_mm"]
    np.testing.assert_allclose(together, membrane.POOLS_START[0] + membrane.POOLS_START[2], atol=0.05)
