import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.core.errors import InputError
from sciatica.core.seeds import generator


def first(seed: int, person: int, room: str, day: float) -> int:
    return int(generator(seed, person, room, day).integers(2**63))


@given(
    st.integers(0, 2**70),
    st.integers(0, 2**32 - 1),
    st.text(),
    st.floats(allow_nan=False, allow_infinity=False),
)
def test_the_same_key_draws_the_same(seed: int, person: int, room: str, day: float) -> None:
    assert first(seed, person, room, day) == first(seed, person, room, day)


def test_each_part_of_the_key_counts() -> None:
    keys = itertools.product((0, 1, 2**32), (0, 1, 7), ("body", "cord", ""), (0.0, 1.0, 0.5, -1.0))
    draws = [first(*key) for key in keys]
    assert len(set(draws)) == len(draws)


def test_minus_zero_is_zero() -> None:
    assert first(1, 2, "body", -0.0) == first(1, 2, "body", 0.0)


def test_streams_are_uncorrelated() -> None:
    streams = np.array([generator(1, person, "body", 0).standard_normal(4000) for person in range(8)])
    off_diagonal = np.corrcoef(streams)[~np.eye(8, dtype=bool)]
    assert np.abs(off_diagonal).max() < 5 / math.sqrt(4000)


@pytest.mark.parametrize("key", [(-1, 0, "x", 0.0), (0, -1, "x", 0.0), (0, 2**32, "x", 0.0), (0, 0, "x", math.nan)])
def test_a_key_out_of_range_is_refused(key: tuple[int, int, str, float]) -> None:
    with pytest.raises(InputError):
        generator(*key)
