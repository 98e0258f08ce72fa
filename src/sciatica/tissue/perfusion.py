"""Blood flow in a pressed piece of nerve, from the pressure that drives it.

Vessels with thin walls shut when the tissue around them presses harder than the blood inside. In pig roots
venules and capillaries stopped at 30 and 40 mmHg whatever the blood pressure; arterioles stopped some 20 mmHg
below the mean arterial pressure and followed it (Olmarker 1989, PMID 2795321; Takahashi 1993,
10.1002/jor.1100110112). So flow = G (MAP - closing - max(P, venous)) / reference drive, held between 0 and 1,
where P is the outer plus the endoneurial pressure and G the conductance left when venules, then capillaries,
shut (blood runs on in through vessels). The same pressure therefore costs more in a hypotensive person.
Strain narrows the vessels: none run at 15.7 % (Ogata 1986). A second press on the same root dams the blood
between the two (Takahashi 1993).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray


class VesselStops(NamedTuple):
    """Outer pressures (mmHg) at which each kind of vessel stops."""

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


def _open(pressure: FloatArray, start: float, stop: float) -> FloatArray:
    return np.clip((stop - pressure) / (stop - start), 0.0, 1.0)


def conductance(pressure_mmhg: FloatArray, parameters: Parameters) -> FloatArray:
    """Share (0..1) of the vascular conductance left as venules and then capillaries are pressed shut."""
    knots = np.array([parameters.venous_pressure_mmhg, parameters.venule_stop_mmhg, parameters.capillary_stop_mmhg])
    # both kinds close in proportion to pressure, so their sum is a line between the three pressures
    thin = 0.5 * (_open(knots, knots[0], knots[1]) + _open(knots, knots[0], knots[2]))
    return np.interp(pressure_mmhg, knots, 1.0 - parameters.capillary_share * (1.0 - thin))


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
    drive = (
        np.asarray(mean_arterial_mmhg, float)
        - parameters.closing_pressure_mmhg
        - np.maximum(around, parameters.venous_pressure_mmhg)
    )
    return np.clip(drive / parameters.reference_drive_mmhg * conductance(around, parameters), 0.0, 1.0)


def strain_flow(strain: FloatArray | float, parameters: Parameters) -> FloatArray:
    """Share (0..1) of the flow left in a nerve stretched by ``strain`` (0.08 is 8 %)."""
    return _open(np.asarray(strain, float), parameters.strain_slows, parameters.strain_stops)


def dammed(pressure_mmhg: FloatArray | float, parameters: Parameters) -> FloatArray:
    """Share (0..1) of the flow lost between two places that are both pressed by at least this (mmHg)."""
    pressure: FloatArray = np.maximum(np.asarray(pressure_mmhg, float), 0.0)
    return 1.0 - np.exp(-pressure / parameters.between_mmhg)


def flow_between(
    first_mmhg: FloatArray | float,
    second_mmhg: FloatArray | float,
    mean_arterial_mmhg: FloatArray | float,
    parameters: Parameters,
) -> FloatArray:
    """Flow (0..1) in the unpressed stretch between two presses: fed and drained through both of them."""
    lesser = np.minimum(first_mmhg, second_mmhg)
    return flow_fraction(lesser, mean_arterial_mmhg, parameters) * (1.0 - dammed(lesser, parameters))
