"""Draws the gallery of docs/plots.md, and writes that page: ``python docs/figures/plots.py [folder]``.

Every picture is one function of ``sciatica.report.plots``; the lines beside it on the page are those that drew it here.
The same bytes every time: no date, a fixed salt.
"""

from __future__ import annotations

import inspect
import io
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import spasm

from sciatica.body import ROOTS
from sciatica.core.parameters import defaults
from sciatica.report.plots.against import against
from sciatica.report.plots.course import course
from sciatica.report.plots.leg_raise import leg_raise
from sciatica.report.plots.load import muscle_load
from sciatica.report.plots.spasms import emg_by_road, spasm_raster
from sciatica.report.plots.studies_f_wave import f_waves
from sciatica.report.plots.studies_h_reflex import h_recruitment, h_reflex
from sciatica.report.plots.studies_motor import motor_responses, sensitivity_mv
from sciatica.report.plots.studies_needle import needle_map, needle_strip, needle_units
from sciatica.report.plots.studies_sensory import sensory_response
from sciatica.report.plots.style import lean, settings
from sciatica.report.plots.sweep import appearance
from sciatica.report.plots.tissue import depth_profile, flow_by_posture
from sciatica.report.plots.traces import emg_trace, force_trace, pain_trace, segments
from sciatica.report.words import muscle_words
from sciatica.validate.facts import _exam_lesion as lesions

P = defaults()
MAN, _ = lesions.in_laboratory(P)
VISIT = lesions.visit(P, (("S1", lesions.INTRACANAL_MM),), lesions.PRESSURE_MMHG, lesions.DAY)
"""A man of 25 years, sixty days after his left S1 root came to be pressed in the lateral recess."""
SENSORY, MOTOR, LATE, NEEDLE = VISIT.sensory, VISIT.motor, VISIT.late, VISIT.needle
LEFT, RIGHT = 0, 1
CALF = NEEDLE.muscle.index("gasmed")
ROADS = {road.name: road for road in spasm.played(P)}
"""Eight seconds of one muscle on each of the three roads to a spasm, as in docs/spasm.md."""
POOL = ROADS["pool"].episode


@dataclass(frozen=True)
class Picture:
    """One picture of the gallery."""

    draw: Callable[..., Any]
    width_px: float
    height_px: float
    columns: int
    margins_px: tuple[float, float, float, float]


PICTURES: list[tuple[str, Picture]] = []
PLAIN, AXES = (5.0, 5.0, 22.0, 20.0), (58.0, 14.0, 30.0, 44.0)


