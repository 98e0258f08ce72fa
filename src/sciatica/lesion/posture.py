"""What the body does, as what it does to the spine: disc pressure, bend, load, veins, stretch of the nerve.

Disc pressures are those of one man with a transducer in his L4-L5 disc (Wilke 1999); Nachemson's earlier
series disagrees on sitting (40 % above standing instead of just below), so both are carried and the case
chooses. The bend, load and venous columns are assumed and listed as such in the table.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import numpy as np

from sciatica.core.errors import InputError, nearest
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray

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
HOURS_A_DAY: Final = 24.0


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


@cache
def _rows() -> dict[str, dict[str, str]]:
    text = files("sciatica.lesion").joinpath("postures.csv").read_text(encoding="utf-8")
    return {row["name"]: row for row in csv.DictReader(io.StringIO(text), strict=True)}


def posture(name: str, parameters: Parameters, sitting_source: SittingSource = "wilke") -> Posture:
    """One posture of the table.

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
    found = _from_table(name)
    if sitting_source == "nachemson" and name in ("sitting", "sitting_slouched"):
        ratio = parameters.nachemson_sitting_ratio if name == "sitting" else parameters.nachemson_slouched_ratio
        standing_mpa = _from_table("standing").disc_pressure_mpa
        found = replace(found, disc_pressure_mpa=ratio * standing_mpa)
    return found


def _from_table(name: str) -> Posture:
    row = _rows()[name]
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
    )


def standard(parameters: Parameters, sitting_source: SittingSource = "wilke") -> tuple[Posture, ...]:
    """Every posture of the table, in the order of ``NAMES``."""
    return tuple(posture(name, parameters, sitting_source) for name in NAMES)


def flat() -> Posture:
    """Lying flat: what every other posture is taken up from."""
    return _from_table("lying")


def leg_raise(angle_deg: float, side: str) -> Posture:
    """Lying on the back with one straight leg raised.

    Args:
        angle_deg: hip flexion with the knee straight, 0..120 degrees.
        side: "left" or "right".

    Raises:
        InputError: an angle out of range or no such side.
    """
    if not 0.0 <= angle_deg <= 120.0:
        raise InputError(
            "the leg cannot be raised so far", field="angle_deg", given=angle_deg, wanted="0 to 120 degrees"
        )
    if side not in ("left", "right"):
        raise InputError("no such side", field="side", given=side, wanted="left or right")
    angles = (angle_deg, 0.0) if side == "left" else (0.0, angle_deg)
    return replace(
        _from_table("lying"),
        name=f"leg_raise_{side}_{angle_deg:g}",
        leg_raise_deg=angles,
        duration_s=5.0,
        rise_s=2.0,
    )


def fair(side: str) -> Posture:
    """Lying on the side with one hip flexed, adducted and rotated inward (Fishman 1992).

    Raises:
        InputError: no such side.
    """
    if side not in ("left", "right"):
        raise InputError("no such side", field="side", given=side, wanted="left or right")
    amounts = (1.0, 0.0) if side == "left" else (0.0, 1.0)
    return replace(_from_table("side_lying"), name=f"fair_{side}", fair=amounts, duration_s=60.0, rise_s=2.0)


def adapted(
    posture: Posture,
    *,
    flexion: float = 0.0,
    list_deg: float = 0.0,
    side_of_list: str = "right",
    cocontraction: float = 0.0,
) -> Posture:
    """The same posture as a guarded body holds it; :func:`disc_pressure_mpa` says what that adds.

    Args:
        posture: what is adapted.
        flexion: added lumbar bend, positive forward; the sum is kept within -1..1.
        list_deg: how far the trunk leans aside, degrees, 0 or more.
        side_of_list: to which side it leans.
        cocontraction: how hard the trunk muscles of both sides brace, 0..1.

    Raises:
        InputError: cocontraction outside 0..1, a list outside 0..90 degrees, or no such side.
    """
    if not 0.0 <= cocontraction <= 1.0:
        raise InputError("out of range", field="cocontraction", given=cocontraction, wanted="0 to 1")
    if not 0.0 <= list_deg <= 90.0:
        raise InputError("out of range", field="list_deg", given=list_deg, wanted="0 to 90 degrees")
    if side_of_list not in ("left", "right"):
        raise InputError("no such side", field="side_of_list", given=side_of_list, wanted="left or right")
    bend = float(np.clip(posture.flexion + flexion, -1.0, 1.0))
    forward = max(bend, 0.0) - max(posture.flexion, 0.0)
    return replace(
        posture,
        flexion=bend,
        added_bend=max(posture.added_bend + forward, 0.0),
        bracing=max(posture.bracing, cocontraction),
        list_deg=posture.list_deg + (list_deg if side_of_list == "right" else -list_deg),
    )


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


def default_hours(postures: Sequence[Posture]) -> FloatArray:
    """[A] hours a day of a sedentary life in each posture; 24 in all where lying is among them.

    Slouched sitting that is not simulated is spent sitting; the rest of the day, and any other posture of the
    table that is not simulated, lying.
    """
    names = [p.name for p in postures]
    hours = np.array([float(_rows()[name]["hours"]) if name in NAMES else 0.0 for name in names])
    if "sitting_slouched" not in names and "sitting" in names:
        hours[names.index("sitting")] += float(_rows()["sitting_slouched"]["hours"])
    return _rest_lying(hours, names)


def _rest_lying(hours: FloatArray, names: Sequence[str]) -> FloatArray:
    filled = hours.copy()
    if "lying" in names:
        filled[names.index("lying")] += max(HOURS_A_DAY - float(hours.sum()), 0.0)
    return filled


def hours_of_day(activities: Mapping[str, float] | None, postures: Sequence[Posture]) -> FloatArray:
    """[A] hours a day in each posture, as a case says them; what is left of the day is spent lying.

    Args:
        activities: posture name to hours a day; None means :func:`default_hours`.
        postures: the postures that are simulated.

    Raises:
        InputError: an unknown or not simulated posture, a negative or infinite number, or more than 24 hours
            in all.
    """
    if activities is None:
        return default_hours(postures)
    names = [p.name for p in postures]
    hours = np.zeros(len(names))
    for name, value in activities.items():
        if name not in names:
            best = nearest(str(name), names)
            raise InputError(
                "no such posture",
                field=f"activities.{name}",
                wanted=f"one of {', '.join(names)}",
                cure=f"did you mean {best}?" if best else "",
            )
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not 0.0 <= value <= HOURS_A_DAY:
            raise InputError("not hours of a day", field=f"activities.{name}", given=value, wanted="0 to 24 hours")
        hours[names.index(name)] = float(value)
    total = float(hours.sum())
    if total > HOURS_A_DAY + 1e-9:
        raise InputError(
            "the day has more than 24 hours",
            field="activities",
            given=f"{total:g} hours",
            wanted="24 at most",
        )
    return _rest_lying(hours, names)
