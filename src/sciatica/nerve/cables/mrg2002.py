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

from dataclasses import dataclass

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
    axial_us: float  # from a node's middle to that of the next MYSA, inside
    leak_us: FloatArray  # [10] of the axolemma, for a shift of its reversal


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


def internode(shape: Geometry, fibre: int, myelin_fraction: float, seal_fraction: float) -> Internode:
    """Return the network of one internode of one fibre with part of its myelin and of its paranodal seal
    left."""
    node, axon = shape.node_diameter_um[fibre], shape.axon_diameter_um[fibre]
    flut = shape.flut_length_um[fibre]
    stin = (shape.node_spacing_um[fibre] - NODE_LENGTH_UM - 2.0 * MYSA_LENGTH_UM - 2.0 * flut) / 6.0
    length = np.array([MYSA_LENGTH_UM, flut, *[stin] * 6, flut, MYSA_LENGTH_UM])
    inner = np.array([node, *[axon] * 8, node])
    gap = np.array([MYSA_GAP_UM / seal_fraction, *[INTERNODE_GAP_UM] * 8, MYSA_GAP_UM / seal_fraction])
    leak_density = np.array([MYSA_LEAK_S_CM2, *[INTERNODE_LEAK_S_CM2] * 8, MYSA_LEAK_S_CM2])

    outer = axon + (shape.diameter_um[fibre] - axon) * myelin_fraction
    membranes = 2.0 * shape.lamellae[fibre] * myelin_fraction
    axolemma_cm2 = np.pi * inner * length * 1e-8
    myelin_cm2 = np.pi * outer * length * 1e-8
    leak_us = leak_density * axolemma_cm2 * 1e6
    across_us = LAMELLA_S_CM2 / membranes * myelin_cm2 * 1e6
    axolemma_nf = AXOLEMMA_UF_CM2 * axolemma_cm2 * 1e3
    myelin_nf = LAMELLA_UF_CM2 / membranes * myelin_cm2 * 1e3

    # halves of each compartment and of the two adjoining nodes in series; 1 Ω cm = 1e-2 MΩ µm
    resistivity = AXIAL_RESISTIVITY_OHM_CM * 1e-2
    all_lengths = np.array([NODE_LENGTH_UM, *length, NODE_LENGTH_UM])
    all_inner = np.array([node, *inner, node])
    all_gaps = np.array([gap[0], *gap, gap[-1]])
    inside_mohm = resistivity * all_lengths / (np.pi * all_inner**2 / 4.0)
    gap_mohm = resistivity * all_lengths / (np.pi * ((all_inner / 2.0 + all_gaps) ** 2 - (all_inner / 2.0) ** 2))
    inside_us = 2.0 / (inside_mohm[:-1] + inside_mohm[1:])
    gap_us = 2.0 / (gap_mohm[:-1] + gap_mohm[1:])

    inside, periaxonal = _chain(inside_us), _chain(gap_us)
    leak, cap = np.diag(leak_us), np.diag(axolemma_nf)
    conductance = np.block([[inside + leak, -leak], [-leak, periaxonal + leak + np.diag(across_us)]])
    capacitance = np.block([[cap, -cap], [-cap, cap + np.diag(myelin_nf)]])
    return Internode(capacitance, conductance, float(inside_us[0]), leak_us)


def _chain(links_us: FloatArray) -> FloatArray:
    """Return the conductance matrix of compartments joined in a row, with both ends tied to the nodes."""
    return np.diag(links_us[:-1] + links_us[1:]) - np.diag(links_us[1:-1], 1) - np.diag(links_us[1:-1], -1)
