"""What the laboratory measures: traces beside their values, what they say together, and the normal ones folded away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.core.references import load
from sciatica.report.papers import short_source
from sciatica.report.sections import studies_pictures as pictures
from sciatica.report.sections.studies_values import Limits, Row, row
from sciatica.report.sections.studies_words import conclusion, sites
from sciatica.report.select import SIDES, Side
from sciatica.report.words import muscle_words

if TYPE_CHECKING:
    from sciatica.body import Body
    from sciatica.core.findings import Findings
    from sciatica.exam.studies import Laboratory, NeedleStudy
    from sciatica.simulate.result import Result

_UV = "\N{MICRO SIGN}V"
_TITLES = {
    "tibial_abdhal": (
        "Tibial nerve",
        "Shocks at the ankle and behind the knee, recorded from the sole (abductor hallucis).",
    ),
    "peroneal_edb": (
        "Peroneal nerve",
        "Shocks at the ankle and beside the head of the fibula, recorded from the short toe extensor.",
    ),
    "sural": (
        "Sural nerve, sensory",
        "A shock at the calf, recorded behind the outer ankle: skin of the foot's outer edge.",
    ),
    "superficial_peroneal": (
        "Superficial peroneal nerve, sensory",
        "A shock at the shin, recorded before the ankle: skin of the top of the foot.",
    ),
}
_SITE = {"tibial_abdhal": "abdhal", "peroneal_edb": "edb"}
"""Where the findings say a motor nerve was studied: its muscle."""
_F = (
    "Each line is one shock at the ankle; the direct answer is cut off. What comes back from the cord is marked at its "
    "shortest."
)
_H = (
    "Shocks behind the knee, weak at the top and stronger below, recorded from the calf. The reflex (H) comes first "
    "and is quenched as the direct answer (M, cut off) grows."
)
_NEEDLE = (
    "At rest a healthy muscle is silent. Single units show whether axons have taken on others' fibres, a full effort "
    "how many units are left."
)
_DRAWN = 2
"""Muscles whose needle traces are drawn."""
_ROOT_SHARE = 0.15
"""Share of a muscle's axons from which a root is named."""


@dataclass(frozen=True)
class Study:
    """One study: its traces, its values, and how it was made."""

    title: str
    how: str
    rows: tuple[Row, ...]
    picture: Markup
    second: Markup | None = None


@dataclass(frozen=True)
class NeedleCell:
    """What the needle found in one muscle of one side."""

    words: str
    outside: bool


@dataclass(frozen=True)
class NeedleRow:
    """One muscle."""

    muscle: str
    roots: str
    sides: tuple[NeedleCell, NeedleCell]


@dataclass(frozen=True)
class NeedleView:
    """The table of muscles and the traces of a few."""

    how: str
    rows: tuple[NeedleRow, ...]
    pictures: tuple[tuple[str, Markup], ...]
    outside: bool


@dataclass(frozen=True)
class StudiesView:
    """The section."""

    conclusion: tuple[tuple[str, str], ...]
    """Side and what its studies say together."""
    outside: tuple[Study, ...]
    normal: tuple[Study, ...]
    needle: NeedleView
    fold: str
    made: str
    sources: tuple[tuple[str, str], ...]
    """The papers behind the limits: words and address."""


def view(result: Result) -> StudiesView | None:
    """The studies of the case's own day; None where no laboratory ran."""
    laboratory = result.last.laboratory
    if laboratory is None:
        return None
    from sciatica.exam.studies import limits

    findings = result.findings
    normal_limits = limits(result.body.person, laboratory.temperature_c)
    studies = _studies(laboratory, findings, normal_limits)
    outside = tuple(study for study in studies if any(one.outside for one in study.rows))
    normal = tuple(study for study in studies if study not in outside)
    needle = _needle(laboratory.needle, findings, result.body)
    folded = [study.title for study in normal] + ([] if needle.outside else ["needle"])
    return StudiesView(
        conclusion=conclusion(findings),
        outside=outside,
        normal=normal,
        needle=needle,
        fold=f"Within normal limits: {len(folded)} {'study' if len(folded) == 1 else 'studies'}, with their traces",
        made=(
            f"Made on day {result.last.day:g}, lying, the limb at {laboratory.temperature_c:g} °C. Limits are those of "
            "healthy people, by age and height where published; between sides, sizes are the smaller over the larger, "
            "times their difference."
        ),
        sources=tuple(sorted({_source(key) for limit in normal_limits.values() for key in limit.source})),
    )


def _source(key: str) -> tuple[str, str]:
    """A paper in short and where it is found; by its title where nobody is named."""
    words, url = short_source(key)
    known = load().get(key)
    return (f"“{known.title}” ({known.year})" if known is not None and words.startswith("N. N.") else words), url


