import numpy as np
import pytest

from sciatica.tissue.oedema import congestion, oedema_after, onset_oedema, suddenness


def after(constant, start, pressure, days, inflamed=0.0, arterial=95.0):
    pressure = np.asarray(pressure, float)
    return oedema_after(
        np.asarray(start, float), congestion(pressure, arterial, constant), pressure, inflamed, days, constant
    )


def test_a_free_nerve_dries_over_days_and_never_below_nothing(constant):
    wet = [float(after(constant, 8.0, 0.0, days)) for days in (0.0, 1.0, 3.0, 30.0)]
    assert wet[0] == 8
    assert wet == sorted(wet, reverse=True)
    assert 0 <= wet[-1] < 1e-6
    assert wet[1] > 2


def test_harder_presses_leak_faster(constant):
    gentle, hard = after(constant, 0.0, [50.0, 200.0], 2 / 1440)
    assert hard > 2 * gentle > 0


def test_halves_make_a_whole(constant):
    half = after(constant, after(constant, 0.0, 60.0, 0.05), 60.0, 0.05)
    assert half == pytest.approx(after(constant, 0.0, 60.0, 0.1))


def test_inflammation_alone_swells_a_nerve(constant):
    assert after(constant, 0.0, 0.0, 5.0, inflamed=1.0) > 2


def test_a_sudden_load_forces_fluid_at_once_but_not_without_bound(constant):
    sudden, slow = suddenness(np.array([0.05, 20.0]), constant)
    assert sudden > 0.9 > 0.1 > slow
    assert suddenness(np.inf, constant) == 0
    forced = onset_oedema(np.zeros(3), np.array([50.0, 200.0, 1e5]), sudden, constant)
    assert np.all(np.diff(forced) > 0)
    assert forced[-1] == constant.oedema_max_mmhg
    assert np.all(onset_oedema(np.zeros(3), np.array([50.0, 200.0, 1e5]), np.array(0.0), constant) == 0)


def test_a_higher_blood_pressure_swells_a_congested_nerve_more(constant):
    low, high = (float(after(constant, 0.0, 60.0, 1.0, arterial=a)) for a in (70.0, 150.0))
    assert high > 1.5 * low > 0
    assert float(after(constant, 0.0, 60.0, 1.0, arterial=0.0)) == 0


def test_venules_that_run_do_not_congest(constant):
    shut = congestion(np.array([0.0, 5.0, 20.0, 30.0, 80.0]), 95.0, constant)
    assert shut[0] == shut[1] == 0
    assert np.all(np.diff(shut[1:]) > 0)
