"""The traces of the laboratory as pictures for the page: left beside right on one scale, each with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.report.plots.style import svg
from sciatica.report.select import SIDES
from sciatica.report.words import amount, muscle_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sciatica.exam.studies import Late, Motor, NeedleStudy, Sensory

_MARGINS = (4.0, 4.0, 20.0, 18.0)
_UV = "\N{MICRO SIGN}V"
PLACES = ("ankle", "knee")
_MOTOR_MS, _SENSORY_MS, _H_MS = 30.0, 8.0, 60.0
_UNITS = 6
"""Single units drawn of each muscle."""


def motor(study: Motor, nerve: int, title: str) -> Markup:
    """Both sides of one motor nerve."""
    from sciatica.report.plots.studies_motor import motor_responses, sensitivity_mv

    unit = sensitivity_mv(study.trace_mv[nerve])
    late = np.nanmax(study.latency_ms[nerve], initial=0.0) + 15.0
    end = float(min(max(_MOTOR_MS, 5.0 * np.ceil(late / 5.0)), study.time_ms[-1]))

    def draw(*axes: Axes) -> None:
        for side, (one, name) in enumerate(zip(axes, SIDES, strict=True)):
            motor_responses(
                one, study.time_ms, study.trace_mv[nerve, side], study.latency_ms[nerve, side],
                study.amplitude_mv[nerve, side], places=PLACES, division_mv=unit, end_ms=end, title=name, role=name,
            )  # fmt: skip

    words = f"{title}. " + " ".join(
        f"{name.capitalize()}: "
        + ", ".join(
            f"{_answer(study.latency_ms[nerve, side, p], study.amplitude_mv[nerve, side, p], 'mV')} from the {place}"
            for p, place in enumerate(PLACES)
        )
        + "."
        for side, name in enumerate(SIDES)
    )
    return svg(
        draw, name=f"studies-motor-{nerve}", words=words, columns=2, height_px=270, margins_px=_MARGINS
    )  # fmt: skip


def sensory(study: Sensory, nerve: int, title: str) -> Markup:
    """Both sides of one sensory nerve."""
    from sciatica.report.plots.studies_sensory import sensitivity_uv, sensory_response

    unit = sensitivity_uv(study.trace_uv[nerve])

    def draw(*axes: Axes) -> None:
        for side, (one, name) in enumerate(zip(axes, SIDES, strict=True)):
            sensory_response(
                one, study.time_ms, study.trace_uv[nerve, side], float(study.latency_ms[nerve, side]),
                float(study.amplitude_uv[nerve, side]), division_uv=unit,
                end_ms=min(_SENSORY_MS, float(study.time_ms[-1])), title=name, role=name,
            )  # fmt: skip

    words = f"{title}. " + " ".join(
        f"{name.capitalize()}: {_answer(study.latency_ms[nerve, side], study.amplitude_uv[nerve, side], _UV)}."
        for side, name in enumerate(SIDES)
    )
    return svg(draw, name=f"studies-sensory-{nerve}", words=words, columns=2, height_px=176, margins_px=_MARGINS)


def f_wave(study: Late, nerve: int, title: str) -> Markup:
    """Both sides of the F waves of one nerve."""
    from sciatica.report.plots.studies_f_wave import f_waves

    last = np.nanmax(study.f_latency_ms[nerve] + np.nan_to_num(study.f_dispersion_ms[nerve]), initial=50.0)
    end = float(min(max(80.0, 10.0 * np.ceil((last + 15.0) / 10.0)), study.f_time_ms[-1]))
    inside = study.f_time_ms <= end
    shocks = study.f_trace_mv.shape[2]

    def draw(*axes: Axes) -> None:
        for side, (one, name) in enumerate(zip(axes, SIDES, strict=True)):
            f_waves(
                one, study.f_time_ms[inside], study.f_trace_mv[nerve, side][:, inside],
                float(study.f_latency_ms[nerve, side]), float(study.f_persistence[nerve, side]), end_ms=end,
                title=name, role=name,
            )  # fmt: skip

    words = f"{title}, {shocks} shocks one below the other. " + " ".join(
        f"{name.capitalize()}: "
        + (
            f"shortest after {study.f_latency_ms[nerve, side]:.1f} ms, "
            f"{round(float(study.f_persistence[nerve, side]) * shocks)} of {shocks} answered."
            if np.isfinite(study.f_latency_ms[nerve, side])
            else "no F wave came."
        )
        for side, name in enumerate(SIDES)
    )
    return svg(
        draw, name=f"studies-f-{nerve}", words=words, columns=2, height_px=70 + 12.5 * shocks, margins_px=_MARGINS
    )  # fmt: skip


def h_reflex(study: Late, title: str) -> Markup:
    """Both sides of the H reflex over rising strength."""
    from sciatica.report.plots import studies_h_reflex as plot
    from sciatica.report.plots.screen import division

    unit = division(float(study.h_h_mv.max(initial=0.0)), 1.4)
    inside = study.h_time_ms <= _H_MS

    def draw(*axes: Axes) -> None:
        for side, (one, name) in enumerate(zip(axes, SIDES, strict=True)):
            plot.h_reflex(
                one, study.h_time_ms[inside], study.h_trace_mv[side][:, inside], study.h_strength,
                float(study.h_latency_ms[side]), m_latency_ms=float(study.h_m_latency_ms[side]), division_mv=unit,
                end_ms=_H_MS, title=name, role=name,
            )  # fmt: skip

    words = f"{title}, traces over rising strength of the shock. " + " ".join(
        f"{name.capitalize()}: {_answer(study.h_latency_ms[side], study.h_h_mv[side].max(), 'mV', 'no H reflex')}."
        for side, name in enumerate(SIDES)
    )
    return svg(
        draw, name="studies-h", words=words, columns=2, height_px=70 + 15.5 * len(study.h_strength),
        margins_px=_MARGINS,
    )  # fmt: skip


def h_curve(study: Late) -> Markup:
    """Both sides' sizes of M and H over the strength of the shock."""
    from sciatica.report.plots.studies_h_reflex import h_recruitment

    top = 1.15 * max(float(study.h_m_mv.max(initial=0.0)), float(study.h_h_mv.max(initial=0.0)), 1e-6)

    def draw(*axes: Axes) -> None:
        for side, (one, name) in enumerate(zip(axes, SIDES, strict=True)):
            h_recruitment(
                one, study.h_strength, study.h_m_mv[side], study.h_h_mv[side], top_mv=top, title=name, role=name,
                strength_label="strength",
            )  # fmt: skip
        axes[1].set_ylabel("")

    words = "Size of the direct answer M and of the reflex H against the strength of the shock. " + " ".join(
        f"{name.capitalize()}: M up to {study.h_m_mv[side].max():.1f} mV, H up to {study.h_h_mv[side].max():.1f} mV."
        for side, name in enumerate(SIDES)
    )
    return svg(
        draw, name="studies-h-curve", words=words, columns=2, height_px=170, margins_px=(40.0, 14.0, 20.0, 40.0),
        between_px=38.0,
    )  # fmt: skip


