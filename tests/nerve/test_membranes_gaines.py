"""Laws of Gaines' motor and sensory axons; their numbers stand against the authors' code in tests/peers."""

import numba
import numpy as np
import pytest

from sciatica.nerve import Injury, MyelinatedFibres, Pulses, membranes, simulate
from sciatica.nerve.engine import compilation

KINDS = ("gaines2018_motor", "gaines2018_sensory")
SECTIONS = ("node", "mysa", "flut", "stin")
VOLTAGES = np.linspace(-150.0, 100.0, 501)


def steady(name: str, v_mv: np.ndarray, section: str = "node", temperature_c: float = 37.0) -> dict[str, np.ndarray]:
    membrane = membranes.load(name)
    r = membrane.rates(v_mv, (), membrane.constants(temperature_c, 1.0, section))
    return {gate: r[3 * i] / (r[3 * i] + r[3 * i + 1]) for i, gate in enumerate(membrane.GATES)}


def density(name: str, v_mv: np.ndarray, section: str) -> np.ndarray:
    """Steady outward current in mA/cm2 as coded, over the area that the membrane names."""
    membrane = membranes.load(name)
    k = membrane.constants(37.0, 1.0, section)
    gates = tuple(steady(name, v_mv, section).values())
    persistent, potassium, other, source = membrane.other_currents(v_mv, gates, (), (1.0, 1.0), k)
    sodium_mv, potassium_mv = membrane.reversals_mv((), k)
    sodium = membrane.sodium_conductance(gates[:2], k) + persistent
    return np.asarray(sodium * (v_mv - sodium_mv) + potassium * (v_mv - potassium_mv) + other * v_mv - source)


@pytest.mark.parametrize("name", KINDS)
def test_gates_are_probabilities_that_move_one_way(name: str) -> None:
    rises = {"m": 1, "h": -1, "p": 1, "n": 1, "q": -1}
    found = steady(name, VOLTAGES)
    for gate, value in found.items():
        assert np.all((value >= 0.0) & (value <= 1.0)), gate
        if gate in rises:
            assert np.all(rises[gate] * np.diff(value) >= -1e-12), gate
            assert abs(value[-1] - value[0]) > 0.98, gate


@pytest.mark.parametrize("name", KINDS)
def test_warmth_speeds_every_gate_and_moves_no_balance_but_sodiums_own(name: str) -> None:
    cool, warm = (steady(name, VOLTAGES, temperature_c=t) for t in (27.0, 37.0))
    for gate in cool:
        np.testing.assert_allclose(cool[gate], warm[gate], rtol=1e-9)
    membrane = membranes.load(name)
    slow, fast = (membrane.rates(-50.0, (), membrane.constants(t, 1.0)) for t in (27.0, 37.0))
    for i, factor in enumerate((2.2, 2.9, 2.2, 3.0, 3.0, 3.0)):
        assert fast[3 * i] / fast[3 * i + 2] == pytest.approx(factor * slow[3 * i] / slow[3 * i + 2])


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_has_one_rest_between_potassium_and_hcn(name: str, section: str) -> None:
    current = density(name, VOLTAGES, section)
    upward = np.flatnonzero((current[:-1] < 0.0) & (current[1:] >= 0.0))
    assert len(upward) >= 1
    first = VOLTAGES[upward[0]]
    assert -91.0 < first < -70.0
    if section != "node":  # no sodium there: nothing but rest
        assert len(upward) == 1
        assert np.all(np.diff(np.sign(current)) >= 0)


def test_sensory_axons_rest_higher_for_hcn_that_opens_sooner() -> None:
    """Murray and Jankelowitz 2011 and the authors: more inward rectification in sensory axons."""
    v = np.linspace(-95.0, -70.0, 2001)
    rest = {name: v[np.argmin(np.abs(density(name, v, "stin")))] for name in KINDS}
    assert rest["gaines2018_sensory"] > rest["gaines2018_motor"] + 4.0
    motor, sensory = (steady(name, np.array([-90.0]))["q"][0] for name in KINDS)
    assert sensory > 2.0 * motor
    # with the other's HCN the difference is gone: that current makes it
    sensory_module = membranes.load("gaines2018_sensory")
    k = sensory_module.constants(37.0, 1.0, "stin")
    without = k._replace(hcn_s_cm2=0.0)
    gates = tuple(steady("gaines2018_sensory", v, "stin").values())
    _, potassium, other, source = sensory_module.other_currents(v, gates, (), (1.0, 1.0), without)
    alone = potassium * (v + 90.0) + other * v - source
    assert v[np.argmin(np.abs(alone))] == pytest.approx(-90.0, abs=0.02)


