"""Constants, each with unit, status and source, read from a room's ``parameters.csv``; passed as arguments.

``published`` constants stand in the paper named; ``fitted`` ones were set by us to a published fact;
``assumed`` ones nobody measured: they carry the range in which they may lie and the reason.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from sciatica.core import references
from sciatica.core.errors import InputError, nearest

ROOMS: Final = (
    "body",
    "lesion",
    "tissue",
    "nerve",
    "cord",
    "muscle",
    "movement",
    "episode",
    "exam",
    "simulate",
)
COLUMNS: Final = ("name", "value", "unit", "source", "status", "low", "high", "note")
STATUSES: Final = ("published", "fitted", "assumed")


@dataclass(frozen=True)
class Row:
    """One constant: ``value`` in ``unit``; ``low`` and ``high`` bound it (NaN where not given)."""

    name: str
    value: float
    unit: str
    source: tuple[str, ...]
    status: str
    low: float
    high: float
    note: str


@dataclass(frozen=True, eq=False)
class Parameters:
    """The constants of one room: ``parameters.name`` is a float, ``parameters.rows[name]`` its whole row."""

    room: str
    table: tuple[Row, ...]
    _by_name: dict[str, Row] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the table."""
        object.__setattr__(self, "_by_name", {row.name: row for row in self.table})
        if type(self) is Parameters:
            # read in every inner loop: found where attributes are looked for first
            self.__dict__.update({row.name: row.value for row in self.table})

    @property
    def rows(self) -> Mapping[str, Row]:
        """The rows by name, in the order of the table."""
        return MappingProxyType(self._by_name)

    def __getattr__(self, name: str) -> float:
        """The value of the constant ``name``."""
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._by_name[name].value
        except KeyError:
            raise AttributeError(f"{self.room} has no parameter {name}{_did_you_mean(name, self._by_name)}") from None

    def __eq__(self, other: object) -> bool:
        """The same room and rows."""
        # repr, since a NaN bound is the same absence in both
        return isinstance(other, Parameters) and repr(self) == repr(other)

    def __hash__(self) -> int:
        """By room, names and values."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.room, tuple((row.name, row.value) for row in self.table)))

    def __getstate__(self) -> dict[str, object]:
        """Without the hash, which another process does not share."""
        return {name: value for name, value in self.__dict__.items() if name != "_hash"}

    def replace(self, **values: float) -> Parameters:
        """The same constants with other values.

        Raises:
            InputError: an unknown name (the nearest is given) or a value that is not a number.
        """
        for name, value in values.items():
            if name not in self._by_name:
                raise InputError(f"no such parameter{_did_you_mean(name, self._by_name)}", field=f"{self.room}.{name}")
            if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
                raise InputError("not a number", field=f"{self.room}.{name}", given=value, wanted="a number")
        return Parameters(
            self.room,
            tuple(replace(row, value=float(values[row.name])) if row.name in values else row for row in self.table),
        )


@dataclass(frozen=True)
class ParameterSet:
    """The constants of all rooms: ``set.tissue`` is a :class:`Parameters`."""

    rooms: tuple[Parameters, ...]

    def __getattr__(self, room: str) -> Parameters:
        """The constants of ``room``."""
        if room.startswith("_") or room == "rooms":
            raise AttributeError(room)
        for parameters in self.rooms:
            if parameters.room == room:
                return parameters
        raise AttributeError(f"no parameters for {room}{_did_you_mean(room, list(self))}")

    def __getitem__(self, room: str) -> Parameters:
        """The constants of ``room``."""
        for parameters in self.rooms:
            if parameters.room == room:
                return parameters
        raise KeyError(room)

    def __iter__(self) -> Iterator[str]:
        """The names of the rooms."""
        return (parameters.room for parameters in self.rooms)

    def __contains__(self, room: object) -> bool:
        """Whether ``room`` has constants."""
        return any(parameters.room == room for parameters in self.rooms)

    def __len__(self) -> int:
        """How many rooms have constants."""
        return len(self.rooms)

    def with_value(self, name: str, value: float) -> ParameterSet:
        """The same set with one constant changed; ``name`` is ``room.name``.

        Raises:
            InputError: an unknown room or name (the nearest is given) or a value that is not a number.
        """
        room, _, short = name.partition(".")
        if room not in self:
            raise InputError(f"no such room{_did_you_mean(room, list(self))}", field=name, wanted="room.name")
        return ParameterSet(tuple(p.replace(**{short: value}) if p.room == room else p for p in self.rooms))


def read(room: str) -> Parameters:
    """The constants of ``room``, from its ``parameters.csv``.

    Raises:
        InputError: no such table, or a row that does not keep the rules of this module.
    """
    table = files("sciatica").joinpath(room, "parameters.csv")
    if not table.is_file():
        raise InputError("this room has no parameters.csv", file=f"{room}/parameters.csv")
    return parse(table.read_text(encoding="utf-8"), room=room, file=f"{room}/parameters.csv")


@cache
def defaults() -> ParameterSet:
    """The constants of every room that has a table, as they stand in the files."""
    root = files("sciatica")
    return ParameterSet(tuple(read(room) for room in ROOMS if root.joinpath(room, "parameters.csv").is_file()))


def parse(text: str, *, room: str, file: str) -> Parameters:
    """The constants of one table given as text.

    Raises:
        InputError: as :func:`read`.
    """
    reader = csv.DictReader(io.StringIO(text), strict=True)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise InputError("wrong columns", file=file, given=",".join(reader.fieldnames or ()), wanted=",".join(COLUMNS))
    rows: dict[str, Row] = {}
    try:
        for cells in reader:
            row = _row(cells, file)
            if row.name in rows:
                raise InputError("the same name twice", file=file, field=row.name)
            rows[row.name] = row
    except csv.Error as error:
        raise InputError(f"not CSV: {error}", file=file, field=f"line {reader.line_num}") from None
    return Parameters(room, tuple(rows.values()))


def _row(cells: dict[str, str], file: str) -> Row:
    name = cells.get("name") or ""
    if None in cells or None in cells.values():
        raise InputError("too many or too few cells", file=file, field=name, cure="quote a note that has commas")
    if not name.isidentifier() or name.startswith("_") or name in {"room", "table", "rows", "replace"}:
        raise InputError("not a name", file=file, field=name, wanted="lower_case_with_unit")
    low, high = (_number(cells[c], file, f"{name} {c}", optional=True) for c in ("low", "high"))
    value = _number(cells["value"], file, name)
    status = cells["status"]
    source = tuple(key.strip() for key in cells["source"].split(";") if key.strip())
    if status not in STATUSES:
        raise InputError("no such status", file=file, field=name, given=status, wanted=" | ".join(STATUSES))
    if not cells["unit"].strip():
        raise InputError("no unit", file=file, field=name, wanted="a unit, or 1 for a plain number")
    known = references.load()
    for key in source:
        if key not in known:
            raise InputError(
                f"no such source{_did_you_mean(key, known)}",
                file=file,
                field=name,
                given=key,
                wanted="a key in a .bib",
            )
    if status != "assumed" and not source:
        raise InputError(f"a {status} constant without source", file=file, field=name)
    if status == "assumed" and (math.isnan(low) or math.isnan(high) or not cells["note"].strip()):
        raise InputError("an assumed constant without range or reason", file=file, field=name, wanted="low, high, note")
    if low > high or value < low or value > high:
        raise InputError("outside its own range", file=file, field=name, given=value, wanted=f"{low:g} .. {high:g}")
    return Row(name, value, cells["unit"].strip(), source, status, low, high, cells["note"].strip())


def _number(text: str, file: str, name: str, *, optional: bool = False) -> float:
    if optional and not text.strip():
        return math.nan
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise InputError("not a number", file=file, field=name, given=text, wanted="a finite number")
    return value


def _did_you_mean(given: str, names: Mapping[str, object] | list[str]) -> str:
    best = nearest(given, names)
    return f"; did you mean {best}?" if best else ""
