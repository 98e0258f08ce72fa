"""The whole room: health needs nothing, illness is answered, left mirrors right, nothing fails unsaid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from importlib.resources import files
from itertools import pairwise

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.movement import Adaptation, Movement, adapt, choice, task
from sciatica.movement.adaptation import mirrored

Muscles = Callable[..., FloatArray]
CALF = ("gasmed", "soleus")
LIFTERS = ("tibant", "ehl", "edl")


@pytest.fixture(scope="module", autouse=True)
def coarse() -> Iterator[None]:
    """Sixteen instants of the cycle: the laws hold on any grid, and the searches cost less."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "build", lambda body, p: task.build(body, p, 16))
        yield


def hurts_right(way: Adaptation) -> FloatArray:
    """A root on the right that hurts less when the trunk bends forward and leans to the left."""
    return np.array([0.0, 6.0 * np.exp(-0.03 * way.lumbar_flexion_deg + 0.06 * way.trunk_list_deg)])


def hurts_left(way: Adaptation) -> FloatArray:
    return np.array([6.0 * np.exp(-0.03 * way.lumbar_flexion_deg - 0.06 * way.trunk_list_deg), 0.0])


@pytest.fixture(scope="module")
def go(man: Body, parameters: Parameters, muscles: Muscles) -> Callable[..., Movement]:
    def run(
        strength: FloatArray | None = None,
        floor: FloatArray | None = None,
        sore: FloatArray | None = None,
        pain: Callable[[Adaptation], object] | None = None,
        **values: float,
    ) -> Movement:
        p = parameters.replace(**values) if values else parameters
        return adapt(
            muscles(1.0) if strength is None else strength,
            muscles(0.0) if floor is None else floor,
            muscles(0.0) if sore is None else sore,
            pain,
            man,
            p,
        )

    return run


@pytest.fixture(scope="module")
def healthy(go: Callable[..., Movement]) -> Movement:
    return go()


def test_a_healthy_person_walks_upright_and_even(healthy: Movement) -> None:
    assert healthy.converged
    assert healthy.notes == ()
    assert healthy.stance_asymmetry == pytest.approx(0, abs=1e-6)
    assert healthy.trunk_list_deg == pytest.approx(0, abs=1e-4)
    assert healthy.lumbar_flexion_deg == pytest.approx(0, abs=1e-3)
    assert healthy.speed_m_s == pytest.approx(healthy.normal_speed_m_s, rel=1e-4)
    assert 1.27 < healthy.speed_m_s < 1.47
    assert healthy.step_length_m == pytest.approx(healthy.normal_step_length_m, rel=1e-4)
    for name in ("hip_hike_deg", "swing_knee_flexion_deg", "stance_lean_deg", "swing_ankle_drop_deg"):
        assert getattr(healthy, name) == pytest.approx(0, abs=1e-3)
    assert healthy.push_off == pytest.approx(1, abs=1e-4)
    assert healthy.effort == pytest.approx(1, abs=1e-6)
    assert healthy.overload == pytest.approx(0, abs=1e-4)
    assert healthy.muscle_load[:, 0] == pytest.approx(healthy.muscle_load[:, 1], abs=1e-5)
    assert healthy.missing_moment < 1e-3


def test_health_is_the_least_from_elsewhere_too(go: Callable[..., Movement]) -> None:
    # a pain so small that only the other starts of the search are switched on by it
    found = go(pain=lambda way: 1e-9)
    assert found.stance_asymmetry == pytest.approx(0, abs=1e-3)
    assert found.trunk_list_deg == pytest.approx(0, abs=1e-2)
    assert found.effort == pytest.approx(1, abs=1e-3)


@pytest.fixture(scope="module")
def ill(go: Callable[..., Movement]) -> Movement:
    return go(pain=hurts_right)


def test_pain_is_leaned_away_from_and_unloaded(ill: Movement, healthy: Movement) -> None:
    assert ill.converged
    assert ill.stance_asymmetry < -0.03
    assert ill.trunk_list_deg < -1
    assert ill.lumbar_flexion_deg > 1
    assert ill.speed_m_s < healthy.speed_m_s
    assert ill.pain < ill.pain_unadapted == pytest.approx(6.0)


def test_left_mirrors_right(go: Callable[..., Movement], muscles: Muscles) -> None:
    weak = dict.fromkeys(CALF, 0.5) | {"glmed": 0.7}
    guard = {"bflh": 0.1, "multifidus": 0.08}
    right = go(muscles(1.0, right=weak), muscles(0.0, right=guard), muscles(0.0, right={"soleus": 0.5}), hurts_right)
    left = go(muscles(1.0, left=weak), muscles(0.0, left=guard), muscles(0.0, left={"soleus": 0.5}), hurts_left)
    assert left.stance_asymmetry == pytest.approx(-right.stance_asymmetry, abs=2e-3)
    assert left.trunk_list_deg == pytest.approx(-right.trunk_list_deg, abs=5e-2)
    assert left.lumbar_flexion_deg == pytest.approx(right.lumbar_flexion_deg, abs=5e-2)
    assert left.push_off == pytest.approx(right.push_off[::-1], abs=5e-3)
    assert left.muscle_load == pytest.approx(right.muscle_load[:, ::-1], abs=2e-3)
    assert left.pain == pytest.approx(right.pain, abs=1e-2)


