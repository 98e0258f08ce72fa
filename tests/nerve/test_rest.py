"""The search for rest against the membrane's own equations."""

import numpy as np
import pytest

from sciatica.nerve import damage
from sciatica.nerve.damage import Injury
from sciatica.nerve.engine import network, rest
from sciatica.nerve.fibres import Fibres, MyelinatedFibres, UnmyelinatedFibres


def _hurt(fibres: Fibres) -> Injury:
    """Little enough that every fibre has a rest; shifted sodium, a leak and potassium under the middle."""
    rng = np.random.default_rng(3)
    shape = (len(fibres.diameter_um), fibres.places)
    here = np.exp(-0.5 * ((np.arange(fibres.places) - fibres.places / 2) / 4.0) ** 2) * rng.uniform(0.2, 1.0, shape)
    healthy = Injury.healthy(fibres)
    given = {name: getattr(healthy, name).copy() for name in healthy.__dataclass_fields__}
    given["sodium_shifted_fraction"] = 0.05 * here
    given["sodium_shift_mv"] = np.full(shape, 8.0)
    given["persistent_sodium_factor"] = 1.0 + 0.1 * here
    given["potassium_reversal_shift_mv"] = 2.0 * here - 5.0 * (rng.random(shape) < 0.3)
    given["slow_potassium_factor"] = 1.0 - 0.2 * here
    return damage.checked(Injury(**given), fibres)


@pytest.mark.parametrize(
    "fibres",
    [MyelinatedFibres(np.array([2.5, 8.0, 14.0]), 21), UnmyelinatedFibres(np.array([0.5, 1.2]), 60, 100.0)],
    ids=["myelinated", "unmyelinated"],
)
def test_at_rest_no_current_is_left_over(fibres: Fibres) -> None:
    net = network.build(fibres, _hurt(fibres))
    u = rest.equilibrium(net)
    k = net.membrane.constants(net.temperature_c, 1.0)
    v = u + net.rest_mv
    m, h, others = rest.steady_gates(net, v)
    shifted_m, shifted_h, _ = rest.steady_gates(net, v + net.shift_mv)
    persistent, potassium = net.membrane.other_conductances(others, k)
    sodium = net.sodium_scale * net.membrane.sodium_conductance(m, h, k) + net.persistent_scale * persistent
    sodium = sodium + net.shifted_scale * net.membrane.sodium_conductance(shifted_m, shifted_h, k)
    left = sodium * (u - net.sodium_mv) + net.potassium_scale * potassium * (u - net.potassium_mv)
    lost, links = rest.cable_us(net)
    left += net.leak_us * u - net.current_na + lost * u
    left[:, 1:] -= links * u[:, :-1]
    left[:, :-1] -= links * u[:, 1:]
    # over what a nanovolt would drive through the leak and the neighbours
    assert np.abs(left / (net.leak_us + lost)).max() < 1e-6
    assert np.ptp(u, axis=1).min() > 0.5  # and there is something to settle


def test_a_fibre_stops_by_itself_whoever_runs_beside_it() -> None:
    """One beyond the foot of the impulse is left where it is; those beside it change nothing."""
    fibres = MyelinatedFibres(np.array([8.0, 8.0]), 21)
    hurt = _hurt(fibres)
    hurt.depolarising_leak_s_cm2[1, 5:15] = 0.03
    together = rest.equilibrium(network.build(fibres, hurt), 24.0)
    assert together[1].max() > 24.0 > together[0].max()
    for f in (0, 1):
        one = MyelinatedFibres(np.array([8.0]), 21)
        given = {name: getattr(hurt, name)[f : f + 1] for name in hurt.__dataclass_fields__}
        assert np.array_equal(rest.equilibrium(network.build(one, Injury(**given)), 24.0)[0], together[f])
