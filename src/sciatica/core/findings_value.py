"""One answer: present, absent or unknown, and where, how much, since when and whither.

Unknown is never absent. A value that names no side, where sides matter, speaks of both when it is absent or
unknown, and of one or both, we do not know which, when it is present.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, Literal

from sciatica.core.errors import InputError, nearest
from sciatica.core.findings_table import Row
from sciatica.core.plain import Choice, Key, Number, Text, plain

State = Literal["present", "absent", "unknown"]
Side = Literal["left", "right", "both"]
STATES: Final = ("present", "absent", "unknown")
SIDES: Final = ("left", "right")
_SIDE_ORDER: Final = {"left": 0, "right": 1, "both": 2, None: 3}
_THAT_COUNTS: Final = 0.5  # points of pain, below it the nearest whole answer is 0; or half of a feeling


KEYS: Final[Mapping[str, Key]] = {
    "state": Choice(STATES, "present, absent or unknown"),
    "side": Choice(("left", "right", "both"), optional=True),
    "site": Text(optional=True),
    "amount": Number(optional=True),
    "onset": Choice(("sudden", "gradual", "unknown")),
    "since_days": Number(0, 43830, "for how many days", optional=True),
    "course": Choice(("better", "stable", "worse", "unknown")),
}
"""What an answer may hold: the reader and the JSON Schema are both made from it."""


@dataclass(frozen=True, kw_only=True, repr=False, slots=True)
class FindingValue:
    """One answer about one finding. ``amount`` is in the table's unit."""

    state: State
    side: Side | None = None
    site: str | None = None
    amount: float | None = None
    onset: Literal["sudden", "gradual", "unknown"] = "unknown"
    since_days: float | None = None
    course: Literal["better", "stable", "worse", "unknown"] = "unknown"

    def __repr__(self) -> str:
        """Nothing: what a person answered must not reach a log."""
        return "FindingValue()"

    def sides(self) -> tuple[str, ...]:
        """The sides that this answer speaks of: none named or ``both`` are both."""
        return SIDES if self.side in (None, "both") else (str(self.side),)

    def to_mapping(self) -> dict[str, Any]:
        """The answer without what was left open."""
        known = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) != f.default}
        return {"state": self.state} | known

    def is_blank(self) -> bool:
        """Whether it says no more than a missing answer does."""
        return self == UNKNOWN


UNKNOWN: Final = FindingValue(state="unknown")


def values_of(row: Row, data: object, *, file: str = "") -> tuple[FindingValue, ...]:
    """The answers about one finding, checked and in order (site, then side).

    Args:
        row: the finding.
        data: a state, a mapping, a :class:`FindingValue`, or a list of them; None is unknown.
        file: the file's name, for errors.

    Raises:
        InputError: a value of the wrong form, out of range, or two that contradict each other.
    """
    many = isinstance(data, list | tuple)
    items: Sequence[object] = data if isinstance(data, list | tuple) else () if data is None else (data,)
    most = most_answers(row)
    if len(items) > most:
        raise InputError("too many answers", file=file, field=row.id, given=len(items), wanted=f"at most {most}")
    values = [_one(row, item, f"{row.id}[{i}]" if many else row.id, file) for i, item in enumerate(items)]
    order = {site: i for i, site in enumerate(row.sites)}
    values.sort(key=lambda v: (order.get(v.site or "", -1), _SIDE_ORDER[v.side]))
    _no_contradiction(row, values, file)
    return () if all(v.is_blank() for v in values) else tuple(values)


def most_answers(row: Row) -> int:
    """How many answers one finding can have: one for each side and site, and for both, and for none named."""
    return (len(SIDES) + 2) * (len(row.sites) + 1)


def _one(row: Row, item: object, field: str, file: str) -> FindingValue:
    if isinstance(item, FindingValue):
        item = item.to_mapping()
    if isinstance(item, str):
        item = {"state": item}
    if not isinstance(item, Mapping):
        raise InputError("not an answer", file=file, field=field, given=item,
                         wanted="present, absent, unknown, or a mapping with `state`")  # fmt: skip
    if item.get("state") not in STATES:
        given = item.get("state", "nothing")
        raise InputError("not a state", file=file, field=f"{field}.state", given=given,
                         wanted="present, absent or unknown")  # fmt: skip
    value = FindingValue(**plain(KEYS, item, file=file, field=field))
    _fits(row, value, field, file)
    return value


def _fits(row: Row, value: FindingValue, field: str, file: str) -> None:
    """Refuse a side, a site or an amount that the table does not provide for."""
    if value.side is not None and not row.sided:
        raise InputError("this finding has no side", file=file, field=f"{field}.side", given=value.side,
                         cure="leave the side out")  # fmt: skip
    if value.site is not None and value.site not in row.sites:
        best = nearest(value.site, row.sites)
        raise InputError("unknown site" if row.sites else "this finding has no site", file=file,
                         field=f"{field}.site", given=value.site, wanted=", ".join(row.sites),
                         cure=f"did you mean {best}?" if best else "")  # fmt: skip
    if value.amount is None:
        return
    if not row.has_amount:
        raise InputError("this finding has no amount", file=file, field=f"{field}.amount", given=value.amount,
                         cure="leave the amount out")  # fmt: skip
    if not row.low <= value.amount <= row.high:
        raise InputError("out of range", file=file, field=f"{field}.amount", given=value.amount,
                         wanted=f"{row.low:g} to {row.high:g} {row.unit}")  # fmt: skip
    if value.state == "absent" and _is_something(row, value.amount):
        nothing = row.high if row.worse == "down" else 0.0
        raise InputError("absent, yet with an amount", file=file, field=field, given=value.amount,
                         wanted=f"state: present, or the amount {nothing:g}")  # fmt: skip


def _is_something(row: Row, amount: float) -> bool:
    """Whether an amount says that the finding is there: pain of 9, half of the feeling gone, power of grade 3."""
    if row.unit == "MRC":
        return amount < row.high
    return row.unit in ("NRS", "fraction") and amount >= _THAT_COUNTS


def _no_contradiction(row: Row, values: Sequence[FindingValue], file: str) -> None:
    """Refuse two answers about the same place, and *absent* where another answer says *present*."""
    for i, one in enumerate(values):
        for other in values[i + 1 :]:
            if not set(one.sides()) & set(other.sides()):
                continue
            same = one.site == other.site
            whole = {v.state for v in (one, other) if v.site is None}
            states = {one.state, other.state}
            if same or ("absent" in whole and states == {"absent", "present"}):
                raise InputError("two answers that do not agree", file=file, field=row.id,
                                 given=" and ".join(_place(v) for v in (one, other)),
                                 wanted="one answer for each side and site")  # fmt: skip


def _place(value: FindingValue) -> str:
    return " ".join((value.state, *(part for part in (value.side, value.site) if part)))


def worst(row: Row, values: Iterable[FindingValue]) -> FindingValue | None:
    """The value with the worst amount (one without an amount only where none has one), or None of none."""
    ranked = list(values)
    known = [v for v in ranked if v.amount is not None]
    if known:
        pick = min if row.worse == "down" else max
        return pick(known, key=lambda v: v.amount if v.amount is not None else 0.0)
    return ranked[0] if ranked else None
