"""Since when an axon is lost: what regrowth and sprouting count from."""

from __future__ import annotations

import numpy as np
import pytest
from nerve_tissue import BINS, Spot, constants, scene, small_body

from sciatica.body import CLASSES, root_index
from sciatica.nerve.conduct.asked import continuity

BODY = small_body(8)
S1 = (BODY.fibres.root == root_index("S1")) & (BODY.fibres.side == 1)


def asked(*spots: Spot) -> tuple[np.ndarray, np.ndarray]:
    """[N] whole, and days since lost, under these spots."""
    one = scene(*spots, count=1)
    found = continuity(BODY, one.loads, one.state, constants())
    return found.whole, found.lost_days


def test_only_lost_axons_have_days_and_they_are_those_of_their_depth() -> None:
    depth_days = np.linspace(10.0, 80.0, BINS)
    whole, since = asked(Spot(axon=0.5, wallerian_days=depth_days))  # type: ignore[arg-type]
    assert 0 < whole[S1].sum() < S1.sum()
    assert (since[whole] == 0.0).all()
    lost = np.flatnonzero(~whole)
    level = np.minimum((BODY.fibres.depth[lost] * BINS).astype(int), BINS - 1)
    np.testing.assert_allclose(since[lost], depth_days[level])


@pytest.mark.parametrize("first", [0, 1])
def test_what_two_lesions_took_counts_from_the_first(first: int) -> None:
    days = (90.0, 5.0) if first == 0 else (5.0, 90.0)
    spots = [Spot(centre_mm=mm, axon=0.0, wallerian_days=d) for mm, d in zip((120.0, 250.0), days, strict=True)]
    whole, since = asked(*spots)
    assert not whole[S1].any()
    np.testing.assert_allclose(since[S1], 90.0)
    assert (since[~S1] == 0.0).all()


@pytest.mark.parametrize("axon", [0.0, 0.5, 1.0])
def test_a_lesion_lies_where_it_lies_whether_axons_outlived_it_or_not(axon: float) -> None:
    one = scene(Spot(centre_mm=250.0, axon=axon), Spot(centre_mm=120.0, axon=axon), count=1)
    found = continuity(BODY, one.loads, one.state, constants())
    np.testing.assert_allclose(found.first_mm[S1 & (BODY.fibres.kind != CLASSES.index("pelvic"))], 120.0)
    assert np.isinf(found.first_mm[~S1]).all()
