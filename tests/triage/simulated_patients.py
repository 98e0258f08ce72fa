"""Simulated patients for the tests of triage: who they are, what an examiner finds, and the state behind it.

    python tests/triage/simulated_patients.py            # all of them, to simulated_patients.json.gz (10 to 30 minutes)
    python tests/triage/simulated_patients.py 3          # the first three, printed

Every patient is a case as a case file would have it, drawn from a seed. The rooms are those of a simulation, with
less of each: four representative fibres a class instead of eight, three postures (lying, sitting, standing), nothing
played out spike by spike but the full effort that measures strength, no gait and no feedback of posture, and the fibres
of many patients asked together. What was not looked at is left out of the findings. Each patient is seen two or three
times: six weeks before the day if the trouble is older than that, shortly before the day, and on the day, so that the
history (how suddenly, since when, better or worse) is the examiner's own.

What stands beside the findings is state, read off the fibres and the muscles and not off the findings: the share of
axons of S2 to S4 that carry an impulse, by side and class, and the strength of each movement. `ground_truth` judges
from that alone. Nothing here imports the room that is tested.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from sciatica.body import CLASSES, ROOTS, Body, build
from sciatica.core.findings import table
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.core.seeds import generator
from sciatica.core.types import FloatArray
from sciatica.episode import Episode
from sciatica.exam import Bedside, Earlier, LegRaise, carried_share, examine
from sciatica.lesion import Loads
from sciatica.lesion import build as build_loads
from sciatica.lesion.posture import hours_of_day, posture
from sciatica.movement import Movement
from sciatica.muscle.reflex import of_reflex
from sciatica.muscle.strength import strength
from sciatica.nerve.conduct import Channels, Scene, healthy_velocity_m_s, run_scenes
from sciatica.simulate import Case, case_from_mapping
from sciatica.simulate.day import pain_in_postures
from sciatica.tissue import TissueState, advance, healthy, respond

HERE = Path(__file__).parent
STORE = HERE / "simulated_patients.json.gz"
SEED = 8
FIBRES_PER_CLASS = 4
POSTURES = ("lying", "sitting", "standing")
ACTIVITIES = {"sitting": 8.0, "standing": 4.0}
SIX_WEEKS = 42.0
UNSEEN = (
    "straight_leg_raise", "crossed_straight_leg_raise", "muscle_spasm", "muscle_twitching", "muscle_tender",
    "posture_list", "limp_antalgic", "gait_steppage", "gait_trendelenburg", "gait_stooped", "walking_distance",
    "pain_site",
)  # fmt: skip
"""Findings that rest on what is not simulated here, and the map of the pain, which is long and hurts no more than the
leg does."""
TOGETHER = 24
"""Scenes asked of the engine at once."""
SACRAL = ("S2", "S3", "S4")
SACRAL_CLASSES = ("a_beta", "a_delta", "motor", "pelvic")

PERSONS = (
    {"age_years": 38, "sex": "male", "height_cm": 178, "mass_kg": 82, "systolic_mmhg": 125, "diastolic_mmhg": 80},
    {"age_years": 63, "sex": "female", "height_cm": 164, "mass_kg": 70, "systolic_mmhg": 138, "diastolic_mmhg": 82},
)
HOW_MANY = {"mild": 50, "root": 30, "slow": 12, "cauda": 30, "stenosis": 12, "slip": 4, "piriformis": 6, "healthy": 2}


def cases() -> list[dict[str, Any]]:
    """Every patient's case, by kind: the same seed gives the same patients."""
    out = []
    for kind, count in HOW_MANY.items():
        for number in range(count):
            rng = generator(SEED, number, kind, 0.0)
            data = {
                "schema": 1,
                "person": PERSONS[number % 2],
                **_drawn(kind, rng),
                "answers": _answers(),
                "seed": number,
            }
            out.append({"id": f"{kind}-{number}", "case": data})
    return out


def _answers() -> dict[str, str]:
    """What no room simulates, asked and answered no."""
    return {row.id: "absent" for row in table().values() if row.danger and not row.simulated}


