"""The nerve in this minute: what a posture does to flow, pump, potassium and mechanosensitive channels.

The day-scale state is the start; a posture held for its duration then moves the energy towards what its own
flow supplies. So a cough hardly starves a nerve and a long sit may. The mechanical stimulus is what the
pressure and stretch are, mostly while they come on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.lesion.loads import Loads
from sciatica.tissue import energy
from sciatica.tissue.exposure import exposure_of, flow_at, kept_flow
from sciatica.tissue.state import TissueState


@dataclass(frozen=True)
class Moment:
    """The nerve under each load, depth bin and posture."""

    pressure_mmhg: FloatArray
    """[P, L, K, A] pressure at that depth, mmHg."""
    flow: FloatArray
    """[P, L, K, A] blood flow, 0 to 1."""
    ischaemia: FloatArray
    """[P, L, K, A] of the pump at the end of the posture's duration, 0 to 1."""
    potassium_shift_mv: FloatArray
    """[P, L, K, A] depolarising shift of the potassium reversal, mV."""
    strain: FloatArray
    """[P, L, K, A]."""
    mechanical: FloatArray
    """[P, L, K, A] stimulus to mechanosensitive channels, 0 to 1."""


def mechanical_stimulus(
    pressure_mmhg: FloatArray,
    rise_mmhg: FloatArray,
    rate_mmhg_s: FloatArray,
    strain: FloatArray,
    parameters: Parameters,
) -> FloatArray:
    """Stimulus (0..1) by a pressure (mmHg), by what of it just came (``rise``, mmHg) at a rate (mmHg/s), and by strain.

    Mechanosensitive channels adapt: a pressure that has long been there counts little, one that just came counts by
    its size and its suddenness. Shapes broadcast.
    """
    rate = np.maximum(rate_mmhg_s, 0.0)
    sudden = rate / (rate + parameters.touch_rate_mmhg_s)
    still = parameters.touch_static_share
    felt = still * np.maximum(pressure_mmhg, 0.0) + (1.0 - still) * sudden * np.maximum(rise_mmhg, 0.0)
    drive = felt / parameters.touch_pressure_mmhg
    return -np.expm1(-drive - np.maximum(strain, 0.0) / parameters.touch_strain)


def respond(state: TissueState, loads: Loads, mean_arterial_mmhg: FloatArray, parameters: Parameters) -> Moment:
    """The moment in each posture of ``loads``, for persons of this mean arterial pressure ([P], mmHg).

    A load that has not begun by the state's day is not felt.
    """
    postures = len(loads.postures)
    share = np.full(postures, 1.0 / max(postures, 1))
    exposure = exposure_of(loads, share, parameters, bins=state.myelin.shape[2], height_cm=state.height_cm)
    begun = (exposure.began_day <= state.day[:, None])[:, :, None, None]
    pressure = np.where(begun, exposure.pressure_mmhg, 0.0)
    strain = np.where(begun[:, :, 0], exposure.strain, 0.0)
    kept = kept_flow(pressure, strain, exposure.root, exposure.side, parameters)
    arterial = np.asarray(mean_arterial_mmhg, float)
    flow = flow_at(pressure, kept, state.oedema_mmhg, state.vessels, arterial, parameters)
    days = np.array([posture.duration_s for posture in loads.postures]) / 86400.0
    demand = np.array([posture.nerve_demand for posture in loads.postures])
    diffused = energy.diffusion(exposure.fluid, parameters)[:, :, None, None]
    supplied = energy.supply(flow, parameters, demand, diffused)
    stored, _ = energy.energy_after(state.energy[..., None], supplied, days, parameters, energy.body_pace(parameters))
    ischaemia = 1.0 - stored
    stretched = np.broadcast_to(strain[:, :, None, :], pressure.shape)
    # a deeper fibre meets the same share of the rate as of the pressure
    surface = np.where(loads.pressure_mmhg > 0, loads.pressure_mmhg, 1.0)[:, :, None, :]
    rate = loads.mechanical_rate[:, :, None, :] * np.minimum(pressure / surface, 1.0)
    rise_s = np.array([posture.rise_s for posture in loads.postures])
    return Moment(
        pressure_mmhg=pressure,
        flow=flow,
        ischaemia=ischaemia,
        potassium_shift_mv=energy.potassium_shift_mv(ischaemia, parameters),
        strain=stretched.copy(),
        mechanical=mechanical_stimulus(pressure, rate * rise_s, rate, stretched, parameters),
    )
