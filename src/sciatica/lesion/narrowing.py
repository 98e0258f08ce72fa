"""Room and pressure: what too narrow a passage does to the nerve inside, and how posture changes it.

Schoenstroem & Hansson 1988 (doi:10.1097/00007632-198804000-00001) closed a clamp around the dural sacs of
eleven cadavers: the pressure among the roots began to rise at 77 +- 13 mm2 and reached 50 mmHg with 19 +- 8 %
less, 100 mmHg with 26 +- 8 %. P = p0 (exp(s e) - 1) with e the relative lack of room goes through both means;
beyond the lack that was measured it goes on along its tangent, since nobody knows better. Foramen and lateral
recess have no such curve of their own and borrow it, each with its own critical size (an assumption).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica.body.roots import ROOTS, roots_in_sac, traversing_root
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.lesion import creep, traction
from sciatica.lesion.cause import Timed
from sciatica.lesion.site import Site, pressures
from sciatica.lesion.stance import Posture, axial_load, flat

if TYPE_CHECKING:
    from sciatica.body import Body


@dataclass(frozen=True)
class Place:
    """Where a passage holds a root."""

    root: int
    side: int
    landmark: str
    contact: float
    """0 touched on one side .. 1 pressed all round."""
    share: float = 1.0
    """How much of the passage's pressure this root bears."""
    slides: bool = False
    """True inside the sac, where roots float past each other: nothing holds them, and none is draped."""


def sac_places(level: str, sides: Sequence[int], parameters: Parameters) -> list[Place]:
    """The roots that a narrow dural sac presses: the traversing ones and all below, on the sides given."""
    places: list[Place] = []
    for side in sides:
        places.append(Place(traversing_root(level), side, "sleeve", parameters.sac_contact, slides=True))
        for root in roots_in_sac(level):
            share = parameters.sacral_sac_share if ROOTS[root] in ("S3", "S4", "S5") else 1.0
            places.append(Place(root, side, f"sac_{level}", parameters.sac_contact, share, slides=True))
    return places


def pressure_mmhg(size: float, critical_size: float, parameters: Parameters) -> float:
    """Pressure on the nerve in a passage, mmHg; 0 where it has room; rises as the size falls.

    Args:
        size: how wide the passage is.
        critical_size: below which the nerve has no room, in the same unit.
        parameters: the constants of ``lesion``.
    """
    lack = (critical_size - size) / critical_size
    if lack <= 0.0:
        return 0.0
    p0, steepness, last = (
        parameters.sac_pressure_scale_mmhg,
        parameters.sac_steepness,
        parameters.sac_lack_measured,
    )
    inside = min(lack, last)
    grown = math.exp(steepness * inside)
    return p0 * (grown - 1.0) + p0 * steepness * grown * (lack - inside)


def sac_factor(posture: Posture, parameters: Parameters) -> float:
    """Size of the dural sac in a posture relative to lying: flexion opens it, extension and load close it."""
    bend = 1.0 + parameters.sac_flexion_gain * creep.bend(posture, parameters)
    return bend * max(1.0 - parameters.sac_axial_loss * axial_load(posture, parameters), 0.0)


def foramen_factor(posture: Posture, side: int, level: str, parameters: Parameters) -> float:
    """Size of a foramen in a posture, relative to lying.

    Flexion widens and extension narrows it by different amounts; load narrows it, except at
    L5-S1, where it did not (doi:10.5312/wjo.v13.i1.87); a disc that sinks lowers it; leaning away from its side
    opens it.
    """
    gain = parameters.foramen_flexion_gain if posture.flexion > 0 else parameters.foramen_extension_loss
    bend = (1.0 + gain * creep.bend(posture, parameters)) * creep.lowered(posture, parameters)
    loss = 0.0 if level == "L5-S1" else parameters.foramen_axial_loss
    away_deg = posture.list_deg if side == 0 else -posture.list_deg
    lean = 1.0 + parameters.foramen_lean_per_deg * away_deg
    return max(bend * (1.0 - loss * axial_load(posture, parameters)) * lean, 0.0)


def site(
    place: Place,
    passage_mmhg: Callable[[Posture], float],
    cause: Timed,
    body: Body,
    postures: Sequence[Posture],
    parameters: Parameters,
    day: float | None = None,
    pull: FloatArray | None = None,
) -> Site:
    """A slowly come narrow place as a site, with the stretch of leg raise and the pressure that adds.

    Args:
        place: which root, and where.
        passage_mmhg: pressure in the passage in a posture, without what the veins add.
        cause: since when, and until when.
        body: whose root.
        postures: A postures.
        parameters: the constants of ``lesion``.
        day: on which; None for as it came.
        pull: [A] stretch of other origin, as a fraction.
    """
    acts = cause.acts(day)

    def stretched(posture: Posture, inside_mmhg: float) -> float:
        free = traction.root_strain(place.root, place.side, posture, parameters)
        return (
            free if place.slides else traction.tethered_strain(free, traction.held(inside_mmhg, parameters), parameters)
        )

    def inside(posture: Posture) -> float:
        passage = acts * place.share * passage_mmhg(posture)
        return passage + traction.held(passage, parameters) * creep.venous_mmhg(posture, parameters)

    def pressed(posture: Posture) -> float:
        pressure = inside(posture)
        if place.slides:
            return pressure
        draped = traction.draped_pressure_mmhg(stretched(posture, pressure), parameters)
        return pressure + traction.held(pressure, parameters) * draped

    mean, swing = pressures(pressed, postures)
    strain = np.array([stretched(p, inside(p)) for p in postures], dtype=np.float64)
    return Site(
        root=place.root,
        side=place.side,
        centre_mm=body.position_mm(place.root, place.landmark),
        length_mm=parameters.stenosis_length_mm * body.scale,
        contact=place.contact,
        nucleus_material=0.0,
        onset_s=parameters.stenosis_onset_s,
        began_day=cause.began_day,
        rest_mmhg=pressed(flat()),
        pressure_mmhg=mean,
        strain=strain if pull is None else strain + acts * pull,
        swing_mmhg=swing,
    )
