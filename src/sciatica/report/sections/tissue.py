"""What the loads have done to the nerve: blood flow by posture, and its state from the touched to the far side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.report import select
from sciatica.report.words import percent, posture_words

if TYPE_CHECKING:
    from sciatica.simulate.result import Examined, Result

_SHOWN = 2


@dataclass(frozen=True)
class RootTissue:
    """One loaded place."""

    label: str
    flow: Markup
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
    from sciatica.report.plots.tissue import depth_profile, flow_by_posture

    day, state = result.last, result.last.tissue
    label = select.root_label(int(day.loads.root[0, load]), int(day.loads.side[0, load]))
    shown = select.held_postures(day)[:6]
    raised = select.raised_index(day, int(day.loads.side[0, load]))
    shown += [raised] if raised is not None else []
    names = [posture_words(day.postures[i]) for i in shown]
    flow = day.moment.flow[0, load].mean(axis=0)[shown]
    pressure = day.loads.pressure_mmhg[0, load][shown]
    lines = [
        ("myelin", state.myelin[0, load], "a_beta"),
        ("axons", state.axon[0, load], "motor"),
        ("energy", state.energy[0, load], "a_delta"),
    ]
    flow_words = f"Blood flow left at {label}: " + ", ".join(
        f"{name} {percent(float(f))} at {p:.0f} mmHg" for name, f, p in zip(names, flow, pressure, strict=True)
    )
    depth_words = f"Across the root {label}, from the touched to the far side: " + "; ".join(
        f"{name} {percent(float(v[0]))} to {percent(float(v[-1]))} of healthy" for name, v, _ in lines
    )
    facts = (
        ("inflammation", percent(float(state.inflammation[0, load]))),
        ("sensitised ganglion", percent(float(state.drg_sensitivity[0, load]))),
        ("swelling inside the root", f"{float(state.oedema_mmhg[0, load].mean()):.1f} mmHg"),
    )
    flow_plot = svg(
        lambda axes: flow_by_posture(axes, names, flow, pressure),
        name=f"flow-{number}",
        words=flow_words + ".",
        height_px=60 + 34 * len(names),
        margins_px=(4.0, 4.0, 4.0, 40.0),
    )
    depth_plot = svg(
        lambda axes: depth_profile(axes, lines),
        name=f"depth-{number}",
        words=depth_words + ".",
        height_px=240,
        margins_px=(52.0, 10.0, 28.0, 30.0),
    )
    return RootTissue(label, flow_plot, depth_plot, facts)
