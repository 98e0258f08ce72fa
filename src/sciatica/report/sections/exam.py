"""The examination as a clinician writes it: test, left, right, what is normal, and what the test asks of the body.

Every row of ``core/findings.csv`` in the group ``found`` appears by itself. Nothing here knows the truth: it reads
``Findings``, as an examiner with his errors wrote them down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.core.findings import table
from sciatica.report import select
from sciatica.report.sections.exam_words import GROUPS, amount_words, cell_words, group_of, limit_words, said_of
from sciatica.report.words import listed, site_words

if TYPE_CHECKING:
    from sciatica.body import Body
    from sciatica.core.findings import Findings, FindingValue, Row
    from sciatica.core.parameters import Parameters
    from sciatica.simulate.result import Result

_CARRIES = 0.15
"""Share of a muscle or a piece of skin from which a root is named with it."""
_LISTED = 4
_MOST = {"dynamometer": 3}
"""Places shown one by one of a test that repeats another one's."""
_LEAST = 0.05
"""Pain below this is not drawn, 0-10."""


@dataclass(frozen=True)
class Cell:
    """One side of a test."""

    words: str
    state: str
    """present, absent or unknown"""


@dataclass(frozen=True)
class ExamRow:
    """One test; ``right`` is None where the test has no sides."""

    title: str
    means: str
    left: Cell
    right: Cell | None
    normal: str
    indent: bool
    """Whether it is a place within the test above."""

    @property
    def bad(self) -> bool:
        """Whether anything is wrong in it."""
        return self.left.state == "present" or (self.right is not None and self.right.state == "present")


@dataclass(frozen=True)
class ExamGroup:
    """One heading with its tests."""

    heading: str
    rows: tuple[ExamRow, ...]


@dataclass(frozen=True)
class ExamView:
    """The examination."""

    groups: tuple[ExamGroup, ...]
    missed: str
    """Tests that nobody did, in words; "" where all were done."""
    wrong: int
    """How many rows are abnormal."""
    leg_raise: Markup | None
    """Pain against the angle of the raised leg; None where it brings none."""
    errors: tuple[tuple[str, str, str], ...]
    """(test and place, as found, as an examiner without errors would have found it)"""
    compared: int
    """Answers that both examiners gave."""


def view(result: Result) -> ExamView:
    """The examination of the case's own day."""
    from sciatica.core.parameters import defaults

    findings, parameters = result.findings, defaults().exam
    rows: dict[str, list[ExamRow]] = {group: [] for group in GROUPS}
    missed: list[str] = []
    for row in table().values():
        if row.group != "found":
            continue
        made = _rows(row, findings, result.body, parameters)
        if made:
            rows[group_of(row.id)] += made
        else:
            title = said_of(row).title
            missed.append(title if title.isupper() else title[0].lower() + title[1:])
    groups = tuple(ExamGroup(heading, tuple(found)) for heading, found in rows.items() if found)
    wrong = sum(row.bad for group in groups for row in group.rows)
    errors, compared = _errors(result)
    return ExamView(groups, listed(missed), wrong, _leg_raise(result), errors, compared)


def _rows(row: Row, findings: Findings, body: Body, parameters: Parameters) -> list[ExamRow]:
    """The row, and one for each place where something was found; none where nobody looked."""
    if not any(value.state != "unknown" for value in findings.values(row.id)):
        return []
    said, normal = said_of(row), limit_words(row, parameters)
    if not row.sided:
        return [ExamRow(said.title, said.means, _cell(row, findings.get(row.id)), None, normal, False)]
    if not row.sites:
        left, right = (_cell(row, findings.get(row.id, side)) for side in select.SIDES)
        return [ExamRow(said.title, said.means, left, right, normal, False)]
    if not row.has_amount:
        left, right = (_named(row, findings, side) for side in select.SIDES)
        return [ExamRow(said.title, said.means, left, right, normal, False)]
    return _places(row, findings, body, normal)


def _places(row: Row, findings: Findings, body: Body, normal: str) -> list[ExamRow]:
    """A test that is done at many places: those where it was abnormal, worst first, and what was said of the rest."""
    said = said_of(row)
    answers = {site: [findings.get(row.id, side, site) for side in select.SIDES] for site in row.sites}
    looked = {site: pair for site, pair in answers.items() if any(value.state != "unknown" for value in pair)}
    wrong = {site: pair for site, pair in looked.items() if any(value.state == "present" for value in pair)}
    well = [site for site in looked if site not in wrong]
    rest = [_rest(row, [looked[site][side] for site in well]) for side in (0, 1)]
    title = f"{said.title}, elsewhere" if wrong else said.title
    head = ExamRow(title, said.means, rest[0], rest[1], "" if wrong else normal, False)
    sign = 1.0 if row.worse == "down" else -1.0

    def order(site: str) -> float:
        found = [value.amount for value in wrong[site] if value.state == "present" and value.amount is not None]
        return min(sign * amount for amount in found) if found else 0.0

    places = [
        ExamRow(
            site_words(site), _carried(body, site), _cell(row, wrong[site][0]), _cell(row, wrong[site][1]), "", True
        )
        for site in sorted(wrong, key=order)
    ]
    if not places:
        return [head]
    first = ExamRow(f"{said.title}: {places[0].title}", places[0].means, places[0].left, places[0].right, normal, False)
    shown = [first, *places[1:]]
    most = _MOST.get(row.id, len(shown))
    if len(shown) > most:
        shown = [*shown[:most], _more(row, [wrong[site] for site in sorted(wrong, key=order)[most:]])]
    return [*shown, head] if well else shown


