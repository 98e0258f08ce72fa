"""Bedsides made by hand: a real body, and whatever a test wants to be wrong with it. No fibre is run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any

import numpy as np

from sciatica.body import CLASSES, ROOTS, Body, build
from sciatica.cord.carried import nothing
from sciatica.core.findings import Findings
from sciatica.core.parameters import Parameters, defaults, read
from sciatica.core.person import Person
from sciatica.core.types import FloatArray
from sciatica.episode import Episode, Spikes
from sciatica.exam import EXACT, Bedside, Earlier, HeelRaises, LegRaise, Observer, examine
from sciatica.exam.studies import Laboratory, laboratory
from sciatica.movement import Movement
from sciatica.movement.adaptation import NORMAL, from_vector
from sciatica.movement.rests import Walking
from sciatica.nerve.conduct import Channels

DAILY = ("lying", "sleeping", "standing", "walking", "sitting")
MANOEUVRES = tuple(f"{way}_{side}" for way in ("slump", "fair", "femoral_stretch") for side in ("left", "right"))
POSTURES = (*DAILY, "side_lying", "bending", "coughing", "sneezing", "straining", *MANOEUVRES, "extension")
HOURS = np.array([4.0, 8.0, 4.0, 2.0, 6.0, *np.zeros(len(POSTURES) - len(DAILY))])
BENDS_DEG = np.array([-15.0, 0.0, 15.0, 30.0, 45.0, 60.0])
SAT_MIN = np.array([0.1, 10.0, 30.0, 60.0, 120.0])
ANGLES_DEG = np.array([0.0, 30.0, 45.0, 60.0, 75.0])
WINDOW_MS = 1000.0
EPISODE_S = 30.0


@cache
def exam() -> Parameters:
    """The room's constants."""
    return read("exam")


@cache
def body() -> Body:
    """A man with two fibres a class."""
    person = Person(age_years=38.0, sex="male", height_cm=178.0, mass_kg=82.0, systolic_mmhg=125.0, diastolic_mmhg=80.0)
    return build(person, np.random.default_rng(1), read("body"), fibres_per_class=2)


@cache
def healthy() -> Bedside:
    """Nothing wrong at all."""
    count, muscles, postures = len(body().fibres), len(body().muscles), len(POSTURES)
    carried = np.ones((2, len(ROOTS), len(CLASSES), postures))
    for root in range(len(ROOTS)):
        for kind in range(len(CLASSES)):
            if not ((body().fibres.root == root) & (body().fibres.kind == kind)).any():
                carried[:, root, kind] = np.nan
    grid = len(ANGLES_DEG)
    well = Bedside(
        body=body(),
        day=10.0,
        began_day=0.0,
        postures=POSTURES,
        hours=HOURS,
        channels=Channels(
            passes=np.ones((count, postures), dtype=bool),
            minimum_interval_ms=np.zeros((count, postures)),
            added_delay_ms=np.zeros((count, postures)),
            ectopic_rate_hz=np.zeros((count, postures)),
            ectopic_pattern_ms=np.full((count, postures, 0), np.nan),
            window_ms=WINDOW_MS,
            delay_to_target_ms=np.ones(count),
            to_lesion_ms=np.full(count, 0.05),
            connected_to_cord=np.ones(count, dtype=bool),
            connected_distally=np.ones(count, dtype=bool),
            lost_days=np.zeros(count),
            node_steps=0,
            fibre_runs=0,
            held=(),
        ),
        carried=carried,
        episode=_quiet_episode(muscles),
        movement=_normal_movement(muscles),
        pain=np.zeros((2, len(ROOTS), postures)),
        leg_raise=LegRaise(ANGLES_DEG, np.zeros((2, grid)), np.zeros((2, grid))),
        reflex={"knee": np.ones(2), "medial_hamstring": np.ones(2), "ankle": np.ones(2)},
        bends=(BENDS_DEG, np.zeros((2, len(BENDS_DEG)))),
        sitting=(SAT_MIN, np.zeros((2, len(SAT_MIN)))),
        diary=(np.arange(96) / 4.0, np.zeros((2, 96))),
        back_pain=0.0,
        heel_raises=HeelRaises(np.array([25.0, 25.0]), 25.0),
    )
    return replace(well, laboratory=visited(well.channels))


