"""What a hold costs, and what a bent trunk gives unasked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.movement import effort, hold
from sciatica.movement.adaptation import HIGHEST, LOWEST, NORMAL
from sciatica.movement.effort import Effort
from sciatica.movement.passive import trunk_nm
from sciatica.movement.task import Task, build
from sciatica.movement.work import JOINTS

SHARES = np.linspace(0.05, 1.0, 20)


@pytest.fixture(scope="module")
def made(man: Body, parameters: Parameters) -> Task:
    return build(man, parameters)


def muscles_of(made: Task, man: Body, *, strength: float = 1.0, worth: float = 1.0) -> Effort:
    """His muscles, all as strong as told; ``worth`` is the cost of a point of discomfort."""
    m = len(man.muscles.names)
    none = np.zeros((m, 2))
    healthy = effort.of(made, np.ones((m, 2)), none, none, made.p)
    found = effort.of(made, np.full((m, 2), strength), none, none, made.p)
    found.usual, found.worth = healthy.each(NORMAL), worth
    return found


def way(**changes: float) -> np.ndarray:
    x = NORMAL.copy()
    for name, value in changes.items():
        x[{"asymmetry": 0, "list": 1, "flexion": 2, "speed": 3}[name]] = value
    return x


# --- endurance ---


@pytest.mark.parametrize("joint", [*JOINTS, ""])
def test_the_stronger_the_effort_the_sooner_it_ends(joint: str, parameters: Parameters) -> None:
    seconds, power = hold.curves((joint,), parameters)
    lasts = hold.endurance_s(SHARES, seconds, power)
    assert (np.diff(lasts) < 0).all()
    assert lasts[-1] == pytest.approx(seconds[0])
    assert np.isinf(hold.endurance_s(np.zeros(1), seconds, power))
    for bad in (-0.1, 1.1, float("nan")):
        with pytest.raises(InputError, match="no share"):
            hold.endurance_s(np.array([bad]), seconds, power)


@pytest.mark.parametrize("joint", ["ankle", "knee", "trunk"])
def test_two_laws_of_tiring_tell_of_the_same_muscles(joint: str, parameters: Parameters) -> None:
    """The three compartments by which muscles tire over a day last as long, between a fifth and seven tenths."""
    share = np.linspace(0.2, 0.7, 6)
    tires, mends = (getattr(parameters, f"{joint}_{kind}_per_s") for kind in ("tires", "mends"))
    compartments = -np.log(1.0 - mends * (1.0 - share) / (tires * share)) / mends
    curve = hold.endurance_s(share, *hold.curves((joint,), parameters))
    assert (np.abs(np.log(curve / compartments)) < np.log(1.4)).all()


# --- what is held ---


def test_what_is_held_is_what_never_lets_up(parameters: Parameters) -> None:
    rng = np.random.default_rng(2)
    activation = rng.random((25, 40))
    activation[-1, :10] = 0.0
    weights = rng.random(25)
    weights /= weights.sum()
    level, _, _ = hold.held(activation, weights, parameters)
    walking = weights[:-1] @ activation[:-1] / weights[:-1].sum()
    least = np.minimum(walking, activation[-1])
    assert (level >= least - 1e-12).all()
    assert (level <= least + 0.5 * parameters.rest_below).all()
    even, _, _ = hold.held(np.full((25, 1), 0.13), weights, parameters)
    assert even == pytest.approx(0.13)


def test_the_slopes_are_those_of_the_discomfort(parameters: Parameters) -> None:
    rng = np.random.default_rng(5)
    activation, weights = 0.1 + 0.3 * rng.random((7, 4)), np.full(7, 1 / 7)
    mass, usual = np.array([1.0, 0.4, 0.6, 0.0]), np.array([0.0, 0.2, 0.1, 0.0])
    curve = hold.curves(("trunk", "hip", "knee", "ankle"), parameters)

    def felt(a: np.ndarray, w: np.ndarray) -> float:
        return float(hold.discomfort(a, w, mass, *curve, usual, parameters)[0])

    _, by_activation, by_time = hold.discomfort(activation, weights, mass, *curve, usual, parameters)
    for t, a in ((0, 0), (3, 1), (6, 2), (2, 3)):
        step = np.zeros_like(activation)
        step[t, a] = 1e-5
        by_difference = (felt(activation + step, weights) - felt(activation - step, weights)) / 2e-5
        assert by_activation[t, a] == pytest.approx(by_difference, rel=1e-5, abs=1e-9)
    # time that one instant wins another loses
    turn = np.zeros(7)
    turn[1], turn[4] = 1e-5, -1e-5
    by_difference = (felt(activation, weights + turn) - felt(activation, weights - turn)) / 2e-5
    assert float((by_time.sum(1) * turn).sum() / 1e-5) == pytest.approx(by_difference, rel=1e-5)


def test_the_gradient_of_the_whole_cost_knows_of_holding(made: Task, man: Body) -> None:
    cost = muscles_of(made, man, strength=0.7, worth=100.0)  # so dear that a slip in its slope shows
    some = NORMAL + 0.15 * (HIGHEST - NORMAL)
    some[3], some[11:13] = 0.85, (0.8, 0.9)
    _, slope = cost(some)
    plain = replace(cost, worth=0.0)(some)[1]
    for i in (0, 1, 2, 3, 5, 9, 12):
        step = np.zeros(15)
        step[i] = 1e-3 * (HIGHEST - LOWEST)[i]
        more, less = cost.costs(np.stack([some + step, some - step]))
        assert slope[i] == pytest.approx((more - less) / (2 * step[i]), rel=2e-2, abs=5e-3), i
    assert np.abs(slope - plain).max() > 1.0, "the price of holding is not lost in it"


# --- what it costs ---


def test_standing_and_walking_in_health_are_held_for_nothing(made: Task, man: Body) -> None:
    healthy = muscles_of(made, man)
    assert healthy.holding(NORMAL) == 0.0
    assert healthy(NORMAL)[1] == pytest.approx(replace(healthy, worth=0.0)(NORMAL)[1], abs=1e-9)


@pytest.mark.parametrize("name", ["flexion", "list"])
def test_the_further_one_leans_the_dearer_it_is_to_hold(made: Task, man: Body, name: str) -> None:
    healthy, weak = muscles_of(made, man), muscles_of(made, man, strength=0.7)
    leant = [way(**{name: value}) for value in ((6.0, 12.0, 18.0) if name == "flexion" else (4.0, 7.0, 10.0))]
    paid = [healthy.holding(x) for x in leant]
    assert 0.0 < paid[0] < paid[1] < paid[2] < 10.0
    assert all(weak.holding(x) > healthy.holding(x) for x in leant)
    mirrored = healthy.holding(way(**{name: -4.0})) if name == "list" else None
    assert mirrored is None or mirrored == pytest.approx(paid[0], rel=1e-6)


def test_what_passes_costs_less_than_what_lasts(made: Task, man: Body) -> None:
    stoop = way(flexion=15.0)
    lasting, cost = [0.1, 60.0, 316.0, 1200.0], []
    for seconds in lasting:
        task = replace(made, p=made.p.replace(hold_unbroken_s=seconds))
        cost.append(float(muscles_of(task, man).costs(stoop[None])[0]))
    assert cost == sorted(cost)
    plain = float(muscles_of(made, man, worth=0.0).costs(stoop[None])[0])
    assert cost[0] == pytest.approx(plain, rel=1e-3), "a moment costs what it did"
    assert cost[-1] > plain + 1.0


# --- the trunk ---


def test_an_upright_trunk_gives_nothing_and_a_bent_one_rights_itself(man: Body, parameters: Parameters) -> None:
    bends = np.linspace(0.0, 50.0, 26)
    forward, none = trunk_nm(bends, np.zeros_like(bends), man.person, parameters)
    assert forward[0] == 0.0
    assert (np.diff(forward) > 0).all()
    assert (np.diff(forward, 2) > 0).all(), "stiffer the further it is bent"
    assert not none.any()
    assert not trunk_nm(-bends, bends * 0, man.person, parameters)[0].any(), "bent backwards nothing is given"
    right = trunk_nm(bends * 0, bends / 2, man.person, parameters)[1]
    left = trunk_nm(bends * 0, -bends / 2, man.person, parameters)[1]
    assert (right[1:] < 0).all()
    assert left == pytest.approx(-right)
    assert np.isfinite(trunk_nm(np.array([1e6]), np.array([1e6]), man.person, parameters)).all()


def test_the_trunk_is_as_stiff_as_it_was_measured(man: Body, parameters: Parameters) -> None:
    p = parameters
    measured = man.person.model_copy(
        update={"mass_kg": p.trunk_passive_mass_kg, "height_cm": 100 * p.trunk_passive_height_m}
    )
    for share, expected in (
        (p.flexion_middle_share, p.flexion_middle_nm_per_percent),
        (p.flexion_end_share, p.flexion_end_nm_per_percent),
    ):
        at = p.full_flexion_deg * (share + np.array([-0.005, 0.005]))
        assert np.diff(trunk_nm(at, at * 0, measured, p)[0])[0] == pytest.approx(expected, rel=0.01)
    for share, expected in (
        (p.bending_begin_share, p.bending_begin_nm_per_deg),
        (p.bending_end_share, p.bending_end_nm_per_deg),
    ):
        at = p.full_bending_deg * share + np.array([-0.05, 0.05])
        assert -np.diff(trunk_nm(at * 0, at, measured, p)[1])[0] / 0.1 == pytest.approx(expected, rel=0.01)


def test_tissue_carries_little_of_a_stoop_and_much_of_a_hang(made: Task, man: Body) -> None:
    k = made.human.names.index("lumbar_extension")
    x = np.stack([way(flexion=f) for f in (0.0, 20.0, 40.0)])
    asked = made.asked(x)[0][:, -1, k] * made.unit_nm
    bare = replace(made, p=made.p.replace(flexion_middle_nm_per_percent=1e-9, flexion_end_nm_per_percent=1e-8))
    alone = bare.asked(x)[0][:, -1, k] * made.unit_nm
    share = 1.0 - asked / alone
    assert share[0] == pytest.approx(0.0, abs=1e-6)
    assert 0.0 < share[1] < 0.1
    assert share[2] > 2.0 * share[1]
