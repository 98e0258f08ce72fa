"""What the person says follows the fibres: where it hurts, how it feels, what is numb, and what makes it worse."""

from __future__ import annotations

import numpy as np
import pytest
from exam_bedsides import (
    DAILY,
    EPISODE_S,
    body,
    exam,
    firing,
    found_in,
    healthy,
    hurting,
    losing,
    playing,
    present,
    strength,
)

from sciatica.episode import Spasm, Twitch
from sciatica.exam.said import burst_rate_hz

SHARES = np.linspace(0.0, 1.0, 11)
SLOW_MS = tuple(np.arange(0.0, 1000.0, 50.0))
BURSTS_MS = tuple(t + d for t in np.arange(0.0, 1000.0, 100.0) for d in (0.0, 4.0))
QUALITIES = ("pain_sharp", "pain_burning", "pain_tingling", "pain_electric")
SACRAL = ("S2", "S3", "S4", "S5")


# --- numbness ---


def test_more_loss_never_gives_less_numbness() -> None:
    before: dict[str | None, float | None] = {}
    for share in SHARES:
        now = present(found_in(losing(healthy(), share, ("S1",), (1,), ("a_beta",))), "numbness", "right")
        assert set(before) <= set(now)
        assert all((now[site] or 0) >= (amount or 0) for site, amount in before.items())
        before = now
    assert before  # a root lost whole is felt


def test_skin_is_numb_only_where_the_lost_root_feels() -> None:
    numb = set(present(found_in(losing(healthy(), 1.0, ("S1",), (1,), ("a_beta",))), "numbness"))
    territories = body().territories
    fed = {n for n, w in zip(territories.names, territories.root_weight[:, 4], strict=True) if w > 0}
    assert numb
    assert numb <= fed
    assert "lateral_foot" in numb


def test_what_the_touch_fibres_lose_is_numb_and_what_others_lose_is_not() -> None:
    for kinds, felt in ((("a_beta",), True), (("motor", "a_alpha", "a_delta", "c"), False)):
        found = found_in(losing(healthy(), 1.0, ("L5", "S1"), (0, 1), kinds))
        assert bool(present(found, "numbness")) == felt


def test_neighbouring_roots_cover_for_one_another() -> None:
    one = present(found_in(losing(healthy(), 1.0, ("S2",), (1,), ("a_beta",))), "numbness")
    two = present(found_in(losing(healthy(), 1.0, ("S1", "S2"), (1,), ("a_beta",))), "numbness")
    assert (one["posterior_calf"] or 0) < (two["posterior_calf"] or 0) == pytest.approx(0.95)


def test_the_saddle_is_asked_about_by_itself() -> None:
    found = found_in(losing(healthy(), 1.0, SACRAL, (1,), ("a_beta",)))
    assert found.get("saddle_numbness").state == "present"
    assert not {"saddle", "genital"} & set(present(found, "numbness"))
    assert found_in(losing(healthy(), 1.0, ("L5", "S1"), (0, 1), ("a_beta",))).get("saddle_numbness").state == "absent"


# --- pain ---


def test_pain_is_that_of_the_worst_root_since_pains_do_not_add() -> None:
    one = hurting(healthy(), {"standing": 3.0}, "S1")
    two = hurting(one, {"standing": 3.0}, "L5")
    assert found_in(two).get("leg_pain", "right").amount == found_in(one).get("leg_pain", "right").amount == 3.0
    assert found_in(two).get("leg_pain", "left").state == "absent"


def test_pain_that_no_posture_of_the_day_brings_is_not_usual_pain() -> None:
    found = found_in(hurting(healthy(), {"coughing": 5.0}))
    for name in ("leg_pain", "pain_site", "pain_below_knee", "buttock_pain", "sleep_disturbed"):
        assert found.get(name).state == "absent", name
    assert found.get("worse_cough").amount == 5.0


@pytest.mark.parametrize(("root", "below"), [("L2", False), ("L5", True), ("S1", True), ("S3", False)])
def test_pain_goes_below_the_knee_where_the_root_does(root: str, below: bool) -> None:
    found = found_in(hurting(healthy(), {"standing": 6.0}, root))
    assert (found.get("pain_below_knee", "right").state == "present") == below


