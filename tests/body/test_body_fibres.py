"""The fibre sample: classes, strata, weights, and the mirror."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica import body
from sciatica.body import CLASSES, ROOTS, fibres
from sciatica.core.errors import InputError
from sciatica.core.parameters import read
from sciatica.core.person import Person
from sciatica.core.seeds import generator

PARAMETERS = read("body")
RANGE_UM = {
    "motor": (8, 14),
    "a_alpha": (9, 16),
    "a_beta": (6, 12),
    "a_delta": (2, 5),
    "c": (0.4, 1.2),
    "pelvic": (1.5, 3),
}


def person(age_years: float = 50.0, height_cm: float = 170.0) -> Person:
    return Person(
        age_years=age_years,
        sex="female",
        height_cm=height_cm,
        mass_kg=70,
        systolic_mmhg=120,
        diastolic_mmhg=80,
    )


def built(seed: int = 1, age_years: float = 50.0, number: int = 8) -> body.Body:
    return body.build(person(age_years), generator(seed, 0, "body", 0.0), PARAMETERS, number)


@settings(max_examples=20)
@given(st.integers(1, 40), st.integers(0, 99))
def test_every_class_of_every_root_and_side_has_its_sample(number: int, seed: int) -> None:
    table = built(seed, number=number).fibres
    for root, name in enumerate(ROOTS):
        for side in (0, 1):
            for kind, class_name in enumerate(CLASSES):
                mask = (table.root == root) & (table.side == side) & (table.kind == kind)
                expected = 0 if class_name == "pelvic" and name not in ("S2", "S3", "S4") else number
                assert mask.sum() == expected


@settings(max_examples=20)
@given(st.integers(0, 999), st.integers(1, 20))
def test_left_and_right_are_mirror_images(seed: int, number: int) -> None:
    table = built(seed, number=number).fibres
    left, right = table.side == 0, table.side == 1
    for name in ("root", "kind", "diameter_um", "depth", "weight", "path_mm"):
        values = getattr(table, name)
        assert np.array_equal(values[left], values[right])


@given(st.sampled_from(CLASSES), st.integers(1, 60))
def test_diameters_rise_inside_their_class(class_name: str, number: int) -> None:
    diameters = fibres.diameter_quantiles_um(CLASSES.index(class_name), number)
    low, high = RANGE_UM[class_name]
    assert diameters.shape == (number,)
    assert np.all((diameters > low) & (diameters < high))
    assert np.all(np.diff(diameters) > 0)


def test_quantiles_are_those_of_a_clipped_bell() -> None:
    # the sample's cumulative share against an independent histogram of draws from the same bell
    kind = CLASSES.index("a_delta")
    draws = np.random.default_rng(4).normal(3.6, 0.8, 400_000)
    draws = draws[(draws > 2) & (draws < 5)]
    ours = fibres.diameter_quantiles_um(kind, 9)
    assert np.quantile(draws, (np.arange(9) + 0.5) / 9) == pytest.approx(ours, abs=0.01)


def test_depths_are_strata_in_shuffled_order() -> None:
    table = built(7).fibres
    mask = (table.root == 4) & (table.side == 0) & (table.kind == 0)
    assert sorted(table.depth[mask]) == pytest.approx((np.arange(8) + 0.5) / 8)
    other = built(8).fibres
    assert not np.array_equal(table.depth, other.depth)
    assert np.array_equal(table.depth, built(7).fibres.depth)


def test_depth_and_diameter_are_not_tied() -> None:
    table = built(3, number=200).fibres
    mask = (table.side == 0) & (table.kind == 0)
    assert abs(np.corrcoef(table.depth[mask], table.diameter_um[mask])[0, 1]) < 0.1


@settings(max_examples=30)
@given(st.floats(20, 100), st.integers(1, 30))
def test_weights_sum_to_the_axons_left_at_that_age(age_years: float, number: int) -> None:
    table = built(1, age_years, number).fibres
    left_share = 1.0 - 0.05 * (age_years - 50.0) / 10.0
    for kind, class_name in enumerate(CLASSES):
        mask = (table.root == 3) & (table.side == 1) & (table.kind == kind)
        expected = fibres.counts()[3, kind] * (left_share if class_name == "motor" else 1.0)
        assert table.weight[mask].sum() == pytest.approx(expected)


def test_large_fibres_are_the_tenth_part_of_the_sensory_ones_that_hauck_found_large() -> None:
    # Hauck 2009: about 70 % of the myelinated fibres of a dorsal root are small, in every root
    counts = fibres.counts()
    sensory = counts[:, 1:4]
    assert sensory[:, 2] / sensory.sum(axis=1) == pytest.approx(0.70, abs=0.02)


@settings(max_examples=20)
@given(st.floats(50, 250))
def test_end_organs_lie_beyond_the_foramen(height_cm: float) -> None:
    built_body = body.build(person(height_cm=height_cm), np.random.default_rng(1), PARAMETERS)
    table = built_body.fibres
    assert np.all(np.isfinite(table.path_mm))
    foramen = np.array([built_body.position_mm(int(root), "foramen") for root in table.root])
    assert np.all(table.path_mm > foramen)


def test_no_fibres_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        built(number=0)
    assert caught.value.field == "fibres_per_class"
