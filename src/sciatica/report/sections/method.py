"""How it was computed: how much was run, what was held, what cannot be said yet, and the papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica.report.papers import Paper, papers
from sciatica.report.words import thousands

if TYPE_CHECKING:
    from sciatica.simulate.result import Result


@dataclass(frozen=True)
class MethodView:
    """The last part of the page."""

    counts: tuple[tuple[str, str], ...]
    held: tuple[str, ...]
    silent: tuple[str, ...]
    papers: tuple[Paper, ...]


def view(result: Result) -> MethodView:
    """How this result came about; the time that it took is left out, so that the page is the same each time."""
    counts = result.counts
    return MethodView(
        counts=(
            (thousands(counts.fibres), "fibres in this body"),
            (thousands(counts.fibre_runs), "fibre runs through lesions"),
            (thousands(counts.node_steps), "node steps of the membrane"),
            (thousands(counts.episodes), "episodes of cord and muscle"),
            (thousands(counts.episode_windows), "windows in them"),
        ),
        held=tuple(dict.fromkeys(result.held)),
        silent=tuple(dict.fromkeys(result.silent)),
        papers=papers(result.citations),
    )
