"""A muscle that presses the nerve: its circle closes within seconds, and opening it ends what it made."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.episode import Contraction, Episode, Segment, nothing, run
from sciatica.nerve.conduct import Channels
from sciatica.validate.facts import _cord as prepared

PRESSED = {"a_delta": (0.0, 8.0), "c": (0.0, 3.0), "a_alpha": (0.0, 20.0), "motor": (0.0, 6.0)}
"""Discharge without and with the muscle's pressure."""
TRIGGER = [
    Segment(0, 0.5, "lying"),
    Segment(0, 1.0, "turning the leg out", voluntary={"piri": 0.6}),
    Segment(0, 4.0, "lying again"),
]


@pytest.fixture(scope="module")
def buttock(man: Body) -> Body:
    return prepared.only(man, ("piri", "glmax"))


def nerve(body: Body, healthy: Channels, side: int = 1) -> Channels:
    return prepared.firing(healthy, body, (5, 6), side, PRESSED)


def pressing(muscle: tuple[bool, bool] = (True, True), level: tuple[float, ...] = (0.0, 0.04)) -> Contraction:
    return Contraction(
        muscle=np.array([muscle, (False, False)]), level=np.array(level), posture=np.array([[0, 1], [1, 1]])
    )


def play(
    body: Body,
    channels: Channels,
    constants: ParameterSet,
    contraction: Contraction | None,
    script: list[Segment] = TRIGGER,
) -> Episode:
    none: FloatArray = np.zeros((2, 2))
    rng = np.random.default_rng(0)
    return run(body, channels, script, nothing(2), none, constants, rng, phenotype="none", contraction=contraction)


def late(found: Episode) -> FloatArray:
    """[M, 2] activation in the last two seconds."""
    return np.asarray(found.activation[:, :, found.time_s > 3.5].mean(axis=-1))


@pytest.fixture(scope="module")
def closed(buttock: Body, healthy: Channels, constants: ParameterSet) -> Episode:
    return play(buttock, nerve(buttock, healthy), constants, pressing())


def test_the_circle_keeps_itself_going_after_one_willed_contraction(
    buttock: Body, healthy: Channels, constants: ParameterSet, closed: Episode
) -> None:
    opened = play(buttock, nerve(buttock, healthy), constants, None)
    assert late(opened).max() < 1e-6
    assert opened.spasms == ()
    assert late(closed)[0, 1] > 0.04
    assert [s for s in closed.spasms if s.muscle == 0 and s.side == 1 and np.isnan(s.end_s)]
    # the left nerve is healthy: its muscle contracted as hard and nothing came of it
    assert late(closed)[:, 0].max() < 1e-6
    assert closed.pain[:20].max() == 0.0 < closed.pain[-1]


def test_without_the_willed_contraction_the_circle_never_starts(
    buttock: Body, healthy: Channels, constants: ParameterSet
) -> None:
    quiet = play(buttock, nerve(buttock, healthy), constants, pressing(), [Segment(0, 2.0, "lying")])
    assert not quiet.activation.any()
    assert not quiet.pain.any()


def test_relaxing_the_muscle_for_a_while_breaks_the_circle(
    buttock: Body, healthy: Channels, constants: ParameterSet, closed: Episode
) -> None:
    """Two seconds in which its axons are cut, played as a posture in which the muscle cannot answer."""
    channels = nerve(buttock, healthy)
    third = replace(
        channels,
        passes=np.column_stack([channels.passes, np.zeros(len(channels.passes), dtype=bool)]),
        minimum_interval_ms=np.column_stack([channels.minimum_interval_ms, np.full(len(channels.passes), np.inf)]),
        added_delay_ms=np.column_stack([channels.added_delay_ms, np.full(len(channels.passes), np.nan)]),
        ectopic_rate_hz=np.column_stack([channels.ectopic_rate_hz, np.zeros(len(channels.passes))]),
        ectopic_pattern_ms=np.zeros((len(channels.passes), 3, 0)),
    )
    script = [*TRIGGER[:2], Segment(0, 1.0, "lying"), Segment(2, 2.0, "blocked"), Segment(0, 2.0, "lying")]
    found = play(buttock, third, constants, pressing(), script)
    assert found.activation[0, 1, (found.time_s > 2.0) & (found.time_s < 2.5)].mean() > 0.04
    assert found.activation[0, 1, found.time_s > 5.0].mean() < 0.1 * late(closed)[0, 1]


def test_each_muscle_presses_the_nerve_of_its_own_side(
    buttock: Body, healthy: Channels, constants: ParameterSet, closed: Episode
) -> None:
    mirrored = play(buttock, nerve(buttock, healthy, side=0), constants, pressing())
    assert mirrored.activation == pytest.approx(closed.activation[:, ::-1], rel=1e-9, abs=1e-12)
    # the ill nerve lies on the right, the pressing muscle on the left
    crossed = play(buttock, nerve(buttock, healthy), constants, pressing(muscle=(True, False)))
    assert late(crossed).max() < 1e-6


def test_levels_that_all_mean_the_same_change_nothing(
    buttock: Body, healthy: Channels, constants: ParameterSet
) -> None:
    channels = nerve(buttock, healthy)
    script = [Segment(1, 0.6, "pressed"), Segment(0, 0.6, "lying", voluntary={"piri": 0.3})]
    same = replace(pressing(), posture=np.array([[0, 0], [1, 1]]))
    one, two = (play(buttock, channels, constants, how, script) for how in (None, same))
    assert np.array_equal(one.activation, two.activation)
    assert np.array_equal(one.spikes.time_s, two.spikes.time_s)
    assert np.array_equal(one.pain, two.pain)


def test_switching_at_a_level_loses_and_doubles_no_impulse(
    buttock: Body, healthy: Channels, constants: ParameterSet
) -> None:
    """Motor axons that fire alike at both levels fire on as if nothing had been switched."""
    alike = prepared.firing(healthy, buttock, (5, 6), 1, {"motor": (7.0, 7.0)})
    script = [Segment(0, 0.4, "lying"), Segment(0, 0.6, "out", voluntary={"glmax": 0.5}), Segment(0, 0.5, "lying")]
    by_glmax = replace(pressing(), muscle=np.array([[False, False], [True, True]]))
    one, two = (play(buttock, alike, constants, how, script) for how in (None, by_glmax))
    assert np.array_equal(one.spikes.unit, two.spikes.unit)
    assert np.array_equal(one.spikes.time_s, two.spikes.time_s)


def test_contractions_that_cannot_be_played_are_refused(
    buttock: Body, healthy: Channels, constants: ParameterSet
) -> None:
    good = pressing()
    bad = [
        (replace(good, muscle=good.muscle[:1]), "shape"),
        (replace(good, level=np.array([0.2, 0.1])), "levels"),
        (replace(good, level=np.array([0.0, 1.5])), "levels"),
        (replace(good, posture=good.posture[:, :1]), "shape"),
        (replace(good, posture=good.posture + 1), "posture"),
    ]
    for how, words in bad:
        with pytest.raises(InputError, match=words):
            play(buttock, healthy, constants, how)
