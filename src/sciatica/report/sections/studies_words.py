"""What the studies say together, in plain words; every sentence hangs on findings and on nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica.core.findings import table
from sciatica.report.select import SIDES, Side
from sciatica.report.words import listed, muscle_words

if TYPE_CHECKING:
    from sciatica.core.findings import Findings

NERVES = {
    "sural": "sural nerve",
    "superficial_peroneal": "superficial peroneal nerve",
    "abdhal": "tibial nerve",
    "edb": "peroneal nerve",
}
"""The site of a finding as the nerve that was studied."""
SKIN = {"sural": ("lateral_foot",), "superficial_peroneal": ("dorsum_foot", "great_toe", "lateral_leg")}
"""Skin of the nerves whose sensory responses are taken."""
BESIDE_THE_SPINE = ("multifidus", "erector")
_RESPONSES = ("sensory_amplitude", "motor_amplitude", "motor_latency", "motor_velocity", "f_latency", "h_latency")
"""One of these looked for and absent: a study was made."""
_NEEDLE = ("fibrillations", "polyphasic_units", "recruitment_reduced")


def state(findings: Findings, name: str, side: Side) -> str:
    """``present``, ``absent`` or ``unknown`` on a side; unknown where the table has no such finding."""
    return findings.get(name, side).state if name in table() else "unknown"


def sites(findings: Findings, name: str, side: Side) -> list[str]:
    """Where a finding is present on a side, in the table's order."""
    if name not in table():
        return []
    given = [v for v in findings.values(name) if v.state == "present" and side in v.sides() and v.site]
    order = table()[name].sites
    return sorted({str(v.site) for v in given}, key=order.index)


def conclusion(findings: Findings) -> tuple[tuple[str, str], ...]:
    """(side, words) for each side with something to say; one sentence for no side where all is well."""
    said = tuple((side.capitalize(), " ".join(lines)) for side in SIDES if (lines := _of_side(findings, side)))
    if said:
        return said
    looked = [name for name in (*_RESPONSES, *_NEEDLE) if state(findings, name, "left") == "absent"]
    if looked:
        return (("", "Every response lies within its normal limits, and the needle finds nothing unusual."),)
    return ()


def _of_side(findings: Findings, side: Side) -> list[str]:
    return [*_sensory(findings, side), *_motor(findings, side), *_late(findings, side), *_needle(findings, side)]


def _sensory(findings: Findings, side: Side) -> list[str]:
    low = sites(findings, "sensory_amplitude", side)
    if low:
        nerves = listed([NERVES.get(site, site) for site in low])
        return [f"The sensory response of the {nerves} is small: fibres are lost in or beyond the ganglion."]
    numb = {*sites(findings, "numbness", side), *sites(findings, "touch_reduced", side)}
    kept = [
        nerve
        for nerve, skin in SKIN.items()
        if numb & set(skin) and findings.get("sensory_amplitude", side, nerve).state == "absent"
    ]
    if not kept:
        return []
    return [
        f"The sensory response of the {listed([NERVES[nerve] for nerve in kept])} is kept although "
        f"{'its' if len(kept) == 1 else 'their'} skin is numb: the lesion lies before the ganglion, unless fibres "
        "beyond it are blocked and not dead."
    ]


def _motor(findings: Findings, side: Side) -> list[str]:
    lines = []
    low = sites(findings, "motor_amplitude", side)
    if low:
        nerves = listed([NERVES.get(site, site) for site in low])
        lines.append(
            f"The muscle's answer to a shock to the {nerves} is small: motor axons have died as far as the foot."
        )
    elif state(findings, "power_reduced", side) == "present" and state(findings, "motor_amplitude", side) == "absent":
        lines.append(
            "The small foot muscles answer a shock fully although movements are weak: their axons live in the leg, "
            "so the weakness arises higher up or in other muscles."
        )
    slow = sites(findings, "motor_velocity", side)
    if slow:
        lines.append(f"The {listed([NERVES.get(site, site) for site in slow])} conducts slowly in the leg.")
    return lines


def _late(findings: Findings, side: Side) -> list[str]:
    lines = []
    f, gone = sites(findings, "f_latency", side), sites(findings, "f_absent", side)
    distal = state(findings, "motor_latency", side) == "absent" and state(findings, "motor_velocity", side) == "absent"
    if f:
        nerves = listed([NERVES.get(site, site) for site in f])
        where = "; between knee and foot nothing is slow, so the delay lies higher up" if distal else ""
        lines.append(f"The F wave of the {nerves} comes late{where}.")
    if gone:
        nerves = listed([NERVES.get(site, site) for site in gone])
        lines.append(f"No F wave of the {nerves} comes back: the way to the cord and back is closed.")
    if state(findings, "h_absent", side) == "present":
        lines.append("There is no H reflex: the loop from the calf through the S1 root and back is broken.")
    elif state(findings, "h_latency", side) == "present":
        lines.append("The H reflex comes late: the loop from the calf through the S1 root and back is slowed.")
    elif state(findings, "h_amplitude_reduced", side) == "present":
        lines.append("The H reflex is small: part of the loop from the calf through the S1 root and back is missing.")
    return lines


def _needle(findings: Findings, side: Side) -> list[str]:
    lines = []
    fibrillating = sites(findings, "fibrillations", side)
    spine = [site for site in fibrillating if site in BESIDE_THE_SPINE]
    leg = [site for site in fibrillating if site not in BESIDE_THE_SPINE]
    if leg:
        lines.append(f"Muscle fibres that lost their axon fire on their own in {_muscles(leg)}.")
    if spine:
        lines.append(
            f"{'So do' if leg else 'Muscle fibres that lost their axon fire on their own in'} those beside the spine "
            f"({_muscles(spine)}): the root itself is hurt, before its branches part."
        )
    rebuilt = sites(findings, "polyphasic_units", side)
    if rebuilt:
        lines.append(f"Units in {_muscles(rebuilt)} have many phases: surviving axons have taken on orphaned fibres.")
    few = sites(findings, "recruitment_reduced", side)
    if few:
        alive = state(findings, "fibrillations", side) == "absent"
        why = ", and no fibre fires on its own: axons are blocked, or died only lately" if alive else ""
        lines.append(f"A full effort brings too few units in {_muscles(few)}{why}.")
    return lines


def _muscles(names: list[str]) -> str:
    return listed([muscle_words(name) for name in names])
