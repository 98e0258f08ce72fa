"""From fibres and injury to compartments: what each holds, what joins it to its parent. Double precision, no steps.

A chain of nodes is a tree without branches: a compartment's parent is the next one. The internode's compartments
have an inside and a periaxonal space; a node has none, and its neighbours' periaxonal spaces open there to the
outside.
"""

from dataclasses import dataclass

import numpy as np

from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.nerve import membranes
from sciatica.nerve.cables import bare_potassium, mrg2002
from sciatica.nerve.damage import Injury
from sciatica.nerve.engine.full import general
from sciatica.nerve.engine.full.general import Membrane
from sciatica.nerve.fibres import Fibres, GanglionCells, MyelinatedFibres

BETWEEN = 10
BARE_COMPARTMENTS = (1, 8)  # the two FLUT of an internode
INTERNODE_SECTIONS = (1, 2, 3, 3, 3, 3, 3, 3, 2, 1)


@dataclass(frozen=True)
class Cells:
    """Compartments of F fibres, S of them each. Conductances in µS, capacitances in nF, currents in nA, voltages
    relative to the axon membrane's REST_MV; [F, S] unless said otherwise.

    `membrane` [S]: 0 the axon's, 1 the soma's, -1 none. `section` [S] numbers `general.SECTIONS`. `scale` turns
    S/cm² into µS. Capacitance, leak and current are the membrane's, or the axolemma's where there is a sheath.
    """

    axon: Membrane
    soma: Membrane | None
    temperature_c: float
    parent: IntArray  # [S], the last compartment its own
    sheathed: BoolArray  # [S]
    membrane: IntArray  # [S]
    section: IntArray  # [S]
    site_of_place: IntArray  # [places]
    scale: FloatArray
    capacitance_nf: FloatArray
    leak_us: FloatArray
    current_na: FloatArray
    sodium: FloatArray
    shifted: FloatArray
    shift_mv: FloatArray
    persistent: FloatArray
    potassium: FloatArray
    potassium_shift_mv: FloatArray
    extra_us: FloatArray  # the injury's leak to 0 mV
    pump: FloatArray
    surface_per_volume_per_cm: FloatArray
    sheath_nf: FloatArray
    sheath_us: FloatArray  # from the periaxonal space to the outside: through the myelin, and the way out at a node
    out_us: FloatArray  # the way out at a node alone
    out_site: IntArray  # [S] that node, else the compartment itself
    inside_us: FloatArray  # to the parent
    gap_us: FloatArray  # to the parent's periaxonal space
    bare_us: FloatArray

    @property
    def rest_mv(self) -> float:
        """What voltages are relative to."""
        return self.axon.rest_mv

    @property
    def membranes(self) -> tuple[Membrane, ...]:
        """The membranes by number."""
        return (self.axon,) if self.soma is None else (self.axon, self.soma)

    def reversals_mv(self, number: int) -> tuple[float, float]:
        """Absolute reversals of sodium and potassium of a membrane with its pools as at the start."""
        membrane = self.membranes[number]
        sodium, potassium = membrane.reversals_mv(membrane.pools_start, membrane.constants(1.0, "node"))
        return float(sodium), float(potassium)


def build(fibres: Fibres, injury: Injury) -> Cells:
    """Return the compartments of a batch of fibres with their injury."""
    axon = general.load(fibres.membrane, fibres.temperature_c)
    soma = None
    if isinstance(fibres, GanglionCells) and fibres.soma_membrane not in (None, fibres.membrane):
        soma = general.load(str(fibres.soma_membrane), fibres.temperature_c)
    if isinstance(fibres, MyelinatedFibres):
        return _with_injury(fibres, injury, axon, None, _chain_of_nodes(fibres, injury, axon))
    return _with_injury(fibres, injury, axon, soma, _single_cable(fibres, axon, soma))


@dataclass(frozen=True)
class _Geometry:
    parent: IntArray
    sheathed: BoolArray
    section: IntArray
    site_of_place: IntArray
    area_cm2: FloatArray
    inner_um: FloatArray
    leak_us: FloatArray
    sheath_nf: FloatArray
    sheath_us: FloatArray
    out_us: FloatArray
    out_site: IntArray
    inside_us: FloatArray
    gap_us: FloatArray


