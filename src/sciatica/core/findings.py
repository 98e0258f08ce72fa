"""``Findings``: the only thing that an examiner could know, three-valued, made from one table.

``exam`` writes it for a simulated patient, a person types it for a real one; ``triage`` reads it and nothing
else. A missing answer is unknown, and unknown is never absent. What it holds is a person's health: it prints
its size, never its content.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from types import MappingProxyType
from typing import Any, Final, Literal, Self

from sciatica.core.errors import InputError, nearest
from sciatica.core.findings_table import Row, table
from sciatica.core.findings_value import SIDES, UNKNOWN, FindingValue, Side, State, values_of, worst
from sciatica.core.plain import Choice, Key, Number, plain

__all__ = ["PERSON", "FindingValue", "Findings", "Row", "State", "table"]

SCHEMA: Final = 1
_NONE: Final[Mapping[str, tuple[FindingValue, ...]]] = MappingProxyType({})


PERSON: Final[Mapping[str, Key]] = {
    "age_years": Number(0, 120, "age, years", optional=True),
    "sex": Choice(("male", "female"), optional=True),
}
"""Whom the findings are about, as far as it is known."""


@dataclass(frozen=True, repr=False)
class Findings:
    """Answers by finding, in the table's order. Make one with :meth:`from_mapping` or :meth:`from_yaml`."""

    age_years: float | None = None
    sex: Literal["male", "female"] | None = None
    answers: Mapping[str, tuple[FindingValue, ...]] = field(default_factory=lambda: _NONE)

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any], *, file: str = "") -> Self:
        """Findings from plain data: ``schema`` (1), ``person`` {age_years, sex}, and one key a finding.

        A finding's value is a state (``fever: absent``), a mapping (``leg_pain: {state: present, side: right,
        amount: 4}``), or a list of them, one a side or site.

        Raises:
            InputError: an unknown key (the nearest right one is named), a wrong value, or a contradiction.
        """
        if not isinstance(data, Mapping):
            raise InputError("not a mapping", file=file, wanted="keys and values, as `fever: absent`")
        rows = table()
        for key in data:
            if key not in rows and key not in ("schema", "person"):
                best = nearest(str(key), rows)
                raise InputError("unknown finding", file=file, field=str(key),
                                 cure=f"did you mean {best}?" if best else "see docs/triage.md")  # fmt: skip
        schema = data.get("schema", SCHEMA)
        if type(schema) is not int or schema != SCHEMA:
            raise InputError("unknown schema", file=file, field="schema", given=schema, wanted=str(SCHEMA))
        person = data.get("person")
        who = plain(PERSON, {} if person is None else person, file=file, field="person")
        given = ((row, values_of(row, data[name], file=file)) for name, row in rows.items() if name in data)
        answers = {row.id: values for row, values in given if values}
        return cls(who.get("age_years"), who.get("sex"), MappingProxyType(answers))

    @classmethod
    def from_yaml(cls, path: str | os.PathLike[str]) -> Self:
        """Findings from a YAML file, read strictly.

        Raises:
            InputError: as :func:`sciatica.core.yaml.load` and :meth:`from_mapping`.
        """
        from sciatica.core import yaml  # its parser is slow to load, and only files need it

        loaded = yaml.load(path)
        file = os.fspath(path)
        if isinstance(loaded, list):
            raise InputError("not a mapping", file=file, given="a list", wanted="`fever: absent` and so on")
        return cls.from_mapping(loaded, file=file)

    def to_mapping(self) -> dict[str, Any]:
        """Plain data that :meth:`from_mapping` reads back; same findings, same order."""
        who = {"age_years": self.age_years, "sex": self.sex}
        data: dict[str, Any] = {"schema": SCHEMA, "person": {k: v for k, v in who.items() if v is not None}}
        for name, values in self.answers.items():
            plain = [value.to_mapping() for value in values]
            data[name] = plain[0] if len(plain) == 1 else plain
        return data

    def to_json(self) -> str:
        """:meth:`to_mapping` as JSON text."""
        return json.dumps(self.to_mapping(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"

    def to_yaml(self) -> str:
        """:meth:`to_mapping` as YAML text that :meth:`from_yaml` reads back; a bare answer is a word."""
        from sciatica.core import yaml_write

        data = self.to_mapping()
        for name, value in data.items():
            if isinstance(value, dict) and value.keys() == {"state"}:
                data[name] = value["state"]
        return yaml_write.dump(data)

    def values(self, name: str) -> tuple[FindingValue, ...]:
        """Every answer about one finding; none where nothing was said.

        Raises:
            InputError: no such finding.
        """
        row_of(name)
        return self.answers.get(name, ())

    def get(self, name: str, side: Side | None = None, site: str | None = None) -> FindingValue:
        """The one answer about a finding on a side and at a site, or over all of them where none is named.

        Present if it is present anywhere asked about (the worst amount of several), absent only if it is
        absent everywhere asked about, else unknown. ``both`` asks whether it is present on both sides.

        Raises:
            InputError: no such finding.
        """
        row = row_of(name)
        if side == "both":
            return self._on_both(row, site)
        sides = (side,) if side in SIDES else SIDES if row.sided else (None,)
        sites = (site,) if site is not None else row.sites or (None,)
        cells = list(product(sides, sites))
        values = self.answers.get(name, ())
        near = [v for v in values if v.site in (site, None) or site is None]
        near = [v for v in near if not row.sided or set(v.sides()) & set(sides)]
        here = [v for v in near if v.state == "present" and (site is None or v.site == site)]
        if side in SIDES:
            here = [v for v in here if v.side is not None]
        if (present := worst(row, here)) is not None:
            return present
        if all(state_at(row, values, *cell) == "absent" for cell in cells):
            return worst(row, (v for v in near if v.state == "absent")) or FindingValue(state="absent")
        return next((v for v in near if v.state == "unknown"), UNKNOWN)

    def _on_both(self, row: Row, site: str | None) -> FindingValue:
        left, right = (self.get(row.id, side, site) for side in SIDES)
        states = {left.state, right.state}
        if states == {"present"}:
            return worst(row, (left, right)) or left
        return FindingValue(state="absent") if "absent" in states else UNKNOWN

    def with_absent(self, names: Iterable[str]) -> Self:
        """A copy in which every finding of ``names`` that is not answered at all is answered: absent.

        Raises:
            InputError: no such finding.
        """
        wanted = {row_of(name).id for name in names}
        absent = (FindingValue(state="absent"),)
        merged = {n: self.answers.get(n, absent) for n in table() if n in self.answers or n in wanted}
        return type(self)(self.age_years, self.sex, MappingProxyType(merged))

    def __repr__(self) -> str:
        """How much is known, not what."""
        return f"Findings({len(self.answers)} answered)"

    def __hash__(self) -> int:
        """By content, as equality is."""
        return hash((self.age_years, self.sex, tuple(self.answers.items())))

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process as plain data."""
        return Findings.from_mapping, (self.to_mapping(),)


def row_of(name: str) -> Row:
    """The table's row of a finding.

    Raises:
        InputError: no such finding; the nearest right one is named.
    """
    row = table().get(name)
    if row is None:
        best = nearest(name, table())
        raise InputError("unknown finding", given=name, cure=f"did you mean {best}?" if best else "")
    return row


def state_at(row: Row, values: Iterable[FindingValue], side: str | None, site: str | None) -> State:
    """What the answers say of one side and one site; ``side`` None is for findings without sides."""
    values = tuple(values)
    touching = [v for v in values if side is None or side in v.sides()]
    if values and not touching and row.other_side_absent:
        return "absent"
    for v in touching:
        if v.state == "present" and (side is None or v.side is not None) and v.site == site:
            return "present"
    if any(v.state == "absent" and v.site in (site, None) for v in touching):
        return "absent"
    return "unknown"
