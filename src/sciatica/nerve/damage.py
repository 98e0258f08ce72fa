"""Injury of a fibre in the engine's own terms: what is left of each part, place by place.

Sodium channels are lost, leaky or shifted: mechanical injury moves activation and inactivation of a
fraction of them together to the left (Boucher, Joós and Morris 2012, PMID 22476614). Potassium that gathers
outside moves the reversal of potassium and of the leaks; an internode's axolemma feels the mean of its two
nodes. Myelin and seal: `cables.mrg2002`. Fast potassium channels lie hidden under the myelin beside the paranode
(Gaines 2018 gives them to every internode; the healthy fibre of McIntyre 2002 has none): what an injury lays bare is
a conductance of its own. A pump that lacks energy carries a share of its current. Stretch is not a part but a law on
the parts, `stretch`.
"""

from dataclasses import dataclass, fields

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import BoolArray, FloatArray
from sciatica.nerve.fibres import Fibres, MyelinatedFibres


@dataclass(frozen=True)
class Injury:
    """Factors of 1 and shifts of 0 are health. [F, N] at nodes or compartments, [F, N-1] between them.

    `sodium_factor`: transient sodium conductance. `persistent_sodium_factor`: persistent sodium
    conductance. `slow_potassium_factor`: slow potassium conductance (of a C fibre: delayed rectifier).
    `sodium_shift_mv`: left shift of m and h (above 0 is more excitable) of `sodium_shifted_fraction` of the
    transient sodium channels. `depolarising_leak_s_cm2`: added leak with reversal 0 mV.
    `potassium_reversal_shift_mv`: shift of the reversal of potassium and of the leak. `myelin_fraction`,
    `seal_fraction`: what is left of lamellae and paranodal seal, above 0 up to 1; a C fibre has neither and
    ignores them. `internodal_potassium_s_cm2`: fully open conductance of fast potassium channels laid bare in the
    axolemma beside the paranodes (the two FLUT compartments of each internode); only the full path carries it, and a
    C fibre has none. `pump_factor`: share of the ion pump's capacity that its energy leaves, 1 healthy; only a
    membrane with a pump notices it. `pump_current_ua_cm2`: outward current of a pump that works harder (above 0) or
    less than at rest, for membranes whose pump is part of their leak; `ions` gives it.
    """

    sodium_factor: FloatArray
    persistent_sodium_factor: FloatArray
    slow_potassium_factor: FloatArray
    sodium_shift_mv: FloatArray
    sodium_shifted_fraction: FloatArray
    depolarising_leak_s_cm2: FloatArray
    potassium_reversal_shift_mv: FloatArray
    myelin_fraction: FloatArray
    seal_fraction: FloatArray
    internodal_potassium_s_cm2: FloatArray
    pump_factor: FloatArray
    pump_current_ua_cm2: FloatArray

    @staticmethod
    def healthy(fibres: Fibres) -> "Injury":
        """Return no injury, in fresh arrays of the right shapes."""
        at = (len(fibres.diameter_um), fibres.places)
        between = (at[0], at[1] - 1)
        return Injury(
            sodium_factor=np.ones(at),
            persistent_sodium_factor=np.ones(at),
            slow_potassium_factor=np.ones(at),
            sodium_shift_mv=np.zeros(at),
            sodium_shifted_fraction=np.zeros(at),
            depolarising_leak_s_cm2=np.zeros(at),
            potassium_reversal_shift_mv=np.zeros(at),
            myelin_fraction=np.ones(between),
            seal_fraction=np.ones(between),
            internodal_potassium_s_cm2=np.zeros(between),
            pump_factor=np.ones(at),
            pump_current_ua_cm2=np.zeros(at),
        )


_RANGES = {
    "sodium_factor": (0.0, 10.0),
    "persistent_sodium_factor": (0.0, 100.0),
    "slow_potassium_factor": (0.0, 100.0),
    "sodium_shift_mv": (-60.0, 60.0),
    "sodium_shifted_fraction": (0.0, 1.0),
    "depolarising_leak_s_cm2": (0.0, 10.0),
    "potassium_reversal_shift_mv": (-60.0, 100.0),
    "myelin_fraction": (0.005, 1.0),
    "seal_fraction": (0.005, 1.0),
    "internodal_potassium_s_cm2": (0.0, 1.0),
    "pump_factor": (0.0, 2.0),
    "pump_current_ua_cm2": (-1e4, 1e4),
}
_HEALTHY_AT_ONE = frozenset(
    ("sodium_factor", "persistent_sodium_factor", "slow_potassium_factor", "myelin_fraction", "seal_fraction",
     "pump_factor")
)  # fmt: skip
_INTERNODAL = ("myelin_fraction", "seal_fraction", "internodal_potassium_s_cm2")


def checked(injury: Injury | None, fibres: Fibres) -> Injury:
    """Return an injury with arrays of the right shape and range, health for None; InputError otherwise."""
    healthy = Injury.healthy(fibres)
    if injury is None:
        return healthy
    values = {}
    for field in fields(Injury):
        name = field.name
        if name in _INTERNODAL and not isinstance(fibres, MyelinatedFibres):
            values[name] = getattr(healthy, name)
            continue
        value = np.asarray(getattr(injury, name), dtype=np.float64)
        wanted = getattr(healthy, name).shape
        if value.shape != wanted:
            raise InputError(
                "wrong shape", field=f"injury.{name}", given=value.shape, wanted=f"{wanted} (fibres, places)"
            )
        low, high = _RANGES[name]
        wrong = ~((value >= low) & (value <= high))
        if wrong.any():
            fibre, place = (int(i) for i in np.argwhere(wrong)[0])
            raise InputError(
                f"out of range at fibre {fibre}, place {place}",
                field=f"injury.{name}",
                given=float(value[fibre, place]),
                wanted=f"{low:g} to {high:g}",
            )
        values[name] = value
    return Injury(**values)


def hurt(injury: Injury) -> BoolArray:
    """Return which fibres [F] differ from health anywhere; a shift of no channels, or by nothing, is health."""
    changed = np.zeros(len(injury.sodium_factor), dtype=np.bool_)
    for field in fields(Injury):
        value, healthy = getattr(injury, field.name), float(field.name in _HEALTHY_AT_ONE)
        if field.name in ("sodium_shift_mv", "sodium_shifted_fraction"):
            value = injury.sodium_shift_mv * injury.sodium_shifted_fraction
        changed |= (value != healthy).any(axis=1)
    return changed
