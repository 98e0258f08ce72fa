"""Waveforms of stimuli: a number for every moment, known exactly over a step.

An engine that samples a waveform misses a 20 µs pulse between two steps and makes one of 10 kHz ring. Every
waveform here therefore knows its integral in closed form: a step receives its exact mean, and an engine that
also needs the change over a step (a charge that jumps with the field) takes the values at its ends. At a jump
that falls on the end of a step the value is the one before it, so that the change belongs to the step after.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray

SAME_MOMENT = 1e-6  # of a step


@dataclass(frozen=True)
class Piecewise:
    """Straight pieces between moments, with jumps where `left` and `right` differ; 0 outside.

    `time_ms` [K] rising, `left` [K] the limit from before, `right` [K] the one after. `left[0]` and
    `right[-1]` are 0. Made by :func:`rectangle`, :func:`biphasic`, :func:`train`, :func:`samples`.
    """

    time_ms: FloatArray
    left: FloatArray
    right: FloatArray

    def __post_init__(self) -> None:
        """Refuse moments out of order and values that are no numbers."""
        time, left, right = (np.asarray(x, dtype=np.float64) for x in (self.time_ms, self.left, self.right))
        if time.ndim != 1 or len(time) < 2 or left.shape != time.shape or right.shape != time.shape:
            raise InputError("wrong shape", field="waveform", given=(time.shape, left.shape, right.shape),
                             wanted="moments and values of one length, two or more")  # fmt: skip
        if not (np.isfinite(time).all() and np.isfinite(left).all() and np.isfinite(right).all()):
            raise InputError("not a number", field="waveform", given=float("nan"), wanted="finite moments and values")
        if (np.diff(time) <= 0.0).any() or time[0] < 0.0:
            raise InputError("moments out of order", field="waveform.time_ms", given=float(time[0]),
                             wanted="rising moments from 0 ms on")  # fmt: skip
        if left[0] != 0.0 or right[-1] != 0.0:
            raise InputError("does not begin and end at nothing", field="waveform", given=(left[0], right[-1]),
                             wanted="left[0] and right[-1] equal to 0")  # fmt: skip
        for name, value in (("time_ms", time), ("left", left), ("right", right)):
            object.__setattr__(self, name, value)
        area = 0.5 * (right[:-1] + left[1:]) * np.diff(time)
        object.__setattr__(self, "_area", np.r_[0.0, np.cumsum(area)])

    @property
    def end_ms(self) -> float:
        """When the last piece ends."""
        return float(self.time_ms[-1])

    @property
    def finest_ms(self) -> float:
        """The shortest pulse, or the shortest swing up or down of more than a tenth of the whole range."""
        values = np.stack([self.left, self.right], axis=1).ravel()
        moments = np.repeat(self.time_ms, 2)
        turns = _turning_points(values, 0.1 * float(np.ptp(values)))
        between = np.diff(moments[turns])
        # a jump takes no time: what counts is how long the value stays until the next turn
        return float(between[between > 0.0].min(initial=self.end_ms - float(self.time_ms[0])))

    def before(self, t_ms: FloatArray) -> FloatArray:
        """Return the value just before some moments in ms."""
        t = np.asarray(t_ms, dtype=np.float64)
        i = np.searchsorted(self.time_ms, t, side="left") - 1
        inside = (i >= 0) & (i < len(self.time_ms) - 1)
        i = np.clip(i, 0, len(self.time_ms) - 2)
        share = (t - self.time_ms[i]) / (self.time_ms[i + 1] - self.time_ms[i])
        return np.where(inside, self.right[i] + share * (self.left[i + 1] - self.right[i]), 0.0)

    def integral(self, t_ms: FloatArray) -> FloatArray:
        """Return the integral from the beginning to some moments in ms."""
        t = np.clip(np.asarray(t_ms, dtype=np.float64), self.time_ms[0], self.time_ms[-1])
        i = np.clip(np.searchsorted(self.time_ms, t, side="right") - 1, 0, len(self.time_ms) - 2)
        since = t - self.time_ms[i]
        slope = (self.left[i + 1] - self.right[i]) / (self.time_ms[i + 1] - self.time_ms[i])
        area: FloatArray = self._area  # type: ignore[attr-defined]
        return np.asarray(area[i] + since * (self.right[i] + 0.5 * slope * since))


@dataclass(frozen=True)
class Sinusoid:
    """sin(2π f (t - onset) + phase) from onset on for a duration, rising to its full size over `ramp_ms`.

    `frequency_khz` above 0; `onset_ms`, `duration_ms`, `ramp_ms` in ms; `phase_rad`; `amplitude` its peak.
    """

    frequency_khz: float
    duration_ms: float
    onset_ms: float = 0.0
    phase_rad: float = 0.0
    ramp_ms: float = 0.0
    amplitude: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what is no wave."""
        for name, low in (("frequency_khz", 0.0), ("duration_ms", 0.0)):
            value = getattr(self, name)
            if not (np.isfinite(value) and value > low):
                raise InputError("no wave", field=f"waveform.{name}", given=value, wanted="above 0")
        for name in ("onset_ms", "ramp_ms"):
            value = getattr(self, name)
            if not (np.isfinite(value) and value >= 0.0):
                raise InputError("no time", field=f"waveform.{name}", given=value, wanted="0 ms or more")
        if not (np.isfinite(self.phase_rad) and np.isfinite(self.amplitude)):
            raise InputError("not a number", field="waveform", given=float("nan"), wanted="finite phase and amplitude")
        if self.ramp_ms > self.duration_ms:
            raise InputError("longer than the wave", field="waveform.ramp_ms", given=self.ramp_ms,
                             wanted=f"at most {self.duration_ms:g} ms")  # fmt: skip

    @property
    def end_ms(self) -> float:
        """When the wave ends."""
        return self.onset_ms + self.duration_ms

    @property
    def finest_ms(self) -> float:
        """Half a period."""
        return 0.5 / self.frequency_khz

    @property
    def _per_ms(self) -> float:
        return 2.0 * np.pi * self.frequency_khz

    def before(self, t_ms: FloatArray) -> FloatArray:
        """Return the value just before some moments in ms."""
        since = np.asarray(t_ms, dtype=np.float64) - self.onset_ms
        size = np.minimum(since / self.ramp_ms, 1.0) if self.ramp_ms > 0.0 else 1.0
        inside = (since > 0.0) & (since <= self.duration_ms)
        return np.where(inside, self.amplitude * size * np.sin(self._per_ms * since + self.phase_rad), 0.0)

    def integral(self, t_ms: FloatArray) -> FloatArray:
        """Return the integral from the beginning to some moments in ms."""
        since = np.clip(np.asarray(t_ms, dtype=np.float64) - self.onset_ms, 0.0, self.duration_ms)
        rate, phase, ramp = self._per_ms, self.phase_rad, self.ramp_ms
        rising = np.minimum(since, ramp)
        area = (np.cos(rate * rising + phase) - np.cos(rate * since + phase)) / rate
        if ramp > 0.0:
            up = np.sin(rate * rising + phase) - np.sin(phase)
            area = area + (up / rate - rising * np.cos(rate * rising + phase)) / (rate * ramp)
        return np.asarray(self.amplitude * area)


