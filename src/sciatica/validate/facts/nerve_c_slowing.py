"""How much slower does a nociceptor conduct after three minutes at 2 Hz?"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut

RATE_HZ = 2.0
IMPULSES = 360
SKIP = 60
STEP_MS, REST_STEP_MS = 0.1, 0.5


def measure(parameters: ParameterSet) -> float:
    """How much longer the last impulse of three minutes at 2 Hz takes than the first, of a 1 um nociceptor, %."""
    from sciatica.nerve import Injury, UnmyelinatedFibres
    from sciatica.nerve.slow.train import slow_train

    fibres = UnmyelinatedFibres(
        np.array([1.0]), 21, compartment_length_um=100.0, temperature_c=parameters.nerve.temperature_c,
        membrane="tigerholm2014",
    )  # fmt: skip
    injury = Injury.healthy(fibres)
    injury.pump_factor[:] = parameters.nerve.nociceptor_pump
    train = slow_train(fibres, RATE_HZ, IMPULSES, skip=SKIP, step_ms=STEP_MS, injury=injury, rest_step_ms=REST_STEP_MS)
    return float(train.slowing_percent[0, -1])


FACT = Fact(
    id="nerve.c_slowing",
    room="nerve",
    fact="a nociceptor's impulses take longer and longer at 2 Hz for three minutes",
    published="28.3 ± 9.7 % slower (cold fibres 5.2 ± 1.6, a third type 0.8 ± 0.5)",
    low=18.6,
    high=38.0,
    unit="%",
    species="man, C fibres of the skin",
    source="serra1999slowing",
    measure=measure,
    kind="prediction",
    knock_out=KnockOut("nerve.nociceptor_pump", 2.0),
    note=(
        "near the upper limit; the mean is taken as that of the travel time, and as loss of velocity ours would be a "
        "quarter smaller. Sodium gathers inside because the pump cannot keep up; with a pump twice as strong it does "
        "not gather (knock-out). Three impulses are run for each jump of up to 60, projected between; jumps of 20 give "
        "a point less, and steps of 0.1 ms between impulses instead of 0.5 the same. Cold fibres and the third type "
        "have no published membrane, so the order of the three is not tested"
    ),
)
