"""Batches of fibres: what is simulated, before any injury or stimulus.

A batch shares its membrane, its temperature and its number of nodes; diameters differ. The nodes are a
window cut from a long fibre, with sealed ends. A *place* is a node, or a compartment where there are no nodes:
there spikes are watched and injuries counted. A *site* is any compartment, between nodes too: there potentials
act from outside.
"""

from dataclasses import dataclass

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import BoolArray, FloatArray
from sciatica.nerve import membranes
from sciatica.nerve.cables import ganglion, mrg2002

DIAMETER_RANGE_UM = (1.0, 22.0)
UNMYELINATED_RANGE_UM = (0.1, 5.0)
TEMPERATURE_RANGE_C = (5.0, 45.0)


@dataclass(frozen=True)
class MyelinatedFibres:
    """Myelinated fibres as the double cable of McIntyre 2002 (doi:10.1152/jn.00353.2001).

    `diameter_um` [F] is the fibre's outer diameter, 1 to 22 µm; `nodes` the number N of nodes of every
    fibre. Raises InputError for anything else than that.
    """

    diameter_um: FloatArray
    nodes: int
    temperature_c: float = 37.0
    membrane: str = "mrg2002"

    def __post_init__(self) -> None:
        """Refuse what cannot be simulated."""
        object.__setattr__(self, "diameter_um", _diameters(self.diameter_um, DIAMETER_RANGE_UM))
        object.__setattr__(self, "nodes", _count(self.nodes, "nodes"))
        _temperature(self.temperature_c)
        if hasattr(membranes.load(self.membrane), "AXIAL_RESISTIVITY_OHM_CM"):
            raise InputError(
                "this membrane belongs to an unmyelinated axon",
                field="membrane",
                given=self.membrane,
                wanted="a nodal membrane such as mrg2002, or UnmyelinatedFibres",
            )

    @property
    def node_spacing_mm(self) -> FloatArray:
        """Distance from node to node in mm [F]."""
        return mrg2002.geometry(self.diameter_um).node_spacing_um * 1e-3

    @property
    def extrapolated(self) -> BoolArray:
        """Which fibres lie outside the published diameters of 5.7 to 16 µm [F]."""
        return mrg2002.extrapolated(self.diameter_um)

    @property
    def places(self) -> int:
        """Number of places where a voltage exists: nodes."""
        return self.nodes

    @property
    def site_mm(self) -> FloatArray:
        """Centre of every compartment along the fibre in mm from the first node's centre [F, N + 10 (N - 1)].

        In order: a node, its internode's MYSA, FLUT, six STIN, FLUT and MYSA, the next node.
        """
        return mrg2002.site_um(mrg2002.geometry(self.diameter_um), self.nodes) * 1e-3


@dataclass(frozen=True)
class UnmyelinatedFibres:
    """Unmyelinated fibres: a single cable cut into equal compartments.

    `diameter_um` [F] is the axon's diameter, 0.1 to 5 µm; `compartments` the number N of every fibre.
    Raises InputError for anything else than that.
    """

    diameter_um: FloatArray
    compartments: int
    compartment_length_um: float = 50.0
    temperature_c: float = 37.0
    membrane: str = "sundt2015"

    def __post_init__(self) -> None:
        """Refuse what cannot be simulated."""
        object.__setattr__(self, "diameter_um", _diameters(self.diameter_um, UNMYELINATED_RANGE_UM))
        object.__setattr__(self, "compartments", _count(self.compartments, "compartments"))
        _temperature(self.temperature_c)
        if not 1.0 <= self.compartment_length_um <= 200.0:
            raise InputError(
                "compartment length out of range",
                field="compartment_length_um",
                given=self.compartment_length_um,
                wanted="1 to 200 µm; longer ones no longer resolve the spike's foot",
            )
        if not hasattr(membranes.load(self.membrane), "AXIAL_RESISTIVITY_OHM_CM"):
            raise InputError(
                "this membrane belongs to a node of Ranvier",
                field="membrane",
                given=self.membrane,
                wanted="an axonal membrane such as sundt2015, or MyelinatedFibres",
            )

    @property
    def node_spacing_mm(self) -> FloatArray:
        """Distance from compartment to compartment in mm [F]."""
        return np.full(len(self.diameter_um), self.compartment_length_um * 1e-3)

    @property
    def extrapolated(self) -> BoolArray:
        """Never: the single cable holds at any diameter [F]."""
        return np.zeros(len(self.diameter_um), dtype=np.bool_)

    @property
    def places(self) -> int:
        """Number of places where a voltage exists: compartments."""
        return self.compartments

    @property
    def site_mm(self) -> FloatArray:
        """Centre of every compartment in mm from that of the first [F, N]."""
        along = np.arange(self.compartments) * (self.compartment_length_um * 1e-3)
        return np.tile(along, (len(self.diameter_um), 1))


