"""How well two examiners agree: power."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.exam.observer import Observer
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Cohen's kappa of our examiners."""
    from sciatica.exam.found.power import mrc_grade, share_by_movement
    from sciatica.exam.observer import of_ratio
    from sciatica.validate.facts._exam_bedside import kappa, root_losses, someone

    p, muscles = parameters.exam, someone(parameters, "male", 45.0)
    root, lost = root_losses()
    left = 1.0 - lost[:, None] * (root @ muscles.muscles.root_weight.T)

    def judged(observer: Observer, person: int) -> bool:
        share = share_by_movement(muscles, np.repeat(left[person][:, None], 2, axis=1))
        names = tuple(name for name in share if name != "anal_squeeze")
        seen = of_ratio(
            np.array([share[name] for name in names]).T, p.observer_power_share, observer.by_site("power", names)
        )
        return bool((mrc_grade(seen[0], p) < 5.0).any())

    return kappa(judged)


FACT = Fact(
    id="exam.agreement_power",
    room="exam",
    fact="two examiners agree about paresis of a leg in suspected root lesions",
    published="kappa 0.57-0.82 for strength and feeling (n = 91)",
    low=0.57,
    high=0.82,
    unit="1",
    species="man",
    source="vroomen2000",
    measure=measure,
    knock_out=KnockOut("exam.observer_power_share", 0.0),
    note="losses of the patients are ours: mild ones commoner than severe ones",
)
