"""Two ways to lose myelin: paranodes torn within minutes, lamellae shed over weeks.

*Acute.* At about 1 kg/cm2 (736 mmHg; Rudge 1974) the paranodes of thick fibres give way within minutes, whatever
the blood does (Williams 1980, 10.1016/0022-510x(80)90078-7), and under the borders first: there the pressure falls
off and the nodes are pushed aside. Suddenness and edges therefore shear more than the pressure says. The `seal`
falls to 1 - h(P'), h a Hill curve of P' = P (1 + edge) (1 + onset), and mends in weeks; myelin follows where it
stays open.

*Chronic.* Schwann cells answer tens of mmHg by shedding myelin over weeks, with the axons whole (Pham & Gupta
2009, 10.3171/FOC.2009.26.2.E7), and die in the oedema of the days after a brief press (Powell 1986):

    dm/dt = -k s m + (c - m) (1 - s) e / tau,   s = either(s(P) (1 - share x adapted), s'(oedema))

with s(P) a Hill curve of steady pressure and e the energy. New sheaths are thinner: the ceiling c falls with the share
of first sheaths that were ever shed. A pressure that stays is got used to within weeks: dog roots conducted better
after a month than after a week at 10 mmHg (Mao 1998, PMID 9704369). Constant coefficients are integrated exactly, so a
sheath never passes healthy nor zero.
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
    """How strongly (0..1) a steady pressure (mmHg, edge-weighted) makes Schwann cells shed myelin, not yet adapted."""
    return hill(pressure_mmhg, parameters.schwann_half_mmhg, parameters.schwann_power)


def shedding(drive: FloatArray, adapted: FloatArray, oedema_mmhg: FloatArray, parameters: Parameters) -> FloatArray:
    """How strongly (0..1) Schwann cells shed: pressed (``drive``), adapted (0..1), and in so much fluid (mmHg)."""
    pressed = drive * (1.0 - parameters.adaptation_share * adapted)
    drowned = hill(oedema_mmhg, parameters.oedema_myelin_half_mmhg, parameters.oedema_myelin_power)
    return 1.0 - (1.0 - pressed) * (1.0 - drowned)


def feels_pressed(pressure_mmhg: FloatArray, parameters: Parameters) -> FloatArray:
    """How much (0..1) a nerve notices a steady pressure (mmHg), so as to grow used to it."""
    return -np.expm1(-np.maximum(pressure_mmhg, 0.0) / parameters.adaptation_mmhg)


def adapted_after(
    adapted: FloatArray, felt: FloatArray, flow: FloatArray, days: FloatArray, parameters: Parameters
) -> FloatArray:
    """How far (0..1) the nerve has grown used to pressure after ``days``: as far as blood flows; a free one forgets."""
    target = felt * flow
    tau = np.where(target > adapted, parameters.adaptation_days, parameters.adaptation_lost_days)
    return target + (adapted - target) * np.exp(-days / tau)


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
    # a sheath is first lost at the same rate; one that was made anew is as thin as it was before
    lowest = 1.0 - parameters.thin_sheath
    return after, np.maximum(lowest + (ceiling - lowest) * np.exp(-loss * days), after)
