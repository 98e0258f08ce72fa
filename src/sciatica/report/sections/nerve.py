"""Where the nerve is pressed, and what passes there by fibre class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.report import select
from sciatica.report.drawings.nervecourse import place_words
from sciatica.report.drawings.nervemap import CLOSE, Marker, Site, crowded, nerve_map
from sciatica.report.sections.passes import RootView, Summary, root_view, summary
from sciatica.report.words import class_carries, class_name, listed, percent, posture_words, thousands

if TYPE_CHECKING:
    from sciatica.core.types import FloatArray
    from sciatica.simulate.result import Examined, Result

_PRESSED_MMHG = 0.5
_DRAWN = 2
"""Loaded roots whose single fibres are drawn; the rest stand in the table."""


@dataclass(frozen=True)
class Mark:
    """The words to one numbered mark on the picture."""

    number: int
    heading: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NerveView:
    """Both parts of the page that are about the nerve."""

    title: str
    picture: Markup
    close: Markup
    """The same from near, for the head of the page."""
    marks: tuple[Mark, ...]
    classes: tuple[tuple[str, str, str], ...]
    """(class, name, what it carries) of the classes drawn."""
    crowded: bool
    """Whether each loaded root is drawn as two strands, not one for each class."""
    roots: tuple[RootView, ...]
    summary: Summary | None
    fibres: tuple[tuple[str, str, str, str, str], ...]
    """(colour role, name, what it carries, axons, diameter) of what runs in both legs; for a nerve that is free."""


def view(result: Result) -> NerveView:
    """The nerve of the case's own day."""
    day = result.last
    sites, indices = _sites(day)
    picture, markers = nerve_map(result.body, sites, _map_words(result, sites))
    worst = select.loaded_roots(day)
    return NerveView(
        title=_title(day),
        picture=picture,
        close=nerve_map(result.body, sites, None, box=CLOSE)[0],
        marks=tuple(_mark(result, marker, sites, indices) for marker in markers),
        classes=_key(sites),
        crowded=crowded(sites),
        roots=tuple(root_view(result, row) for row in worst[: _DRAWN if len(worst) <= _DRAWN else 1]),
        summary=summary(day, worst) if len(worst) > _DRAWN else None,
        fibres=_fibres(result) if not sites else (),
    )


def _fibres(result: Result) -> tuple[tuple[str, str, str, str, str], ...]:
    from sciatica.body import CLASSES

    fibres, rows = result.body.fibres, []
    for kind, name in enumerate(CLASSES):
        mine = fibres.kind == kind
        thick = fibres.diameter_um[mine]
        axons = float(f"{fibres.weight[mine].sum():.2g}")
        rows.append(
            (name, class_name(name), class_carries(name), thousands(axons), f"{thick.min():.1f}–{thick.max():.1f} µm")
        )
    return tuple(rows)


def _title(day: Examined) -> str:
    here = day.loads.present[0]
    if not here.any():
        return "The nerve"
    pressed = day.loads.pressure_mmhg[0][here].max() >= _PRESSED_MMHG
    return "Where the nerve is pressed" if pressed else "Where the nerve is inflamed"


def _sites(day: Examined) -> tuple[list[Site], list[int]]:
    """Loaded places of person 0 with what passes their root at rest, and their load indices."""
    from sciatica.body import CLASSES

    rest, loads, passage = select.lying(day), day.loads, day.passage
    sites, indices = [], []
    for index in np.flatnonzero(loads.present[0]):
        root, side = int(loads.root[0, index]), int(loads.side[0, index])
        row = next(r for r in range(len(passage.root)) if passage.root[r] == root and passage.side[r] == side)
        shares = passage.fraction_passing[row, :, rest]
        passing = tuple((CLASSES[k], float(shares[k])) for k in range(len(CLASSES)) if np.isfinite(shares[k]))
        sites.append(Site(root, side, float(loads.centre_mm[0, index]), passing))
        indices.append(int(index))
    return sites, indices


def _map_words(result: Result, sites: list[Site]) -> str:
    base = (
        "The lumbar and sacral roots and the sciatic nerve of both legs, seen from behind, from the spine to the foot."
    )
    if not sites:
        return base + " Nothing presses on any of them."
    places = [
        f"{select.root_label(site.root, site.side)} {place_words(result.body, site.root, site.centre_mm)}"
        for site in sites
    ]
    return base + " Marked: " + listed(places) + "."


def _mark(result: Result, marker: Marker, sites: list[Site], indices: list[int]) -> Mark:
    from sciatica.body import ROOTS

    day, loads = result.last, result.last.loads
    members = [sites[i] for i in marker.sites]
    rows = [indices[i] for i in marker.sites]
    sides = sorted({site.side for site in members})
    heading = f"{_roots(members)} {select.SIDES[sides[0]] if len(sides) == 1 else 'on both sides'}"
    places = dict.fromkeys(place_words(result.body, site.root, site.centre_mm) for site in members)
    first = members[0]
    facts = [
        ("where", listed(list(places))),
        (
            "from the cord",
            f"{first.centre_mm:.0f} mm along {ROOTS[first.root]}, over {loads.length_mm[0, rows[0]]:.0f} mm",
        ),
    ]
    rest = select.lying(day)
    pressure = loads.pressure_mmhg[0, rows].max(axis=0)
    if pressure.max() >= _PRESSED_MMHG:
        facts.append(("pressure", _pressures(day, pressure, rest)))
    else:
        facts.append(("pressure", "none: nothing presses here"))
    strain = loads.strain[0, rows].max(axis=0)
    if strain.max() >= 0.0005:
        top = int(np.argmax(strain))
        facts.append(("stretch", f"up to {100 * strain[top]:.1f}\u00a0%, {posture_words(day.postures[top])}"))
    inflammation = float(day.tissue.inflammation[0, rows].max())
    if inflammation >= 0.005:
        facts.append(("inflammation", f"{percent(inflammation)} of the most that the model knows"))
    return Mark(marker.number, heading, tuple(facts))


def _roots(members: list[Site]) -> str:
    """Root names, neighbours as a range: "L5, S1 and S2" as "L5–S2"."""
    from sciatica.body import ROOTS

    roots = sorted({site.root for site in members})
    if len(roots) > 2 and roots[-1] - roots[0] == len(roots) - 1:
        return f"{ROOTS[roots[0]]}–{ROOTS[roots[-1]]}"
    return listed([ROOTS[root] for root in roots])


def _key(sites: list[Site]) -> tuple[tuple[str, str, str], ...]:
    """(colour role, name, meaning) of the strands drawn."""
    from sciatica.body import CLASSES

    if crowded(sites):
        return (
            ("motor", "outward", "from the spine: the class that passes least"),
            ("a_beta", "inward", "to the spine: the class that passes least"),
        )
    drawn = {name for site in sites for name, _ in site.passing}
    return tuple((name, class_name(name), class_carries(name)) for name in CLASSES if name in drawn)


def _pressures(day: Examined, pressure: FloatArray, rest: int) -> str:
    top = int(np.argmax(pressure))
    words = f"{pressure[rest]:.0f} mmHg lying"
    for name in ("sitting", "standing"):
        index = select.posture_index(day, name)
        if index is not None:
            words += f", {pressure[index]:.0f} {name}"
    if day.postures[top] not in ("lying", "sitting", "standing"):
        words += f"; most {posture_words(day.postures[top])}, {pressure[top]:.0f}"
    return words