def _drawn(kind: str, rng: np.random.Generator) -> dict[str, Any]:
    side = str(rng.choice(["left", "right"]))
    level = str(rng.choice(["L3-L4", "L4-L5", "L5-S1"], p=[0.1, 0.45, 0.45]))
    disc = {"kind": "herniated_disc", "level": level, "side": side}

    def between(low: float, high: float) -> float:
        return round(float(rng.uniform(low, high)), 2)

    def days(low: float, high: float) -> float:
        return round(math.exp(rng.uniform(math.log(low), math.log(high))), 1)

    zone = str(rng.choice(["paracentral", "foraminal", "far_lateral"], p=[0.7, 0.2, 0.1]))
    if kind == "mild":
        cause = disc | {"zone": zone, "type": str(rng.choice(["bulge", "protrusion"])),
                        "root_pressure_mmhg": between(5, 55), "nucleus_material": between(0.7, 1)}  # fmt: skip
        return {"day": between(2.5, 6.9), "causes": [cause]}
    if kind in ("root", "slow"):
        cause = disc | {"zone": zone, "type": str(rng.choice(["protrusion", "extrusion"])),
                        "root_pressure_mmhg": between(20, 250), "nucleus_material": between(0, 1)}  # fmt: skip
        return {"day": days(0.3, 40) if kind == "root" else between(50, 120), "causes": [cause]}
    if kind == "cauda":
        cause = disc | {"side": "both", "zone": "central", "type": "extrusion", "canal_share": between(0.3, 0.7),
                        "root_pressure_mmhg": between(40, 180), "nucleus_material": between(0, 1)}  # fmt: skip
        return {"day": days(0.3, 80), "causes": [cause]}
    if kind == "stenosis":
        cause = {"kind": "spinal_stenosis", "level": level, "side": "both", "zone": "central",
                 "sac_area_mm2": between(55, 80)}  # fmt: skip
        return {"day": between(5, 120), "causes": [cause]}
    if kind == "slip":
        cause = {"kind": "spondylolisthesis", "level": level, "side": "both", "type": "isthmic",
                 "slip_percent": between(30, 60)}  # fmt: skip
        return {"day": between(5, 120), "causes": [cause]}
    if kind == "piriformis":
        cause = {
            "kind": "piriformis_syndrome",
            "side": side,
            "spasm": between(0.5, 1),
            "variant": str(rng.choice([*"abc"])),
        }
        return {"day": between(2, 60), "causes": [cause]}
    return {"day": between(1, 60), "causes": []}


def visits(day: float) -> tuple[float, ...]:
    """Days on which a patient is seen; the last is the case's own."""
    shortly = max(day - 2.0, 0.5 * day)
    return (*((day - SIX_WEEKS,) if day > SIX_WEEKS else ()), shortly, day)


@dataclass(frozen=True)
class _Visit:
    """One patient on one day, before the fibres are asked."""

    patient: int
    case: Case
    body: Body
    day: float
    scene: Scene
    hours: FloatArray