def test_no_site_hurts_more_than_the_leg_and_a_stronger_pain_reaches_no_fewer_sites() -> None:
    before: set[str | None] = set()
    for amount in np.linspace(0.0, 10.0, 11):
        found = found_in(hurting(healthy(), {"walking": amount}, "L5"))
        sites = present(found, "pain_site", "right")
        assert all((here or 0) <= amount + 0.05 for here in sites.values())
        assert before <= set(sites)
        before = set(sites)
    assert "great_toe" in before


# --- quality ---


@pytest.mark.parametrize(
    ("kinds", "times_ms", "words"),
    [
        (("c",), SLOW_MS, {"pain_burning"}),
        (("c",), BURSTS_MS, {"pain_burning"}),
        (("a_delta",), SLOW_MS, {"pain_sharp"}),
        (("a_beta",), SLOW_MS, {"pain_tingling"}),
        (("a_beta",), BURSTS_MS, {"pain_tingling", "pain_electric"}),
        (("a_alpha",), SLOW_MS, set()),
        (("a_alpha",), BURSTS_MS, {"pain_electric"}),
        (("motor", "pelvic"), BURSTS_MS, set()),
        (("a_delta", "c"), SLOW_MS, {"pain_sharp", "pain_burning"}),
    ],
)
def test_the_words_follow_the_classes_that_fire(
    kinds: tuple[str, ...], times_ms: tuple[float, ...], words: set[str]
) -> None:
    found = found_in(firing(healthy(), kinds, times_ms, root="S2"))
    assert {name for name in QUALITIES if found.get(name, "right").state == "present"} == words
    assert all(found.get(name, "left").state == "absent" for name in QUALITIES)


def test_a_faster_discharge_is_never_a_weaker_word_and_never_more_than_whole() -> None:
    amounts = []
    for count in (5, 20, 100, 400):
        times = tuple(np.linspace(0.0, 999.0, count))
        amounts.append(found_in(firing(healthy(), ("c",), times)).get("pain_burning", "right").amount)
    assert amounts == sorted(amounts)
    assert len(set(amounts)) == 4
    assert amounts[-1] <= 1.0


def test_a_discharge_in_a_posture_that_the_day_does_not_hold_is_no_quality() -> None:
    found = found_in(firing(healthy(), ("c",), SLOW_MS, postures=("coughing", "bending")))
    assert found.get("pain_burning").state == "absent"


def test_only_close_impulses_are_a_burst() -> None:
    limit = exam().burst_interval_ms
    pattern = np.array([[0.0, limit, 3 * limit, np.nan], [0.0, np.nan, np.nan, np.nan], [np.nan] * 4])
    np.testing.assert_allclose(burst_rate_hz(pattern, 500.0, limit), [2.0, 0.0, 0.0])
    assert burst_rate_hz(np.zeros((3, 2, 0)), 500.0, limit).shape == (3, 2)


# --- worse and better ---


def test_what_makes_it_worse_is_a_change_against_lying_whatever_the_pain_is() -> None:
    change = {"standing": 3.0, "walking": 2.0, "bending": 0.5, "coughing": 4.0}
    for base in (0.0, 2.0, 5.0):
        every = dict.fromkeys(healthy().postures, base)
        found = found_in(hurting(healthy(), every | {name: base + more for name, more in change.items()}))
        said = {
            name: found.get(name).amount
            for name in found.answers
            if name.startswith(("worse_", "better_")) and found.get(name).state == "present"
        }
        assert said == {
            "worse_standing": 3.0,
            "worse_walking": 2.0,
            "worse_cough": 4.0,
            "better_lying": 3.0,
            "better_sitting": 3.0,
            "better_bending_forward": 2.5,
        }


