"""What the facts of ``cord`` and ``muscle`` share: a man, nerves prepared by hand, a cramp brought on by a train.

The nerves here are not the output of the nerve room: a channel is set by hand (this class fires at so many Hz, these
axons are blocked), as an experimenter would, so that a row of cord or muscle answers for cord or muscle alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from sciatica import body as anatomy
from sciatica.body import CLASSES, Body
from sciatica.core.parameters import ParameterSet
from sciatica.core.person import Person
from sciatica.core.types import FloatArray
from sciatica.episode import Episode, Segment, nothing
from sciatica.nerve.conduct import Channels

VELOCITY_M_S_PER_UM = 4.55
"""Human sural nerve, fastest velocity over largest diameter."""
MOTOR_M_S_PER_UM = 4.03
"""Single motor axons of the human tibialis anterior conduct at 41.3 +- 7.5 m/s (Dalpozzo 2002), weak stimuli reaching
those recruited first; here over 10.25 um, the mean axon of the units recruited below a fifth of full drive."""
A_DELTA_M_S_PER_UM = 5.72
"""26.5 m/s, the volley that lifts the foot from pain (Rossi & Decchi 1994), over the thickest of the body's fibres."""
C_VELOCITY_M_S = 0.8


def man(parameters: ParameterSet, height_cm: float = 178.0) -> Body:
    """A man of 38 years."""
    person = Person(age_years=38, sex="male", height_cm=height_cm, mass_kg=82, systolic_mmhg=125, diastolic_mmhg=80)
    return anatomy.build(person, np.random.default_rng(0), parameters.body)


def only(body: Body, names: Sequence[str]) -> Body:
    """The same body with these muscles alone: a preparation, and faster."""
    table = body.muscles
    rows = [table.index(name) for name in names]
    kept: dict[str, Any] = {
        field: tuple(value[r] for r in rows) if isinstance(value, tuple) else value[rows]
        for field, value in vars(table).items()
    }
    return replace(body, muscles=type(table)(**kept))


def healthy(body: Body, postures: int = 1) -> Channels:
    """Nerves through which everything passes and in which nothing is born; window 200 ms."""
    fibres = body.fibres
    count = len(fibres)
    velocity = VELOCITY_M_S_PER_UM * fibres.diameter_um
    for name, per_um in (("motor", MOTOR_M_S_PER_UM), ("a_delta", A_DELTA_M_S_PER_UM)):
        mine = fibres.kind == CLASSES.index(name)
        velocity[mine] = per_um * fibres.diameter_um[mine]
    velocity[fibres.kind == CLASSES.index("c")] = C_VELOCITY_M_S
    nothing_ = np.zeros((count, postures))
    delay = fibres.path_mm / velocity
    return Channels(
        passes=np.ones((count, postures), dtype=bool),
        minimum_interval_ms=nothing_,
        added_delay_ms=nothing_.copy(),
        ectopic_rate_hz=nothing_.copy(),
        ectopic_pattern_ms=np.zeros((count, postures, 0)),
        window_ms=200.0,
        delay_to_target_ms=delay,
        to_lesion_ms=delay / 12.0,
        connected_to_cord=np.ones(count, dtype=bool),
        connected_distally=np.ones(count, dtype=bool),
        lost_days=np.zeros(count),
        node_steps=0,
        fibre_runs=0,
        held=(),
    )


def firing(
    channels: Channels, body: Body, roots: Sequence[int], side: int, rates_hz: Mapping[str, Sequence[float]]
) -> Channels:
    """The same with discharge of some roots on one side.

    Args:
        channels, body: what is changed.
        roots, side: where.
        rates_hz: by class, one rate for each posture.
    """
    rate = channels.ectopic_rate_hz.copy()
    here = np.isin(body.fibres.root, roots) & (body.fibres.side == side)
    for name, values in rates_hz.items():
        rate[here & (body.fibres.kind == CLASSES.index(name))] = np.asarray(values, dtype=np.float64)
    return replace(channels, ectopic_rate_hz=rate)


def blocked(channels: Channels, body: Body, root: int, side: int, share: float, classes: Sequence[str]) -> Channels:
    """The same with the thickest ``share`` of some classes of one root blocked, in all postures."""
    passes, interval = channels.passes.copy(), channels.minimum_interval_ms.copy()
    fibres = body.fibres
    for name in classes:
        rows = np.flatnonzero((fibres.root == root) & (fibres.side == side) & (fibres.kind == CLASSES.index(name)))
        rows = rows[np.argsort(-fibres.diameter_um[rows], kind="stable")][: round(share * len(rows))]
        passes[rows], interval[rows] = False, np.inf
    return replace(channels, passes=passes, minimum_interval_ms=interval)


STIMULUS_S = 2.0


