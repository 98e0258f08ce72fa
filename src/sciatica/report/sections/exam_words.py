"""How a clinician writes down each finding of the table: its short name, its place, its words and its limit.

What is not named here gets its words from its id, its unit and the other rows' rules, so that a new row of
``core/findings.csv`` appears on the page by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sciatica.core.findings import FindingValue, Row
    from sciatica.core.parameters import Parameters

GROUPS = (
    "Feeling",
    "Strength",
    "Reflexes",
    "Tests that stretch or press the nerve",
    "Standing and walking",
    "Spine, hip and muscles",
    "Pelvic floor",
    "Circulation",
    "Other",
)
"""Headings of the examination, in the order in which it is done."""

_BY_WORD = (
    (r"anal|saddle|rectal|bladder", "Pelvic floor"),
    (r"touch|pinprick|vibration|feeling|sensation|warm|cold", "Feeling"),
    (r"reflex|plantar|clonus", "Reflexes"),
    (r"power|dynamometer|heel_raise|toe_raise|foot_drop|strength|squat", "Strength"),
    (r"leg_raise|slump|stretch_test|femoral|fair|bowstring|piriformis", "Tests that stretch or press the nerve"),
    (r"limp|gait|list|stoop|romberg|(?<!di)stance|walk", "Standing and walking"),
    (r"spin|tender|hip_|contusion|step|extension|finger|schober|palpation", "Spine, hip and muscles"),
    (r"pulse", "Circulation"),
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """The words of one test."""

    title: str
    normal: str
    """What an absent finding is called."""
    found: str
    """What a present one is called, before its amount."""
    means: str
    """What the test asks of the body, in a line."""
    limit: str = ""
    """Name of the examiner's parameter from which the finding counts; "" where there is none."""
    limit_words: str = "{}"
    """The normal range with that parameter in it."""


_TESTS = {
    "touch_reduced": Said(
        "Light touch", "normal", "reduced", "Aβ fibres of the skin", "feeling_loss_found", "less than {} lost"
    ),
    "pinprick_reduced": Said(
        "Pinprick", "normal", "reduced", "Aδ fibres of the skin", "feeling_loss_found", "less than {} lost"
    ),
    "vibration_reduced": Said(
        "Vibration",
        "normal",
        "reduced",
        "thick fibres that follow a tuning fork",
        "vibration_loss_found",
        "less than {} lost",
    ),
    "power_reduced": Said("Power", "5 of 5", "", "MRC grade, against the examiner's hand"),
    "dynamometer": Said(
        "Dynamometer",
        "as the other side",
        "weaker",
        "force, share of the other side",
        "dynamometer_reduced_below",
        "{} or more",
    ),
    "heel_raises": Said(
        "Heel raises on one leg",
        "",
        "too few,",
        "calf: S1, tibial nerve",
        "heel_raises_reduced_below",
        "{} of the other leg",
    ),
    "foot_drop": Said("Foot drop", "no", "yes", "the foot cannot be lifted against gravity (L4, L5)"),
    "knee_reflex_reduced": Said(
        "Knee reflex", "normal", "reduced", "L3, L4 and the femoral nerve", "reflex_reduced_below", "{} or more"
    ),
    "medial_hamstring_reflex_reduced": Said(
        "Medial hamstring reflex", "normal", "reduced", "L5 and the sciatic nerve", "reflex_reduced_below", "{} or more"
    ),
    "ankle_reflex_reduced": Said(
        "Ankle reflex", "normal", "reduced", "S1 and the tibial nerve", "reflex_reduced_below", "{} or more"
    ),
    "plantar_upgoing": Said("Plantar response", "downgoing", "upgoing", "the spinal cord above the roots"),
    "straight_leg_raise": Said(
        "Straight leg raise", "negative", "positive", "pulls L5 and S1", "leg_raise_positive_deg", "pain-free to {}"
    ),
    "crossed_straight_leg_raise": Said(
        "Crossed leg raise",
        "negative",
        "positive",
        "pain in the other leg when this one is raised",
        "leg_raise_positive_deg",
        "pain-free to {}",
    ),
    "slump_test": Said("Slump", "negative", "positive", "pulls the cord and the roots from both ends"),
    "femoral_stretch_test": Said("Femoral stretch", "negative", "positive", "pulls L2 to L4"),
    "fair_test": Said("FAIR", "negative", "positive", "hip bent, closed and turned in: the piriformis on the nerve"),
    "hip_rotation_painful": Said("Hip rotation", "free", "painful", "the hip joint rather than the nerve"),
    "passive_lumbar_extension": Said("Passive lumbar extension", "negative", "positive", "a segment that gives way"),
    "finger_floor_distance": Said(
        "Finger–floor distance",
        "",
        "",
        "how far back, legs and nerve let one bend",
        "finger_floor_far_cm",
        "less than {}",
    ),
    "posture_list": Said("List", "none", "present", "the trunk leans to one side", "list_seen_deg", "less than {}"),
    "limp_antalgic": Said("Antalgic gait", "no", "yes", "spares the painful leg"),
    "gait_steppage": Said("Steppage gait", "no", "yes", "lifts the knee for a foot that hangs"),
    "gait_trendelenburg": Said("Trendelenburg sign", "no", "yes", "hip abductors: L5, superior gluteal nerve"),
    "gait_stooped": Said("Stooped gait", "no", "yes", "bending opens the canal", "stoop_seen_deg", "less than {}"),
    "romberg": Said("Romberg", "steady", "sways", "sense of position"),
    "muscle_tender": Said("Tender muscles", "none", "tender", "overused, or beside an inflamed nerve"),
    "spinal_tenderness": Said("Spinal bone, tapped", "not tender", "tender", "the bone itself"),
    "spinal_deformity": Said("Shape of the spine", "as before", "changed", "a step or a hump"),
    "contusion": Said("Bruise over the spine", "none", "present", "an injury"),
    "anal_tone_reduced": Said("Anal squeeze", "normal", "reduced", "S2 to S4"),
    "anal_sensation_reduced": Said("Feeling round the anus", "normal", "reduced", "S3 to S5"),
    "pulses_absent": Said("Pulses of the leg", "felt", "absent", "blood flow to the leg"),
}