def test_a_posture_that_was_not_examined_leaves_the_answer_open() -> None:
    from dataclasses import replace

    few = [0, 2]
    part = replace(
        healthy(),
        postures=tuple(healthy().postures[i] for i in few),
        hours=healthy().hours[few],
        pain=healthy().pain[:, :, few],
        carried=healthy().carried[..., few],
        channels=replace(
            healthy().channels,
            ectopic_rate_hz=healthy().channels.ectopic_rate_hz[:, few],
            ectopic_pattern_ms=healthy().channels.ectopic_pattern_ms[:, few],
        ),
    )
    found = found_in(part)
    assert found.get("worse_cough").state == "unknown"
    assert found.get("better_sitting").state == "unknown"
    assert found.get("worse_standing").state == "absent"


def test_pain_at_night_disturbs_sleep_and_pain_by_day_does_not() -> None:
    much = exam().pain_disturbs_sleep
    assert found_in(hurting(healthy(), {"sleeping": much})).get("sleep_disturbed").state == "present"
    by_day = {name: 10.0 for name in DAILY if name != "sleeping"}
    assert found_in(hurting(healthy(), by_day)).get("sleep_disturbed").state == "absent"


# --- spasm, weakness, pelvis ---


def test_of_several_spasms_the_strongest_is_told_and_weak_ones_go_unnoticed() -> None:
    calf, back = (body().muscles.names.index(n) for n in ("soleus", "erector"))
    spasms = tuple(
        Spasm(muscle, 1, 1.0, 2.0, percent, "pool", (0.0, 1.0, 0.0), ())
        for muscle, percent in ((calf, 8.0), (calf, 21.0), (back, 0.5 * exam().spasm_noticed_percent))
    )
    assert present(found_in(playing(healthy(), spasms=spasms)), "muscle_spasm") == {"soleus": 21.0}


def test_twitches_are_counted_by_the_minute() -> None:
    calf = body().muscles.names.index("soleus")
    twitches = tuple(Twitch(calf, 0, float(i), 1.0) for i in range(7))
    found = found_in(playing(healthy(), twitches=twitches))
    assert present(found, "muscle_twitching", "left") == {"soleus": 7 * 60.0 / EPISODE_S}


def test_weakness_is_noticed_in_the_movement_that_lost_its_muscle() -> None:
    found = found_in(playing(healthy(), strength=strength({"tibant": 0.0, "ehl": 0.0})))
    weak = set(present(found, "weakness_noticed", "right"))
    assert {"ankle_dorsiflexion", "great_toe_extension"} <= weak
    assert not weak & {"ankle_plantarflexion", "knee_extension", "hip_flexion"}
    assert found.get("weakness_noticed", "left").state == "absent"


PELVIC = (
    "bladder_hesitancy",
    "bladder_retention",
    "bladder_incontinence",
    "urinary_sensation_reduced",
    "bowel_incontinence",
    "sexual_dysfunction",
    "anal_tone_reduced",
)


@pytest.mark.parametrize("side", [0, 1])
def test_one_side_alone_keeps_bladder_and_bowel(side: int) -> None:
    lost = losing(healthy(), 1.0, SACRAL, (side,), ("pelvic", "a_delta", "a_beta", "motor"))
    found = found_in(playing(lost, strength=strength({"sphincter_ani": 0.0}, side)))
    # a finger feels the slack half
    assert [n for n in PELVIC if found.get(n).state != "absent"] == ["anal_tone_reduced"]


def test_both_sides_lost_lose_them_in_the_order_of_severity() -> None:
    began = dict.fromkeys(PELVIC, np.inf)
    for share in SHARES[::-1]:
        lost = losing(healthy(), share, SACRAL, (0, 1), ("pelvic", "a_delta"))
        squeeze = np.ones((len(body().muscles), 2))
        squeeze[body().muscles.names.index("sphincter_ani")] = 1.0 - share
        found = found_in(playing(lost, strength=squeeze))
        for name in PELVIC:
            if found.get(name).state == "present":
                assert began[name] in (np.inf, pytest.approx(share + 0.1)), name  # more loss never less
                began[name] = share
    assert max(began.values()) <= 1.0
    assert 0 < began["bladder_hesitancy"] <= began["bladder_retention"] <= began["bladder_incontinence"]
