"""Rising sodium over leak: is there a range where a membrane rests or fires, by what happened before?"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Ratio from which firing needs no kick, over that from which firing set off by a kick does not end."""
    from sciatica.validate.facts._coggan import A_TRAIN, FACTORS, scan

    _, alone, lasting = scan(parameters)
    alone_from, kicked_from = (np.flatnonzero(which)[:1] for which in (alone >= A_TRAIN, lasting))
    return float(FACTORS[alone_from[0]] / FACTORS[kicked_from[0]]) if alone_from.size and kicked_from.size else 0.0


FACT = Fact(
    id="nerve.coggan_hysteresis",
    room="nerve",
    fact="below the ratio at which a demyelinated axon fires by itself, a kick starts firing that does not end",
    published="two stable states, quiet and firing, for which a slow inward current is needed",
    low=1.15,
    high=float("inf"),
    unit="ratio of borders",
    species="a published membrane of axons",
    source="coggan2010",
    measure=measure,
    kind="prediction",
    knock_out=KnockOut("nerve.coggan_persistent_share", 0.0),
    note="without the slow inward current both borders fall on one step of the scan, 1.13; seen over half a second",
)
