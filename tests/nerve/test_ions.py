"""Sodium, potassium and the pump: nothing is made or lost, rest is rest, and each thing done moves the right way."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from sciatica.core import parameters as constants
from sciatica.core.errors import InputError
from sciatica.nerve import Injury, MyelinatedFibres, UnmyelinatedFibres
from sciatica.nerve.run import equilibrium_mv
from sciatica.nerve.slow import ion_effects, ions
from sciatica.nerve.slow import sodium as engine_sodium
from sciatica.nerve.slow.ions import Axon, Drive, Pools

P = constants.read("nerve")
THICK = MyelinatedFibres(np.array([5.7, 10.0, 14.0]), 25)
THIN = UnmyelinatedFibres(np.array([0.4, 0.8, 1.2]), 100)


@pytest.fixture(scope="module", params=["thick", "thin"])
def axon(request: pytest.FixtureRequest) -> Axon:
    return ions.axon(THICK if request.param == "thick" else THIN, P)


def totals(pools: Pools, axon: Axon) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sodium and potassium of a place with its outside, fmol, and the charge of both inside."""
    sodium = pools.sodium_in_mm * axon.volume_in_pl + pools.sodium_out_mm * axon.volume_out_pl
    potassium = pools.potassium_in_mm * axon.volume_in_pl + pools.potassium_out_mm * axon.volume_out_pl
    return sodium, potassium, pools.sodium_in_mm + pools.potassium_in_mm


def as_rows(pools: Pools) -> np.ndarray:
    return np.stack([getattr(pools, f.name) for f in fields(Pools)])


@pytest.mark.parametrize("drive", [Drive(20.0, 0.5, 0.0), Drive(0.0, 0.0, 0.0), Drive(20.0, 1.0, 0.0, 1e-4)])
def test_without_blood_no_ion_is_made_or_lost_and_no_charge_gathers(axon: Axon, drive: Drive) -> None:
    start = axon.rest
    end = ions.advance(start, axon, drive, 600.0)
    assert (end.sodium_in_mm > start.sodium_in_mm + 0.1).all()  # something did happen
    for before, after in zip(totals(start, axon), totals(end, axon), strict=True):
        np.testing.assert_allclose(after, before, rtol=1e-12)


def test_rest_is_at_rest_and_is_where_a_fed_pump_returns_to(axon: Axon) -> None:
    np.testing.assert_allclose(as_rows(ions.rates(axon.rest, axon)), 0.0, atol=1e-15)
    away = ions.advance(axon.rest, axon, Drive(5.0), 120.0)
    back = ions.advance(away, axon, Drive(), 5000.0)
    assert (abs(as_rows(away) - as_rows(axon.rest)).max(axis=0) > 1e-3).all()
    np.testing.assert_allclose(as_rows(back), as_rows(axon.rest), rtol=2e-3)


def test_an_impulse_brings_as_much_sodium_as_the_rate_law_says(axon: Axon) -> None:
    extra = ions.rates(axon.rest, axon, Drive(1.0)).sodium_in_mm - ions.rates(axon.rest, axon).sodium_in_mm
    entered = axon.impulse_sodium_pc * 1e-12 / ions.FARADAY_C_MOL / (axon.volume_in_pl * 1e-12) * 1e3
    # the cleft's potassium makes the pump run a little faster at once
    assert (extra < entered).all()
    np.testing.assert_allclose(extra, entered, rtol=0.5)


def test_thinner_fibres_load_faster(axon: Axon) -> None:
    loaded = ions.advance(axon.rest, axon, Drive(2.0), 60.0).sodium_in_mm - axon.rest.sodium_in_mm
    assert (np.diff(loaded) < 0.0).all()


@pytest.mark.parametrize("what", ["energy", "blood"])
def test_less_energy_and_less_blood_leave_more_potassium_outside(axon: Axon, what: str) -> None:
    shift = []
    for level in (1.0, 0.7, 0.4, 0.1):
        drive = replace(Drive(0.0, 0.8, 0.2), **{what: level})
        pools = ions.advance(axon.rest, axon, drive, 300.0)
        shift.append(ions.reversals_mv(pools, axon, drive)[1])
    assert (np.diff(shift, axis=0) > 0.0).all()


def test_after_lack_of_energy_the_pump_overshoots_and_then_rests(axon: Axon) -> None:
    starved = ions.advance(axon.rest, axon, Drive(0.0, 0.6, 0.0), 900.0)
    at_rest = ions.pump_current_na(axon.rest, axon)
    assert (ions.pump_current_na(starved, axon, Drive(0.0, 0.6, 0.0)) < at_rest).all()
    fed = ions.advance(starved, axon, Drive(), 20.0)
    assert (ions.pump_current_na(fed, axon) > 1.02 * at_rest).all()
    later = ions.advance(fed, axon, Drive(), 5000.0)
    np.testing.assert_allclose(ions.pump_current_na(later, axon), at_rest, rtol=2e-2)


