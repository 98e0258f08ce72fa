"""A normal root is pressed: how long does it fire?"""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Seconds of firing of a sensory fibre of 10 µm after a press that is held."""
    from sciatica.validate.facts._howe import durations_s

    return float(durations_s(parameters)[0])


FACT = Fact(
    id="nerve.howe_root",
    room="nerve",
    fact="acute compression of a normal dorsal root makes it fire for seconds",
    published="not more than several seconds of repetitive firing",
    low=1.0,
    high=20.0,
    unit="s",
    species="cat dorsal root, rabbit sural nerve",
    source="howe1977root",
    measure=measure,
    kind="fitted",
    knock_out=KnockOut("nerve.touch_adapts_s", 1000.0),
    note="touch_adapts_s was set to it; several seconds are taken as 1 to 20; the rate is far too high",
)
