import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad, solve_ivp

from sciatica.body import ROOTS
from sciatica.core import parameters as constants
from sciatica.tissue import energised, potassium_shift_mv, supply
from sciatica.tissue.energy import body_pace, diffusion, energy_after, pace, spinal_fluid

PARAMETERS = constants.read("tissue")
SHARE = st.floats(0, 1)


@given(SHARE, SHARE, st.floats(1e-4, 2))
def test_two_halves_make_a_whole(energy, supplied, days):
    half, _ = energy_after(np.float64(energy), np.float64(supplied), days / 2, PARAMETERS)
    twice, _ = energy_after(half, np.float64(supplied), days / 2, PARAMETERS)
    once, _ = energy_after(np.float64(energy), np.float64(supplied), days, PARAMETERS)
    assert twice == pytest.approx(once, abs=1e-12)
    assert min(energy, supplied) - 1e-12 <= once <= max(energy, supplied) + 1e-12


def test_end_and_mean_agree_with_an_independent_solution():
    rate = 1440.0 / PARAMETERS.energy_time_min
    solved = solve_ivp(lambda t, e: rate * (0.2 - e), (0, 0.05), [0.9], rtol=1e-10, dense_output=True)
    mean, _ = quad(lambda t: solved.sol(t)[0], 0, 0.05)
    end, average = energy_after(np.float64(0.9), np.float64(0.2), 0.05, PARAMETERS)
    assert end == pytest.approx(solved.y[0, -1], rel=1e-6)
    assert average == pytest.approx(mean / 0.05, rel=1e-6)


def test_no_time_changes_nothing():
    end, mean = energy_after(np.float64(0.4), np.float64(1.0), 0.0, PARAMETERS)
    assert end == mean == 0.4


def test_supply_has_a_reserve_and_a_floor():
    met = supply(np.array([0.0, 0.3, 0.8, 1.0]), PARAMETERS)
    assert met[0] == PARAMETERS.diffusion_supply
    assert np.all(np.diff(met) >= 0)
    assert met[2] == met[3] == 1


def test_potassium_gathers_late_then_steeply_and_only_so_far():
    shift = potassium_shift_mv(np.linspace(0, 1, 21), PARAMETERS)
    assert shift[0] == 0
    assert np.all(np.diff(shift) > 0)
    assert shift[4] < 0.1 * shift[-1]
    assert 20 < shift[-1] < PARAMETERS.potassium_shift_max_mv


def test_13_minutes_without_blood_leave_fibres_conducting_and_40_do_not():
    bloodless = np.float64(0.0)
    after = [energy_after(np.float64(1.0), bloodless, m / 1440, PARAMETERS)[0] for m in (13, 40)]
    assert energised(after[0], PARAMETERS, motor=False) > 0.95
    assert energised(after[1], PARAMETERS, motor=False) < 0.2
    assert energised(after[1], PARAMETERS, motor=True) > energised(after[1], PARAMETERS, motor=False)


def test_spinal_fluid_reaches_the_sac_fades_along_the_sleeve_and_ends_at_the_ganglion():
    root = np.full(5, ROOTS.index("S1"))
    reach = spinal_fluid(root, np.array([60.0, 165.0, 173.5, 182.0, 272.0]), 170.0)
    np.testing.assert_allclose(reach, [1.0, 1.0, 0.5, 0.0, 0.0])
    taller = spinal_fluid(root, np.array([60.0, 165.0, 173.5, 182.0, 272.0]) * 190 / 170, 190.0)
    np.testing.assert_allclose(taller, reach, atol=1e-12)
    fed = diffusion(reach, PARAMETERS)
    assert fed[0] == PARAMETERS.diffusion_supply
    assert fed[-1] == PARAMETERS.diffusion_nerve


def test_warm_and_small_nerves_use_their_store_faster():
    assert pace(PARAMETERS.wrist_temperature_c, PARAMETERS.human_mass_kg, PARAMETERS) == 1
    assert body_pace(PARAMETERS) == pytest.approx(PARAMETERS.metabolic_q10**0.4)
    warm = pace(np.array([27.0, 37.0]), 70.0, PARAMETERS)
    assert warm[1] / warm[0] == pytest.approx(PARAMETERS.metabolic_q10)
    assert pace(37.0, 0.3, PARAMETERS) > pace(37.0, 3.0, PARAMETERS) > pace(37.0, 70.0, PARAMETERS)
