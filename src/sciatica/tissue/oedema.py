"""Fluid inside the nerve: endoneurial pressure that adds to the one from outside.

Congested vessels leak: what drives the fluid is the arterial pressure that reaches capillaries whose venules are
shut, so the pressure inside heads for

    target = c (share of venules shut) (MAP - closing) / reference drive + c' inflammation

It climbs fourfold from about 1.5 mmHg in hours at 80 mmHg (Lundborg 1983, 10.1136/jnnp.46.12.1119) and falls over
days, since roots have no lymph vessels. Harder presses leak faster (permeability), sudden ones leak at once: pig
roots showed oedema after 2 min of sudden but only after 2 h of slow pressure at 50 mmHg, and after 2 min of either at
200 (Olmarker 1989, PMID 2546258). The fluid forms beside the press and stays when it is lifted. Inflammation keeps
vessels leaking.
"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.tissue.perfusion import venules_shut


def suddenness(onset_s: FloatArray | float, parameters: Parameters) -> FloatArray:
    """How sudden (0..1) a load is that came within ``onset_s`` seconds."""
    seconds: FloatArray = np.maximum(np.asarray(onset_s, float), 0.0)
    return 1.0 / (1.0 + seconds / parameters.onset_time_s)


def onset_oedema(
    oedema_mmhg: FloatArray, pressure_mmhg: FloatArray, sudden: FloatArray, parameters: Parameters
) -> FloatArray:
    """Endoneurial pressure added (mmHg) just after a load of ``pressure_mmhg`` came on."""
    forced = oedema_mmhg + parameters.oedema_onset_share * pressure_mmhg * sudden
    return np.maximum(oedema_mmhg, np.minimum(forced, parameters.oedema_max_mmhg))


def congestion(pressure_mmhg: FloatArray, mean_arterial_mmhg: FloatArray | float, parameters: Parameters) -> FloatArray:
    """How hard congested capillaries filter, relative to full congestion at the reference drive; 0 or more."""
    reaches = np.maximum(np.asarray(mean_arterial_mmhg, float) - parameters.closing_pressure_mmhg, 0.0)
    return venules_shut(pressure_mmhg, parameters) * reaches / parameters.reference_drive_mmhg


def oedema_after(
    oedema_mmhg: FloatArray,
    congested: FloatArray,
    pressure_mmhg: FloatArray,
    inflammation: FloatArray,
    days: FloatArray,
    parameters: Parameters,
) -> FloatArray:
    """Endoneurial pressure added (mmHg) after ``days`` under steady conditions; shapes broadcast."""
    target = parameters.oedema_congestion_mmhg * congested + parameters.oedema_inflammation_mmhg * inflammation
    target = np.minimum(target, parameters.oedema_max_mmhg)
    rise_h = parameters.oedema_rise_h / (1.0 + pressure_mmhg / parameters.oedema_leak_mmhg)
    hours = np.where(target > oedema_mmhg, rise_h, parameters.oedema_clear_h)
    return target + (oedema_mmhg - target) * np.exp(-24.0 * days / hours)
