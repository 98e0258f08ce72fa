"""A slipped vertebra: it narrows what leaves below its pedicle and pulls on it.

*Isthmic* (the arch is broken): the canal widens, the foramen is distorted, and the exiting root is pressed at
its ganglion and pulled along with the slip. *Degenerative* (the arch is whole and slips too): the arch
pinches the dural sac, so that the traversing root and the cauda equina are pressed. The slip grows under load
and in bending by an assumed instability. No curve from slip to foramen or sac was ever measured, so narrowing
in proportion to the slip is assumed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from sciatica.body.roots import exiting_root, side_indices, traversing_root
from sciatica.core.parameters import Parameters
from sciatica.lesion import narrowing
from sciatica.lesion.disc import Level
from sciatica.lesion.narrowing import Place
from sciatica.lesion.posture import Posture, axial_load
from sciatica.lesion.site import Loads, assemble

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


class Spondylolisthesis(BaseModel):
    """One slip; its size as Meyerding grade or in per cent of the endplate, or both if they agree."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    kind: Literal["spondylolisthesis"]
    level: Level = Field(description="disc level: L2-L3, L3-L4, L4-L5 or L5-S1")
    side: Literal["left", "right", "both"] = Field(default="both", description="left, right or both")
    type: Literal["isthmic", "degenerative"] = Field(description="isthmic or degenerative")
    grade: Grade | None = Field(default=None, description="Meyerding grade, I to V")
    slip_percent: float | None = Field(
        default=None, gt=0, le=120, description="slip, per cent of the endplate, above 0 to 120"
    )
    began_day: float = Field(default=0.0, description="day on which it counts as come, days of the case")

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
    piriformis_activation: tuple[float, float] = (0.0, 0.0),
) -> Loads:
    """The loads of one slip (P = 1); arguments as for :func:`sciatica.lesion.disc.loads`."""
    sides = side_indices(cause.side)
    if cause.type == "isthmic":
        root = exiting_root(cause.level)
        places = [Place(root, side, "drg", parameters.foramen_contact) for side in sides]
    else:
        places = narrowing.sac_places(cause.level, sides, parameters)
    pull = np.array([parameters.slip_strain * slip_in(cause.slip, p, parameters) for p in postures])
    pulled = exiting_root(cause.level) if cause.type == "isthmic" else traversing_root(cause.level)

    def passage_mmhg(side: int) -> Callable[[Posture], float]:
        def pressure(posture: Posture) -> float:
            slip = slip_in(cause.slip, posture, parameters)
            if cause.type == "isthmic":
                factor = narrowing.foramen_factor(posture, side, cause.level, parameters)
                left = max(1.0 - parameters.slip_foramen_loss * slip, 0.0)
                return narrowing.pressure_mmhg(left * factor, parameters.critical_foramen_share, parameters)
            factor = narrowing.sac_factor(posture, parameters)
            left = max(1.0 - parameters.slip_sac_loss * slip, 0.0) * parameters.healthy_sac_mm2
            return narrowing.pressure_mmhg(left * factor, parameters.critical_sac_mm2, parameters)

        return pressure

    return assemble(
        [
            narrowing.site(
                place,
                passage_mmhg(place.side),
                cause.began_day,
                body,
                postures,
                parameters,
                pull if place.root == pulled else None,
            )
            for place in places
        ],
        postures,
    )


def slip_in(slip: float, posture: Posture, parameters: Parameters) -> float:
    """The slip in a posture, as a fraction of the endplate: more under load and bent forward."""
    moved = parameters.slip_instability * (axial_load(posture, parameters) + max(posture.flexion, 0.0))
    return slip * (1.0 + moved)