def _studies(laboratory: Laboratory, findings: Findings, limits: Limits) -> list[Study]:
    """Every nerve study, sensory before motor before late, as a laboratory reports them."""
    sensory, motor, late = laboratory.sensory, laboratory.motor, laboratory.late
    made: list[Study] = []
    for n, site in enumerate(sensory.name):
        title, how = _TITLES[site]
        made.append(Study(title, how, (
            row(findings, limits, "size", _UV, _known(sensory.amplitude_uv[n], sensory.latency_ms[n]),
                finding="sensory_amplitude", site=site, missing="absent"),
            row(findings, limits, "onset", "ms", sensory.latency_ms[n]),
            row(findings, limits, "velocity", "m/s", sensory.velocity_m_s[n], finding="sensory_velocity", site=site,
                digits=0),
        ), pictures.sensory(sensory, n, title)))  # fmt: skip
    for n, nerve in enumerate(motor.name):
        site = _SITE[nerve]
        title, how = _TITLES[nerve]
        size = _known(motor.amplitude_mv[n], motor.latency_ms[n])
        made.append(Study(f"{title}, motor", how, (
            row(findings, limits, "onset, ankle", "ms", motor.latency_ms[n, :, 0], finding="motor_latency", site=site,
                missing="absent"),
            row(findings, limits, "size, ankle", "mV", size[:, 0], finding="motor_amplitude", site=site),
            row(findings, limits, "size, knee", "mV", size[:, 1]),
            row(findings, limits, "velocity", "m/s", motor.velocity_m_s[n], finding="motor_velocity", site=site,
                digits=0),
        ), pictures.motor(motor, n, f"{title}, motor")))  # fmt: skip
    for n, nerve in enumerate(late.name):
        site, title = _SITE[nerve], f"{_TITLES[nerve][0]}, F waves"
        made.append(Study(title, _F, (
            row(findings, limits, "shortest", "ms", late.f_latency_ms[n], finding="f_latency", site=site,
                missing="absent"),
            row(findings, limits, "answered", "%", 100.0 * late.f_persistence[n], finding="f_absent", site=site,
                digits=0),
            row(findings, limits, "spread", "ms", late.f_dispersion_ms[n]),
        ), pictures.f_wave(late, n, title)))  # fmt: skip
    h_size = np.where(np.isfinite(late.h_latency_ms), late.h_h_mv.max(axis=1), np.nan)
    made.append(Study("H reflex of the calf", _H, (
        row(findings, limits, "onset", "ms", late.h_latency_ms, finding="h_latency", missing="absent"),
        row(findings, limits, "largest H", "mV", h_size, finding="h_amplitude_reduced"),
        row(findings, limits, "largest M", "mV", late.h_m_mv.max(axis=1)),
    ), pictures.h_reflex(late, "H reflex of the calf"), pictures.h_curve(late)))  # fmt: skip
    return made


def _known(size: np.ndarray, latency_ms: np.ndarray) -> np.ndarray:
    """Sizes, nan where there was no response."""
    return np.where(np.isfinite(latency_ms), size, np.nan)


def _needle(study: NeedleStudy, findings: Findings, body: Body) -> NeedleView:
    found = {
        (name, side): set(sites(findings, name, side))
        for name in ("fibrillations", "polyphasic_units", "recruitment_reduced")
        for side in SIDES
    }
    weight = body.muscles.root_weight[[body.muscles.names.index(name) for name in study.muscle]]
    order = np.argsort(weight @ np.arange(weight.shape[1]), kind="stable").tolist()
    rows, count = [], {}
    for m in order:
        cells = [_cell(study, m, side, found) for side in range(2)]
        count[m] = sum(cell.outside for cell in cells) + sum(study.muscle[m] in names for names in found.values())
        rows.append(NeedleRow(muscle_words(study.muscle[m]), _roots(weight[m]), (cells[0], cells[1])))
    outside = any(cell.outside for one in rows for cell in one.sides)
    drawn = sorted(
        order, key=lambda m: (-count[m], -float(study.fibrillations[m].max()), float(study.recruited[m].min()), m)
    )
    drawn = drawn[: _DRAWN if outside else 1] if study.rest_time_ms.size else []
    made = tuple(
        (
            rows[order.index(m)].muscle.capitalize(),
            pictures.needle(
                study,
                m,
                " ".join(
                    f"{s.capitalize()}: {c.words}." for s, c in zip(SIDES, rows[order.index(m)].sides, strict=True)
                ),
            ),
        )
        for m in drawn
    )
    return NeedleView(_NEEDLE, tuple(rows), made, outside)


def _cell(study: NeedleStudy, muscle: int, side: int, found: Mapping[tuple[str, Side], set[str]]) -> NeedleCell:
    name, words = study.muscle[muscle], []
    here = {key for (key, which), names in found.items() if which == SIDES[side] and name in names}
    if "fibrillations" in here:
        words.append(f"fibrillations\u00a0{study.fibrillation_grade[muscle, side]:.0f}+")
    if "polyphasic_units" in here:
        words.append(f"{100 * study.polyphasic[muscle, side]:.0f}\u00a0% polyphasic")
    if "recruitment_reduced" in here:
        words.append(f"{100 * study.recruited[muscle, side]:.0f}\u00a0% of units in full effort")
    return NeedleCell("; ".join(words) or "normal", bool(words))


def _roots(weight: np.ndarray) -> str:
    """From the highest to the lowest root that matters to a muscle."""
    from sciatica.body import ROOTS

    named = np.flatnonzero(weight >= _ROOT_SHARE)
    first, last = ROOTS[named[0]], ROOTS[named[-1]]
    return first if first == last else f"{first}–{last}"
