import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.core import parameters as constants
from sciatica.tissue import flow_between, flow_fraction, vessel_stops_mmhg
from sciatica.tissue.perfusion import (
    conductance,
    dammed,
    drive_mmhg,
    harm_per_h,
    strain_flow,
    venules_shut,
    vessels_after,
)

PARAMETERS = constants.read("tissue")
PRESSURE = st.floats(0, 600)
ARTERIAL = st.floats(0, 200)


@given(PRESSURE, PRESSURE, ARTERIAL)
def test_more_pressure_never_gives_more_flow(first, second, arterial):
    low, high = sorted((first, second))
    assert flow_fraction(high, arterial, PARAMETERS) <= flow_fraction(low, arterial, PARAMETERS)


@given(PRESSURE, ARTERIAL, ARTERIAL)
def test_more_blood_pressure_never_gives_less_flow(pressure, first, second):
    low, high = sorted((first, second))
    assert flow_fraction(pressure, high, PARAMETERS) >= flow_fraction(pressure, low, PARAMETERS)


@given(PRESSURE, ARTERIAL, st.floats(0, 25))
def test_fluid_inside_counts_as_pressure_outside(pressure, arterial, fluid):
    inside = flow_fraction(pressure, arterial, PARAMETERS, fluid)
    assert inside == flow_fraction(pressure + fluid, arterial, PARAMETERS)
    assert 0 <= inside <= 1


def test_the_same_press_costs_a_hypotensive_person_more():
    normal, low = flow_fraction(40.0, np.array([95.0, 65.0]), PARAMETERS)
    assert low < 0.4 * normal


def test_vessels_stop_in_order_and_only_arterioles_follow_blood_pressure():
    stops = vessel_stops_mmhg(np.array([90.0, 150.0]), PARAMETERS)
    assert np.all(stops.venule < stops.capillary)
    assert np.all(stops.capillary < stops.arteriole)
    assert stops.venule[0] == stops.venule[1]
    assert stops.capillary[0] == stops.capillary[1]
    assert stops.arteriole[1] - stops.arteriole[0] == pytest.approx(60.0)
    starved = vessel_stops_mmhg(30.0, PARAMETERS)
    assert starved.venule == starved.arteriole == pytest.approx(10.0)


def test_flow_fades_where_arterioles_stop_and_is_full_in_a_free_nerve():
    stop = float(vessel_stops_mmhg(95.0, PARAMETERS).arteriole)
    before, at, beyond = (float(flow_fraction(stop + d, 95.0, PARAMETERS)) for d in (-20.0, 0.0, 20.0))
    assert before > 5 * at > 0
    assert beyond < 1e-3
    assert flow_fraction(0.0, 95.0, PARAMETERS) == 1
    assert flow_fraction(0.0, 0.0, PARAMETERS) < 1e-12


def test_the_mean_over_arterioles_is_the_drive():
    arterial, pressure = 100.0, np.array([10.0, 60.0, 78.0, 95.0])
    rng = np.random.default_rng(1)
    spread = PARAMETERS.arteriole_spread_share * arterial
    stops = arterial - PARAMETERS.closing_pressure_mmhg + spread * rng.standard_normal(400_000)
    mean = np.maximum(stops[:, None] - pressure, 0.0).mean(axis=0)
    np.testing.assert_allclose(drive_mmhg(pressure, arterial, PARAMETERS), mean, atol=0.05)


def test_venules_close_first_then_capillaries_then_arterioles():
    pressure = np.array([20.0, 30.0, 40.0])
    venules = venules_shut(pressure, PARAMETERS)
    left = (conductance(pressure, PARAMETERS) - 1.0) / PARAMETERS.capillary_share
    capillaries = -(2.0 * left) - venules
    assert np.all(venules[:2] > 4 * np.abs(capillaries[:2]))
    assert venules[1] == pytest.approx(0.5, abs=0.01)
    assert capillaries[2] == pytest.approx(0.5, abs=0.01)
    assert conductance(5.0, PARAMETERS) == 1
    assert conductance(500.0, PARAMETERS) == pytest.approx(1 - PARAMETERS.capillary_share)
    driven = drive_mmhg(40.0, 95.0, PARAMETERS) / drive_mmhg(0.0, 95.0, PARAMETERS)
    assert driven == pytest.approx(0.5, abs=0.01)


@given(PRESSURE, PRESSURE, ARTERIAL, st.floats(0, 1), st.floats(0, 30))
def test_vessels_are_harmed_by_pressure_and_time_and_mend_without_passing_whole(first, second, arterial, vessels, days):
    low, high = (harm_per_h(np.float64(p), arterial, PARAMETERS) for p in sorted((first, second)))
    assert 0 <= low <= high
    after = vessels_after(np.float64(vessels), high, days, PARAMETERS)
    assert 0 <= after <= 1
    assert after <= vessels_after(np.float64(vessels), low, days, PARAMETERS) + 1e-12
    half = vessels_after(np.float64(vessels), high, days / 2, PARAMETERS)
    assert vessels_after(half, high, days / 2, PARAMETERS) == pytest.approx(after, abs=1e-9)


def test_strain_narrows_from_one_strain_to_another():
    flow = strain_flow(np.array([0.0, 0.08, 0.12, 0.157, 0.3]), PARAMETERS)
    assert flow[0] == flow[1] == 1
    assert 0 < flow[2] < 1
    assert flow[3] == flow[4] == 0


@given(PRESSURE, PRESSURE, ARTERIAL)
def test_between_two_presses_no_more_flows_than_under_either_and_order_is_all_the_same(one, other, arterial):
    between = flow_between(one, other, arterial, PARAMETERS)
    assert between == flow_between(other, one, arterial, PARAMETERS)
    assert between <= flow_fraction(min(one, other), arterial, PARAMETERS)
    assert 0 <= dammed(one, PARAMETERS) <= 1
