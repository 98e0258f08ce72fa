"""Ganglion cell of Sundt et al. (2015), doi:10.1152/jn.00226.2015, whose soma has calcium and SK channels.

Densities and the half second in which calcium leaves are those of the authors' figure 8c; potassium's reversal stays
at the axon's -90 mV (-80 in that figure). Each spike of the soma leaves a hyperpolarisation that outlasts
most intervals: the T-junction becomes a filter for slow trains. Channels in `_sundt2015_cell`.
"""

from sciatica.nerve.membranes import _sundt2015_cell as cell

LIKE = "sundt2015_ganglion"
DENSITIES = {
    "node": cell.Densities(),
    "ganglion": cell.Densities(),
    "soma": cell.Densities(sodium=0.02, calcium=0.00025, sk=0.001),
}


def constants(temperature_c: float, half_step_ms: float, section: str = "node") -> cell.Constants:
    """Return the published constants of a section at a temperature."""
    return cell.constants(temperature_c, half_step_ms, DENSITIES[section], potassium_mv=-90.0, calcium_ms=500.0)
