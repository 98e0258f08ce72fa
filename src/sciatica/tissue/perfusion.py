"""Blood flow in a pressed piece of nerve, from the pressure that drives it.

Vessels with thin walls shut when the tissue around them presses harder than the blood inside. In pig roots
venules and capillaries stopped at 30 (SD 10) and 40 (SD 6) mmHg whatever the blood pressure; arterioles stopped
some 20 mmHg below the mean arterial pressure and followed it (127, SD 18 at 150 mmHg, r = .83: Olmarker 1989, PMID
2795321; Takahashi 1993, 10.1002/jor.1100110112). Vessels differ, so each kind closes over a range: its open share at
pressure P is a normal distribution's, and what drives the blood is the mean, over arterioles that stop at a_i, of
max(a_i - max(P, venous), 0). So flow = G(P) drive / reference drive, held within 0 and 1, where P is the outer plus the
endoneurial pressure and G the conductance left when venules, then capillaries, shut (blood runs on in through
vessels). Venous congestion comes first, and the same pressure costs more in a hypotensive person.

Strain narrows the vessels: none run at 15.7 % (Ogata 1986). A second press on the same root dams the blood between
the two (Takahashi 1993). A press that held vessels shut leaves them harmed: flow after two hours at 200 mmHg came back
later and less than after ten minutes, and after two hours at 400 not at all for days (Rydevik 1981, PMID 7204915).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray

_SQRT_2_PI = math.sqrt(2.0 * math.pi)


class VesselStops(NamedTuple):
    """Outer pressures (mmHg) at which each kind of vessel stops, on average."""

    venule: FloatArray
    capillary: FloatArray
    arteriole: FloatArray


def vessel_stops_mmhg(mean_arterial_mmhg: FloatArray | float, parameters: Parameters) -> VesselStops:
    """Stopping pressures for a mean arterial pressure (mmHg, any shape); never above the arterioles' own."""
    arteriole = np.maximum(np.asarray(mean_arterial_mmhg, float) - parameters.closing_pressure_mmhg, 0.0)
    return VesselStops(
        np.minimum(parameters.venule_stop_mmhg, arteriole),
        np.minimum(parameters.capillary_stop_mmhg, arteriole),
        arteriole,
    )


def venules_shut(pressure_mmhg: FloatArray | float, parameters: Parameters) -> FloatArray:
    """Share (0..1) of the venules that a pressure (mmHg) has shut; none up to the venous pressure."""
    return 1.0 - _open(pressure_mmhg, parameters.venule_stop_mmhg, parameters.venule_spread_mmhg, parameters)


def _open(pressure: FloatArray | float, stop: float, spread: float, parameters: Parameters) -> FloatArray:
    venous = parameters.venous_pressure_mmhg
    whole = float(ndtr((stop - venous) / spread))
    return np.asarray(ndtr((stop - np.maximum(pressure, venous)) / spread) / whole, dtype=np.float64)


def conductance(pressure_mmhg: FloatArray | float, parameters: Parameters) -> FloatArray:
    """Share (0..1) of the vascular conductance left as venules and then capillaries are pressed shut."""
    venules = _open(pressure_mmhg, parameters.venule_stop_mmhg, parameters.venule_spread_mmhg, parameters)
    capillaries = _open(pressure_mmhg, parameters.capillary_stop_mmhg, parameters.capillary_spread_mmhg, parameters)
    return 1.0 - parameters.capillary_share * (1.0 - 0.5 * (venules + capillaries))


def drive_mmhg(
    pressure_mmhg: FloatArray | float, mean_arterial_mmhg: FloatArray | float, parameters: Parameters
) -> FloatArray:
    """Mean pressure (mmHg) that still drives blood through arterioles which stop at different pressures."""
    arterial = np.asarray(mean_arterial_mmhg, float)
    spread = np.maximum(parameters.arteriole_spread_share * arterial, 1e-9)
    over = arterial - parameters.closing_pressure_mmhg - np.maximum(pressure_mmhg, parameters.venous_pressure_mmhg)
    z = over / spread
    tail = spread * (np.exp(-0.5 * z * z) / _SQRT_2_PI + z * ndtr(z))
    return np.asarray(np.maximum(tail, 0.0), dtype=np.float64)


def flow_fraction(
    pressure_mmhg: FloatArray | float,
    mean_arterial_mmhg: FloatArray | float,
    parameters: Parameters,
    oedema: FloatArray | float = 0.0,
) -> FloatArray:
    """Blood flow as a share (0..1) of full resting flow: falls with pressure, rises with blood pressure.

    Args:
        pressure_mmhg: pressure on the nerve from outside, mmHg.
        mean_arterial_mmhg: mean arterial pressure of the person, mmHg; shapes broadcast.
        parameters: the room's constants.
        oedema: endoneurial pressure added by fluid, mmHg.
    """
    around = np.asarray(pressure_mmhg, float) + oedema
    drive = drive_mmhg(around, mean_arterial_mmhg, parameters)
    return np.minimum(drive / parameters.reference_drive_mmhg * conductance(around, parameters), 1.0)


def strain_flow(strain: FloatArray | float, parameters: Parameters) -> FloatArray:
    """Share (0..1) of the flow left in a nerve stretched by ``strain`` (0.08 is 8 %)."""
    start, stop = parameters.strain_slows, parameters.strain_stops
    return np.clip((stop - np.asarray(strain, float)) / (stop - start), 0.0, 1.0)


def dammed(pressure_mmhg: FloatArray | float, parameters: Parameters) -> FloatArray:
    """Share (0..1) of the flow lost between two places that are both pressed by at least this (mmHg)."""
    pressure: FloatArray = np.maximum(np.asarray(pressure_mmhg, float), 0.0)
    return parameters.between_most * -np.expm1(-pressure / parameters.between_mmhg)


def flow_between(
    first_mmhg: FloatArray | float,
    second_mmhg: FloatArray | float,
    mean_arterial_mmhg: FloatArray | float,
    parameters: Parameters,
    vessels: FloatArray | float = 1.0,
) -> FloatArray:
    """Flow (0..1) in the unpressed stretch between two presses: fed and drained through both of them.

    ``vessels`` is the share of vessels under the presses that still opens.
    """
    lesser = np.minimum(first_mmhg, second_mmhg)
    return flow_fraction(lesser, mean_arterial_mmhg, parameters) * (1.0 - dammed(lesser, parameters)) * vessels


def harm_per_h(pressure_mmhg: FloatArray, mean_arterial_mmhg: FloatArray | float, parameters: Parameters) -> FloatArray:
    """Rate (1/h) at which a pressure (mmHg) near or above that which shuts the arterioles harms the vessels."""
    stop = vessel_stops_mmhg(mean_arterial_mmhg, parameters).arteriole
    over = np.asarray(pressure_mmhg, float) - np.maximum(stop - parameters.harm_below_stop_mmhg, 0.0)
    return np.asarray(parameters.vessel_harm_per_h * np.maximum(over, 0.0) / 100.0, dtype=np.float64)


def vessels_after(vessels: FloatArray, harm: FloatArray, days: FloatArray, parameters: Parameters) -> FloatArray:
    """Share (0..1) of vessels that open when let, after ``days`` at a steady rate of harm (1/h); exact."""
    lost, mended = 24.0 * harm, 1.0 / parameters.vessel_repair_days
    rest = mended / (lost + mended)
    after: FloatArray = rest + (vessels - rest) * np.exp(-(lost + mended) * days)
    return after
