"""What displaced ions and a driven or starved pump do to a fibre, as parts of an injury.

Potassium's reversal moves by Nernst; a pump that carries more than at rest adds an outward current, one that carries
less takes away some of what holds the resting potential. Sodium inside lowers what drives sodium in: the engine has one
sodium reversal, so the conductances are lowered instead, by what the driving force loses at the foot of the impulse.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.nerve.cables import mrg2002
from sciatica.nerve.damage import Injury
from sciatica.nerve.fibres import Fibres, MyelinatedFibres
from sciatica.nerve.slow import ions

FOOT_MV = -40.0


def applied(
    injury: Injury,
    fibres: Fibres,
    pools: ions.Pools,
    axon: ions.Axon,
    drive: ions.Drive,
    parameters: Parameters,
    where: FloatArray | float = 1.0,
) -> Injury:
    """The injury with the ions' state laid on it.

    Args:
        injury: what is there already; not changed.
        fibres, pools, axon, drive: F fibres and the state of each.
        parameters: the nerve room's parameters.
        where: [F, N] share of the state that each place feels, 0-1.
    """
    sodium_mv, potassium_mv = ions.reversals_mv(pools, axon, drive)
    rest_sodium, rest_potassium = ions.reversals_mv(axon.rest, axon)
    driving = np.maximum((sodium_mv - FOOT_MV) / (rest_sodium - FOOT_MV), 0.0)
    share = np.broadcast_to(where, injury.sodium_factor.shape)
    lowered = 1.0 + share * (driving[:, None] - 1.0)
    return replace(
        injury,
        potassium_reversal_shift_mv=injury.potassium_reversal_shift_mv
        + share * (potassium_mv - rest_potassium)[:, None],
        pump_current_ua_cm2=injury.pump_current_ua_cm2
        + share * extra_current_ua_cm2(fibres, pools, axon, drive, parameters)[:, None],
        pump_factor=injury.pump_factor * (1.0 + share * (_column(drive.energy, len(driving)) - 1.0)),
        sodium_factor=injury.sodium_factor * lowered,
        persistent_sodium_factor=injury.persistent_sodium_factor * lowered,
    )


def extra_current_ua_cm2(
    fibres: Fibres, pools: ions.Pools, axon: ions.Axon, drive: ions.Drive, parameters: Parameters
) -> FloatArray:
    """[F] outward pump current beyond that of health, µA/cm² of node or axon.

    Pumps sit along the whole axolemma. What they carry under the myelin comes back there for the most part; only a
    share is felt at the node.
    """
    extra_na = ions.pump_current_na(pools, axon, drive) - ions.pump_current_na(axon.rest, axon)
    if isinstance(fibres, MyelinatedFibres):
        area_cm2 = mrg2002.node_area_cm2(mrg2002.geometry(fibres.diameter_um))
        extra_na = extra_na * parameters.pump_felt_share
    else:
        area_cm2 = np.pi * fibres.diameter_um * fibres.compartment_length_um * 1e-8
    return np.asarray(extra_na * 1e-3 / area_cm2)


def _column(value: FloatArray | float, count: int) -> FloatArray:
    return np.broadcast_to(np.asarray(value, dtype=np.float64), (count,))[:, None]
