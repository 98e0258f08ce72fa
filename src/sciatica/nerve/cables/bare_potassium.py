"""Fast potassium channels beside the paranode, which an injured sheath lays bare.

The fast potassium current that McIntyre, Richardson and Grill (2002, doi:10.1152/jn.00353.2001) tried in the FLUT
compartments: n to the fourth, temperature factor 3 from 36 °C. The healthy fibre goes without.
"""

from typing import Any, NamedTuple

from sciatica.nerve.engine.elementary import linoid

REVERSAL_MV = -90.0


class Constants(NamedTuple):
    """What the kernel receives; rates are multiplied by half the time step and by temperature."""

    open_rate: float
    open_mv: float
    open_per_mv: float
    shut_rate: float
    shut_mv: float
    shut_per_mv: float


def constants(temperature_c: float, half_step_ms: float) -> Constants:
    """Return the published constants at a temperature, rates in units of one per half step."""
    rate = 3.0 ** ((temperature_c - 36.0) / 10.0) * half_step_ms
    return Constants(
        open_rate=0.0462 * 1.1 * rate,
        open_mv=-83.2,
        open_per_mv=1.0 / 1.1,
        shut_rate=0.0824 * 10.5 * rate,
        shut_mv=-66.0,
        shut_per_mv=1.0 / 10.5,
    )


def rates(v_mv: Any, k: Any) -> tuple[Any, Any, Any]:
    """Return opening, closing and common divisor of n at a membrane potential in mV."""
    a, a_over = linoid((v_mv - k.open_mv) * k.open_per_mv)
    b, b_over = linoid((k.shut_mv - v_mv) * k.shut_per_mv)
    return k.open_rate * a * b_over, k.shut_rate * b * a_over, a_over * b_over


def share_open(n: Any) -> Any:
    """Return the share of channels open."""
    return n * n * n * n
