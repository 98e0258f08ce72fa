"""What the body does, as what it does to the spine: disc pressure, bend, load, veins, stretch of the nerve.

Disc pressures are those of one man with a transducer in his L4-L5 disc (Wilke 1999); Nachemson's earlier
series disagrees on sitting (40 % above standing instead of just below), so both are carried and the case
chooses. The bend, load and venous columns are assumed and listed as such in the table.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from sciatica.core.errors import InputError, nearest
from sciatica.core.parameters import Parameters

SittingSource = Literal["wilke", "nachemson"]
NAMES: Final = (
    "lying",
    "side_lying",
    "sleeping",
    "standing",
    "walking",
    "sitting",
    "sitting_slouched",
    "bending",
    "lifting",
    "rising",
    "coughing",
    "sneezing",
    "straining",
)
"""What a day is made of; the other rows of the table are taken up only to be examined (:mod:`ways`)."""


@dataclass(frozen=True)
class Posture:
    """One posture or activity, held."""

    name: str
    disc_pressure_mpa: float
    """Pressure in the nucleus of a lumbar disc, MPa."""
    flexion: float
    """Lumbar bend: -1 fully extended .. +1 fully flexed; 0 lying flat."""
    axial_load: float
    """Compression of the lumbar spine, relative to standing."""
    venous_rise_mmhg: float
    """Rise of the pressure in the epidural veins, mmHg."""
    leg_raise_deg: tuple[float, float]
    """How far the straight leg is raised, left and right, degrees."""
    fair: tuple[float, float]
    """How far each hip is flexed, adducted and rotated inward together, 0..1."""
    seat: float
    """Weight on a hard seat, 0..1."""
    duration_s: float
    """How long it is typically held, s."""
    rise_s: float
    """How fast the load comes on, s."""
    nerve_demand: float = 1.0
    """Energy that the nerve's own traffic asks for, relative to rest."""
    list_deg: float = 0.0
    """Sideways list of the trunk, degrees; positive to the right."""
    added_bend: float = 0.0
    """Forward bend beyond that in which the disc pressure was measured, 0 or more."""
    bracing: float = 0.0
    """How hard the trunk muscles of both sides contract against each other, 0..1."""
    minutes_held: float = 0.0
    """How long it has been held without a break, minutes: ligaments and discs creep, veins fill."""
    contraction: tuple[float, float] | None = None
    """How hard the muscles that press the nerve work here, left and right, 0..1; None: as in every posture."""
    neck_flexion: float = 0.0
    """How far the chin is on the chest, 0..1: pulls the roots up by the dura."""
    femoral_stretch: tuple[float, float] = (0.0, 0.0)
    """How far hip extension with a bent knee stretches the femoral nerve, left and right, 0..1."""
    load_swing: float = 0.0
    """How far load and disc pressure swing about their means with every step, as a fraction."""
    bend_swing: float = 0.0
    """How far the bend swings with every step: extended when the load is highest."""
    steps_per_s: float = 0.0
    """Steps a second; 0 when standing, sitting or lying still."""


@cache
def rows() -> dict[str, dict[str, str]]:
    """The table of postures by name."""
    text = files("sciatica.lesion").joinpath("postures.csv").read_text(encoding="utf-8")
    return {row["name"]: row for row in csv.DictReader(io.StringIO(text), strict=True)}


@cache
def from_table(name: str) -> Posture:
    """One row of the table, whether of a day or only examined."""
    row = rows()[name]
    raised, fair = float(row["leg_raise_deg"]), float(row["fair"])
    return Posture(
        name=name,
        disc_pressure_mpa=float(row["disc_pressure_mpa"]),
        flexion=float(row["flexion"]),
        axial_load=float(row["axial_load"]),
        venous_rise_mmhg=float(row["venous_rise_mmhg"]),
        leg_raise_deg=(raised, raised),
        fair=(fair, fair),
        seat=float(row["seat"]),
        duration_s=float(row["duration_s"]),
        rise_s=float(row["rise_s"]),
        nerve_demand=float(row["nerve_demand"]),
        load_swing=float(row["load_swing"]),
        bend_swing=float(row["bend_swing"]),
        steps_per_s=float(row["steps_per_s"]),
    )


def posture(name: str, parameters: Parameters, sitting_source: SittingSource = "wilke") -> Posture:
    """One posture of a day.

    Args:
        name: one of ``NAMES``.
        parameters: the constants of ``lesion``.
        sitting_source: whose disc pressures to use for sitting.

    Raises:
        InputError: no such posture or source.
    """
    if name not in NAMES:
        best = nearest(name, NAMES)
        raise InputError(
            "no such posture",
            field="posture",
            given=name,
            wanted=f"one of {', '.join(NAMES)}",
            cure=f"did you mean {best}?" if best else "",
        )
    if sitting_source not in ("wilke", "nachemson"):
        raise InputError("no such source", field="sitting_source", given=sitting_source, wanted="wilke or nachemson")
    found = from_table(name)
    if sitting_source == "nachemson" and name in ("sitting", "sitting_slouched"):
        ratio = parameters.nachemson_sitting_ratio if name == "sitting" else parameters.nachemson_slouched_ratio
        standing_mpa = from_table("standing").disc_pressure_mpa
        found = replace(found, disc_pressure_mpa=ratio * standing_mpa)
    return found


def standard(parameters: Parameters, sitting_source: SittingSource = "wilke") -> tuple[Posture, ...]:
    """Every posture of a day, in the order of ``NAMES``."""
    return tuple(posture(name, parameters, sitting_source) for name in NAMES)


def flat() -> Posture:
    """Lying flat: what every other posture is taken up from."""
    return from_table("lying")


def disc_pressure_mpa(posture: Posture, parameters: Parameters) -> float:
    """Pressure in the disc with what guarding adds, MPa.

    Bending forward adds as it did in Wilke's standing man (0.5 to 1.1 MPa over the whole bend), in proportion
    to the load that stands on the spine; bracing adds an assumed pressure.
    """
    bent = parameters.bending_mpa * posture.added_bend * posture.axial_load
    return posture.disc_pressure_mpa + bent + parameters.bracing_mpa * posture.bracing


def axial_load(posture: Posture, parameters: Parameters) -> float:
    """Compression of the spine relative to standing, with what bracing adds."""
    return posture.axial_load + parameters.bracing_load * posture.bracing