def visited(channels: Channels, seed: int = 0, slower: FloatArray | float = 1.0) -> Laboratory:
    """What the laboratory records of these channels; their nerves conduct as people's do, 4.5 m/s a um, or slower."""
    speed = np.where(body().fibres.kind == CLASSES.index("c"), 1.0, 4.5 * body().fibres.diameter_um)
    delay = slower * body().fibres.path_mm / speed
    usual = replace(channels, delay_to_target_ms=delay, to_lesion_ms=0.15 * delay)
    return laboratory(body(), usual, 0, channels.lost_days, defaults(), np.random.default_rng(seed))


def _other_legs(visit: Laboratory) -> Laboratory:
    """The records of the left leg for the right one's and the other way round."""
    late, needle = visit.late, visit.needle
    legs_first = {name: getattr(late, name)[::-1] for name in ("h_trace_mv", "h_m_mv", "h_h_mv")}
    legs_first |= {name: getattr(late, name)[::-1] for name in ("h_latency_ms", "h_m_latency_ms", "h_ratio")}

    def turned(study: Any) -> Any:
        arrays = {f.name: getattr(study, f.name) for f in fields(study)}
        return {name: a[:, ::-1] for name, a in arrays.items() if isinstance(a, np.ndarray) and a.ndim > 1}

    return replace(
        visit,
        sensory=replace(visit.sensory, **turned(visit.sensory)),
        motor=replace(visit.motor, **turned(visit.motor)),
        late=replace(late, **{**turned(late), **legs_first}),
        needle=replace(needle, **turned(needle)),
    )


def losing(bedside: Bedside, share: float, roots: Sequence[str], sides: Sequence[int], kinds: Sequence[str]) -> Bedside:
    """The same with this share of the axons carrying nothing, in every posture."""
    carried = bedside.carried.copy()
    for side in sides:
        for root in roots:
            for kind in kinds:
                carried[side, ROOTS.index(root), CLASSES.index(kind)] *= 1.0 - share
    return replace(bedside, carried=carried)


def hurting(bedside: Bedside, amount: Mapping[str, float], root: str = "S1", side: int = 1) -> Bedside:
    """The same with pain (0-10) from one root in some postures."""
    pain = bedside.pain.copy()
    for posture, value in amount.items():
        pain[side, ROOTS.index(root), POSTURES.index(posture)] = value
    return replace(bedside, pain=pain)


def firing(
    bedside: Bedside,
    kinds: Sequence[str],
    times_ms: Sequence[float],
    *,
    root: str = "S1",
    side: int = 1,
    postures: Sequence[str] = POSTURES,
) -> Bedside:
    """The same with every fibre of these classes making impulses at these times of the window."""
    fibres, channels = body().fibres, bedside.channels
    rows = np.isin(fibres.kind, [CLASSES.index(k) for k in kinds])
    rows &= (fibres.root == ROOTS.index(root)) & (fibres.side == side)
    pattern = np.full((len(fibres), len(POSTURES), max(len(times_ms), channels.ectopic_pattern_ms.shape[2])), np.nan)
    pattern[:, :, : channels.ectopic_pattern_ms.shape[2]] = channels.ectopic_pattern_ms
    for posture in postures:
        pattern[rows, POSTURES.index(posture), : len(times_ms)] = times_ms
    rate = np.isfinite(pattern).sum(axis=2) * 1000.0 / WINDOW_MS
    return replace(bedside, channels=replace(channels, ectopic_pattern_ms=pattern, ectopic_rate_hz=rate))


def moving(bedside: Bedside, **changes: Any) -> Bedside:
    """The same with other results of the movement."""
    return replace(bedside, movement=replace(bedside.movement, **changes))


def playing(bedside: Bedside, **changes: Any) -> Bedside:
    """The same with another episode."""
    return replace(bedside, episode=replace(bedside.episode, **changes))


def strength(of: Mapping[str, float], side: int = 1) -> FloatArray:
    """[M, 2] healthy but for some muscles of one side."""
    left = np.ones((len(body().muscles), 2))
    for name, value in of.items():
        left[body().muscles.names.index(name), side] = value
    return left


def found_in(
    bedside: Bedside,
    *,
    soreness: FloatArray | None = None,
    earlier: Sequence[Earlier] = (),
    answers: Mapping[str, object] | None = None,
    observer: Observer = EXACT,
) -> Findings:
    """The examination."""
    sore = np.zeros((len(body().muscles), 2)) if soreness is None else soreness
    return examine(bedside, sore, earlier, answers or {}, exam(), observer=observer)


def present(findings: Findings, name: str, side: str | None = None) -> dict[str | None, float | None]:
    """Amount by site where the finding is present."""
    return {v.site: v.amount for v in findings.values(name) if v.state == "present" and side in (None, v.side)}


