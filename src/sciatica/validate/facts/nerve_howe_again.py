"""The injured root is pressed again: does it fire again?"""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Firing at a second press half an hour after the first has ended, over that at the first."""
    from sciatica.validate.facts._howe import durations_s

    return float(durations_s(parameters)[2] / max(durations_s(parameters)[1], 1e-9))


FACT = Fact(
    id="nerve.howe_again",
    room="nerve",
    fact="prolonged firing of an injured root comes again and again",
    published="could be evoked repeatedly",
    low=0.5,
    high=1.5,
    unit="ratio",
    species="cat dorsal root, rabbit sural nerve",
    source="howe1977root",
    measure=measure,
    kind="fitted",
    knock_out=KnockOut("nerve.slow_inactivation_s", 6000.0),
    note="half an hour is our choice; sodium and channels have recovered for the most part by then",
)
