"""Ganglion cell of Sundt et al. (2015), doi:10.1152/jn.00226.2015, with M current (KCNQ) in the ganglion.

Density of the authors' figure 5d in soma, stem and both processes near the T-junction, which then lets fewer
spikes pass than the axon brings. Channels in `_sundt2015_cell`.
"""

from sciatica.nerve.membranes import _sundt2015_cell as cell

LIKE = "sundt2015_ganglion"
DENSITIES = {
    "node": cell.Densities(),
    "ganglion": cell.Densities(km=0.0004),
    "soma": cell.Densities(sodium=0.02, km=0.0004),
}


def constants(temperature_c: float, half_step_ms: float, section: str = "node") -> cell.Constants:
    """Return the published constants of a section at a temperature."""
    return cell.constants(temperature_c, half_step_ms, DENSITIES[section], potassium_mv=-90.0, calcium_ms=500.0)
