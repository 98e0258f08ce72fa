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

    from sciatica.core.types import FloatArray
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


@dataclass(frozen=True)
class _Spasm:
    """The muscle with the strongest spasm."""

    name: str
    force: FloatArray
    by_road: FloatArray
    bands: tuple[tuple[float, float], ...]
    emg: tuple[FloatArray, FloatArray] | None


def seconds_run(result: Result) -> Seconds:
    """Pain over the episode and, where a muscle was in spasm, its force by road and its EMG."""
    from sciatica.report.plots.style import svg
    from sciatica.report.plots.traces import emg_trace, force_trace, pain_trace, segments

    episode = result.last.episode
    ends, names = _script(episode)
    starts = [0.0, *ends[:-1]]
    script = listed([f"{name} {end - start:.1f} s" for start, end, name in zip(starts, ends, names, strict=True)])
    length = amount(float(episode.time_s[-1]), "s")
    spasm = _strongest(result)
    if spasm is None and episode.pain.max(initial=0.0) < 0.05:
        return Seconds("", None, script, length)
    words = f"Pain over {length}, from {episode.pain.min():.1f} to {episode.pain.max():.1f} of 10"
    if spasm is not None:
        words += f"; force of the {spasm.name}, up to {100 * spasm.force.max():.0f}\u00a0% of maximum"
        words += ", with its EMG" if spasm.emg is not None else ""

    def draw(first: Axes, *below: Axes) -> None:
        segments(pain_trace(first, episode.time_s, episode.pain), ends, names)
        if spasm is not None:
            force = force_trace(below[0], episode.time_s, spasm.force, spasm.by_road, spasm.bands)
            segments(force, ends, names, label=False)
            if spasm.emg is not None:
                emg_trace(below[1], *spasm.emg)
        (below[-1] if below else first).set_xlabel("time, s")

    rows = 1 + (spasm is not None) + (spasm is not None and spasm.emg is not None)
    picture = svg(
        draw,
        name="episode",
        words=words + ".",
        width_px=380,
        height_px=62 + 112 * rows,
        margins_px=(58.0, 10.0, 10.0, 42.0),
        rows=rows,
    )
    title = f"The strongest spasm: {spasm.name}" if spasm is not None else "Pain in the seconds that were run"
    return Seconds(title, picture, script, length)


def _strongest(result: Result) -> _Spasm | None:
    episode = result.last.episode
    if not episode.spasms:
        return None
    top = max(episode.spasms, key=lambda event: (event.strength_percent, -event.begin_s))
    end = float(episode.time_s[-1])
    recorded = np.flatnonzero(episode.emg_muscle == top.muscle)
    return _Spasm(
        name=f"{muscle_words(result.body.muscles.names[top.muscle])}, {select.SIDES[top.side]}",
        force=episode.force[top.muscle, top.side],
        by_road=episode.activation_by_road[1:, top.muscle, top.side],
        bands=tuple(
            (event.begin_s, event.end_s if np.isfinite(event.end_s) else end)
            for event in episode.spasms
            if (event.muscle, event.side) == (top.muscle, top.side)
        ),
        emg=(episode.emg_time_s, episode.emg[recorded[0], top.side]) if recorded.size else None,
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
