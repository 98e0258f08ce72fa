"""Guarding earns its keep: the same jolt bends a guarded back less and loads the root less; in quiet it costs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.body import Body
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.episode import Episode, Segment, bracing, nothing, run
from sciatica.lesion import DiscHerniation, build
from sciatica.lesion.posture import Posture, posture
from sciatica.nerve.conduct import Channels
from sciatica.validate.facts import _cord as prepared

BACK = ("multifidus", "erector")
STUMBLE_N, STUMBLE_S = 600.0, 0.3
HEIGHT_CM = 178.0


def hurting(man: Body, healthy: Channels, constants: ParameterSet, phenotype: str) -> tuple[Episode, Body]:
    body = prepared.only(man, BACK)
    nerve = prepared.firing(healthy, body, (4,), 1, {"a_delta": (6.0, 0.0), "c": (2.0, 0.0)})
    # a slumped back is not willed: its muscles are silent
    script = [Segment(0, 2.0, "sitting slumped")]
    rng = np.random.default_rng(0)
    return run(body, nerve, script, nothing(2), np.zeros((2, 2)), constants, rng, phenotype=phenotype), body


@pytest.fixture(scope="module")
def efforts(man: Body, healthy: Channels, constants: ParameterSet) -> dict[str, bracing.Effort]:
    found = {}
    for phenotype in ("cocontraction", "none"):
        episode, body = hurting(man, healthy, constants, phenotype)
        late = episode.time_s > 1.0
        found[phenotype] = bracing.effort(episode.activation_by_road[..., late].mean(axis=-1), body.muscles)
    return found


def root_pressure_mmhg(held: Posture, man: Body, constants: ParameterSet) -> float:
    cause = DiscHerniation(
        kind="herniated_disc",
        level="L5-S1",
        side="right",
        zone="paracentral",
        type="extrusion",
        root_pressure_mmhg=100.0,
        nucleus_material=0.5,
    )
    return float(build([cause], man, [held], constants.lesion).pressure_mmhg.max())


def test_with_guarding_off_the_same_jolt_bends_more_and_loads_the_root_more(
    man: Body, constants: ParameterSet, efforts: dict[str, bracing.Effort]
) -> None:
    sitting = posture("sitting", constants.lesion)
    guarded, free = (
        bracing.jolt(sitting, efforts[how], STUMBLE_N, STUMBLE_S, HEIGHT_CM, constants)
        for how in ("cocontraction", "none")
    )
    assert efforts["cocontraction"].unwilled > 0.01 > efforts["none"].unwilled
    assert free.excursion_deg > 1.05 * guarded.excursion_deg
    peak, free_peak = (root_pressure_mmhg(j.posture, man, constants) for j in (guarded, free))
    assert free_peak > peak > root_pressure_mmhg(sitting, man, constants)


def test_in_quiet_guarding_only_costs(man: Body, constants: ParameterSet, efforts: dict[str, bracing.Effort]) -> None:
    sitting = posture("sitting", constants.lesion)
    guarded, free = (
        root_pressure_mmhg(
            bracing.jolt(sitting, efforts[how], 0.0, STUMBLE_S, HEIGHT_CM, constants).posture, man, constants
        )
        for how in ("cocontraction", "none")
    )
    assert guarded > free == root_pressure_mmhg(sitting, man, constants)


@given(st.floats(0, 0.3), st.floats(0, 0.3), st.floats(10, 900), st.floats(0.02, 1.0))
def test_stiffness_rises_with_effort_and_excursion_falls_and_is_linear_in_the_push(
    constants: ParameterSet, less: float, more: float, force_n: float, seconds: float
) -> None:
    low, high = sorted((less, more))
    own, sitting = constants.episode, posture("sitting", constants.lesion)
    soft, stiff = (bracing.Effort(0.03, value) for value in (low, high))
    assert bracing.stiffness_n_m(soft, own) <= bracing.stiffness_n_m(stiff, own)
    jolts = [bracing.jolt(sitting, how, force_n, seconds, HEIGHT_CM, constants) for how in (soft, stiff)]
    # a stiffer trunk also rings faster, and so follows a short push further: never beyond the ratio of stiffnesses
    ratio = jolts[1].stiffness_n_m / jolts[0].stiffness_n_m
    assert jolts[1].excursion_deg <= jolts[0].excursion_deg * (1.0 + 1e-3)
    assert jolts[1].excursion_deg >= jolts[0].excursion_deg / ratio * (1.0 - 1e-3)
    twice = bracing.jolt(sitting, soft, 2.0 * force_n, seconds, HEIGHT_CM, constants)
    assert twice.excursion_deg == pytest.approx(2.0 * jolts[0].excursion_deg)


def test_a_long_push_overshoots_its_rest_as_damping_says_and_a_blow_as_its_impulse_says(
    constants: ParameterSet,
) -> None:
    p, stiffness = constants.episode, 10000.0
    zeta = p.trunk_damping
    over = 1.0 + np.exp(-np.pi * zeta / np.sqrt(1.0 - zeta**2))
    assert bracing.displacement_m(500.0, 5.0, stiffness, p) == pytest.approx(500.0 / stiffness * over, rel=1e-3)
    natural = np.sqrt(stiffness / p.trunk_mass_kg)
    damped = natural * np.sqrt(1.0 - zeta**2)
    top = np.arctan2(damped, zeta * natural) / damped
    peak = np.exp(-zeta * natural * top) * np.sin(damped * top) / (p.trunk_mass_kg * damped)
    blow_s = 0.002
    found = bracing.displacement_m(1.0 / blow_s, blow_s, stiffness, p)
    assert found == pytest.approx(peak, rel=0.01)


def test_only_trunk_muscles_count_and_both_sides_alike(man: Body) -> None:
    body = prepared.only(man, (*BACK, "soleus"))
    by_road = np.zeros((4, 3, 2))
    by_road[0, 2] = 0.5
    assert bracing.effort(by_road, body.muscles) == bracing.Effort(0.0, 0.0)
    by_road[3, 1, 0] = 0.2
    left = bracing.effort(by_road, body.muscles)
    assert left == bracing.effort(by_road[:, :, ::-1], body.muscles)
    assert left.unwilled == pytest.approx(0.1 * body.muscles.movement_share[1])


def test_a_push_that_does_not_last_is_refused(constants: ParameterSet) -> None:
    with pytest.raises(InputError, match="last"):
        bracing.jolt(posture("sitting", constants.lesion), bracing.Effort(0, 0), 100.0, 0.0, HEIGHT_CM, constants)
