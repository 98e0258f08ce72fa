"""Muscles, skin and pelvis: what must hold whatever the numbers."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica import body
from sciatica.body import GROUPS, ROOTS, fibres, muscles, table, territories
from sciatica.body import path as course
from sciatica.core import references
from sciatica.core.errors import InputError

MUSCLES = muscles.build(1.0)
SKIN = territories.build(1.0)
PELVIC = territories.build_pelvic(1.0)


@pytest.mark.parametrize(
    "weight",
    [MUSCLES.root_weight, SKIN.root_weight, SKIN.pain_weight, PELVIC.root_weight],
    ids=["muscles", "skin", "pain", "pelvic"],
)
def test_root_weights_sum_to_one(weight: np.ndarray) -> None:
    assert weight.shape[1] == len(ROOTS)
    assert np.all(weight >= 0)
    assert weight.sum(axis=1) == pytest.approx(1.0)


def test_roots_of_a_muscle_or_territory_are_neighbours() -> None:
    for weight in (*MUSCLES.root_weight, *SKIN.root_weight, *PELVIC.root_weight):
        carried = np.flatnonzero(weight)
        assert np.all(np.diff(carried) == 1)


def test_shares_of_each_movement_sum_to_one() -> None:
    for movement in MUSCLES.movements:
        share = sum(s for s, m in zip(MUSCLES.movement_share, MUSCLES.movement, strict=True) if m == movement)
        assert share == pytest.approx(1.0)


def test_every_muscle_has_force_lever_nerve_and_group() -> None:
    assert len(set(MUSCLES.names)) == len(MUSCLES) == 26
    assert np.all(MUSCLES.maximum_force_n > 0)
    assert np.all(MUSCLES.moment_arm_m > 0)
    assert np.all(MUSCLES.motor_units > 0)
    assert all(MUSCLES.nerve)
    assert set(MUSCLES.group) <= set(GROUPS)
    assert np.all((MUSCLES.beside_nerve >= 0) & (MUSCLES.beside_nerve <= 1))
    assert np.all(MUSCLES.beside_nerve.max(axis=1) > 0)


def test_a_muscle_lies_beyond_the_foramen_of_each_of_its_roots() -> None:
    for row, weight in enumerate(MUSCLES.root_weight):
        for root in np.flatnonzero(weight):
            assert MUSCLES.path_mm[row] > course.position_mm(170.0, int(root), "foramen")


def test_the_heaviest_root_agrees_with_stimulation_in_surgery() -> None:
    # Phillips & Park 1991: the greatest response of each muscle by root stimulated
    found = {"addlong": "L3", "vasti": "L3", "tibant": "L4", "perlong": "L5", "gasmed": "S1", "glmax": "S1"}
    for name, root in found.items():
        weight = MUSCLES.root_weight[MUSCLES.index(name)]
        assert weight[ROOTS.index(root)] == weight.max()


def test_ankle_knee_toe_and_pelvis_hang_on_the_roots_that_are_tested_by_them() -> None:
    def weight(name: str, *roots: str) -> float:
        row = MUSCLES.root_weight[MUSCLES.index(name)]
        return float(sum(row[ROOTS.index(root)] for root in roots))

    assert weight("soleus", "S1", "S2") > 0.9
    assert weight("vasti", "L3", "L4") > 0.8
    assert weight("ehl", "L5") > 0.7
    assert weight("sphincter_ani", "S2", "S3", "S4") == pytest.approx(1.0)
    bladder = PELVIC.root_weight[PELVIC.index("bladder")]
    assert bladder[ROOTS.index("S2") : ROOTS.index("S5")].sum() == pytest.approx(1.0)


def test_autonomous_zones_are_heavy_in_one_root() -> None:
    for name, root in {
        "medial_leg": "L4",
        "great_toe": "L5",
        "dorsum_foot": "L5",
        "lateral_foot": "S1",
    }.items():
        row = SKIN.root_weight[SKIN.index(name)]
        assert row[ROOTS.index(root)] >= 0.8
    posterior = SKIN.root_weight[SKIN.index("posterior_thigh")]
    assert posterior.argmax() == ROOTS.index("S2")


def test_pain_spreads_at_least_as_wide_as_skin() -> None:
    def breadth(weight: np.ndarray) -> float:
        part = np.where(weight > 0, weight, 1.0)
        return float(-(part * np.log(part)).sum(axis=1).mean())

    assert breadth(SKIN.pain_weight) > breadth(SKIN.root_weight)


def test_territories_are_those_that_findings_may_name() -> None:
    assert {
        "anterior_thigh",
        "posterior_thigh",
        "medial_leg",
        "lateral_foot",
        "great_toe",
        "saddle",
    } <= set(SKIN.names)
    assert set(PELVIC.names) == {"bladder", "bowel", "saddle", "sexual"}


def test_sources_named_in_the_class_table_exist() -> None:
    known = references.load()
    for row in table.rows("classes.csv"):
        assert not row["source"] or row["source"] in known
    assert len(table.rows("classes.csv")) == len(body.CLASSES) == fibres.counts().shape[1]


def test_a_ragged_table_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    class Folder:
        def joinpath(self, name: str) -> Folder:
            return self

        def read_text(self, encoding: str) -> str:
            return "a,b\n1\n"

    monkeypatch.setattr(table, "files", lambda package: Folder())
    with pytest.raises(InputError) as caught:
        table.rows("muscles.csv")
    assert caught.value.file == "muscles.csv"