@dataclass(frozen=True)
class GanglionCells:
    """Unmyelinated sensory cells of the dorsal root ganglion with soma, stem and T-junction (full path only).

    Geometry by default as in Sundt 2015 (doi:10.1152/jn.00226.2015, ModelDB 187473): a peripheral process of
    0.8 µm, a central one of half and a stem of 1.75 times that diameter, a soma of 25 µm. `diameter_um` [F] is the
    peripheral process's, 0.1 to 5 µm. `soma_membrane`: the soma's own membrane, the axon's by default. Raises
    InputError for what cannot be simulated.

    Places are compartments: the peripheral process from its far end (0) inwards, the soma, the stem from the
    soma outwards, the junction (a point without membrane), the central process to its far end (the last).
    """

    diameter_um: FloatArray
    peripheral_length_mm: float = 5.1
    central_length_mm: float = 5.1
    stem_length_um: float = 150.0
    soma_diameter_um: float = 25.0
    central_diameter_ratio: float = 0.5
    stem_diameter_ratio: float = 1.75
    compartment_length_um: float = 25.0
    temperature_c: float = 37.0
    membrane: str = "sundt2015"
    soma_membrane: str | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be simulated."""
        object.__setattr__(self, "diameter_um", _diameters(self.diameter_um, UNMYELINATED_RANGE_UM))
        _temperature(self.temperature_c)
        for name, low, high in (
            ("peripheral_length_mm", 0.1, 2000.0),
            ("central_length_mm", 0.1, 2000.0),
            ("stem_length_um", 1.0, 5000.0),
            ("soma_diameter_um", 1.0, 200.0),
            ("central_diameter_ratio", 0.1, 10.0),
            ("stem_diameter_ratio", 0.1, 10.0),
            ("compartment_length_um", 1.0, 200.0),
        ):
            if not low <= getattr(self, name) <= high:
                raise InputError("out of range", field=name, given=getattr(self, name), wanted=f"{low:g} to {high:g}")
        for field, given in (("membrane", self.membrane), ("soma_membrane", self.soma_membrane or self.membrane)):
            if not hasattr(membranes.load(given), "AXIAL_RESISTIVITY_OHM_CM"):
                raise InputError("this membrane belongs to a node of Ranvier", field=field, given=given,
                                 wanted="an axonal or somatic membrane such as sundt2015")  # fmt: skip

    @property
    def shape(self) -> ganglion.Shape:
        """Lengths, diameters and joints of all compartments."""
        return ganglion.shape(
            self.diameter_um,
            peripheral_length_um=1e3 * self.peripheral_length_mm,
            central_length_um=1e3 * self.central_length_mm,
            stem_length_um=self.stem_length_um,
            soma_diameter_um=self.soma_diameter_um,
            central_diameter_ratio=self.central_diameter_ratio,
            stem_diameter_ratio=self.stem_diameter_ratio,
            compartment_length_um=self.compartment_length_um,
        )

    @property
    def node_spacing_mm(self) -> FloatArray:
        """Distance from compartment to compartment of the two processes in mm [F]."""
        return np.full(len(self.diameter_um), self.compartment_length_um * 1e-3)

    @property
    def extrapolated(self) -> BoolArray:
        """Never: the single cable holds at any diameter [F]."""
        return np.zeros(len(self.diameter_um), dtype=np.bool_)

    @property
    def places(self) -> int:
        """Number of places where a voltage exists: compartments."""
        return len(self.shape.parent)

    @property
    def soma_place(self) -> int:
        """Place of the soma."""
        return self.shape.soma

    @property
    def junction_place(self) -> int:
        """Place of the T-junction."""
        return self.shape.junction

    @property
    def site_mm(self) -> FloatArray:
        """Centre of every compartment in mm from the peripheral process's far end [F, N].

        Stem and soma branch off at the junction and count on from it, as the central process does.
        """
        return np.tile(self.shape.along_um * 1e-3, (len(self.diameter_um), 1))


Fibres = MyelinatedFibres | UnmyelinatedFibres | GanglionCells


def _diameters(given: FloatArray, allowed: tuple[float, float]) -> FloatArray:
    diameter = np.atleast_1d(np.asarray(given, dtype=np.float64))
    low, high = allowed
    if diameter.ndim != 1 or len(diameter) == 0:
        raise InputError(
            "diameters must be one row of numbers",
            field="diameter_um",
            given=np.shape(given),
            wanted="shape [F] with F at least 1",
        )
    wrong = ~((diameter >= low) & (diameter <= high))
    if wrong.any():
        raise InputError(
            f"diameter of fibre {int(np.argmax(wrong))} out of range",
            field="diameter_um",
            given=float(diameter[np.argmax(wrong)]),
            wanted=f"{low:g} to {high:g} µm",
        )
    return diameter


def _count(given: int, field: str) -> int:
    if isinstance(given, bool) or int(given) != given or not 3 <= given <= 1_000_000:
        raise InputError("too few or too many", field=field, given=given, wanted="a whole number from 3")
    return int(given)


def _temperature(given: float) -> None:
    low, high = TEMPERATURE_RANGE_C
    if not low <= given <= high:
        raise InputError(
            "temperature out of range", field="temperature_c", given=given, wanted=f"{low:g} to {high:g} °C"
        )