@lru_cache(maxsize=8)
def cramp(parameters: ParameterSet, rate_hz: float, after_s: float = 30.0) -> Episode:
    """A train into the nerve of one small foot muscle, then watching: the whole loop, as episodes play it.

    Args:
        parameters: all constants.
        rate_hz: of the train, in the large afferents and the motor axons of S1 and S2, for two seconds.
        after_s: how long is watched.
    """
    from sciatica.episode import run

    body = only(man(parameters), ("abdhal",))
    nerve = firing(healthy(body, 2), body, (4, 5), 1, {"a_alpha": (0.0, rate_hz), "motor": (0.0, rate_hz)})
    longer = parameters.with_value("episode.window_ms", 4.0)  # the way to the foot allows it, and it runs faster
    script = [Segment(0, 1.0, "rest"), Segment(1, STIMULUS_S, "train"), Segment(0, after_s, "after")]
    return run(body, nerve, script, nothing(1), np.zeros((1, 2)), longer, np.random.default_rng(0))


def after(episode: Episode, wait_s: float = 0.3) -> tuple[FloatArray, FloatArray]:
    """Spikes of the right pool's own from ``wait_s`` after the train: unit and time since the train, s."""
    end = 1.0 + STIMULUS_S
    spikes = episode.spikes
    own = spikes.of(0, 1) & (spikes.time_s > end + wait_s) & (spikes.road >= 2)
    return spikes.unit[own].astype(np.float64), spikes.time_s[own] - end


@lru_cache(maxsize=32)
def willed(parameters: ParameterSet, muscle: str, drive: float, duration_s: float) -> Episode:
    """A steady willed contraction of one muscle of a healthy man."""
    from sciatica.episode import run

    body = only(man(parameters), (muscle,))
    script = [Segment(0, duration_s, "effort", voluntary={muscle: drive})]
    rng = np.random.default_rng(0)
    return run(body, healthy(body), script, nothing(1), np.zeros((1, 2)), parameters, rng)


def rates_hz(episode: Episode, begin_s: float, end_s: float) -> FloatArray:
    """[n] rates of the right pool's units in a stretch of time."""
    spikes = episode.spikes
    inside = spikes.of(0, 1) & (spikes.time_s >= begin_s) & (spikes.time_s < end_s)
    number = spikes.units_per_pool
    return np.bincount(spikes.unit[inside] % number, minlength=number) / (end_s - begin_s)


def rate_at_maximum(parameters: ParameterSet, muscle: str, begin_s: float, end_s: float) -> float:
    """Mean rate of a muscle's units in a full effort, Hz."""
    rate = rates_hz(willed(parameters, muscle, 1.0, end_s), begin_s, end_s)
    return float(rate[rate > 0].mean()) if (rate > 0).any() else 0.0


def echo_ms(parameters: ParameterSet) -> float:
    """Mean time from an impulse born near the calf's end plates to the F wave it sets off; nan where there is none."""
    from sciatica.episode import run

    body = only(man(parameters), ("gasmed",))
    nerve = firing(healthy(body), body, (3, 4, 5), 1, {"motor": (2.0,)})
    far = np.full(len(body.fibres), np.inf)
    nerve = replace(nerve, to_lesion_ms=far)
    script = [Segment(0, 20.0, "rest")]
    rng = np.random.default_rng(0)
    # the shorter the window, the nearer the muscle an impulse may be born
    near = parameters.with_value("episode.window_ms", parameters.episode.step_ms)
    spikes = run(body, nerve, script, nothing(1), np.zeros((1, 2)), near, rng).spikes
    born = spikes.road == 1
    gaps = []
    for unit in np.unique(spikes.unit[born]):
        between = np.diff(spikes.time_s[born & (spikes.unit == unit)]) * 1000.0
        gaps.extend(between[between < 110.0])
    return float(np.mean(gaps)) if gaps else float("nan")


def triceps_twitch_ms(parameters: ParameterSet) -> tuple[float, float]:
    """Contraction and half-relaxation time of the calf's twitch: soleus and gastrocnemius by their strength, ms."""
    from sciatica.muscle import units

    body = only(man(parameters), ("gasmed", "soleus"))
    made = units.build(body.muscles, parameters.muscle, int(parameters.cord.units_per_pool))
    time = np.arange(0.0, 600.0, 0.5)
    force = np.zeros(len(time))
    for m, share in enumerate(body.muscles.movement_share):
        steep = parameters.muscle.fusion_steepness
        force += share * units.whole_twitch(made.strength, made.contraction_ms[m], time, steep)
    top = int(np.argmax(force))
    fallen = top + int(np.argmax(force[top:] <= force[top] / 2.0))
    return float(time[top]), float(time[fallen] - time[top])
