"""The clinical tests on model fibres: what each must show, and that injury shows in them."""

import numpy as np
import pytest

from sciatica.core.errors import InputError
from sciatica.nerve import (
    Current,
    Injury,
    MyelinatedFibres,
    current_threshold,
    recovery_cycle,
    rectangle,
    strength_duration,
    threshold_electrotonus,
)

FIBRES = MyelinatedFibres(np.array([10.0]), 13)
UNIT = Current(np.array([6]), np.ones(1), rectangle(1.0))
CHECK = {"tolerance": 0.01, "precision": "float64"}


def test_the_waveform_given_does_not_matter_only_where_and_how_much() -> None:
    two = MyelinatedFibres(np.array([8.7, 10.0]), 13)
    unit = Current(np.array([6, 6]), np.array([1.0, 2.0]), rectangle(0.3, onset_ms=4.0))
    seen = strength_duration(two, None, unit, width_ms=(0.2, 1.0), **CHECK)
    alone = strength_duration(FIBRES, None, UNIT, width_ms=(0.2, 1.0), **CHECK)
    np.testing.assert_allclose(2.0 * seen.threshold[1], alone.threshold[0], rtol=0.011)
    assert 0.2 < alone.time_constant_ms[0] < 0.6
    data = seen.to_xarray()
    assert data.time_constant.attrs["units"] == "ms"
    assert dict(data.sizes) == {"fibre": 2, "width": 2}


def test_recovery_is_refractory_then_supernormal_then_late_subnormal() -> None:
    interval = (1.05, 3.5, 12.0, 28.0)
    seen = recovery_cycle(
        FIBRES, None, UNIT, interval_ms=interval, test_ms=0.2, conditioning_ms=0.2, **CHECK
    ).change_pct[0]  # fmt: skip
    assert seen[0] > 30.0
    assert seen[1] < -10.0
    assert 8.0 < seen[3] < 30.0
    assert seen[1] < seen[2] < seen[3]


def test_a_long_current_moves_the_threshold_at_once_and_then_slowly() -> None:
    delays = (1.0, 20.0, 32.0)
    there, back = (
        threshold_electrotonus(FIBRES, None, UNIT, current=current, delay_ms=delays, lasting_ms=30.0, **CHECK)
        for current in (0.4, -0.4)
    )
    assert there.reduction_pct[0, 0] == pytest.approx(40.0, abs=3.0)
    assert back.reduction_pct[0, 0] == pytest.approx(-40.0, abs=3.0)
    assert there.reduction_pct[0, 1] > there.reduction_pct[0, 0] + 3.0
    assert back.reduction_pct[0, 1] < back.reduction_pct[0, 0] - 3.0
    assert abs(there.reduction_pct[0, 2]) < 15.0


def test_the_threshold_falls_with_the_current_beneath_it() -> None:
    seen = current_threshold(FIBRES, None, UNIT, current=(-0.6, -0.2, 0.0, 0.2), lasting_ms=20.0, **CHECK)
    assert (np.diff(seen.change_pct[0]) < 0.0).all()
    assert seen.change_pct[0, 2] == pytest.approx(0.0, abs=1.5)
    slope = np.diff(seen.reduction_pct[0]) / np.diff(seen.at)
    assert slope[0] > slope[-1]  # slow potassium channels open with depolarisation: the fibre gives less way
    assert seen.to_xarray().threshold_change.attrs["units"] == "%"


def test_a_depolarised_fibre_needs_less_and_is_longer_refractory() -> None:
    injury = Injury.healthy(FIBRES)
    injury.potassium_reversal_shift_mv[:] = 2.0
    healthy, hurt = (
        recovery_cycle(FIBRES, each, UNIT, interval_ms=(1.5,), test_ms=0.2, conditioning_ms=0.2, **CHECK)
        for each in (None, injury)
    )
    assert hurt.control[0] < 0.9 * healthy.control[0]
    assert hurt.change_pct[0, 0] > healthy.change_pct[0, 0] + 10.0


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: recovery_cycle(FIBRES, None, UNIT, interval_ms=(0.5, 2.0)), "overlap"),
        (lambda: recovery_cycle(FIBRES, None, UNIT, interval_ms=(4.0, 2.0)), "not in order"),
        (lambda: strength_duration(FIBRES, None, UNIT, width_ms=(0.05, 0.3)), "too few widths"),
        (lambda: current_threshold(FIBRES, None, UNIT, lasting_ms=0.5), "shorter than the test"),
        (lambda: threshold_electrotonus(FIBRES, None, UNIT, delay_ms=()), "not in order"),
    ],
)
def test_what_cannot_be_tested_is_refused(make: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        make()  # type: ignore[operator]
