"""A result on one screen of a terminal: plain text, at most ``LINES`` lines."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from sciatica.core.findings import table
from sciatica.report import select
from sciatica.report.sections import person, said, urgency
from sciatica.report.sections.exam_words import GROUPS, cell_words, group_of, said_of
from sciatica.report.sections.studies_words import conclusion
from sciatica.report.words import listed, movement_words, muscle_words, percent, territory_words, thousands

if TYPE_CHECKING:
    from sciatica.core.findings import Findings
    from sciatica.simulate.result import Result

LINES = 40
WIDTH = 88
_LABEL = 13


def summary(result: Result) -> str:
    """The result in plain text, at most ``LINES`` lines of ``WIDTH`` characters."""
    from sciatica.triage import assess

    view = person.view(result)
    panel = urgency.view(assess(result.findings))
    lines = [f"{view.title} ({view.details})"]
    lines += _row("case", "; ".join(view.causes) or "nothing presses on or inflames a nerve root")
    lines.append("")
    lines += _row("urgency", f"{panel.heading}." if panel.heading[-1] != "." else panel.heading)
    for reason in panel.reasons[:3] if panel.level != "self_care" else ():
        lines += _row("", f"- {reason.words} ({'; '.join(source for source, _ in reason.sources)})")
    if panel.possible:
        lines += _row("", panel.possible)
    lines.append("")
    lines += _row("nerve", _nerve(result))
    for label, words in _found(result):
        lines += _row(label, words)
    if view.well:
        lines += _row("found", view.well)
    lines.append("")
    lines += _row("computed", _counts(result))
    note = "Simulated, for research and teaching; not a medical device."
    return "\n".join([*lines[: LINES - 1], note])


def _row(label: str, words: str) -> list[str]:
    """A labelled paragraph, wrapped; spaces that must not break are plain spaces again."""
    text = words.replace("\u00a0", " ").replace("\u202f", " ")
    return textwrap.wrap(
        text, WIDTH, initial_indent=label.ljust(_LABEL), subsequent_indent=" " * _LABEL, break_long_words=True
    )


def _nerve(result: Result) -> str:
    from sciatica.body import CLASSES
    from sciatica.report.words import class_name

    day = result.last
    rows = select.loaded_roots(day)
    if not rows:
        return "free everywhere"
    rest = select.lying(day)
    parts = []
    for row in rows[:2]:
        passage = day.passage
        label = select.root_label(int(passage.root[row]), int(passage.side[row]))
        shares = [
            f"{class_name(name)} {percent(share)}"
            for kind, name in enumerate(CLASSES)
            if (share := float(passage.fraction_passing[row, kind, rest])) == share
        ]
        parts.append(f"{label}: {passage.pressure_mmhg[row, rest]:.0f} mmHg lying; passes {', '.join(shares)}")
    more = f"; and {len(rows) - 2} more roots" if len(rows) > 2 else ""
    return ". ".join(parts) + more


def _found(result: Result) -> list[tuple[str, str]]:
    findings = result.findings
    rows = [
        ("pain", _pain(findings)),
        ("worse with", _changes(findings, worse=True)),
        ("better with", _changes(findings, worse=False)),
        ("numb", _sites(findings, "numbness")),
        ("weak", _weak(result)),
        ("reflexes", _reflexes(findings)),
        ("leg raise", _raise(findings)),
        ("tests", _tests(findings)),
        ("muscles", _muscles(result)),
        ("studies", _studies(result)),
        ("pelvis", _pelvis(findings)),
    ]
    return [(label, words) for label, words in rows if words]


def _pain(findings: Findings) -> str:
    worst = select.worst_amount(findings, "leg_pain")
    if worst is None or worst.amount is None:
        return ""
    sides = sorted({side for value in select.present(findings, "leg_pain") for side in value.sides()})
    words = f"{' and '.join(sides)} leg, {worst.amount:.0f} of 10"
    sites = select.sited(findings, "pain_site")
    top = sorted(sites, key=lambda place: (-sites[place], place))[:4]
    if top:
        words += ": " + listed([f"{territory_words(site)} {side}" for site, side in top])
    quality = [
        name for name in ("sharp", "burning", "tingling", "electric") if select.present(findings, f"pain_{name}")
    ]
    return words + (f"; {listed(quality)}" if quality else "")


def _sites(findings: Findings, name: str) -> str:
    sites = select.sited(findings, name)
    top = sorted(sites, key=lambda place: (-sites[place], place))[:4]
    return listed([f"{territory_words(site)} {side} ({percent(sites[site, side])} lost)" for site, side in top])


def _weak(result: Result) -> str:
    grades = select.sited(result.findings, "power_reduced")
    shares = select.movement_strength(result.body, result.last.episode.strength)
    worst = sorted(grades, key=lambda place: (grades[place], place))[:4]
    return listed(
        [
            f"{movement_words(name)} {side} (MRC {grades[name, side]:.0f}, "
            f"{percent(float(shares[name][select.SIDES.index(side)]))} of strength)"
            for name, side in worst
        ]
    )


def _reflexes(findings: Findings) -> str:
    parts = []
    for row in table().values():
        name = row.id.removesuffix("_reflex_reduced")
        if name == row.id:
            continue
        for value in select.present(findings, row.id):
            size = f" ({percent(value.amount)} of normal)" if value.amount is not None else ""
            parts.append(f"{name.replace('_', ' ')} {value.side} reduced{size}")
    return listed(parts)


def _changes(findings: Findings, *, worse: bool) -> str:
    return ", ".join(f"{change.words} {change.change}" for change in said.changes(findings)[0] if change.worse == worse)


_TOLD = ("straight_leg_raise", "crossed_straight_leg_raise", "muscle_tender", "foot_drop")
"""Findings with a line of their own, or too many to name."""


def _tests(findings: Findings) -> str:
    """Other tests and signs that were abnormal, by their names."""
    parts = []
    for row in table().values():
        group = group_of(row.id)
        if row.group != "found" or row.id in _TOLD or group not in GROUPS[3:6]:
            continue
        for value in select.present(findings, row.id)[:1]:
            here = {side for answer in select.present(findings, row.id) for side in answer.sides()}
            side = "" if not row.sided else " on both sides" if len(here) == 2 else f" {min(here)}"
            words = cell_words(row, value).removeprefix("yes").removeprefix("present").lstrip(", ")
            parts.append(f"{said_of(row).title}{side} {words}".rstrip())
    return ", ".join(parts)


def _studies(result: Result) -> str:
    """What the laboratory concludes; nothing where nobody went there."""
    if result.last.laboratory is None:
        return ""
    return " ".join(f"{side}: {words}" if side else words for side, words in conclusion(result.findings))


def _raise(findings: Findings) -> str:
    parts = []
    for name, words in (("straight_leg_raise", ""), ("crossed_straight_leg_raise", "crossed ")):
        for value in select.present(findings, name):
            angle = f" at {value.amount:.0f}°" if value.amount is not None else ""
            parts.append(f"{words}{value.side} painful{angle}")
    return listed(parts)


def _muscles(result: Result) -> str:
    spasms = select.sited(result.findings, "muscle_spasm")
    top = sorted(spasms, key=lambda place: (-spasms[place], place))[:3]
    parts = [f"{muscle_words(site)} {side} in spasm ({spasms[site, side]:.0f}\u00a0% of maximum)" for site, side in top]
    twitches = select.sited(result.findings, "muscle_twitching")
    if twitches:
        (site, side), rate = max(twitches.items(), key=lambda item: (item[1], item[0]))
        parts.append(f"{muscle_words(site)} {side} twitching ({rate:.0f} a minute)")
    return listed(parts)


def _pelvis(findings: Findings) -> str:
    names = {
        "saddle_numbness": "numb between the legs",
        "bladder_retention": "cannot empty the bladder",
        "bladder_hesitancy": "slow to pass water",
        "bladder_incontinence": "leaks water",
        "bowel_incontinence": "cannot hold stool",
        "anal_tone_reduced": "slack sphincter",
    }
    return listed([words for name, words in names.items() if select.present(findings, name)])


def _counts(result: Result) -> str:
    counts = result.counts
    return (
        f"{thousands(counts.fibre_runs)} fibre runs, {thousands(counts.node_steps)} node steps, "
        f"{thousands(counts.episodes)} episodes; {len(result.citations)} papers"
    )
