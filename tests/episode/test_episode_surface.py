"""A person's spasm from surfaces: what they say between their points is what the pools do, and they go stale."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.core.surface import Surface, save
from sciatica.core.types import FloatArray
from sciatica.episode import Segment, nothing, run, surface
from sciatica.episode.drives import Drives, in_posture
from sciatica.episode.grid import POOL, Grid, pool_cells
from sciatica.nerve.conduct import Channels
from sciatica.validate.facts import _cord as prepared

SMALL = Grid(
    twitch_ms=(95.0,),
    guarding=(0.0, 0.015, 0.03, 0.06),
    afferent=(0.0, 0.01, 0.02, 0.03, 0.045, 0.065),
    current=(0.38, 0.6, 0.9, 1.2),
    noise=(1.0,),
    watched_s=2.0,
    held_out=16,
)
RATE = POOL.index("spikes of a unit, Hz")


@pytest.fixture(scope="module")
def surfaces(constants: ParameterSet) -> surface.Spasms:
    return surface.build(constants, SMALL)


def activation(values: FloatArray) -> FloatArray:
    return np.asarray(values[:, POOL.index("mean by the pool")] + values[:, POOL.index("mean by guarding")])


def test_cells_computed_anew_fire_as_the_surface_says_half_of_them_at_the_boundary(
    surfaces: surface.Spasms, constants: ParameterSet
) -> None:
    rng = np.random.default_rng(3)
    low, high = (np.array([axis[end] for axis in SMALL.axes]) for end in (0, -1))
    tried = low + (high - low) * rng.random((300, len(low)))
    threshold = constants.muscle.spasm_threshold
    near = np.argsort(np.abs(activation(surfaces.pool.at(tried)) - threshold))[:10]
    points = np.concatenate([tried[:10], tried[near]])
    anew, said = pool_cells(points, SMALL, constants, rng), surfaces.pool.at(points)
    assert said[:, RATE].sum() == pytest.approx(anew[:, RATE].sum(), rel=0.05)
    right = (activation(said) >= threshold) == (activation(anew) >= threshold)
    assert right[:10].all()
    assert right[10:].mean() >= 0.7
    # what is wrong there is wrong by little
    assert np.abs(activation(said) - activation(anew))[~right].max(initial=0.0) < 0.5 * threshold


def test_a_finer_grid_errs_less(surfaces: surface.Spasms, constants: ParameterSet) -> None:
    whole = surfaces.pool
    keep = [range(1), (0, 3), (0, 2, 5), (0, 3), range(1)]
    coarse = Surface(
        whole.name,
        whole.axis_names,
        tuple(axis[list(kept)] for axis, kept in zip(whole.axes, keep, strict=True)),
        whole.outputs,
        whole.values[np.ix_(*keep, range(len(whole.outputs)))],
        whole.error,
        whole.made_by,
    )
    grid = np.stack([part.ravel() for part in np.meshgrid(*whole.axes, indexing="ij")], axis=1)
    truth = whole.values.reshape(len(grid), -1)
    missed = np.sqrt(((coarse.at(grid) - truth)[:, RATE] ** 2).mean())
    assert missed > 2.0 * whole.error[RATE] > 0.0


def test_drive_and_current_never_make_a_pool_do_less(surfaces: surface.Spasms) -> None:
    rate = surfaces.pool.values[..., RATE]
    for axis in (1, 2, 3):
        assert (np.diff(rate, axis=axis) > -0.3).all()
    ectopic = surfaces.ectopic.values[:, 0]
    assert ectopic[0] == 0.0
    assert (np.diff(ectopic) >= -1e-3).all()
    assert ectopic[-1] == pytest.approx(1.0, abs=0.02)


def drives_of(body: Body, nerve: Channels, constants: ParameterSet, phenotype: str = "cocontraction") -> Drives:
    count = len(body.muscles)
    return in_posture(body, nerve, 0, nothing(count), np.zeros((count, 2)), constants, phenotype=phenotype)


def test_a_healthy_person_has_none(
    surfaces: surface.Spasms, man: Body, healthy: Channels, constants: ParameterSet
) -> None:
    found = surface.expected(surfaces, drives_of(man, healthy, constants))
    assert not found.mean.any()
    assert found.chance.max() < 0.01
    assert not found.peak.any()


def test_a_person_read_off_is_the_person_played(
    surfaces: surface.Spasms, man: Body, healthy: Channels, constants: ParameterSet
) -> None:
    body = prepared.only(man, ("glmed", "multifidus", "erector", "vasti"))
    nerve = prepared.firing(healthy, body, (4,), 1, {"a_delta": (6.0, 0.0), "c": (2.0, 0.0), "motor": (4.0, 0.0)})
    read = surface.expected(surfaces, drives_of(body, nerve, constants))
    none = np.zeros((4, 2))
    played = run(body, nerve, [Segment(0, 2.0, "lying")], nothing(4), none, constants, np.random.default_rng(1))
    assert read.mean.sum(axis=0) == pytest.approx(played.unwilled_activation, abs=0.012)
    spastic = {(s.muscle, s.side) for s in played.spasms}
    assert {(int(m), int(s)) for m, s in np.argwhere(read.chance > 0.9)} <= spastic
    assert all(read.chance[m, s] > 0.1 for m, s in spastic)


def test_roads_stay_apart(surfaces: surface.Spasms, man: Body, healthy: Channels, constants: ParameterSet) -> None:
    body = prepared.only(man, ("glmed", "multifidus"))
    twitching = prepared.firing(healthy, body, (4,), 1, {"motor": (6.0, 0.0)})
    hurting = prepared.firing(healthy, body, (4,), 1, {"a_delta": (8.0, 0.0), "c": (3.0, 0.0)})
    read = surface.expected(surfaces, drives_of(body, twitching, constants))
    assert read.mean[0].max() > 0.0 == read.mean[1:].max()
    for how, guards in (("cocontraction", True), ("none", False)):
        read = surface.expected(surfaces, drives_of(body, hurting, constants, how))
        assert bool(read.mean[2].max() > 0.0) == guards
        assert read.mean[0].max() == 0.0


def test_surfaces_are_kept_and_go_stale_with_a_constant_or_a_grid(
    surfaces: surface.Spasms, constants: ParameterSet, tmp_path: Path
) -> None:
    for made in (surfaces.pool, surfaces.ectopic):
        save(made, tmp_path)
    read = surface.load(tmp_path, constants, SMALL)
    assert np.array_equal(read.pool.values, surfaces.pool.values)
    other = constants.with_value("cord.noise_sigma", 0.21)
    with pytest.raises(InputError, match="stale"):
        surface.load(tmp_path, other, SMALL)
    with pytest.raises(InputError, match="stale"):
        surface.load(tmp_path, constants, replace(SMALL, watched_s=3.0))
    with pytest.raises(InputError, match="no such"):
        surface.load(tmp_path / "elsewhere", constants, SMALL)