def test_without_any_pump_the_gradients_run_down_to_nothing_and_no_further() -> None:
    axon = ions.axon(THIN, P)
    end = ions.advance(axon.rest, axon, Drive(0.0, 0.0, 0.0), 8000.0)
    sodium, potassium = ions.reversals_mv(end, axon, Drive(0.0, 0.0, 0.0))
    np.testing.assert_allclose(sodium, potassium, atol=0.5)
    assert (as_rows(end) > 0.0).all()


def test_time_is_the_same_in_one_go_and_in_pieces(axon: Axon) -> None:
    drive = Drive(10.0, 0.8, 0.5)
    whole = ions.advance(axon.rest, axon, drive, 60.0)
    pieces = axon.rest
    for _ in range(60):
        pieces = ions.advance(pieces, axon, drive, 1.0)
    np.testing.assert_allclose(as_rows(whole), as_rows(pieces), rtol=1e-5)


def test_as_much_potassium_leaves_a_c_fibre_with_an_impulse_as_sodium_enters() -> None:
    # the engine's impulse, its potassium and leak currents taken apart from the sodium one: the sum of all is nothing
    fibres = UnmyelinatedFibres(np.array([0.8]), 100)
    from sciatica.nerve import Pulses, simulate

    pulse = Pulses(np.array([2]), np.array([[0.5]]), 0.5, np.array([0.5]))
    places = (49, 50, 51)
    seen = simulate(fibres, None, pulse, duration_ms=40.0, step_ms=0.02, spike_places=(50,), voltage_places=places)
    sodium = engine_sodium.sodium_charge_pc(fibres, seen.voltage_mv[:, 1], 0.02, 50)
    from sciatica.nerve.engine import network

    link = network.build(fibres, Injury.healthy(fibres)).link_us[0]
    v = seen.voltage_mv[0].astype(np.float64)
    lengthwise = link * np.trapezoid(v[0] - 2.0 * v[1] + v[2], dx=0.02)
    # over a whole impulse nothing is left on the capacitor and nothing has gone along the axon
    assert abs(lengthwise) < 0.03 * sodium[0]
    assert sodium[0] == pytest.approx(0.130, rel=0.03)  # 1.04 pmol/cm2, of the order of squid and vagus


def test_leaky_channels_let_sodium_in_at_rest() -> None:
    fibres = MyelinatedFibres(np.array([10.0]), 21)
    influx = []
    for fraction in (0.0, 0.2, 0.5, 1.0):
        injury = Injury.healthy(fibres)
        injury.sodium_shifted_fraction[:, 8:13] = fraction
        injury.sodium_shift_mv[:, 8:13] = 15.0
        influx.append(engine_sodium.resting_na(fibres, injury)[0, 10])
    assert (np.diff(influx) > 0.0).all()


def test_ions_laid_on_a_fibre_depolarise_it_in_ischaemia_and_hyperpolarise_it_after() -> None:
    axon = ions.axon(THICK, P)
    starving = Drive(0.0, 0.5, 0.0)
    starved = ions.advance(axon.rest, axon, starving, 900.0)
    fed = ions.advance(starved, axon, Drive(), 240.0)
    middle = []
    for pools, drive in ((axon.rest, Drive()), (starved, starving), (fed, Drive())):
        injury = ion_effects.applied(Injury.healthy(THICK), THICK, pools, axon, drive, P)
        middle.append(equilibrium_mv(THICK, injury)[:, 12])
    rest, ischaemic, released = middle
    assert (ischaemic > rest + 1.0).all()
    assert (released < rest - 0.05).all()


def test_resting_pools_change_nothing_and_only_the_share_asked_is_felt() -> None:
    axon = ions.axon(THICK, P)
    healthy = Injury.healthy(THICK)
    same = ion_effects.applied(healthy, THICK, axon.rest, axon, Drive(), P)
    for f in fields(Injury):
        np.testing.assert_allclose(getattr(same, f.name), getattr(healthy, f.name), atol=1e-9)
    where = np.zeros((3, 25))
    where[:, 10:15] = 0.5
    drive = Drive(0.0, 0.5, 0.0)
    pools = ions.advance(axon.rest, axon, drive, 600.0)
    half = ion_effects.applied(healthy, THICK, pools, axon, drive, P, where)
    whole = ion_effects.applied(healthy, THICK, pools, axon, drive, P)
    for f in fields(Injury):
        if getattr(half, f.name).shape == where.shape:
            base = getattr(healthy, f.name)
            np.testing.assert_allclose(
                getattr(half, f.name) - base, where * (getattr(whole, f.name) - base), atol=1e-9, err_msg=f.name
            )


def test_impossible_times_and_membranes_with_their_own_ions_are_refused() -> None:
    axon = ions.axon(THIN, P)
    for seconds in (-1.0, np.nan, np.inf):
        with pytest.raises(InputError, match="seconds"):
            ions.advance(axon.rest, axon, Drive(), seconds)
