"""Delay lines: laws that hold for any recovery, and whole fibres of the engine that they must agree with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray
from sciatica.nerve import MyelinatedFibres, conduction_velocity_m_s
from sciatica.nerve.delay import proof
from sciatica.nerve.delay.joined import Window, onsets_ms, run_whole
from sciatica.nerve.delay.law import HISTORY, DelayLaw, excess
from sciatica.nerve.delay.line import BOTH_WAYS, TOWARD_END, TOWARD_START, Births, DelayLine, Travelled, carried, travel
from sciatica.nerve.delay.measure import measure_law
from sciatica.nerve.delay.trains import excesses
from sciatica.nerve.stimulus import Pulses

INTERVAL_MS = np.geomspace(1.0, 200.0, 40)
SLOW = 0.02  # 50 m/s


def made(recovery: FloatArray | float = 0.0, older: float = 0.0) -> DelayLaw:
    """A law by hand, so that these tests rest on no membrane."""
    return DelayLaw(
        diameter_um=np.array([10.0]),
        spacing_mm=np.array([1.0]),
        slowness_ms_mm=np.array([SLOW]),
        interval_ms=INTERVAL_MS,
        recovery=np.broadcast_to(np.asarray(recovery, float), (1, len(INTERVAL_MS))).copy(),
        older_interval_ms=np.geomspace(2.0, 100.0, 5),
        older=np.full((1, 5, 5), older),
        fading_interval_ms=np.array([1.0, 100.0]),
        fading=np.array([[0.5, 0.5]]),
        train_error=np.zeros(1),
        refractory_ms=np.array([1.0]),
        latency_ms=np.array([0.2]),
        late_start_ms=np.full((1, len(INTERVAL_MS)), 0.05),
        end_advance_ms=np.array([[0.0, 0.01]]),
        late_end_ms=np.full((1, len(INTERVAL_MS)), 0.004),
        start=2,
        edge=8,
        membrane="mrg2002",
        temperature_c=37.0,
        step_ms=0.005,
        precision="float32",
    )


REFRACTORY = made(0.3 * np.exp(-INTERVAL_MS / 5.0))
SUPERNORMAL = made(-0.05 * np.exp(-INTERVAL_MS / 20.0))


def sent(law: DelayLaw, times: list[float], way: int = TOWARD_END, at: float = 0.0, **line: Any) -> Travelled:
    return travel(DelayLine(law, 500.0, **line), Births.at(at, np.array(times), way))


# --- any law ---


def test_a_single_impulse_takes_length_times_slowness_either_way() -> None:
    assert sent(REFRACTORY, [1.0]).to_end_ms == pytest.approx([1.0 + 500.0 * SLOW])
    back = sent(REFRACTORY, [1.0], TOWARD_START, 500.0)
    assert back.to_start_ms == pytest.approx([1.0 + 500.0 * SLOW])
    assert not len(back.to_end_ms)


@given(where=st.floats(0.0, 500.0), when=st.floats(0.0, 50.0))
def test_an_impulse_born_in_the_middle_leaves_both_ways(where: float, when: float) -> None:
    out = sent(REFRACTORY, [when], BOTH_WAYS, where)
    assert out.to_start_ms == pytest.approx([when + where * SLOW])
    assert out.to_end_ms == pytest.approx([when + (500.0 - where) * SLOW])
    assert not out.met


@given(later=st.floats(-9.0, 9.0))
def test_two_that_meet_annihilate_where_their_paths_cross(later: float) -> None:
    births = Births.at(0.0, np.array([10.0]), TOWARD_END) + Births.at(500.0, np.array([10.0 + later]), TOWARD_START)
    out = travel(DelayLine(REFRACTORY, 500.0), births)
    assert not len(out.to_start_ms)
    assert not len(out.to_end_ms)
    ((time, place),) = out.met
    assert place == pytest.approx(250.0 + later / SLOW / 2.0, abs=1e-6)
    assert time == pytest.approx(10.0 + place * SLOW)


def test_those_that_do_not_meet_pass_and_the_wake_of_either_way_slows_alike() -> None:
    births = Births.at(0.0, np.array([0.0]), TOWARD_END) + Births.at(500.0, np.array([15.0]), TOWARD_START)
    out = travel(DelayLine(REFRACTORY, 500.0), births)
    assert len(out.to_start_ms) == len(out.to_end_ms) == 1
    assert not out.met
    assert out.to_start_ms[0] > 15.0 + 500.0 * SLOW  # the first left its wake


def test_mirrored_births_give_mirrored_arrivals() -> None:
    one = Births.at(100.0, np.array([0.0, 4.0, 30.0]), BOTH_WAYS) + Births.at(0.0, np.array([20.0]), TOWARD_END)
    other = Births(one.time_ms, 500.0 - one.position_mm, tuple(-way for way in one.direction))
    a, b = (travel(DelayLine(REFRACTORY, 500.0), births) for births in (one, other))
    np.testing.assert_allclose(a.to_start_ms, b.to_end_ms)
    np.testing.assert_allclose(a.to_end_ms, b.to_start_ms)


def test_one_born_in_anothers_refractory_wake_is_not_born() -> None:
    out = sent(REFRACTORY, [5.0, 5.9, 6.5])
    assert out.unborn == (1,)
    assert len(out.to_end_ms) == 2
    beside = Births.at(0.0, np.array([0.0]), TOWARD_END) + Births.at(250.0, np.array([5.5]), BOTH_WAYS)
    late = travel(DelayLine(REFRACTORY, 500.0), beside)  # the first passed there at 5.0
    assert late.unborn == (1,)


def test_a_slowed_follower_falls_back_and_a_supernormal_one_catches_up() -> None:
    slowed, sped = (np.diff(sent(law, [0.0, 3.0]).to_end_ms)[0] for law in (REFRACTORY, SUPERNORMAL))
    assert sped < 3.0 < slowed


def test_the_interval_obeys_the_recovery_exactly_where_that_is_constant() -> None:
    arrivals = sent(made(0.1), [0.0, 20.0]).to_end_ms
    assert np.diff(arrivals) == pytest.approx(20.0 + 0.1 * 500.0 * SLOW, abs=1e-9)


def test_finer_points_converge_with_second_order() -> None:
    def last(points: int) -> float:
        return float(sent(REFRACTORY, [0.0, 1.5, 3.5], points=points).to_end_ms[-1])

    exact = last(4001)
    errors = [abs(last(points) - exact) for points in (26, 51, 101)]
    assert errors[2] < 1e-3
    assert errors[0] / errors[2] > 8.0  # sixteen for second order


def test_a_sealed_end_is_reached_early() -> None:
    free, sealed = (sent(REFRACTORY, [0.0, 30.0], sealed=(False, end)).to_end_ms for end in (False, True))
    np.testing.assert_allclose(free - sealed, [0.01, 0.006])


def test_a_slow_state_slows_every_impulse_of_its_time() -> None:
    line = DelayLine(made(), 500.0)
    out = travel(line, Births.at(0.0, np.array([0.0, 100.0]), TOWARD_END), slowing=lambda t: 0.2 * (t > 50.0))
    assert out.to_end_ms == pytest.approx([10.0, 112.0])


@given(gaps=st.lists(st.floats(0.5, 40.0), min_size=1, max_size=7))
def test_populations_are_carried_as_single_lines_are(gaps: list[float]) -> None:
    law = replace(REFRACTORY, older=np.full((1, 5, 5), 0.03))
    times = np.cumsum([0.0, *gaps])
    alone = travel(DelayLine(law, 500.0, points=17), Births.at(0.0, times, TOWARD_END))
    together = carried(law, np.array([[*times, np.nan]]), np.array([500.0]), pieces=16)[0]
    np.testing.assert_allclose(together[np.isfinite(together)], alone.to_end_ms, atol=5e-3)
    assert np.isnan(together[-1])
    np.testing.assert_array_equal(np.flatnonzero(np.isnan(together[:-1])), alone.unborn)


def test_older_impulses_add_and_fade() -> None:
    law = made(0.1, older=0.04)
    amounts = [excess(law, np.array([[20.0, 40.0, 60.0, 80.0][:k]]))[0] for k in range(1, 5)]
    np.testing.assert_allclose(np.diff(amounts), [0.04, 0.02, 0.01])


def test_trains_are_told_as_impulse_by_impulse() -> None:
    """The compiled loop over trains against the law itself."""
    rng = np.random.default_rng(5)
    law = replace(made(0.3 - 0.02 * np.arange(40.0)), older=rng.uniform(-0.05, 0.1, (1, 5, 5)))
    times = np.cumsum(rng.uniform(1.0, 60.0, 40))
    alone = [excess(law, (times[k] - times[max(k - HISTORY, 0) : k])[::-1][None])[0] for k in range(len(times))]
    together = excesses(law, np.array([[*times, np.nan]]))[0]
    np.testing.assert_allclose(together, [*alone, 0.0], atol=1e-12)


@pytest.mark.parametrize(
    ("births", "wanted"),
    [
        (Births.at(501.0, np.array([1.0]), TOWARD_END), "0 to 500"),
        (Births.at(0.0, np.array([np.nan]), TOWARD_END), "finite"),
        (Births(np.zeros(1), np.zeros(1), (3,)), "BOTH_WAYS"),
        (Births(np.zeros(2), np.zeros(1), (1,)), "for each"),
    ],
)
def test_births_that_cannot_be_are_refused(births: Births, wanted: str) -> None:
    with pytest.raises(InputError, match=wanted):
        travel(DelayLine(made(), 500.0), births)


def test_lines_and_windows_that_do_not_fit_are_refused() -> None:
    with pytest.raises(InputError, match="length"):
        DelayLine(made(), 0.0)
    with pytest.raises(InputError, match="same fibre"):
        run_whole(made(), [Window(MyelinatedFibres(np.array([12.0]), 41))], [0.0, 10.0], duration_ms=1.0)
    with pytest.raises(InputError, match="too short"):
        run_whole(made(), [Window(MyelinatedFibres(np.array([10.0]), 21))], [0.0, 10.0], duration_ms=1.0)
    with pytest.raises(InputError, match="2 lines"):
        run_whole(made(), [Window(MyelinatedFibres(np.array([10.0]), 41))], [0.0], duration_ms=1.0)


def test_an_impulse_is_handed_in_as_early_as_it_takes_to_start() -> None:
    np.testing.assert_allclose(onsets_ms(made(), np.array([5.0, 9.0])), [4.8, 8.75])
    assert not len(onsets_ms(made(), np.empty(0)))


# --- the engine's own fibres ---


@pytest.fixture(scope="module")
def law() -> DelayLaw:
    return measure_law(MyelinatedFibres(np.array([8.7, 10.0, 11.5]), 3), step_ms=proof.STEP_MS)


def test_the_law_has_the_velocity_of_the_engine(law: DelayLaw) -> None:
    fibres = MyelinatedFibres(law.diameter_um, 3)
    velocity = conduction_velocity_m_s(fibres, step_ms=proof.STEP_MS)
    np.testing.assert_allclose(1.0 / law.slowness_ms_mm, velocity, rtol=5e-4)
    assert (law.recovery[:, 0] > 0.3).all()  # just after the refractory period
    assert (np.abs(law.recovery[:, -1]) < 0.002).all()  # long after
    assert ((law.refractory_ms > 0.5) & (law.refractory_ms < 2.0)).all()
    assert (law.train_error < 0.01).all()


def test_a_diameter_in_between_has_the_law_in_between(law: DelayLaw) -> None:
    around = DelayLaw.at(_without_middle(law), np.array([10.0]))
    own = law.take(1)
    np.testing.assert_allclose(around.slowness_ms_mm, own.slowness_ms_mm, rtol=0.03)
    np.testing.assert_allclose(around.recovery, own.recovery, atol=0.05)
    late = law.interval_ms > 3.0
    np.testing.assert_allclose(around.recovery[:, late], own.recovery[:, late], atol=0.006)


def _without_middle(law: DelayLaw) -> DelayLaw:
    first, last = law.take(0), law.take(2)
    names = [name for name, value in vars(law).items() if isinstance(value, np.ndarray) and len(value) == 3]
    return replace(law, **{name: np.concatenate([getattr(first, name), getattr(last, name)]) for name in names})


def test_a_whole_myelinated_fibre_is_its_windows_and_lines(law: DelayLaw) -> None:
    """Doublet at 300 Hz, collision, ectopic impulses: what `python -m sciatica.nerve.delay.proof` does on a metre."""
    rows = proof.myelinated(150.0, law.take(1))
    assert [len(row.engine_ms) for row in rows] == [2, 2, 2, 3, 3]
    for row in rows:
        assert row.same_count, str(row)
        assert row.worst_us < 20.0, str(row)


def test_without_recovery_the_doublet_would_arrive_too_early(law: DelayLaw) -> None:
    blind = replace(law.take(1), recovery=np.zeros((1, len(law.interval_ms))))
    (doublet, *_) = proof.myelinated(150.0, blind)
    assert doublet.same_count
    assert doublet.worst_us > 60.0


def test_a_window_passes_on_what_a_line_brings_it(law: DelayLaw) -> None:
    one = law.take(1)
    fibres = MyelinatedFibres(one.diameter_um, 45)
    births = [Births.at(0.0, np.array([1.0, 5.0]), TOWARD_END), Births.at(0.0, np.empty(0), TOWARD_END)]
    whole = run_whole(one, [Window(fibres)], [30.0, 40.0], duration_ms=10.0, births=births)
    line = travel(DelayLine(one, 30.0 + 40.0 + 28 * float(one.spacing_mm[0]), (False, True)), births[0])
    assert whole.lines[1] is not None
    np.testing.assert_allclose(whole.lines[1].to_end_ms, line.to_end_ms, atol=0.005)
    dead = Window(fibres, None, (Pulses(np.array([22]), np.array([[0.8]]), 0.1, np.array([3.0])),))
    clash = run_whole(one, [dead], [30.0, 40.0], duration_ms=10.0, births=births)
    assert clash.lines[0] is not None
    assert len(clash.lines[0].met) == 1  # the first meets what the window sent back
    assert clash.lines[1] is not None
    assert len(clash.lines[1].to_end_ms) == 2  # the window's own and the second


@pytest.mark.slow
def test_a_whole_c_fibre_is_a_line() -> None:
    rows = proof.c_fibres(length_mm=45.0, train_s=1.2)
    assert len(rows) == 30
    for row in rows:
        assert row.same_count, str(row)
        assert row.worst_us < 20.0, str(row)
