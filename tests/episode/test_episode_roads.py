"""Three roads to a contraction that nobody willed: each makes its own kind, and removing it removes it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.core.parameters import ParameterSet
from sciatica.episode import Carried, Episode, Segment, ending, nothing, run
from sciatica.nerve.conduct import Channels
from sciatica.validate.facts import _cord as prepared

TRAIN_S, WATCHED_S, HZ = 2.0, 26.0, 30.0
OVER_S = 1.0 + TRAIN_S


def cramp(foot: Body, healthy: Channels, constants: ParameterSet, *, hz: float = HZ, pulled: bool = False) -> Episode:
    """A train into the nerve of a foot muscle, as cramps are brought on in the laboratory, then watching."""
    nerve = prepared.firing(healthy, foot, (4, 5), 1, {"a_alpha": (0.0, hz), "motor": (0.0, hz)})
    script = [Segment(0, 1.0, "rest"), Segment(1, TRAIN_S, "train")]
    if pulled:
        script += [Segment(0, 2.0, "after"), Segment(0, 3.0, "pulled", stretch={"abdhal": 1.0})]
    else:
        script.append(Segment(0, WATCHED_S, "after"))
    # the way to the foot allows a longer window, and it runs faster
    longer = constants.with_value("episode.window_ms", 4.0)
    return play(foot, nerve, script, longer, phenotype="none")


def lasted_s(found: Episode) -> float:
    """How long the strongest spasm outlasted the train."""
    strongest = max(found.spasms, key=lambda s: s.strength_percent)
    return (WATCHED_S if np.isnan(strongest.end_s) else strongest.end_s - OVER_S) if strongest.side == 1 else 0.0


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
def foot(man: Body) -> Body:
    return prepared.only(man, ("abdhal",))


@pytest.fixture(scope="module")
def cramping(foot: Body, healthy: Channels, constants: ParameterSet) -> Episode:
    return cramp(foot, healthy, constants)


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


def test_a_lesion_of_the_sciatic_nerve_twitches_only_what_that_nerve_serves(
    man: Body, healthy: Channels, constants: ParameterSet
) -> None:
    """Thigh extensors, back and bowel have left before the notch; at the root they have not."""
    body = prepared.only(man, ("vasti", "soleus", "tibant", "multifidus", "sphincter_ani", "bflh"))
    fibres = body.fibres
    script = [Segment(0, 1.0, "lying")]
    ill = (2, 3, 4, 5, 6)
    everywhere = prepared.firing(healthy, body, ill, 1, {"motor": (4.0, 4.0)})
    served = {}
    for landmark in ("sleeve", "notch"):
        at_mm = np.array([body.position_mm(int(root), landmark) for root in fibres.root])
        away_ms = np.nan_to_num(at_mm, nan=1.0) * healthy.delay_to_target_ms / fibres.path_mm
        found = play(body, replace(everywhere, to_lesion_ms=away_ms), script, constants, phenotype="none")
        served[landmark] = {body.muscles.names[t.muscle] for t in found.twitches}
        cut = replace(
            everywhere, to_lesion_ms=away_ms, connected_to_cord=(fibres.side == 0) | ~np.isin(fibres.root, ill)
        )
        weak = play(body, cut, script, constants, phenotype="none").strength[:, 1] < 0.99
        assert {name for name, is_weak in zip(body.muscles.names, weak, strict=True) if is_weak} == served[landmark]
    assert served["notch"] == {"soleus", "tibant", "bflh"}
    assert served["sleeve"] == set(body.muscles.names)


def test_a_pool_fires_on_after_its_trigger_and_stops_by_itself(cramping: Episode) -> None:
    (spasm,) = [s for s in cramping.spasms if s.side == 1]
    assert 1.0 <= spasm.begin_s < 1.3
    assert 5.0 < spasm.end_s - OVER_S < WATCHED_S
    assert spasm.ended in ending.ENDINGS
    after = cramping.time_s > OVER_S + 1.0
    own = cramping.activation_by_road[2, 0, 1, after]
    assert own.sum() > 0.9 * cramping.activation[0, 1, after].sum()
    assert own.max() > 1.2 * own[len(own) // 3] > 0.0
    assert not cramping.activation[0, 0].any()


def test_without_the_persistent_current_it_ends_sooner(
    foot: Body, healthy: Channels, constants: ParameterSet, cramping: Episode
) -> None:
    flat = constants.with_value("cord.pic_highest", constants.cord.pic_healthy)
    assert lasted_s(cramp(foot, healthy, flat)) < 0.8 * lasted_s(cramping)


def test_opening_the_loop_over_its_own_afferents_ends_what_the_loop_made(
    foot: Body, healthy: Channels, constants: ParameterSet, cramping: Episode
) -> None:
    opened = constants.with_value("cord.group_iv_cramp_hz", 0.0)
    assert lasted_s(cramp(foot, healthy, opened)) < 0.3 * lasted_s(cramping)


def test_without_the_trigger_it_never_begins(foot: Body, healthy: Channels, constants: ParameterSet) -> None:
    assert cramp(foot, healthy, constants, hz=0.0, pulled=True).spasms == ()


def test_pulling_the_tendon_ends_it(foot: Body, healthy: Channels, constants: ParameterSet, cramping: Episode) -> None:
    found = cramp(foot, healthy, constants, pulled=True)
    begin = OVER_S + 2.0
    window = (found.time_s > begin + 1.0) & (found.time_s < begin + 2.5)
    free = (cramping.time_s > begin + 1.0) & (cramping.time_s < begin + 2.5)
    assert found.activation[0, 1, window].mean() < 0.3 * cramping.activation[0, 1, free].mean()
    (spasm,) = [s for s in found.spasms if s.side == 1]
    assert spasm.end_s < begin + 1.5
    assert spasm.ended == ending.TENDON


def test_guarding_holds_back_muscles_on_while_it_hurts(man: Body, healthy: Channels, constants: ParameterSet) -> None:
    body = prepared.only(man, ("multifidus", "vasti"))
    nerve = prepared.firing(healthy, body, (4,), 1, {"a_delta": (9.0, 0.0), "c": (4.0, 0.0)})
    script = [Segment(0, 3.0, "hurting"), Segment(1, 8.0, "relieved")]
    found = play(body, nerve, script, constants)
    back = [s for s in found.spasms if s.muscle == 0 and s.side == 1]
    assert back
    assert back[0].road == "guarding"
    assert back[0].end_s < 3.0 + 6.0
    assert back[0].ended == ending.EASED
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
