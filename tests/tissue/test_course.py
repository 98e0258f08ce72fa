"""Laws of the whole: what must hold whatever the constants are."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tissue_lives import course_of, loads_of

from sciatica.core.errors import InputError
from sciatica.lesion.site import Loads
from sciatica.tissue import Event, TissueState, advance, advance_hours, healthy
from sciatica.tissue.integrate import TOLERANCE, integrate

HARM = ("myelin", "myelin_ceiling", "seal", "axon", "energy", "vessels")
GROWS = ("oedema_mmhg", "inflammation", "drg_sensitivity", "chronic_sensitivity", "neighbour_inflammation")


MEMORY = "step_days"  # of the integrator, no state of a nerve


def same(first: TissueState, second: TissueState, tolerance: float) -> None:
    for f in fields(TissueState):
        if f.name == MEMORY:
            continue
        np.testing.assert_allclose(getattr(first, f.name), getattr(second, f.name), atol=tolerance, err_msg=f.name)


def person(state: TissueState, which: int) -> TissueState:
    return TissueState(*(getattr(state, f.name)[which : which + 1] for f in fields(TissueState)))


def in_range(state: TissueState) -> None:
    for name in (*HARM, "adapted", "inflammation", "drg_sensitivity", "chronic_sensitivity", "neighbour_inflammation"):
        value = getattr(state, name)
        assert np.all(np.isfinite(value)), name
        assert np.all((value >= 0) & (value <= 1)), name
    for name in ("oedema_mmhg", "wallerian_days", "regrown_mm"):
        assert np.all(np.isfinite(getattr(state, name)) & (getattr(state, name) >= 0)), name


CLOSE = 0.005
"""How near courses must be whose steps were cut differently; a step may be wrong by `TOLERANCE`."""


def far(first: TissueState, second: TissueState) -> float:
    """The greatest difference of any share."""
    names = (*HARM, "adapted", "inflammation", "drg_sensitivity", "chronic_sensitivity", "neighbour_inflammation")
    return max(float(np.abs(getattr(first, n) - getattr(second, n)).max()) for n in names)


@settings(max_examples=6, deadline=None)
@given(st.floats(0, 200), st.floats(1, 2), st.floats(50, 130), st.sampled_from((2, 4)), st.floats(0.2, 6))
def test_half_days_make_a_whole(pressure, upright, arterial, pieces, days):
    loads = loads_of(((pressure, upright * pressure),))
    start = healthy(loads, muscles=3)
    whole, cut = (course_of(loads, days, arterial=arterial, state=start, calls=n) for n in (1, pieces))
    assert far(whole, cut) < CLOSE
    np.testing.assert_allclose(whole.day, cut.day)


def test_an_odd_division_of_time_changes_little(make_loads, run):
    loads = make_loads(((60.0, 120.0),))
    assert far(run(loads, 10.0), run(loads, 10.0, calls=33)) < CLOSE


def test_a_looser_tolerance_errs_more_and_the_usual_one_little(constant):
    loads = loads_of(((40.0, 50.0), (70.0, 90.0), (170.0, 220.0)), began_day=2.3)

    def at(tolerance):
        hours, arterial = np.array([14.0, 10.0]), np.full(3, 95.0)
        return advance(healthy(loads), loads, hours, arterial, constant, 60.0, tolerance=tolerance)

    reference = at(TOLERANCE / 40)
    usual, loose = far(at(TOLERANCE), reference), far(at(40 * TOLERANCE), reference)
    assert usual < 0.01
    assert 4 * usual < loose


def test_long_steps_are_taken_only_where_little_moves(make_loads, run):
    loads = make_loads(((80.0, 120.0),))
    young, old = run(loads, 0.2), run(loads, 400.0)
    assert young.step_days[0] < 0.5
    assert old.step_days[0] > 5


def test_an_experiment_and_a_life_obey_one_law(make_loads, run, constant):
    loads = make_loads(((80.0, 80.0),), contact=1.0, nucleus_material=0.4, onset_s=5.0)
    lived = run(loads, 3.0)
    tried = advance_hours(
        healthy(loads, muscles=3), 80.0, 95.0, constant, hours=72.0, onset_s=5.0, length_mm=12.0, nucleus_material=0.4
    )
    same(replace(lived, neighbour_inflammation=tried.neighbour_inflammation), tried, 1e-9)


def test_more_pressure_never_does_good(make_loads, run):
    ladder = np.array([0, 5, 10, 20, 30, 45, 60, 80, 110, 150, 220, 300, 400.0])
    state = run(make_loads(np.stack([ladder, 1.5 * ladder], axis=1)), 20.0)
    for name in HARM:
        assert np.all(np.diff(getattr(state, name)[:, 0], axis=0) <= CLOSE), name
    for name in ("oedema_mmhg", "inflammation", "drg_sensitivity", "chronic_sensitivity"):
        assert np.all(np.diff(getattr(state, name)[:, 0], axis=0) >= -CLOSE), name


def test_the_far_side_suffers_least(make_loads, run):
    state = run(make_loads(((150.0, 200.0),)), 10.0)
    for name in ("myelin", "axon", "energy"):
        assert np.all(np.diff(getattr(state, name)[0, 0]) >= -1e-9), name


def test_a_one_sided_press_gives_a_partial_deficit(make_loads, run):
    state = run(make_loads(((150.0, 180.0),)), 10.0, arterial=95.0)
    near, far = state.axon[0, 0, 0], state.axon[0, 0, -1]
    assert near < 0.7
    assert far > 0.99
    assert state.energy[0, 0, 0] < 0.4 < 0.75 < state.energy[0, 0, -1]
    assert state.inflammation[0, 0] > 0.5


def test_a_few_minutes_a_day_of_great_pressure_are_enough_to_tear_paranodes(make_loads, run):
    loads = make_loads(((20.0, 2500.0),), contact=1.0)
    assert run(loads, 2.0, hours=(23.9, 0.1)).seal.max() < 0.2
    assert run(loads, 2.0, hours=(24.0, 0.0)).seal.min() > 0.99


def test_a_tenth_of_the_pressure_empties_the_losses(make_loads, run):
    state = run(make_loads(((15.0, 18.0),), nucleus_material=0.0), 10.0)
    assert state.axon.min() > 0.999
    assert state.seal.min() > 0.999
    assert state.energy.min() > 0.95
    assert state.myelin.min() > 0.95


def test_an_inflamed_root_without_pressure_is_sensitive_and_whole_but_for_its_swollen_sheaths(make_loads, run):
    state = run(make_loads(((0.0, 0.0),)), 10.0)
    for name in ("seal", "axon", "energy", "vessels"):
        np.testing.assert_allclose(getattr(state, name), 1.0, atol=1e-12, err_msg=name)
    assert 0.8 < state.myelin.max() < 0.99
    assert np.all(state.wallerian_days == 0)
    assert np.all(state.adapted == 0)
    for name in ("inflammation", "drg_sensitivity", "chronic_sensitivity"):
        assert getattr(state, name).min() > 0.4, name
    assert state.neighbour_inflammation[0, 0, 1] > state.neighbour_inflammation[0, 1, 1] > 0


def test_low_blood_pressure_makes_the_same_press_worse(make_loads, run):
    loads = make_loads(((50.0, 60.0),))
    low, normal = (run(loads, 5.0, arterial=a) for a in (60.0, 95.0))
    assert low.energy.mean() < normal.energy.mean() - 0.1
    assert np.all(low.axon <= normal.axon)


def test_healing_is_slow_and_never_passes_healthy(make_loads, run):
    hurt = run(make_loads(((150.0, 180.0),)), 10.0)
    freed = make_loads(((0.0, 0.0),), nucleus_material=0.0)
    soon, late = run(freed, 7.0, state=hurt), run(freed, 560.0, state=hurt)
    for state in (soon, late):
        in_range(state)
    assert np.all(soon.energy > 0.95)
    assert np.all(soon.vessels > hurt.vessels - 1e-12)
    assert np.all(hurt.myelin < soon.myelin)
    assert np.all(soon.myelin < late.myelin)
    assert late.myelin[0, 0, 0] < 1 - 0.5 * (1 - late.myelin_ceiling[0, 0, 0])
    assert np.all(late.axon == pytest.approx(soon.axon))
    assert late.regrown_mm[0, 0, 0] > 500
    assert late.inflammation.max() < 1e-6
    assert late.neighbour_inflammation.max() < 1e-6
    assert late.wallerian_days[0, 0, 0] > 550


def test_extremes_stay_finite(make_loads, run):
    for arterial in (0.0, 1.0, 250.0):
        loads = make_loads(((0.0, 0.0), (400.0, 400.0), (1e4, 1e5)), onset_s=0.0, strain=0.5)
        for days in (0.001, 1.0, 60.0):
            in_range(run(loads, days, arterial=arterial))


@settings(max_examples=5, deadline=None)
@given(st.floats(0.001, 5.9))
def test_a_load_does_nothing_before_it_began_and_its_beginning_is_exact(began):
    before = course_of(loads_of(began_day=6.0), 6.0)
    same(replace(before, day=np.zeros(1)), healthy(loads_of(), muscles=3), 0.0)
    late, early = course_of(loads_of(began_day=began), 6.0), course_of(loads_of(), 6.0 - began)
    assert far(late, early) < CLOSE
    assert late.day[0] == pytest.approx(6.0)


def test_a_load_that_ends_heals_from_that_moment(make_loads, run):
    pressed, free = make_loads(((90.0, 140.0),)), make_loads(((0.0, 0.0),), nucleus_material=0.0)
    at_once = run(free, 3.3, state=run(pressed, 2.7))
    in_days = run(free, 3.0, state=run(free, 0.3, state=run(pressed, 0.7, state=run(pressed, 2.0))), calls=3)
    assert far(at_once, in_days) < CLOSE


@pytest.mark.parametrize("day", [0.0, 0.3, 1.7, 2.999])
def test_a_fall_acts_at_its_moment_however_long_the_step(make_loads, constant, day):
    loads, hours, arterial = make_loads(((0.0, 0.0),), nucleus_material=0.0), np.array([14.0, 10.0]), np.array([95.0])
    fall = Event(day, np.full((1, 1), 2500.0), seconds=3.0)
    fallen = advance(healthy(loads), loads, hours, arterial, constant, 3.0, events=(fall,))
    spared = advance(healthy(loads), loads, hours, arterial, constant, 3.0)
    assert float(fallen.day[0]) == 3.0
    assert np.all(spared.seal == 1.0)
    assert fallen.seal[0, 0, 0] < 0.9
    # what has passed since is all that the seal could mend
    healed = 1.0 - (1.0 - fallen.seal[0, 0, 0]) * np.exp((3.0 - day) / constant.seal_repair_days)
    moment = advance(healthy(loads), loads, hours, arterial, constant, 1e-4, events=(replace(fall, day=0.0),))
    assert moment.seal[0, 0, 0] == pytest.approx(healed, abs=0.01)


def test_a_fall_before_or_after_the_time_lived_is_no_fall(make_loads, constant):
    loads, hours, arterial = make_loads(((0.0, 0.0),)), np.array([14.0, 10.0]), np.array([95.0])
    plain = advance(healthy(loads), loads, hours, arterial, constant, 2.0)
    for day in (-1.0, 2.0, 9.0):
        event = Event(day, np.full((1, 1), 2500.0), seconds=3.0)
        same(advance(healthy(loads), loads, hours, arterial, constant, 2.0, events=(event,)), plain, 0.0)
    for wrong in (
        Event(0.0, np.full((1, 2), 9.0), 1.0),
        Event(0.0, np.full((1, 1), -9.0), 1.0),
        Event(0.0, np.ones((1, 1)), 0.0),
    ):
        with pytest.raises(InputError):
            advance(healthy(loads), loads, hours, arterial, constant, 2.0, events=(wrong,))


def test_a_nerve_grows_used_to_a_low_pressure_and_forgets_it(make_loads, run):
    loads = make_loads(((10.0, 10.0),), contact=1.0, nucleus_material=0.0)
    week, month = (run(loads, days, arterial=110.0) for days in (7.0, 28.0))
    assert week.myelin.max() < 1
    assert np.all(month.myelin > week.myelin)
    assert np.all(month.adapted > 0.9)
    poor = run(loads, 28.0, arterial=70.0)
    assert np.all(poor.adapted < month.adapted - 0.1)
    freed = run(make_loads(((0.0, 0.0),), nucleus_material=0.0), 90.0, state=month)
    assert np.all(freed.adapted < 0.1)


def test_a_second_press_relapses_and_thinner_sheaths_stay(make_loads, run):
    pressed, free = make_loads(((90.0, 120.0),), nucleus_material=0.0), make_loads(((0.0, 0.0),), nucleus_material=0.0)
    first = run(pressed, 21.0)
    better = run(free, 120.0, state=first)
    again = run(pressed, 21.0, state=better)
    assert first.myelin[0, 0, 0] < 0.6 < better.myelin[0, 0, 0] < 0.97
    assert again.myelin[0, 0, 0] < 0.6
    assert np.all(again.myelin_ceiling <= better.myelin_ceiling + 1e-12)


def test_spinal_fluid_feeds_a_root_in_the_sac_and_not_beyond_its_ganglion(make_loads, run):
    loads = make_loads(((200.0, 200.0),) * 4, contact=1.0, centre_mm=((130.0,), (165.0,), (173.5,), (272.0,)))
    energy = run(loads, 1.0).energy[:, 0, 0]
    assert energy[0] == pytest.approx(energy[1])
    assert energy[0] > 1.3 * energy[2] > 1.3 * energy[3]


def test_where_the_sac_ends_goes_with_height(make_loads, constant):
    loads = make_loads(((200.0, 200.0),) * 2, contact=1.0, centre_mm=185.0)
    state = healthy(loads, muscles=3, height_cm=np.array([165.0, 195.0]))
    state = advance(
        state, loads, np.array([14.0, 10.0]), np.full(2, 95.0), constant, 1.0, beside_nerve=np.zeros((3, 9))
    )
    assert state.energy[1].max() > state.energy[0].max() + 0.1


def test_persons_do_not_touch_each_other(make_loads, run):
    both = run(make_loads(((60.0, 90.0), (120.0, 140.0)), began_day=((0.0,), (1.3,))), 7.0)
    same(person(both, 0), run(make_loads(((60.0, 90.0),)), 7.0), 1e-12)
    same(person(both, 1), run(make_loads(((120.0, 140.0),), began_day=1.3), 7.0), 1e-12)


def test_mirrored_loads_give_the_mirrored_state(make_loads, run):
    left, right = (run(make_loads(side=side), 5.0) for side in (0, 1))
    mirrored = replace(right, neighbour_inflammation=right.neighbour_inflammation[..., ::-1])
    same(left, mirrored, 0.0)
    assert right.neighbour_inflammation[0, 0, 0] == 0 < right.neighbour_inflammation[0, 0, 1]


def test_padding_stays_healthy(make_loads, run):
    state = run(make_loads(present=False), 10.0)
    same(replace(state, day=np.zeros(1)), healthy(make_loads(), muscles=3), 0.0)


def widened(loads: Loads, root: int) -> Loads:
    """The same load twice in one person, the second on ``root``."""
    changed = {
        f.name: np.concatenate([getattr(loads, f.name)] * 2, axis=1) for f in fields(Loads) if f.name != "postures"
    }
    changed["root"][:, 1] = root
    return replace(loads, **changed)


def test_a_second_press_on_the_same_root_starves_the_first(make_loads, run):
    loads = make_loads(((40.0, 60.0),))
    apart, together = run(widened(loads, 2), 5.0), run(widened(loads, 4), 5.0)
    alone = run(loads, 5.0)
    np.testing.assert_allclose(apart.energy[:, 0], alone.energy[:, 0], atol=CLOSE)
    assert np.all(together.energy[:, 0] <= alone.energy[:, 0] + CLOSE)
    assert together.energy[:, 0].mean() < alone.energy[:, 0].mean() - 0.02


def test_a_press_that_is_padding_or_not_yet_there_starves_no_other(make_loads, run):
    loads = make_loads(((40.0, 60.0),))
    alone, both = run(loads, 5.0), widened(loads, 4)
    padding = replace(both, present=np.array([[True, False]]))
    later = replace(both, began_day=np.array([[0.0, 9.0]]))
    for other in (padding, later):
        np.testing.assert_allclose(run(other, 5.0).energy[:, 0], alone.energy[:, 0], atol=CLOSE)
    joined = run(later, 12.0)
    assert joined.energy[0, 0].mean() < alone.energy[0, 0].mean() - 0.02


def test_hours_and_times_that_are_no_day_are_refused(make_loads, run, constant):
    loads = make_loads()
    for hours in ((12.0, 11.0), (25.0, -1.0), (24.0, float("nan")), (24.0,)):
        with pytest.raises(InputError):
            run(loads, 1.0, hours=hours)
    for days in (0.0, -1.0, float("inf")):
        with pytest.raises(InputError):
            run(loads, days)
    with pytest.raises(InputError):
        run(loads, 1.0, arterial=float("nan"))
    with pytest.raises(InputError):
        advance(healthy(loads), loads, np.array([12.0, 12.0]), np.array([90.0, 90.0]), constant)
    with pytest.raises(InputError):
        advance_hours(healthy(loads), -3.0, 95.0, constant, hours=1.0)
    with pytest.raises(InputError):
        run(make_loads(((1.0, 1.0), (2.0, 2.0))), 1.0, state=healthy(loads, muscles=3))


def test_muscles_beside_the_nerve_come_from_the_body(make_loads, constant):
    loads = make_loads()
    state = advance(healthy(loads), loads, np.array([12.0, 12.0]), np.array([95.0]), constant, 5.0)
    assert state.neighbour_inflammation[0, :, 1].max() > 0.2
    assert state.neighbour_inflammation[0, :, 0].max() == 0


@settings(max_examples=10, deadline=None)
@given(st.floats(0, 5000), st.floats(0, 250), st.floats(0, 0.5), st.floats(0.001, 40))
def test_whatever_comes_stays_finite_and_in_range(pressure, arterial, strain, days):
    in_range(course_of(loads_of(((pressure, 2 * pressure),), strain=strain, onset_s=0.0), days, arterial=arterial))


def test_a_day_at_400_mmhg_with_next_to_no_blood_pressure_runs(make_loads, run):
    for arterial in (0.0, 1e-6, 5.0):
        state = run(make_loads(((400.0, 400.0),), contact=1.0), 1.0, arterial=arterial)
        in_range(state)
        assert state.axon.max() < 0.99


def test_many_people_for_ninety_days_stay_in_range(make_loads, run):
    rng = np.random.default_rng(3)
    pressure = rng.uniform(0, 256, (40, 1)) * np.array([[1.0, 1.3]])
    state = run(make_loads(pressure, contact=rng.uniform(0, 1, (40, 1))), 90.0, calls=9)
    in_range(state)
    np.testing.assert_allclose(state.day, 90.0)


def test_the_integrator_is_the_one_behind_both_doors():
    assert {f.__globals__["integrate"] for f in (advance, advance_hours)} == {integrate}
