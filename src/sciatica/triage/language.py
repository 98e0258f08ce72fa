"""The language of the rules, read strictly: no evaluation of code, nothing outside this grammar.

    condition := term ("or" term)*          term := part ("and" part)*
    part      := "(" condition ")" | "always" | "age" ("<" | ">=") NUMBER
               | NAME "(" ids [":" sites] ")" [(">=" | "<=" | ">") NUMBER]
    ids, sites := NAME ("|" NAME)*

======================= ==================================================================================
``present(a|b)``        one of them is present
``at(a|b: x|y)``        one of them is said to be present at one of these sites
``both(a|b)``           something of them on the left and something of them on the right
``sudden(a|b)``         one of them came on suddenly
``worse(a|b)``          one of them is getting worse
``new(a|b) <= 42``      one came suddenly, gets worse, or is no older than so many days
``not_old(a|b) <= 42``  one is not known to have come gradually, to be stable, and to be older
``amount(a|b) >= 7``    one of them is at least so much (``<=`` where less is worse)
``days(a|b) > 7``       one of them has lasted longer than so many days
======================= ==================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from sciatica.core.errors import InputError, nearest
from sciatica.core.findings import table
from sciatica.triage.condition import (
    Age,
    All,
    Any,
    At,
    Both,
    Condition,
    Detail,
    Statement,
    amounting,
    lasting,
    new,
    not_old,
    present,
    sudden,
    worse,
)

DEEPEST: Final = 8
_PLAIN: Final[dict[str, tuple[Detail, str]]] = {
    "present": (present, "state"),
    "sudden": (sudden, "onset"),
    "worse": (worse, "course"),
}
_BY_DAYS: Final[dict[str, tuple[Callable[[float], Detail], str, str]]] = {
    "new": (new, "<=", "onset"),
    "not_old": (not_old, "<=", "state"),
    "days": (lasting, ">", "days"),
}
_TOKEN: Final = re.compile(r"\s*(?:([a-z][a-z0-9_]*)|([0-9]+(?:\.[0-9]+)?)|(>=|<=|>|<|[():|]))")


def parse(text: str, *, field: str = "") -> Condition:
    """A condition from its text.

    Raises:
        InputError: anything outside the language, an unknown finding or site, or a threshold that would let
            less of a bad thing count as more.
    """
    parser = _Parser(text, field)
    found = parser.condition(0)
    if parser.tokens:
        raise parser.refusal("more than a condition")
    return found


class _Parser:
    """Reads one condition, token by token."""

    def __init__(self, text: str, field: str) -> None:
        self.field, self.tokens = field, list[str]()
        at = 0
        while text[at:].strip():
            match = _TOKEN.match(text, at)
            if match is None:
                raise InputError("not a condition", field=field, given=text[at:], wanted="names, ( ) : | and, or")
            self.tokens.append(match[0].strip())
            at = match.end()

    def refusal(self, what: str, wanted: str = "", cure: str = "") -> InputError:
        return InputError(what, field=self.field, given=" ".join(self.tokens[:8]), wanted=wanted, cure=cure)

    def take(self, *allowed: str) -> str:
        if not self.tokens or (allowed and self.tokens[0] not in allowed):
            raise self.refusal("not a condition", wanted=" or ".join(allowed) or "a word")
        return self.tokens.pop(0)

    def next_is(self, *words: str) -> bool:
        return bool(self.tokens) and self.tokens[0] in words

    def condition(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise self.refusal("too deep")
        parts = [self.term(depth)]
        while self.next_is("or"):
            self.take()
            parts.append(self.term(depth))
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def term(self, depth: int) -> Condition:
        parts = [self.part(depth)]
        while self.next_is("and"):
            self.take()
            parts.append(self.part(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def part(self, depth: int) -> Condition:
        if self.next_is("("):
            self.take()
            inner = self.condition(depth + 1)
            self.take(")")
            return inner
        word = self.take("always", "age", "at", "both", "amount", *_PLAIN, *_BY_DAYS)
        if word == "always":
            return All(())
        if word == "age":
            return Age(self.take("<", ">=") == "<", self.number())
        self.take("(")
        findings = self.names(table(), "finding")
        sites = self.sites(findings) if word == "at" else ()
        self.take(")")
        return self.statement(word, findings, sites)

    def statement(self, word: str, findings: tuple[str, ...], sites: tuple[str, ...]) -> Condition:
        if word == "at":
            return At(findings, sites)
        if word == "both":
            if not all(table()[name].sided for name in findings):
                raise self.refusal("a finding without sides", wanted="findings that have sides")
            return Both(findings)
        if word in _BY_DAYS:
            make, sign, what = _BY_DAYS[word]
            self.take(sign)
            return Statement(findings, make(self.number()), what)
        if word == "amount":
            return self.amount(findings)
        detail, what = _PLAIN[word]
        return Statement(findings, detail, what)

    def amount(self, findings: tuple[str, ...]) -> Condition:
        worse = {table()[name].worse for name in findings}
        if len(worse) != 1 or "" in worse:
            raise self.refusal("amounts of different kinds", wanted="findings whose amounts worsen alike")
        upward = self.take(">=" if worse == {"up"} else "<=") == ">="
        return Statement(findings, amounting(self.number(), upward), "amount")

    def sites(self, findings: tuple[str, ...]) -> tuple[str, ...]:
        self.take(":")
        return self.names({site for name in findings for site in table()[name].sites}, "site")

    def names(self, allowed: Iterable[str], kind: str) -> tuple[str, ...]:
        known = set(allowed)
        found: list[str] = []
        while True:
            if not self.next_is(*known):
                best = nearest(self.tokens[0], known) if self.tokens else ""
                raise self.refusal(f"unknown {kind}", cure=f"did you mean {best}?" if best else "")
            found.append(self.take())
            if not self.next_is("|"):
                return tuple(found)
            self.take()

    def number(self) -> float:
        text = self.take()
        if not text[0].isdigit():
            raise self.refusal("not a number", wanted="a number")
        return float(text)
