"""Ganglion cell of Sundt et al. (2015), doi:10.1152/jn.00226.2015, without slow currents: half the sodium in the soma.

Everywhere else it is the axon of `sundt2015`: fast spikes pass its T-junction at up to about 110 Hz. Channels in
`_sundt2015_cell`; `sundt2015_kcnq` and `sundt2015_sk` are the same cell with a slow potassium current.
"""

from sciatica.nerve.membranes import _sundt2015_cell as cell
from sciatica.nerve.membranes._sundt2015_cell import (
    AXIAL_RESISTIVITY_OHM_CM,
    CAPACITANCE_UF_CM2,
    FULL_ORDER_ONLY,
    GATES,
    POOLS,
    POOLS_START,
    REST_MV,
    SECTIONS,
    SODIUM_GATES,
    Constants,
    other_currents,
    pool_rates,
    rates,
    reversals_mv,
    sodium_conductance,
)

__all__ = [
    "AXIAL_RESISTIVITY_OHM_CM", "CAPACITANCE_UF_CM2", "FULL_ORDER_ONLY", "GATES", "POOLS", "POOLS_START", "REST_MV",
    "SECTIONS", "SODIUM_GATES", "constants", "other_currents", "pool_rates", "rates", "reversals_mv",
    "sodium_conductance",
]  # fmt: skip

DENSITIES = {"node": cell.Densities(), "ganglion": cell.Densities(), "soma": cell.Densities(sodium=0.02)}


def constants(temperature_c: float, half_step_ms: float, section: str = "node") -> Constants:
    """Return the published constants of a section at a temperature."""
    return cell.constants(temperature_c, half_step_ms, DENSITIES[section], potassium_mv=-90.0, calcium_ms=500.0)
