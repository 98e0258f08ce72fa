"""What a rule may ask of the findings: statements that nothing good can make true.

A condition is *all* and *any* over statements that can only become true as more is present, worse, or
nearer to the worse end of its scale; there is no *not*. So absent ≤ unknown ≤ present holds by
construction. Each statement is answered twice: by what is known, and by the worst that any completion of
the unknown allows. That worst is exact: the statements of one rule ask of different findings, or of the
same end of one finding, so that one completion makes all of them true at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sciatica.core.findings import FindingValue
from sciatica.triage.claims import Claim, Claims


class Need(NamedTuple):
    """What is not known: of which finding, and what of it (``state``, ``onset``, …)."""

    finding: str
    what: str


class Truth(NamedTuple):
    """``known``: true as far as is known. ``possible``: in some completion. ``needs``: what would decide."""

    known: bool
    possible: bool
    needs: tuple[Need, ...] = ()


Condition = Callable[[Claims], Truth]
Detail = Callable[[FindingValue], tuple[bool, bool]]


def present(value: FindingValue) -> tuple[bool, bool]:
    """Is there at all."""
    return True, True


def sudden(value: FindingValue) -> tuple[bool, bool]:
    """Came on suddenly."""
    return value.onset == "sudden", value.onset != "gradual"


def worse(value: FindingValue) -> tuple[bool, bool]:
    """Is getting worse."""
    return value.course == "worse", value.course in ("worse", "unknown")


def _is_old(value: FindingValue, days: float) -> bool:
    settled = value.onset == "gradual" and value.course in ("stable", "better")
    return settled and value.since_days is not None and value.since_days > days


def new(days: float) -> Detail:
    """Came suddenly, gets worse, or is no older than so many days."""

    def detail(value: FindingValue) -> tuple[bool, bool]:
        recent = value.since_days is not None and value.since_days <= days
        return value.onset == "sudden" or value.course == "worse" or recent, not _is_old(value, days)

    return detail


def not_old(days: float) -> Detail:
    """Is not known to have come gradually, to be stable or better, and to be older than so many days."""

    def detail(value: FindingValue) -> tuple[bool, bool]:
        return not _is_old(value, days), not _is_old(value, days)

    return detail


def lasting(days: float) -> Detail:
    """Has lasted longer than so many days."""
    return lambda value: _beyond(value.since_days, lambda x: x > days)


def amounting(limit: float, upward: bool) -> Detail:
    """Amounts to at least ``limit``, or to at most ``limit`` where less is worse."""
    return lambda value: _beyond(value.amount, lambda x: x >= limit if upward else x <= limit)


def _beyond(known: float | None, compare: Callable[[float], bool]) -> tuple[bool, bool]:
    return (False, True) if known is None else (compare(known), compare(known))


@dataclass(frozen=True)
class Statement:
    """One of ``findings`` is present and the detail holds."""

    findings: tuple[str, ...]
    detail: Detail
    what: str

    def __call__(self, claims: Claims) -> Truth:
        """Answer by what is known and by what is possible."""
        known = possible = False
        needs: list[Need] = []
        for claim in (claim for name in self.findings for claim in claims.of(name)):
            sure, maybe = self.detail(claim.value)
            known = known or (claim.certain and sure)
            possible = possible or maybe
            if maybe and not (claim.certain and sure):
                needs.append(Need(claim.finding, self.what if claim.certain else "state"))
        return Truth(known, possible, () if known else tuple(needs))


@dataclass(frozen=True)
class Both:
    """Something of ``findings`` on the left and something of them on the right."""

    findings: tuple[str, ...]

    def __call__(self, claims: Claims) -> Truth:
        """Answer by what is known and by what is possible."""
        every = [claim for name in self.findings for claim in claims.of(name)]
        sure = {claim.sides[0] for claim in every if claim.certain and len(claim.sides) == 1}
        maybe = {side for claim in every for side in claim.sides}
        known, possible = len(sure) == 2, len(maybe) == 2
        needs = [Need(c.finding, "side" if c.certain else "state") for c in every if not _settled(c)]
        return Truth(known, possible, tuple(needs) if possible and not known else ())


def _settled(claim: Claim) -> bool:
    return claim.certain and len(claim.sides) == 1


@dataclass(frozen=True)
class At:
    """One of ``findings`` is said to be present at one of ``sites``.

    A place that nobody named is asked for by a question of its own (``saddle_numbness``).
    """

    findings: tuple[str, ...]
    sites: tuple[str, ...]

    def __call__(self, claims: Claims) -> Truth:
        """Answer by what is known; nothing more is possible here."""
        every = (claim for name in self.findings for claim in claims.of(name))
        known = any(claim.certain and claim.value.site in self.sites for claim in every)
        return Truth(known, known)


@dataclass(frozen=True)
class Age:
    """The person is younger than, or at least, so many years."""

    younger: bool
    years: float

    def __call__(self, claims: Claims) -> Truth:
        """Answer by what is known and by what is possible."""
        age = claims.findings.age_years
        if age is None:
            return Truth(False, True, (Need("age_years", "state"),))
        holds = age < self.years if self.younger else age >= self.years
        return Truth(holds, holds)


@dataclass(frozen=True)
class All:
    """Every part holds; of no parts, always."""

    parts: tuple[Condition, ...]

    def __call__(self, claims: Claims) -> Truth:
        """Answer by what is known and by what is possible."""
        truths = [part(claims) for part in self.parts]
        known, possible = all(t.known for t in truths), all(t.possible for t in truths)
        return Truth(known, possible, _needs(truths) if possible and not known else ())


@dataclass(frozen=True)
class Any:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def __call__(self, claims: Claims) -> Truth:
        """Answer by what is known and by what is possible."""
        truths = [part(claims) for part in self.parts]
        known, possible = any(t.known for t in truths), any(t.possible for t in truths)
        return Truth(known, possible, () if known else _needs(truths))


def _needs(truths: Iterable[Truth]) -> tuple[Need, ...]:
    return tuple(need for truth in truths if truth.possible and not truth.known for need in truth.needs)
