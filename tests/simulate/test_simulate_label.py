"""What a label could not pass: the findings follow the loads, wherever they are and whatever they are called."""

from __future__ import annotations

from typing import Any

import pytest
from patients import mapping, patient, present, state

from sciatica.core.parameters import defaults
from sciatica.simulate import Result, case_from_mapping, run

pytestmark = pytest.mark.slow
LOSSES = ("numbness", "weakness_noticed", "touch_reduced", "pinprick_reduced", "power_reduced", "ankle_reflex_reduced")
PELVIC = ("saddle_numbness", "bladder_hesitancy", "bladder_retention", "anal_tone_reduced", "bowel_incontinence")


def test_the_pressed_root_s_signs_are_there() -> None:
    found = patient().findings
    assert "lateral_foot" in present(found, "numbness", "right")
    assert "ankle_plantarflexion" in present(found, "power_reduced", "right")
    assert state(found, "ankle_reflex_reduced", "right") == "present"
    assert state(found, "leg_pain", "right") == "present"
    assert state(found, "straight_leg_raise", "right") == "present"
    assert state(found, "sensory_potential_reduced") == "absent"  # the lesion lies before the ganglion


def test_nothing_of_it_is_on_the_other_side() -> None:
    found = patient().findings
    for name in (*LOSSES, "leg_pain", "straight_leg_raise"):
        assert state(found, name, "left") == "absent", name
    assert state(found, "knee_reflex_reduced") == "absent"


def test_at_a_tenth_of_the_pressure_nothing_is_lost() -> None:
    pressure = mapping("l5s1_disc")["causes"][0]["root_pressure_mmhg"]
    found = patient(cause=(("root_pressure_mmhg", pressure / 10),)).findings
    for name in LOSSES:
        assert not present(found, name), name


def mirrored(found: dict[str, Any]) -> dict[str, Any]:
    swap = {"left": "right", "right": "left"}
    out: dict[str, Any] = {}
    for name, values in found.items():
        entries = [values] if isinstance(values, dict) else values
        if name in ("schema", "person"):
            out[name] = values
            continue
        out[name] = [{**e, **({"side": swap[e["side"]]} if "side" in e else {})} for e in entries]
    return out


def ordered(found: dict[str, Any]) -> dict[str, Any]:
    return mirrored(mirrored(found))


def close(a: Any, b: Any) -> bool:
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(close(a[k], b[k]) for k in a)
    if isinstance(a, list):
        key = lambda e: (e.get("side", ""), e.get("site", ""), e["state"])  # noqa: E731
        pairs = zip(sorted(a, key=key), sorted(b, key=key), strict=True)
        return len(a) == len(b) and all(close(x, y) for x, y in pairs)
    return bool(a == pytest.approx(b, abs=1e-6)) if isinstance(a, float) else bool(a == b)


def test_a_mirrored_cause_gives_mirrored_findings() -> None:
    # an examiner errs on each side in his own way; what is there to find is mirrored
    right, left = patient().last.exact, patient(cause=(("side", "left"),)).last.exact
    assert right is not None
    assert left is not None
    assert close(mirrored(left.to_mapping()), ordered(right.to_mapping()))


def test_far_lateral_meets_the_exiting_root_beyond_its_ganglion() -> None:
    found = patient(cause=(("zone", "far_lateral"), ("root_pressure_mmhg", 250)), case=(("day", 21),)).findings
    numb = present(found, "numbness", "right")
    assert {"dorsum_foot", "great_toe"} <= numb
    assert "lateral_foot" not in numb
    assert "great_toe_extension" in present(found, "power_reduced", "right")
    assert state(found, "ankle_reflex_reduced", "right") == "absent"
    # the cut-off ends have stopped conducting by now; with the lesion before the ganglion they never would
    assert "superficial_peroneal" in present(found, "sensory_potential_reduced", "right")


def test_a_large_central_one_meets_the_cauda_equina_and_a_lateral_one_never() -> None:
    central = patient(cause=(("zone", "central"), ("side", "both"), ("canal_share", 0.8))).findings
    assert state(central, "saddle_numbness") == "present"
    assert state(central, "bladder_hesitancy") == "present"
    lateral = patient().findings
    for name in PELVIC:
        assert state(lateral, name) == "absent", name


def test_the_name_of_the_cause_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from sciatica.simulate import loop, questions

    known = patient()
    data = mapping("l5s1_disc")
    original = case_from_mapping(data)
    data["causes"][0] = {"kind": "piriformis_syndrome", "side": "left", "spasm": 0.1}
    renamed = case_from_mapping(data)
    real, real_contracting = loop.build_loads, questions.contracting

    def same_loads(causes: object, *args: Any, **kwargs: Any) -> Any:
        return real(original.causes, *args, **kwargs)

    monkeypatch.setattr(loop, "build_loads", same_loads)
    monkeypatch.setattr("sciatica.simulate.adapt.build_loads", same_loads)
    monkeypatch.setattr(questions, "contracting", lambda causes, body: real_contracting(original.causes, body))
    assert run(renamed, detail="brief").findings.to_json() == known.findings.to_json()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_the_same_patient() -> None:
    again: Result = run(case_from_mapping(mapping("l5s1_disc")), defaults(), detail="brief")
    assert again.findings.to_json() == patient().findings.to_json()
