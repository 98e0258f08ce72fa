"""How hard a herniation of a given size presses: a root that is tied at both ends, bowed over it.

A root is held to the back of the vertebra where it leaves the sac and again in its foramen, so that a disc can
press it with nothing behind it (Spencer 1983). Bowed by h over a half
length a it stretches by (sqrt(a^2 + h^2) - a) / a; its tension is its stiffness times its section times that; both
ends pull it down on the disc with 2 T h / sqrt(a^2 + h^2), spread over its width and the length pressed. For small
h the pressure goes with its cube, that is with the volume of the herniation. Half length, stiffness and the room
before the root is met are assumed; what came out is the range that Takahashi 1999 measured (7-256 mmHg).
"""

from __future__ import annotations

import math

from sciatica.core.parameters import Parameters
from sciatica.lesion.traction import MMHG_PER_MPA


def bowed_mm(size_mm: float, parameters: Parameters) -> float:
    """How far a herniation of this size lifts the root, mm: what is left beyond the room before it."""
    return max(size_mm - parameters.root_room_mm, 0.0)


def bowed_strain(bow_mm: float, parameters: Parameters) -> float:
    """Stretch of the root between its ties, as a fraction."""
    half = parameters.root_half_span_mm
    return math.hypot(half, bow_mm) / half - 1.0


def pressure_mmhg(size_mm: float, length_mm: float, parameters: Parameters) -> float:
    """Contact pressure on the root lying prone, mmHg.

    Args:
        size_mm: how far the herniation stands out behind the endplates.
        length_mm: length of root pressed.
        parameters: the constants of ``lesion``.
    """
    bow, width = bowed_mm(size_mm, parameters), parameters.root_diameter_mm
    section_mm2 = math.pi / 4 * width**2
    tension_n = parameters.root_stiffness_mpa * section_mm2 * bowed_strain(bow, parameters)
    force_n = 2.0 * tension_n * bow / math.hypot(parameters.root_half_span_mm, bow)
    return force_n / (width * length_mm) * MMHG_PER_MPA