def gallery(
    heading: str, height_px: float, *, width_px: float = 470.0, columns: int = 1, margins: Any = PLAIN
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Puts a function that draws on ``columns`` axes into the gallery."""

    def kept(draw: Callable[..., Any]) -> Callable[..., Any]:
        PICTURES.append((heading, Picture(draw, width_px, height_px, columns, margins)))
        return draw

    return kept


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


@gallery("Motor units in a spasm", 230, margins=AXES)
def raster(axes: Any) -> None:
    """Every spike of a muscle, small units below; the colour says by which road it came, the bar where a spasm was."""
    mine = POOL.spikes.of(0, RIGHT)
    spasm_raster(
        axes,
        POOL.spikes.time_s[mine],
        POOL.spikes.unit[mine] % POOL.spikes.units_per_pool,
        POOL.spikes.road[mine],
        POOL.spikes.units_per_pool,
        end_s=8.0,
        spasms=[(event.begin_s, event.end_s) for event in POOL.spasms],
    )
    axes.set_xlabel("time, s")


@gallery("EMG and the road that made it", 190, margins=(72.0, 14.0, 24.0, 44.0))
def emg_roads(axes: Any) -> None:
    """Surface EMG with a lane for each road that was taken."""
    by_road = POOL.activation_by_road[1:, 0, RIGHT]
    emg_by_road(axes, POOL.emg_time_s, POOL.emg[0, RIGHT], POOL.time_s, by_road, title="soleus")
    axes.set_xlabel("time, s")


@gallery("Surface EMG alone", 150, margins=(72.0, 14.0, 10.0, 44.0))
def emg_alone(axes: Any) -> None:
    """Thinned to the lowest and highest sample of each part, so that no burst is lost."""
    twitching = ROADS["ectopic"].episode
    emg_trace(axes, twitching.emg_time_s, twitching.emg[0, RIGHT])
    axes.set_xlabel("time, s")


@gallery("Force by road", 220, margins=AXES)
def force(axes: Any) -> None:
    """Force of a muscle and what each road adds to its activation."""
    spasms = [(event.begin_s, event.end_s) for event in POOL.spasms]
    force_trace(axes, POOL.time_s, POOL.force[0, RIGHT], POOL.activation_by_road[1:, 0, RIGHT], spasms)
    axes.set_xlabel("time, s")


@gallery("Pain and what was done", 190, margins=(58.0, 14.0, 10.0, 44.0))
def pain(axes: Any) -> None:
    """Bands name the parts of the episode."""
    hurting = ROADS["guarding"].episode
    pain_trace(axes, hurting.time_s, hurting.pain)
    segments(axes, [1.0, 5.0, 8.0], ["before", "nerve pressed", "after"])
    axes.set_xlabel("time, s")


@gallery("Straight-leg raise", 250, margins=(58.0, 14.0, 48.0, 44.0))
def raised(axes: Any) -> None:
    """Pain over the angle of the raised leg; broken where it is felt on the other side. Invented numbers."""
    angle = np.array([0.0, 15.0, 30.0, 45.0, 60.0, 75.0])
    own = np.array([[0.4, 0.4, 0.5, 0.6, 0.9, 1.2], [2.0, 2.2, 3.1, 4.8, 6.0, 6.6]])
    leg_raise(axes, angle, own, 0.25 * own * [[0.0], [1.0]])


@gallery("Pain against something varied", 230, margins=AXES)
def varied(axes: Any) -> None:
    """Minutes sat, degrees bent. Invented numbers."""
    minutes = np.array([0.0, 5.0, 10.0, 20.0, 40.0, 60.0])
    against(axes, minutes, np.array([np.zeros(6), [1.0, 1.4, 2.1, 3.6, 4.9, 5.3]]), label="minutes sat")


@gallery("The course", 240, margins=AXES)
def over_days(axes: Any) -> None:
    """Lines for every day, dots where the fibres were run, broken lines for what would have been. Invented numbers."""
    day = np.arange(0.0, 43.0)
    hurt = 6.0 * np.exp(-day / 20.0)
    others = [("without walking", 6.0 * np.exp(-day / 45.0))]
    course(axes, day, [("right", hurt, "right")], label="pain, 0–10", top=10.0, examined=day % 14 == 0, others=others)


@gallery("At what pressure each sign appears", 250, margins=(8.0, 10.0, 8.0, 44.0))
def appears(axes: Any) -> None:
    """A row a sign; the upright line is this person's pressure. Invented numbers."""
    signs = ["pain in the leg", "numb skin", "weaker movement", "weaker reflex", "bladder"]
    pressure, first = np.linspace(0.0, 240.0, 9), np.array([20.0, 90.0, 130.0, 60.0, np.nan])
    appearance(axes, pressure, signs, first, here_mmhg=110.0)


@gallery("Blood flow by posture", 230, margins=(8.0, 10.0, 8.0, 44.0))
def flow(axes: Any) -> None:
    """Share of the normal flow left at the lesion, with the pressure. Invented numbers."""
    flow_by_posture(axes, ["lying", "standing", "sitting"], np.array([0.86, 0.52, 0.31]), np.array([31.0, 58.0, 84.0]))


@gallery("State by depth", 230, margins=AXES)
def depth(axes: Any) -> None:
    """From the touched side of a root to its far side. Invented numbers."""
    depth_profile(
        axes,
        [
            ("myelin", np.linspace(0.55, 0.97, 8), "a_beta"),
            ("axons", np.linspace(0.8, 1.0, 8), "motor"),
        ],
    )


@gallery("Who pays", 230, margins=(10.0, 10.0, 8.0, 44.0))
def load(axes: Any) -> None:
    """How hard each muscle works, beside what it would do in health (upright strokes). Invented numbers."""
    names = ["gluteus medius", "soleus", "erector spinae"]
    now = np.array([[0.34, 0.21], [0.41, 0.22], [0.18, 0.27]])
    muscle_load(axes, names, now, np.array([[0.25, 0.25], [0.33, 0.33], [0.12, 0.12]]))


HEAD = """# Plots

`sciatica.report.plots` are functions that take a matplotlib `Axes` and arrays, draw, and return the `Axes`. The page
uses them, and anybody can: nothing in them knows of a page or a patient. Traces follow the habit of the laboratory:
negative up, a faint grid of divisions with their worth in words, a wedge where the shock was given, cursors with the
numbers that the *study* read. A plot measures nothing.

```python
import matplotlib.pyplot as plt
from sciatica.report.plots.style import settings

with plt.rc_context(settings()):  # the house's look; any other does as well
    figure, (left, right) = plt.subplots(1, 2)
```

Below stands one picture for each function, with the lines that drew it; `python docs/figures/plots.py` draws them
again and writes this page. The studies are those of a man of 25 years whose left S1 root has been pressed in the
lateral recess for sixty days (`VISIT`, an `exam.studies.Laboratory`), the spasms those of [Spasm](spasm.md) (`ROADS`,
`POOL`); where numbers are invented, it is said. `plots.style.svg` turns the same functions into markup for a page,
where colours follow the reader's light or dark screen.

The constants at the head of the script:

```python
{constants}
```
"""
_CONSTANTS = ("P =", "MAN,", "VISIT =", "SENSORY,", "LEFT,", "CALF =", "ROADS =", "POOL =")


def constants() -> str:
    """The lines that make what the pictures draw."""
    lines = inspect.getsource(sys.modules[__name__]).splitlines()
    return "\n".join(line for line in lines if line.startswith(_CONSTANTS))


def code_of(draw: Callable[..., Any]) -> str:
    """The lines of a function after its docstring."""
    source = inspect.getsource(draw)
    return textwrap.dedent(source.split('"""\n', 1)[1]).strip()


def main(folder: Path) -> None:
    """Draws all and writes the page beside the folder."""
    page = [HEAD.format(constants=constants())]
    with plt.rc_context(settings()):
        for heading, picture in PICTURES:
            figure = plt.figure(figsize=(picture.width_px / 72, picture.height_px / 72), facecolor="white")
            axes = figure.subplots(1, picture.columns, squeeze=False)[0]
            left, right, top, bottom = picture.margins_px
            figure.subplots_adjust(
                left=left / picture.width_px, right=1 - right / picture.width_px, top=1 - top / picture.height_px,
                bottom=bottom / picture.height_px, wspace=0.05 if picture.margins_px == PLAIN else 0.3,
            )  # fmt: skip
            picture.draw(*axes)
            written = io.StringIO()
            figure.savefig(written, format="svg", facecolor="white", metadata={"Date": None, "Creator": None})
            plt.close(figure)
            name = f"plots_{picture.draw.__name__}.svg"
            (folder / name).write_text(lean(written.getvalue()) + "\n", encoding="utf-8")
            words = inspect.getdoc(picture.draw) or ""
            page.append(
                f"## {heading}\n\n{words}\n\n![{heading}](figures/{name})\n\n```python\n{code_of(picture.draw)}\n```\n"
            )
    (folder.parent / "plots.md").write_text("\n".join(page), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
