"""A slipped vertebra: it narrows what leaves below its pedicle and pulls on it.

*Isthmic* (the arch is broken): the canal widens, the foramen is distorted, and the exiting root is pressed at
its ganglion and pulled along with the slip. *Degenerative* (the arch is whole and slips too): the arch
pinches the dural sac, so that the traversing root and the cauda equina are pressed. The slip is read off a standing
radiograph unless it says lying (as in MRI). Load adds to it and bending adds more: 12.2 % of the endplate lying were
16.7 % standing bent forward in 136 people (Issa 2023, doi:10.31616/asj.2022.0443), and in 39 others standing upright
made 8.7 of the 12.3 points that standing bent forward made (Lee 2021, PMID 33834127). No curve from slip to foramen or
sac was ever measured: what is left is taken to fall by an equal part for each further per cent of slip; or the size
seen lying is given, and only its change with posture follows from the slip.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from sciatica.body.roots import exiting_root, side_indices, traversing_root
from sciatica.core.parameters import Parameters
from sciatica.lesion import creep, narrowing
from sciatica.lesion.cause import Timed
from sciatica.lesion.disc import Level
from sciatica.lesion.narrowing import Place
from sciatica.lesion.site import Loads, assemble
from sciatica.lesion.stance import Posture, axial_load, flat

if TYPE_CHECKING:
    from sciatica.body import Body

Grade = Literal["I", "II", "III", "IV", "V"]
# Meyerding: quarters of the endplate; V has slipped off
GRADES: dict[str, tuple[float, float]] = {
    "I": (0.0, 25.0),
    "II": (25.0, 50.0),
    "III": (50.0, 75.0),
    "IV": (75.0, 100.0),
    "V": (100.0, 120.0),
}


class Spondylolisthesis(Timed):
    """One slip; its size as Meyerding grade or in per cent of the endplate, or both if they agree."""

    kind: Literal["spondylolisthesis"]
    level: Level = Field(description="disc level: L2-L3, L3-L4, L4-L5 or L5-S1")
    side: Literal["left", "right", "both"] = Field(default="both", description="left, right or both")
    type: Literal["isthmic", "degenerative"] = Field(description="isthmic or degenerative")
    grade: Grade | None = Field(default=None, description="Meyerding grade, I to V")
    slip_percent: float | None = Field(
        default=None, gt=0, le=120, description="slip, per cent of the endplate, above 0 to 120"
    )
    seen: Literal["standing", "lying"] = Field(default="standing", description="in which posture the slip was measured")
    foramen_height_mm: float | None = Field(
        default=None, gt=0, le=40, description="height of the foramen seen lying, above 0 to 40 mm (isthmic)"
    )
    sac_area_mm2: float | None = Field(
        default=None, gt=0, le=500, description="area of the dural sac seen lying, above 0 to 500 mm2 (degenerative)"
    )
    mobility: float = Field(
        default=1.0, ge=0, le=3, description="how much it moves with load and bend against the usual, 0 fused to 3"
    )

    @model_validator(mode="after")
    def _one_slip(self) -> Self:
        if self.grade is None and self.slip_percent is None:
            raise ValueError("grade: missing; wanted a Meyerding grade I to V, or slip_percent")
        if self.grade is not None and self.slip_percent is not None:
            low, high = GRADES[self.grade]
            if not low < self.slip_percent <= high:
                raise ValueError(
                    f"slip_percent: does not agree with grade {self.grade}; given {self.slip_percent:g}; "
                    f"wanted above {low:g} to {high:g}"
                )
        if self.type == "degenerative" and self.side != "both":
            raise ValueError(f"side: a degenerative slip narrows the whole sac; given {self.side}; wanted both")
        if self.type == "degenerative" and self.slip > 0.5:
            raise ValueError(
                "type: an unbroken arch stops a degenerative slip well before half the endplate; "
                f"given {100 * self.slip:g} %; wanted at most 50 %, or type isthmic"
            )
        if self.type == "isthmic" and self.sac_area_mm2 is not None:
            raise ValueError(
                f"sac_area_mm2: an isthmic slip narrows foramina, not the sac; given {self.sac_area_mm2:g}; "
                "wanted foramen_height_mm, or type degenerative"
            )
        if self.type == "degenerative" and self.foramen_height_mm is not None:
            raise ValueError(
                f"foramen_height_mm: a degenerative slip narrows the sac; given {self.foramen_height_mm:g}; "
                "wanted sac_area_mm2, or type isthmic"
            )
        return self

    @property
    def slip(self) -> float:
        """The slip as a fraction of the endplate; the middle of the grade when only that is given."""
        if self.slip_percent is not None:
            return self.slip_percent / 100.0
        low, high = GRADES[self.grade or "I"]
        return (low + high) / 200.0


def loads(
    cause: Spondylolisthesis,
    body: Body,
    postures: Sequence[Posture],
    parameters: Parameters,
    activation: tuple[float, float] = (0.0, 0.0),
    day: float | None = None,
) -> Loads:
    """The loads of one slip (P = 1); arguments as for :func:`sciatica.lesion.disc.loads`."""
    sides = side_indices(cause.side)
    if cause.type == "isthmic":
        root = exiting_root(cause.level)
        places = [Place(root, side, "drg", parameters.foramen_contact) for side in sides]
    else:
        places = narrowing.sac_places(cause.level, sides, parameters)
    pull = np.array([parameters.slip_strain * slip_in(cause, p, parameters) for p in postures])
    pulled = exiting_root(cause.level) if cause.type == "isthmic" else traversing_root(cause.level)

    def passage_mmhg(side: int) -> Callable[[Posture], float]:
        def pressure(posture: Posture) -> float:
            slip = slip_in(cause, posture, parameters)
            if cause.type == "isthmic":
                factor = narrowing.foramen_factor(posture, side, cause.level, parameters)
                room, critical = _room(cause, slip, parameters), parameters.critical_foramen_share
            else:
                factor = narrowing.sac_factor(posture, parameters)
                room, critical = _room(cause, slip, parameters), parameters.critical_sac_mm2
            return narrowing.pressure_mmhg(room * factor, critical, parameters)

        return pressure

    # roots that share a passage share its pressure: it is worked out once a posture
    passages = {side: cache(passage_mmhg(side)) for side in sides}
    return assemble(
        [
            narrowing.site(
                place,
                passages[place.side],
                cause,
                body,
                postures,
                parameters,
                day,
                pull if place.root == pulled else None,
            )
            for place in places
        ],
        postures,
    )


def _room(cause: Spondylolisthesis, slip: float, parameters: Parameters) -> float:
    """What a slip leaves: of the foramen as a share of a healthy one, of the sac in mm2; lying and unbent."""
    lying = slip_in(cause, flat(), parameters)
    if cause.type == "isthmic":
        loss, healthy = parameters.slip_foramen_loss, 1.0
        seen = None
        if cause.foramen_height_mm is not None:
            seen = cause.foramen_height_mm * parameters.critical_foramen_share / parameters.critical_foramen_mm
    else:
        loss, healthy, seen = parameters.slip_sac_loss, parameters.healthy_sac_mm2, cause.sac_area_mm2
    return healthy * math.exp(-loss * slip) if seen is None else seen * math.exp(-loss * (slip - lying))


def slip_in(cause: Spondylolisthesis, posture: Posture, parameters: Parameters) -> float:
    """The slip in a posture, as a fraction of the endplate: more under load and bent forward than lying."""
    loaded = parameters.slip_load_gain * axial_load(posture, parameters)
    bent = parameters.slip_bend_gain * max(creep.bend(posture, parameters), 0.0)
    lying = cause.slip / (1.0 + cause.mobility * parameters.slip_load_gain) if cause.seen == "standing" else cause.slip
    return lying * (1.0 + cause.mobility * (loaded + bent))
