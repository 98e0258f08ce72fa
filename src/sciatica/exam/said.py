"""What the person says: where it hurts and how, what is numb, weak or in spasm, and what makes it worse.

The quality of a pain follows the fibres that fire (Ochoa & Torebjörk's microneurography: touch fibres buzz and tingle,
A-delta fibres prick, C fibres burn); where large fibres fire in bursts, it is called electric.
"""

from __future__ import annotations

import numpy as np

from sciatica.body import CLASSES
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.exam.bedside import Bedside, territory_loss
from sciatica.exam.values import Entries, by_site, flag, rounded, sided

_BELOW_KNEE = (
    "medial_leg",
    "lateral_leg",
    "posterior_calf",
    "dorsum_foot",
    "great_toe",
    "lateral_foot",
    "sole",
)


def usual_pain(bedside: Bedside) -> FloatArray:
    """[2, 9] pain from each root in the worst of the postures that fill the person's day, 0-10."""
    daily = np.flatnonzero(bedside.hours > 0)
    worst: FloatArray = bedside.pain[:, :, daily].max(axis=2)
    return worst


def pain(bedside: Bedside, parameters: Parameters) -> Entries:
    """Leg pain, where it is, and whether it goes below the knee."""
    by_root = usual_pain(bedside)
    worst = by_root.max(axis=1)
    here = worst >= parameters.pain_noticed
    territories = bedside.body.territories
    spread = by_root @ territories.pain_weight.T
    reach = spread / np.maximum(territories.pain_weight.max(axis=1), 1e-9)
    site = np.minimum(reach, worst[:, None]) * (spread > 0)
    names = territories.names
    below = site[:, [names.index(n) for n in _BELOW_KNEE]].max(axis=1)
    buttock = site[:, names.index("buttock")]
    return {
        "leg_pain": sided(list(here), worst, 1),
        "pain_site": by_site(site, names, parameters.pain_noticed, digits=1),
        "pain_below_knee": sided(list(here & (below >= parameters.pain_noticed))),
        "buttock_pain": sided(list(here & (buttock >= parameters.pain_noticed)), buttock, 1),
    }


def quality(bedside: Bedside, parameters: Parameters) -> Entries:
    """Sharp, burning, tingling or electric, from the fibre classes that fire in the postures of the day."""
    fibres, channels = bedside.body.fibres, bedside.channels
    daily = np.flatnonzero(bedside.hours > 0)

    def strength(kinds: tuple[str, ...], rate: FloatArray) -> FloatArray:
        chosen = np.isin(fibres.kind, [CLASSES.index(k) for k in kinds])
        out = np.zeros(2)
        for side in (0, 1):
            rows = chosen & (fibres.side == side)
            roots = fibres.root[rows]
            weight = np.bincount(roots, fibres.weight[rows], minlength=9)
            fired = np.stack([np.bincount(roots, fibres.weight[rows] * r, minlength=9) for r in rate[rows].T])
            mean = (fired / np.maximum(weight, 1e-9)).max()
            out[side] = mean / (mean + parameters.quality_half_rate_hz)
        return out

    rate = channels.ectopic_rate_hz[:, daily]
    burst = burst_rate_hz(channels.ectopic_pattern_ms[:, daily], channels.window_ms, parameters.burst_interval_ms)
    felt = {
        "pain_tingling": strength(("a_beta",), rate),
        "pain_sharp": strength(("a_delta",), rate),
        "pain_burning": strength(("c",), rate),
        "pain_electric": strength(("a_alpha", "a_beta"), burst),
    }
    return {name: sided(list(v >= parameters.quality_noticed), v) for name, v in felt.items()}


def burst_rate_hz(pattern_ms: FloatArray, window_ms: float, interval_ms: float) -> FloatArray:
    """Impulses a second that follow the one before within ``interval_ms``; over the last axis of the pattern."""
    if pattern_ms.shape[-1] < 2:
        return np.zeros(pattern_ms.shape[:-1])
    close: FloatArray = (np.diff(pattern_ms, axis=-1) <= interval_ms).sum(axis=-1) * 1000.0 / window_ms
    return close


