"""The laboratory's pictures of docs/plots.md; drawn by plots.py."""

from __future__ import annotations

from typing import Any

import numpy as np
from plots_frame import gallery

from sciatica.body import ROOTS
from sciatica.core.parameters import defaults
from sciatica.report.plots.studies_f_wave import f_waves
from sciatica.report.plots.studies_h_reflex import h_recruitment, h_reflex
from sciatica.report.plots.studies_motor import motor_responses, sensitivity_mv
from sciatica.report.plots.studies_needle import needle_map, needle_strip, needle_units
from sciatica.report.plots.studies_sensory import sensory_response
from sciatica.report.words import muscle_words
from sciatica.validate.facts import _exam_lesion as lesions

P = defaults()
MAN, _ = lesions.in_laboratory(P)
VISIT = lesions.visit(P, (("S1", lesions.INTRACANAL_MM),), lesions.PRESSURE_MMHG, lesions.DAY)
"""A man of 25 years, sixty days after his left S1 root came to be pressed in the lateral recess."""
SENSORY, MOTOR, LATE, NEEDLE = VISIT.sensory, VISIT.motor, VISIT.late, VISIT.needle
LEFT, RIGHT = 0, 1
CALF = NEEDLE.muscle.index("gasmed")


@gallery("Motor conduction", 260, columns=2)
def motor(left: Any, right: Any) -> None:
    """Ankle and knee one below the other, the sides on one scale; the cursors stand where the study put them."""
    unit = sensitivity_mv(MOTOR.trace_mv[0])
    for side, axes in ((LEFT, left), (RIGHT, right)):
        motor_responses(
            axes,
            MOTOR.time_ms,
            MOTOR.trace_mv[0, side],
            MOTOR.latency_ms[0, side],
            MOTOR.amplitude_mv[0, side],
            division_mv=unit,
            end_ms=30.0,
            title=("tibial nerve, left", "right")[side],
        )


@gallery("Sensory conduction", 180, columns=2)
def sensory(left: Any, right: Any) -> None:
    """The response is whole although the root is pressed: the cell bodies lie beyond."""
    for side, axes in ((LEFT, left), (RIGHT, right)):
        trace, onset, size = SENSORY.trace_uv[0, side], SENSORY.latency_ms[0, side], SENSORY.amplitude_uv[0, side]
        sensory_response(axes, SENSORY.time_ms, trace, onset, size, end_ms=8.0, title=("sural, left", "right")[side])


@gallery("An absent response", 180, columns=2)
def absent(left: Any, right: Any) -> None:
    """What is not there is drawn flat and said."""
    nothing = np.zeros_like(SENSORY.time_ms)
    sensory_response(left, SENSORY.time_ms, nothing, np.nan, 0.0, division_uv=5.0, end_ms=8.0, title="left")
    trace, onset, size = SENSORY.trace_uv[0, RIGHT], SENSORY.latency_ms[0, RIGHT], SENSORY.amplitude_uv[0, RIGHT]
    sensory_response(right, SENSORY.time_ms, trace, onset, size, division_uv=5.0, end_ms=8.0, title="right")


@gallery("F waves", 340, columns=2)
def f_wave(left: Any, right: Any) -> None:
    """A raster of shocks with the direct answer cut off, all of them over each other below, the shortest marked."""
    for side, axes in ((LEFT, left), (RIGHT, right)):
        shown = LATE.f_time_ms <= 85.0
        f_waves(
            axes,
            LATE.f_time_ms[shown],
            LATE.f_trace_mv[0, side][:, shown],
            LATE.f_latency_ms[0, side],
            LATE.f_persistence[0, side],
            title=("tibial nerve, left", "right")[side],
        )


@gallery("H reflex", 320, columns=2)
def h_raster(left: Any, right: Any) -> None:
    """Stronger shocks further down: H comes first and is quenched as M, cut off here, grows."""
    for side, axes in ((LEFT, left), (RIGHT, right)):
        h_reflex(
            axes,
            LATE.h_time_ms,
            LATE.h_trace_mv[side],
            LATE.h_strength,
            LATE.h_latency_ms[side],
            m_latency_ms=LATE.h_m_latency_ms[side],
            division_mv=5.0,
            end_ms=60.0,
            title=("soleus, left", "right")[side],
        )


@gallery("H recruitment", 210, columns=2, margins=(44.0, 14.0, 24.0, 44.0))
def h_curve(left: Any, right: Any) -> None:
    """The same as sizes over strength; on one scale."""
    top = 1.15 * LATE.h_m_mv.max()
    h_recruitment(left, LATE.h_strength, LATE.h_m_mv[LEFT], LATE.h_h_mv[LEFT], top_mv=top, title="left")
    h_recruitment(right, LATE.h_strength, LATE.h_m_mv[RIGHT], LATE.h_h_mv[RIGHT], top_mv=top, title="right")


@gallery("Needle, at rest", 150, columns=2)
def rest(left: Any, right: Any) -> None:
    """Fibres without an axon fire by themselves, each as regularly as a clock."""
    for side, axes in ((LEFT, left), (RIGHT, right)):
        needle_strip(
            axes,
            NEEDLE.rest_time_ms,
            NEEDLE.rest_trace_uv[CALF, side],
            division_uv=200.0,
            sweep_ms=100.0,
            title=("gastrocnemius, left", "right")[side],
        )


@gallery("Needle, single units", 230, columns=2)
def units(left: Any, right: Any) -> None:
    """Units that took on orphaned fibres have more phases and late parts."""
    for side, axes in ((LEFT, left), (RIGHT, right)):
        taken = NEEDLE.unit_traces_uv[CALF, side, :6]
        needle_units(axes, NEEDLE.unit_time_ms, taken, division_uv=500.0, title=("left", "right")[side])


@gallery("Needle, full effort", 150, columns=2)
def effort(left: Any, right: Any) -> None:
    """Where units are missing, the baseline shows between those that are left."""
    for side, axes in ((LEFT, left), (RIGHT, right)):
        needle_strip(
            axes,
            NEEDLE.effort_time_ms,
            NEEDLE.full_effort_uv[CALF, side],
            division_uv=1000.0,
            sweep_ms=50.0,
            title=("left", "right")[side],
        )


@gallery("Needle, muscle by muscle", 460, margins=(8.0, 8.0, 8.0, 8.0))
def muscles(axes: Any) -> None:
    """Which muscle shows what: grade of fibrillation, share of polyphasic units, share of units in a full effort."""
    weight = MAN.muscles.root_weight[[MAN.muscles.names.index(name) for name in NEEDLE.muscle]]
    order = np.argsort(weight @ np.arange(len(ROOTS)), kind="stable")
    roots = [", ".join(ROOTS[r] for r in np.flatnonzero(weight[m] > 0.15)) for m in order]
    grade, many, few = NEEDLE.fibrillation_grade, NEEDLE.polyphasic, NEEDLE.recruited
    found = [
        [
            [f"{grade[m, s]:.0f}+".replace("0+", "0"), f"{100 * many[m, s]:.0f} %", f"{100 * few[m, s]:.0f} %"]
            for s in (LEFT, RIGHT)
        ]
        for m in order
    ]
    outside = [[[grade[m, s] >= 1, many[m, s] > 0.35, few[m, s] < 0.7] for s in (LEFT, RIGHT)] for m in order]
    needle_map(axes, [muscle_words(NEEDLE.muscle[m]) for m in order], roots, found, outside)
