import numpy as np
import pytest

from sciatica.tissue import distal_response, reconnected
from sciatica.tissue.axon_loss import clock_after, distal_stump, loss_per_day, regrown_after


def test_a_fed_axon_is_never_lost_and_hunger_kills_ever_faster(constant):
    rate = loss_per_day(np.linspace(1, 0, 11), np.zeros(11), constant)
    assert rate[0] == 0
    assert np.all(np.diff(rate) > 0)
    assert rate[5] < 0.01
    assert rate[-1] == pytest.approx(24 * constant.ischaemic_loss_per_h, rel=1e-6)


def test_a_crush_cuts_axons_that_have_blood(constant):
    root, crush = loss_per_day(np.ones(2), np.array([300.0, 40000.0]), constant)
    assert root < 1e-3
    assert crush > 20


def test_a_cut_ages_with_time(constant):
    age = clock_after(np.array(0.0), np.array(1.0), np.array(0.2), np.array(1e-9))
    for _ in range(6):
        age = clock_after(age, np.array(0.2), np.array(0.2), np.array(1.5))
    assert age == pytest.approx(9.0, abs=1e-6)


def test_the_clock_is_the_mean_age_of_all_losses():
    survival, age, cohorts = 1.0, np.array(0.0), []
    for day in range(12):
        after = survival * (0.9 if day < 5 else 0.99)
        age = clock_after(age, np.array(survival), np.array(after), np.array(1.0))
        cohorts = [(size, old + 1.0) for size, old in cohorts] + [(survival - after, 0.5)]
        survival = after
    sizes, ages = np.array(cohorts).T
    assert age == pytest.approx(np.average(ages, weights=sizes))
    assert clock_after(np.array(7.0), np.array(1.0), np.array(1.0), np.array(1.0)) == 0


def test_sprouts_wait_then_grow_and_rejoin_only_when_they_arrive(constant):
    grown = np.array(0.0)
    for day in range(1, 101):
        grown = regrown_after(grown, np.array(float(day)), np.array(1.0), np.array(1.0), constant)
    assert grown == pytest.approx((100 - constant.growth_delay_days) * constant.growth_mm_per_day)
    assert regrown_after(np.array(5.0), np.array(2.0), np.array(1.0), np.array(1.0), constant) == 5
    share = reconnected(np.array(0.4), grown, np.array([50.0, 500.0]), constant)
    assert share[1] == 0.4
    assert 0.4 < share[0] < 1


def test_the_far_end_dies_in_days_motor_first(constant):
    days = np.arange(0, 15.0)
    motor, sensory = (distal_stump(days, constant, motor=m) for m in (True, False))
    assert motor[0] == sensory[0] == 1
    assert np.all(np.diff(motor) < 0)
    assert np.all(motor[1:] < sensory[1:])
    assert sensory[-1] < 0.02
    kept = distal_response(np.array(0.6), np.array(14.0), constant, motor=True)
    assert kept == pytest.approx(0.6, abs=0.01)
