"""Thresholds: the search on made-up fibres that know their answer, then the laws of stimulation on real ones."""

from collections.abc import Callable

import numpy as np
import pytest

from sciatica.core.errors import InputError
from sciatica.nerve import (
    Field,
    Injury,
    MyelinatedFibres,
    Pulses,
    point_source_mv,
    rectangle,
    simulate,
    straight_mm,
    strength_duration,
    thresholds,
)
from sciatica.nerve.bracket import Search

WIDE = np.geomspace(0.3, 5.0, 18)


def searched(
    fires: Callable[[np.ndarray], np.ndarray], tolerance: float = 0.01, scan_to: float = 1.5
) -> tuple[float, float, int]:
    lanes = 0

    def of_one(which: np.ndarray, amplitude: np.ndarray) -> np.ndarray:
        nonlocal lanes
        lanes += len(which)
        return fires(amplitude)

    search = Search(np.array([1.0]), np.array([100.0]), tolerance, scan_to)
    search.finish(np.array([0]), WIDE[None], of_one)
    factor, stops = search.result()
    return float(factor[0]), float(stops[0]), lanes


@pytest.mark.parametrize("truth", [0.0123, 0.31, 1.0, 4.9, 77.0])
@pytest.mark.parametrize("tolerance", [0.1, 0.01, 1e-4])
def test_search_finds_a_threshold_wherever_it_lies(truth: float, tolerance: float) -> None:
    factor, stops, lanes = searched(lambda a: a >= truth, tolerance)
    assert factor == pytest.approx(truth, rel=0.51 * tolerance)
    assert stops == np.inf
    assert lanes < 60


def test_search_reports_where_firing_stops_again() -> None:
    factor, stops, _ = searched(lambda a: (a >= 0.8) & (a < 1.9), scan_to=4.0)
    assert factor == pytest.approx(0.8, rel=0.006)
    assert stops == pytest.approx(1.9, rel=0.006)
    assert searched(lambda a: (a >= 0.8) & (a < 9.0), scan_to=4.0)[1] == np.inf


def test_search_skips_a_range_too_narrow_to_hold() -> None:
    narrow = WIDE[4]
    factor, _, _ = searched(lambda a: (np.abs(a / narrow - 1.0) < 0.005) | (a >= 2.0), scan_to=1.2)
    assert factor == pytest.approx(2.0, rel=0.006)


def test_search_says_never_and_always() -> None:
    assert np.isnan(searched(lambda a: np.zeros(len(a), dtype=bool))[0])
    assert searched(lambda a: np.ones(len(a), dtype=bool))[0] == 0.0


def beside(fibres: MyelinatedFibres, away_mm: np.ndarray | float) -> np.ndarray:
    middle = 0.5 * fibres.site_mm[:, -1]
    place = np.stack([np.broadcast_to(away_mm, middle.shape), 0.0 * middle, middle], axis=1)
    return point_source_mv(straight_mm(fibres), place, conductivity_s_m=0.2)


PULSE = rectangle(0.1, onset_ms=0.05)


def found(fibres: MyelinatedFibres, unit: object, **more: object):
    return thresholds(fibres, None, unit, precision="float64", **more)  # type: ignore[arg-type]


def test_thresholds_of_a_population_are_those_of_its_fibres() -> None:
    many = MyelinatedFibres(np.linspace(6.0, 15.0, 40), 13)
    unit = Pulses(np.full(40, 6), np.full((40, 1), 0.05), 0.1, np.ones(40))
    together = found(many, unit)
    assert np.isinf(together.stops_at).all()
    assert together.lanes < 40 * 14
    some = np.array([3, 21, 37])
    for factor, fires in ((0.99, False), (1.01, True)):
        at = together.factor[some] * factor
        pulses = Pulses(np.full(3, 6), np.full((3, 1), 0.05), 0.1, at)
        part = MyelinatedFibres(many.diameter_um[some], 13)
        run = simulate(part, None, pulses, duration_ms=1.5, spike_places=(1,), precision="float64")
        np.testing.assert_array_equal(run.spike_count[:, 0] > 0, fires)


