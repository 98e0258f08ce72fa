"""Eyes stand in for lost feet: how people with a neuropathy stand when they see."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut

LEFT = 0.1
"""Share of what feet and ankles tell that a severe neuropathy leaves."""


def measure(parameters: ParameterSet) -> float:
    """Sway of the neuropathic with open eyes over that of the healthy with closed ones."""
    from sciatica.exam.found.balance import lean_deg

    p = parameters.exam
    return float(np.divide(lean_deg(LEFT, p, eyes_open=True), lean_deg(1.0, p, eyes_open=False)))


FACT = Fact(
    id="exam.sway_neuropathy",
    room="exam",
    fact="with open eyes people with a neuropathy sway as the healthy do with closed ones, or more",
    published="similar or less stable than controls without vision (17 patients, 12 controls)",
    low=0.85,
    high=2.0,
    unit="1",
    species="man",
    source="boucher1995",
    measure=measure,
    knock_out=KnockOut("exam.sway_eyes_noise", 0.4),
    note="share of fibres left is assumed; eyes as noisy as feet and ankles together",
)
