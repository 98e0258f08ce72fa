"""What passes one loaded root by fibre class: every simulated fibre drawn, and the table of shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.report import select
from sciatica.report.drawings.lanes import Lane, fibre_lanes
from sciatica.report.words import amount, class_carries, class_name, listed, percent, posture_words

if TYPE_CHECKING:
    from sciatica.simulate.result import Examined, Result


@dataclass(frozen=True)
class Cell:
    """One cell of a table: its words and how bad it is ("", "mid" or "low")."""

    words: str
    level: str


@dataclass(frozen=True)
class ClassRow:
    """One fibre class of one root."""

    role: str
    name: str
    carries: str
    passing: tuple[Cell, ...]
    delay: str
    fires: str


@dataclass(frozen=True)
class RootView:
    """What passes one loaded root: its fibres drawn at rest and with the leg raised, and the table."""

    label: str
    pictures: tuple[tuple[str, Markup], ...]
    postures: tuple[str, ...]
    rows: tuple[ClassRow, ...]


@dataclass(frozen=True)
class Summary:
    """All loaded roots in one table: rows roots, columns classes, at rest."""

    classes: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def _cell(share: float) -> Cell:
    level = "low" if share < 0.5 else "mid" if share < 0.9 else ""
    return Cell(percent(share), level if np.isfinite(share) else "")


def _columns(day: Examined, side: int) -> list[int]:
    """Postures shown for one root: rest, sitting, standing, and the own leg raised highest."""
    chosen = [select.lying(day)]
    chosen += [i for name in ("sitting", "standing") if (i := select.posture_index(day, name)) is not None]
    raised = select.raised_index(day, side)
    return chosen + ([raised] if raised is not None else [])


def root_view(result: Result, row: int) -> RootView:
    """One row of the passage: its fibres at rest and in its worst posture, and the share of each class."""
    from sciatica.body import CLASSES

    day = result.last
    passage = day.passage
    root, side = int(passage.root[row]), int(passage.side[row])
    rest, worst = select.lying(day), _worst_posture(day, row)
    columns = list(dict.fromkeys([*_columns(day, side), worst]))
    rows = []
    for kind, name in enumerate(CLASSES):
        shares = passage.fraction_passing[row, kind]
        if not np.isfinite(shares).any():
            continue
        late, rate = float(passage.added_delay_ms[row, kind, rest]), float(passage.ectopic_rate_hz[row, kind].max())
        rows.append(
            ClassRow(
                role=name,
                name=class_name(name),
                carries=class_carries(name),
                passing=tuple(_cell(float(shares[c])) for c in columns),
                delay="nothing passes"
                if not np.isfinite(late)
                else "none"
                if abs(late) < 0.005
                else amount(late, "ms", 2),
                fires="no" if rate < 0.05 else f"up to {amount(rate, 'Hz', 1)}",
            )
        )
    shown = [rest] + ([worst] if worst != rest else [])
    pictures = tuple((posture_words(day.postures[p]), _lanes(result, root, side, row, p)) for p in shown)
    label = select.root_label(root, side)
    return RootView(label, pictures, tuple(posture_words(day.postures[c]) for c in columns), tuple(rows))


def _worst_posture(day: Examined, row: int) -> int:
    """The posture in which least passes a root; where that is the same in several, in which it hurts most."""
    passage = day.passage
    pain = day.pain_by_root[int(passage.side[row]), int(passage.root[row])]
    shares = passage.fraction_passing[row]
    passing = np.nan_to_num(shares, nan=1.0).mean(axis=0)
    return min(range(len(day.postures)), key=lambda p: (round(float(passing[p]), 6), -float(pain[p]), p))


def _lanes(result: Result, root: int, side: int, row: int, posture: int) -> Markup:
    from sciatica.body import CLASSES

    day, fibres, channels = result.last, result.body.fibres, result.last.channels
    lanes, said = [], []
    for kind, name in enumerate(CLASSES):
        mine = np.flatnonzero((fibres.root == root) & (fibres.side == side) & (fibres.kind == kind))
        if not mine.size:
            continue
        mine = mine[np.argsort(-fibres.diameter_um[mine], kind="stable")]
        passes = tuple(bool(v) for v in channels.passes[mine, posture])
        fires = tuple(bool(v > 0) for v in channels.ectopic_rate_hz[mine, posture])
        share = float(day.passage.fraction_passing[row, kind, posture])
        lanes.append(Lane(name, passes, fires, share))
        said.append(f"{class_name(name)} {sum(passes)} of {len(passes)} pass")
    place = f"{select.root_label(root, side)}, {posture_words(day.postures[posture])}"
    return fibre_lanes(lanes, f"{place}: simulated fibres by class: {listed(said)}.")


def summary(day: Examined, worst: list[int]) -> Summary:
    """All loaded roots, from the highest down; ``worst`` are the rows of the passage."""
    from sciatica.body import CLASSES

    passage, rest = day.passage, select.lying(day)
    shown = [k for k in range(len(CLASSES)) if np.isfinite(passage.fraction_passing[:, k, rest]).any()]
    order = sorted(worst, key=lambda r: (int(passage.root[r]), int(passage.side[r])))
    rows = []
    for r in order:
        cells = tuple(
            _cell(share) if np.isfinite(share := float(passage.fraction_passing[r, k, rest])) else Cell("–", "")
            for k in shown
        )
        rows.append((select.root_label(int(passage.root[r]), int(passage.side[r])), cells))
    return Summary(tuple(class_name(CLASSES[k]) for k in shown), tuple(rows))
