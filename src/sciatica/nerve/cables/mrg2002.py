"""Double cable of McIntyre, Richardson and Grill (2002), doi:10.1152/jn.00353.2001, from node to node.

Ten compartments lie between two nodes: MYSA, FLUT, six STIN, FLUT, MYSA. Each has an inside and a
periaxonal space under the myelin. Geometry is the authors' table for nine diameters from 5.7 to 16 µm,
joined by a monotonic cubic. Below 5.7 µm it is carried through the published fibres of 2 µm (McIntyre 2004,
doi:10.1152/jn.00989.2003) and 1 µm (Pelot 2017, doi:10.1088/1741-2552/aa6a5f), above 16 µm along the last
slope: both count as extrapolation.

Injury changes an internode by two laws. Myelin: of the healthy lamellae a fraction is left, and the outer
diameter falls in proportion between axon and fibre; capacitance and conductance follow from both. Seal: the
periaxonal gap under MYSA, 2 nm in health, is 2 nm divided by the seal fraction, and its axial conductance
follows.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from sciatica.core.types import BoolArray, FloatArray

PUBLISHED_DIAMETER_UM = (5.7, 7.3, 8.7, 10.0, 11.5, 12.8, 14.0, 15.0, 16.0)
AXIAL_RESISTIVITY_OHM_CM = 70.0
NODE_LENGTH_UM = 1.0
MYSA_LENGTH_UM = 3.0
MYSA_GAP_UM = 0.002
INTERNODE_GAP_UM = 0.004
AXOLEMMA_UF_CM2 = 2.0
MYSA_LEAK_S_CM2 = 1e-3
INTERNODE_LEAK_S_CM2 = 1e-4
LAMELLA_UF_CM2 = 0.1
LAMELLA_S_CM2 = 1e-3

_COLUMNS = ("node_spacing_um", "flut_length_um", "axon_diameter_um", "node_diameter_um", "lamellae")
_TABLE = np.array(
    [
        # fibre, node spacing, FLUT length, axon, node (and MYSA) diameter, lamellae
        [1.0, 100.0, 5.0, 0.8, 0.7, 15.0],
        [2.0, 200.0, 10.0, 1.6, 1.4, 30.0],
        [5.7, 500.0, 35.0, 3.4, 1.9, 80.0],
        [7.3, 750.0, 38.0, 4.6, 2.4, 100.0],
        [8.7, 1000.0, 40.0, 5.8, 2.8, 110.0],
        [10.0, 1150.0, 46.0, 6.9, 3.3, 120.0],
        [11.5, 1250.0, 50.0, 8.1, 3.7, 130.0],
        [12.8, 1350.0, 54.0, 9.2, 4.2, 135.0],
        [14.0, 1400.0, 56.0, 10.4, 4.7, 140.0],
        [15.0, 1450.0, 58.0, 11.5, 5.0, 145.0],
        [16.0, 1500.0, 60.0, 12.7, 5.5, 150.0],
    ]
)


@dataclass(frozen=True)
class Geometry:
    """Lengths and diameters in µm and the number of lamellae of healthy fibres, each [F]."""

    diameter_um: FloatArray
    node_spacing_um: FloatArray
    flut_length_um: FloatArray
    axon_diameter_um: FloatArray
    node_diameter_um: FloatArray
    lamellae: FloatArray


@dataclass(frozen=True)
class Internode:
    """Linear network between two nodes: C dx/dt = -G x + b (V_left, V_right), in nF, µS, mV and ms.

    Unknowns are the ten inner potentials, then the ten periaxonal ones, all relative to rest.
    """

    capacitance: FloatArray  # [20, 20]
    conductance: FloatArray  # [20, 20]
    axial_us: Any  # a number, from a node's middle to that of the next MYSA, inside
    leak_us: FloatArray  # [10] of the axolemma, for a shift of its reversal
    inside_us: FloatArray  # [11] links from node to node, inside
    gap_us: FloatArray  # [11] the same in the periaxonal space


def geometry(diameter_um: FloatArray) -> Geometry:
    """Return the geometry of fibres of any outer diameter in µm [F]."""
    diameter = np.asarray(diameter_um, dtype=np.float64)
    known, columns = _TABLE[:, 0], _TABLE[:, 1:]
    step = np.diff(known)[:, None]
    slope = np.diff(columns, axis=0) / step
    # Fritsch and Butland 1984 (doi:10.1137/0905021): a cubic that is monotonic wherever its points are
    weight = step[:-1] + 2.0 * step[1:], 2.0 * step[:-1] + step[1:]
    inner = sum(weight) / (weight[1] / slope[:-1] + weight[0] / slope[1:])
    tangent = np.concatenate([slope[:1], inner, slope[-1:]])
    i = np.clip(np.searchsorted(known, diameter, side="right") - 1, 0, len(known) - 2)
    x = ((np.minimum(diameter, known[-1]) - known[i]) / step[i, 0])[:, None]
    values = (
        columns[i] * (1.0 + 2.0 * x) * (1.0 - x) ** 2
        + columns[i + 1] * x**2 * (3.0 - 2.0 * x)
        + step[i] * x * (1.0 - x) * (tangent[i] * (1.0 - x) - tangent[i + 1] * x)
        + np.maximum(diameter - known[-1], 0.0)[:, None] * slope[-1]
    )
    return Geometry(diameter, **dict(zip(_COLUMNS, values.T, strict=True)))


def extrapolated(diameter_um: FloatArray) -> BoolArray:
    """Return which diameters lie outside the published 5.7 to 16 µm [F]."""
    return np.asarray(
        (diameter_um < PUBLISHED_DIAMETER_UM[0]) | (diameter_um > PUBLISHED_DIAMETER_UM[-1]), dtype=np.bool_
    )


def node_area_cm2(shape: Geometry) -> FloatArray:
    """Return the membrane area of a node in cm² [F]."""
    return np.pi * shape.node_diameter_um * NODE_LENGTH_UM * 1e-8


def compartment_length_um(shape: Geometry) -> FloatArray:
    """Return the lengths of the ten compartments between two nodes in µm [F, 10]."""
    mysa, flut = np.full_like(shape.diameter_um, MYSA_LENGTH_UM), shape.flut_length_um
    stin = (shape.node_spacing_um - NODE_LENGTH_UM - 2.0 * MYSA_LENGTH_UM - 2.0 * flut) / 6.0
    return np.stack([mysa, flut, *[stin] * 6, flut, mysa], axis=1)


def site_um(shape: Geometry, nodes: int) -> FloatArray:
    """Return where the middles of all compartments lie, from that of the first node in µm [F, 11 N - 10]."""
    length = compartment_length_um(shape)
    middle = 0.5 * NODE_LENGTH_UM + np.cumsum(length, axis=1) - 0.5 * length
    period = np.concatenate([np.zeros((len(length), 1)), middle], axis=1)
    start = np.arange(nodes) * shape.node_spacing_um[:, None]
    return np.asarray((start[:, :, None] + period[:, None, :]).reshape(len(length), -1)[:, : 11 * nodes - 10])


@dataclass(frozen=True)
class Compartments:
    """The ten compartments between two nodes, of any number of internodes [..., 10] and [..., 11] between them."""

    length_um: FloatArray
    inner_diameter_um: FloatArray
    axolemma_cm2: FloatArray
    axolemma_nf: FloatArray
    myelin_nf: FloatArray
    leak_us: FloatArray  # through the axolemma
    across_us: FloatArray  # through the myelin
    inside_us: FloatArray  # [..., 11] from node to node along the inside
    gap_us: FloatArray  # [..., 11] along the periaxonal space; at the ends it opens to the outside


def compartments(shape: Geometry, myelin_fraction: FloatArray, seal_fraction: FloatArray) -> Compartments:
    """Return the compartments of one internode a fibre [F], with part of myelin and seal left [F]."""
    node, axon = shape.node_diameter_um[:, None], shape.axon_diameter_um[:, None]
    length = compartment_length_um(shape)
    inner = np.concatenate([node, *[axon] * 8, node], axis=1)
    gap = np.full_like(length, INTERNODE_GAP_UM)
    gap[:, [0, -1]] = MYSA_GAP_UM / seal_fraction[:, None]
    leak_density = np.array([MYSA_LEAK_S_CM2, *[INTERNODE_LEAK_S_CM2] * 8, MYSA_LEAK_S_CM2])

    outer = axon + (shape.diameter_um[:, None] - axon) * myelin_fraction[:, None]
    membranes = (2.0 * shape.lamellae * myelin_fraction)[:, None]
    axolemma_cm2 = np.pi * inner * length * 1e-8
    myelin_cm2 = np.pi * outer * length * 1e-8

    # halves of each compartment and of the two adjoining nodes in series; 1 Ω cm = 1e-2 MΩ µm
    resistivity = AXIAL_RESISTIVITY_OHM_CM * 1e-2
    ends = np.full_like(node, NODE_LENGTH_UM)
    all_lengths = np.concatenate([ends, length, ends], axis=1)
    all_inner = np.concatenate([node, inner, node], axis=1)
    all_gaps = np.concatenate([gap[:, :1], gap, gap[:, -1:]], axis=1)
    inside_mohm = resistivity * all_lengths / (np.pi * all_inner**2 / 4.0)
    gap_mohm = resistivity * all_lengths / (np.pi * ((all_inner / 2.0 + all_gaps) ** 2 - (all_inner / 2.0) ** 2))
    return Compartments(
        length_um=length,
        inner_diameter_um=inner,
        axolemma_cm2=axolemma_cm2,
        axolemma_nf=AXOLEMMA_UF_CM2 * axolemma_cm2 * 1e3,
        myelin_nf=LAMELLA_UF_CM2 / membranes * myelin_cm2 * 1e3,
        leak_us=leak_density * axolemma_cm2 * 1e6,
        across_us=LAMELLA_S_CM2 / membranes * myelin_cm2 * 1e6,
        inside_us=2.0 / (inside_mohm[:, :-1] + inside_mohm[:, 1:]),
        gap_us=2.0 / (gap_mohm[:, :-1] + gap_mohm[:, 1:]),
    )


def internodes(shape: Geometry, myelin_fraction: FloatArray, seal_fraction: FloatArray) -> Internode:
    """Return the networks of one internode a fibre, with part of its myelin and of its paranodal seal left [F].

    All fields of the result lead with [F].
    """
    parts = compartments(shape, myelin_fraction, seal_fraction)
    inside, periaxonal = _chain(parts.inside_us), _chain(parts.gap_us)
    leak, cap = _diagonal(parts.leak_us), _diagonal(parts.axolemma_nf)
    across, myelin = _diagonal(parts.across_us), _diagonal(parts.myelin_nf)
    conductance = np.block([[inside + leak, -leak], [-leak, periaxonal + leak + across]])
    capacitance = np.block([[cap, -cap], [-cap, cap + myelin]])
    return Internode(
        capacitance, conductance, parts.inside_us[:, 0], parts.leak_us, parts.inside_us, parts.gap_us
    )  # fmt: skip


def internode(shape: Geometry, fibre: int, myelin_fraction: float, seal_fraction: float) -> Internode:
    """Return the network of one internode of one fibre with part of its myelin and of its paranodal seal
    left."""
    one = Geometry(**{field.name: getattr(shape, field.name)[[fibre]] for field in fields(shape)})
    many = internodes(one, np.array([myelin_fraction]), np.array([seal_fraction]))
    return Internode(**{field.name: getattr(many, field.name)[0] for field in fields(many)})


def _chain(links_us: FloatArray) -> FloatArray:
    """Return the conductance matrices of compartments joined in a row, with both ends tied to the nodes [F, 10, 10]."""
    matrix = _diagonal(links_us[:, :-1] + links_us[:, 1:])
    row = np.arange(matrix.shape[1] - 1)
    matrix[:, row, row + 1] = matrix[:, row + 1, row] = -links_us[:, 1:-1]
    return matrix


def _diagonal(values: FloatArray) -> FloatArray:
    """Return diagonal matrices [F, n, n]."""
    return np.asarray(values[:, :, None] * np.eye(values.shape[1]))
