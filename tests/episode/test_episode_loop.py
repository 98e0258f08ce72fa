"""The loop: a healthy person is quiet, windows and order change nothing, left is right in the mirror."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from sciatica.body import CLASSES, Body
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.episode import Carried, Episode, Segment, nothing, run
from sciatica.nerve.conduct import Channels
from sciatica.validate.facts import _cord as prepared


def play(
    body: Body,
    nerve: Channels,
    script: list[Segment],
    constants: ParameterSet,
    *,
    carried: Carried | None = None,
    neighbour: np.ndarray | None = None,
    seed: int = 0,
    **how: object,
) -> Episode:
    count = len(body.muscles.names)
    return run(
        body,
        nerve,
        script,
        nothing(count) if carried is None else carried,
        np.zeros((count, 2)) if neighbour is None else neighbour,
        constants,
        np.random.default_rng(seed),
        **how,  # type: ignore[arg-type]
    )


def ill(body: Body, healthy: Channels, side: int = 1) -> Channels:
    nerve = prepared.firing(
        healthy,
        body,
        (4,),
        side,
        {"a_delta": (1.0, 4.0), "c": (0.5, 2.0), "a_alpha": (1.0, 5.0), "motor": (0.5, 2.0)},
    )
    return prepared.blocked(nerve, body, 4, side, 0.4, ["motor", "a_alpha"])


SCRIPT = [
    Segment(0, 0.6, "lying"),
    Segment(1, 0.4, "cough", voluntary={"multifidus": 0.4}),
    Segment(0, 0.6, "lying again"),
]


def same(a: Episode, b: Episode) -> bool:
    arrays = [f.name for f in fields(a) if isinstance(getattr(a, f.name), np.ndarray)]
    return (
        all(np.array_equal(getattr(a, name), getattr(b, name)) for name in arrays)
        and np.array_equal(a.spikes.unit, b.spikes.unit)
        and np.array_equal(a.spikes.time_s, b.spikes.time_s)
        and a.twitches == b.twitches
    )


def test_a_healthy_person_has_no_pain_guarding_twitch_or_spasm(
    man: Body, healthy: Channels, constants: ParameterSet
) -> None:
    script = [Segment(0, 1.0, "lying"), Segment(1, 1.0, "standing", voluntary={"soleus": 0.1, "erector": 0.05})]
    found = play(man, healthy, script, constants)
    assert not found.pain.any()
    assert not found.guarding.any()
    assert found.twitches == ()
    assert found.spasms == ()
    assert found.strength == pytest.approx(1.0)
    assert found.held == ()
    assert not found.activation_by_road[1:].any()
    soleus = man.muscles.index("soleus")
    assert found.activation[soleus, :, -1].min() > 0.01
    assert not found.activation[soleus, :, : len(found.time_s) // 2].any()


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(
    calf: Body, healthy: Channels, constants: ParameterSet
) -> None:
    nerve = ill(calf, healthy)
    one, two = (play(calf, nerve, SCRIPT, constants) for _ in range(2))
    assert same(one, two)
    assert not same(one, play(calf, nerve, SCRIPT, constants, seed=1))


def test_half_the_window_and_any_order_of_rooms_change_nothing(
    calf: Body, healthy: Channels, constants: ParameterSet
) -> None:
    nerve = ill(calf, healthy)
    usual = play(calf, nerve, SCRIPT, constants)
    assert len(usual.spikes.time_s) > 200
    halved = play(calf, nerve, SCRIPT, constants, window_ms=usual.window_ms / 2.0)
    assert halved.windows == 2 * usual.windows
    assert np.array_equal(usual.spikes.unit, halved.spikes.unit)
    assert np.array_equal(usual.spikes.time_s, halved.spikes.time_s)
    for name in ("activation", "force", "pain", "guarding", "emg"):
        assert getattr(halved, name) == pytest.approx(getattr(usual, name), rel=1e-9, abs=1e-12)
    assert same(usual, play(calf, nerve, SCRIPT, constants, order=("muscle", "cord")))


def test_the_mirrored_lesion_gives_the_mirrored_episode(calf: Body, healthy: Channels, constants: ParameterSet) -> None:
    right, left = (play(calf, ill(calf, healthy, side), SCRIPT, constants) for side in (1, 0))
    for name in ("activation_by_road", "force", "guarding", "strength", "emg", "pain_by_root", "class_rate_hz"):
        value = getattr(right, name)
        axis = {"activation_by_road": 2, "pain_by_root": 0, "class_rate_hz": 0}.get(name, 1)
        assert getattr(left, name) == pytest.approx(np.flip(value, axis), rel=1e-9, abs=1e-12)
    assert left.pain == pytest.approx(right.pain)
    assert right.force[1, 1].mean() > right.force[1, 0].mean()


def test_shapes_and_clocks_agree(calf: Body, healthy: Channels, constants: ParameterSet) -> None:
    found = play(calf, ill(calf, healthy), SCRIPT, constants)
    samples = len(found.time_s)
    assert found.time_s[-1] == pytest.approx(1.6)
    assert found.activation.shape == (4, 2, samples)
    assert found.class_rate_hz.shape == (2, 9, len(CLASSES), samples)
    assert found.activation == pytest.approx(found.activation_by_road.sum(axis=0))
    assert (found.force <= found.activation + 1e-12).all()
    assert found.emg_time_s[-1] == pytest.approx(1.6, abs=0.002)
    assert [found.segment_names[k] for k in (found.segment[0], found.segment[-1])] == ["lying", "lying again"]
    assert (np.diff(found.spikes.time_s) >= 0.0).all()
    assert found.spikes.time_s.min() >= 0.0


def test_what_is_held_beyond_the_window_is_said(calf: Body, healthy: Channels, constants: ParameterSet) -> None:
    found = play(calf, ill(calf, healthy), SCRIPT, constants)
    assert len(found.held) == 3
    assert "lying" in found.held[0]
    assert "200 ms" in found.held[0]


def test_blocked_axons_carry_no_spikes(calf: Body, healthy: Channels, constants: ParameterSet) -> None:
    shut = prepared.blocked(healthy, calf, 4, 1, 1.0, ["motor"])
    script = [Segment(0, 1.0, "push", voluntary={"soleus": 0.8})]
    found = play(calf, shut, script, constants)
    soleus = calf.muscles.index("soleus")
    weight = calf.muscles.root_weight[soleus, 4]
    ratio = found.activation[soleus, 1, -10:].mean() / found.activation[soleus, 0, -10:].mean()
    assert ratio == pytest.approx(1.0 - weight, abs=0.1)
    assert found.strength[soleus, 1] == pytest.approx(1.0 - weight, abs=0.06)


def test_scripts_that_cannot_be_played_are_refused(calf: Body, healthy: Channels, constants: ParameterSet) -> None:
    bad = [
        ([], "empty"),
        ([Segment(2, 1.0, "sitting")], "no such posture"),
        ([Segment(0, 0.0, "now")], "positive"),
        ([Segment(0, 1.0, "push", voluntary={"solius": 0.5})], "did you mean soleus"),
        ([Segment(0, 1.0, "push", voluntary={"soleus": 1.5})], "outside"),
        ([Segment(0, 1.0, "push", voluntary=np.zeros((2, 2)))], "shape"),
    ]
    for script, words in bad:
        with pytest.raises(InputError, match=words):
            play(calf, healthy, script, constants)
    for window in (0.3, 50.0):
        with pytest.raises(InputError, match="window"):
            play(calf, healthy, SCRIPT, constants, window_ms=window)
    with pytest.raises(InputError, match="phenotype"):
        play(calf, healthy, SCRIPT, constants, phenotype="brave")


def test_very_short_nerves_shorten_the_window(calf: Body, healthy: Channels, constants: ParameterSet) -> None:
    quick = replace(healthy, delay_to_target_ms=healthy.delay_to_target_ms / 10.0)
    found = play(calf, quick, [Segment(0, 0.1, "lying")], constants)
    assert found.window_ms < constants.episode.window_ms


def test_an_old_loss_leaves_more_strength_than_a_fresh_one_of_the_same_axons(
    calf: Body, healthy: Channels, constants: ParameterSet
) -> None:
    shut = prepared.blocked(healthy, calf, 4, 1, 1.0, ["motor"])
    gone = ~shut.passes[:, 0]
    soleus = calf.muscles.index("soleus")
    script = [Segment(0, 1.0, "push", voluntary={"soleus": 0.4})]

    def after(days: float) -> Episode:
        lost = replace(shut, connected_to_cord=~gone, connected_distally=~gone, lost_days=np.where(gone, days, 0.0))
        return play(calf, lost, script, constants)

    fresh, old = after(1.0), after(200.0)
    assert old.strength[soleus, 1] > fresh.strength[soleus, 1] + 0.3
    # as many spikes, each of which now pulls on more muscle fibres
    assert len(old.spikes.unit) == pytest.approx(len(fresh.spikes.unit), rel=0.1)
    assert old.force[soleus, 1, -10:].mean() > 1.5 * fresh.force[soleus, 1, -10:].mean()
    row = int(np.flatnonzero(old.emg_muscle == soleus)[0])
    assert np.abs(old.emg[row, 1]).max() > np.abs(fresh.emg[row, 1]).max()
    assert old.force[soleus, 0] == pytest.approx(fresh.force[soleus, 0])
