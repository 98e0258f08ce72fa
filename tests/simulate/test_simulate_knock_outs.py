"""Knock out each room's effect once, and the finding that rests on it is gone."""

from __future__ import annotations

import numpy as np
import pytest
from patients import Pairs, patient, present, state

pytestmark = pytest.mark.slow
SILENT: Pairs = (
    ("nerve.inflamed_sodium_fraction", 0.0),
    ("nerve.inflamed_persistent_sodium", 0.0),
    ("nerve.inflamed_slow_potassium_loss", 0.0),
    ("nerve.touch_leak_s_cm2", 0.0),
    ("nerve.c_touch_leak_s_cm2", 0.0),
    ("tissue.potassium_shift_max_mv", 0.0),
)


def test_lesion_that_a_raised_leg_does_not_stretch_has_no_leg_raise_sign() -> None:
    assert state(patient().findings, "straight_leg_raise", "right") == "present"
    slack = patient(parameters=(("lesion.root_strain", 0.0),))
    assert state(slack.findings, "straight_leg_raise", "right") == "absent"


def test_tissue_without_ischaemia_there_is_no_block() -> None:
    found = patient(
        parameters=(
            ("tissue.potassium_shift_max_mv", 0.0),
            ("tissue.ischaemic_loss_per_h", 0.0),
            ("tissue.demyelination_per_day", 0.0),
        )
    ).findings
    for name in ("numbness", "power_reduced", "ankle_reflex_reduced"):
        assert not present(found, name), name


def test_nerve_with_a_membrane_that_cannot_be_irritated_there_is_no_pain() -> None:
    result = patient(parameters=SILENT)
    assert result.last.channels.ectopic_rate_hz.max() == 0
    for name in ("leg_pain", "pain_burning", "pain_sharp", "straight_leg_raise", "worse_cough"):
        assert state(result.findings, name) == "absent", name


def test_cord_that_feels_nothing_guards_nothing() -> None:
    result = patient(parameters=(("cord.pain_half", 1e6),))
    assert state(result.findings, "leg_pain") == "absent"
    assert result.last.episode.guarding.max() < 1e-3
    assert patient().last.episode.guarding.max() > 0.01


def test_cord_without_guarding_the_back_does_not_hold() -> None:
    held, free = patient(), patient(parameters=(("cord.guarding_maximum", 0.0),))
    lumbar = [i for i, g in enumerate(held.body.muscles.group) if g == "lumbar"]
    road = ("voluntary", "ectopic", "pool", "guarding").index("guarding")
    assert held.last.episode.activation_by_road[road, lumbar].mean() > 1e-3
    assert free.last.episode.activation_by_road[road].max() < 1e-6


def test_movement_that_pain_does_not_reach_does_not_limp() -> None:
    severe: Pairs = (("cord.pain_half", 1.5),)
    sore = patient(parameters=severe)
    assert state(sore.findings, "limp_antalgic", "right") == "present"
    heedless = patient(parameters=(*severe, ("movement.pain_weight", 0.0)))
    assert state(heedless.findings, "leg_pain", "right") == "present"
    assert state(heedless.findings, "limp_antalgic") == "absent"


def test_an_inflamed_root_that_nothing_presses_hurts_and_loses_nothing() -> None:
    result = patient("inflammatory_root")
    found = result.findings
    assert state(found, "leg_pain", "right") == "present"
    assert state(found, "straight_leg_raise", "right") == "present"
    assert result.last.channels.ectopic_rate_hz.max() > 0
    for name in ("numbness", "weakness_noticed", "power_reduced", "ankle_reflex_reduced", "touch_reduced"):
        assert not present(found, name), name
    assert result.last.channels.passes.mean() > 0.99


def test_a_healthy_person_has_nothing() -> None:
    result = patient("healthy")
    wrong = [n for n, values in result.findings.answers.items() if any(v.state == "present" for v in values)]
    assert wrong == []
    assert result.last.episode.spasms == ()
    assert np.all(result.last.channels.passes)
