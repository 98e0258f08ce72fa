"""Two ways to lose myelin: paranodes torn within minutes, lamellae shed over weeks.

*Acute.* At about 1 kg/cm2 (736 mmHg) the paranodes of thick fibres give way within minutes, whatever the
blood does (Williams 1980, 10.1016/0022-510x(80)90078-7); suddenness and the cuff's edges shear more than the
pressure says. The `seal` falls to 1 - h(P'), h a Hill curve of P' = P (1 + edge) (1 + onset), and mends in
weeks; myelin follows where it stays open.

*Chronic.* Schwann cells answer tens of mmHg by shedding myelin over weeks, with the axons whole (Pham & Gupta
2009, 10.3171/FOC.2009.26.2.E7): dm/dt = -k s(P) m + (c - m) (1 - s) e / tau, with s a Hill curve of steady
pressure and e the energy. New sheaths are thinner: each lamella ever lost lowers the ceiling c a little.
Constant coefficients are integrated exactly, so a sheath never passes healthy nor zero.
"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray


def hill(x: FloatArray, half: float, power: float) -> FloatArray:
    """x^n / (half^n + x^n), 0 for x <= 0, without overflow."""
    ratio: FloatArray = np.clip(np.asarray(x, float) / half, 0.0, 1e6)
    raised: FloatArray = ratio**power
    return raised / (1.0 + raised)


def edge_factor(length_mm: FloatArray | float, parameters: Parameters) -> FloatArray:
    """1 for a long even press, more where much of the length is border, in which pressure falls off."""
    length: FloatArray = np.maximum(np.asarray(length_mm, float), 1e-6)
    border: FloatArray = np.minimum(1.0, 2.0 * parameters.edge_mm / length)
    return 1.0 + parameters.edge_gain * border


def seal_after(
    seal: FloatArray, pressure_mmhg: FloatArray, energy: FloatArray, days: FloatArray, parameters: Parameters
) -> FloatArray:
    """Paranodal seal (0..1) after ``days`` at an edge-weighted pressure (mmHg)."""
    held = 1.0 - hill(pressure_mmhg, parameters.mechanical_half_mmhg, parameters.mechanical_power)
    minutes = np.asarray(days) * 1440.0
    torn = held + (seal - held) * np.exp(-minutes / parameters.mechanical_time_min)
    mended = held + (seal - held) * np.exp(-days * energy / parameters.seal_repair_days)
    return np.where(seal > held, torn, mended)


def seal_at_onset(
    seal: FloatArray, pressure_mmhg: FloatArray, sudden: FloatArray, parameters: Parameters
) -> FloatArray:
    """Paranodal seal just after a load of this edge-weighted pressure (mmHg) came on so suddenly (0..1)."""
    shear = pressure_mmhg * (1.0 + parameters.onset_gain * sudden)
    held = 1.0 - hill(shear, parameters.mechanical_half_mmhg, parameters.mechanical_power) * sudden
    return np.minimum(seal, held)


def seal_by_diameter(seal: FloatArray, diameter_um: FloatArray | float, parameters: Parameters) -> FloatArray:
    """Seal of a fibre of another thickness than the reference: the thick go first; shapes broadcast."""
    weight = (np.asarray(diameter_um, float) / parameters.size_reference_um) ** parameters.size_power
    return np.asarray(seal) ** weight


def schwann_drive(pressure_mmhg: FloatArray, parameters: Parameters) -> FloatArray:
    """How strongly (0..1) a steady pressure (mmHg, edge-weighted) makes Schwann cells shed myelin."""
    return hill(pressure_mmhg, parameters.schwann_half_mmhg, parameters.schwann_power)


def myelin_after(
    myelin: FloatArray,
    ceiling: FloatArray,
    drive: FloatArray,
    seal: FloatArray,
    energy: FloatArray,
    days: FloatArray,
    parameters: Parameters,
) -> tuple[FloatArray, FloatArray]:
    """Myelin (0..1) and the best it can still become, after ``days`` at steady drive, seal and energy."""
    loss = parameters.demyelination_per_day * drive + parameters.paranodal_loss_per_day * (1.0 - seal)
    gain = (1.0 - drive) * energy / parameters.remyelination_days
    rate = loss + gain
    rest = np.where(rate > 0, gain * ceiling / np.maximum(rate, 1e-300), myelin)
    after = rest + (myelin - rest) * np.exp(-rate * days)
    # what was shed is the loss term alone; the mean of the exact solution is near enough for a ceiling
    shed = loss * 0.5 * (myelin + after) * days
    lowest = 1.0 - parameters.thin_sheath
    return after, np.maximum(np.maximum(ceiling - parameters.thin_sheath * shed, lowest), after)