def test_a_weak_calf_pushes_less_and_slows(go: Callable[..., Movement], muscles: Muscles, healthy: Movement) -> None:
    found = [healthy, *(go(muscles(1.0, right=dict.fromkeys(CALF, s))) for s in (0.6, 0.3))]
    assert found[0].push_off[1] > found[1].push_off[1] > found[2].push_off[1]
    assert found[2].push_off[0] > found[2].push_off[1] + 0.05
    for name in ("speed_m_s", "step_length_m"):
        values = [getattr(f, name) for f in found]
        assert values == sorted(values, reverse=True)
        assert values[2] < values[0] - 0.005


def test_weak_lifters_raise_hip_and_knee_in_swing(
    go: Callable[..., Movement], muscles: Muscles, healthy: Movement
) -> None:
    found = [healthy, *(go(muscles(1.0, right=dict.fromkeys(LIFTERS, s))) for s in (0.2, 0.02))]
    for name in ("hip_hike_deg", "swing_knee_flexion_deg", "swing_ankle_drop_deg"):
        values = [getattr(f, name)[1] for f in found]
        assert values == sorted(values)
        assert values[2] > values[0] + 2
        assert getattr(found[2], name)[0] < 0.5
    assert found[2].speed_m_s < found[0].speed_m_s


def test_a_weak_abductor_draws_the_trunk_over_its_leg(go: Callable[..., Movement], muscles: Muscles) -> None:
    found = go(muscles(1.0, right={"glmed": 0.4, "piri": 0.4}))
    assert found.stance_lean_deg[1] > found.stance_lean_deg[0] + 0.5
    assert found.trunk_list_deg > 0.5


def test_guarding_is_paid_by_others(
    go: Callable[..., Movement], muscles: Muscles, man: Body, healthy: Movement
) -> None:
    found = go(floor=muscles(0.0, right={"bflh": 0.2, "semiten": 0.2}))
    for name in ("recfem", "psoas", "vasti"):
        row = man.muscles.index(name)
        assert found.overload[row, 1] > 0.002
        assert found.muscle_load[row, 1] > found.muscle_load[row, 0]
        assert found.imbalance[row] > 0
    assert found.effort > healthy.effort
    assert (found.muscle_load[[man.muscles.index(n) for n in ("bflh", "semiten")], 1] >= 0.2).all()


def test_for_the_same_walking_no_muscle_grown_weak_is_loaded_less(
    go: Callable[..., Movement], muscles: Muscles, man: Body, healthy: Movement
) -> None:
    for name in ("soleus", "glmed", "tibant", "erector"):
        row = man.muscles.index(name)
        before = healthy.muscle_load[row, 1]
        for s in (0.7, 0.4):
            # a habit too dear to leave keeps the walking as it was
            after = go(muscles(1.0, right={name: s}), habit_weight=1e9).muscle_load[row, 1]
            assert after >= before - 1e-9
            before = after


def test_more_weight_on_pain_never_means_more_of_it(
    go: Callable[..., Movement], ill: Movement, healthy: Movement
) -> None:
    other = [go(pain=hurts_right, pain_weight=w).pain for w in (0.05, 1.0)]
    felt = [float(hurts_right(healthy.adaptation).sum()), other[0], ill.pain, other[1]]
    assert felt[0] == pytest.approx(6.0, abs=0.01)
    assert all(later <= earlier + 1e-3 for earlier, later in pairwise(felt))
    assert felt[-1] < 0.6 * felt[0]


def test_no_muscle_left_is_said(go: Callable[..., Movement], muscles: Muscles) -> None:
    found = go(muscles(0.0))
    assert found.missing_moment > 0.02
    assert any("could not be given" in note for note in found.notes)
    assert np.isfinite(found.muscle_load).all()


def test_a_search_that_does_not_settle_is_said(
    go: Callable[..., Movement], muscles: Muscles, monkeypatch: pytest.MonkeyPatch
) -> None:
    weak = muscles(1.0, right=dict.fromkeys(LIFTERS, 0.02))
    assert go(weak).converged
    whole = choice.minimize

    def cut_short(*given: object, **named: object) -> object:
        return whole(*given, **{**named, "options": {"maxiter": 1}})

    monkeypatch.setattr(choice, "minimize", cut_short)
    found = go(weak)
    assert not found.converged
    assert any("did not settle" in note for note in found.notes)


