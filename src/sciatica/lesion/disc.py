"""A herniated disc, as a radiologist and a surgeon would write it, turned into loads.

Where it lies decides whom it meets: a *paracentral* one the traversing root in the lateral recess, a
*foraminal* one the ganglion of the exiting root, a *far lateral* one the exiting nerve beyond its ganglion, a
*central* one both traversing roots and, when it takes much of the sac, the cauda equina (all roots below,
both sides). Where a root leaves the sac decides what a paracentral one presses: S1 has left it above the L5-S1
disc in three of four people, so its own *sleeve* is pressed; the others leave below their disc in most, so the
side of the *sac* is pressed and the next root within it bears a share (Suh 2005, doi:10.1302/0301-620X.87B4.15529).

How hard it presses is given as measured at operation, prone (7-256, mean 53 mmHg: Takahashi 1999), or by its size
(:mod:`contact`). That is a few per cent of the pressure inside the disc, so root pressure is not disc pressure, and
how the one follows the other was never measured. The declared law: P = P_prone (1 + k (d/d_prone - 1)) g +
held(P_prone) venous + draping, where d is the disc pressure of the posture, g what creep adds to a flexed spine, k is
assumed (low: with k = 1 standing alone would be a total block), and a sideways list away from the disc takes an
assumed part off. It shrinks by type (:mod:`resorption`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from sciatica.body.roots import exiting_root, roots_in_sac, side_indices, traversing_root
from sciatica.core.parameters import Parameters
from sciatica.lesion import contact, creep, resorption, traction
from sciatica.lesion.cause import Timed
from sciatica.lesion.site import Loads, Site, assemble, pressures
from sciatica.lesion.stance import Posture, disc_pressure_mpa

if TYPE_CHECKING:
    from sciatica.body import Body

Level = Literal["L2-L3", "L3-L4", "L4-L5", "L5-S1"]
Zone = Literal["central", "paracentral", "foraminal", "far_lateral"]
DiscType = Literal["bulge", "protrusion", "extrusion", "sequestration"]


class DiscHerniation(Timed):
    """One herniated disc. A root that is only inflamed has ``root_pressure_mmhg`` 0 and nucleus material."""

    kind: Literal["herniated_disc"]
    level: Level = Field(description="disc level: L2-L3, L3-L4, L4-L5 or L5-S1")
    side: Literal["left", "right", "both"] = Field(description="left, right or both")
    zone: Zone = Field(description="central, paracentral, foraminal or far_lateral")
    type: DiscType = Field(description="bulge, protrusion, extrusion or sequestration")
    root_pressure_mmhg: float | None = Field(
        default=None,
        ge=0,
        le=400,
        description="contact pressure on the root lying prone, 0 to 400 mmHg",
    )
    size_mm: float | None = Field(
        default=None,
        gt=0,
        le=20,
        description="how far it stands out behind the endplates, above 0 to 20 mm; instead of root_pressure_mmhg",
    )
    nucleus_material: float = Field(ge=0, le=1, description="how much nucleus pulposus reaches the root, 0 to 1")
    canal_share: float | None = Field(
        default=None, gt=0, le=1, description="how much of the dural sac a central disc takes, above 0 to 1"
    )
    covering: Literal["sac", "sleeve"] | None = Field(
        default=None, description="what a paracentral disc presses: sac or sleeve; by level when not given"
    )
    resorption: float = Field(
        default=1.0, ge=0, le=20, description="how fast it shrinks against the middle one of its type, 0 never to 20"
    )
    onset_s: float | None = Field(default=None, gt=0, description="how long it took to come, s; by type when not given")

    @model_validator(mode="after")
    def _no_contradiction(self) -> Self:
        if self.zone == "central" and self.side != "both":
            raise ValueError(
                f"side: a central disc lies on neither side; given {self.side}; wanted both, or zone paracentral"
            )
        if self.zone != "central" and self.canal_share is not None:
            raise ValueError(
                "canal_share: only a central disc takes a share of the sac; "
                f"given zone {self.zone}; wanted zone central, or no canal_share"
            )
        if self.root_pressure_mmhg is None and self.size_mm is None:
            raise ValueError("root_pressure_mmhg: missing; wanted the pressure lying prone, 0 to 400 mmHg, or size_mm")
        if self.root_pressure_mmhg is not None and self.size_mm is not None:
            raise ValueError(
                "size_mm: the pressure follows from the size, so only one can be given; "
                f"given {self.size_mm:g} mm and {self.root_pressure_mmhg:g} mmHg; wanted one of them"
            )
        if self.zone == "central" and self.canal_share is None and self.size_mm is None:
            raise ValueError(
                "canal_share: missing; wanted how much of the sac the central disc takes, above 0 to 1, or size_mm"
            )
        if self.zone != "paracentral" and self.covering is not None:
            raise ValueError(
                "covering: only a paracentral disc meets a root where it leaves the sac; "
                f"given zone {self.zone}; wanted zone paracentral, or no covering"
            )
        if self.type == "sequestration" and self.nucleus_material == 0:
            raise ValueError(
                "nucleus_material: a sequestered fragment is nucleus material; given 0; wanted above 0, to 1"
            )
        return self


def pressure_mmhg(prone_mmhg: float, side: int | None, posture: Posture, parameters: Parameters) -> float:
    """The transfer law without draping: contact pressure in one posture, mmHg.

    Args:
        prone_mmhg: contact pressure lying prone.
        side: 0 left, 1 right, or None in the middle, where a list relieves nothing.
        posture: disc pressure, venous rise, minutes held and list count.
        parameters: the constants of ``lesion``.
    """
    relative = disc_pressure_mpa(posture, parameters) / parameters.prone_disc_mpa
    pressed = prone_mmhg * max(1.0 + parameters.disc_transfer * (relative - 1.0), 0.0)
    pressed *= creep.pushed_back(posture, parameters)
    venous = traction.held(prone_mmhg, parameters) * creep.venous_mmhg(posture, parameters)
    if side is None:
        return pressed + venous
    away_deg = max(posture.list_deg if side == 0 else -posture.list_deg, 0.0)
    relief = min(parameters.list_relief_per_deg * away_deg, parameters.list_relief_most)
    return (pressed + venous) * (1.0 - relief)


def cauda_share(canal_share: float, parameters: Parameters) -> float:
    """How much of its pressure a central disc brings to the free roots of the sac, 0..1."""
    first, last = parameters.cauda_first_share, parameters.cauda_full_share
    x = min(max((canal_share - first) / (last - first), 0.0), 1.0)
    return x * x * (3.0 - 2.0 * x)


def canal_share(cause: DiscHerniation, parameters: Parameters) -> float:
    """The share of the sac that it takes: as given, or its size over the depth of the sac."""
    if cause.canal_share is not None:
        return cause.canal_share
    return min((cause.size_mm or 0.0) / parameters.sac_depth_mm, 1.0)


def prone_pressure_mmhg(cause: DiscHerniation, left: float, parameters: Parameters) -> float:
    """Contact pressure lying prone when so much of its volume (0..1) is left, mmHg.

    As given at operation it falls with the volume, as the cube of the height by :mod:`contact`.
    """
    if cause.size_mm is None:
        return left * (cause.root_pressure_mmhg or 0.0)
    return contact.pressure_mmhg(cause.size_mm * left ** (1.0 / 3.0), _length_mm(cause.type, parameters), parameters)


def covering(cause: DiscHerniation) -> str:
    """What a paracentral disc presses: the root's own sleeve (S1) or the side of the sac."""
    return cause.covering or ("sleeve" if cause.level == "L5-S1" else "sac")