def _more(row: Row, pairs: list[list[FindingValue]]) -> ExamRow:
    """Places that are not shown one by one: the range of their amounts on each side."""
    cells = []
    for side in (0, 1):
        found = [pair[side] for pair in pairs if pair[side].state == "present"]
        sizes = sorted(value.amount for value in found if value.amount is not None)
        words = "" if not sizes else amount_words(row, sizes[0])
        if sizes and amount_words(row, sizes[-1]) != words:
            words = f"{words.split()[0].removesuffix(chr(160) + '%')}–{amount_words(row, sizes[-1])}"
        cells.append(Cell(words or said_of(row).found, "present") if found else _rest(row, [p[side] for p in pairs]))
    return ExamRow(f"and {len(pairs)} more", "", cells[0], cells[1], "", True)


def _rest(row: Row, values: list[FindingValue]) -> Cell:
    """What was said of all other places on one side."""
    states = {value.state for value in values}
    if states == {"absent"}:
        return Cell(said_of(row).normal, "absent")
    return Cell("not examined" if states <= {"unknown"} else f"{said_of(row).normal}, not all examined", "unknown")


def _named(row: Row, findings: Findings, side: select.Side) -> Cell:
    """A finding without an amount at many places: the places by name."""
    whole = findings.get(row.id, side)
    if whole.state != "present":
        return _cell(row, whole)
    here = [site for site in row.sites if findings.get(row.id, side, site).state == "present"]
    names = [site_words(site) for site in here]
    if not names:
        return Cell(said_of(row).found or "yes", "present")
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED + 1 else ""
    return Cell((", ".join(names[:_LISTED]) + more) if more else listed(names), "present")


def _cell(row: Row, value: FindingValue) -> Cell:
    return Cell(cell_words(row, value), value.state)


def _carried(body: Body, site: str) -> str:
    """The roots behind a piece of skin or a movement."""
    from sciatica.body import ROOTS

    if site in body.territories.names:
        weight = body.territories.root_weight[body.territories.names.index(site)]
    elif site in body.muscles.names:
        weight = body.muscles.root_weight[body.muscles.names.index(site)]
    elif site in body.muscles.movement:
        rows = [i for i, name in enumerate(body.muscles.movement) if name == site]
        share = body.muscles.movement_share[rows]
        weight = (share[:, None] * body.muscles.root_weight[rows]).sum(axis=0) / share.sum()
    else:
        return ""
    order = [int(i) for i in np.argsort(-weight, kind="stable") if weight[i] >= _CARRIES]
    return listed([ROOTS[i] for i in sorted(order)])


def _errors(result: Result) -> tuple[tuple[tuple[str, str, str], ...], int]:
    """Answers of the examiner that one without errors would have given otherwise, and how many were compared."""
    exact = result.last.exact
    if exact is None:
        return (), 0
    wrong, compared = [], 0
    for row in table().values():
        if row.group != "found":
            continue
        for side in select.SIDES if row.sided else (None,):
            for site in row.sites or (None,):
                found, true = (who.get(row.id, side, site) for who in (result.findings, exact))
                if "unknown" in (found.state, true.state):
                    continue
                compared += 1
                if found.state != true.state:
                    place = " ".join(word for word in (site_words(site) if site else "", side or "") if word)
                    title = said_of(row).title + (f", {place}" if place else "")
                    wrong.append((title, cell_words(row, found), cell_words(row, true)))
    return tuple(wrong), compared


def _leg_raise(result: Result) -> Markup | None:
    from sciatica.report.plots.leg_raise import leg_raise
    from sciatica.report.plots.style import svg

    raised = result.last.leg_raise
    if np.nanmax(raised.pain, initial=0.0) < _LEAST:
        return None
    words = "Pain against the angle of the raised leg. " + " ".join(
        f"{select.SIDES[s].capitalize()}: "
        + ", ".join(f"{p:.1f} at {a:.0f}°" for a, p in zip(raised.angle_deg, raised.pain[s], strict=True))
        + "."
        for s in (0, 1)
    )
    return svg(
        lambda axes: leg_raise(axes, raised.angle_deg, raised.pain, raised.crossed_pain),
        name="leg-raise", words=words, height_px=265, margins_px=(40.0, 12.0, 46.0, 42.0),
    )  # fmt: skip
