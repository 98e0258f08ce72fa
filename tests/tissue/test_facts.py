"""Preparations and constants behind the published facts of this room."""

from pathlib import Path

import sciatica.tissue
from sciatica.tissue.preparation import (
    BLOODLESS_LIMB,
    HUMAN_HYPERTENSIVE,
    HUMAN_MEDIAN,
    PREPARATIONS,
    blocking_pressure_mmhg,
    conducts,
    press,
    release,
)
from sciatica.validate.facts import tissue_hypotension_50, tissue_onset_200


def test_each_preparation_differs_only_in_what_it_lists(constant):
    assert len({p.name for p in PREPARATIONS}) == len(PREPARATIONS)
    for preparation in PREPARATIONS:
        assert preparation.note
        changed = preparation.constants(constant)
        differing = [n for n in constant.rows if getattr(changed, n) != getattr(constant, n)]
        assert differing in ([], ["diffusion_supply"])


def test_a_hypertensive_nerve_bears_more_pressure(constant):
    usual, high = (blocking_pressure_mmhg(p, 2.0, constant, motor=True) for p in (HUMAN_MEDIAN, HUMAN_HYPERTENSIVE))
    assert high > usual + 15


def test_blood_brings_conduction_back_within_the_hour(constant):
    starved = press(BLOODLESS_LIMB, 0.0, 1.0, constant)
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