def loads(
    cause: DiscHerniation,
    body: Body,
    postures: Sequence[Posture],
    parameters: Parameters,
    activation: tuple[float, float] = (0.0, 0.0),
    day: float | None = None,
) -> Loads:
    """The loads of one herniated disc (P = 1); the same sites on every day.

    Args:
        cause: the disc.
        body: whose roots lie where.
        postures: A postures.
        parameters: the constants of ``lesion``.
        activation: not used: a disc does not feel that muscle.
        day: of the case; None for as it came.
    """
    exiting, traversing = exiting_root(cause.level), traversing_root(cause.level)
    left = cause.acts(day)
    if day is not None:
        left *= resorption.volume_left(cause.type, day - cause.began_day, parameters, cause.resorption)
    whole = prone_pressure_mmhg(cause, left, parameters)
    sites: list[Site] = []

    def add(root: int, side: int, landmark: str, share: float, round_: float, **more: bool) -> None:
        sites.append(_site(cause, body, postures, parameters, root, side, landmark, share, whole, left, round_, **more))

    for side in side_indices(cause.side):
        if cause.zone == "paracentral":
            add(traversing, side, "sleeve", 1.0, parameters.recess_contact)
            if covering(cause) == "sac":
                share = parameters.sac_neighbour_share
                add(
                    traversing + 1,
                    side,
                    f"sac_{cause.level}",
                    share,
                    parameters.recess_contact,
                    slides=True,
                    covered=True,
                )
        elif cause.zone == "foraminal":
            add(exiting, side, "drg", 1.0, parameters.foramen_contact)
        elif cause.zone == "far_lateral":
            add(exiting, side, "far_lateral", 1.0, parameters.far_lateral_contact)
        else:
            came = canal_share(cause, parameters)
            taken = came * left ** (2.0 / 3.0)
            reached = min(taken / parameters.cauda_first_share, 1.0)
            add(traversing, side, "sleeve", reached, parameters.recess_contact, listing=False)
            if cauda_share(came, parameters) > 0.0:
                for root in roots_in_sac(cause.level):
                    share = cauda_share(taken, parameters)
                    add(root, side, f"sac_{cause.level}", share, taken, listing=False, slides=True)
    return assemble(sites, postures)


