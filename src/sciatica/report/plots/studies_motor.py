"""Motor conduction: the muscle's answers to shocks at the ankle and at the knee, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.report.plots import screen as on

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ABOVE, _APART, _BELOW = 3.0, 5.4, 3.0
"""Divisions above the first baseline, and from one baseline to the next, and below the last."""


def sensitivity_mv(trace_mv: FloatArray) -> float:
    """Millivolts a division at which the largest of these traces fills two; give both sides the same."""
    return on.division(float(np.abs(trace_mv).max(initial=0.0)), 2.0)


def motor_responses(
    axes: Axes,
    time_ms: FloatArray,
    trace_mv: FloatArray,
    onset_ms: FloatArray,
    amplitude_mv: FloatArray,
    *,
    places: Sequence[str] = ("ankle", "knee"),
    division_mv: float | None = None,
    sweep_ms: float = 5.0,
    end_ms: float | None = None,
    title: str = "",
    role: str = "ink",
) -> Axes:
    """One nerve of one side: a trace for each place of the stimulus, with cursors at onset and peak.

    Parameters
    ----------
    time_ms : [T] from the stimulus.
    trace_mv : [P, T] by place of the stimulus, the nearest first; negative is drawn upward.
    onset_ms : [P] latency; nan where there was no response, which is then said.
    amplitude_mv : [P] as measured, written at the peak.
    places : names of the places.
    division_mv, sweep_ms : a division; by the size of the traces where not given.
    end_ms : of the sweep; that of the record where not given.
    title, role : what stands above, and the colour role of it.
    """
    unit = sensitivity_mv(trace_mv) if division_mv is None else division_mv
    rows = len(trace_mv)
    low, high = -_ABOVE * unit, ((rows - 1) * _APART + _BELOW) * unit
    on.screen(
        axes, end_ms=float(time_ms[-1]) if end_ms is None else end_ms, low=low, high=high, sweep_ms=sweep_ms,
        sensitivity=unit, unit="mV",
    )  # fmt: skip
    for row, (name, values) in enumerate(zip(places, trace_mv, strict=True)):
        base = row * _APART * unit
        on.trace(axes, time_ms, values, base, name)
        on.stimulus(axes, base, 0.35 * unit)
        response(axes, time_ms, values, float(onset_ms[row]), float(amplitude_mv[row]), base, unit, "mV")
        on.at_end(axes, name, base)
    return on.heading(axes, title, role) if title else axes


def response(
    axes: Axes,
    time_ms: FloatArray,
    value: FloatArray,
    onset_ms: float,
    amplitude: float,
    base: float,
    division: float,
    unit: str,
) -> Axes:
    """Cursors of one response with their numbers; words where there is none.

    Parameters
    ----------
    time_ms, value : [T] the trace; the peak cursor stands at its most negative sample.
    onset_ms, amplitude : as measured; nan for no response.
    base, division : where the baseline lies, and a division, in ``unit``.
    """
    if not np.isfinite(onset_ms):
        return on.said(axes, base, "no response")
    shown = value[time_ms <= axes.get_xlim()[1]]
    deep = max(float(shown.max(initial=0.0)) + 0.15 * division, 0.5 * division)
    on.onset(axes, onset_ms, base, 0.4 * division, deep, on.number(onset_ms, "ms"))
    top = int(np.argmin(value))
    return on.peak(axes, float(time_ms[top]), float(value[top]), base, on.number(amplitude, unit), clear=0.5 * division)
