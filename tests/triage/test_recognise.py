"""The pattern of sciatica: yes, no or cannot tell, and never a say in the urgency."""

from __future__ import annotations

from typing import Any

import pytest
from findings_strategies import mappings
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica.core import references
from sciatica.core.findings import Findings, table
from sciatica.triage import recognise
from sciatica.triage.recognise import FEATURES, PATH_FEATURE, SPEAKS_AGAINST

BELOW_KNEE_FEATURE, LEG_AGAINST_BACK = FEATURES[1:3]

LEG = {"leg_pain": {"state": "present", "side": "left", "amount": 5}}
TYPICAL = LEG | {
    "pain_below_knee": {"state": "present", "side": "left"},
    "leg_worse_than_back": "present",
    "worse_cough": "present",
}


def verdict(data: dict[str, Any]) -> str:
    return recognise(Findings.from_mapping(data)).verdict


def everything_absent(**data: Any) -> dict[str, Any]:
    return dict.fromkeys(table(), "absent") | data


def test_typical_none_and_open() -> None:
    assert verdict(TYPICAL) == "yes"
    assert verdict({"leg_pain": "absent", "back_pain": {"state": "present", "amount": 6}}) == "no"
    assert verdict(LEG) == "cannot_tell"
    assert verdict({}) == "cannot_tell"
    assert verdict(everything_absent(**LEG)) == "no", "a leg that hurts and nothing else"
    two = {k: v for k, v in TYPICAL.items() if k != "worse_cough"} | {"back_pain": {"state": "present"}}
    assert verdict(everything_absent(**two)) == "no", "two features and the path, of eight"


def test_the_path_may_be_read_from_where_it_hurts() -> None:
    site = {"state": "present", "side": "left", "site": "lateral_foot", "amount": 4}
    found = recognise(Findings.from_mapping({"pain_site": site}))
    assert found.leg_hurts == "present"
    assert {PATH_FEATURE, BELOW_KNEE_FEATURE} <= set(found.speaks_for)


@pytest.mark.parametrize(("leg", "back", "expected"), [(6, 2, True), (2, 6, False), (4, 4, False)])
def test_leg_against_back_may_be_read_from_the_two_numbers(leg: int, back: int, expected: bool) -> None:
    amounts = {
        "leg_pain": {"state": "present", "amount": leg},
        "back_pain": {"state": "present", "amount": back},
    }
    assert (LEG_AGAINST_BACK in recognise(Findings.from_mapping(amounts)).speaks_for) is expected


@settings(max_examples=60, deadline=None)
@given(mappings(), st.sampled_from([f for feature in FEATURES for f in feature.findings]))
def test_a_feature_found_never_speaks_against(data: dict[str, Any], finding: str) -> None:
    order = ["no", "cannot_tell", "yes"]
    absent, unknown, present = (
        order.index(verdict(data | {finding: {"state": state}})) for state in ("absent", "unknown", "present")
    )
    assert absent <= unknown <= present


def test_it_names_no_cause_and_every_feature_has_a_source() -> None:
    causes = ("disc", "herniat", "stenosis", "listhesis", "piriformis")
    for feature in (*FEATURES, *SPEAKS_AGAINST):
        assert set(feature.sources) <= set(references.load())
        assert not any(cause in (feature.there + feature.missing).lower() for cause in causes)


def test_what_speaks_for_and_against_stands_in_the_answer_with_its_sources() -> None:
    groin = {"pain_site": {"state": "present", "side": "left", "site": "medial_thigh", "amount": 4}}
    data = recognise(
        Findings.from_mapping(TYPICAL | {"numbness": "absent", "hip_rotation_painful": "present"})
    ).to_mapping()
    assert {said["words"] for said in data["for"]} >= {"the pain goes below the knee"}
    assert "turning the hip brings on the pain" in {said["words"] for said in data["against"]}
    other = recognise(Findings.from_mapping(LEG | groin | {"pain_below_knee": "absent", "buttock_pain": "absent"}))
    against = other.to_mapping()["against"]
    assert {"the pain does not run along the nerve", "only the front or inner side of the thigh hurts"} <= {
        said["words"] for said in against
    }
    known = references.load()
    for said in (*data["for"], *data["against"], *against):
        assert set(said["source"].split(", ")) <= set(known)
