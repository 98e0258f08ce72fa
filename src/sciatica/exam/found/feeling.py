"""Feeling by territory: a wisp, a pin and a tuning fork, each with the fibres that carry it.

A fork of 128 Hz is felt as vibration only through fibres that follow it, one impulse a period: a fibre that passes
single impulses but not trains of them carries touch and no vibration. So a demyelinated nerve loses the fork before
the wisp.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sciatica.body import CLASSES, ROOTS
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.exam.bedside import Bedside
from sciatica.exam.observer import EXACT, Observer, of_share
from sciatica.exam.values import Entries, by_site, flag

FORK_SITES = ("knee_medial", "medial_leg", "lateral_leg", "great_toe", "lateral_foot")
"""Where bone lies under the skin: knee, shin and inner ankle, outer ankle, great toe, outer edge of the foot."""


def feeling(bedside: Bedside, parameters: Parameters, observer: Observer = EXACT) -> Entries:
    """Light touch, pinprick and vibration by territory, and feeling around the back passage."""
    p, names, lying = parameters, bedside.body.territories.names, bedside.posture("lying")
    fork = [names.index(site) for site in FORK_SITES]
    felt = {
        "touch_reduced": (names, bedside.skin_loss("a_beta", lying), p.observer_touches, p.feeling_loss_found),
        "pinprick_reduced": (names, bedside.skin_loss("a_delta", lying), p.observer_pinpricks, p.feeling_loss_found),
        "vibration_reduced": (
            FORK_SITES,
            vibration_loss(bedside, lying, p)[:, fork],
            p.observer_forks,
            p.vibration_loss_found,
        ),
    }
    seen = {
        finding: of_share(loss, trials, observer.by_site(finding, sites))
        for finding, (sites, loss, trials, _) in felt.items()
    }
    found = {finding: by_site(seen[finding], sites, limit) for finding, (sites, _, _, limit) in felt.items()}
    behind = np.maximum(seen["touch_reduced"], seen["pinprick_reduced"])[:, names.index("saddle")].max()
    found["anal_sensation_reduced"] = flag(bool(behind >= p.feeling_loss_found))
    return found


def vibration_loss(bedside: Bedside, posture: int, parameters: Parameters) -> FloatArray:
    """[2, T] share of each territory's touch fibres that do not follow the fork."""
    kind, fibres, channels = CLASSES.index("a_beta"), bedside.body.fibres, bedside.channels
    mine = fibres.kind == kind
    passes = channels.passes[:, posture] & mine
    follows = passes & (channels.minimum_interval_ms[:, posture] <= 1000.0 / parameters.fork_hz)
    where = fibres.side * len(ROOTS) + fibres.root
    passing, following = (
        np.bincount(where, fibres.weight * rows, 2 * len(ROOTS)).reshape(2, -1) for rows in (passes, follows)
    )
    of_those = np.divide(following, passing, out=np.ones_like(following), where=passing > 0)
    carried = bedside.carried.copy()
    carried[:, :, kind, posture] *= of_those
    return replace(bedside, carried=carried).skin_loss("a_beta", posture)