_ENDINGS = {
    "reduced": ("normal", "reduced"),
    "absent": ("present", "absent"),
    "test": ("negative", "positive"),
    "painful": ("free", "painful"),
    "prolonged": ("normal", "prolonged"),
    "slowed": ("normal", "slowed"),
}


def said_of(row: Row) -> Said:
    """The words of a row; from its id where it is not known here."""
    if row.id in _TESTS:
        return _TESTS[row.id]
    stem, _, ending = row.id.rpartition("_")
    normal, found = _ENDINGS.get(ending, ("no", "yes"))
    name = (stem if ending in _ENDINGS and stem else row.id).replace("_", " ")
    return Said(name[:1].upper() + name[1:], normal, found, "")


def group_of(name: str) -> str:
    """The heading under which a finding stands."""
    return next((group for pattern, group in _BY_WORD if re.search(pattern, name)), GROUPS[-1])


def amount_words(row: Row, amount: float) -> str:
    """An amount as a clinician writes it."""
    unit = row.unit
    if unit == "MRC":
        return f"{amount:g} of 5"
    if unit == "NRS":
        return f"{amount:.0f} of 10"
    if unit == "NRS change":
        return f"{amount:+.0f} of 10"
    if unit == "fraction" or unit.startswith(("fraction of", "ratio")):
        return f"{100 * amount:.0f}\u00a0%" + (" lost" if row.worse == "up" else "")
    if unit in ("degree", "deg"):
        return f"{amount:.0f}°"
    if unit == "percent":
        return f"{amount:.0f}\u00a0%"
    if unit == "1/min":
        return f"{amount:.0f} a minute"
    if unit in ("", "1", "number", "count"):
        return f"{amount:g}"
    return f"{amount:.4g}\u00a0{unit}"


_GONE = 0.05


def cell_words(row: Row, value: FindingValue) -> str:
    """One answer as it stands in the examination; what nobody looked for is "not examined"."""
    said = said_of(row)
    if value.state == "unknown":
        return "not examined"
    size = "" if value.amount is None else amount_words(row, value.amount)
    share = row.unit.startswith(("fraction", "ratio"))
    if value.state == "absent":
        return ", ".join(part for part in (said.normal, size) if part) if row.unit != "MRC" else said.normal
    if value.amount is not None and share:
        left = value.amount if row.worse == "down" else 1.0 - value.amount
        if left < _GONE:
            return "gone"
    if row.unit in ("degree", "deg") and row.worse == "down" and size:
        return f"{said.found} at {size}"
    joint = " " if said.found.endswith(",") else ", "
    return f"{said.found}{joint}{size}" if size and said.found else size or said.found.rstrip(",")


def limit_words(row: Row, parameters: Parameters) -> str:
    """The normal range as the examiner takes it; "" where the table and the parameters say none."""
    said = said_of(row)
    if said.limit == "":
        return said.limit_words if "{}" not in said.limit_words else ""
    value = getattr(parameters, said.limit, None)
    if value is None:
        return ""
    size = f"{100 * value:.0f}\u00a0%" if row.unit == "count" else amount_words(row, float(value))
    return said.limit_words.format(size.removesuffix(" lost"))
