"""Sensory conduction: the nerve's own potential at the ankle after a shock to the calf."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.report.plots import screen as on
from sciatica.report.plots.studies_motor import response

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def sensitivity_uv(trace_uv: FloatArray) -> float:
    """Microvolts a division at which the largest of these traces fills two and a half; give both sides the same."""
    return on.division(float(np.abs(trace_uv).max(initial=0.0)), 2.5)


def sensory_response(
    axes: Axes,
    time_ms: FloatArray,
    trace_uv: FloatArray,
    onset_ms: float,
    amplitude_uv: float,
    *,
    division_uv: float | None = None,
    sweep_ms: float = 1.0,
    end_ms: float | None = None,
    title: str = "",
    role: str = "ink",
) -> Axes:
    """One nerve of one side, with cursors at onset and at the negative peak.

    Parameters
    ----------
    time_ms, trace_uv : [T] from the stimulus; negative is drawn upward.
    onset_ms, amplitude_uv : as measured; nan onset where there was no response, which is then said.
    division_uv, sweep_ms : a division; by the size of the trace where not given.
    end_ms : of the sweep; that of the record where not given.
    title, role : what stands above, and the colour role of it.
    """
    unit = sensitivity_uv(trace_uv) if division_uv is None else division_uv
    end = float(time_ms[-1]) if end_ms is None else end_ms
    on.screen(
        axes, end_ms=end, low=-3.4 * unit, high=2.6 * unit, sweep_ms=sweep_ms, sensitivity=unit,
        unit="\N{MICRO SIGN}V",
    )  # fmt: skip
    on.trace(axes, time_ms, trace_uv, 0.0, "sensory")
    on.stimulus(axes, 0.0, 0.35 * unit)
    response(axes, time_ms, trace_uv, float(onset_ms), float(amplitude_uv), 0.0, unit, "\N{MICRO SIGN}V")
    return on.heading(axes, title, role) if title else axes
