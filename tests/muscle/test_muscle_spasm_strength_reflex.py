"""What is read off the firing: twitches, spasms, strength, reflexes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica.body import CLASSES, Body
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.muscle import reflex, spasm
from sciatica.muscle.spasm import Spasm
from sciatica.muscle.strength import strength
from sciatica.nerve.conduct import Channels
from sciatica.validate.facts import _cord as prepared

STEP_S = 0.02


def detect(unwilled: FloatArray, constants: ParameterSet) -> tuple[Spasm, ...]:
    samples = unwilled.shape[-1]
    rates = np.zeros((unwilled.shape[1], 2, 6, samples))
    rates[..., CLASSES.index("c"), :] = 1.0
    rates[..., CLASSES.index("motor"), :] = 9.0
    heard = np.array([name not in ("motor", "pelvic") for name in CLASSES])
    time = (np.arange(samples) + 1) * STEP_S
    return spasm.detect(time, unwilled, rates, CLASSES, heard, constants.muscle)


def test_a_contraction_is_found_with_its_beginning_end_strength_and_road(constants: ParameterSet) -> None:
    unwilled = np.zeros((3, 2, 2, 500))
    unwilled[1, 1, 0, 100:300] = 0.08
    unwilled[2, 1, 0, 100:300] = 0.03
    (found,) = detect(unwilled, constants)
    assert (found.muscle, found.side, found.road) == (1, 0, "pool")
    assert found.begin_s == pytest.approx(100 * STEP_S)
    assert found.end_s == pytest.approx(300 * STEP_S)
    assert found.strength_percent == pytest.approx(11.0)
    assert found.shares == pytest.approx((0.0, 8 / 11, 3 / 11))
    assert found.afferents == ("c",)


def test_weak_and_short_contractions_are_no_spasms_and_one_may_still_be_on(constants: ParameterSet) -> None:
    p = constants.muscle
    weak, short, open_ = (np.zeros((3, 1, 2, 400)) for _ in range(3))
    weak[0, 0, 1, 50:350] = 0.9 * p.spasm_threshold
    short[0, 0, 1, 50 : 50 + int(0.8 * p.spasm_least_s / STEP_S)] = 0.5
    open_[0, 0, 1, 300:] = 2.0 * p.spasm_threshold
    assert detect(weak, constants) == ()
    assert detect(short, constants) == ()
    (found,) = detect(open_, constants)
    assert np.isnan(found.end_s)
    assert found.road == "ectopic"


def test_a_dip_shorter_than_the_least_time_does_not_end_it(constants: ParameterSet) -> None:
    unwilled = np.zeros((3, 1, 2, 400))
    unwilled[1, 0, 0, 50:350] = 0.1
    unwilled[1, 0, 0, 200 : 200 + int(0.5 * constants.muscle.spasm_least_s / STEP_S)] = 0.0
    assert len(detect(unwilled, constants)) == 1
    unwilled[1, 0, 0, 200:260] = 0.0
    assert len(detect(unwilled, constants)) == 2


def test_twitches_join_what_falls_together_and_keep_muscles_apart(constants: ParameterSet) -> None:
    unit = np.array([0, 1, 2, 80, 5])
    time = np.array([1.0, 1.005, 1.012, 1.013, 2.0])
    found = spasm.twitches(unit, time, 40, constants.muscle)
    assert [(t.muscle, t.side, t.time_s, t.units) for t in found] == [
        (0, 0, 1.0, 3.0),
        (1, 0, 1.013, 1.0),
        (0, 0, 2.0, 1.0),
    ]


def test_strength_is_whole_when_healthy_and_gone_when_nothing_passes(
    man: Body, healthy: Channels, constants: ParameterSet
) -> None:
    assert strength(man, healthy, 0, constants) == pytest.approx(1.0)
    shut = replace(healthy, passes=np.zeros_like(healthy.passes))
    assert strength(man, shut, 0, constants) == pytest.approx(0.0)


def test_strength_falls_with_the_axons_of_the_muscles_own_roots(
    man: Body, healthy: Channels, constants: ParameterSet
) -> None:
    found = [
        strength(man, prepared.blocked(healthy, man, 4, 1, share, ["motor"]), 0, constants)
        for share in (0.25, 0.5, 1.0)
    ]
    weight = man.muscles.root_weight[:, 4]
    assert (found[0] >= found[1] - 1e-12).all()
    assert (found[1] >= found[2] - 1e-12).all()
    for one in found:
        assert one[:, 0] == pytest.approx(1.0)
        assert one[weight == 0, 1] == pytest.approx(1.0)
    assert (found[2][weight > 0.1, 1] < 0.97).all()
    # a root that is wholly lost takes about its share of the force
    assert found[2][:, 1] == pytest.approx(1.0 - weight, abs=0.06)


def test_a_limit_of_rate_weakens_less_than_a_block(man: Body, healthy: Channels, constants: ParameterSet) -> None:
    interval = np.full_like(healthy.minimum_interval_ms, 80.0)
    found = strength(man, replace(healthy, minimum_interval_ms=interval), 0, constants)
    assert (found < 1.0).all()
    assert (found > 0.2).all()


@pytest.mark.parametrize(("name", "roots"), [("knee", (1, 2)), ("ankle", (4, 5))])
def test_reflexes_belong_to_their_roots_and_side(
    man: Body, healthy: Channels, constants: ParameterSet, name: str, roots: tuple[int, ...]
) -> None:
    assert reflex.of_reflex(name, man, healthy, 0, constants) == pytest.approx(1.0)
    for root in range(9):
        shut = prepared.blocked(healthy, man, root, 1, 1.0, ["motor", "a_alpha"])
        found = reflex.of_reflex(name, man, shut, 0, constants)
        assert found[0] == pytest.approx(1.0)
        if root in roots:
            assert found[1] < 0.8


def test_the_hamstring_s_is_the_reflex_of_the_fifth_lumbar_root(
    man: Body, healthy: Channels, constants: ParameterSet
) -> None:
    """Lost where L5 is lost, when knee and ankle jerk are not (Arch Phys Med Rehabil 1982;63:377)."""
    shut = prepared.blocked(healthy, man, 3, 1, 1.0, ["motor", "a_alpha"])
    reduced = constants.exam.reflex_reduced_below
    left = {name: reflex.of_reflex(name, man, shut, 0, constants) for name in ("knee", "medial_hamstring", "ankle")}
    assert left["medial_hamstring"][1] < reduced
    assert min(left["knee"][1], left["ankle"][1]) > reduced
    np.testing.assert_allclose([found[0] for found in left.values()], 1.0)


def test_either_arm_of_the_arc_alone_weakens_the_reflex(man: Body, healthy: Channels, constants: ParameterSet) -> None:
    motor, sensory, both = (
        reflex.ankle(man, prepared.blocked(healthy, man, 4, 1, 0.5, kinds), 0, constants)[1]
        for kinds in (["motor"], ["a_alpha"], ["motor", "a_alpha"])
    )
    assert both < min(motor, sensory) < max(motor, sensory) < 1.0


def test_slowing_alone_weakens_and_delays_the_reflex(man: Body, healthy: Channels, constants: ParameterSet) -> None:
    fibres = man.fibres
    rows = np.flatnonzero((fibres.kind == CLASSES.index("a_alpha")) & (fibres.side == 1) & (fibres.root == 4))
    added = healthy.added_delay_ms.copy()
    added[rows, 0] = np.linspace(5.0, 25.0, len(rows))
    slow = reflex.elicit(man, replace(healthy, added_delay_ms=added), 0, "soleus", constants)
    assert slow.fraction[0] == pytest.approx(1.0)
    assert slow.fraction[1] < 0.9
    assert slow.latency_ms[1] > slow.latency_ms[0]


def test_latency_grows_with_the_path_and_h_is_shorter_than_the_tap(
    man: Body, healthy: Channels, constants: ParameterSet
) -> None:
    tall = prepared.man(constants, 195.0)
    short = reflex.elicit(man, healthy, 0, "soleus", constants)
    long_ = reflex.elicit(tall, prepared.healthy(tall), 0, "soleus", constants)
    assert (long_.latency_ms > short.latency_ms).all()
    h = reflex.elicit(man, healthy, 0, "soleus", constants, landmark="knee")
    assert (h.latency_ms < short.latency_ms).all()


def test_facilitation_strengthens_and_an_unknown_reflex_is_refused(
    man: Body, healthy: Channels, constants: ParameterSet
) -> None:
    extra = np.zeros((len(man.muscles.names), 2))
    extra[:, 1] = 0.02
    found = reflex.ankle(man, healthy, 0, constants, facilitation=extra)
    assert found[1] > 1.0
    assert found[0] == pytest.approx(1.0)
    with pytest.raises(InputError, match="no such reflex"):
        reflex.of_reflex("elbow", man, healthy, 0, constants)


def test_a_press_beyond_the_branch_leaves_the_reflex_of_a_muscle_alone(
    man: Body, healthy: Channels, constants: ParameterSet
) -> None:
    """The knee jerk runs in nerves that leave before the notch; the ankle jerk goes through it."""
    fibres = man.fibres

    def pressed_at(place_mm: float) -> Channels:
        lesion_ms = healthy.delay_to_target_ms * place_mm / fibres.path_mm
        return replace(healthy, passes=np.zeros_like(healthy.passes), to_lesion_ms=lesion_ms)

    at_notch, at_root = pressed_at(290.0), pressed_at(60.0)
    assert np.allclose(reflex.knee(man, at_notch, 0, constants), 1.0)
    assert np.allclose(reflex.ankle(man, at_notch, 0, constants), 0.0)
    assert np.allclose(reflex.knee(man, at_root, 0, constants), 0.0)
