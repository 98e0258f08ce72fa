"""Spinal stenosis: a passage slowly grown too narrow; extension and load close it, flexion opens it.

*Central*: the dural sac by its area lying; all roots inside are pressed all round, on both sides. *Lateral
recess*: the traversing root, by the depth of the recess. *Foraminal*: the exiting root at its ganglion, by
the height of the foramen (15 mm or less went with compression in 4 of 5 cadaver foramina, Hasegawa 1995,
doi:10.2106/00004623-199501000-00005). Size becomes pressure by :mod:`sciatica.lesion.narrowing`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, model_validator

from sciatica.body.roots import exiting_root, side_indices, traversing_root
from sciatica.core.parameters import Parameters
from sciatica.lesion import narrowing
from sciatica.lesion.cause import Timed
from sciatica.lesion.disc import Level
from sciatica.lesion.narrowing import Place
from sciatica.lesion.site import Loads, assemble
from sciatica.lesion.stance import Posture

if TYPE_CHECKING:
    from sciatica.body import Body

_SIZE = {"central": "sac_area_mm2", "lateral_recess": "recess_depth_mm", "foraminal": "foramen_height_mm"}


class SpinalStenosis(Timed):
    """One narrow place of one level; several levels are several causes."""

    kind: Literal["spinal_stenosis"]
    level: Level = Field(description="disc level: L2-L3, L3-L4, L4-L5 or L5-S1")
    side: Literal["left", "right", "both"] = Field(description="left, right or both")
    zone: Literal["central", "lateral_recess", "foraminal"] = Field(description="central, lateral_recess or foraminal")
    sac_area_mm2: float | None = Field(
        default=None, gt=0, le=500, description="area of the dural sac lying, above 0 to 500 mm2 (central)"
    )
    recess_depth_mm: float | None = Field(
        default=None,
        gt=0,
        le=20,
        description="depth of the lateral recess, above 0 to 20 mm (lateral_recess)",
    )
    foramen_height_mm: float | None = Field(
        default=None, gt=0, le=40, description="height of the foramen, above 0 to 40 mm (foraminal)"
    )

    @model_validator(mode="after")
    def _one_size(self) -> Self:
        if self.zone == "central" and self.side != "both":
            raise ValueError(
                "side: a central stenosis presses the whole sac; "
                f"given {self.side}; wanted both, or zone lateral_recess"
            )
        for zone, size in _SIZE.items():
            given = getattr(self, size)
            if zone == self.zone and given is None:
                raise ValueError(f"{size}: missing; wanted the size of a {zone} stenosis")
            if zone != self.zone and given is not None:
                raise ValueError(
                    f"{size}: this is the size of a {zone} stenosis; given {given:g} with zone {self.zone}; "
                    f"wanted {_SIZE[self.zone]}"
                )
        return self


def loads(
    cause: SpinalStenosis,
    body: Body,
    postures: Sequence[Posture],
    parameters: Parameters,
    activation: tuple[float, float] = (0.0, 0.0),
    day: float | None = None,
) -> Loads:
    """The loads of one stenosis (P = 1); arguments as for :func:`sciatica.lesion.disc.loads`."""
    sides = side_indices(cause.side)
    if cause.zone == "central":
        places = narrowing.sac_places(cause.level, sides, parameters)
    elif cause.zone == "lateral_recess":
        root = traversing_root(cause.level)
        places = [Place(root, side, "sleeve", parameters.recess_contact) for side in sides]
    else:
        root = exiting_root(cause.level)
        places = [Place(root, side, "drg", parameters.foramen_contact) for side in sides]

    def passage_mmhg(side: int) -> Callable[[Posture], float]:
        def pressure(posture: Posture) -> float:
            factor = narrowing.sac_factor(posture, parameters)
            critical = parameters.critical_sac_mm2
            size = cause.sac_area_mm2 or 0.0
            if cause.zone == "lateral_recess":
                size, critical = cause.recess_depth_mm or 0.0, parameters.critical_recess_mm
            elif cause.zone == "foraminal":
                size, critical = cause.foramen_height_mm or 0.0, parameters.critical_foramen_mm
                factor = narrowing.foramen_factor(posture, side, cause.level, parameters)
            return narrowing.pressure_mmhg(size * factor, critical, parameters)

        return pressure

    # roots that share a passage share its pressure: it is worked out once a posture
    passages = {side: cache(passage_mmhg(side)) for side in sides}
    return assemble(
        [narrowing.site(place, passages[place.side], cause, body, postures, parameters, day) for place in places],
        postures,
    )
