import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.core import parameters as constants
from sciatica.tissue import bin_of, depth_share, pressure_at_depth
from sciatica.tissue.sharing import bin_centres

PARAMETERS = constants.read("tissue")


def test_a_nerve_held_all_round_shares_alike():
    pressure = pressure_at_depth(np.full((1, 1, 2), 70.0), np.ones((1, 1)), PARAMETERS)
    assert pressure.shape == (1, 1, 8, 2)
    assert np.all(pressure == 70.0)


def test_a_touch_on_one_side_spares_the_far_side():
    share = depth_share(np.array(0.0), bin_centres(), PARAMETERS)
    assert np.all(np.diff(share) < 0)
    assert depth_share(np.array(0.0), np.array(0.0), PARAMETERS) == pytest.approx(1.0)
    assert share[-1] < 0.15


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_more_contact_never_presses_a_fibre_less(depth, first, second):
    low, high = sorted((first, second))
    less, more = (depth_share(np.array(c), np.array(depth), PARAMETERS) for c in (low, high))
    assert 0 <= less <= more + 1e-12
    assert more <= 1 + 1e-12


def test_every_depth_has_its_bin():
    assert bin_of(np.array([0.0, 0.124, 0.126, 0.99, 1.0])).tolist() == [0, 0, 1, 7, 7]
    assert bin_of(bin_centres()).tolist() == list(range(8))
