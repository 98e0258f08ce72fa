"""Piriformis syndrome: a muscle on the sciatic nerve at its way out of the pelvis.

The sciatic nerve (L4-S3; the few limb fibres of S3 are left out here) passes the greater sciatic notch under the
muscle in most people, or in part or whole through or above it (the six courses of Beaton and Anson). Flexion, adduction
and inward rotation of the hip tighten the muscle over the nerve (Fishman 1992, doi:10.1016/0003-9993(92)90010-t), a
hard seat presses from behind, and the muscle's own contraction bears on the nerve, in proportion, as the pressure
inside other muscles goes with their force (Koerner 1984, J Orthop Res); the roots that feel it are the roots that drive
the muscle, so this is where a vicious circle can close. No pressure was ever measured on the nerve: every pressure of
this file is assumed, and scaled by how stiff (in spasm or overgrown) the muscle is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from pydantic import Field, model_validator

from sciatica.body.roots import root_index, side_indices
from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray
from sciatica.lesion.cause import Timed
from sciatica.lesion.site import Loads, Site, assemble, pressures
from sciatica.lesion.stance import Posture, flat
from sciatica.lesion.traction import root_strain

if TYPE_CHECKING:
    from sciatica.body import Body

MUSCLE = "piri"
NERVE_ROOTS = ("L4", "L5", "S1", "S2")
"""Roots whose fibres run in the sciatic nerve here; most of S3 has left for the perineum with the pudendal nerve, and
its few fibres to the limb are left out."""


class PiriformisSyndrome(Timed):
    """One piriformis muscle that presses the sciatic nerve."""

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


def contracting(causes: Sequence[Timed], body: Body) -> BoolArray:
    """[M, 2] whose contraction changes the loads of these causes, by muscle and side."""
    presses: BoolArray = np.zeros((len(body.muscles), 2), dtype=np.bool_)
    for cause in causes:
        if isinstance(cause, PiriformisSyndrome):
            presses[body.muscles.index(MUSCLE), list(side_indices(cause.side))] = True
    return presses


def contraction(cause: PiriformisSyndrome, side: int, posture: Posture, activation: tuple[float, float]) -> float:
    """How hard the muscle of one side contracts in a posture, 0..1: its spasm and its work, at most all of it.

    Args:
        cause: the muscle.
        side: 0 left, 1 right.
        posture: one that is held with a given contraction says so itself.
        activation: how hard the muscles work otherwise, left and right.
    """
    working = activation if posture.contraction is None else posture.contraction
    return min(cause.spasm + min(max(working[side], 0.0), 1.0), 1.0)


def pressure_mmhg(
    cause: PiriformisSyndrome, side: int, posture: Posture, contracted: float, parameters: Parameters
) -> float:
    """Pressure on the nerve at the notch, mmHg.

    Contraction presses by itself; FAIR and the seat press through the muscle in proportion to how stiff it is; bulk
    and course multiply the whole.
    """
    stiff = parameters.resting_stiffness + (1.0 - parameters.resting_stiffness) * contracted
    by_posture = parameters.fair_mmhg * posture.fair[side] + parameters.seat_mmhg * posture.seat
    pressed = parameters.contraction_mmhg * contracted + stiff * by_posture
    return _course(cause, parameters)[0] * (1.0 + cause.hypertrophy) * pressed


def _course(cause: PiriformisSyndrome, parameters: Parameters) -> tuple[float, float]:
    """Pressure relative to a nerve below the muscle, and how far round it presses, of the six courses."""
    beside, through = parameters.piriformis_contact, parameters.through_contact
    half = 0.5 * (beside + through)
    return {
        "a": (parameters.course_a, beside),
        "b": (parameters.course_b, half),
        "c": (parameters.course_c, beside),
        "d": (parameters.course_d, through),
        "e": (parameters.course_e, half),
        "f": (parameters.course_f, beside),
    }[cause.variant]


def loads(
    cause: PiriformisSyndrome,
    body: Body,
    postures: Sequence[Posture],
    parameters: Parameters,
    activation: tuple[float, float] = (0.0, 0.0),
    day: float | None = None,
) -> Loads:
    """The loads of one piriformis (P = 1): the same pressure on every root of the nerve.

    Args:
        cause: the muscle.
        body: whose nerve.
        postures: A postures.
        parameters: the constants of ``lesion``.
        activation: how hard the muscle works now, left and right, 0..1 of its maximum.
        day: of the case; None for as it came.
    """
    acts = cause.acts(day)
    sites: list[Site] = []
    for side in side_indices(cause.side):

        def pressed(posture: Posture, side: int = side) -> float:
            hard = contraction(cause, side, posture, activation)
            return acts * pressure_mmhg(cause, side, posture, hard, parameters)

        mean, swing = pressures(pressed, postures)
        for root in map(root_index, NERVE_ROOTS):
            strain = [root_strain(root, side, p, parameters) for p in postures]
            sites.append(
                Site(
                    root=root,
                    side=side,
                    centre_mm=body.position_mm(root, "notch"),
                    length_mm=parameters.piriformis_length_mm * body.scale,
                    contact=_course(cause, parameters)[1],
                    nucleus_material=0.0,
                    onset_s=parameters.piriformis_onset_s,
                    began_day=cause.began_day,
                    rest_mmhg=pressed(flat()),
                    pressure_mmhg=mean,
                    strain=np.array(strain, dtype=np.float64),
                    swing_mmhg=swing,
                )
            )
    return assemble(sites, postures)
