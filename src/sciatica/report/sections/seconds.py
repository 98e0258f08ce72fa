"""The seconds that were run: pain, and the force and EMG of the muscle with the strongest spasm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.report import select
from sciatica.report.words import amount, listed, muscle_words, posture_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sciatica.episode import Episode
    from sciatica.simulate.result import Result


@dataclass(frozen=True)
class Seconds:
    """The traces of the last episode."""

    title: str
    picture: Markup | None
    """None where nothing happened in them."""
    script: str
    """What the person did."""
    length: str

    muscles: Markup | None
    """EMG of every recorded muscle that worked unasked; None where at most one did."""


@dataclass(frozen=True)
class _Spasm:
    """The muscle with the strongest spasm."""

    muscle: int
    side: int
    name: str
    bands: tuple[tuple[float, float], ...]


_LEAST = 0.005
"""Unwilled activation, share of the maximum, from which a muscle's EMG is drawn."""
_MOST = 6
"""Muscles drawn in the second picture."""


def seconds_run(result: Result) -> Seconds:
    """Pain over the episode and, where a muscle was in spasm, its motor units, its force by road and its EMG."""
    from sciatica.report.plots.spasms import emg_by_road, spasm_raster
    from sciatica.report.plots.style import svg
    from sciatica.report.plots.traces import force_trace, pain_trace, segments

    episode = result.last.episode
    ends, names = _script(episode)
    starts = [0.0, *ends[:-1]]
    script = listed([f"{name} {end - start:.1f} s" for start, end, name in zip(starts, ends, names, strict=True)])
    length = amount(float(episode.time_s[-1]), "s")
    spasm = _strongest(result)
    if spasm is None and episode.pain.max(initial=0.0) < 0.05:
        return Seconds("", None, script, length, None)
    words = f"Pain over {length}, from {episode.pain.min():.1f} to {episode.pain.max():.1f} of 10"
    recorded = spasm is not None and spasm.muscle in episode.emg_muscle
    fired = spasm is not None and bool(episode.spikes.of(spasm.muscle, spasm.side).any())
    if spasm is not None:
        force = episode.force[spasm.muscle, spasm.side]
        words += f"; force of the {spasm.name}, up to {100 * force.max():.0f}\u00a0% of maximum"
        words += ", with the spikes of its motor units" if fired else ""
        words += ", with its EMG" if recorded else ""

    def draw(first: Axes, *below: Axes) -> None:
        segments(pain_trace(first, episode.time_s, episode.pain), ends, names)
        rest = list(below)
        if spasm is not None:
            by_road = episode.activation_by_road[1:, spasm.muscle, spasm.side]
            shown = force_trace(rest.pop(0), episode.time_s, force, by_road, spasm.bands)
            segments(shown, ends, names, label=False)
            if fired:
                mine, spikes = episode.spikes.of(spasm.muscle, spasm.side), episode.spikes
                spasm_raster(
                    rest.pop(0), spikes.time_s[mine], spikes.unit[mine] % spikes.units_per_pool, spikes.road[mine],
                    spikes.units_per_pool, end_s=float(episode.time_s[-1]), key=False,
                )  # fmt: skip
            if recorded:
                emg = episode.emg[_row(episode, spasm.muscle), spasm.side]
                emg_by_road(rest.pop(0), episode.emg_time_s, emg, episode.time_s, by_road)
        (below[-1] if below else first).set_xlabel("time, s")

    rows = 1 + (spasm is not None) + fired + recorded
    picture = svg(
        draw,
        name="episode",
        words=words + ".",
        width_px=380,
        height_px=62 + 112 * rows,
        margins_px=(62.0, 10.0, 10.0, 42.0),
        rows=rows,
    )
    title = f"The strongest spasm: {spasm.name}" if spasm is not None else "Pain in the seconds that were run"
    return Seconds(title, picture, script, length, _muscles(result))


def _muscles(result: Result) -> Markup | None:
    """EMG of the recorded muscles and sides in which most was done unasked, on one scale, busiest first."""
    from sciatica.report.plots.spasms import emg_by_road
    from sciatica.report.plots.style import svg

    episode = result.last.episode
    unwilled = episode.activation_by_road[1:].sum(axis=0).mean(axis=2)
    busy = [(int(m), s) for m in episode.emg_muscle for s in (0, 1) if unwilled[m, s] >= _LEAST]
    busy = sorted(busy, key=lambda cell: (-float(unwilled[cell]), cell))[:_MOST]
    if len(busy) < 2:
        return None
    records = [episode.emg[_row(episode, m), s] for m, s in busy]
    names = [f"{muscle_words(result.body.muscles.names[m])}, {select.SIDES[s]}" for m, s in busy]
    top = max(float(np.abs(record).max(initial=0.0)) for record in records)

    def draw(*axes: Axes) -> None:
        for one, (m, s), record, name in zip(axes, busy, records, names, strict=True):
            by_road = episode.activation_by_road[1:, m, s]
            emg_by_road(one, episode.emg_time_s, record, episode.time_s, by_road, top_uv=top, title=name)
        axes[-1].set_xlabel("time, s")

    words = f"Surface EMG of {listed(names)} on one scale, with the roads that moved each muscle marked below it."
    return svg(
        draw, name="episode-emg", words=words, width_px=380, height_px=66 + 94 * len(busy),
        margins_px=(62.0, 10.0, 20.0, 42.0), rows=len(busy),
    )  # fmt: skip


def _row(episode: Episode, muscle: int) -> int:
    """The row of a recorded muscle in the record."""
    return int(np.flatnonzero(episode.emg_muscle == muscle)[0])


def _strongest(result: Result) -> _Spasm | None:
    episode = result.last.episode
    if not episode.spasms:
        return None
    top = max(episode.spasms, key=lambda event: (event.strength_percent, -event.begin_s))
    end = float(episode.time_s[-1])
    return _Spasm(
        muscle=top.muscle,
        side=top.side,
        name=f"{muscle_words(result.body.muscles.names[top.muscle])}, {select.SIDES[top.side]}",
        bands=tuple(
            (event.begin_s, event.end_s if np.isfinite(event.end_s) else end)
            for event in episode.spasms
            if (event.muscle, event.side) == (top.muscle, top.side)
        ),
    )


def _script(episode: Episode) -> tuple[list[float], list[str]]:
    """Ends (s) and names of the parts of the episode."""
    ends, names = [], []
    for index, name in enumerate(episode.segment_names):
        samples = np.flatnonzero(episode.segment == index)
        if samples.size:
            ends.append(float(episode.time_s[samples[-1]]))
            names.append(posture_words(name))
    return ends, names
