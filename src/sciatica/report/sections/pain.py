"""Where it hurts, how it feels and which fibres make it feel so, and what makes it worse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.report import select
from sciatica.report.drawings.bodychart import Site, body_chart, defs, describe
from sciatica.report.sections.dermatome import Dermatome, compared
from sciatica.report.words import amount, class_name, listed, percent, territory_words

if TYPE_CHECKING:
    from sciatica.simulate.result import Result

_QUALITY = (
    ("pain_sharp", "Sharp", ("a_delta",)),
    ("pain_burning", "Burning", ("c",)),
    ("pain_tingling", "Tingling", ("a_beta",)),
    ("pain_electric", "Electric", ("a_alpha", "a_beta")),
)


@dataclass(frozen=True)
class Quality:
    """One quality word and the fibres that gave it."""

    word: str
    strength: str
    share: float
    """Size of its bar, 0-1."""
    because: str


@dataclass(frozen=True)
class PainView:
    """The pain drawing and what belongs to it."""

    chart: Markup
    hatch: Markup
    words: str
    dermatome: Dermatome | None
    columns: tuple[str, ...]
    """Headings of the table of places: what and on which side; a side on which there is nothing is left out."""
    regions: tuple[tuple[str, tuple[str, ...]], ...]
    """(place, one cell a column), worst first."""
    quality: tuple[Quality, ...]
    any: bool


def view(result: Result) -> PainView:
    """Pain and lost feeling on the case's own day."""
    findings, day = result.findings, result.last
    pain, lost = select.sited(findings, "pain_site"), select.sited(findings, "numbness")
    for name in ("touch_reduced", "pinprick_reduced"):
        for place, share in select.sited(findings, name).items():
            lost[place] = max(lost.get(place, 0.0), share)
    back = select.worst_amount(findings, "back_pain")
    places = {*pain, *lost}
    columns, regions = _regions(pain, lost)
    skin = compared(result, pain, lost)
    words = describe(pain, lost)
    if skin is not None and places:
        own = listed([territory_words(site) for site in dict.fromkeys(site for site, _ in skin.places)])
        words += f" Broken line: the skin of {skin.label}: {own}."
    hurts_back = back.amount if back else None
    return PainView(
        chart=body_chart(pain, lost, back_pain=hurts_back, outlined=skin.places if skin and places else ()),
        hatch=defs(),
        words=words,
        dermatome=skin if places else None,
        columns=columns,
        regions=regions,
        quality=_quality(result),
        any=bool(places) or back is not None or day.pain_by_posture.max(initial=0.0) >= 0.05,
    )


def _regions(
    pain: dict[Site, float], lost: dict[Site, float]
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Columns and rows of the table: every place once, left and right side by side."""
    kinds = (("pain, 0–10", pain, lambda value: f"{value:.1f}"), ("feeling lost", lost, percent))
    columns = [
        (f"{name}, {side}", values, side, words)
        for name, values, words in kinds
        for side in select.SIDES
        if any(where == side for _, where in values)
    ]

    def worst(site: str) -> tuple[float, float, str]:
        most = [max(values.get((site, side), 0.0) for side in select.SIDES) for values in (pain, lost)]
        return -most[0], -most[1], site

    rows = tuple(
        (
            territory_words(site),
            tuple(
                words(values[site, side]) if (site, side) in values else "none" for _, values, side, words in columns
            ),
        )
        for site in sorted({site for site, _ in (*pain, *lost)}, key=worst)
    )
    return tuple(name for name, *_ in columns), rows


def _quality(result: Result) -> tuple[Quality, ...]:
    from sciatica.body import CLASSES

    found = []
    for finding, word, classes in _QUALITY:
        worst = select.worst_amount(result.findings, finding)
        if worst is None or worst.amount is None:
            continue
        rates = [
            ("" if len(classes) == 1 else f"{class_name(name)} ") + f"up to {amount(rate, 'Hz', 1)}"
            for name in classes
            if (rate := _highest_rate(result, CLASSES.index(name))) >= 0.05
        ]
        because = f"{listed([class_name(name) for name in classes])} fibres"
        because += f" fire by themselves, {listed(rates)} an axon" if rates else " give it"
        here = {side for v in select.present(result.findings, finding) for side in v.sides()}
        sides = "both legs" if len(here) == 2 else f"{min(here)} leg"
        found.append((worst.amount, Quality(f"{word}, {sides}", percent(worst.amount), worst.amount, because)))
    return tuple(quality for _, quality in sorted(found, key=lambda pair: -pair[0]))


def _highest_rate(result: Result, kind: int) -> float:
    rates = result.last.passage.ectopic_rate_hz[:, kind]
    known = rates[np.isfinite(rates)]
    return float(known.max()) if known.size else 0.0
