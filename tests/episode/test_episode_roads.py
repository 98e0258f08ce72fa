"""Three roads to a contraction that nobody willed: each makes its own kind, and removing it removes it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.core.parameters import ParameterSet
from sciatica.episode import Carried, Episode, Segment, nothing, run
from sciatica.nerve.conduct import Channels
from sciatica.validate.facts import _cord as prepared

COUGH = [Segment(0, 1.0, "before"), Segment(1, 0.6, "cough"), Segment(0, 14.0, "after")]
PAIN = {"a_delta": (0.0, 6.0), "c": (0.0, 2.0), "a_alpha": (0.0, 10.0)}


def play(
    body: Body,
    nerve: Channels,
    script: list[Segment],
    constants: ParameterSet,
    *,
    sensitisation: float = 0.0,
    neighbour: float = 0.0,
    phenotype: str = "cocontraction",
) -> Episode:
    count = len(body.muscles.names)
    carried: Carried = nothing(count)
    carried.sensitisation[1, 4] = sensitisation
    beside = np.zeros((count, 2))
    beside[:, 1] = neighbour
    return run(body, nerve, script, carried, beside, constants, np.random.default_rng(0), phenotype=phenotype)


@pytest.fixture(scope="module")
def soleus(man: Body) -> Body:
    return prepared.only(man, ("soleus",))


@pytest.fixture(scope="module")
def cramping(soleus: Body, healthy: Channels, constants: ParameterSet) -> Episode:
    nerve = prepared.firing(healthy, soleus, (4, 5), 1, PAIN)
    return play(soleus, nerve, COUGH, constants, sensitisation=0.6, neighbour=0.3, phenotype="none")


def test_ectopic_motor_spikes_twitch_the_muscle_without_its_motoneurons(
    soleus: Body, healthy: Channels, constants: ParameterSet
) -> None:
    script = [Segment(0, 4.0, "lying")]
    nerve = prepared.firing(healthy, soleus, (4,), 1, {"motor": (0.3, 0.3)})
    found = play(soleus, nerve, script, constants)
    assert len(found.twitches) > 5
    assert {(t.muscle, t.side) for t in found.twitches} == {(0, 1)}
    assert found.activation_by_road[1].max() > 0.0
    assert not found.activation_by_road[[0, 2, 3]].any()
    # cut off from the muscle, the same discharge moves nothing
    cut = replace(nerve, connected_distally=np.zeros_like(nerve.connected_distally))
    assert play(soleus, cut, script, constants).twitches == ()
    # faster discharge fuses into a contraction of the same road
    busy = prepared.firing(healthy, soleus, (4, 5), 1, {"motor": (12.0, 12.0)})
    (spasm,) = play(soleus, busy, script, constants).spasms
    assert spasm.road == "ectopic"


def test_a_facilitated_pool_fires_on_after_its_trigger_and_stops_by_itself(cramping: Episode) -> None:
    long_ = [s for s in cramping.spasms if s.side == 1]
    assert len(long_) == 1
    (spasm,) = long_
    assert spasm.road == "pool"
    assert 1.0 <= spasm.begin_s < 1.6
    assert spasm.end_s > 1.6 + 1.0
    assert spasm.end_s < 15.0
    assert spasm.strength_percent > 2.0
    assert {"a_delta", "a_alpha"} <= set(spasm.afferents)
    assert cramping.activation_by_road[2, 0, 1].sum() > 0.9 * cramping.activation[0, 1].sum()


def test_without_the_persistent_current_it_ends_with_its_trigger(
    soleus: Body, healthy: Channels, constants: ParameterSet, cramping: Episode
) -> None:
    p = constants.cord
    flat = constants.with_value("cord.pic_highest", p.pic_healthy)
    nerve = prepared.firing(healthy, soleus, (4, 5), 1, PAIN)
    found = play(soleus, nerve, COUGH, flat, sensitisation=0.6, neighbour=0.3, phenotype="none")
    longest = max((s.end_s - s.begin_s for s in found.spasms), default=0.0)
    made = cramping.spasms[0]
    assert longest < 0.5 * (made.end_s - made.begin_s)


def test_without_the_trigger_it_never_begins(soleus: Body, healthy: Channels, constants: ParameterSet) -> None:
    found = play(soleus, healthy, COUGH, constants, sensitisation=0.6, neighbour=0.3, phenotype="none")
    assert found.spasms == ()


def test_pulling_the_tendon_ends_it(
    soleus: Body, healthy: Channels, constants: ParameterSet, cramping: Episode
) -> None:
    nerve = prepared.firing(healthy, soleus, (4, 5), 1, PAIN)
    pulled = [*COUGH[:2], Segment(0, 0.8, "after"), Segment(0, 4.0, "pulled", stretch={"soleus": 1.0})]
    found = play(soleus, nerve, pulled, constants, sensitisation=0.6, neighbour=0.3, phenotype="none")
    begin = 1.0 + 0.6 + 0.8
    window = (found.time_s > begin + 0.5) & (found.time_s < begin + 2.5)
    free = (cramping.time_s > begin + 0.5) & (cramping.time_s < begin + 2.5)
    assert found.activation[0, 1, window].mean() < 0.3 * cramping.activation[0, 1, free].mean()
    assert found.spasms[0].end_s < cramping.spasms[0].end_s


def test_guarding_holds_back_muscles_on_while_it_hurts(man: Body, healthy: Channels, constants: ParameterSet) -> None:
    body = prepared.only(man, ("multifidus", "vasti"))
    nerve = prepared.firing(healthy, body, (4,), 1, {"a_delta": (9.0, 0.0), "c": (4.0, 0.0)})
    script = [Segment(0, 3.0, "hurting"), Segment(1, 8.0, "relieved")]
    found = play(body, nerve, script, constants)
    back = [s for s in found.spasms if s.muscle == 0 and s.side == 1]
    assert back
    assert back[0].road == "guarding"
    assert back[0].end_s < 3.0 + 6.0
    assert found.guarding[0, 1, 100] > found.guarding[0, 0, 100] > 0.0
    assert not any(s.muscle == 1 for s in found.spasms)
    brave = play(body, nerve, script, constants, phenotype="none")
    assert not brave.guarding.any()
    assert not any(s.road == "guarding" for s in brave.spasms)


def test_an_inflamed_neighbour_keeps_its_muscle_on_and_healing_calms_it(
    man: Body, healthy: Channels, constants: ParameterSet
) -> None:
    body = prepared.only(man, ("piri",))
    script = [Segment(0, 3.0, "sitting")]
    sick, healed = (play(body, healthy, script, constants, neighbour=amount, phenotype="none") for amount in (1.0, 0.0))
    assert sick.activation[0, 1].mean() > 0.02
    assert not sick.activation[0, 0].any()
    assert {s.road for s in sick.spasms} == {"pool"}
    assert not healed.activation.any()
    shut = prepared.blocked(healthy, body, 4, 1, 1.0, ["a_delta"])
    shut = prepared.blocked(shut, body, 5, 1, 1.0, ["a_delta"])
    assert not play(body, shut, script, constants, neighbour=1.0, phenotype="none").activation.any()


def test_an_echo_follows_some_ectopic_spikes(soleus: Body, healthy: Channels, constants: ParameterSet) -> None:
    nerve = prepared.firing(healthy, soleus, (4,), 1, {"motor": (2.0, 2.0)})
    script = [Segment(0, 6.0, "lying")]

    def echoes(chance: float) -> int:
        found = play(soleus, nerve, script, constants.with_value("cord.f_wave_probability", chance)).spikes
        short = 0
        for unit in np.unique(found.unit):
            short += int((np.diff(found.time_s[found.unit == unit]) < 0.1).sum())
        return short

    assert echoes(1e-9) == 0
    assert echoes(0.3) > 10
