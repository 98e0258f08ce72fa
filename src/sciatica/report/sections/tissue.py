"""What the loads do to the nerve: pressure, blood flow and pain posture by posture, and its state across the root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.report import select
from sciatica.report.words import percent, posture_words

if TYPE_CHECKING:
    from sciatica.core.types import IntArray
    from sciatica.simulate.result import Examined, Result

_SHOWN = 2


@dataclass(frozen=True)
class Bar:
    """One number with the length of its bar, 0-1."""

    words: str
    share: float


@dataclass(frozen=True)
class PostureRow:
    """One posture at one loaded place."""

    posture: str
    pressure: Bar
    flow: Bar
    pain: Bar
    lived: bool
    """Whether the person takes it up in daily life, and not only when it is asked for."""


@dataclass(frozen=True)
class RootTissue:
    """One loaded place."""

    label: str
    rows: tuple[PostureRow, ...]
    depth: Markup
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TissueView:
    """The worst loaded places."""

    roots: tuple[RootTissue, ...]
    others: int
    """Loaded places that are not shown."""


def view(result: Result) -> TissueView:
    """The tissue of the case's own day."""
    day = result.last
    present = [int(i) for i in np.flatnonzero(day.loads.present[0])]
    worst = sorted(present, key=lambda i: (_health(day, i), i))
    shown = tuple(_root(result, i, n) for n, i in enumerate(worst[:_SHOWN]))
    return TissueView(shown, len(worst) - len(shown))


def _health(day: Examined, load: int) -> float:
    state = day.tissue
    return float(state.myelin[0, load].mean() + state.axon[0, load].mean() - state.inflammation[0, load])


def _root(result: Result, load: int, number: int) -> RootTissue:
    from sciatica.report.plots.style import svg
    from sciatica.report.plots.tissue import depth_profile

    day, state = result.last, result.last.tissue
    label = select.root_label(int(day.loads.root[0, load]), int(day.loads.side[0, load]))
    lines = [
        ("myelin", state.myelin[0, load], "a_beta"),
        ("axons", state.axon[0, load], "motor"),
        ("energy", state.energy[0, load], "a_delta"),
    ]
    depth_words = f"Across the root {label}, from the touched to the far side: " + "; ".join(
        f"{name} {percent(float(v[0]))} to {percent(float(v[-1]))} of healthy" for name, v, _ in lines
    )
    facts = (
        ("inflammation", percent(float(state.inflammation[0, load]))),
        ("sensitised ganglion", percent(float(state.drg_sensitivity[0, load]))),
        ("swelling inside the root", f"{float(state.oedema_mmhg[0, load].mean()):.1f} mmHg"),
    )
    depth_plot = svg(
        lambda axes: depth_profile(axes, lines),
        name=f"depth-{number}",
        words=depth_words + ".",
        height_px=250,
        margins_px=(46.0, 10.0, 28.0, 30.0),
    )
    return RootTissue(label, _rows(day, load), depth_plot, facts)


def _rows(day: Examined, load: int) -> tuple[PostureRow, ...]:
    """Postures as people think of them, then those only taken up to be examined."""
    root, side = int(day.loads.root[0, load]), int(day.loads.side[0, load])
    pressure = day.loads.pressure_mmhg[0, load]
    flow = day.moment.flow[0, load].mean(axis=0)
    pain = day.pain_by_root[side, root]
    highest = max(float(pressure.max()), 1.0)
    return tuple(
        PostureRow(
            posture_words(day.postures[i]),
            Bar(f"{pressure[i]:.0f}", float(np.clip(pressure[i] / highest, 0, 1))),
            Bar(percent(float(flow[i])), float(np.clip(flow[i], 0, 1))),
            Bar(f"{pain[i]:.1f}", float(np.clip(pain[i] / 10.0, 0, 1))),
            i in _daily(day),
        )
        for i in _shown(day, side)
    )


def _daily(day: Examined) -> list[int]:
    return [i for i in select.held_postures(day) if day.postures[i] in select.DAILY]


def _shown(day: Examined, side: int) -> IntArray:
    """Daily postures, then those of the examination that concern this side, the leg raise at its highest."""
    other = select.SIDES[1 - side]
    asked = [i for i in select.held_postures(day) if i not in _daily(day) and other not in day.postures[i].split("_")]
    raised = select.raised_index(day, side)
    return np.array(_daily(day) + asked + ([raised] if raised is not None else []), dtype=np.int64)
