"""What the person says follows the fibres: where it hurts, how it feels, what is numb, and what makes it worse."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from exam_bedsides import (
    BENDS_DEG,
    DAILY,
    EPISODE_S,
    SAT_MIN,
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

from sciatica.body import ROOTS
from sciatica.episode import Spasm, Twitch
from sciatica.exam import Earlier
from sciatica.exam.said import burst_rate_hz, dermatome, share_outside
from sciatica.exam.values import first_risen

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


def test_what_lies_in_the_dermatome_does_not_stray_and_what_lies_beside_it_does() -> None:
    names, hurts = body().territories.names, np.zeros((2, 9))
    hurts[1, ROOTS.index("S1")] = 6.0
    own = dermatome(body(), ROOTS.index("S1"), exam())
    assert {"lateral_foot", "sole"} <= {n for n, mine in zip(names, own, strict=True) if mine}
    drawings = {inside: np.stack([0.0 * own, np.where(own == inside, 4.0, 0.0)]) for inside in (True, False)}
    assert share_outside(body(), hurts, drawings[True], exam()).tolist() == [0.0, 0.0]
    assert share_outside(body(), hurts, drawings[False], exam()).tolist() == [0.0, 1.0]
    both = drawings[True] + 0.5 * drawings[False]
    assert 0.0 < share_outside(body(), hurts, both, exam())[1] < 1.0


def test_every_root_has_skin_of_its_own_and_no_territory_is_nobodys() -> None:
    maps = np.stack([dermatome(body(), root, exam()) for root in range(len(ROOTS))])
    assert maps.any(axis=1).all()
    assert maps.any(axis=0).mean() > 0.8


def test_pain_of_another_root_is_judged_by_its_own_dermatome() -> None:
    shares = {}
    for root in ("L4", "L5", "S1"):
        found = found_in(hurting(healthy(), {"walking": 6.0}, root)).get("pain_outside_dermatome", "right")
        shares[root] = found.amount or 0.0
    assert len(set(shares.values())) == 3
    assert all(0.0 < share < 1.0 for share in shares.values())


def test_the_back_hurts_where_its_muscles_do_and_else_nobody_knows() -> None:
    assert found_in(replace(healthy(), back_pain=3.0)).get("back_pain").amount == 3.0
    assert found_in(replace(healthy(), back_pain=0.1)).get("back_pain").state == "unknown"


# --- since when ---


def test_what_a_slow_load_has_brought_by_the_first_look_did_not_come_suddenly() -> None:
    for over_days, onset in ((0.0, "sudden"), (365.0, "gradual")):
        early = replace(hurting(healthy(), {"walking": 5.0}), day=1.0, began_over_days=over_days)
        assert found_in(early).get("leg_pain", "right").onset == onset
        later = found_in(replace(early, day=40.0), earlier=[Earlier(1.0, found_in(early))])
        assert later.get("leg_pain", "right").onset == onset
        seen = Earlier(39.5, found_in(replace(healthy(), day=39.5)))
        assert found_in(replace(early, day=40.0), earlier=[seen]).get("leg_pain", "right").onset == "sudden"


# --- over the day ---


def test_the_least_and_the_mean_of_a_day_come_from_its_diary() -> None:
    hours = np.arange(96) / 4.0
    felt = np.stack([np.zeros(96), np.where(hours < 12.0, 2.0, 6.0)])
    found = found_in(replace(healthy(), diary=(hours, felt)))
    assert (found.get("leg_pain_least", "right").amount, found.get("leg_pain_mean", "right").amount) == (2.0, 4.0)
    assert found.get("leg_pain_mean", "left").state == "absent"


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
        person = replace(healthy(), sitting=None, bends=None)
        found = found_in(hurting(person, every | {name: base + more for name, more in change.items()}))
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


def test_each_leg_has_its_own_answer() -> None:
    found = found_in(hurting(hurting(healthy(), {"coughing": 4.0}), {"walking": 3.0}, side=0))
    assert [found.get("worse_cough", side).state for side in ("left", "right")] == ["absent", "present"]
    assert [found.get("worse_walking", side).state for side in ("left", "right")] == ["present", "absent"]


def test_the_minutes_sat_are_those_after_which_it_has_risen_and_never_is_never() -> None:
    rise = exam().pain_change_noticed
    curve = np.stack([np.full(len(SAT_MIN), 5.0), 1.0 + SAT_MIN / 60.0 * 2.0 * rise])
    found = found_in(replace(healthy(), sitting=(SAT_MIN, curve)))
    assert found.get("sitting_minutes", "right").amount == pytest.approx(30.0, abs=1.0)
    assert found.get("worse_prolonged_sitting", "right").amount == pytest.approx(4.0 * rise, abs=0.1)
    assert found.get("worse_sitting", "right").amount == pytest.approx(1.0 + 2.0 * rise, abs=0.1)  # as after an hour
    assert found.get("sitting_minutes", "left").state == found.get("worse_prolonged_sitting", "left").state == "absent"


def test_what_rises_faster_has_risen_earlier() -> None:
    after = [first_risen(SAT_MIN, SAT_MIN / slow, 1.0) for slow in (10.0, 20.0, 40.0, 1000.0)]
    assert after[:3] == sorted(after[:3])
    assert after[0] == pytest.approx(10.1, abs=0.1)
    assert np.isnan(after[3])


def test_bending_back_and_bending_forward_are_told_apart() -> None:
    for sign, worse, better in ((1.0, "absent", "absent"), (-1.0, "present", "present")):
        curve = np.stack([np.zeros(len(BENDS_DEG)), 5.0 + sign * BENDS_DEG / 7.0])
        found = found_in(replace(healthy(), bends=(BENDS_DEG, curve)))
        assert found.get("worse_bending_back", "right").state == worse
        assert found.get("better_bending_forward", "right").state == better


def test_a_posture_that_was_not_examined_leaves_the_answer_open() -> None:
    few = [0, 2]
    part = replace(
        healthy(),
        sitting=None,
        bends=None,
        diary=None,
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
    for name in ("sitting_minutes", "worse_prolonged_sitting", "worse_bending_back", "leg_pain_least"):
        assert found.get(name).state == "unknown", name
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


def test_how_often_and_how_long_is_what_was_seen_to_begin_and_end() -> None:
    calf, back = (body().muscles.names.index(n) for n in ("soleus", "erector"))
    seen = ((calf, 2.0, 5.0), (calf, 10.0, 11.0), (back, 0.0, float("nan")))
    spasms = tuple(Spasm(muscle, 1, begin, end, 20.0, "pool", (0.0, 1.0, 0.0), ()) for muscle, begin, end in seen)
    found = found_in(playing(healthy(), spasms=spasms))
    assert present(found, "spasm_lasting", "right") == {"soleus": 3.0, "erector": EPISODE_S}
    assert present(found, "spasm_rate", "right") == {"soleus": 2 * 60.0 / EPISODE_S}
    assert found.get("spasm_rate", "right", "erector").state == "unknown"  # it was on all the time
    assert found.get("spasm_lasting", "left").state == found.get("spasm_rate", "left").state == "absent"


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