def _site(
    cause: DiscHerniation,
    body: Body,
    postures: Sequence[Posture],
    parameters: Parameters,
    root: int,
    side: int,
    landmark: str,
    share: float,
    whole_mmhg: float,
    left: float,
    round_: float,
    *,
    listing: bool = True,
    slides: bool = False,
    covered: bool = False,
) -> Site:
    """One root that the disc meets, with ``share`` of its pressure; ``covered`` by the dura against its material."""
    prone = whole_mmhg * share
    held = 0.0 if slides else traction.held(prone, parameters)

    def stretched(posture: Posture) -> float:
        return traction.tethered_strain(traction.root_strain(root, side, posture, parameters), held, parameters)

    def pressed(posture: Posture) -> float:
        straight = pressure_mmhg(prone, side if listing else None, posture, parameters)
        return straight + held * traction.draped_pressure_mmhg(stretched(posture), parameters)

    mean, swing = pressures(pressed, postures)
    return Site(
        root=root,
        side=side,
        centre_mm=body.position_mm(root, landmark),
        length_mm=_length_mm(cause.type, parameters) * body.scale,
        contact=round_,
        nucleus_material=0.0 if covered else cause.nucleus_material * share * left,
        onset_s=cause.onset_s if cause.onset_s is not None else _onset_s(cause.type, parameters),
        began_day=cause.began_day,
        rest_mmhg=prone,
        pressure_mmhg=mean,
        strain=np.array([stretched(p) for p in postures], dtype=np.float64),
        swing_mmhg=swing,
    )


def _onset_s(kind: str, parameters: Parameters) -> float:
    return {
        "bulge": parameters.bulge_onset_s,
        "protrusion": parameters.protrusion_onset_s,
        "extrusion": parameters.extrusion_onset_s,
        "sequestration": parameters.extrusion_onset_s,
    }[kind]


def _length_mm(kind: str, parameters: Parameters) -> float:
    return {
        "bulge": parameters.bulge_length_mm,
        "protrusion": parameters.protrusion_length_mm,
        "extrusion": parameters.extrusion_length_mm,
        "sequestration": parameters.sequestration_length_mm,
    }[kind]