Waveform = Piecewise | Sinusoid


def rectangle(duration_ms: float, *, onset_ms: float = 0.0, amplitude: float = 1.0) -> Piecewise:
    """Return one rectangular pulse."""
    return _levels(np.array([onset_ms, onset_ms + _lasting(duration_ms, "duration_ms")]), np.array([amplitude]))


def biphasic(
    phase_ms: float,
    *,
    onset_ms: float = 0.0,
    gap_ms: float = 0.0,
    second_phase_ms: float | None = None,
    amplitude: float = 1.0,
) -> Piecewise:
    """Return two phases of opposite sign and equal charge, a gap between them.

    `second_phase_ms`: length of the second phase, as long as the first by default; its height makes the
    charge the same.
    """
    first = _lasting(phase_ms, "phase_ms")
    second = first if second_phase_ms is None else _lasting(second_phase_ms, "second_phase_ms")
    if not (np.isfinite(gap_ms) and gap_ms >= 0.0):
        raise InputError("no time", field="gap_ms", given=gap_ms, wanted="0 ms or more")
    back = -amplitude * first / second
    if gap_ms > 0.0:
        return _levels(onset_ms + np.cumsum([0.0, first, gap_ms, second]), np.array([amplitude, 0.0, back]))
    return _levels(onset_ms + np.cumsum([0.0, first, second]), np.array([amplitude, back]))


