import numpy as np

from sciatica.tissue import healthy, respond
from sciatica.tissue.energy import body_pace
from sciatica.tissue.respond import mechanical_stimulus

ARTERIAL = np.array([95.0])


def test_shapes_and_ranges(make_loads, run, constant):
    loads = make_loads(((150.0, 300.0),), strain=0.1)
    moment = respond(run(loads, 10.0), loads, ARTERIAL, constant)
    for value in (moment.flow, moment.ischaemia, moment.mechanical):
        assert value.shape == (1, 1, 8, 2)
        assert np.all((value >= 0) & (value <= 1))
    assert np.all((moment.potassium_shift_mv >= 0) & (moment.potassium_shift_mv <= 25))
    assert np.all(moment.strain == 0.1)


def test_a_healthy_nerve_unpressed_feels_nothing(make_loads, constant):
    loads = make_loads(((0.0, 0.0),))
    moment = respond(healthy(loads), loads, ARTERIAL, constant)
    assert np.all(moment.flow == 1)
    for value in (moment.ischaemia, moment.potassium_shift_mv, moment.mechanical, moment.pressure_mmhg):
        assert np.all(value == 0)


def test_a_cough_does_not_starve_a_nerve_and_a_long_sit_does(make_loads, constant):
    loads = make_loads(((90.0, 90.0),), durations=(1.0, 3600.0), contact=1.0)
    cough, sit = respond(healthy(loads), loads, ARTERIAL, constant).ischaemia[0, 0, 0]
    assert cough < 0.01
    assert sit > 0.4


def test_the_store_runs_down_by_its_own_law_for_as_long_as_the_posture_lasts(make_loads, constant):
    loads = make_loads(((400.0, 400.0),), durations=(600.0, 1800.0), contact=1.0)
    left = 1.0 - respond(healthy(loads), loads, ARTERIAL, constant).ischaemia[0, 0, 0]
    floor = constant.diffusion_supply
    minutes = np.array([10.0, 30.0])
    np.testing.assert_allclose(
        left, floor + (1 - floor) * np.exp(-minutes * body_pace(constant) / constant.energy_time_min), rtol=1e-4
    )


def test_only_the_day_tells_how_full_the_store_was(make_loads, run, constant):
    loads = make_loads(((0.0, 90.0),), durations=(60.0, 60.0), contact=1.0)
    fresh = respond(healthy(loads), loads, ARTERIAL, constant)
    tired = respond(run(loads, 2.0), loads, ARTERIAL, constant)
    assert np.all(tired.ischaemia > fresh.ischaemia + 0.1)
    assert np.all(tired.potassium_shift_mv > fresh.potassium_shift_mv)


def test_a_load_that_has_not_begun_is_not_felt(make_loads, run, constant):
    loads = make_loads(((150.0, 300.0),), began_day=3.0, strain=0.1)
    early = respond(run(loads, 2.0), loads, ARTERIAL, constant)
    later = respond(run(loads, 3.5), loads, ARTERIAL, constant)
    for name in ("pressure_mmhg", "ischaemia", "mechanical", "strain"):
        assert np.all(getattr(early, name) == 0), name
        assert np.all(getattr(later, name)[0, 0, 0] > 0), name


def test_deeper_fibres_are_touched_less(make_loads, constant):
    loads = make_loads(((60.0, 60.0),))
    stimulus = respond(healthy(loads), loads, ARTERIAL, constant).mechanical[0, 0, :, 0]
    assert np.all(np.diff(stimulus) < 0)


def test_touch_answers_to_size_suddenness_and_stretch(constant):
    pressure = np.array([0.0, 20.0, 80.0])
    slow = mechanical_stimulus(pressure, np.zeros(3), np.zeros(3), np.zeros(3), constant)
    sudden = mechanical_stimulus(pressure, pressure, np.full(3, 400.0), np.zeros(3), constant)
    stretched = mechanical_stimulus(pressure, np.zeros(3), np.zeros(3), np.full(3, 0.05), constant)
    assert slow[0] == sudden[0] == 0
    assert np.all(np.diff(slow) > 0)
    assert np.all(sudden[1:] > 1.3 * slow[1:])
    assert np.all(stretched > slow)


def test_low_blood_pressure_starves_more(make_loads, constant):
    loads = make_loads(((50.0, 50.0),))
    low, normal = (respond(healthy(loads), loads, np.array([a]), constant) for a in (60.0, 95.0))
    assert np.all(low.flow <= normal.flow)
    assert low.flow.mean() < normal.flow.mean()


def test_harmed_vessels_give_less_flow_when_the_press_is_lifted(make_loads, run, constant):
    free = make_loads(((0.0, 0.0),), contact=1.0, nucleus_material=0.0)
    pressed = run(make_loads(((200.0, 200.0),), contact=1.0, nucleus_material=0.0), 2.0 / 24.0)
    rested = run(free, 6.0, state=pressed)
    at_once, later = (respond(state, free, ARTERIAL, constant).flow for state in (pressed, rested))
    assert at_once.max() < 0.1
    assert later.min() > 0.9
    starved = run(free, 1.0 / 24.0, state=pressed)
    assert starved.energy.max() < 0.7
