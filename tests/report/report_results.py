"""Results made by hand from the house's own dataclasses, so that the page is tested without running a simulation.

Body, loads and tissue are real; which fibres pass, the episode, the movement and the findings are simple
inventions with the right shapes. Nothing here claims to be what the rooms would compute.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import report_laboratory as visited

from sciatica import body as body_room
from sciatica import lesion, tissue
from sciatica.body import Body
from sciatica.cord.carried import nothing
from sciatica.core.findings import Findings
from sciatica.core.parameters import defaults
from sciatica.core.seeds import generator
from sciatica.episode import Episode, Spasm, Spikes, Twitch
from sciatica.exam import LegRaise
from sciatica.exam.studies import Laboratory
from sciatica.movement import Movement
from sciatica.nerve.conduct import Channels
from sciatica.simulate.case import Case, case_from_mapping
from sciatica.simulate.passage import summarise
from sciatica.simulate.postures import programme
from sciatica.simulate.result import Counts, Examined, Result, Sweep

PERSON = {
    "age_years": 38, "sex": "male", "height_cm": 178, "mass_kg": 82, "systolic_mmhg": 125, "diastolic_mmhg": 80,
}  # fmt: skip
DISC = {
    "kind": "herniated_disc", "level": "L5-S1", "side": "right", "zone": "paracentral", "type": "extrusion",
    "root_pressure_mmhg": 150.0, "nucleus_material": 0.8,
}  # fmt: skip
CENTRAL = {
    "kind": "herniated_disc", "level": "L4-L5", "side": "both", "zone": "central", "type": "extrusion",
    "root_pressure_mmhg": 160.0, "nucleus_material": 0.7, "canal_share": 0.8,
}  # fmt: skip
SAID = (
    "leg_pain", "back_pain", "numbness", "weakness_noticed", "power_reduced", "knee_reflex_reduced",
    "ankle_reflex_reduced",
    "straight_leg_raise", "crossed_straight_leg_raise", "touch_reduced", "pinprick_reduced", "pain_site", "foot_drop",
)  # fmt: skip


def case(causes: list[dict[str, Any]], day: float = 10.0) -> Case:
    """A case of the usual person."""
    return case_from_mapping({"schema": 1, "person": PERSON, "causes": causes, "day": day})


@cache
def healthy() -> Result:
    """A person with nothing wrong."""
    return _result(case([]), [10.0], dict.fromkeys(SAID, "absent") | visited.found(), visit=visited.invented())


@cache
def disc() -> Result:
    """One pressed and inflamed S1 root."""
    right = {"state": "present", "side": "right"}
    found: dict[str, Any] = {name: "absent" for name in SAID if name not in ("leg_pain", "numbness", "power_reduced")}
    found |= {
        "leg_pain": {**right, "amount": 6.4, "onset": "gradual", "since_days": 9.0, "course": "worse"},
        "back_pain": {"state": "present", "amount": 3.0},
        "pain_site": [
            {**right, "site": site, "amount": amount}
            for site, amount in (
                ("buttock", 3.2), ("posterior_thigh", 4.1), ("posterior_calf", 5.8), ("lateral_foot", 6.4),
                ("sole", 5.1),
            )
        ],
        "numbness": [{**right, "site": "lateral_foot", "amount": 0.46}, {**right, "site": "sole", "amount": 0.31}],
        "touch_reduced": [{**right, "site": "lateral_foot", "amount": 0.46}, {**right, "site": "sole", "amount": 0.31}],
        "power_reduced": {**right, "site": "ankle_plantarflexion", "amount": 4.0},
        "ankle_reflex_reduced": [{**right, "amount": 0.22}, {"state": "absent", "side": "left", "amount": 0.99}],
        "straight_leg_raise": [{**right, "amount": 38.0}, {"state": "absent", "side": "left"}],
        "pain_burning": {**right, "amount": 0.62},
        "pain_tingling": {**right, "amount": 0.35},
        "pain_electric": {**right, "amount": 0.21},
        "muscle_spasm": {**right, "site": "gasmed", "amount": 22.0},
        "limp_antalgic": right,
    }  # fmt: skip
    return _result(case([DISC]), [1.0, 3.0, 7.0, 10.0], found, strength=0.68, pain=6.4)


@cache
def studied() -> Result:
    """The same person after a visit to the laboratory. Apart, since its traces take a second to draw."""
    whole = disc()
    said = {**whole.findings.to_mapping(), **visited.found(hurt=True)}
    last = replace(whole.last, findings=Findings.from_mapping(said), laboratory=visited.invented(hurt=True))
    return replace(whole, days=(*whole.days[:-1], last))


@cache
def cauda() -> Result:
    """Many roots of both sides."""
    found: dict[str, Any] = {
        "saddle_numbness": "present",
        "bladder_retention": "present",
        "leg_pain": [{"state": "present", "side": side, "amount": 7.0} for side in ("left", "right")],
        "numbness": [{"state": "present", "side": side, "site": "saddle", "amount": 0.8} for side in ("left", "right")],
        "pain_site": [
            {"state": "present", "side": side, "site": site, "amount": 6.0}
            for side in ("left", "right")
            for site in ("buttock", "posterior_thigh", "posterior_calf", "saddle", "genital")
        ],
    }  # fmt: skip
    return _result(case([CENTRAL]), [1.0, 10.0], found, strength=0.4, pain=7.0)


def _result(
    made: Case,
    days: list[float],
    found: dict[str, Any],
    *,
    strength: float = 1.0,
    pain: float = 0.0,
    visit: Laboratory | None = None,
) -> Result:
    parameters = defaults()
    body = body_room.build(made.person, generator(1, 0, "body", 0.0), parameters.body)
    examined = tuple(_examined(made, body, day, found, strength, pain) for day in days)
    examined = (*examined[:-1], replace(examined[-1], laboratory=visit))
    sweep = None
    if made.causes:
        pressure = np.linspace(0.0, 240.0, 9)
        signs = ("pain in the leg", "numb skin", "weaker movement", "weaker reflex", "bladder")
        appears = np.array([20.0, 90.0, 130.0, 60.0, np.nan])
        value = np.clip((pressure - np.nan_to_num(appears, nan=1e9)[:, None]) / 100, 0, 1)
        sweep = Sweep(pressure, signs, value, np.full(5, 0.25), appears)
    return Result(
        case=made,
        body=body,
        days=examined,
        sweep=sweep,
        counts=Counts(
            fibres=len(body.fibres.kind), fibre_runs=1720, node_steps=412_345_678, episodes=4, episode_windows=9200,
            seconds=31.0,
        ),
        held=("Firing rates were simulated for 60 ms in each posture and held at that rate beyond it.",),
        silent=("Needle EMG is not computed yet.", "Walking distance is not computed yet."),
        citations=("takahashi1999", "wilke1999"),
    )  # fmt: skip


def _examined(made: Case, body: Body, day: float, found: dict[str, Any], strength: float, pain: float) -> Examined:
    parameters = defaults()
    planned = programme(made, parameters.lesion, full=True)
    loads = lesion.build(made.causes, body, planned.postures, parameters.lesion)
    arterial = np.array([made.person.mean_arterial_mmhg])
    state = tissue.healthy(loads)
    if loads.number:
        state = tissue.advance(state, loads, planned.hours, arterial, parameters.tissue, days=day)
        moment = tissue.respond(state, loads, arterial, parameters.tissue)
    else:
        moment = tissue.Moment(*(np.zeros((1, 0, 8, len(planned.names))) for _ in range(6)))
    channels = _channels(body, loads, day)
    share = min(1.0, day / 7.0)
    sides = np.array([0.0, 1.0]) if pain < 7 else np.ones(2)
    postures = np.array([p.leg_raise_deg for p in planned.postures])
    by_posture = sides[:, None] * share * pain * (0.55 + 0.35 * np.clip(postures.T / 75, 0, 1))
    angles = planned.angles_deg
    own = sides[:, None] * share * pain * (0.5 + 0.5 * (angles / 75) ** 1.5)
    return Examined(
        day=day,
        postures=planned.names,
        loads=loads,
        tissue=state,
        moment=moment,
        channels=channels,
        passage=summarise(body, loads, moment, channels),
        episode=_episode(body, share * pain, 1.0 - share * (1.0 - strength), sides),
        movement=_movement(body, share * pain),
        leg_raise=LegRaise(angles, own, own * 0.1),
        pain_by_posture=by_posture,
        pain_by_root=np.repeat(by_posture[:, None], 9, axis=1) * (np.arange(9) == 4)[None, :, None],
        reflex={"knee": np.ones(2), "ankle": 1.0 - 0.78 * share * sides * (pain > 0)},
        findings=Findings.from_mapping(
            {"person": {"age_years": made.person.age_years, "sex": made.person.sex}, **found}
        ),
        sitting=(minutes := np.array([1.0, 30.0, 60.0, 120.0]), sides[:, None] * share * pain * minutes / 120),
        diary=(hour := np.arange(0.0, 24.0, 0.5), sides[:, None] * share * pain * (0.6 + 0.4 * (hour > 7))),
    )


def _channels(body: Body, loads: lesion.Loads, day: float) -> Channels:
    fibres, count, postures = body.fibres, len(body.fibres.kind), len(loads.postures)
    passes = np.ones((count, postures), dtype=bool)
    delay = np.zeros((count, postures))
    rate = np.zeros((count, postures))
    for index in np.flatnonzero(loads.present[0]):
        mine = np.flatnonzero((fibres.root == loads.root[0, index]) & (fibres.side == loads.side[0, index]))
        hard = loads.pressure_mmhg[0, index] * min(1.0, day / 7.0)
        size = np.clip(fibres.diameter_um[mine] / 12.0, 0.1, 1.3)
        felt = hard[None, :] * (1.25 - fibres.depth[mine])[:, None] * size[:, None]
        passes[mine] &= felt < 75.0
        delay[mine] = 0.004 * felt
        rate[mine] = np.where(np.arange(len(mine)) % 3 == 0, 6.0, 0.0)[:, None]
    pattern = np.full((count, postures, 1), np.nan)
    pattern[rate > 0, 0] = 12.0
    return Channels(
        passes=passes,
        minimum_interval_ms=np.where(passes, 2.0, np.inf),
        added_delay_ms=np.where(passes, delay, np.nan),
        ectopic_rate_hz=rate,
        ectopic_pattern_ms=pattern,
        window_ms=60.0,
        delay_to_target_ms=fibres.path_mm / 50.0,
        to_lesion_ms=fibres.path_mm / 200.0,
        connected_to_cord=np.ones(count, dtype=bool),
        connected_distally=np.ones(count, dtype=bool),
        lost_days=np.zeros(count),
        node_steps=1000,
        fibre_runs=10,
        held=(),
    )


def _episode(body: Body, pain: float, strength: float, sides: np.ndarray) -> Episode:
    muscles = body.muscles
    count, samples = len(muscles.names), 600
    time_s = np.linspace(0.0, 30.0, samples)
    wave = np.exp(-((time_s - 14.0) ** 2) / 8.0) * (pain > 0)
    gas, trunk = muscles.names.index("gasmed"), muscles.names.index("erector")
    by_road = np.zeros((4, count, 2, samples))
    by_road[2, gas, 1] = 0.22 * wave
    by_road[1, gas, 1] = 0.02 * (np.sin(40 * time_s) > 0.97) * (pain > 0)
    guarding = np.zeros((count, 2, samples))
    guarding[trunk] = 0.006 * pain
    by_road[3, trunk] = guarding[trunk]
    force = by_road.sum(axis=0)
    left = np.ones((count, 2))
    for index, weight in enumerate(muscles.root_weight):
        left[index] = 1.0 - (1.0 - strength) * sides * (weight[4] + weight[5])
    emg_time = np.arange(30_000) / 1000.0
    noise = np.random.default_rng(3).normal(size=emg_time.size)
    emg = np.zeros((1, 2, emg_time.size))
    emg[0, 1] = 3 * noise * np.interp(emg_time, time_s, force[gas, 1])
    spasms: tuple[Spasm, ...] = ()
    twitches: tuple[Twitch, ...] = ()
    if pain > 0:
        spasms = (Spasm(gas, 1, 11.2, 17.4, 22.0, "pool", (0.1, 0.88, 0.02), ("c", "a_delta")),)
        twitches = tuple(Twitch(gas, 1, float(t), 2.0) for t in np.linspace(1, 29, 9))
    none = np.empty(0)
    names = ("lying", "coughing", "sitting", "walking")
    return Episode(
        time_s=time_s,
        segment=np.minimum((time_s / 7.5).astype(np.int64), 3),
        segment_names=names,
        pain=pain * (0.6 + 0.4 * np.sin(time_s / 3.0) ** 2),
        pain_by_root=np.zeros((2, 9, samples)),
        wind_up=np.zeros((2, 9, samples)),
        class_rate_hz=np.zeros((2, 9, 6, samples)),
        guarding=guarding,
        activation=force,
        activation_by_road=by_road,
        force=force,
        persistent_current=np.zeros((count, 2, samples)),
        emg=emg,
        emg_muscle=np.array([gas]),
        emg_time_s=emg_time,
        strength=left,
        twitches=twitches,
        spasms=spasms,
        spikes=Spikes(none.astype(np.int64), none, none.astype(np.int64), 8),
        carried=nothing(count),
        held=(),
        windows=2300,
        window_ms=2.0,
    )


def _movement(body: Body, pain: float) -> Movement:
    count = len(body.muscles.names)
    base = 0.06 + 0.1 * np.abs(np.sin(np.arange(count)))
    health = np.stack([base, base], axis=1)
    load = health + 0.02 * pain * np.stack([np.cos(np.arange(count)) ** 2, np.zeros(count)], axis=1)
    two = np.zeros(2)
    from sciatica.movement.adaptation import NORMAL, from_vector

    return Movement(
        stance_asymmetry=-0.03 * pain,
        trunk_list_deg=-1.1 * pain,
        lumbar_flexion=0.05 * pain,
        lumbar_flexion_deg=1.6 * pain,
        hip_hike_deg=two,
        swing_knee_flexion_deg=two,
        stance_lean_deg=two,
        push_off=np.array([1.0, 1.0 - 0.05 * pain]),
        swing_ankle_drop_deg=two,
        clearance_lack_m=two,
        speed_m_s=1.3 - 0.06 * pain,
        step_length_m=0.72 - 0.02 * pain,
        normal_speed_m_s=1.3,
        normal_step_length_m=0.72,
        muscle_load=load,
        peak_load=2 * load,
        healthy_load=health,
        overload=np.maximum(0.0, load - health),
        carried=np.arange(count) % 7 != 3,
        effort=1.0 + 0.07 * pain,
        trunk_cocontraction=0.0,
        pain=pain,
        pain_unadapted=1.2 * pain,
        missing_moment=0.0,
        converged=True,
        notes=(),
        adaptation=from_vector(NORMAL, 1.3, 0.72, 1.78, defaults().movement),
    )


def with_text(result: Result, text: str) -> Result:
    """The same result in which free words carry ``text``."""
    return replace(result, held=(text,), silent=(text,), citations=(text,))