def test_thicker_fibres_need_less() -> None:
    fibres = MyelinatedFibres(np.array([5.7, 7.3, 8.7, 10.0, 11.5, 12.8, 14.0, 15.0, 16.0]), 21)
    assert (np.diff(found(fibres, Field(-beside(fibres, 1.0), PULSE)).factor) < 0.0).all()


def test_cathode_needs_less_than_anode_and_threshold_grows_with_the_square_of_distance() -> None:
    away = np.array([0.3, 0.7, 1.7, 4.0])
    fibres = MyelinatedFibres(np.full(4, 10.0), 31)
    lead = beside(fibres, away)
    cathode, anode = (found(fibres, Field(sign * lead, PULSE), scan_to=1.2).factor for sign in (-1.0, 1.0))
    assert ((anode / cathode > 2.0) & (anode / cathode < 8.0)).all()
    exponent = np.diff(np.log(cathode)) / np.diff(np.log(away))
    assert (np.diff(exponent) > 0.0).all()
    # near a node less than the square, some internodes away the square itself
    assert exponent[0] < 1.7
    assert exponent[-1] == pytest.approx(2.0, abs=0.25)


def test_a_cathode_too_strong_stops_the_spike_it_starts() -> None:
    fibres = MyelinatedFibres(np.array([10.0]), 21)
    seen = found(fibres, Field(-beside(fibres, 0.3), PULSE), scan_to=30.0)
    assert 5.0 < seen.stops_at[0] / seen.factor[0] < 25.0
    for factor, fires in ((0.97, 1), (1.03, 0)):
        unit = Field(-beside(fibres, 0.3) * seen.stops_at[0] * factor, PULSE)
        run = simulate(fibres, None, unit, duration_ms=1.6, spike_places=(18,), precision="float64")
        assert run.spike_count[0, 0] == fires


def test_weiss_law_and_its_two_limits() -> None:
    fibres = MyelinatedFibres(np.array([10.0]), 21)
    unit = Field(-beside(fibres, 1.0), PULSE)
    width = (0.005, 0.01, 0.1, 0.2, 0.3, 0.5, 3.0, 6.0)
    seen = strength_duration(fibres, None, unit, width_ms=width, fitted_ms=(0.1, 0.5), precision="float64")
    charge = seen.threshold[0] * seen.width_ms
    assert charge[1] / charge[0] == pytest.approx(1.0, abs=0.35)  # of short pulses the charge alone counts
    assert seen.threshold[0, -1] == pytest.approx(seen.threshold[0, -2], rel=0.01)  # of long ones the current
    straight = seen.rheobase[0] * (seen.width_ms + seen.time_constant_ms[0])
    np.testing.assert_allclose(charge[2:6], straight[2:6], rtol=0.03)
    assert (np.diff(seen.threshold[0]) < 1e-3).all()


def test_lost_sodium_channels_raise_the_threshold_and_shifted_ones_lower_it() -> None:
    fibres = MyelinatedFibres(np.full(3, 10.0), 13)
    injury = Injury.healthy(fibres)
    injury.sodium_factor[1] = 0.6
    injury.sodium_shift_mv[2], injury.sodium_shifted_fraction[2] = 8.0, 0.5
    unit = Pulses(np.full(3, 6), np.full((3, 1), 0.05), 0.1, np.ones(3))
    seen = thresholds(fibres, injury, unit, precision="float64").factor
    assert seen[1] > 1.1 * seen[0]
    assert seen[2] < 0.9 * seen[0]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"unit": Pulses(np.array([6]), np.array([[0.05]]), 0.1, np.zeros(1))}, "nothing to search"),
        ({"unit": Field(np.ones((1, 133)), PULSE)}, "does not depolarise fibre 0"),
        ({"tolerance": 0.0}, "out of range"),
        ({"spike_place": 13}, "outside the fibre"),
        ({"step_ms": 0.06}, "too large"),
    ],
)
def test_what_cannot_be_searched_is_refused(changed: dict[str, object], said: str) -> None:
    fibres = MyelinatedFibres(np.array([10.0]), 13)
    given = {"unit": Pulses(np.array([6]), np.array([[0.05]]), 0.1, np.ones(1)), **changed}
    with pytest.raises(InputError, match=said):
        thresholds(fibres, None, given.pop("unit"), precision="float64", **given)  # type: ignore[arg-type]
