"""Whole fibres against delay lines, at the same step: `python -m sciatica.nerve.delay.proof`.

A healthy fibre of one metre is run by the engine from end to end, and again as engine windows joined by delay lines
(`joined`) or as a line alone; the table says how many impulses arrived in each, and how far apart in time. Thirty
seconds of C fibres take the engine the better part of an hour, so that what it gave can be kept in a folder.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.nerve.delay.design import Design, design, standard_pulses
from sciatica.nerve.delay.joined import Whole, Window, run_whole
from sciatica.nerve.delay.law import DelayLaw
from sciatica.nerve.delay.line import TOWARD_END, Births, DelayLine, travel
from sciatica.nerve.delay.measure import measure_law
from sciatica.nerve.engine.compilation import sources_hash
from sciatica.nerve.fibres import MyelinatedFibres, UnmyelinatedFibres
from sciatica.nerve.run import simulate
from sciatica.nerve.stimulus import Pulses

DIAMETER_UM = 10.0
STEP_MS = 0.005
WINDOW_NODES = 45
C_DIAMETERS_UM = (0.8, 1.0, 1.2)
C_STEP_MS = 0.08
C_COMPARTMENT_UM = 150.0


@dataclass(frozen=True)
class Compared:
    """One row: the same impulses at the same place by the engine alone and by delay lines, ms."""

    case: str
    place: str
    engine_ms: FloatArray
    line_ms: FloatArray

    @property
    def same_count(self) -> bool:
        """Whether as many impulses arrived."""
        return len(self.engine_ms) == len(self.line_ms)

    @property
    def worst_us(self) -> float:
        """Largest difference of arrival, µs; nan where there is nothing to compare."""
        if not self.same_count or not len(self.engine_ms):
            return float("nan")
        return float(np.abs(self.line_ms - self.engine_ms).max() * 1e3)

    def __str__(self) -> str:
        """The row in words."""
        worst = "-" if np.isnan(self.worst_us) else f"{self.worst_us:.2f}"
        return f"{self.case:<34} {self.place:<22} {len(self.engine_ms):>6} {len(self.line_ms):>6} {worst:>10}"


HEADER = f"{'case':<34} {'arrivals at':<22} {'engine':>6} {'lines':>6} {'worst, us':>10}"


def myelinated(length_mm: float = 1000.0, law: DelayLaw | None = None) -> list[Compared]:
    """A doublet of 300 Hz; a collision with a later impulse; ectopic impulses that leave both ways, and one after."""
    one = MyelinatedFibres(np.array([DIAMETER_UM]), WINDOW_NODES)
    law = measure_law(one, step_ms=STEP_MS) if law is None else law
    spacing, edge, back = float(law.spacing_mm[0]), law.edge, WINDOW_NODES - 1 - law.start
    count = int(np.ceil(length_mm / spacing)) + 1
    transit, middle, half = length_mm * float(law.slowness_ms_mm[0]), count // 2, WINDOW_NODES // 2
    duration = 10.0 + 2.8 * transit
    first = np.array([[1.0, 1.0 + 1000.0 / 300.0], [1.0, 1.0 + 1.4 * transit], [8.0 + 1.2 * transit, np.nan]])
    second = np.array([[np.nan, np.nan], [1.0 + 0.3 * transit, np.nan], [1.0, 5.0]])

    whole = MyelinatedFibres(np.full(3, DIAMETER_UM), count)
    alone = standard_pulses(whole, law.start, first)
    run = simulate(
        whole,
        None,
        [alone, Pulses(np.array([0, count - 1 - law.start, middle]), second, alone.duration_ms, alone.amplitude_na)],
        duration_ms=duration,
        step_ms=STEP_MS,
        spike_places=(edge, count - 1 - edge, count - 1),
    )

    def engine(fibre: int, place: int) -> FloatArray:
        times = run.spike_time_ms[fibre, place]
        return np.asarray(times[np.isfinite(times)])

    def started(place: int, onset_ms: FloatArray) -> Window:
        return Window(one, None, (standard_pulses(one, place, onset_ms[None]),))

    def seen(window: int, place: int, joined: Whole) -> FloatArray:
        times = joined.windows[window].spike_time_ms[0, place]
        return np.asarray(times[np.isfinite(times)])

    out = WINDOW_NODES - 1 - edge  # where a window that begins with the fibre is joined to the line behind it
    begin = started(law.start, first[0])
    doublet = run_whole(law, [begin], [0.0, (count - 1 - out) * spacing], duration_ms=duration)
    between = (count - WINDOW_NODES + edge - out) * spacing
    windows = [started(law.start, first[1]), started(back, second[1])]
    collision = run_whole(law, windows, [0.0, between, 0.0], duration_ms=duration)
    lines = [0.0, (middle - half + edge - out) * spacing, (count - 1 - (middle - half + out)) * spacing]
    windows = [started(law.start, first[2]), started(half, second[2])]
    ectopic = run_whole(law, windows, lines, duration_ms=duration)
    return [
        Compared("300 Hz doublet", "sealed far end", engine(0, 2), _ends(doublet)),
        Compared("collision, a later impulse", "near end", engine(1, 0), seen(0, 0, collision)),
        Compared("collision, a later impulse", "far end", engine(1, 1), seen(1, 2, collision)),
        Compared("ectopic doublet, one after it", "near end", engine(2, 0), seen(0, 0, ectopic)),
        Compared("ectopic doublet, one after it", "sealed far end", engine(2, 2), _ends(ectopic)),
    ]


def _ends(joined: Whole) -> FloatArray:
    """Arrivals at the sealed end of the last line."""
    last = joined.lines[-1]
    return np.empty(0) if last is None else last.to_end_ms


def c_trains(train_s: float) -> dict[str, FloatArray]:
    """Onsets of the trains, ms: regular, irregular and in bursts."""
    irregular = np.cumsum(np.maximum(np.random.default_rng(3).exponential(1000.0 / 6.0, 400), 20.0))
    bursts = (np.arange(60)[:, None] * 500.0 + np.arange(5) * 25.0).ravel()
    trains = {
        "2 Hz": np.arange(0.0, 30000.0, 500.0),
        "5 Hz": np.arange(0.0, 30000.0, 200.0),
        "10 Hz": np.arange(0.0, 30000.0, 100.0),
        "irregular, mean 5 Hz": irregular - irregular[0],
        "bursts of five, mean 10 Hz": bursts,
    }
    return {name: 1.0 + np.round(t[t < train_s * 1000.0] / C_STEP_MS) * C_STEP_MS for name, t in trains.items()}


def c_fibres(length_mm: float = 1000.0, train_s: float = 30.0, keep: Path | None = None) -> list[Compared]:
    """Trains through C fibres (Sundt 2015) of three diameters: from 17 mm to the far end and the places between."""
    count = int(np.ceil(length_mm * 1000.0 / C_COMPARTMENT_UM)) + 1
    diameters = np.array(C_DIAMETERS_UM)
    fibres = UnmyelinatedFibres(diameters, 3, C_COMPARTMENT_UM)
    law = measure_law(fibres, step_ms=C_STEP_MS, plan=longer(design(fibres), 1 + round(length_mm / 150.0)))
    trains = c_trains(train_s)
    spikes, places = _c_spikes(count, trains, law, train_s, keep)
    rows = []
    for f, diameter in enumerate(diameters):
        for k, name in enumerate(trains):
            here = [times[np.isfinite(times)] for times in spikes[f * len(trains) + k]]
            for place, label in ((-2, "joined far end"), (-1, "sealed far end")):
                length = (places[place] - places[0]) * C_COMPARTMENT_UM / 1000.0
                line = DelayLine(law.take(f), length, (False, place == -1))
                ours = travel(line, Births.at(0.0, here[0], TOWARD_END)).to_end_ms
                rows.append(Compared(f"C {diameter:g} um, {name}", label, here[place], ours))
    return rows


def longer(plan: Design, times: int) -> Design:
    """A measurement in a window so many times as long, with intervals as much closer as needed: seconds of travel ask
    for a velocity to a few millionths."""
    first, count = int(plan.groups[0, 0]), len(plan.groups) * times
    stride = int(plan.groups[1, 0] - plan.groups[0, 0])
    groups = plan.groups[0] + stride * np.arange(count)[:, None]
    end = plan.places - 1 - int(plan.groups[-1, -1])
    intervals = np.geomspace(plan.intervals_ms[0], plan.intervals_ms[-1], len(plan.intervals_ms) * min(times, 2))
    return replace(plan, groups=groups, places=int(groups[-1, -1]) + 1 + max(end, first // 2), intervals_ms=intervals)


def _c_spikes(
    count: int, trains: dict[str, FloatArray], law: DelayLaw, train_s: float, keep: Path | None
) -> tuple[FloatArray, tuple[int, ...]]:
    """What the engine alone gives [fibres x trains, places, spikes]; kept in a folder if one is named."""
    places = (9 * law.edge + 4, count - 1 - law.edge, count - 1)
    # an edited engine is another engine: what an older one gave proves nothing about this one
    kept = None if keep is None else keep / f"c_{count}_{train_s:g}s_{sources_hash()[:12]}.npz"
    if kept is not None and kept.exists():
        with np.load(kept) as stored:
            return np.asarray(stored["spike_time_ms"]), places
    onset = np.full((len(trains), max(map(len, trains.values()))), np.nan)
    for row, times in enumerate(trains.values()):
        onset[row, : len(times)] = times
    diameters = np.repeat(law.diameter_um, len(trains))
    whole = UnmyelinatedFibres(diameters, count, C_COMPARTMENT_UM)
    travel_ms = float(law.slowness_ms_mm.max()) * count * C_COMPARTMENT_UM / 1000.0
    run = simulate(
        whole,
        None,
        standard_pulses(whole, law.start, np.tile(onset, (len(law.diameter_um), 1))),
        duration_ms=train_s * 1000.0 + 1.1 * travel_ms,
        step_ms=C_STEP_MS,
        spike_places=places,
    )
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez(kept, spike_time_ms=run.spike_time_ms)
    return run.spike_time_ms, places


CASES = ("myelinated", "c")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 if an impulse is missing, invented or more than 20 µs off."""
    parser = argparse.ArgumentParser(prog="python -m sciatica.nerve.delay.proof", description=__doc__)
    parser.add_argument("case", nargs="*", default=CASES, choices=[*CASES, []], help="which fibres (all)")
    parser.add_argument("--length-mm", type=float, default=1000.0, help="of the whole fibre")
    parser.add_argument("--train-s", type=float, default=30.0, help="of the C fibres' trains")
    parser.add_argument("--keep", type=Path, help="folder for what the engine alone gave the C fibres")
    asked = parser.parse_args(arguments)
    print(f"{asked.length_mm:g} mm; myelinated {DIAMETER_UM:g} um at {STEP_MS * 1e3:g} us a step; "
          f"C at {C_STEP_MS * 1e3:g} us, {C_COMPARTMENT_UM:g} um compartments")  # fmt: skip
    print(HEADER)
    good = True
    for case in asked.case:
        begun = time.perf_counter()
        rows = (
            myelinated(asked.length_mm)
            if case == "myelinated"
            else c_fibres(asked.length_mm, asked.train_s, asked.keep)
        )
        for row in rows:
            print(row, flush=True)
            good &= row.same_count and not row.worst_us > 20.0
        print(f"{case}: {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
