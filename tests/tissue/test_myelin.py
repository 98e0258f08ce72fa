import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from sciatica.core import parameters as constants
from sciatica.tissue.myelin import (
    adapted_after,
    edge_factor,
    feels_pressed,
    hill,
    myelin_after,
    schwann_drive,
    seal_after,
    seal_at_onset,
    seal_by_diameter,
    shedding,
)

PARAMETERS = constants.read("tissue")
SHARE = st.floats(0, 1)


@given(SHARE, SHARE, SHARE, SHARE, SHARE, st.floats(0, 200))
def test_myelin_stays_between_nothing_and_its_ceiling(a, b, drive, seal, energy, days):
    lowest = 1 - PARAMETERS.thin_sheath
    ceiling = lowest + (1 - lowest) * a
    before = ceiling * b
    after, best = myelin_after(before, ceiling, drive, seal, energy, days, PARAMETERS)
    assert 0 <= after <= ceiling + 1e-12
    assert max(lowest, after) - 1e-12 <= best <= ceiling + 1e-12


def test_myelin_agrees_with_an_independent_solution():
    def slope(t, m):
        loss = PARAMETERS.demyelination_per_day * 0.6 + PARAMETERS.paranodal_loss_per_day * 0.3
        return -loss * m + 0.4 * 0.9 / PARAMETERS.remyelination_days * (1.0 - m)

    solved = solve_ivp(slope, (0, 9), [0.8], rtol=1e-10, atol=1e-12)
    after, _ = myelin_after(0.8, 1.0, 0.6, 0.7, 0.9, 9.0, PARAMETERS)
    assert after == pytest.approx(solved.y[0, -1], rel=1e-7)


def test_new_sheaths_are_thinner_and_sheaths_never_stripped_are_not():
    stripped, best = myelin_after(1.0, 1.0, 1.0, 1.0, 1.0, 60.0, PARAMETERS)
    healed, _ = myelin_after(stripped, best, 0.0, 1.0, 1.0, 1000.0, PARAMETERS)
    assert stripped < 0.1
    assert 1 - PARAMETERS.thin_sheath - 1e-9 <= healed < 1
    assert myelin_after(1.0, 1.0, 0.0, 1.0, 1.0, 1000.0, PARAMETERS) == (pytest.approx(1.0), pytest.approx(1.0))


def test_a_nerve_without_energy_makes_no_myelin():
    assert myelin_after(0.3, 1.0, 0.0, 1.0, 0.0, 100.0, PARAMETERS)[0] == pytest.approx(0.3)


def test_paranodes_hold_at_root_pressures_and_give_way_at_tourniquet_pressures():
    seal = seal_after(np.ones(3), np.array([150.0, 700.0, 2000.0]), np.ones(3), 0.05, PARAMETERS)
    assert seal[0] > 0.999
    assert seal[0] > seal[1] > seal[2]
    assert seal[2] < 0.05


def test_paranodes_mend_in_weeks_and_not_beyond_healthy():
    torn = np.array(0.2)
    mended = [float(seal_after(torn, 0.0, 1.0, days, PARAMETERS)) for days in (0, 7, 30, 400)]
    assert mended == sorted(mended)
    assert mended[1] < 0.7
    assert mended[-1] == pytest.approx(1.0)
    assert mended[-1] <= 1


def test_sudden_loads_shear_more_than_slow_ones():
    pressure = np.array([100.0, 300.0, 600.0])
    sudden = seal_at_onset(np.ones(3), pressure, np.array(0.95), PARAMETERS)
    slow = seal_at_onset(np.ones(3), pressure, np.array(0.05), PARAMETERS)
    assert np.all(sudden <= slow)
    assert sudden[1] < 0.9 < slow[1]
    assert np.all(seal_at_onset(np.full(3, 0.1), pressure, np.array(0.0), PARAMETERS) == 0.1)


def test_thick_fibres_go_first():
    seal = seal_by_diameter(np.array(0.5), np.array([2.0, 6.0, 10.0, 14.0]), PARAMETERS)
    assert np.all(np.diff(seal) < 0)
    assert seal[2] == pytest.approx(0.5)
    assert np.all(seal_by_diameter(np.array([0.0, 1.0]), 14.0, PARAMETERS) == [0.0, 1.0])


def test_borders_harm_more_the_shorter_the_press():
    factor = edge_factor(np.array([1.0, 5.0, 20.0, 200.0, 1e6]), PARAMETERS)
    assert np.all(np.diff(factor) <= 0)
    assert factor[0] == factor[1] == 1 + PARAMETERS.edge_gain
    assert factor[-1] == pytest.approx(1.0, abs=1e-4)


@given(st.floats(-1e3, 1e9), st.floats(-1e3, 1e9))
def test_drives_rise_with_pressure_and_stay_in_range(first, second):
    low, high = sorted((first, second))
    assert 0 <= schwann_drive(low, PARAMETERS) <= schwann_drive(high, PARAMETERS) <= 1
    assert hill(low, 50.0, 3.0) == 0 if low <= 0 else True


@given(SHARE, SHARE, st.floats(0, 40), st.floats(0, 40))
def test_shedding_falls_with_adaptation_and_rises_with_fluid(drive, adapted, wet, wetter):
    dry, swollen = sorted((wet, wetter))
    assert 0 <= shedding(drive, adapted, dry, PARAMETERS) <= shedding(drive, 0.0, swollen, PARAMETERS) <= 1
    assert shedding(0.0, adapted, 0.0, PARAMETERS) == 0


@given(SHARE, st.floats(0, 300), SHARE, st.floats(0, 100))
def test_adaptation_stays_in_range_and_two_halves_make_a_whole(adapted, pressure, energy, days):
    felt = feels_pressed(np.float64(pressure), PARAMETERS)
    whole = adapted_after(np.float64(adapted), felt, energy, days, PARAMETERS)
    half = adapted_after(np.float64(adapted), felt, energy, days / 2, PARAMETERS)
    assert 0 <= whole <= 1
    assert adapted_after(half, felt, energy, days / 2, PARAMETERS) == pytest.approx(whole, abs=1e-9)


def test_a_bloodless_nerve_does_not_adapt():
    assert adapted_after(np.float64(0.0), np.float64(1.0), 0.0, 50.0, PARAMETERS) == 0
    assert adapted_after(np.float64(0.0), np.float64(1.0), 1.0, 50.0, PARAMETERS) > 0.9
