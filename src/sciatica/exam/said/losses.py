"""What is lost, as far as the person notices it: feeling, strength, and what the pelvis needs."""

from __future__ import annotations

import numpy as np

from sciatica.body import CLASSES
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.exam.bedside import Bedside
from sciatica.exam.values import Entries, by_site, flag, rounded, sided


def numbness(bedside: Bedside, parameters: Parameters) -> Entries:
    """Numb skin, where enough of the touch fibres of a territory carry nothing."""
    loss = bedside.skin_loss("a_beta", bedside.posture("lying"))
    names = bedside.body.territories.names
    limbs = [i for i, n in enumerate(names) if n not in ("saddle", "genital")]
    saddle = loss[:, [names.index("saddle"), names.index("genital")]].max(axis=1)
    return {
        "numbness": by_site(loss[:, limbs], [names[i] for i in limbs], parameters.numbness_noticed),
        "saddle_numbness": sided(list(saddle >= parameters.numbness_noticed), saddle),
    }


def weakness(bedside: Bedside, parameters: Parameters, strength: dict[str, FloatArray]) -> Entries:
    """Weakness that the person notices, by movement."""
    names = list(strength)
    lost = np.stack([1.0 - strength[n] for n in names], axis=1)
    limbs = [i for i, n in enumerate(names) if n != "anal_squeeze"]
    return {
        "weakness_noticed": by_site(lost[:, limbs], [names[i] for i in limbs], parameters.weakness_noticed),
    }


def pelvic(bedside: Bedside, parameters: Parameters, strength: dict[str, FloatArray]) -> Entries:
    """Bladder, bowel and sex: what the S2-S4 fibres of both sides still carry.

    One side alone keeps bladder and bowel working, so the loss that counts is that of the better side; a slack half of
    the sphincter is felt, so tone is the mean of both.
    """
    pelvic_roots = bedside.body.pelvic
    lying = bedside.posture("lying")
    # the pelvic nerves leave at the plexus, as the saddle's does
    met = bedside.skin_met[:, bedside.body.territories.index("saddle")]

    def lost(organ: str, kind: str) -> float:
        weight = pelvic_roots.root_weight[pelvic_roots.index(organ)]
        share = np.nan_to_num(1.0 - bedside.carried[:, :, CLASSES.index(kind), lying]) * met
        return float((share @ weight).min())

    outflow, feeling, fullness = lost("bladder", "pelvic"), lost("bladder", "a_delta"), lost("bowel", "a_delta")
    held, squeeze = float(np.max(strength["anal_squeeze"])), float(np.mean(strength["anal_squeeze"]))
    return {
        "bladder_hesitancy": flag(outflow >= parameters.bladder_hesitancy_loss, outflow),
        "bladder_retention": flag(outflow >= parameters.bladder_retention_loss, outflow),
        "bladder_incontinence": flag(outflow >= parameters.bladder_overflow_loss, outflow),
        "urinary_sensation_reduced": flag(feeling >= parameters.pelvic_feeling_loss, feeling),
        "rectal_fullness_lost": flag(fullness >= parameters.pelvic_feeling_loss, fullness),
        "bowel_incontinence": flag(1 - held >= parameters.bowel_control_loss, 1 - held),
        "sexual_dysfunction": flag(
            lost("sexual", "pelvic") >= parameters.bladder_hesitancy_loss, lost("sexual", "pelvic")
        ),
        "anal_tone_reduced": flag(1 - squeeze >= parameters.anal_tone_loss, rounded(squeeze)),
    }
