"""The clinical tests of a nerve's excitability, on any fibre and any injury.

Threshold tracking measures by how much a test stimulus must change to excite a nerve under a condition (Kiernan et al.
2000, PMID 10679717; Burke, Kiernan and Bostock 2001, Clin Neurophysiol 112:1575): stimulus width
(strength-duration), an impulse before (recovery cycle), a long weak current before and during (threshold
electrotonus), its strength (current-threshold relation). Each is one batch here: every width, interval or current
is a lane of its own.

A pulse's charge at threshold grows linearly with its width, Q = I_rh (t + tau): Weiss's law, which fits human nerve
(Mogyoros, Kiernan and Burke 1996, PMID 8800939) and gives rheobase and strength-duration time constant.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray, IntArray
from sciatica.nerve import damage, stimulus
from sciatica.nerve.damage import Injury
from sciatica.nerve.engine import network
from sciatica.nerve.fibres import Fibres
from sciatica.nerve.stimulus import Current, Field, Stimulus
from sciatica.nerve.threshold import thresholds
from sciatica.nerve.waveform import Piecewise, Waveform, rectangle

if TYPE_CHECKING:
    import xarray

WIDTHS_MS = (0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
INTERVALS_MS = (2.0, 2.5, 3.2, 4.0, 5.0, 6.3, 7.9, 10.0, 13.0, 18.0, 24.0, 32.0, 42.0, 56.0, 75.0, 100.0)
DELAYS_MS = (1.0, 5.0, 10.0, 20.0, 40.0, 70.0, 98.0, 105.0, 115.0, 140.0, 190.0)
CURRENTS = (-1.0, -0.8, -0.6, -0.4, -0.2, 0.0, 0.2, 0.4)
ONSET_MS = 0.1


@dataclass(frozen=True)
class StrengthDuration:
    """Thresholds [F, widths] at `width_ms`; `rheobase` [F] in the same unit and `time_constant_ms` [F] by Weiss's
    law."""

    threshold: FloatArray
    width_ms: FloatArray
    rheobase: FloatArray
    time_constant_ms: FloatArray
    diameter_um: FloatArray

    def to_xarray(self) -> "xarray.Dataset":
        """Return the same as an xarray Dataset."""
        fits = {
            "rheobase": ("fibre", self.rheobase, {"units": "1", "long_name": "factor on the stimulus"}),
            "time_constant": ("fibre", self.time_constant_ms, {"units": "ms"}),
        }
        return _dataset("threshold", self.threshold, "1", "width", self.width_ms, "ms", self.diameter_um, **fits)


@dataclass(frozen=True)
class Tracked:
    """Change of threshold in % of the control's [F, conditions] over `at` (intervals or delays in ms, currents in
    shares of the control threshold); nan where nothing up to the largest stimulus fires. `control` [F]: the threshold
    unconditioned, a factor on the stimulus.
    """

    change_pct: FloatArray
    at: FloatArray
    at_name: str
    at_unit: str
    control: FloatArray
    diameter_um: FloatArray

    @property
    def reduction_pct(self) -> FloatArray:
        """By how much less suffices, as threshold electrotonus is drawn (depolarisation upwards)."""
        return -self.change_pct

    def to_xarray(self) -> "xarray.Dataset":
        """Return the same as an xarray Dataset."""
        control = {"control": ("fibre", self.control, {"units": "1", "long_name": "factor on the stimulus"})}
        return _dataset(
            "threshold_change", self.change_pct, "%", self.at_name, self.at, self.at_unit, self.diameter_um, **control
        )


@dataclass(frozen=True)
class ExcitabilitySuite:
    """All four tests; `electrotonus` by conditioning current in shares of the control threshold."""

    strength_duration: StrengthDuration
    recovery_cycle: Tracked
    electrotonus: dict[float, Tracked]
    current_threshold: Tracked


def strength_duration(
    fibres: Fibres,
    injury: Injury | None,
    unit: Stimulus,
    *,
    width_ms: Sequence[float] = WIDTHS_MS,
    fitted_ms: tuple[float, float] = (0.2, 1.0),
    tolerance: float = 0.005,
    **search: Any,
) -> StrengthDuration:
    """Return thresholds by pulse width, rheobase and strength-duration time constant.

    `unit`: where the stimulus acts and how strongly for a factor of 1; its waveform is replaced by rectangles.
    `fitted_ms`: the widths used for Weiss's law, by default the clinical 0.2 to 1 ms. `search` goes to
    :func:`sciatica.nerve.threshold.thresholds`.
    """
    width = _rising(width_ms, "width_ms")
    inside = (width >= fitted_ms[0] - 1e-9) & (width <= fitted_ms[1] + 1e-9)
    if inside.sum() < 2:
        raise InputError(
            "too few widths to fit", field="fitted_ms", given=fitted_ms, wanted="two widths or more inside"
        )
    forms = [rectangle(each, onset_ms=ONSET_MS) for each in width]
    found = _table(fibres, injury, unit, forms, tolerance=tolerance, **search)
    slope, intercept = np.polyfit(width[inside], (found * width)[:, inside].T, 1)
    return StrengthDuration(found, width, slope, intercept / slope, fibres.diameter_um)


def recovery_cycle(
    fibres: Fibres,
    injury: Injury | None,
    unit: Stimulus,
    *,
    interval_ms: Sequence[float] = INTERVALS_MS,
    test_ms: float = 1.0,
    conditioning_ms: float = 1.0,
    strength: float = 1.5,
    tolerance: float = 0.005,
    **search: Any,
) -> Tracked:
    """Return by how much an impulse changes the threshold, by the interval from its stimulus to the test.

    `strength`: of the conditioning stimulus, in multiples of its own threshold. Refractoriness is above 0,
    supernormality below, late subnormality above again.
    """
    interval = _rising(interval_ms, "interval_ms")
    if interval[0] < conditioning_ms:
        raise InputError("the two stimuli overlap", field="interval_ms", given=float(interval[0]),
                         wanted=f"at least {conditioning_ms:g} ms")  # fmt: skip
    first = rectangle(conditioning_ms, onset_ms=ONSET_MS)
    control, own = (
        _table(fibres, injury, unit, [rectangle(each, onset_ms=ONSET_MS)], tolerance=tolerance, **search)[:, 0]
        for each in (test_ms, conditioning_ms)
    )
    tests = [rectangle(test_ms, onset_ms=ONSET_MS + each) for each in interval]
    before = [(first, strength * own) for _ in interval]
    return _tracked(fibres, injury, unit, tests, before, interval, ("interval", "ms"), control, tolerance, search)


def threshold_electrotonus(
    fibres: Fibres,
    injury: Injury | None,
    unit: Stimulus,
    *,
    current: float = 0.4,
    delay_ms: Sequence[float] = DELAYS_MS,
    lasting_ms: float = 100.0,
    test_ms: float = 1.0,
    tolerance: float = 0.005,
    **search: Any,
) -> Tracked:
    """Return by how much a long current changes the threshold, by the delay of the test after its beginning.

    `current`: in shares of the control threshold, depolarising above 0.
    """
    delay = _rising(delay_ms, "delay_ms")
    control = _table(
        fibres, injury, unit, [rectangle(test_ms, onset_ms=ONSET_MS)], tolerance=tolerance, **search
    )[:, 0]  # fmt: skip
    long = rectangle(lasting_ms, onset_ms=ONSET_MS)
    tests = [rectangle(test_ms, onset_ms=ONSET_MS + each) for each in delay]
    before = [(long, current * control) for _ in delay]
    return _tracked(fibres, injury, unit, tests, before, delay, ("delay", "ms"), control, tolerance, search)


def current_threshold(
    fibres: Fibres,
    injury: Injury | None,
    unit: Stimulus,
    *,
    current: Sequence[float] = CURRENTS,
    lasting_ms: float = 200.0,
    test_ms: float = 1.0,
    tolerance: float = 0.005,
    **search: Any,
) -> Tracked:
    """Return by how much a long current changes the threshold at its end, by its strength in shares of the
    control threshold."""
    strength = _rising(current, "current")
    if not lasting_ms > test_ms:
        raise InputError("shorter than the test", field="lasting_ms", given=lasting_ms, wanted=f"above {test_ms:g} ms")
    control = _table(
        fibres, injury, unit, [rectangle(test_ms, onset_ms=ONSET_MS)], tolerance=tolerance, **search
    )[:, 0]  # fmt: skip
    long = rectangle(lasting_ms, onset_ms=ONSET_MS)
    tests = [rectangle(test_ms, onset_ms=ONSET_MS + lasting_ms - test_ms)] * len(strength)
    before = [(long, each * control) for each in strength]
    return _tracked(fibres, injury, unit, tests, before, strength, ("current", "1"), control, tolerance, search)


def excitability_suite(fibres: Fibres, injury: Injury | None, unit: Stimulus, **search: Any) -> ExcitabilitySuite:
    """Return all four tests as the clinic does them; threshold electrotonus at 40 % either way."""
    return ExcitabilitySuite(
        strength_duration(fibres, injury, unit, **search),
        recovery_cycle(fibres, injury, unit, **search),
        {each: threshold_electrotonus(fibres, injury, unit, current=each, **search) for each in (0.4, -0.4)},
        current_threshold(fibres, injury, unit, **search),
    )


def _tracked(
    fibres: Fibres,
    injury: Injury | None,
    unit: Stimulus,
    tests: list[Piecewise],
    before: list[tuple[Piecewise, FloatArray]],
    at: FloatArray,
    name: tuple[str, str],
    control: FloatArray,
    tolerance: float,
    search: dict[str, Any],
) -> Tracked:
    found = _table(
        fibres, injury, unit, tests, before, np.where(control > 0.0, control, 1.0), tolerance=tolerance, **search
    )
    change = 100.0 * (found / control[:, None] - 1.0)
    return Tracked(change, at, name[0], name[1], control, fibres.diameter_um)


def _table(
    fibres: Fibres,
    injury: Injury | None,
    unit: Stimulus,
    tests: list[Piecewise],
    before: list[tuple[Piecewise, FloatArray]] | None = None,
    guess: FloatArray | None = None,
    **search: Any,
) -> FloatArray:
    """Return thresholds [F, conditions] of every fibre under every condition, all in one search.

    `before`: for each condition, a waveform and its size [F] given beside the test.
    """
    count, conditions = len(fibres.diameter_um), len(tests)
    which = np.repeat(np.arange(count), conditions)
    many = replace(fibres, diameter_um=fibres.diameter_um[which])
    hurt = network.rows(damage.checked(injury, fibres), which)
    test = _of(stimulus.shaped(unit, list(tests) * count), which, np.ones(len(which)))
    beside = None
    if before is not None:
        sizes = np.stack([size for _, size in before], axis=1).ravel()
        beside = _of(stimulus.shaped(unit, [form for form, _ in before] * count), which, np.nan_to_num(sizes))
    found = thresholds(
        many, hurt, test, conditioning=beside, guess=None if guess is None else guess[which],
        highest=None if guess is None else 8.0 * float(guess.max()), **search,
    )  # fmt: skip
    return found.factor.reshape(count, conditions)


def _of(given: Current | Field, which: IntArray, factor: FloatArray) -> Current | Field:
    """A stimulus of some fibres times a factor; its waveforms are already one a lane."""
    form: Waveform | Sequence[Waveform] = given.waveform
    if isinstance(given, Field):
        return Field(np.asarray(given.potential_mv)[which] * factor[:, None], form)
    return Current(np.asarray(given.place)[which], np.asarray(given.amplitude_na)[which] * factor, form)


def _rising(values: Sequence[float], field: str) -> FloatArray:
    given = np.asarray(list(values), dtype=np.float64)
    if given.ndim != 1 or len(given) == 0 or not np.isfinite(given).all() or (np.diff(given) <= 0.0).any():
        raise InputError("not in order", field=field, given=values, wanted="one rising row of numbers")
    return given


def _dataset(
    name: str, values: FloatArray, unit: str, at_name: str, at: FloatArray, at_unit: str, diameter_um: FloatArray,
    **others: Any,
) -> "xarray.Dataset":  # fmt: skip
    import xarray

    return xarray.Dataset(
        {name: (("fibre", at_name), values, {"units": unit}), **others},
        coords={
            at_name: (at_name, at, {"units": at_unit}),
            "diameter": ("fibre", diameter_um, {"units": "um", "long_name": "fibre diameter"}),
        },
    )