def mirrored(bedside: Bedside) -> Bedside:
    """Left and right exchanged in all that the examiner looks at."""
    fibres, channels, episode, move = bedside.body.fibres, bedside.channels, bedside.episode, bedside.movement
    other = np.empty(len(fibres), dtype=int)
    left, right = np.flatnonzero(fibres.side == 0), np.flatnonzero(fibres.side == 1)
    other[left], other[right] = right, left  # both sides list the same roots, classes and fibres in the same order
    swapped = {
        f.name: getattr(channels, f.name)[other]
        for f in fields(Channels)
        if isinstance(getattr(channels, f.name), np.ndarray)
    }
    sides = {"left": "right", "right": "left"}
    turned = [POSTURES.index("_".join(sides.get(part, part) for part in name.split("_"))) for name in POSTURES]
    raises = bedside.heel_raises

    def other_side(curve: tuple[FloatArray, FloatArray] | None) -> tuple[FloatArray, FloatArray] | None:
        return None if curve is None else (curve[0], curve[1][::-1])

    return replace(
        bedside,
        channels=replace(channels, **swapped),
        carried=bedside.carried[::-1],
        pain=bedside.pain[::-1][:, :, turned],
        bends=other_side(bedside.bends),
        sitting=other_side(bedside.sitting),
        diary=other_side(bedside.diary),
        laboratory=None if bedside.laboratory is None else _other_legs(bedside.laboratory),
        heel_raises=None if raises is None else replace(raises, count=raises.count[::-1]),
        leg_raise=LegRaise(ANGLES_DEG, bedside.leg_raise.pain[::-1], bedside.leg_raise.crossed_pain[::-1]),
        reflex={name: share[::-1] for name, share in bedside.reflex.items()},
        episode=replace(
            episode,
            strength=episode.strength[:, ::-1],
            spasms=tuple(replace(s, side=1 - s.side) for s in episode.spasms),
            twitches=tuple(replace(t, side=1 - t.side) for t in episode.twitches),
        ),
        movement=replace(
            move,
            stance_asymmetry=-move.stance_asymmetry,
            trunk_list_deg=-move.trunk_list_deg,
            swing_knee_flexion_deg=move.swing_knee_flexion_deg[::-1],
            stance_lean_deg=move.stance_lean_deg[::-1],
        ),
    )


def _quiet_episode(muscles: int) -> Episode:
    time_s, none = np.array([0.0, EPISODE_S]), np.empty(0)
    still = np.zeros((muscles, 2, 2))
    return Episode(
        time_s=time_s,
        segment=np.zeros(2, dtype=np.int64),
        segment_names=("lying",),
        pain=np.zeros(2),
        pain_by_root=np.zeros((2, 9, 2)),
        wind_up=np.zeros((2, 9, 2)),
        class_rate_hz=np.zeros((2, 9, 6, 2)),
        guarding=still,
        activation=still,
        activation_by_road=np.zeros((4, muscles, 2, 2)),
        force=still,
        persistent_current=still,
        emg=np.zeros((0, 2, 0)),
        emg_muscle=none.astype(np.int64),
        emg_time_s=none,
        strength=np.ones((muscles, 2)),
        twitches=(),
        spasms=(),
        spikes=Spikes(none.astype(np.int64), none, none.astype(np.int64), 8),
        carried=nothing(muscles),
        held=(),
        windows=0,
        window_ms=1.0,
    )


def _normal_movement(muscles: int) -> Movement:
    two, load = np.zeros(2), np.zeros((muscles, 2))
    return Movement(
        stance_asymmetry=0.0,
        trunk_list_deg=0.0,
        lumbar_flexion=0.0,
        lumbar_flexion_deg=0.0,
        hip_hike_deg=two,
        swing_knee_flexion_deg=two,
        stance_lean_deg=two,
        push_off=np.ones(2),
        swing_ankle_drop_deg=two,
        clearance_lack_m=two,
        speed_m_s=1.3,
        step_length_m=0.72,
        normal_speed_m_s=1.3,
        normal_step_length_m=0.72,
        muscle_load=load,
        peak_load=load,
        healthy_load=load,
        overload=load,
        carried=np.ones(muscles, dtype=bool),
        effort=1.0,
        trunk_cocontraction=0.0,
        pain=0.0,
        pain_unadapted=0.0,
        missing_moment=0.0,
        converged=True,
        notes=(),
        adaptation=from_vector(NORMAL, 1.3, 0.72, 1.78, read("movement")),
        walking=Walking(minutes=60.0, distance_m=4680.0, rest_min=0.0, stops=False, pain_at_stop=0.0),
    )