def _single_cable(fibres: Fibres, axon: Membrane, soma: Membrane | None) -> _Geometry:
    count = len(fibres.diameter_um)
    section: IntArray | None = None
    if isinstance(fibres, GanglionCells):
        shape = fibres.shape
        length, diameter, parent = shape.length_um, shape.diameter_um, shape.parent.copy()
        if axon.sections == general.GANGLION_SECTIONS:
            section = shape.section.copy()
        if soma is not None:
            section = np.zeros(len(parent), dtype=np.int64) if section is None else section
            section[shape.soma] = soma.sections.index("soma") if "soma" in soma.sections else 0
    else:
        size = fibres.places
        length = np.full((count, size), fibres.compartment_length_um)  # type: ignore[union-attr]
        diameter = np.tile(fibres.diameter_um[:, None], (1, size))
        parent = np.arange(1, size + 1)
    size = length.shape[1]
    parent[-1] = size - 1
    resistivity = float(membranes.load(fibres.membrane).AXIAL_RESISTIVITY_OHM_CM) * 1e-2
    half_mohm = 0.5 * resistivity * length / (np.pi * diameter**2 / 4.0)
    inside = 1.0 / (half_mohm + half_mohm[:, parent])
    inside[:, -1] = 0.0
    none = np.zeros((count, size))
    return _Geometry(
        parent=parent,
        sheathed=np.zeros(size, dtype=np.bool_),
        section=np.zeros(size, dtype=np.int64) if section is None else section,
        site_of_place=np.arange(size),
        area_cm2=np.pi * diameter * length * 1e-8,
        inner_um=diameter,
        leak_us=none,
        sheath_nf=none,
        sheath_us=none,
        out_us=none,
        out_site=np.arange(size),
        inside_us=inside,
        gap_us=none,
    )


def _chain_of_nodes(fibres: MyelinatedFibres, injury: Injury, axon: Membrane) -> _Geometry:
    shape = mrg2002.geometry(fibres.diameter_um)
    count, nodes = len(fibres.diameter_um), fibres.nodes
    size = nodes + (nodes - 1) * BETWEEN
    at = np.arange(nodes) * (BETWEEN + 1)
    section = np.resize(np.r_[0, INTERNODE_SECTIONS], size)
    area, inner, leak, sheath_nf, across, out, inside, gap = (np.zeros((count, size)) for _ in range(8))
    area[:, at] = mrg2002.node_area_cm2(shape)[:, None]
    inner[:, at] = shape.node_diameter_um[:, None]
    channels = len(axon.sections) > 1
    for i in range(nodes - 1):
        between = slice(at[i] + 1, at[i + 1])
        parts = mrg2002.compartments(shape, injury.myelin_fraction[:, i], injury.seal_fraction[:, i])
        area[:, between], inner[:, between] = parts.axolemma_cm2, parts.inner_diameter_um
        leak[:, between] = 0.0 if channels else parts.leak_us
        sheath_nf[:, between], across[:, between] = parts.myelin_nf, parts.across_us
        inside[:, at[i] : at[i + 1]] = parts.inside_us
        gap[:, at[i] + 1 : at[i + 1] - 1] = parts.gap_us[:, 1:-1]
        out[:, at[i] + 1], out[:, at[i + 1] - 1] = parts.gap_us[:, 0], parts.gap_us[:, -1]
    parent = np.arange(1, size + 1)
    parent[-1] = size - 1
    out_site = np.arange(size)
    out_site[at[:-1] + 1] -= 1
    out_site[at[1:] - 1] += 1
    return _Geometry(
        parent, section > 0, section, at, area, inner, leak, sheath_nf, across + out, out, out_site, inside, gap
    )