def needle(study: NeedleStudy, muscle: int, words: str) -> Markup:
    """Both sides of one muscle: rest, single units, full effort.

    Parameters
    ----------
    study, muscle : the row of the muscle in the study.
    words : what the needle found there, for the alternative text.
    """
    from sciatica.report.plots.screen import division
    from sciatica.report.plots.studies_needle import needle_strip, needle_units

    def scale(values: np.ndarray, divisions: float) -> float:
        known = np.abs(values[np.isfinite(values)])
        return division(float(np.quantile(known, 0.999)) if known.size else 0.0, divisions)

    rest = max(100.0, division(float(np.abs(study.rest_trace_uv[muscle]).max(initial=0.0)), 2.0))
    units, effort = scale(study.unit_traces_uv[muscle], 2.0), scale(study.full_effort_uv[muscle], 2.0)

    def draw(*axes: Axes) -> None:
        for side, name in enumerate(SIDES):
            needle_strip(
                axes[side], study.rest_time_ms, study.rest_trace_uv[muscle, side], division_uv=rest, sweep_ms=100.0,
                title=f"{name}, at rest", role=name,
            )  # fmt: skip
            taken = study.unit_traces_uv[muscle, side]
            known = taken[np.isfinite(taken).all(axis=1)][:_UNITS]
            needle_units(
                axes[2 + side], study.unit_time_ms, known, division_uv=units, apart=2.2, title="single units",
                sweep_ms=5.0, rows=_UNITS,
            )  # fmt: skip
            needle_strip(
                axes[4 + side], study.effort_time_ms, study.full_effort_uv[muscle, side], division_uv=effort,
                sweep_ms=50.0, title="full effort",
            )  # fmt: skip

    return svg(
        draw, name=f"studies-needle-{study.muscle[muscle]}", columns=2, rows=3, height_px=450, margins_px=_MARGINS,
        words=f"{muscle_words(study.muscle[muscle]).capitalize()} at rest, single units, a full effort. {words}",
    )  # fmt: skip


def _answer(latency_ms: float, size: float, unit: str, none: str = "no response") -> str:
    if not np.isfinite(latency_ms):
        return none
    return f"{amount(float(size), unit, 1)} after {amount(float(latency_ms), 'ms', 1)}"
