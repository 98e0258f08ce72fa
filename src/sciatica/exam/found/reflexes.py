"""Tendon reflexes, each against the healthy response."""

from __future__ import annotations

from sciatica.core.parameters import Parameters
from sciatica.exam.bedside import Bedside
from sciatica.exam.observer import EXACT, Observer, of_ratio
from sciatica.exam.values import Entries, sided


def reflexes(bedside: Bedside, parameters: Parameters, observer: Observer = EXACT) -> Entries:
    """Knee, medial hamstring and ankle reflex, those that were tried."""
    found: Entries = {}
    for name, share in bedside.reflex.items():
        finding = f"{name}_reflex_reduced"
        seen = of_ratio(share, parameters.observer_reflex_share, observer.by_side(finding))
        found[finding] = sided(list(seen < parameters.reflex_reduced_below), seen, said_anyway=True)
    return found
