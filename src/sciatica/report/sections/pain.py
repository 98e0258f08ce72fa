"""Where it hurts, how it feels and which fibres make it feel so, and what makes it worse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.report import select
from sciatica.report.drawings.bodychart import body_chart, defs, describe
from sciatica.report.words import amount, class_name, listed, percent, posture_words, territory_words

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
    because: str


@dataclass(frozen=True)
class Bar:
    """Pain in one posture, left and right, 0-10."""

    posture: str
    left: float
    right: float


@dataclass(frozen=True)
class PainView:
    """The pain drawing and what belongs to it."""

    chart: Markup
    hatch: Markup
    words: str
    regions: tuple[tuple[str, str, str], ...]
    """(place and side, pain, feeling lost), worst first."""
    quality: tuple[Quality, ...]
    bars: tuple[Bar, ...]
    any: bool


def view(result: Result) -> PainView:
    """Pain and lost feeling on the case's own day."""
    findings, day = result.findings, result.last
    pain, lost = select.sited(findings, "pain_site"), select.sited(findings, "numbness")
    for name in ("touch_reduced", "pinprick_reduced"):
        for place, share in select.sited(findings, name).items():
            lost[place] = max(lost.get(place, 0.0), share)
    back = select.worst_amount(findings, "back_pain")
    places = sorted({*pain, *lost}, key=lambda p: (-pain.get(p, 0.0), -lost.get(p, 0.0), p))
    regions = tuple(
        (
            f"{territory_words(site)}, {side}",
            f"{pain[site, side]:.1f}" if (site, side) in pain else "",
            percent(lost[site, side]) if (site, side) in lost else "",
        )
        for site, side in places
    )
    bars = _bars(result)
    return PainView(
        chart=body_chart(pain, lost, back_pain=back.amount if back else None),
        hatch=defs(),
        words=describe(pain, lost),
        regions=regions,
        quality=_quality(result),
        bars=bars,
        any=bool(places) or back is not None or day.pain_by_posture.max(initial=0.0) >= 0.05,
    )


def _bars(result: Result) -> tuple[Bar, ...]:
    day = result.last
    if day.pain_by_posture.max(initial=0.0) < 0.05:
        return ()
    shown = select.held_postures(day) + [i for s in (0, 1) if (i := select.raised_index(day, s)) is not None]
    pain = day.pain_by_posture
    return tuple(Bar(posture_words(day.postures[i]), float(pain[0, i]), float(pain[1, i])) for i in shown)


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
        sides = " and ".join(sorted({side for v in select.present(result.findings, finding) for side in v.sides()}))
        found.append((worst.amount, Quality(f"{word}, {sides}", f"{percent(worst.amount)} of full strength", because)))
    return tuple(quality for _, quality in sorted(found, key=lambda pair: -pair[0]))


def _highest_rate(result: Result, kind: int) -> float:
    rates = result.last.passage.ectopic_rate_hz[:, kind]
    known = rates[np.isfinite(rates)]
    return float(known.max()) if known.size else 0.0
