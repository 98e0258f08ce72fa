"""How often a lesion's level is read right from the laboratory alone: a hundred simulated patients, a blind reader.

Every patient is a case, drawn from a seed, with its own pressure, day and examiner; what the reader (`exam.level`) sees
is the findings of conduction study, late responses and needle. The rooms are those of a simulation, with less of each:
fibres are asked lying only, and nothing is played out second by second. How hard discs press is drawn from the upper
part of what was measured at operation (up to 256 mmHg, Takahashi 1999), the same for every place, since nobody is sent
to a laboratory for less; even so some have lost no axon, and there is nothing for a needle to find.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Final, cast

import numpy as np

from sciatica.body import Body, build
from sciatica.core.findings import Findings
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.core.person import Person
from sciatica.core.seeds import generator
from sciatica.core.types import FloatArray
from sciatica.exam import Bedside, Observer, level, measured
from sciatica.exam.studies import laboratory
from sciatica.exam.values import fitted_to_table
from sciatica.lesion import DiscHerniation, PiriformisSyndrome
from sciatica.lesion import build as build_loads
from sciatica.lesion.posture import hours_of_day, posture
from sciatica.nerve.conduct import Scene, healthy_velocity_m_s, run_scenes
from sciatica.tissue import advance, healthy, respond

Progress = Callable[[float, str], None]

SEED = 7
HOW_MANY: Final = {
    "L4 before": 10, "L4 at": 8, "L5 before": 18, "L5 at": 14, "S1 before": 22, "sciatic": 14, "healthy": 14,
}  # fmt: skip
READ: Final = ("L4", "L5", "S1", "sciatic", "healthy", "cannot tell")
ACTIVITIES = {"sitting": 8.0, "standing": 4.0}
HELD = ("lying", "sitting", "standing")
TOGETHER = 10
"""Patients whose fibres are asked at once."""
PERSONS = (
    Person(age_years=38, sex="male", height_cm=178, mass_kg=82, systolic_mmhg=125, diastolic_mmhg=80),
    Person(age_years=58, sex="female", height_cm=164, mass_kg=70, systolic_mmhg=135, diastolic_mmhg=82),
)
_DISCS: Final = {
    "L4 before": ("L3-L4", "paracentral"),
    "L4 at": ("L4-L5", "foraminal"),
    "L5 before": ("L4-L5", "paracentral"),
    "L5 at": ("L5-S1", "foraminal"),
    "S1 before": ("L5-S1", "paracentral"),
}


@dataclass(frozen=True)
class Patient:
    """One simulated patient: what is true, and what the laboratory found."""

    truth: str
    """A key of :data:`HOW_MANY`: the root and whether the lesion lies before its ganglion or at it."""
    side: str
    day: float
    number: int
    person: Person
    cause: DiscHerniation | PiriformisSyndrome | None

    @property
    def level(self) -> str:
        """The root, ``sciatic`` or ``healthy``."""
        return self.truth.partition(" ")[0]


@dataclass(frozen=True)
class Examined:
    """A patient, and what was found and read."""

    patient: Patient
    findings: Findings
    reading: level.Reading


def patients(how_many: Mapping[str, int] = HOW_MANY) -> list[Patient]:
    """The patients, by what is wrong with them: the same seed gives the same."""
    return [
        _drawn(truth, number, generator(SEED, number, truth, 0.0))
        for truth, count in how_many.items()
        for number in range(count)
    ]


def _drawn(truth: str, number: int, rng: np.random.Generator) -> Patient:
    side = ("left", "right")[int(rng.integers(2))]
    day = round(math.exp(rng.uniform(math.log(10.0), math.log(180.0))), 1)
    pressure, spasm, bulk = float(rng.uniform(60.0, 256.0)), float(rng.uniform(0.5, 1.0)), float(rng.uniform(0.0, 1.0))
    cause: DiscHerniation | PiriformisSyndrome | None = None
    if truth in _DISCS:
        at, zone = _DISCS[truth]
        cause = DiscHerniation.model_validate({
            "kind": "herniated_disc", "level": at, "side": side, "zone": zone, "type": "extrusion",
            "root_pressure_mmhg": round(pressure, 1), "nucleus_material": round(float(rng.uniform()), 2),
        })  # fmt: skip
    elif truth == "sciatic":
        cause = PiriformisSyndrome.model_validate({
            "kind": "piriformis_syndrome", "side": side, "spasm": round(spasm, 2), "hypertrophy": round(bulk, 2),
        })  # fmt: skip
    return Patient(truth, side, day, number, PERSONS[number % 2], cause)


def examined(chosen: Sequence[Patient], parameters: ParameterSet | None = None) -> Iterator[Examined]:
    """Sends the patients to the laboratory and has their findings read, those of one body together."""
    used = defaults() if parameters is None else parameters
    for person in dict.fromkeys(one.person for one in chosen):
        body = build(person, generator(SEED, 0, "body", 0.0), used.body)
        velocity = healthy_velocity_m_s(body, used.nerve)
        mine = [one for one in chosen if one.person == person]
        for first in range(0, len(mine), TOGETHER):
            part = mine[first : first + TOGETHER]
            scenes = [_scene(one, body, used) for one in part]
            for one, channels in zip(part, run_scenes(body, scenes, used.nerve, velocity), strict=True):
                rng = generator(SEED, one.number, f"laboratory {one.truth}", one.day)
                visit = laboratory(body, channels, 0, channels.lost_days, used, rng)
                seen = cast(Bedside, SimpleNamespace(body=body, laboratory=visit))
                # a patient's number is its kind's; the examiner's errors must not repeat from kind to kind
                observer = Observer(SEED, 100 * list(HOW_MANY).index(one.truth) + one.number, one.day)
                entries = fitted_to_table(measured.everything(seen, used.exam, observer))
                who = {"age_years": person.age_years, "sex": person.sex}
                findings = Findings.from_mapping({"schema": 1, "person": who, **entries})
                yield Examined(one, findings, level.read(findings))


def _scene(patient: Patient, body: Body, parameters: ParameterSet) -> Scene:
    """The nerve on the patient's day, lying; the days before are lived lying, sitting and standing."""
    held = [posture(name, parameters.lesion) for name in HELD]
    causes = [patient.cause] if patient.cause is not None else []
    lived = build_loads(causes, body, held, parameters.lesion)
    arterial: FloatArray = np.array([body.person.mean_arterial_mmhg])
    state = healthy(lived, muscles=len(body.muscles), height_cm=body.person.height_cm)
    hours = hours_of_day(ACTIVITIES, held)
    state = advance(state, lived, hours, arterial, parameters.tissue, days=patient.day)
    lying = build_loads(causes, body, held[:1], parameters.lesion)
    return Scene(lying, state, respond(state, lying, arterial, parameters.tissue))


