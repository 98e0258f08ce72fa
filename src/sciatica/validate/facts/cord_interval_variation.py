"""How irregular units are in a willed contraction."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._cord import willed


def measure(parameters: ParameterSet) -> float:
    """Mean variation of the intervals of units at a fifth of full drive."""
    spikes = willed(parameters, "tibant", 0.2, 8.0).spikes
    mine = spikes.of(0, 1) & (spikes.time_s > 1.0)
    found = []
    for unit in np.unique(spikes.unit[mine]):
        gaps = np.diff(spikes.time_s[mine & (spikes.unit == unit)])
        if len(gaps) > 20:
            found.append(gaps.std() / gaps.mean())
    return float(np.mean(found))


FACT = Fact(
    id="cord.interval_variation",
    room="cord",
    fact="intervals of a steadily firing unit vary",
    published="coefficient of variation 0.2, as taken by the recruitment model of 1993",
    low=0.1,
    high=0.3,
    unit="1",
    species="man, as modelled",
    source="fuglevand1993",
    measure=measure,
    kind="fitted",
    note="the synaptic noise was set to it",
)
