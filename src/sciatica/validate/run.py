"""Find the facts, measure ours beside each, and show both."""

from __future__ import annotations

import io
import json
import math
import pkgutil
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any, Final

from sciatica.core import parameters as constants
from sciatica.core import references
from sciatica.core.errors import InputError, nearest
from sciatica.core.parameters import ParameterSet
from sciatica.validate.count import count, watched
from sciatica.validate.fact import Fact, Row, status

ROOMS: Final = ("core", *constants.ROOMS, "triage")
WIDTH_OF_A_FILE: Final = 160


def all_facts(only: Iterable[str] | None = None) -> tuple[Fact, ...]:
    """The facts of the rooms named (of all, when None), in the order of the rooms and then of their ids.

    Raises:
        InputError: no such room.
    """
    rooms = ROOMS if only is None else tuple(only)
    for room in rooms:
        if room not in ROOMS:
            best = nearest(room, ROOMS)
            cure = f"did you mean {best}?" if best else ""
            raise InputError("no such room", field="--only", given=room, wanted=", ".join(ROOMS), cure=cure)
    package = import_module("sciatica.validate.facts")
    found = [
        _load(package.__name__, module.name)
        for module in pkgutil.iter_modules(package.__path__)
        if module.name.partition("_")[0] in rooms
    ]
    return tuple(sorted(found, key=lambda fact: (ROOMS.index(fact.room), fact.id)))


def _load(package: str, name: str) -> Fact:
    fact = import_module(f"{package}.{name}").FACT
    if not isinstance(fact, Fact) or fact.id != name.replace("_", ".", 1):
        raise ValueError(f"validate/facts/{name}.py must export FACT with the id {name.replace('_', '.', 1)}")
    if fact.source not in references.load():
        raise ValueError(f"{fact.id}: no reference {fact.source!r}")
    return fact


def measured(fact: Fact, parameters: ParameterSet) -> Row:
    """What the rooms compute for one fact."""
    noting, read = watched(parameters)
    ours = float(fact.measure(noting))
    return Row(fact, ours, status(fact, ours), frozenset(read))


def knocked_out(fact: Fact, parameters: ParameterSet) -> Row:
    """The same without the effect that the fact names.

    Raises:
        ValueError: the fact names none.
    """
    if fact.knock_out is None:
        raise ValueError(f"{fact.id} names no knock-out")
    return measured(fact, fact.knock_out.of(parameters))


def run(
    only: Iterable[str] | None = None,
    parameters: ParameterSet | None = None,
    progress: Callable[[float, str], None] = lambda share, label: None,
) -> list[Row]:
    """Measure every fact of the rooms named (of all, when None).

    Args:
        only: names of rooms.
        parameters: the constants to measure with; the defaults when None.
        progress: is told the share done (0 .. 1) and the fact at hand.

    Raises:
        InputError: no such room.
    """
    chosen = all_facts(only)
    used = constants.defaults() if parameters is None else parameters
    rows = []
    for number, fact in enumerate(chosen):
        progress(number / len(chosen), fact.id)
        rows.append(measured(fact, used))
    progress(1.0, "measured")
    return rows


def as_json(rows: Sequence[Row]) -> str:
    """The rows as a JSON list; a bound that was not published and a value that is not a number are null."""
    return json.dumps([_plain(row) for row in rows], indent=2, ensure_ascii=False, allow_nan=False)


def _plain(row: Row) -> dict[str, Any]:
    fact = row.fact
    return {
        "id": fact.id,
        "room": fact.room,
        "fact": fact.fact,
        "published": fact.published,
        "low": _finite(fact.low),
        "high": _finite(fact.high),
        "ours": _finite(row.ours),
        "unit": fact.unit,
        "status": row.status,
        "species": fact.species,
        "source": references.load()[fact.source].text,
        "knock_out": str(fact.knock_out) if fact.knock_out else None,
        "note": fact.note,
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def counted_as_json(rows: Sequence[Row], parameters: ParameterSet | None = None) -> str:
    """The count of free constants against facts as a flat JSON object; see :mod:`sciatica.validate.count`."""
    found = count(rows, constants.defaults() if parameters is None else parameters)
    return json.dumps(found.plain(), indent=2, ensure_ascii=False, allow_nan=False)


def as_table(rows: Sequence[Row], parameters: ParameterSet | None = None) -> str:
    """The rows as a table for people, with notes, sources and the count beneath, as wide as the terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return "No published fact is compared here yet."
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("id", "published", "agrees", "ours", "status", "species"):
        table.add_column(column, overflow="fold", justify="right" if column == "ours" else "left")
    styles = {"within": "green", "outside": "red"}
    for row in rows:
        fact = row.fact
        table.add_row(
            Text(fact.id),
            Text(f"{fact.fact}: {fact.published}"),
            Text(f"{_span(fact)} {fact.unit}"),
            Text(f"{row.ours:.3g}"),
            Text(row.status, style=styles.get(row.status, "")),
            Text(fact.species),
        )
    terminal = sys.stdout.isatty()
    console = Console(file=io.StringIO(), force_terminal=terminal, width=None if terminal else WIDTH_OF_A_FILE)
    with console.capture() as captured:
        console.print(table)
        for row in rows:
            note = f"{row.fact.note} " if row.fact.note else ""
            console.print(Text(f"\n{row.fact.id}: {note}{references.load()[row.fact.source].text}"))
        used = constants.defaults() if parameters is None else parameters
        console.print(Text(f"\n{count(rows, used)}"))
    return captured.get().rstrip("\n")


def _span(fact: Fact) -> str:
    if math.isinf(fact.low):
        return f"at most {fact.high:g}"
    return f"at least {fact.low:g}" if math.isinf(fact.high) else f"{fact.low:g} to {fact.high:g}"
