"""A root injured long ago is pressed: how long does it fire?"""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Minutes of firing where a part of the press does not adapt."""
    from sciatica.validate.facts._howe import durations_s

    return float(durations_s(parameters)[1] / 60.0)


FACT = Fact(
    id="nerve.howe_injured",
    room="nerve",
    fact="acute compression of a chronically injured root makes it fire for minutes",
    published="several minutes of repetitive firing",
    low=2.0,
    high=15.0,
    unit="min",
    species="cat dorsal root, rabbit sural nerve",
    source="howe1977root",
    measure=measure,
    kind="fitted",
    knock_out=KnockOut("nerve.touch_lasting", 0.05),
    note="the same membrane as the ganglion's; several minutes are taken as 2 to 15",
)
