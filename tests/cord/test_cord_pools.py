"""Pools: thresholds, roots and axons of the motoneurons."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.cord import pools
from sciatica.core.parameters import ParameterSet


def test_thresholds_span_the_range_and_end_below_full_drive(constants: ParameterSet) -> None:
    p = constants.cord
    found = pools.thresholds(40, p.recruitment_range, p.full_drive)
    assert found[-1] / found[0] == pytest.approx(p.recruitment_range)
    assert found[-1] == pytest.approx(1.0 / p.full_drive)
    ratios = found[1:] / found[:-1]
    assert ratios == pytest.approx(ratios[0])


@pytest.mark.parametrize("weight", [(0.45, 0.45, 0.1), (0.6, 0.25, 0.15), (1.0, 0.0, 0.0)])
def test_every_root_has_its_share_of_small_and_of_large_units(weight: tuple[float, ...]) -> None:
    shares = np.array(weight)
    given = pools.allot(shares, 40)
    for prefix in range(1, 41):
        counts = np.bincount(given[:prefix], minlength=3)
        assert np.abs(counts - shares * prefix).max() <= 1.0


def test_axons_run_in_motor_fibres_of_their_own_root_and_side(man: Body, constants: ParameterSet) -> None:
    made = pools.build(man, constants.cord)
    fibres = man.fibres
    assert (fibres.kind[made.fibre] == 0).all()
    assert np.array_equal(fibres.root[made.fibre], made.root)
    assert np.array_equal(fibres.side[made.fibre], made.side)
    weight = np.repeat(man.muscles.root_weight, 2 * made.units_per_pool, axis=0)
    assert (weight[np.arange(len(made)), made.root] > 0).all()


def test_large_units_run_in_thick_fibres(man: Body, constants: ParameterSet) -> None:
    for scatter, least in ((0.0, 0.95), (constants.cord.axon_size_scatter, 0.6)):
        made = pools.build(man, constants.cord.replace(axon_size_scatter=scatter))
        rank = np.tile(made.rank, made.pools)
        assert np.corrcoef(rank, man.fibres.diameter_um[made.fibre])[0, 1] > least


def test_both_sides_are_built_alike(man: Body, constants: ParameterSet) -> None:
    made = pools.build(man, constants.cord)
    sides = made.fibre.reshape(made.muscles, 2, -1)
    for field in (man.fibres.diameter_um, man.fibres.depth, man.fibres.root):
        assert np.array_equal(field[sides[:, 0]], field[sides[:, 1]])
