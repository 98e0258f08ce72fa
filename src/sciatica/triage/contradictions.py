"""Answers that cannot all be right: not refused, but asked about, and until then taken in the more dangerous way.

Two answers to the same question that disagree are refused as the findings are read. Here answers to different
questions disagree: a leg that does not hurt, and pain below its knee; a temperature of 40 degrees that is called not
raised. Nothing is lowered by such a pair: each becomes a question, and what its more dangerous reading would ask
for counts in what is possible.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sciatica.core.findings import Findings, table
from sciatica.core.findings_value import SIDES

BELOW_KNEE: Final = (
    "medial_leg", "lateral_leg", "posterior_calf", "dorsum_foot", "great_toe", "lateral_foot", "sole",
)  # fmt: skip
MEASURED_FROM: Final = {"body_temperature": 38.0, "bladder_volume": 200.0}
"""Amounts that are not to be called absent: a fever, degrees Celsius (assumed, range 37.5 to 38.3), and urine left in
the bladder, ml, from which pathways scan at once (half of one series of confirmed cases had less: Venkatesan 2019)."""
_PAINS: Final = ("leg_pain", "back_pain", "buttock_pain")
_OF_PAIN: Final = {
    "sleep_disturbed": "the pain keeps you from sleeping",
    "cannot_walk": "the pain stops you from walking",
    "night_pain": "the pain is there day and night",
}


@dataclass(frozen=True, repr=False)
class Contradiction:
    """Answers that do not go together: what to ask, and the findings in their more dangerous reading."""

    finding: str
    question: str
    worse: Findings


def contradictions(findings: Findings) -> tuple[Contradiction, ...]:
    """Every pair of answers that do not go together."""
    return tuple(
        Contradiction(finding, question, _with(findings, finding, taken))
        for finding, question, taken in _found(findings)
    )


def _with(findings: Findings, name: str, taken: dict[str, Any] | None) -> Findings:
    if taken is None:
        return findings
    side = taken.get("side")
    kept = [v.to_mapping() for v in findings.values(name) if side is not None and v.side not in (side, None, "both")]
    return Findings.from_mapping({**findings.to_mapping(), name: [*kept, taken]})


def _there(findings: Findings, name: str) -> bool:
    return any(value.state == "present" for value in findings.values(name))


def _found(findings: Findings) -> Iterator[tuple[str, str, dict[str, Any] | None]]:
    """The finding asked about, the question, and its value in the more dangerous reading (None: as it is)."""
    yield from _painless_leg(findings)
    yield from _nothing_hurts(findings)
    yield from _amounts(findings)
    yield from _loss(findings)
    if findings.sex == "male":
        for name in ("pregnancy", "vaginal_bleeding"):
            if _there(findings, name):
                yield name, f"The person is said to be male, and this is answered yes: {table()[name].question}", None


def _painless_leg(findings: Findings) -> Iterator[tuple[str, str, dict[str, Any] | None]]:
    for side in SIDES:
        if findings.get("leg_pain", side).state != "absent":
            continue
        below = findings.get("pain_below_knee", side).state == "present" or any(
            v.state == "present" and v.site in BELOW_KNEE and side in v.sides() for v in findings.values("pain_site")
        )
        if below:
            yield (
                "leg_pain",
                f"The {side} leg is said not to hurt, and to hurt below the knee. Does it hurt, and how much?",
                {"state": "present", "side": side},
            )
    if findings.get("leg_pain").state == "absent" and _there(findings, "leg_worse_than_back"):
        yield (
            "leg_pain",
            "No leg is said to hurt, and the leg to hurt more than the back. Does it hurt, and how much?",
            {"state": "present"},
        )


def _nothing_hurts(findings: Findings) -> Iterator[tuple[str, str, dict[str, Any] | None]]:
    if any(findings.get(name).state != "absent" for name in _PAINS) or _there(findings, "pain_site"):
        return
    for name, words in _OF_PAIN.items():
        if _there(findings, name):
            yield "leg_pain", f"Nothing is said to hurt, and yet {words}. Where does it hurt?", {"state": "present"}
            return


def _amounts(findings: Findings) -> Iterator[tuple[str, str, dict[str, Any] | None]]:
    for name in (*_PAINS, "pain_site"):
        for value in findings.values(name):
            if value.state == "present" and value.amount == 0:
                words = name.replace("_", " ")
                taken = {k: v for k, v in value.to_mapping().items() if k != "amount"}
                yield name, f"There is {words}, and it is 0 of 10. How bad is it?", taken
                break
    for name, limit in MEASURED_FROM.items():
        for value in findings.values(name):
            if value.state != "present" and value.amount is not None and value.amount >= limit:
                row = table()[name]
                question = f"{value.amount:g} {row.unit} is not called too much; is that right? ({row.question})"
                yield name, question, {"state": "present", "amount": value.amount}


def _loss(findings: Findings) -> Iterator[tuple[str, str, dict[str, Any] | None]]:
    for side in SIDES:
        drops = findings.get("foot_drop", side).state == "present"
        if drops and findings.get("weakness_noticed", side).state == "absent":
            yield (
                "weakness_noticed",
                f"The {side} foot is said to drop, and the leg not to be weak. Is it weak, and since when?",
                {"state": "present", "side": side},
            )
    private = ("saddle", "genital")
    if findings.get("saddle_numbness").state == "absent" and any(
        v.state == "present" and v.site in private
        for name in ("numbness", "touch_reduced", "pinprick_reduced")
        for v in findings.values(name)
    ):
        question = (
            f"Feeling between the legs is said to be lost and not to be changed. {table()['saddle_numbness'].question}"
        )
        yield "saddle_numbness", question, {"state": "present"}