def simulate(chosen: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The patients with findings and state, in an order of their own: those of one body together."""
    parameters = defaults()
    by_person: dict[str, list[int]] = {}
    for i, one in enumerate(chosen):
        by_person.setdefault(json.dumps(one["case"]["person"]), []).append(i)
    for members in by_person.values():
        body, velocity = None, np.empty(0)
        waiting: list[_Visit] = []
        for i in members:
            case = case_from_mapping(chosen[i]["case"])
            if body is None:
                body = build(case.person, generator(SEED, 0, "body", 0.0), parameters.body, FIBRES_PER_CLASS)
                velocity = healthy_velocity_m_s(body, parameters.nerve)
            waiting += _visits(i, case, body, parameters)
            if len(waiting) >= TOGETHER or i == members[-1]:
                yield from _examined(chosen, waiting, body, velocity, parameters)
                waiting = []


def _visits(patient: int, case: Case, body: Body, parameters: ParameterSet) -> Iterator[_Visit]:
    held = [posture(name, parameters.lesion) for name in POSTURES]
    hours = hours_of_day(ACTIVITIES, held)
    loads = build_loads(case.causes, body, held, parameters.lesion)
    arterial = np.array([body.person.mean_arterial_mmhg])
    state: TissueState = healthy(loads, muscles=len(body.muscles))
    for day in visits(case.day):
        while (left := day - float(state.day[0])) > 1e-9:
            state = advance(state, loads, hours, arterial, parameters.tissue, days=min(1.0, left))
        scene = Scene(loads, state, respond(state, loads, arterial, parameters.tissue))
        yield _Visit(patient, case, body, day, scene, hours)


def _examined(
    chosen: Sequence[dict[str, Any]], waiting: list[_Visit], body: Body, velocity: FloatArray, parameters: ParameterSet
) -> Iterator[dict[str, Any]]:
    asked = run_scenes(body, [v.scene for v in waiting], parameters.nerve, velocity)
    earlier: dict[int, list[Earlier]] = {}
    states: dict[int, list[dict[str, Any]]] = {}
    for visit, channels in zip(waiting, asked, strict=True):
        before = earlier.setdefault(visit.patient, [])
        bedside = _bedside(visit, channels, parameters)
        tender = visit.scene.state.neighbour_inflammation[0]
        findings = examine(bedside, tender, before, visit.case.answers, parameters.exam)
        before.append(Earlier(visit.day, findings))
        states.setdefault(visit.patient, []).append({"day": visit.day, **state_of(bedside)})
        if visit.day == visit.case.day:
            yield {
                "id": chosen[visit.patient]["id"],
                "case": {k: v for k, v in chosen[visit.patient]["case"].items() if k != "answers"},
                "began_day": bedside.began_day,
                "states": states[visit.patient],
                "findings": _said(findings.to_mapping()),
            }


def _said(findings: dict[str, Any]) -> dict[str, Any]:
    """Without what was not looked at, and without the answers that are the same for all."""
    return {n: v for n, v in findings.items() if n not in UNSEEN and n not in _answers()}


def _bedside(visit: _Visit, channels: Channels, parameters: ParameterSet) -> Bedside:
    body, loads = visit.body, visit.scene.loads
    rested = np.zeros((2, len(ROOTS)))
    pain = pain_in_postures(body, channels, rested, len(POSTURES), parameters)
    episode = SimpleNamespace(
        strength=strength(body, channels, 0, parameters, lost_days=channels.lost_days),
        spasms=(),
        twitches=(),
        time_s=np.ones(1),
    )
    still = SimpleNamespace(
        trunk_list_deg=0.0,
        stance_asymmetry=0.0,
        swing_knee_flexion_deg=np.zeros(2),
        stance_lean_deg=np.zeros(2),
        lumbar_flexion_deg=0.0,
        walking=None,
    )
    by_side = pain.max(axis=1)
    return Bedside(
        body=body,
        day=visit.day,
        began_day=_began(loads, visit.day),
        postures=POSTURES,
        hours=visit.hours,
        channels=channels,
        carried=carried_share(body, channels),
        episode=cast(Episode, episode),
        movement=cast(Movement, still),
        pain=pain,
        leg_raise=LegRaise(np.zeros(1), by_side[:, :1], by_side[::-1, :1]),
        reflex={name: of_reflex(name, body, channels, 0, parameters) for name in ("knee", "ankle")},
    )


def _began(loads: Loads, day: float) -> float:
    return float(loads.began_day[loads.present].min(initial=day))


def state_of(bedside: Bedside) -> dict[str, Any]:
    """What is true, without an examiner: sacral axons that carry, strength by movement, and pain.

    ``sacral``: by class, [left, right] share of the axons of S2 to S4 through which an impulse passes, lying.
    ``strength``: by movement, [left, right] share of healthy. ``pain``: [left, right] worst of the day, 0-10.
    """
    body, channels = bedside.body, bedside.channels
    fibres = body.fibres
    roots = [ROOTS.index(name) for name in SACRAL]
    sacral: dict[str, list[float]] = {}
    for name in SACRAL_CLASSES:
        rows = np.isin(fibres.root, roots) & (fibres.kind == CLASSES.index(name))
        sacral[name] = [_share(fibres.weight, channels.passes[:, 0], rows & (fibres.side == side)) for side in (0, 1)]
    muscles, force = body.muscles, bedside.episode.strength
    power: dict[str, list[float]] = {}
    for movement in dict.fromkeys(muscles.movement):
        rows = np.array([m == movement for m in muscles.movement])
        share = muscles.movement_share[rows]
        power[movement] = [round(float(share @ force[rows, side] / share.sum()), 3) for side in (0, 1)]
    touch = 1.0 - np.nan_to_num(bedside.carried[:, :, CLASSES.index("a_beta"), 0], nan=1.0)
    return {
        "sacral": sacral,
        "strength": power,
        "touch_lost": round(float(touch.max()), 3),
        "pain": [round(float(p), 2) for p in bedside.pain.max(axis=(1, 2))],
    }


def _share(weight: FloatArray, passes: np.ndarray, rows: np.ndarray) -> float:
    return round(float(weight[rows] @ passes[rows] / weight[rows].sum()), 3)


def program_sha256() -> str:
    """Hash of this file: patients stored by another version of it are refused."""
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


def stored() -> list[dict[str, Any]]:
    """The patients as they were simulated.

    Raises:
        ValueError: they were made by another version of this file.
    """
    data = json.loads(gzip.decompress(STORE.read_bytes()))
    if data["program_sha256"] != program_sha256():
        raise ValueError(f"{STORE.name} was made by another version of {Path(__file__).name}; run it again")
    return [one | {"findings": _answers() | one["findings"]} for one in data["patients"]]


def main(arguments: Sequence[str]) -> None:
    chosen = cases()[: int(arguments[0])] if arguments else cases()
    start, done = time.monotonic(), []
    for one in simulate(chosen):
        done.append(one)
        print(f"{time.monotonic() - start:7.1f} s  {len(done)} of {len(chosen)}: {one['id']}", file=sys.stderr)
    order = {one["id"]: i for i, one in enumerate(chosen)}
    done.sort(key=lambda one: order[one["id"]])
    if arguments:
        print(json.dumps(done, indent=1))
        return
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in done)
    text = f'{{"program_sha256":"{program_sha256()}","seed":{SEED},"patients":[\n{lines}\n]}}\n'
    STORE.write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main(sys.argv[1:])