def numbness(bedside: Bedside, parameters: Parameters) -> Entries:
    """Numb skin, where enough of the touch fibres of a territory carry nothing."""
    loss = territory_loss(bedside.body, bedside.carried, "a_beta", bedside.posture("lying"))
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


def aggravators(bedside: Bedside, parameters: Parameters) -> Entries:
    """What makes it worse or better, in points of pain against lying down."""
    worst = bedside.pain_by_side.max(axis=0)
    lying = worst[bedside.posture("lying")]
    out: Entries = {}
    asked = {
        "worse_cough": "coughing",
        "worse_sneeze": "sneezing",
        "worse_strain": "straining",
        "worse_sitting": "sitting",
        "worse_standing": "standing",
        "worse_walking": "walking",
        "worse_bending": "bending",
    }
    for finding, posture in asked.items():
        if bedside.has(posture):
            change = worst[bedside.posture(posture)] - lying
            out[finding] = flag(bool(change >= parameters.pain_change_noticed), change, 1)
    if bedside.has("standing"):
        standing = worst[bedside.posture("standing")]
        out["better_lying"] = flag(bool(standing - lying >= parameters.pain_change_noticed), standing - lying, 1)
        for finding, posture in (("better_sitting", "sitting"), ("better_bending_forward", "bending")):
            if bedside.has(posture):
                gain = standing - worst[bedside.posture(posture)]
                out[finding] = flag(bool(gain >= parameters.pain_change_noticed), gain, 1)
    night = bedside.posture("sleeping") if bedside.has("sleeping") else bedside.posture("lying")
    out["sleep_disturbed"] = flag(bool(worst[night] >= parameters.pain_disturbs_sleep))
    return out


def spasm(bedside: Bedside, parameters: Parameters) -> Entries:
    """Spasms and twitches: the strongest of each muscle, as they were detected in the firing."""
    names = bedside.body.muscles.names
    strongest = np.zeros((2, len(names)))
    for event in bedside.episode.spasms:
        strongest[event.side, event.muscle] = max(strongest[event.side, event.muscle], event.strength_percent)
    minutes = float(bedside.episode.time_s[-1]) / 60.0
    twitches = np.zeros((2, len(names)))
    for twitch in bedside.episode.twitches:
        twitches[twitch.side, twitch.muscle] += 1.0 / minutes
    return {
        "muscle_spasm": by_site(strongest, names, parameters.spasm_noticed_percent, digits=1),
        "muscle_twitching": by_site(twitches, names, parameters.twitches_noticed_per_min, digits=0),
    }


def pelvic(bedside: Bedside, parameters: Parameters, strength: dict[str, FloatArray]) -> Entries:
    """Bladder, bowel and sex: what the S2-S4 fibres of both sides still carry.

    One side alone keeps bladder and bowel working, so the loss that counts is that of the better side; a slack half of
    the sphincter is felt, so tone is the mean of both.
    """
    pelvic_roots = bedside.body.pelvic
    lying = bedside.posture("lying")

    def lost(organ: str, kind: str) -> float:
        weight = pelvic_roots.root_weight[pelvic_roots.index(organ)]
        share = np.nan_to_num(1.0 - bedside.carried[:, :, CLASSES.index(kind), lying])
        return float((share @ weight).min())

    outflow, feeling = lost("bladder", "pelvic"), lost("bladder", "a_delta")
    held, squeeze = float(np.max(strength["anal_squeeze"])), float(np.mean(strength["anal_squeeze"]))
    return {
        "bladder_hesitancy": flag(outflow >= parameters.bladder_hesitancy_loss, outflow),
        "bladder_retention": flag(outflow >= parameters.bladder_retention_loss, outflow),
        "bladder_incontinence": flag(outflow >= parameters.bladder_overflow_loss, outflow),
        "urinary_sensation_reduced": flag(feeling >= parameters.pelvic_feeling_loss, feeling),
        "bowel_incontinence": flag(1 - held >= parameters.bowel_control_loss, 1 - held),
        "sexual_dysfunction": flag(
            lost("sexual", "pelvic") >= parameters.bladder_hesitancy_loss, lost("sexual", "pelvic")
        ),
        "anal_tone_reduced": flag(1 - squeeze >= parameters.anal_tone_loss, rounded(squeeze)),
    }
