"""Random findings, as plain data: any finding, any state, any detail, both sides and every site apart."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from sciatica.core.findings import Row, table

STATES = ("absent", "unknown", "present")
ROWS = list(table().values())
DANGER = [row for row in ROWS if row.danger]
ALL_ABSENT: dict[str, Any] = {row.id: "absent" for row in DANGER}


def severity(row: Row) -> st.SearchStrategy[float | None]:
    return st.none() | st.sampled_from([row.low, (row.low + row.high) / 2, row.high])


@st.composite
def details(draw: st.DrawFn, row: Row) -> dict[str, Any]:
    """Everything about a value except its state, its side and its site."""
    found: dict[str, Any] = {
        "onset": draw(st.sampled_from(["sudden", "gradual", "unknown"])),
        "course": draw(st.sampled_from(["better", "stable", "worse", "unknown"])),
    }
    if (days := draw(st.sampled_from([None, 0, 7, 8, 22, 43, 500]))) is not None:
        found["since_days"] = days
    if row.has_amount and (amount := draw(severity(row))) is not None:
        found["amount"] = amount
    return found


def value(state: str, extra: dict[str, Any]) -> dict[str, Any]:
    """A value with its details; an absent pain carries no amount."""
    kept = {k: v for k, v in extra.items() if not (state == "absent" and k == "amount")}
    return {"state": state, **kept}


@st.composite
def answers(draw: st.DrawFn, row: Row) -> list[dict[str, Any]]:
    """What was said of one finding: nothing, one value, or one on each side."""
    sides: list[list[str | None]] = [[None], ["both"], ["left"], ["right"], ["left", "right"]]
    chosen = draw(st.sampled_from(sides)) if row.sided else [None]
    out = []
    for side in chosen:
        found = value(draw(st.sampled_from(STATES)), draw(details(row)))
        if side is not None:
            found["side"] = side
        if row.sites and found["state"] == "present" and draw(st.booleans()):
            found["site"] = draw(st.sampled_from(row.sites))
        out.append(found)
    return out


@st.composite
def mappings(draw: st.DrawFn) -> dict[str, Any]:
    """A person: mostly a handful of answers, over all danger questions unknown or all answered no."""
    data: dict[str, Any] = dict(ALL_ABSENT) if draw(st.booleans()) else {}
    for row in draw(st.lists(st.sampled_from(ROWS), max_size=6, unique_by=lambda row: row.id)):
        data[row.id] = draw(answers(row))
    age = draw(st.sampled_from([None, 12, 40, 70]))
    sex = draw(st.sampled_from([None, "male", "female"]))
    data["person"] = {k: v for k, v in (("age_years", age), ("sex", sex)) if v is not None}
    return data
