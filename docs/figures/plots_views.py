"""The other pictures of docs/plots.md: spasms, and what a page shows beside them; drawn by plots.py."""

from __future__ import annotations

from typing import Any

import numpy as np
import spasm
from plots_frame import AXES, gallery

from sciatica.core.parameters import defaults
from sciatica.report.plots.against import against
from sciatica.report.plots.course import course
from sciatica.report.plots.diary import diary
from sciatica.report.plots.leg_raise import leg_raise
from sciatica.report.plots.load import muscle_load
from sciatica.report.plots.spasms import emg_by_road, spasm_raster
from sciatica.report.plots.sweep import appearance
from sciatica.report.plots.tissue import depth_profile, flow_by_posture
from sciatica.report.plots.traces import emg_trace, force_trace, pain_trace, segments

RIGHT = 1
ROADS = {road.name: road for road in spasm.played(defaults())}
"""Eight seconds of one muscle on each of the three roads to a spasm, as in docs/spasm.md."""
POOL = ROADS["pool"].episode


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


@gallery("A day and a night", 230, margins=AXES)
def hours(axes: Any) -> None:
    """Pain from one posture to the next over twenty-four hours. Invented numbers."""
    begins, right = np.array([0.0, 7.0, 8.0, 12.0, 13.0, 17.0, 19.0, 22.0]), [1.2, 4.8, 5.6, 2.4, 6.1, 3.0, 4.4, 1.2]
    diary(axes, begins, np.array([np.zeros(8), right]))


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
