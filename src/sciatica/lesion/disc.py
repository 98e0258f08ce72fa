"""A herniated disc, as a radiologist and a surgeon would write it, turned into loads.

Where it lies decides whom it meets: a *paracentral* one the traversing root in the lateral recess, a
*foraminal* one the ganglion of the exiting root, a *far lateral* one the exiting nerve beyond its ganglion, a
*central* one both traversing roots and, when it takes much of the sac, the cauda equina (all roots below,
both sides).

How hard it presses is given as measured at operation, prone: 7-256, mean 53 mmHg (Takahashi 1999). That is a
few per cent of the pressure inside the disc, so root pressure is not disc pressure, and how the one follows
the other was never measured. The declared law: P = P_prone (1 + k (d/d_prone - 1)) + held(P_prone) venous +
draping, where d is the disc pressure of the posture, k is assumed (low: with k = 1 standing alone would be a
total block), and a sideways list away from the disc takes an assumed part off.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from sciatica.body.roots import exiting_root, roots_in_sac, side_indices, traversing_root
from sciatica.core.parameters import Parameters
from sciatica.lesion import traction
from sciatica.lesion.posture import Posture, disc_pressure_mpa
from sciatica.lesion.site import Loads, Site, assemble

if TYPE_CHECKING:
    from sciatica.body import Body

Level = Literal["L2-L3", "L3-L4", "L4-L5", "L5-S1"]
Zone = Literal["central", "paracentral", "foraminal", "far_lateral"]
DiscType = Literal["bulge", "protrusion", "extrusion", "sequestration"]


class DiscHerniation(BaseModel):
    """One herniated disc. A root that is only inflamed has ``root_pressure_mmhg`` 0 and nucleus material."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    kind: Literal["herniated_disc"]
    level: Level = Field(description="disc level: L2-L3, L3-L4, L4-L5 or L5-S1")
    side: Literal["left", "right", "both"] = Field(description="left, right or both")
    zone: Zone = Field(description="central, paracentral, foraminal or far_lateral")
    type: DiscType = Field(description="bulge, protrusion, extrusion or sequestration")
    root_pressure_mmhg: float = Field(
        ge=0, le=400, description="contact pressure on the root lying prone, as at operation, 0 to 400 mmHg"
    )
    nucleus_material: float = Field(ge=0, le=1, description="how much nucleus pulposus reaches the root, 0 to 1")
    canal_share: float | None = Field(
        default=None, gt=0, le=1, description="how much of the dural sac a central disc takes, above 0 to 1"
    )
    began_day: float = Field(default=0.0, description="day on which it came, days from the start of the case")
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
        if self.zone == "central" and self.canal_share is None:
            raise ValueError(
                "canal_share: missing; wanted how much of the dural sac the central disc takes, above 0 to 1"
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
        posture: disc pressure, venous rise and list count.
        parameters: the constants of ``lesion``.
    """
    relative = disc_pressure_mpa(posture, parameters) / parameters.prone_disc_mpa
    pressed = prone_mmhg * max(1.0 + parameters.disc_transfer * (relative - 1.0), 0.0)
    venous = traction.held(prone_mmhg, parameters) * posture.venous_rise_mmhg
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


def loads(
    cause: DiscHerniation,
    body: Body,
    postures: Sequence[Posture],
    parameters: Parameters,
    piriformis_activation: tuple[float, float] = (0.0, 0.0),
) -> Loads:
    """The loads of one herniated disc (P = 1).

    Args:
        cause: the disc.
        body: whose roots lie where.
        postures: A postures.
        parameters: the constants of ``lesion``.
        piriformis_activation: not used: a disc does not feel that muscle.
    """
    exiting, traversing = exiting_root(cause.level), traversing_root(cause.level)
    onset_s = cause.onset_s if cause.onset_s is not None else _onset_s(cause.type, parameters)
    length_mm = _length_mm(cause.type, parameters) * body.scale
    sites: list[Site] = []

    def add(
        root: int,
        side: int,
        landmark: str,
        share: float,
        contact: float,
        *,
        listing: bool = True,
        slides: bool = False,
    ) -> None:
        prone = cause.root_pressure_mmhg * share
        pressed = 0.0 if slides else traction.held(prone, parameters)
        strain = [
            traction.tethered_strain(traction.root_strain(root, side, p, parameters), pressed, parameters)
            for p in postures
        ]
        pressure = [
            pressure_mmhg(prone, side if listing else None, p, parameters)
            + pressed * traction.draped_pressure_mmhg(stretch, parameters)
            for p, stretch in zip(postures, strain, strict=True)
        ]
        sites.append(
            Site(
                root=root,
                side=side,
                centre_mm=body.position_mm(root, landmark),
                length_mm=length_mm,
                contact=contact,
                nucleus_material=cause.nucleus_material * share,
                onset_s=onset_s,
                began_day=cause.began_day,
                rest_mmhg=prone,
                pressure_mmhg=np.array(pressure, dtype=np.float64),
                strain=np.array(strain, dtype=np.float64),
            )
        )

    for side in side_indices(cause.side):
        if cause.zone == "paracentral":
            add(traversing, side, "sleeve", 1.0, parameters.recess_contact)
        elif cause.zone == "foraminal":
            add(exiting, side, "drg", 1.0, parameters.foramen_contact)
        elif cause.zone == "far_lateral":
            add(exiting, side, "far_lateral", 1.0, parameters.far_lateral_contact)
        else:
            taken = cause.canal_share or 0.0
            reached = min(taken / parameters.cauda_first_share, 1.0)
            add(traversing, side, "sleeve", reached, parameters.recess_contact, listing=False)
            share = cauda_share(taken, parameters)
            if share > 0.0:
                for root in roots_in_sac(cause.level):
                    add(root, side, f"sac_{cause.level}", share, taken, listing=False, slides=True)
    return assemble(sites, postures)


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
