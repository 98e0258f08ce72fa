"""The table of rules and the advice, read once and checked.

``rules.yaml`` holds for each rule its plain words, its condition in the language of :mod:`.language`, the
urgency, the sources and the day they were read, and the hazard that it controls. ``advice.yaml`` holds what
guidance says to do meanwhile, what should bring a person back, and what course to expect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, cast

from sciatica.core.errors import InputError
from sciatica.triage import own_yaml
from sciatica.triage.condition import Condition
from sciatica.triage.language import parse

Urgency = Literal["self_care", "see_clinician", "urgent", "emergency"]
LEVELS: Final[tuple[Urgency, ...]] = ("self_care", "see_clinician", "urgent", "emergency")
_NEEDED: Final = frozenset({"id", "words", "when", "urgency", "sources", "read", "hazard"})
_ALLOWED: Final = _NEEDED | {"within_days", "status", "note", "stage"}
Stage = Literal["suspected", "incomplete", "retention"]
STAGES: Final[tuple[Stage, ...]] = ("suspected", "incomplete", "retention")
"""Stages of a pressed cauda equina, the earliest first: each is an emergency."""


@dataclass(frozen=True)
class Rule:
    """One reason to seek help; ``text`` is the condition as written, ``condition`` the same, read."""

    id: str
    words: str
    text: str
    condition: Condition
    urgency: Urgency
    within_days: int | None
    sources: tuple[str, ...]
    read: date
    hazard: str
    status: Literal["published", "assumed"]
    stage: Stage | None
    note: str


@dataclass(frozen=True)
class Advice:
    """One piece of advice and the keys of its sources."""

    words: str
    sources: tuple[str, ...]


def rank(urgency: Urgency) -> int:
    """0 for self-care up to 3 for an emergency."""
    return LEVELS.index(urgency)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in the order of the file, which is the order of danger.

    Raises:
        InputError: a rule that is not complete or whose condition cannot be read.
    """
    return read_rules(_text("rules.yaml"))


def read_rules(text: str) -> tuple[Rule, ...]:
    """Rules from YAML text.

    Raises:
        InputError: as :func:`rules`.
    """
    found = tuple(_rule(entry) for entry in own_yaml.load(text, file="rules.yaml").get("rules", []))
    seen: set[str] = set()
    for rule in found:
        if rule.id in seen:
            raise InputError("the same id twice", file="rules.yaml", field=rule.id)
        seen.add(rule.id)
    return found


def _rule(entry: dict[str, Any]) -> Rule:
    name = str(entry.get("id", ""))
    wrong = (_NEEDED - set(entry)) | (set(entry) - _ALLOWED)
    if wrong:
        raise InputError("a rule with missing or unknown keys", file="rules.yaml", field=name,
                         given=", ".join(sorted(wrong)))  # fmt: skip
    urgency, days, status = entry["urgency"], entry.get("within_days"), entry.get("status", "published")
    stage = entry.get("stage")
    if urgency not in LEVELS or status not in ("published", "assumed"):
        raise InputError("an unknown urgency or status", file="rules.yaml", field=name)
    if stage is not None and (stage not in STAGES or urgency != "emergency"):
        raise InputError("every stage is one of three and an emergency", file="rules.yaml", field=name, given=stage)
    if (type(days) is int) != (urgency == "see_clinician"):
        raise InputError("within_days belongs to see_clinician", file="rules.yaml", field=name, given=days)
    if status == "assumed" and not entry.get("note"):
        raise InputError("an assumed rule needs a note", file="rules.yaml", field=name)
    return Rule(
        id=name,
        words=str(entry["words"]),
        text=str(entry["when"]),
        condition=parse(str(entry["when"]), field=f"rules.yaml: {name}"),
        urgency=cast(Urgency, urgency),
        within_days=days,
        sources=tuple(str(key) for key in entry["sources"]),
        read=date.fromisoformat(str(entry["read"])),
        hazard=str(entry["hazard"]),
        status=status,
        stage=stage,
        note=str(entry.get("note", "")),
    )


@cache
def advice(kind: Literal["meanwhile", "come_back", "course"]) -> Sequence[Advice]:
    """What guidance says to do meanwhile, what should bring a person back, or what course to expect."""
    loaded = own_yaml.load(_text("advice.yaml"), file="advice.yaml")
    return tuple(Advice(str(item["words"]), tuple(item["sources"])) for item in loaded[kind])


def _text(name: str) -> str:
    return files("sciatica.triage").joinpath(name).read_text(encoding="utf-8")
