"""How well two examiners agree: feeling."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.exam.observer import Observer
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Cohen's kappa of our examiners."""
    from sciatica.exam.observer import of_share
    from sciatica.validate.facts._exam_bedside import kappa, root_losses, someone

    p, skin = parameters.exam, someone(parameters, "male", 45.0).territories
    root, lost = root_losses()
    loss = lost[:, None] * (root @ skin.root_weight.T)

    def judged(observer: Observer, person: int) -> bool:
        off = observer.by_site("touch", skin.names)[0]
        return bool((of_share(loss[person], p.observer_touches, off) >= p.feeling_loss_found).any())

    return kappa(judged)


FACT = Fact(
    id="exam.agreement_feeling",
    room="exam",
    fact="two examiners agree about loss of touch in suspected root lesions",
    published="kappa 0.57-0.82 for strength and feeling (n = 91)",
    low=0.57,
    high=0.82,
    unit="1",
    species="man",
    source="vroomen2000",
    measure=measure,
    knock_out=KnockOut("exam.observer_touches", 1e9),
    note="losses of the patients are ours: mild ones commoner than severe ones",
)
