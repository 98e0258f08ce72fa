"""Preparations and constants behind the published facts of this room."""

from pathlib import Path

import pytest

import sciatica.tissue
from sciatica.tissue.preparation import (
    HUMAN_HYPERTENSIVE,
    HUMAN_MEDIAN,
    MEASURED,
    PIG_ROOT,
    PREPARATIONS,
    RAT_BLOODLESS,
    blocking_pressure_mmhg,
    conducts,
    press,
    release,
)
from sciatica.validate.facts import tissue_hypotension_50, tissue_onset_200


def test_each_preparation_is_facts_of_its_experiment_and_changes_no_constant(constant):
    assert len({p.name for p in PREPARATIONS}) == len(PREPARATIONS)
    for preparation in PREPARATIONS:
        assert preparation.note
        changed = preparation.constants(constant)
        differing = [n for n in constant.rows if getattr(changed, n) != getattr(constant, n)]
        assert differing == (["diffusion_nerve"] if preparation.fed == "nothing" else [])
        assert set(preparation.assumed) | preparation.given == set(MEASURED)


def test_the_animals_of_a_preparation_have_its_mean_and_spread():
    animals = PIG_ROOT.animals_mmhg
    assert animals.mean() == pytest.approx(PIG_ROOT.mean_arterial_mmhg)
    assert animals.std() == pytest.approx(PIG_ROOT.arterial_sd_mmhg)
    assert HUMAN_MEDIAN.animals_mmhg.tolist() == [HUMAN_MEDIAN.mean_arterial_mmhg]


def test_a_hypertensive_nerve_bears_more_pressure(constant):
    usual, high = (blocking_pressure_mmhg(p, 2.0, constant, motor=True) for p in (HUMAN_MEDIAN, HUMAN_HYPERTENSIVE))
    assert high > usual + 15


def test_blood_brings_conduction_back_within_the_hour(constant):
    starved = press(RAT_BLOODLESS, 0.0, 1.0, constant)
    fed = release(HUMAN_MEDIAN, starved, 1.0, constant)
    assert conducts(starved, constant, motor=False) < 0.05
    assert conducts(fed, constant, motor=False) > 0.9


def test_every_constant_is_used(constant):
    folder = Path(sciatica.tissue.__file__).parent
    text = "\n".join(path.read_text() for path in folder.glob("*.py"))
    used = text + Path(tissue_onset_200.__file__).with_name("tissue_oedema_sudden_50.py").read_text()
    assert [name for name in constant.rows if f".{name}" not in used] == []


def test_rows_say_on_what_they_rest():
    for fact in (tissue_onset_200.FACT, tissue_hypotension_50.FACT):
        assert "tissue-level block criterion" in fact.note
