"""The linear part of a bundle: every fibre's cable in full order, and the fluid outside.

One internode joins two nodes; inside and periaxonal chains of ten compartments each lie between. All potentials are
counted from the potential outside at the same place, which the grid's hat functions give. Then membranes and myelin
couple only to themselves, and the outside enters where current flows lengthwise: with K the conductances of all
lengthwise links (inside, under the myelin, in the fluid) and T the change of variables, T'KT is symmetric, so that what
the outside does to a fibre and what the fibre does to the outside are one matrix and its transpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.nerve import membranes
from sciatica.nerve.cables import mrg2002
from sciatica.nerve.damage import Injury
from sciatica.nerve.fibres import Fibres, MyelinatedFibres

if TYPE_CHECKING:
    from sciatica.nerve.bundle.ephaptic import Space


@dataclass(frozen=True)
class Assembly:
    """Everything linear, for one step length: F fibres, N nodes, E = N-1 internodes of I unknowns, M points outside.

    `part` below is the implicit share of the step; `reach` and `outer` are what is left when internodes are eliminated.
    """

    node_nf: FloatArray  # [F]
    node_matrix: FloatArray  # [F, N, N] without the channels
    reach: FloatArray  # [F, N, M]
    outer: FloatArray  # [M, M]
    inner_inverse: FloatArray  # [F, E, I, I]
    inner_nf: FloatArray  # [F, E, I, I]
    inner_us: FloatArray  # [F, E, I, I]
    node_inner_us: FloatArray  # [F, E, 2, I] of a node's balance to the internode's unknowns
    outer_inner_us: FloatArray  # [F, E, M, I]
    lengthwise_us: FloatArray  # [F, N, N]
    node_outer_us: FloatArray  # [F, N, M]
    leak_source: FloatArray  # [F, E, I] nA
    rest_inner: FloatArray  # [F, E, I]
    part: float

    @property
    def inner(self) -> int:
        """Unknowns of an internode: 20, or none for a single cable."""
        return int(self.inner_us.shape[2])

    @property
    def points(self) -> int:
        """Points of the grid outside."""
        return len(self.outer)

    def to_nodes(self, y: FloatArray) -> FloatArray:
        """[F, N] current balance that the internodes' state asks of their two nodes."""
        both = np.einsum("feki,fei->fek", self.node_inner_us, y)
        out = np.zeros((y.shape[0], y.shape[1] + 1))
        out[:, :-1] += both[..., 0]
        out[:, 1:] += both[..., 1]
        return out

    def to_outside(self, y: FloatArray) -> FloatArray:
        """[F, M] the same of the points outside."""
        return np.asarray(np.einsum("femi,fei->fm", self.outer_inner_us, y))

    def from_nodes(self, v: FloatArray) -> FloatArray:
        """[F, E, I] what node voltages do to internodes within the implicit part of a step (to be taken away)."""
        ends = np.stack([v[:, :-1], v[:, 1:]], axis=2)
        pull = np.einsum("feki,fek->fei", self.node_inner_us, ends)
        return np.asarray(self.part * np.einsum("feij,fej->fei", self.inner_inverse, pull))

    def from_outside(self, e: FloatArray) -> FloatArray:
        """[F, E, I] the same of the potential outside."""
        pull = np.einsum("femi,m->fei", self.outer_inner_us, e)
        return np.asarray(self.part * np.einsum("feij,fej->fei", self.inner_inverse, pull))

    def inner_times(self, y: FloatArray) -> FloatArray:
        """[F, E, I] capacitance times state."""
        return np.asarray(np.einsum("feij,fej->fei", self.inner_nf, y))

    def flow(self, v: FloatArray, y: FloatArray, e: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Currents out of nodes [F, N] (channels apart) and of internodes [F, E, I]."""
        ends = np.stack([v[:, :-1], v[:, 1:]], axis=2)
        of_nodes = (self.lengthwise_us @ v[..., None])[..., 0] + self.to_nodes(y) + self.node_outer_us @ e
        of_inner = np.einsum("feij,fej->fei", self.inner_us, y)
        of_inner = of_inner + np.einsum("feki,fek->fei", self.node_inner_us, ends)
        return np.asarray(of_nodes), np.asarray(of_inner + np.einsum("femi,m->fei", self.outer_inner_us, e))


def assembled(
    fibres: Fibres, injury: Injury, offset_mm: FloatArray, copies: FloatArray, grid_mm: FloatArray, space: Space,
    part: float,
) -> Assembly:  # fmt: skip
    """Build the bundle's matrices for an implicit share ``part`` (ms) of each step."""
    membrane = membranes.load(fibres.membrane)
    count, n, m = len(fibres.diameter_um), fibres.places, len(grid_mm)
    inner = 20 if isinstance(fibres, MyelinatedFibres) else 0
    inner_nf, inner_us = (np.zeros((count, n - 1, inner, inner)) for _ in range(2))
    node_inner, outer_inner = np.zeros((count, n - 1, 2, inner)), np.zeros((count, n - 1, m, inner))
    lengthwise, node_outer = np.zeros((count, n, n)), np.zeros((count, n, m))
    source = np.zeros((count, n - 1, inner))
    outer = _fluid(grid_mm, space)
    if isinstance(fibres, MyelinatedFibres):
        area = mrg2002.node_area_cm2(mrg2002.geometry(fibres.diameter_um))
    else:
        area = np.pi * fibres.diameter_um * fibres.compartment_length_um * 1e-8
    known: dict[tuple[float, float, float], tuple[FloatArray, ...]] = {}
    for f in range(count):
        for e in range(n - 1):
            begin = offset_mm[f] + e * fibres.node_spacing_mm[f]
            key = (fibres.diameter_um[f], injury.myelin_fraction[f, e], injury.seal_fraction[f, e])
            if key not in known:
                known[key] = _internode(fibres, f, key[1], key[2])
            along, position, capacitance, own, leak = known[key]
            hats = _hats(begin + position, grid_mm)  # [sites, M]
            with_outside = along @ hats
            outer += copies[f] * hats.T @ with_outside
            ends = [0, 1]
            lengthwise[f, e : e + 2, e : e + 2] += along[np.ix_(ends, ends)]
            node_outer[f, e : e + 2] += with_outside[ends]
            rest = slice(2, 2 + inner)
            node_inner[f, e], outer_inner[f, e] = along[ends, rest], with_outside[rest].T
            inner_nf[f, e], inner_us[f, e] = capacitance, own + along[rest, rest]
            shift = 0.5 * injury.potassium_reversal_shift_mv[f, e : e + 2].sum()
            source[f, e] = leak * shift
    node_nf = area * membrane.CAPACITANCE_UF_CM2 * 1e3
    inverse = np.asarray(np.linalg.inv(inner_nf + part * inner_us) if inner else inner_us, dtype=np.float64)
    matrix = part * lengthwise
    matrix[:, np.arange(n), np.arange(n)] += node_nf[:, None]
    reach = part * node_outer
    for e in range(n - 1 if inner else 0):
        two = slice(e, e + 2)
        back = part**2 * node_inner[:, e] @ inverse[:, e]
        matrix[:, two, two] -= back @ np.swapaxes(node_inner[:, e], 1, 2)
        reach[:, two] -= back @ np.swapaxes(outer_inner[:, e], 1, 2)
        outer -= part * np.sum(
            copies[:, None, None] * (outer_inner[:, e] @ inverse[:, e] @ np.swapaxes(outer_inner[:, e], 1, 2)), axis=0
        )
    steady = np.zeros_like(source)
    if inner:
        steady = np.asarray(np.linalg.solve(inner_us, source[..., None])[..., 0], dtype=np.float64)
    return Assembly(
        node_nf, matrix, reach, outer, inverse, inner_nf, inner_us, node_inner, outer_inner, lengthwise, node_outer,
        source, steady, part,
    )  # fmt: skip


def _fluid(grid_mm: FloatArray, space: Space) -> FloatArray:
    """[M, M] conductance of the fluid along the grid, its ends held at zero."""
    middle = 0.5 * (grid_mm[1:] + grid_mm[:-1])
    at = [0.0] if space.fluid_mm is None else space.fluid_mm
    fluid_um2 = np.interp(middle, at, np.atleast_1d(space.fluid_um2))
    link = fluid_um2 / (space.resistivity_ohm_cm * 1e-2 * np.diff(grid_mm) * 1e3)
    if not np.isfinite(link).all():
        return np.eye(len(grid_mm)) * 1e30
    m = len(grid_mm)
    out = np.zeros((m, m))
    for i, g in enumerate(link):
        out[i : i + 2, i : i + 2] += g * np.array([[1.0, -1.0], [-1.0, 1.0]])
    out[[0, -1], [0, -1]] += 1e9
    return out


def _hats(at_mm: FloatArray, grid_mm: FloatArray) -> FloatArray:
    """[sites, M] share of each grid point in the potential at each site."""
    step = grid_mm[1] - grid_mm[0]
    away = np.abs(np.clip(at_mm, grid_mm[0], grid_mm[-1])[:, None] - grid_mm[None, :])
    return np.asarray(np.maximum(0.0, 1.0 - away / step))


def _internode(fibres: Fibres, f: int, myelin: float, seal: float) -> tuple[FloatArray, ...]:
    """Lengthwise conductances [S, S] of the sites (two nodes inside, internode's unknowns, two node mouths), where the
    sites lie (mm), and the internode's capacitances, membrane conductances and leak."""
    spacing_mm = float(fibres.node_spacing_mm[f])
    if not isinstance(fibres, MyelinatedFibres):
        membrane = membranes.load(fibres.membrane)
        link = np.pi * fibres.diameter_um[f] ** 2 / 4.0 / (
            membrane.AXIAL_RESISTIVITY_OHM_CM * 1e-2 * fibres.compartment_length_um
        )  # fmt: skip
        none = np.zeros((0, 0))
        return link * np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([0.0, spacing_mm]), none, none, np.zeros(0)
    shape = mrg2002.geometry(fibres.diameter_um)
    part = mrg2002.internode(shape, f, myelin, seal)
    inside, gap, across = part.conductance[:10, :10], part.conductance[10:, 10:], np.diag(part.leak_us)
    along = np.zeros((24, 24))
    # a chain's rows sum to its ties to the ends; what is left of the periaxonal rows in the middle is the myelin
    links = -np.diag(gap, 1)
    mouth = gap[0, 0] - links[0] - part.leak_us[0] - _myelin_us(part)[0]
    _chain(along, [0, *range(2, 12), 1], np.concatenate([[part.axial_us], -np.diag(inside, 1), [part.axial_us]]))
    _chain(along, [22, *range(12, 22), 23], np.concatenate([[mouth], links, [mouth]]))
    own = np.block([[across, -across], [-across, across + np.diag(_myelin_us(part))]])
    centre = _centres_mm(shape, f)
    position = np.concatenate([[0.0, spacing_mm], centre, centre, [0.0, spacing_mm]])
    return along, position, part.capacitance, own, np.concatenate([part.leak_us, -part.leak_us])


def _myelin_us(part: mrg2002.Internode) -> FloatArray:
    """[10] conductance across the myelin, from the capacitance across it (their ratio is the lamella's)."""
    capacitance = part.capacitance[10:, 10:].sum(axis=1) + part.capacitance[10:, :10].sum(axis=1)
    return np.asarray(capacitance * 1e-3 / mrg2002.LAMELLA_UF_CM2 * mrg2002.LAMELLA_S_CM2 * 1e6)


def _chain(matrix: FloatArray, sites: list[int], links: FloatArray) -> None:
    for a, b, g in zip(sites[:-1], sites[1:], links, strict=True):
        matrix[a, a] += g
        matrix[b, b] += g
        matrix[a, b] -= g
        matrix[b, a] -= g


def _centres_mm(shape: mrg2002.Geometry, f: int) -> FloatArray:
    """[10] middles of an internode's compartments, from the left node's middle."""
    node, flut = mrg2002.NODE_LENGTH_UM, shape.flut_length_um[f]
    stin = (shape.node_spacing_um[f] - node - 2.0 * mrg2002.MYSA_LENGTH_UM - 2.0 * flut) / 6.0
    length = np.array([mrg2002.MYSA_LENGTH_UM, flut, *[stin] * 6, flut, mrg2002.MYSA_LENGTH_UM])
    return np.asarray((node / 2.0 + np.cumsum(length) - length / 2.0) * 1e-3)
