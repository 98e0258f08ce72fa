"""The pain drawing beside the skin that textbooks give to the root that is worst off: where they agree, and where not.

The skin of a root is the model's own table of territories, made after Lee's map of the skin that most studies agree on
(Lee 2008). Pain of a root is wider: in 64 % of lumbar radicular pains it does not keep to it (Murphy 2009).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica.report import select
from sciatica.report.drawings.bodychart import Site
from sciatica.report.papers import short_source
from sciatica.report.words import listed, percent, territory_words

if TYPE_CHECKING:
    from sciatica.body import Body
    from sciatica.simulate.result import Examined, Result

_HURTS = 0.05
_SOURCES = ("lee2008", "murphy2009")


@dataclass(frozen=True)
class Dermatome:
    """The textbook skin of one root and how the drawing agrees with it."""

    root: str
    label: str
    """The root and its side."""
    places: tuple[Site, ...]
    inside: str
    """What hurts within it, in words; "" where nothing does."""
    outside: str
    silent: str
    """Its places that do not hurt."""
    numb: str
    """Whether lost feeling keeps to it."""
    stray: str
    """Share of the drawing outside it, as the findings say it; "" where they do not."""
    sources: tuple[tuple[str, str], ...]


def own_skin(body: Body, root: int) -> tuple[str, ...]:
    """Territories that textbooks give to a root, in the body's order; the same rule as the examiner's."""
    from sciatica.core.parameters import defaults
    from sciatica.exam.said import dermatome

    own = dermatome(body, root, defaults().exam)
    return tuple(name for name, mine in zip(body.territories.names, own, strict=True) if mine)


def worst_root(day: Examined) -> tuple[int, int] | None:
    """Root and side that hurt most in the postures of a day, else the loaded one that passes least; None: no load."""
    rows = select.loaded_roots(day)
    if not rows:
        return None
    lived = (
        select.DAILY
        if day.lesson is None
        else [n for n, h in zip(day.lesson.names, day.lesson.hours, strict=True) if h]
    )
    daily = [i for i, name in enumerate(day.postures) if name in lived]
    pain = day.pain_by_root[:, :, daily].max(axis=2)
    if pain.max(initial=0.0) >= _HURTS:
        side, root = np.unravel_index(int(pain.argmax()), pain.shape)
        return int(root), int(side)
    return int(day.passage.root[rows[0]]), int(day.passage.side[rows[0]])


def compared(result: Result, pain: Mapping[Site, float], lost: Mapping[Site, float]) -> Dermatome | None:
    """The comparison for the worst root; None where no root is loaded."""
    from sciatica.body import ROOTS

    worst = worst_root(result.last)
    if worst is None:
        return None
    root, side = worst[0], select.SIDES[worst[1]]
    own = own_skin(result.body, root)
    drawn = {where for _, where in pain}
    hurting = [site for site, where in pain if where == side]
    numb = [site for site, where in lost if where == side]
    strays = [site for site in numb if site not in own]
    kept = "" if not numb else "Numb skin keeps to it" if not strays else f"Numb beyond it: {_names(strays)}"
    strayed = result.findings.get("pain_outside_dermatome", side)
    return Dermatome(
        root=ROOTS[root],
        label=select.root_label(*worst),
        places=tuple((name, where) for where in select.SIDES if where == side or where in drawn for name in own),
        inside=_names([site for site in hurting if site in own]),
        outside=_names([site for site in hurting if site not in own]),
        silent=_names([site for site in own if site not in hurting]),
        numb=kept,
        stray="" if strayed.amount is None else percent(strayed.amount),
        sources=tuple(short_source(key) for key in _SOURCES),
    )


def _names(sites: list[str]) -> str:
    return listed([territory_words(site) for site in sites])
