"""A sensory cell of the dorsal root ganglion, cut into compartments: Sundt 2015 (doi:10.1152/jn.00226.2015).

Two processes and a stem meet in a point; the soma hangs on the stem. Compartments are numbered so that each one's
neighbour on the way to the central end, its `parent`, has a higher number: then elimination from the first to the
last fills nothing in (Hines 1984, doi:10.1016/0020-7101(84)90008-4).
"""

from dataclasses import dataclass

import numpy as np

from sciatica.core.types import FloatArray, IntArray

GANGLION_REACH_UM = 100.0


@dataclass(frozen=True)
class Shape:
    """Compartments of F cells: lengths and diameters [F, N] in µm, 0 length for the junction, a mere point.

    `parent` [N], -1 for the last; `along_um` [N] arc length of the centres; `soma` and `junction`: their numbers.
    `section` [N]: 2 the soma, 1 else within the ganglion (stem, junction, both processes within 100 µm of it), 0
    beyond.
    """

    length_um: FloatArray
    diameter_um: FloatArray
    parent: IntArray
    along_um: FloatArray
    soma: int
    junction: int
    section: IntArray


def shape(
    diameter_um: FloatArray,
    *,
    peripheral_length_um: float,
    central_length_um: float,
    stem_length_um: float,
    soma_diameter_um: float,
    central_diameter_ratio: float,
    stem_diameter_ratio: float,
    compartment_length_um: float,
) -> Shape:
    """Return the compartments of cells whose peripheral process has some diameter in µm [F]."""

    def pieces(length: float) -> FloatArray:
        count = max(1, round(length / compartment_length_um))
        return np.full(count, length / count)

    outer, stem, inner = pieces(peripheral_length_um), pieces(stem_length_um), pieces(central_length_um)
    soma = len(outer)
    junction = soma + 1 + len(stem)
    length = np.r_[outer, soma_diameter_um, stem, 0.0, inner]
    parent = np.arange(1, len(length) + 1)
    parent[soma - 1] = junction
    parent[-1] = -1

    wide = np.asarray(diameter_um, dtype=np.float64)[:, None]
    ratio = np.r_[np.ones(soma), 0.0, np.full(len(stem), stem_diameter_ratio), 1.0,
                  np.full(len(inner), central_diameter_ratio)]  # fmt: skip
    diameter = wide * ratio
    diameter[:, soma] = soma_diameter_um

    joint_um = peripheral_length_um
    on_stem = joint_um + stem_length_um - (np.cumsum(stem) - 0.5 * stem)
    along = np.r_[
        np.cumsum(outer) - 0.5 * outer,
        joint_um + stem_length_um + 0.5 * soma_diameter_um,
        on_stem,
        joint_um,
        joint_um + np.cumsum(inner) - 0.5 * inner,
    ]
    section = np.where(np.abs(along - joint_um) < GANGLION_REACH_UM, 1, 0)
    section[soma + 1 : junction] = 1
    section[soma] = 2
    return Shape(np.tile(length, (len(wide), 1)), diameter, parent, along, soma, junction, section)