def test_the_same_question_has_the_same_answer(go: Callable[..., Movement], muscles: Muscles) -> None:
    weak = muscles(1.0, right=dict.fromkeys(CALF, 0.6))
    first, second = go(weak), go(weak)
    for field in fields(Movement):
        a, b = getattr(first, field.name), getattr(second, field.name)
        if isinstance(a, np.ndarray):
            assert a.tobytes() == b.tobytes()


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"height_cm": 60.0, "mass_kg": 6.0}, "height_cm"),
        ({"height_cm": 240.0, "mass_kg": 140.0}, "height_cm"),
        ({"mass_kg": 300.0}, "mass_kg"),
        ({"mass_kg": 30.0}, "mass_kg"),
        ({"age_years": 4.0, "height_cm": 135.0, "mass_kg": 30.0}, "age_years"),
    ],
)
def test_bodies_beyond_the_tables_are_refused(
    build_body: Callable[..., Body],
    parameters: Parameters,
    muscles: Muscles,
    changes: dict[str, float],
    named: str,
) -> None:
    with pytest.raises(InputError, match=named):
        adapt(muscles(1.0), muscles(0.0), muscles(0.0), None, build_body(**changes), parameters)


@pytest.mark.parametrize(
    "changes",
    [
        {"height_cm": 140.0, "mass_kg": 45.0},
        {"mass_kg": 150.0},
    ],
)
def test_bodies_at_the_edge_are_computed_and_said(
    build_body: Callable[..., Body], parameters: Parameters, muscles: Muscles, changes: dict[str, float]
) -> None:
    found = adapt(muscles(1.0), muscles(0.0), muscles(0.0), None, build_body(**changes), parameters)
    assert any("measured" in note for note in found.notes)
    assert found.converged
    assert found.stance_asymmetry == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("value", [-0.1, 1.1, np.nan])
def test_bad_arrays_are_refused(go: Callable[..., Movement], muscles: Muscles, value: float) -> None:
    with pytest.raises(InputError, match="strength"):
        go(muscles(1.0, left={"soleus": value}))
    with pytest.raises(InputError, match="shape"):
        go(np.ones((3, 2)))


@pytest.mark.parametrize("pain", [np.nan, -1.0, np.ones(3)])
def test_bad_pain_is_refused(go: Callable[..., Movement], pain: object) -> None:
    with pytest.raises(InputError, match="pain"):
        go(pain=lambda way: pain)


@pytest.fixture(scope="module")
def tallied() -> Callable[[Callable[[], Movement]], tuple[Movement, int]]:
    """A search, and how often it asked for cost and slope."""

    def run(search: Callable[[], Movement]) -> tuple[Movement, int]:
        asked, whole = 0, choice.minimize

        def counted(*given: object, **named: object) -> object:
            nonlocal asked
            found = whole(*given, **named)
            asked += found.nfev
            return found

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(choice, "minimize", counted)
            return search(), asked

    return run


def test_a_search_from_the_way_held_finds_the_same_way_sooner(
    muscles: Muscles, man: Body, parameters: Parameters, tallied: Callable[..., tuple[Movement, int]]
) -> None:
    def search(start: FloatArray | None) -> Callable[[], Movement]:
        return lambda: adapt(muscles(1.0), muscles(0.0), muscles(0.0), hurts_right, man, parameters, start)

    fresh, often = tallied(search(None))
    again, seldom = tallied(search(fresh.adaptation.vector))
    assert again.adaptation.vector == pytest.approx(fresh.adaptation.vector, rel=1e-2, abs=0.05)
    assert again.muscle_load == pytest.approx(fresh.muscle_load, abs=1e-3)
    assert seldom < 0.6 * often
    # a way that leans into the pain is no better than those that are always tried, and is passed over
    wrong = mirrored(fresh.adaptation.vector)
    elsewhere, _ = tallied(search(wrong))
    assert elsewhere.adaptation.vector.tobytes() == fresh.adaptation.vector.tobytes()


@pytest.mark.parametrize("start", [np.zeros(3), np.full(15, np.nan)])
def test_a_start_that_is_no_way_of_walking_is_refused(
    start: FloatArray, muscles: Muscles, man: Body, parameters: Parameters
) -> None:
    with pytest.raises(InputError, match="no way of walking"):
        adapt(muscles(1.0), muscles(0.0), muscles(0.0), hurts_right, man, parameters, start)


def test_no_gait_has_a_name_here() -> None:
    for file in files("sciatica.movement").iterdir():
        if file.name.endswith((".py", ".csv")):
            text = file.read_text(encoding="utf-8").lower()
            for word in ("antalgic", "steppage", "trendelenburg", "limp"):
                assert word not in text, file.name
