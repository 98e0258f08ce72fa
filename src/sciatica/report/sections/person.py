"""Who the patient is, what the case file says is wrong, and the few findings that matter most.

This is the only place on the page that names a cause, and it takes the name from the case alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica.report import select
from sciatica.report.sections import said
from sciatica.report.words import distance, listed, movement_words, percent, territory_words

if TYPE_CHECKING:
    from sciatica.core.findings import Findings
    from sciatica.simulate.result import Result

_KIND = {
    "herniated_disc": "herniated disc",
    "spinal_stenosis": "spinal stenosis",
    "spondylolisthesis": "spondylolisthesis",
    "piriformis_syndrome": "piriformis syndrome",
}
_DISC = {
    "bulge": "disc bulge",
    "protrusion": "disc protrusion",
    "extrusion": "disc extrusion",
    "sequestration": "disc sequestration",
}
_HEALTHY_SIGNS = (
    ("leg_pain", "no leg pain"),
    ("numbness", "no numb skin"),
    ("power_reduced", "full strength"),
    ("ankle_reflex_reduced", "normal reflexes"),
    ("straight_leg_raise", "free leg raise"),
)


@dataclass(frozen=True)
class Glance:
    """One finding at a glance."""

    figure: str
    words: str


@dataclass(frozen=True)
class PersonView:
    """The header."""

    title: str
    causes: tuple[str, ...]
    details: str
    glance: tuple[Glance, ...]
    well: str
    """What was looked for and found in order; "" where something is wrong."""


def view(result: Result) -> PersonView:
    """The header of a result."""
    case, person = result.case, result.case.person
    noun = {"male": "Man", "female": "Woman"}.get(str(person.sex), "Person")
    diabetes = ", with diabetes" if person.diabetes else ""
    return PersonView(
        title=f"{noun} of {person.age_years:g}, day {case.day:g}",
        causes=tuple(cause_words(cause) for cause in case.causes),
        details=(
            f"{person.height_cm:g} cm, {person.mass_kg:g} kg, blood pressure "
            f"{person.systolic_mmhg:g}/{person.diastolic_mmhg:g} mmHg{diabetes}"
        ),
        glance=tuple(_glance(result)),
        well=_well(result.findings),
    )


def cause_words(cause: object) -> str:
    """What the case file says is wrong, in one line."""
    said = {
        name: value
        for name in ("kind", "zone", "type", "level", "side", "grade")
        if (value := getattr(cause, name, None)) is not None
    }
    kind = str(said.get("kind", ""))
    name = _KIND.get(kind, kind.replace("_", " "))
    if kind == "herniated_disc":
        name = _DISC.get(str(said.get("type")), name)
    qualifiers = [str(said["zone"]).replace("_", " ")] if "zone" in said else []
    if kind != "herniated_disc" and "type" in said:
        qualifiers.append(str(said["type"]))
    if "side" in said and said["side"] != "both" and said.get("zone") != "central":
        qualifiers.insert(0, str(said["side"]))
    words = " ".join([*qualifiers, name])
    if "level" in said:
        words += f" at {str(said['level']).replace('-', '–')}"
    if "grade" in said:
        words += f", grade {said['grade']}"
    if said.get("side") == "both":
        words += ", both sides"
    if getattr(cause, "root_pressure_mmhg", None) == 0:
        words += ", which inflames and does not press"
    return words[:1].upper() + words[1:]


def _glance(result: Result) -> list[Glance]:
    findings = result.findings
    cells: list[Glance] = []
    for name, words in (
        ("leg_pain", "pain in {legs} at its worst in a day"),
        ("back_pain", "pain in the low back"),
    ):
        if (worst := select.worst_amount(findings, name)) is not None:
            sides = {side for value in select.present(findings, name) for side in value.sides()}
            legs = "both legs" if len(sides) == 2 else f"the {worst.side} leg"
            cells.append(Glance(f"{worst.amount:.0f} of 10", words.format(legs=legs)))
    if (raised := select.worst_amount(findings, "straight_leg_raise", low_is_bad=True)) is not None:
        cells.append(
            Glance(f"{raised.amount:.0f}°", f"is as far as the straight {raised.side} leg rises before it hurts")
        )
    measured = select.worst_amount(findings, "dynamometer", low_is_bad=True)
    graded = select.worst_amount(findings, "power_reduced", low_is_bad=True)
    if measured is not None and measured.amount is not None:
        where = f"{movement_words(measured.site or '')}, {measured.side}"
        cells.append(Glance(percent(measured.amount), f"of the other side's strength in {where}"))
    elif graded is not None:
        cells.append(
            Glance(f"{graded.amount:.0f} of 5", f"power in {movement_words(graded.site or '')}, {graded.side}")
        )
    if (numb := select.worst_amount(findings, "numbness")) is not None and numb.amount is not None:
        where = territory_words(numb.site or "")
        cells.append(Glance(percent(numb.amount), f"of feeling lost: {where}, {numb.side}"))
    for reflex in ("ankle", "knee"):
        worst = select.worst_amount(findings, f"{reflex}_reflex_reduced", low_is_bad=True)
        if worst is not None and worst.amount is not None:
            cells.append(Glance(percent(worst.amount), f"of the normal {reflex} reflex, {worst.side}"))
    if any(
        select.present(findings, name) for name in ("bladder_retention", "bladder_hesitancy", "bladder_incontinence")
    ):
        cells.insert(0, Glance("Bladder", "no longer works as it should"))
    if cells:
        cells += [
            Glance(change.change, f"points of pain with {change.words}")
            for change in said.changes(findings)[0][:1]
            if change.worse
        ]
    far = select.worst_amount(findings, "walking_distance", low_is_bad=True)
    if far is not None and far.amount is not None:
        cells.append(Glance(distance(far.amount), "is as far as this person walks without a rest"))
    return cells[:6]


def _well(findings: Findings) -> str:
    good = [words for name, words in _HEALTHY_SIGNS if findings.get(name).state == "absent"]
    if len(good) < len(_HEALTHY_SIGNS):
        return ""
    return listed(good).capitalize() + "."
