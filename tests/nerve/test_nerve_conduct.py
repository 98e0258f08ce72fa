"""Channels: what two lesions pass together, what is heard of an impulse born in one, and which axons are lost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nerve_tissue import Spot, constants, exposure, loads_at, scene, small_body

from sciatica.body import CLASSES, root_index
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.nerve.answers import Answers, answer, step_ms_of, window_of
from sciatica.nerve.conduct import OUTWARD, Channels, Scene, ganglion_mm, run, run_scenes
from sciatica.nerve.conduct.asked import Runs, loads_of
from sciatica.nerve.conduct.heard import patterns_of
from sciatica.nerve.damage import Injury
from sciatica.nerve.exposure import injury_of
from sciatica.nerve.protocol import MYELINATED_TEST, UNMYELINATED_TEST, burst_pattern_ms, passage

VELOCITY_M_S = np.full(len(small_body().fibres), 50.0)
DEPTHS = np.arange(8)


def channels_of(*scenes: Scene) -> list[Channels]:
    return run_scenes(small_body(), scenes, constants(), VELOCITY_M_S)


def on(root: str, side: int) -> BoolArray:
    fibres = small_body().fibres
    return np.asarray((fibres.root == root_index(root)) & (fibres.side == side))


# --- nothing there ---


def test_where_nothing_is_wrong_everything_passes_and_nothing_fires() -> None:
    loaded, unloaded = channels_of(scene(Spot(), Spot(root="L5", side=0)), scene())
    for found in (loaded, unloaded):
        assert found.passes.all()
        assert found.connected_to_cord.all()
        assert found.connected_distally.all()
        assert (found.minimum_interval_ms == 0).all()
        assert (found.added_delay_ms == 0).all()
        assert (found.ectopic_rate_hz == 0).all()
        assert (found.node_steps, found.fibre_runs, found.held) == (0, 0, ())


def test_delays_are_lengths_over_velocities() -> None:
    found = channels_of(scene(Spot(centre_mm=120.0), Spot(centre_mm=200.0)))[0]
    path_mm = small_body().fibres.path_mm
    np.testing.assert_allclose(found.delay_to_target_ms, path_mm / 50.0)
    here = on("S1", 1)
    np.testing.assert_allclose(found.to_lesion_ms[here], 120.0 / 50.0)
    np.testing.assert_allclose(found.to_lesion_ms[~here], path_mm[~here] / 100.0)


# --- lesions in series ---

BARE = np.where(DEPTHS < 4, 0.02, 0.5)
FIRST = Spot(centre_mm=100.0, length_mm=10.0, myelin=BARE, seal=BARE)
SECOND = Spot(centre_mm=180.0, myelin=0.3, potassium_shift_mv=np.array([[0.0, 0.0]] * 4 + [[0.0, 35.0]] * 4))


@pytest.fixture(scope="module")
def series() -> tuple[Channels, Channels, Channels]:
    first, second, both = channels_of(scene(FIRST), scene(SECOND), scene(FIRST, SECOND))
    return first, second, both


def test_two_lesions_pass_only_what_both_pass(series: tuple[Channels, Channels, Channels]) -> None:
    first, second, both = series
    np.testing.assert_array_equal(both.passes, first.passes & second.passes)
    for found in series:
        assert found.passes[~on("S1", 1)].all()  # what lies on other roots is untouched
    here = on("S1", 1)
    assert 0 < first.passes[here].mean() < 1
    assert 0 < second.passes[here].mean() < 1
    assert both.passes[here].mean() < min(first.passes[here].mean(), second.passes[here].mean())


def test_their_delays_add_up_and_the_slower_one_sets_the_rate(series: tuple[Channels, Channels, Channels]) -> None:
    first, second, both = series
    through = both.passes & on("S1", 1)[:, None]
    assert through.any()
    np.testing.assert_allclose(
        both.added_delay_ms[through], first.added_delay_ms[through] + second.added_delay_ms[through], atol=1e-9
    )
    assert (both.added_delay_ms[through] > 0).any()  # bare internodes are slow
    assert (first.minimum_interval_ms[through] > 0).all()  # 0 is what was not tried
    assert (second.minimum_interval_ms[through] > 0).all()
    np.testing.assert_array_equal(
        both.minimum_interval_ms[through],
        np.maximum(first.minimum_interval_ms, second.minimum_interval_ms)[through],
    )
    assert np.isnan(both.added_delay_ms[~both.passes]).all()
    assert np.isinf(both.minimum_interval_ms[~both.passes]).all()


def test_scenes_run_together_are_the_scenes_run_alone(series: tuple[Channels, Channels, Channels]) -> None:
    alone = run(small_body(), (s := scene(FIRST)).loads, s.state, s.moment, constants(), velocity_m_s=VELOCITY_M_S)
    for name in ("passes", "minimum_interval_ms", "added_delay_ms", "ectopic_rate_hz"):
        # the slow modes that are kept are chosen for a batch, which moves a delay by less than a hundredth
        np.testing.assert_allclose(getattr(alone, name), getattr(series[0], name), rtol=1e-2, atol=1e-3, err_msg=name)


def test_left_and_right_are_alike() -> None:
    left, right = channels_of(scene(replace(FIRST, side=0)), scene(FIRST))
    fibres = small_body().fibres
    one, other = fibres.side == 0, fibres.side == 1
    for name in ("passes", "minimum_interval_ms", "added_delay_ms", "ectopic_rate_hz", "to_lesion_ms"):
        a, b = getattr(left, name), getattr(right, name)
        np.testing.assert_array_equal(a[one], b[other], err_msg=name)
        np.testing.assert_array_equal(a[other], b[one], err_msg=name)


# --- impulses born in the fibre ---


def irritated(centre_mm: float) -> Spot:
    return Spot(centre_mm=centre_mm, inflammation=1.0, mechanical=1.0)


def bare(centre_mm: float) -> Spot:
    """Blocks whatever has myelin, and makes no impulses itself."""
    return Spot(centre_mm=centre_mm, length_mm=12.0, myelin=0.02, seal=0.02)


def test_an_impulse_has_to_pass_the_lesion_between_it_and_the_cord() -> None:
    free, towards, beyond = channels_of(
        scene(irritated(150.0)),
        scene(irritated(150.0), bare(90.0)),
        scene(irritated(150.0), bare(220.0)),
    )
    kind = small_body().fibres.kind
    sensory = on("S1", 1) & ~OUTWARD[kind] & (kind != CLASSES.index("c"))
    assert (free.ectopic_rate_hz[sensory] > 0).any()
    assert (towards.ectopic_rate_hz[sensory] == 0).all()
    np.testing.assert_array_equal(beyond.ectopic_rate_hz[sensory], free.ectopic_rate_hz[sensory])
    assert not beyond.passes[sensory].any()
    assert (free.ectopic_rate_hz[~on("S1", 1)] == 0).all()
    assert free.held  # the bursts were simulated for a while and then held, and it says so


def runs_of(fibre: int, centres_mm: list[float]) -> Runs:
    count = len(centres_mm)
    zero: IntArray = np.zeros(count, dtype=np.int64)
    return Runs(np.full(count, fibre), zero, zero, np.array(centres_mm), exposure(count))


def answers_of(passes: list[bool], patterns_ms: list[list[float]]) -> Answers:
    count, longest = len(passes), max(map(len, patterns_ms), default=0)
    pattern: FloatArray = np.full((count, longest), np.nan)
    for row, times in enumerate(patterns_ms):
        pattern[row, : len(times)] = times
    return Answers(np.array(passes, dtype=bool), np.zeros(count), np.zeros(count), pattern, 0, 0)


def heard(kind: str, lesions: list[tuple[float, bool, list[float]]], *, whole: bool = True) -> list[float]:
    """What reaches the natural end of one fibre with these lesions: centre, passes, own impulses."""
    runs = runs_of(0, [centre for centre, _, _ in lesions])
    answers = answers_of([p for _, p, _ in lesions], [t for _, _, t in lesions])
    found = patterns_of(
        np.array([CLASSES.index(kind)]),
        (runs, answers),
        (runs_of(0, []), answers_of([], [])),
        np.array([whole]),
        (1, 1),
    )[0, 0]
    return found[np.isfinite(found)].tolist()


@pytest.mark.parametrize(("kind", "toward_end"), [("a_beta", 0), ("c", 0), ("motor", 1), ("pelvic", 1)])
def test_impulses_are_heard_at_the_natural_end_or_not_at_all(kind: str, toward_end: int) -> None:
    near, far = (90.0, 150.0) if toward_end else (150.0, 90.0)  # upstream and downstream on the way to the end
    born, later = [1.0, 5.0], [3.0]
    assert heard(kind, [(near, True, born), (far, True, [])]) == born
    assert heard(kind, [(near, True, born), (far, False, [])]) == []
    assert heard(kind, [(near, False, born), (far, True, [])]) == born  # its own lesion does not stop it
    assert heard(kind, [(near, True, born), (far, True, later)]) == sorted(born + later)
    assert heard(kind, [(near, True, born), (far, False, later)]) == later
    assert heard(kind, [(near, True, born)], whole=False) == []


# --- axons that are gone ---


def test_more_loss_takes_the_same_fibres_and_more() -> None:
    body = small_body(8)
    velocity = np.full(len(body.fibres), 50.0)
    shares = np.linspace(1.0, 0.0, 33)
    scenes = [scene(Spot(axon=share), count=1) for share in shares]
    found = run_scenes(body, scenes, constants(), velocity)
    s1 = (body.fibres.root == root_index("S1")) & (body.fibres.side == 1)
    before = np.ones(len(body.fibres), dtype=bool)
    for share, now in zip(shares, found, strict=True):
        whole = now.connected_to_cord
        assert not (whole & ~before).any()  # none comes back
        assert whole[~s1].all()
        np.testing.assert_array_equal(now.passes[:, 0], whole)
        for kind in np.unique(body.fibres.kind[s1]):
            here = s1 & (body.fibres.kind == kind)
            assert abs(whole[here].mean() - share) <= 1 / 8 + 1e-9  # as many as were lost, to the nearest fibre
        before = whole
    assert found[0].connected_to_cord.all()
    assert not found[-1].connected_to_cord[s1].any()


@pytest.mark.parametrize(
    ("days", "beyond_ganglion", "dead"),
    [
        (1.0, False, set()),
        (6.0, False, {"motor"}),
        (20.0, False, {"motor"}),  # the ganglion keeps its sensory axons alive
        (6.0, True, {"motor"}),
        (20.0, True, {"motor", "a_alpha", "a_beta", "a_delta", "c"}),
    ],
)
def test_the_far_piece_dies_after_days_unless_its_cell_lies_beyond_the_lesion(
    days: float, beyond_ganglion: bool, dead: set[str]
) -> None:
    drg = float(ganglion_mm(small_body())[root_index("S1")])
    spot = Spot(centre_mm=drg + (20.0 if beyond_ganglion else -20.0), axon=0.0, wallerian_days=days)
    found = channels_of(scene(spot, count=1))[0]
    gone = ~found.connected_distally
    assert {CLASSES[k] for k in small_body().fibres.kind[gone]} == dead
    assert gone.sum() == (on("S1", 1) & np.isin(small_body().fibres.kind, [CLASSES.index(n) for n in dead])).sum()


# --- runs that are the same run ---


def asked(diameter_um: list[float], **given_: FloatArray | float) -> Answers:
    count = len(diameter_um)
    return answer(
        np.array(diameter_um),
        np.zeros(count, dtype=bool),
        np.zeros(count, dtype=bool),
        exposure(count, **given_),
        True,
        constants(),
    )


def test_equal_runs_are_run_once_and_other_fibres_never_stand_for_them() -> None:
    step = constants().exposure_step
    near = 0.4 + 0.2 * step * np.array([0.0, 1.0, -1.0, 0.0, 0.0])
    found = asked([9.0, 9.0, 9.0, 9.001, 14.0], myelin=near)
    assert found.runs == 3
    assert found.added_delay_ms[0] == found.added_delay_ms[1] == found.added_delay_ms[2]
    assert len(set(found.added_delay_ms)) == 3
    assert found.added_delay_ms[3] == pytest.approx(found.added_delay_ms[0], rel=0.01)


def test_a_direction_or_a_family_is_another_run() -> None:
    count = 4
    found = answer(
        np.array([1.5, 1.5, 1.5, 1.5]),
        np.array([False, True, False, True]),
        np.array([False, False, True, True]),
        exposure(count, myelin=0.5, potassium_shift_mv=2.0, sensory=np.array([1.0, 0.0, 1.0, 0.0])),
        True,
        constants(),
    )
    assert found.runs == count
    assert found.passes.all()


def test_nothing_asked_is_nothing_run() -> None:
    none = np.empty(0)
    found = answer(none, none.astype(bool), none.astype(bool), exposure(0), True, constants())
    assert (found.runs, found.node_steps, len(found.passes)) == (0, 0, 0)


# --- impulses through a healthy window ---


@pytest.mark.parametrize("unmyelinated", [False, True], ids=["myelinated", "c"])
def test_a_healthy_fibre_carries_the_closest_pairs_asked_for_both_ways(unmyelinated: bool) -> None:
    diameters = np.array([0.8, 0.8]) if unmyelinated else np.array([12.0, 12.0, 7.0, 7.0])
    outward = np.arange(len(diameters)) % 2 == 0
    batch = window_of(diameters, 4.0, unmyelinated, constants())
    step_ms = step_ms_of(batch, constants())
    bare = passage(batch, None, outward, None, step_ms)
    assert bare.passes.all()
    np.testing.assert_allclose(bare.arrival_ms[::2], bare.arrival_ms[1::2], rtol=1e-3)  # either way alike
    sent = passage(batch, Injury.healthy(batch), outward, bare.arrival_ms, step_ms)
    assert sent.passes.all()
    np.testing.assert_allclose(sent.arrival_ms, bare.arrival_ms, rtol=1e-3)
    test = UNMYELINATED_TEST if unmyelinated else MYELINATED_TEST
    assert (sent.minimum_interval_ms == test.intervals_ms[-1]).all()


def test_into_a_silent_window_an_impulse_may_be_sent_at_once() -> None:
    """What lies at rest has nothing to settle: whether, when and how close impulses pass is the same."""
    diameters = np.full(4, 9.0)
    outward = np.array([True, False, True, False])
    batch = window_of(diameters, 12.0, False, constants())
    step_ms = step_ms_of(batch, constants())
    healthy = passage(batch, None, outward, None, step_ms).arrival_ms
    hurt = injury_of(replace(exposure(4), myelin=np.array([1.0, 0.5, 0.3, 0.05])), batch, constants())
    later, now = (
        passage(batch, hurt, outward, healthy, step_ms, silent=np.full(4, silent)) for silent in (False, True)
    )
    assert later.passes.sum() > 0
    assert len(np.unique(later.minimum_interval_ms)) > 1
    np.testing.assert_array_equal(now.passes, later.passes)
    np.testing.assert_array_equal(now.minimum_interval_ms, later.minimum_interval_ms)
    np.testing.assert_allclose(now.arrival_ms, later.arrival_ms, atol=1e-3)
    assert now.node_steps < 0.75 * later.node_steps


@pytest.mark.parametrize("shift_mv", [0.0, 30.0, 45.0])
def test_what_a_fibre_makes_at_the_start_is_not_taken_for_the_impulse_that_was_sent(shift_mv: float) -> None:
    """At 30 mV the equilibrium of this thin fibre is unstable: it leaves it with impulses, then lies silent."""
    outward = np.array([False])
    batch = window_of(np.array([3.1]), 6.0, False, constants())
    reference = passage(batch, None, outward, None, 0.01).arrival_ms
    lesion = injury_of(exposure(1, potassium_shift_mv=max(shift_mv, 1.0)), batch, constants())
    under = lesion.potassium_reversal_shift_mv > 0
    dead = replace(
        lesion,
        sodium_factor=np.where(under, 0.0, 1.0),
        potassium_reversal_shift_mv=np.where(under, shift_mv, 0.0),
    )
    assert not passage(batch, dead, outward, reference, 0.01).passes.any()


def test_a_window_without_sodium_channels_passes_nothing() -> None:
    batch = window_of(np.array([12.0]), 4.0, False, constants())
    healthy = Injury.healthy(batch)
    dead = replace(healthy, sodium_factor=np.zeros_like(healthy.sodium_factor))
    outward = np.array([True])
    step_ms = step_ms_of(batch, constants())
    arrival = passage(batch, None, outward, None, step_ms).arrival_ms
    sent = passage(batch, dead, outward, arrival, step_ms)
    assert not sent.passes.any()
    assert np.isnan(sent.arrival_ms).all()
    assert np.isinf(sent.minimum_interval_ms).all()


# --- the pump ---


@given(rate_hz=st.floats(0.0, 80.0), period_ms=st.sampled_from([50.0, 250.0, 400.0]), interval_ms=st.floats(2.0, 10.0))
def test_a_pattern_of_bursts_keeps_the_mean_rate(rate_hz: float, period_ms: float, interval_ms: float) -> None:
    repeats = 12
    own = 3.0 + np.arange(0.0, period_ms, interval_ms)  # a burst that would last the whole period if let
    pattern = burst_pattern_ms(own, rate_hz, period_ms, repeats)
    assert abs(len(pattern) - rate_hz * repeats * period_ms / 1000.0) <= 0.5 + 1e-9
    assert (np.diff(pattern) > 0).all()
    assert ((pattern >= 0) & (pattern < repeats * period_ms)).all()
    within = pattern % period_ms
    beginning = own[: len(own)] - own[0]
    assert np.isclose(within[:, None], beginning[None, :], atol=1e-6).any(axis=1).all()  # the fibre's own intervals


def test_each_period_begins_with_the_beginning_of_the_burst() -> None:
    pattern = burst_pattern_ms(np.array([7.0, 9.0, 12.0, 40.0]), 10.0, 250.0, 4)
    np.testing.assert_allclose(pattern, [0.0, 2.0, 5.0, 250.0, 252.0, 500.0, 502.0, 505.0, 750.0, 752.0])
    assert burst_pattern_ms(np.array([7.0]), 0.0, 250.0, 4).size == 0


@pytest.mark.parametrize(("landmark", "met"), [("sleeve", True), ("notch", False)])
def test_a_load_beyond_the_plexus_misses_the_fibres_that_left_for_the_pelvis(landmark: str, met: bool) -> None:
    s2 = root_index("S2")
    spot = Spot(centre_mm=small_body().position_mm(s2, landmark), root="S2")
    fibre, _ = loads_of(small_body(), loads_at([spot], 1))
    kinds = set(small_body().fibres.kind[fibre].tolist())
    assert (CLASSES.index("pelvic") in kinds) == met
    assert CLASSES.index("motor") in kinds