def test_internode_has_no_sodium_and_node_no_hcn() -> None:
    for name in KINDS:
        membrane = membranes.load(name)
        for section in SECTIONS:
            k = membrane.constants(37.0, 1.0, section)
            assert (k.sodium_s_cm2 > 0.0) == (k.persistent_s_cm2 > 0.0) == (section == "node")
            assert (k.hcn_s_cm2 == 0.0) == (section == "node")


@pytest.mark.parametrize("name", [*KINDS, "coggan2011"])
def test_single_precision_stays_single_in_machine_code(name: str) -> None:
    from sciatica.nerve.engine.full import compilation as full

    compilation._install_overloads()
    full._install_overloads()
    membrane = membranes.load(name)
    k = membrane.constants(37.0, 0.0025)
    single = type(k)(*(np.float32(value) for value in k))
    inline = numba.njit(error_model="numpy")
    v = np.float32(-43.21)
    gates = tuple(np.float32(0.3) for _ in membrane.GATES)
    pools = tuple(np.float32(value) for value in membrane.POOLS_START)
    place = (np.float32(4e4), np.float32(1.0))
    calls = [
        (membrane.rates, (v, pools, single)),
        (membrane.sodium_conductance, (gates[: membrane.SODIUM_GATES], single)),
        (membrane.other_currents, (v, gates, pools, place, single)),
    ]
    if pools:
        calls.append((membrane.reversals_mv, (pools, single)))
        calls.append((membrane.pool_rates, (v, v, v, gates, pools, place, single)))
    for function, arguments in calls:
        compiled = inline(function)
        compiled(*arguments)
        (overload,) = compiled.overloads.values()
        result = overload.signature.return_type
        found = set(result.types) if hasattr(result, "types") else {getattr(result, "dtype", result)}
        assert found == {numba.float32}, f"{name}.{function.__name__} returns {result}"


HURT: tuple[tuple[str, float], ...] = (
    ("sodium_factor", 1.0),
    ("myelin_fraction", 0.3),
    ("seal_fraction", 0.1),
    ("sodium_factor", 0.6),
    ("sodium_factor", 0.05),
    ("sodium_factor", 1.5),
    ("slow_potassium_factor", 0.5),
)


def passages_m_s(name: str, hurt: tuple[tuple[str, float], ...], temperature_c: float = 37.0) -> np.ndarray:
    """Velocity at 10 um over nodes 12 to 18 of 25 with each injury everywhere; nan where no spike arrives."""
    count = len(hurt)
    fibres = MyelinatedFibres(np.full(count, 10.0), 25, membrane=name, temperature_c=temperature_c)
    injury = Injury.healthy(fibres)
    for i, (part, value) in enumerate(hurt):
        getattr(injury, part)[i] = value
    pulses = Pulses(np.full(count, 2), np.full((count, 1), 0.1), 0.1, np.full(count, 5.0))
    seen = simulate(
        fibres, injury, pulses, duration_ms=2.0, step_ms=0.005, spike_places=(12, 18), precision="float64",
        start="equilibrium",
    )  # fmt: skip
    arrived = seen.spike_time_ms[:, :, 0]
    return np.asarray(6.0 * fibres.node_spacing_mm / (arrived[:, 1] - arrived[:, 0]))


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_injury_and_cold_act_on_these_axons_too(name: str) -> None:
    healthy, thin, unsealed, fewer, hardly_any, more, less_potassium = passages_m_s(name, HURT)
    assert passages_m_s(name, HURT[:1], temperature_c=30.0)[0] < 0.85 * healthy
    assert thin < 0.8 * healthy
    assert unsealed < healthy
    assert fewer < 0.9 * healthy
    assert np.isnan(hardly_any)
    assert more > 1.05 * healthy
    # potassium opens too late to matter to the front of a single spike
    assert less_potassium == pytest.approx(healthy, rel=0.05)


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_potassium_outside_depolarises_node_and_internode(name: str) -> None:
    fibres = MyelinatedFibres(np.array([10.0, 10.0]), 9, membrane=name)
    injury = Injury.healthy(fibres)
    injury.potassium_reversal_shift_mv[1] = 10.0
    rest = simulate(
        fibres, injury, None, duration_ms=0.05, step_ms=0.005, spike_places=(4,), voltage_places=(4,),
        precision="float64", start="equilibrium",
    ).voltage_mv[:, 0, -1]  # fmt: skip
    assert 4.0 < rest[1] - rest[0] < 12.0
