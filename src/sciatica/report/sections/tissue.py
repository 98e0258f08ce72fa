"""What the loads do to the nerve: pressure, blood flow and pain posture by posture, and its state across the root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.report import select
from sciatica.report.words import listed, percent, posture_words

if TYPE_CHECKING:
    from sciatica.core.types import IntArray
    from sciatica.simulate.result import Examined, Result

_SHOWN = 2
_APART_MMHG, _APART_POINTS = 1.0, 0.1
"""Differences of pressure and of pain from which two places do not fare alike."""


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
    groups = _alike(day, worst)
    shown = tuple(_root(result, group, n) for n, group in enumerate(groups[:_SHOWN]))
    return TissueView(shown, sum(len(group) for group in groups[_SHOWN:]))


def _alike(day: Examined, worst: list[int]) -> list[list[int]]:
    """Loaded places that fare alike together: those of one side under one load, and both sides where they mirror."""
    daily = _daily(day)
    pain = day.pain_by_root[day.loads.side[0], day.loads.root[0]]

    def apart(one: int, other: int) -> bool:
        same_side = day.loads.side[0, one] == day.loads.side[0, other]
        shown = slice(None) if same_side else daily
        pressure = day.loads.pressure_mmhg[0][:, shown]
        far = np.abs(pressure[one] - pressure[other]).max() >= _APART_MMHG
        return bool(far or (not same_side and np.abs(pain[one, daily] - pain[other, daily]).max() >= _APART_POINTS))

    groups: list[list[int]] = []
    for load in worst:
        for group in groups:
            if not apart(load, group[0]):
                group.append(load)
                break
        else:
            groups.append([load])
    return groups


def _health(day: Examined, load: int) -> float:
    state = day.tissue
    return float(state.myelin[0, load].mean() + state.axon[0, load].mean() - state.inflammation[0, load])


def _root(result: Result, group: list[int], number: int) -> RootTissue:
    from sciatica.body import ROOTS
    from sciatica.report.plots.style import svg
    from sciatica.report.plots.tissue import depth_profile

    day, state, load = result.last, result.last.tissue, group[0]
    roots = sorted({int(root) for root in day.loads.root[0, group]})
    sides = {int(side) for side in day.loads.side[0, group]}
    where = "on both sides" if len(sides) == 2 else select.SIDES[int(day.loads.side[0, load])]
    label = f"{listed([ROOTS[root] for root in roots])} {where}"
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
    return RootTissue(label, _rows(day, load, roots), depth_plot, facts)


def _rows(day: Examined, load: int, roots: list[int]) -> tuple[PostureRow, ...]:
    """Postures as people think of them, then those only taken up to be examined; pain is the worst root's."""
    side = int(day.loads.side[0, load])
    pressure = day.loads.pressure_mmhg[0, load]
    flow = day.moment.flow[0, load].mean(axis=0)
    pain = day.pain_by_root[side, roots].max(axis=0)
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
