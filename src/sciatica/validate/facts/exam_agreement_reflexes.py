"""How well two examiners agree: reflexes."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.exam.observer import Observer
from sciatica.validate.fact import Fact


def measure(parameters: ParameterSet) -> float:
    """Cohen's kappa of our examiners."""
    from sciatica.exam.observer import of_ratio
    from sciatica.muscle.reflex import muscles_of
    from sciatica.validate.facts._exam_bedside import kappa, root_losses, someone

    p, muscles = parameters.exam, someone(parameters, "male", 45.0).muscles
    root, lost = root_losses()
    left = 1.0 - lost[:, None] * (root @ muscles.root_weight.T)
    names = ("knee", "ankle")
    rows = {name: [muscles.index(muscle) for muscle in muscles_of(name)] for name in names}
    share = np.stack([left[:, rows[name]].mean(axis=1) for name in names], axis=1)

    def judged(observer: Observer, person: int) -> bool:
        off = np.array([observer.off(name) for name in names])
        return bool((of_ratio(share[person], p.observer_reflex_share, off) < p.reflex_reduced_below).any())

    return kappa(judged)


FACT = Fact(
    id="exam.agreement_reflexes",
    room="exam",
    fact="two examiners agree about reduced knee and ankle reflexes in suspected root lesions",
    published="kappa 0.42-0.53 for reflex changes (n = 91)",
    low=0.42,
    high=0.53,
    unit="1",
    species="man",
    source="vroomen2000",
    measure=measure,
    note="outside: our examiners never call a healthy reflex reduced, real ones do; losses of the patients are ours",
)