def _with_injury(fibres: Fibres, injury: Injury, axon: Membrane, soma: Membrane | None, geometry: _Geometry) -> Cells:
    """Return cells: an injury's parts at nodes act there; between two nodes potassium's shift and the pump's factor
    are the mean of both, other factors 1."""
    count, size = geometry.area_cm2.shape
    at = geometry.site_of_place

    def everywhere(value: FloatArray, between: bool, healthy: float) -> FloatArray:
        if len(at) == size:
            return np.array(value)
        full = np.full((count, size), healthy)
        if between:
            full[:, at[0] : at[-1]] = np.repeat(0.5 * (value[:, 1:] + value[:, :-1]), BETWEEN + 1, axis=1)
        full[:, at] = value
        return full

    membrane = np.zeros(size, dtype=np.int64)
    names = general.SECTIONS if isinstance(fibres, MyelinatedFibres) else general.GANGLION_SECTIONS
    membrane[[names[s] not in axon.sections for s in geometry.section]] = -1
    if soma is not None and isinstance(fibres, GanglionCells):
        membrane[fibres.soma_place] = 1
    some = (axon,) if soma is None else (axon, soma)

    def of_membrane(values: list[float]) -> FloatArray:
        return np.array([*values, 0.0])[membrane]

    axolemma = geometry.area_cm2 * 1e6
    widened = fibres.diameter_um[:, None] / geometry.inner_um if axon.over_fibre else 1.0
    scale = axolemma * np.where(geometry.sheathed, widened, 1.0)
    shift = everywhere(injury.potassium_reversal_shift_mv, True, 0.0)
    extra = scale * everywhere(injury.depolarising_leak_s_cm2, False, 0.0)
    constant = of_membrane([m.constant_leak_s_cm2 for m in some])
    constant_mv = of_membrane([m.constant_leak_mv for m in some]) - axon.rest_mv
    follows = np.array([
        0.0 if number < 0 else some[number].leak_s_cm2(names[section])
        for number, section in zip(membrane, geometry.section, strict=True)
    ])  # fmt: skip
    # a node's and an axon's own capacitance; under a sheath that of the axolemma
    capacitance = np.where(
        geometry.sheathed, mrg2002.AXOLEMMA_UF_CM2, of_membrane([m.capacitance_uf_cm2 for m in some])
    )
    current = (
        scale * (constant * constant_mv + follows * shift)
        - extra * axon.rest_mv
        - scale * 1e-3 * everywhere(injury.pump_current_ua_cm2, False, 0.0)
        + geometry.leak_us * shift
    )
    sodium = scale * everywhere(injury.sodium_factor, False, 1.0)
    fraction = everywhere(injury.sodium_shifted_fraction, False, 0.0)
    bare = np.zeros((count, size))
    if isinstance(fibres, MyelinatedFibres):
        for k in BARE_COMPARTMENTS:
            bare[:, at[:-1] + 1 + k] = injury.internodal_potassium_s_cm2
    return Cells(
        axon=axon,
        soma=soma,
        temperature_c=fibres.temperature_c,
        parent=geometry.parent,
        sheathed=geometry.sheathed,
        membrane=membrane,
        section=geometry.section,
        site_of_place=at,
        scale=scale,
        capacitance_nf=geometry.area_cm2 * capacitance * 1e3,
        leak_us=geometry.leak_us + scale * constant + extra,
        current_na=current,
        sodium=sodium * (1.0 - fraction),
        shifted=sodium * fraction,
        shift_mv=everywhere(injury.sodium_shift_mv, False, 0.0),
        persistent=scale * everywhere(injury.persistent_sodium_factor, False, 1.0),
        potassium=scale * everywhere(injury.slow_potassium_factor, False, 1.0),
        potassium_shift_mv=shift,
        extra_us=extra,
        pump=everywhere(injury.pump_factor, True, 1.0),
        surface_per_volume_per_cm=4e4 / geometry.inner_um,
        sheath_nf=geometry.sheath_nf,
        sheath_us=geometry.sheath_us,
        out_us=geometry.out_us,
        out_site=geometry.out_site,
        inside_us=geometry.inside_us,
        gap_us=geometry.gap_us,
        bare_us=axolemma * bare,
    )


def bare_reversal_mv(cells: Cells) -> FloatArray:
    """Return the reversal of laid-bare channels, relative to the axon's rest [F, S]."""
    return bare_potassium.REVERSAL_MV - cells.rest_mv + cells.potassium_shift_mv
