import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.core import parameters as constants
from sciatica.tissue import flow_between, flow_fraction, vessel_stops_mmhg
from sciatica.tissue.perfusion import conductance, dammed, strain_flow

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


def test_flow_ends_where_arterioles_stop_and_is_full_in_a_free_nerve():
    stop = float(vessel_stops_mmhg(95.0, PARAMETERS).arteriole)
    assert flow_fraction(stop, 95.0, PARAMETERS) == 0
    assert flow_fraction(stop - 1.0, 95.0, PARAMETERS) > 0
    assert flow_fraction(0.0, 95.0, PARAMETERS) == 1


def test_venules_are_first_to_cost_conductance():
    steps = -np.diff(conductance(np.array([0.0, 5.0, 15.0, 25.0, 35.0, 45.0]), PARAMETERS))
    assert steps[0] == 0
    assert steps[2] > steps[4] > 0
    assert conductance(500.0, PARAMETERS) == pytest.approx(1 - PARAMETERS.capillary_share)


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
