"""Sharing: equilibrium, an independent solver's optimum, and the laws of weakness, floors and soreness."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import lsq_linear

from sciatica.core.types import FloatArray
from sciatica.movement.sharing import Shared, share

SLACK_COST = 1e4


def problem(seed: int, instants: int = 4, coordinates: int = 4, actuators: int = 11) -> dict[str, FloatArray]:
    rng = np.random.default_rng(seed)
    columns = rng.normal(size=(instants, coordinates, actuators)) * (rng.random((coordinates, actuators)) < 0.6)
    return {
        "torque": rng.normal(size=(instants, coordinates)),
        "columns": columns,
        "strength": rng.uniform(0.2, 1.0, actuators),
        "floor": rng.uniform(0.0, 0.2, actuators) * (rng.random(actuators) < 0.4),
        "weight": rng.uniform(1.0, 4.0, actuators),
    }


def solve(p: dict[str, FloatArray]) -> Shared:
    return share(**p, slack_cost=SLACK_COST)


@pytest.mark.parametrize("seed", range(6))
def test_it_is_the_optimum_of_an_independent_solver(seed: int) -> None:
    p = problem(seed)
    ours = solve(p)
    assert ours.converged.all()
    for t in range(p["torque"].shape[0]):
        moments = p["columns"][t] * p["strength"]
        matrix = np.vstack([np.diag(np.sqrt(p["strength"] * p["weight"])), np.sqrt(SLACK_COST) * moments])
        right = np.concatenate([np.zeros(moments.shape[1]), np.sqrt(SLACK_COST) * p["torque"][t]])
        theirs = lsq_linear(matrix, right, bounds=(p["floor"], 1.0), method="bvls", tol=1e-14)
        assert ours.activation[t] == pytest.approx(theirs.x, abs=1e-6)
        assert ours.cost[t] == pytest.approx(theirs.cost, rel=1e-7)


@pytest.mark.parametrize("seed", range(6))
def test_moments_balance(seed: int) -> None:
    p = problem(seed)
    ours = solve(p)
    given_ = np.einsum("tca,ta->tc", p["columns"], p["strength"] * ours.activation) + ours.slack
    assert given_ == pytest.approx(p["torque"], abs=1e-7)
    assert (ours.activation >= p["floor"]).all()
    assert (ours.activation <= 1).all()


def test_the_price_is_the_slope_of_the_cost() -> None:
    p = problem(3)
    ours = solve(p)
    for c in range(4):
        step = np.zeros_like(p["torque"])
        step[:, c] = 1e-5
        up, down = (solve({**p, "torque": p["torque"] + sign * step}).cost for sign in (1, -1))
        assert (up - down) / 2e-5 == pytest.approx(ours.price[:, c], rel=1e-4, abs=1e-4)


@settings(max_examples=20)
@given(seed=st.integers(0, 10_000), muscle=st.integers(0, 10), left=st.floats(0.01, 0.95))
def test_the_weaker_is_never_loaded_less(seed: int, muscle: int, left: float) -> None:
    p = problem(seed)
    weaker = p["strength"].copy()
    weaker[muscle] *= left
    before, after = solve(p), solve({**p, "strength": weaker})
    assert (after.activation[:, muscle] >= before.activation[:, muscle] - 1e-7).all()


@settings(max_examples=20)
@given(seed=st.integers(0, 10_000), muscle=st.integers(0, 10))
def test_soreness_spares(seed: int, muscle: int) -> None:
    p = problem(seed)
    sorer = p["weight"].copy()
    sorer[muscle] *= 3
    before, after = solve(p), solve({**p, "weight": sorer})
    assert (after.activation[:, muscle] <= before.activation[:, muscle] + 1e-7).all()
    assert (after.cost >= before.cost - 1e-9).all()


def test_a_floor_is_paid_by_the_antagonist() -> None:
    columns = np.array([[[1.0, -1.0]]])
    p = {"torque": np.array([[0.3]]), "columns": columns, "strength": np.ones(2), "weight": np.ones(2)}
    free = solve({**p, "floor": np.zeros(2)})
    held = solve({**p, "floor": np.array([0.0, 0.2])})
    assert free.activation[0] == pytest.approx([0.3, 0.0], abs=1e-3)
    assert held.activation[0] == pytest.approx([0.5, 0.2], abs=1e-3)


def test_what_nobody_can_give_is_said() -> None:
    p = {
        "torque": np.array([[3.0]]),
        "columns": np.array([[[1.0, 1.0]]]),
        "strength": np.array([1.0, 0.5]),
        "floor": np.zeros(2),
        "weight": np.ones(2),
    }
    assert solve(p).slack[0, 0] == pytest.approx(1.5)
    assert solve({**p, "strength": np.zeros(2)}).slack[0, 0] == pytest.approx(3.0)
    assert not share(**p, slack_cost=SLACK_COST, iterations=0).converged.any()
