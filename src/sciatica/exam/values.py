"""Small helpers that write a finding: present with its amount, or absent, never unknown once it was looked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from sciatica.core.findings import table
from sciatica.core.types import FloatArray

Entry = dict[str, Any]
Entries = dict[str, list[Entry]]

SIDES = ("left", "right")


def rounded(value: float, digits: int = 2) -> float:
    """The value as an examiner would write it down."""
    return round(float(value), digits) + 0.0


def flag(present: bool, amount: float | None = None, digits: int = 2, *, said_anyway: bool = False) -> list[Entry]:
    """A finding without a side; ``said_anyway``: the amount is written down where it is absent too."""
    entry: Entry = {"state": "present" if present else "absent"}
    if (present or said_anyway) and amount is not None:
        entry["amount"] = rounded(amount, digits)
    return [entry]


def sided(
    present: Sequence[bool],
    amount: Sequence[float] | FloatArray | None = None,
    digits: int = 2,
    *,
    said_anyway: bool = False,
) -> list[Entry]:
    """A finding on each side; arguments as :func:`flag`."""
    out = []
    for side in (0, 1):
        value = None if amount is None else float(amount[side])
        out.append({**flag(bool(present[side]), value, digits, said_anyway=said_anyway)[0], "side": SIDES[side]})
    return out


def fitted_to_table(entries: Entries) -> Entries:
    """The entries with what the table of findings has no room for left out: amounts of flags, sides of the midline."""
    rows = table()
    out: Entries = {}
    for name, values in entries.items():
        row = rows[name]
        kept = [
            {
                key: value
                for key, value in entry.items()
                if (key != "amount" or row.has_amount) and (key != "side" or row.sided)
            }
            for entry in values
        ]
        if not row.sided and len(kept) > 1:
            kept = [max(kept, key=lambda entry: (entry["state"] == "present", entry.get("amount", 0.0)))]
        out[name] = kept
    return out


def by_site(
    amount: FloatArray, sites: Iterable[str], limit: float, *, below: bool = False, digits: int = 2
) -> list[Entry]:
    """A finding at the sites of each side: present where ``amount`` [2, sites] passes the limit, absent where not.

    A side on which it is nowhere gets one answer for all of it. Where the amount is nan nobody looked: no answer.
    """
    out: list[Entry] = []
    names = list(sites)
    for side in (0, 1):
        row = np.asarray(amount[side], dtype=float)
        hit = row < limit if below else row >= limit
        if not hit.any() and not np.isnan(row).any():
            out.append({"state": "absent", "side": SIDES[side]})
            continue
        for i in np.flatnonzero(~np.isnan(row)):
            found = {"amount": rounded(row[i], digits)} if hit[i] else {}
            out.append({"state": "present" if hit[i] else "absent", "side": SIDES[side], "site": names[i], **found})
    return out


def first_risen(at: FloatArray, pain: FloatArray, rise: float) -> float:
    """Where ([K], rising) pain ([K]) has risen by ``rise`` over how it began, interpolated; nan where it never does."""
    over = pain - pain[0] - rise
    hit = np.flatnonzero(over >= 0)
    if not hit.size:
        return float("nan")
    i = int(hit[0])
    share = over[i - 1] / (over[i - 1] - over[i])
    return float(at[i - 1] + share * (at[i] - at[i - 1]))
