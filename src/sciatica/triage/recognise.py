"""Is this the pattern of sciatica? Sciatica is a symptom, so this never names a cause.

Eight features speak for it: the path of the pain along the nerve, pain below the knee, a leg that hurts more than
the back, the quality of the pain, lost feeling, lost power or reflexes, nerve tension, and what makes it worse. Four
of them (below the knee, leg worse than back, tension, deficit) carried both models of Stynes 2018
(10.1371/journal.pone.0191852). The pattern is there when the leg hurts and at least four features are there (pain
below the knee is also pain along the path, and counts as both): that number is assumed, because the published weights
were fitted to people who had already sought help for leg pain. Whatever is unknown may turn out either way; where that
could change the answer, the answer is *cannot tell*. It has no say in the urgency.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from sciatica.core.findings import Findings, State

Verdict = Literal["yes", "no", "cannot_tell"]
NEEDED: Final = 4  # of eight; assumed, range 3 to 5; a cohort that scored all eight would settle it
BELOW_KNEE: Final = (
    "medial_leg", "lateral_leg", "posterior_calf", "dorsum_foot", "great_toe", "lateral_foot", "sole",
)  # fmt: skip
PATH: Final = ("buttock", "posterior_thigh", "lateral_thigh", *BELOW_KNEE)
"""Where the nerve and its roots run: buttock, back and outer side of the thigh, and everything below the knee."""


@dataclass(frozen=True)
class Feature:
    """One feature of the pattern: the findings that show it, in words for and against, and its sources."""

    findings: tuple[str, ...]
    there: str
    missing: str
    sources: tuple[str, ...]


PATH_FEATURE: Final = Feature(
    ("pain_site", "buttock_pain", "pain_below_knee"),
    "the pain runs along the nerve: buttock, back or outer side of the leg, foot",
    "the pain does not run along the nerve",
    ("nhs_sciatica", "jensen2019"),
)
FEATURES: Final = (
    PATH_FEATURE,
    Feature(("pain_below_knee",), "the pain goes below the knee", "the pain stays above the knee",
            ("stynes2018",)),
    Feature(("leg_worse_than_back",), "the leg hurts more than the back",
            "the leg does not hurt more than the back", ("stynes2018", "nhs_sciatica")),
    Feature(("pain_sharp", "pain_burning", "pain_tingling", "pain_electric"),
            "the pain is sharp, burning, tingling or electric",
            "the pain is not sharp, burning, tingling or electric", ("nhs_sciatica",)),
    Feature(("numbness", "touch_reduced", "pinprick_reduced"), "feeling is lost", "no feeling is lost",
            ("stynes2018", "nhs_sciatica")),
    Feature(("weakness_noticed", "power_reduced", "foot_drop", "knee_reflex_reduced", "ankle_reflex_reduced"),
            "power or a reflex is lost", "no power and no reflex is lost", ("stynes2018", "jensen2019")),
    Feature(("straight_leg_raise", "crossed_straight_leg_raise", "slump_test"),
            "stretching the nerve brings on the pain", "stretching the nerve does not bring on the pain",
            ("stynes2018",)),
    Feature(("worse_cough", "worse_sneeze", "worse_strain", "worse_sitting", "worse_bending"),
            "coughing, sneezing, straining, sitting or bending makes it worse",
            "coughing, sneezing, straining, sitting and bending do not make it worse", ("nhs_sciatica",)),
)  # fmt: skip
SPEAKS_AGAINST: Final = (
    Feature(("pain_site",), "only the front or inner side of the thigh hurts", "", ("jensen2019",)),
    Feature(("hip_rotation_painful",), "turning the hip brings on the pain", "", ("jensen2019",)),
    Feature(("leg_cold_pale", "pulses_absent"), "the leg is cold or pale, or its pulses are missing", "",
            ("devon_limb_ischaemia",)),
    Feature(("calf_swelling",), "the leg is swollen, red or hot", "", ("nhs_dvt",)),
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """Something that speaks against, in words, and its sources."""

    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Pattern:
    """Whether the findings have the pattern of sciatica, and what speaks for, against, or is not known."""

    verdict: Verdict
    speaks_for: tuple[Feature, ...]
    speaks_against: tuple[Said, ...]
    unknown: tuple[str, ...]
    leg_hurts: State

    @property
    def sources(self) -> list[tuple[str, ...]]:
        """The sources of everything that speaks for or against."""
        return [feature.sources for feature in self.speaks_for] + [said.sources for said in self.speaks_against]

    def to_mapping(self) -> dict[str, Any]:
        """Plain data: ``verdict``, ``for`` (words and sources), ``against`` (the same) and ``unknown`` (words)."""
        return {
            "verdict": self.verdict,
            "for": [{"words": f.there, "source": ", ".join(f.sources)} for f in self.speaks_for],
            "against": [{"words": s.words, "source": ", ".join(s.sources)} for s in self.speaks_against],
            "unknown": list(self.unknown),
        }


def recognise(findings: Findings) -> Pattern:
    """Weigh the findings against the pattern of sciatica."""
    states = [(feature, _state(findings, feature)) for feature in FEATURES]
    there = tuple(feature for feature, state in states if state == "present")
    unknown = tuple(feature.there for feature, state in states if state == "unknown")
    missing = tuple(Said(feature.missing, feature.sources) for feature, state in states if state == "absent")
    contrary = tuple(Said(f.there, f.sources) for f in SPEAKS_AGAINST if _against(findings, f))
    leg = _leg_hurts(findings)
    painless = (Said("no pain in the leg", ("nhs_sciatica",)),)
    against = (painless if leg == "absent" else missing) + contrary
    if leg == "absent" or len(there) + len(unknown) < NEEDED:
        verdict: Verdict = "no"
    elif leg == "present" and len(there) >= NEEDED:
        verdict = "yes"
    else:
        verdict = "cannot_tell"
    return Pattern(verdict, there, against, unknown, leg)


def _leg_hurts(findings: Findings) -> State:
    if _hurts_below_knee(findings) or findings.get("pain_below_knee").state == "present":
        return "present"
    return findings.get("leg_pain").state


def _hurts_below_knee(findings: Findings) -> bool:
    return any(findings.get("pain_site", site=site).state == "present" for site in BELOW_KNEE)


def _against(findings: Findings, feature: Feature) -> bool:
    if feature.findings == ("pain_site",):
        return _along_the_nerve(findings) != "present" and _hurts_at(findings, ("anterior_thigh", "medial_thigh"))
    return any(findings.get(name).state == "present" for name in feature.findings)


def _hurts_at(findings: Findings, sites: tuple[str, ...]) -> bool:
    return any(value.state == "present" and value.site in sites for value in findings.values("pain_site"))


def _along_the_nerve(findings: Findings) -> State:
    if _hurts_at(findings, PATH) or "present" in (
        findings.get("buttock_pain").state,
        findings.get("pain_below_knee").state,
    ):
        return "present"
    elsewhere = findings.get("pain_site").state == "absent" or _hurts_at(findings, ("anterior_thigh", "medial_thigh"))
    others = {findings.get("buttock_pain").state, findings.get("pain_below_knee").state}
    return "absent" if others == {"absent"} and elsewhere else "unknown"


def _state(findings: Findings, feature: Feature) -> State:
    if feature is PATH_FEATURE:
        return _along_the_nerve(findings)
    states = {findings.get(name).state for name in feature.findings}
    if "pain_below_knee" in feature.findings and _hurts_below_knee(findings):
        return "present"
    if "leg_worse_than_back" in feature.findings and states == {"unknown"}:
        return _leg_against_back(findings)
    if "present" in states:
        return "present"
    return "absent" if states == {"absent"} else "unknown"


def _leg_against_back(findings: Findings) -> State:
    leg, back = findings.get("leg_pain"), findings.get("back_pain")
    if leg.state == "present" and back.state == "absent":
        return "present"
    if leg.amount is None or back.amount is None:
        return "unknown"
    return "present" if leg.amount > back.amount else "absent"
