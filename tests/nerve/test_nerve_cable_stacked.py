"""Many internodes reduced at once are each reduced alone."""

from dataclasses import fields

import numpy as np
import pytest

from sciatica.nerve.cables import modes, mrg2002, stacked

DIAMETER = np.array([2.0, 5.7, 8.1, 10.0, 10.0, 16.0])
MYELIN = np.array([1.0, 1.0, 1.0, 1.0, 0.05, 0.5])
SEAL = np.array([1.0, 1.0, 1.0, 0.2, 1.0, 1.0])
SHAPE = mrg2002.geometry(DIAMETER)
ALONE = [modes.split(mrg2002.internode(SHAPE, i, MYELIN[i], SEAL[i])) for i in range(6)]


def test_networks_and_modes_are_those_of_each_internode() -> None:
    together = modes.split_all(mrg2002.internodes(SHAPE, MYELIN, SEAL))
    for one, other in zip(together, ALONE, strict=True):
        for name in ("even", "odd"):
            mine, theirs = getattr(one, name), getattr(other, name)
            np.testing.assert_allclose(mine.rate_per_ms, theirs.rate_per_ms, rtol=1e-9)
            np.testing.assert_allclose(mine.steady_us, theirs.steady_us, rtol=1e-9)
        assert one.leak_drive_us == pytest.approx(other.leak_drive_us, rel=1e-12)


@pytest.mark.parametrize("step_ms", [0.01, 0.005, 0.0005])
@pytest.mark.parametrize("name", ["even", "odd"])
def test_reduction_is_that_of_each_internode(step_ms: float, name: str) -> None:
    alone = [getattr(each, name) for each in ALONE]
    whole = stacked.stack(alone)
    kept = stacked.needed(whole, step_ms, 5e-4)
    assert kept == max(modes.needed(each, step_ms, 5e-4) for each in alone)
    together = modes.step(stacked.reduced(whole, kept, step_ms), step_ms)
    field = np.random.default_rng(3).normal(size=10)
    for i, each in enumerate(alone):
        one = modes.step(modes.reduce(each, kept, step_ms), step_ms)
        for part in fields(modes.Stepped):
            mine, theirs = getattr(together, part.name)[i], getattr(one, part.name)
            if part.name == "push":  # a mode's sign is free: the sum over modes is what counts
                mine, theirs = mine @ field, theirs @ field
            np.testing.assert_allclose(mine, theirs, rtol=1e-6, atol=1e-9 * np.abs(theirs).max())