def confusion(found: Sequence[Examined]) -> dict[tuple[str, str], int]:
    """How many patients of each kind were read as each level; a right level on the wrong side counts as wrong."""
    out = {(truth, read): 0 for truth in HOW_MANY for read in READ}
    for one in found:
        reading = one.reading
        wrong_side = reading.side not in (None, one.patient.side)
        out[one.patient.truth, "cannot tell" if wrong_side else reading.level] += 1
    return out


def summary(found: Sequence[Examined]) -> dict[str, Any]:
    """The confusion table and the shares that are compared with published ones, flat."""
    table = confusion(found)
    numbers: dict[str, Any] = {"patients": len(found)}
    hurt = [one for one in found if one.patient.level != "healthy"]
    called = [one for one in hurt if one.reading.level in ("L4", "L5", "S1", "sciatic")]
    right = [one for one in called if _right(one)]
    rooted = [one for one in right if one.patient.truth.endswith((" before", " at"))]
    placed = [one for one in rooted if one.reading.place is not None]
    numbers["share_with_a_level_of_the_hurt"] = _share(len(called), len(hurt))
    numbers["share_right_of_those_with_a_level"] = _share(len(right), len(called))
    numbers["share_right_of_the_hurt"] = _share(len(right), len(hurt))
    well = [one for one in found if one.patient.level == "healthy"]
    numbers["share_healthy_of_the_healthy"] = _share(sum(one.reading.level == "healthy" for one in well), len(well))
    numbers["share_wrong_side"] = _share(
        sum(one.reading.side not in (None, one.patient.side) for one in hurt), len(hurt)
    )
    numbers["share_placed_of_the_right_roots"] = _share(len(placed), len(rooted))
    at = [one.patient.truth.endswith(" at") == (one.reading.place == "at_ganglion") for one in placed]
    numbers["share_right_place_of_the_placed"] = _share(sum(at), len(at))
    return numbers | {f"confusion.{truth}.{read}": count for (truth, read), count in table.items()}


def _right(one: Examined) -> bool:
    return one.reading.level == one.patient.level and one.reading.side == one.patient.side


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def levels(progress: Progress | None = None, *, quick: bool = False) -> dict[str, Any]:
    """Measure and return all numbers by their keys; `quick` reads one patient of each kind."""
    say = progress or (lambda share, label: None)
    chosen = patients(dict.fromkeys(HOW_MANY, 1) if quick else HOW_MANY)
    found: list[Examined] = []
    for one in examined(chosen):
        found.append(one)
        say(len(found) / len(chosen), one.patient.truth)
    return summary(found)
