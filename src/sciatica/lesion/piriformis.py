"""Piriformis syndrome: a muscle on the sciatic nerve at its way out of the pelvis.

The sciatic nerve (L4-S3; the few limb fibres of S3 are left out here) passes the greater sciatic notch under the
muscle in most people, or in part or whole through or above it (the six courses of Beaton and Anson). Flexion, adduction
and inward rotation of the hip tighten the muscle over the nerve (Fishman 1992, doi:10.1016/0003-9993(92)90010-t), a
hard seat presses from behind, and the muscle's own contraction bears on the nerve; the roots that feel it are the roots
that drive the muscle, so this is where a vicious circle can close. No pressure was ever measured there: every pressure
of this file is assumed, and scaled by how stiff (in spasm or overgrown) the muscle is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from sciatica.body.roots import root_index, side_indices
from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.lesion.posture import Posture, flat
from sciatica.lesion.site import Loads, Site, assemble
from sciatica.lesion.traction import root_strain

if TYPE_CHECKING:
    from sciatica.body import Body

MUSCLE = "piri"
NERVE_ROOTS = ("L4", "L5", "S1", "S2")
"""Roots whose fibres run in the sciatic nerve here; most of S3 has left for the perineum with the pudendal nerve, and
its few fibres to the limb are left out."""


class PiriformisSyndrome(BaseModel):
    """One piriformis muscle that presses the sciatic nerve."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    kind: Literal["piriformis_syndrome"]
    side: Literal["left", "right", "both"] = Field(description="left, right or both")
    spasm: float = Field(ge=0, le=1, description="resting contraction, 0 to 1 of the maximum")
    variant: Literal["a", "b", "c", "d", "e", "f"] = Field(
        default="a",
        description="course of the nerve after Beaton and Anson: a below the muscle, "
        "b split through and below, c split over and below, d whole through, "
        "e split through and over, f whole over",
    )
    hypertrophy: float = Field(default=0.0, ge=0, le=1, description="extra bulk, 0 to 1 of the muscle's own")
    began_day: float = Field(default=0.0, description="day on which it came, days of the case")

    @model_validator(mode="before")
    @classmethod
    def _has_one_place(cls, data: Any) -> Any:
        if isinstance(data, Mapping):
            for name in ("level", "zone"):
                if name in data:
                    raise ValueError(
                        f"{name}: a piriformis presses the nerve at the sciatic notch, not at a disc or in a "
                        f"foramen; given {data[name]!r}; wanted no {name}"
                    )
        return data


def own_activation(body: Body, muscle_activation: FloatArray | None) -> tuple[float, float]:
    """How hard the left and right piriformis work, from the activation of all muscles ([M, 2], 0..1; None: not at all).

    Raises:
        InputError: a wrong shape, or an activation outside 0..1.
    """
    if muscle_activation is None:
        return (0.0, 0.0)
    wanted = (len(body.muscles), 2)
    if muscle_activation.shape != wanted:
        raise InputError("wrong shape", field="muscle_activation", given=muscle_activation.shape, wanted=f"{wanted}")
    left, right = (float(value) for value in muscle_activation[body.muscles.index(MUSCLE)])
    for value in (left, right):
        if not 0.0 <= value <= 1.0:
            raise InputError("out of range", field="muscle_activation", given=value, wanted="0 to 1")
    return (left, right)


def pressure_mmhg(
    cause: PiriformisSyndrome, side: int, posture: Posture, activation: float, parameters: Parameters
) -> float:
    """Pressure on the nerve at the notch, mmHg.

    Contraction (spasm and activation together, at most all of it) presses by itself; FAIR and the seat press
    through the muscle in proportion to how stiff it is; bulk and course multiply the whole.
    """
    contraction = min(cause.spasm + activation, 1.0)
    stiff = parameters.resting_stiffness + (1.0 - parameters.resting_stiffness) * contraction
    course = {
        "a": parameters.course_a,
        "b": parameters.course_b,
        "c": parameters.course_c,
        "d": parameters.course_d,
        "e": parameters.course_e,
        "f": parameters.course_f,
    }[cause.variant]
    by_posture = parameters.fair_mmhg * posture.fair[side] + parameters.seat_mmhg * posture.seat
    pressed = parameters.contraction_mmhg * contraction + stiff * by_posture
    return course * (1.0 + cause.hypertrophy) * pressed


def loads(
    cause: PiriformisSyndrome,
    body: Body,
    postures: Sequence[Posture],
    parameters: Parameters,
    piriformis_activation: tuple[float, float] = (0.0, 0.0),
) -> Loads:
    """The loads of one piriformis (P = 1): the same pressure on every root of the nerve.

    Args:
        cause: the muscle.
        body: whose nerve.
        postures: A postures.
        parameters: the constants of ``lesion``.
        piriformis_activation: how hard the muscle works now, left and right, 0..1 of its maximum.
    """
    sites: list[Site] = []
    for side in side_indices(cause.side):
        activation = min(max(piriformis_activation[side], 0.0), 1.0)
        pressure = np.array([pressure_mmhg(cause, side, p, activation, parameters) for p in postures])
        rest = pressure_mmhg(cause, side, flat(), activation, parameters)
        for root in map(root_index, NERVE_ROOTS):
            strain = [root_strain(root, side, p, parameters) for p in postures]
            sites.append(
                Site(
                    root=root,
                    side=side,
                    centre_mm=body.position_mm(root, "notch"),
                    length_mm=parameters.piriformis_length_mm * body.scale,
                    contact=parameters.piriformis_contact,
                    nucleus_material=0.0,
                    onset_s=parameters.piriformis_onset_s,
                    began_day=cause.began_day,
                    rest_mmhg=rest,
                    pressure_mmhg=pressure,
                    strain=np.array(strain, dtype=np.float64),
                )
            )
    return assemble(sites, postures)
