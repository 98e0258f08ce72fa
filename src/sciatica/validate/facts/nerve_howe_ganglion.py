"""A normal ganglion is pressed: how long does it fire?"""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Minutes of firing where a part of the press does not adapt."""
    from sciatica.validate.facts._howe import durations_s

    return float(durations_s(parameters)[1] / 60.0)


FACT = Fact(
    id="nerve.howe_ganglion",
    room="nerve",
    fact="slight compression of a normal dorsal root ganglion makes it fire for many minutes",
    published="5-25 min of repetitive firing",
    low=5.0,
    high=25.0,
    unit="min",
    species="cat",
    source="howe1977root",
    measure=measure,
    kind="fitted",
    knock_out=KnockOut("nerve.touch_lasting", 0.05),
    note="touch_lasting and slow_inactivation_s were set to it; an axon's node stands for the ganglion",
)
