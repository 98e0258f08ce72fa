"""How steady a steady contraction is."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._muscle import steady


def measure(parameters: ParameterSet) -> float:
    """Variation of the force of tibialis anterior at 30 % of full effort, trend removed, with 445 units, %."""
    whole = parameters.with_value("cord.units_per_pool", 445.0)
    force, _ = steady(whole, "tibant", 0.3, 8.0)
    held = force[len(force) // 4 :]
    time = np.arange(len(held))
    return float(100.0 * (held - np.polyval(np.polyfit(time, held, 1), time)).std() / held.mean())


FACT = Fact(
    id="muscle.force_variability",
    room="muscle",
    fact="coefficient of variation of force in steady contractions of a hand muscle",
    published="2.53 +- 1.6 % over all levels, young and old alike",
    low=0.93,
    high=4.13,
    unit="%",
    species="man",
    source="tracy2005",
    measure=measure,
    knock_out=KnockOut("cord.common_noise_share", 1.0),
    note="1.7 % at best, at 30 %, in another series (Taylor 2003): our units share too much of their noise; with 40 "
    "units instead of 445 it is larger; the knock-out makes all noise common to the units: nothing averages out",
)
