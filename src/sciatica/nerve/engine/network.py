"""From fibres and injury to numbers: per node channel conductances, per internode modes. Double precision,
no steps yet."""

from dataclasses import dataclass, fields, replace
from types import ModuleType
from typing import TypeVar

import numpy as np

from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.nerve import membranes
from sciatica.nerve.cables import modes, mrg2002
from sciatica.nerve.damage import Injury
from sciatica.nerve.fibres import Fibres, MyelinatedFibres

Whole = TypeVar("Whole", "Network", Injury, mrg2002.Geometry)


@dataclass(frozen=True)
class Network:
    """Conductances in µS, capacitances in nF, currents in nA, voltages relative to the membrane's healthy
    rest.

    [F, N] at nodes; `scale` turns S/cm² of a channel into µS. `kind` [F, N-1] numbers the distinct
    internodes in `internodes` (empty for a single cable, whose links are `link_us` [F]).
    """

    membrane: ModuleType
    temperature_c: float
    capacitance_nf: FloatArray  # [F]
    sodium_scale: FloatArray
    shifted_scale: FloatArray
    shift_mv: FloatArray
    persistent_scale: FloatArray
    potassium_scale: FloatArray
    potassium_mv: FloatArray
    sodium_mv: float
    leak_us: FloatArray
    current_na: FloatArray
    internodes: tuple[modes.Modes, ...]
    kind: IntArray
    link_us: FloatArray

    @property
    def rest_mv(self) -> float:
        """The membrane's healthy rest, from which voltages count."""
        return float(self.membrane.REST_MV)


def build(fibres: Fibres, injury: Injury) -> Network:
    """Return the network of a batch of fibres with their injury."""
    membrane = membranes.load(fibres.membrane)
    count, places = len(fibres.diameter_um), fibres.places
    internodes: tuple[modes.Modes, ...] = ()
    kind = np.zeros((count, places - 1), dtype=np.int64)
    link = np.zeros(count)
    if isinstance(fibres, MyelinatedFibres):
        shape = mrg2002.geometry(fibres.diameter_um)
        area = mrg2002.node_area_cm2(shape)
        internodes, kind = _internodes(shape, injury)
    else:
        length = fibres.compartment_length_um
        area = np.pi * fibres.diameter_um * length * 1e-8
        section_um2 = np.pi * fibres.diameter_um**2 / 4.0
        link = section_um2 / (membrane.AXIAL_RESISTIVITY_OHM_CM * 1e-2 * length)

    scale = (area * 1e6)[:, None]
    rest = membrane.REST_MV
    shift = injury.potassium_reversal_shift_mv
    leak_mv = membrane.leak_reversal_mv(fibres.temperature_c) - rest + shift
    leak = scale * (membrane.LEAK_S_CM2 + injury.depolarising_leak_s_cm2)
    current = scale * (membrane.LEAK_S_CM2 * leak_mv - injury.depolarising_leak_s_cm2 * rest)
    current = current - scale * 1e-3 * injury.pump_current_ua_cm2
    if internodes:
        drive = np.array([each.leak_drive_us for each in internodes])[kind]
        drive = drive * 0.5 * (shift[:, 1:] + shift[:, :-1])
        current[:, 1:] += drive
        current[:, :-1] += drive
    return Network(
        membrane=membrane,
        temperature_c=fibres.temperature_c,
        capacitance_nf=area * membrane.CAPACITANCE_UF_CM2 * 1e3,
        sodium_scale=scale * injury.sodium_factor * (1.0 - injury.sodium_shifted_fraction),
        shifted_scale=scale * injury.sodium_factor * injury.sodium_shifted_fraction,
        shift_mv=injury.sodium_shift_mv,
        persistent_scale=scale * injury.persistent_sodium_factor,
        potassium_scale=scale * injury.slow_potassium_factor,
        potassium_mv=membrane.POTASSIUM_REVERSAL_MV - rest + shift,
        sodium_mv=membrane.SODIUM_REVERSAL_MV - rest,
        leak_us=leak,
        current_na=current,
        internodes=internodes,
        kind=kind,
        link_us=link,
    )


def rows(whole: Whole, some: BoolArray | IntArray) -> Whole:
    """Return a network, an injury or a geometry of some of its fibres, in any order and number."""
    per_fibre = (f.name for f in fields(whole) if isinstance(getattr(whole, f.name), np.ndarray))
    return replace(whole, **{name: getattr(whole, name)[some] for name in per_fibre})


def _internodes(shape: mrg2002.Geometry, injury: Injury) -> tuple[tuple[modes.Modes, ...], IntArray]:
    """Solve each distinct internode once."""
    myelin, seal = injury.myelin_fraction, injury.seal_fraction
    _, first, same = np.unique(shape.diameter_um, return_index=True, return_inverse=True)
    (left, myelin_kind), (sealed, seal_kind) = (np.unique(part, return_inverse=True) for part in (myelin, seal))
    key = (same[:, None] * len(left) + myelin_kind.reshape(myelin.shape)) * len(sealed) + seal_kind.reshape(seal.shape)
    _, place, kind = np.unique(key, return_index=True, return_inverse=True)
    fibre, between = np.unravel_index(place, myelin.shape)
    parts = mrg2002.internodes(rows(shape, first[same[fibre]]), myelin[fibre, between], seal[fibre, between])
    return modes.split_all(parts), kind.reshape(myelin.shape)
