"""Laws of the membranes: probabilities, rest, and that machine code keeps single precision."""

import numba
import numpy as np
import pytest

from sciatica.core.errors import InputError
from sciatica.nerve import UnmyelinatedFibres, membranes
from sciatica.nerve.engine import compilation, elementary

NAMES = [name for name in membranes.names() if not getattr(membranes.load(name), "FULL_ORDER_ONLY", False)]
VOLTAGES = np.linspace(-150.0, 100.0, 501)


def test_every_published_membrane_is_there() -> None:
    assert {"mrg2002", "sundt2015", "rattay_aberham1993"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_rates_are_positive_and_finite_and_sodium_opens_before_it_shuts(name: str) -> None:
    membrane = membranes.load(name)
    k = membrane.constants(37.0, 1.0)
    rates = (*membrane.sodium_rates(VOLTAGES, k), *membrane.other_rates(VOLTAGES, k))
    for i in range(0, len(rates), 3):
        opening, shutting = rates[i] / rates[i + 2], rates[i + 1] / rates[i + 2]
        assert np.all(np.isfinite(opening))
        assert np.all(opening > 0.0)
        assert np.all(np.isfinite(shutting))
        assert np.all(shutting > 0.0)
    activation, inactivation = (rates[i] / (rates[i] + rates[i + 1]) for i in (0, 3))
    assert np.all(np.diff(activation) >= 0.0)
    assert np.all(np.diff(inactivation) <= 0.0)


@pytest.mark.parametrize("name", NAMES)
def test_rates_have_no_step_where_a_fraction_becomes_zero_over_zero(name: str) -> None:
    membrane = membranes.load(name)
    k = membrane.constants(37.0, 1.0)
    fine = np.arange(-120.0, 60.0, 0.003)
    rates = (*membrane.sodium_rates(fine, k), *membrane.other_rates(fine, k))
    for i in range(0, len(rates), 3):
        for rate in (rates[i] / rates[i + 2], rates[i + 1] / rates[i + 2]):
            change = np.abs(np.diff(np.log(np.broadcast_to(rate, fine.shape))))
            assert change.max() < 0.003 * 1.0 + 1e-6  # the steepest published slope is one e-fold a mV


@pytest.mark.parametrize("name", NAMES)
def test_warmth_speeds_every_gate_and_moves_no_balance(name: str) -> None:
    membrane = membranes.load(name)
    cool, warm = membrane.constants(27.0, 1.0), membrane.constants(37.0, 1.0)
    for rates in (membrane.sodium_rates, membrane.other_rates):
        slow, fast = rates(-50.0, cool), rates(-50.0, warm)
        for i in range(0, len(slow), 3):
            speed = (fast[i] + fast[i + 1]) / fast[i + 2] / ((slow[i] + slow[i + 1]) / slow[i + 2])
            assert 1.5 < speed < 4.0


def test_leak_of_the_c_fibre_balances_at_its_published_rest() -> None:
    membrane = membranes.load("sundt2015")
    assert membrane.leak_reversal_mv(37.0) == pytest.approx(-60.067, abs=2e-3)  # NEURON 9.0.1 gives -60.0661


@pytest.mark.parametrize("name", NAMES)
def test_single_precision_stays_single_in_machine_code(name: str) -> None:
    compilation._install_overloads()
    membrane = membranes.load(name)
    k = membrane.constants(37.0, 0.0025)
    single = type(k)(*(np.float32(value) for value in k))
    inline = numba.njit(error_model="numpy")
    v = np.float32(-43.21)
    gates = tuple(np.float32(0.3) for _ in range(membrane.OTHER_GATES))
    for function, arguments in (
        (membrane.sodium_rates, (v, single)),
        (membrane.other_rates, (v, single)),
        (membrane.sodium_conductance, (v, v, single)),
        (membrane.other_conductances, (gates, single)),
    ):
        compiled = inline(function)
        compiled(*arguments)
        (overload,) = compiled.overloads.values()
        result = overload.signature.return_type
        found = set(result.types) if hasattr(result, "types") else {getattr(result, "dtype", result)}
        assert found == {numba.float32}, f"{name}.{function.__name__} returns {result}"


@pytest.mark.parametrize("real", [np.float32, np.float64])
def test_compiled_elementary_functions_agree_with_the_plain_ones(real: type) -> None:
    compilation._install_overloads()

    @numba.njit(error_model="numpy")
    def both(x, out):  # type: ignore[no-untyped-def]
        for i in range(x.shape[0]):
            above, below = elementary.linoid(x[i])
            out[0, i] = elementary.exp(x[i])
            out[1, i] = above / below

    x = np.r_[np.linspace(-45.0, 45.0, 4001), np.linspace(-0.05, 0.05, 401), 0.0].astype(real)
    out = np.zeros((2, len(x)), dtype=real)
    both(x, out)
    wide = x.astype(np.float64)
    above, below = elementary.linoid(wide)
    tolerance = 3e-5 if real is np.float32 else 1e-9
    assert np.max(np.abs(out[0] / elementary.exp(wide) - 1.0)) < (4e-7 if real is np.float32 else 1e-13)
    assert np.max(np.abs(out[1] / (above / below) - 1.0)) < tolerance


def test_unknown_membrane_names_the_nearest_right_one() -> None:
    with pytest.raises(InputError, match="sundt2015"):
        UnmyelinatedFibres(np.array([0.8]), 11, membrane="sunt2015")
    with pytest.raises(InputError, match="node"):
        UnmyelinatedFibres(np.array([0.8]), 11, membrane="mrg2002")
