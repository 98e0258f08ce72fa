"""Who pulls how hard, by two methods."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.movement import sharing_osqp
from sciatica.validate.fact import Fact
from sciatica.validate.facts._skeleton import SLACK_COST, walk


def measure(parameters: ParameterSet) -> float:
    """Greatest difference of any activation over 24 instants of walking."""
    found = walk(parameters, 24)
    n = len(found.human.side)
    asked = found.dynamics.torque - found.pull.passive
    ones = np.ones(n)
    other = sharing_osqp.share(asked, found.pull.columns, ones, 0.0 * ones, ones, SLACK_COST)
    return float(np.abs(found.shared().activation - other.activation).max())


FACT = Fact(
    id="movement.sharing",
    room="movement",
    fact="activations found by another optimiser for the same moments",
    published="OSQP, tolerance 1e-7",
    low=0.0,
    high=1e-4,
    unit="activation",
    species="none",
    source="stellato2020",
    measure=measure,
    kind="input",
    note="a check of the method, not of nature: the same problem, primal and by operator splitting",
)
