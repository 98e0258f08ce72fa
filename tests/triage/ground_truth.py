"""Who is an emergency, judged from what is true inside a simulated patient and from nothing that anybody says.

It reads the state that `simulated_patients` stores: the share of the axons of S2 to S4 that carry an impulse, and the
strength of each movement on two or three days. It knows no finding, no rule and no answer, and imports none of them.
Its limits are ours (assumed), and `pages.py` moves them: how small may a loss be before somebody is missed?

- *Sacral block*: in one class of fibres, at least so much of the S2 to S4 axons of both sides together carries nothing.
  One side wholly gone is a half.
- *Loss of power*: a movement of a leg has lost at least so much of its strength, and that is new: it has lost so much
  within six weeks, or it is still losing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

PELVIC_FLOOR: Final = "anal_squeeze"


@dataclass(frozen=True)
class Limits:
    """From what loss on a patient is an emergency."""

    sacral_loss: float = 0.4
    """Share of one class of the S2-S4 axons of both sides that is blocked or gone."""
    strength_lost: float = 0.3
    """Share of a movement's strength."""
    new_within_days: float = 42.0
    loss_per_day: float = 0.02
    """Share of healthy strength lost a day, from which a loss is still going on."""


def reasons(patient: Mapping[str, Any], limits: Limits | None = None) -> tuple[str, ...]:
    """Why this patient is an emergency: ``sacral block``, ``loss of power``; empty when neither."""
    chosen = Limits() if limits is None else limits
    found = []
    if sacral_loss(patient) >= chosen.sacral_loss:
        found.append("sacral block")
    if _new_loss_of_power(patient, chosen):
        found.append("loss of power")
    return tuple(found)


def sacral_loss(patient: Mapping[str, Any]) -> float:
    """The worst class's share of S2-S4 axons, both sides together, that carries nothing."""
    now = patient["states"][-1]["sacral"]
    return max(1.0 - sum(sides) / len(sides) for sides in now.values())


def strength_lost(patient: Mapping[str, Any]) -> float:
    """The weakest movement of a leg's lost share of strength."""
    return max(1.0 - share for _, _, share in _movements(patient["states"][-1]))


def _movements(state: Mapping[str, Any]) -> list[tuple[str, int, float]]:
    return [
        (name, side, share)
        for name, sides in state["strength"].items()
        if name != PELVIC_FLOOR
        for side, share in enumerate(sides)
    ]


def _new_loss_of_power(patient: Mapping[str, Any], limits: Limits) -> bool:
    *before, now = patient["states"]
    for name, side, share in _movements(now):
        if 1.0 - share < limits.strength_lost:
            continue
        old = _strength_on(patient, name, side, now["day"] - limits.new_within_days)
        if old - share >= limits.strength_lost:
            return True
        for last in before[-1:]:
            rate = (last["strength"][name][side] - share) / (now["day"] - last["day"])
            if rate >= limits.loss_per_day:
                return True
    return False


def _strength_on(patient: Mapping[str, Any], name: str, side: int, day: float) -> float:
    """Strength on the last day known that is not after ``day``; whole before anything pressed."""
    known = [s for s in patient["states"][:-1] if s["day"] <= day + 1e-9]
    return float(known[-1]["strength"][name][side]) if known else 1.0


def is_mild(patient: Mapping[str, Any]) -> bool:
    """Mild pain in one leg, for less than a week, that is not rising, and no deficit.

    Mild: 0.5 to below 4 of 10. Not rising: there on the look before, and less than a point below today's. No deficit:
    nine in ten axons carry, and nine tenths of every strength and every feeling are there.
    """
    *_, before, now = patient["states"]
    worst, other = max(now["pain"]), min(now["pain"])
    hurts = 0.5 <= worst < 4.0 and other < 0.5
    steady = max(before["pain"]) >= 0.5 and worst - max(before["pain"]) < 1.0
    short = now["day"] - patient["began_day"] < 7.0
    whole = sacral_loss(patient) <= 0.1 and strength_lost(patient) <= 0.1 and now["touch_lost"] <= 0.1
    return hurts and steady and short and whole