def train(shape: Piecewise, onsets_ms: FloatArray) -> Piecewise:
    """Return a waveform again and again, each begun so many ms later than the first alone; they must not
    overlap."""
    onsets = np.sort(np.asarray(onsets_ms, dtype=np.float64).ravel())
    length = float(shape.time_ms[-1] - shape.time_ms[0])
    if len(onsets) == 0 or not np.isfinite(onsets).all():
        raise InputError("no onsets", field="onsets_ms", given=onsets_ms, wanted="one moment or more, in ms")
    if (np.diff(onsets) < length * (1.0 - 1e-9)).any():
        raise InputError("the waveforms overlap", field="onsets_ms", given=float(np.diff(onsets).min()),
                         wanted=f"onsets at least {length:g} ms apart")  # fmt: skip
    time, left, right = (
        (onsets[:, None] + shape.time_ms).ravel(),
        np.tile(shape.left, len(onsets)),
        np.tile(shape.right, len(onsets)),
    )
    joined = np.flatnonzero(np.diff(time) <= 1e-9 * max(length, 1e-3))  # one ends where the next begins
    right[joined] = right[joined + 1]
    keep = np.setdiff1d(np.arange(len(time)), joined + 1)
    return Piecewise(time[keep], left[keep], right[keep])


def samples(time_ms: FloatArray, value: FloatArray) -> Piecewise:
    """Return a waveform through samples, straight between them, 0 before the first and after the last."""
    value = np.asarray(value, dtype=np.float64)
    if value.ndim != 1 or len(value) < 2:
        raise InputError("too few samples", field="value", given=value.shape, wanted="two or more")
    return Piecewise(np.asarray(time_ms, dtype=np.float64), np.r_[0.0, value[1:]], np.r_[value[:-1], 0.0])


def means(waveforms: Sequence[Waveform], first_step: int, steps: int, step_ms: float) -> FloatArray:
    """Return each waveform's exact mean over each of some steps [W, steps]."""
    grid = np.arange(first_step, first_step + steps + 1, dtype=np.float64) * step_ms
    return np.stack([np.diff(each.integral(grid)) for each in waveforms]) / step_ms


def ends(waveforms: Sequence[Waveform], first_step: int, steps: int, step_ms: float) -> FloatArray:
    """Return each waveform's value at the ends of some steps, just before a jump there [W, steps + 1]."""
    grid = (np.arange(first_step, first_step + steps + 1, dtype=np.float64) - SAME_MOMENT) * step_ms
    return np.stack([each.before(grid) for each in waveforms])


def _levels(time_ms: FloatArray, level: FloatArray) -> Piecewise:
    return Piecewise(time_ms, np.r_[0.0, level], np.r_[level, 0.0])


def _lasting(duration_ms: float, field: str) -> float:
    if not (np.isfinite(duration_ms) and duration_ms > 0.0):
        raise InputError("no duration", field=field, given=duration_ms, wanted="above 0 ms")
    return float(duration_ms)


def _turning_points(values: FloatArray, least: float) -> list[int]:
    """Return where a curve turns, counting only swings of more than `least`."""
    turns, low, high, way = [], 0, 0, 0
    for i, value in enumerate(values):
        if value < values[low]:
            low = i
        if value > values[high]:
            high = i
        if way <= 0 and value - values[low] > least:
            turns.append(low)
            way, high, low = 1, i, i
        elif way >= 0 and values[high] - value > least:
            turns.append(high)
            way, low, high = -1, i, i
    turns.append(high if way > 0 else low)
    return turns
