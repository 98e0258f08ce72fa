"""Loads, tissue and moments made by hand, so that these tests rest on no cause and on no tissue law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from sciatica.body import Body, build, root_index
from sciatica.core.parameters import Parameters, read
from sciatica.core.person import Person
from sciatica.core.types import FloatArray
from sciatica.lesion.posture import Posture
from sciatica.lesion.site import Loads, Site, assemble
from sciatica.nerve.conduct import Scene
from sciatica.nerve.exposure import Exposure
from sciatica.tissue import Moment
from sciatica.tissue.state import TissueState, untouched

BINS = 8


@cache
def constants() -> Parameters:
    """The nerve room's constants."""
    return read("nerve")


@cache
def small_body(fibres_per_class: int = 2) -> Body:
    """A man with few fibres."""
    person = Person(age_years=38.0, sex="male", height_cm=178.0, mass_kg=82.0, systolic_mmhg=125.0, diastolic_mmhg=80.0)
    return build(person, np.random.default_rng(1), read("body"), fibres_per_class)


@dataclass(frozen=True)
class Spot:
    """One load on a root and what it has done, healthy where not said; arrays are [bins] or [bins, postures]."""

    centre_mm: float = 120.0
    length_mm: float = 6.0
    root: str = "S1"
    side: int = 1
    potassium_shift_mv: FloatArray | float = 0.0
    ischaemia: FloatArray | float = 0.0
    mechanical: FloatArray | float = 0.0
    myelin: FloatArray | float = 1.0
    seal: FloatArray | float = 1.0
    axon: FloatArray | float = 1.0
    wallerian_days: float = 0.0
    inflammation: float = 0.0
    drg_sensitivity: float = 0.0


def postures(count: int) -> tuple[Posture, ...]:
    """Postures that do nothing by themselves."""
    return tuple(
        Posture(
            name=f"posture {i}", disc_pressure_mpa=0.1, flexion=0.0, axial_load=0.0, venous_rise_mmhg=0.0,
            leg_raise_deg=(0.0, 0.0), fair=(0.0, 0.0), seat=0.0, duration_s=60.0, rise_s=1.0,
        )
        for i in range(count)
    )  # fmt: skip


def loads_at(spots: Sequence[Spot], count: int) -> Loads:
    """Loads of one person at these spots."""
    none = np.zeros(count)
    return assemble(
        [
            Site(root_index(s.root), s.side, s.centre_mm, s.length_mm, 0.2, 0.0, 60.0, 0.0, 0.0, none, none)
            for s in spots
        ],
        postures(count),
    )


def tissue_of(spots: Sequence[Spot]) -> TissueState:
    """The tissue under these spots on day 10."""
    state = untouched(1, len(spots), bins=BINS)

    def deep(name: str) -> FloatArray:
        return np.array([np.broadcast_to(getattr(s, name), (BINS,)) for s in spots], float).reshape(1, -1, BINS)

    def flat(name: str) -> FloatArray:
        return np.array([[getattr(s, name) for s in spots]], float)

    return replace(
        state,
        day=np.array([10.0]),
        myelin=deep("myelin"),
        seal=deep("seal"),
        axon=deep("axon"),
        wallerian_days=deep("wallerian_days"),
        inflammation=flat("inflammation"),
        drg_sensitivity=flat("drg_sensitivity"),
        chronic_sensitivity=flat("inflammation"),
    )


def scene(*spots: Spot, count: int = 2) -> Scene:
    """What the fibres are asked in, over ``count`` postures."""

    def by_posture(name: str) -> FloatArray:
        out = np.zeros((1, len(spots), BINS, count))
        for load, spot in enumerate(spots):
            value = np.asarray(getattr(spot, name), float)
            out[0, load] = value[:, None] if value.ndim == 1 else value
        return out

    zero = np.zeros((1, len(spots), BINS, count))
    moment = Moment(
        pressure_mmhg=zero,
        flow=zero + 1.0,
        ischaemia=by_posture("ischaemia"),
        potassium_shift_mv=by_posture("potassium_shift_mv"),
        strain=zero,
        mechanical=by_posture("mechanical"),
    )
    return Scene(loads_at(spots, count), tissue_of(spots), moment)


def exposure(count: int = 1, **given: FloatArray | float) -> Exposure:
    """An exposure of ``count`` runs, healthy and sensory but for what is given."""
    values = {
        "length_mm": 6.0, "myelin": 1.0, "seal": 1.0, "potassium_shift_mv": 0.0, "inflammation": 0.0, "touch": 0.0,
        "pump": 1.0, "sensory": 1.0,
    } | given  # fmt: skip
    return Exposure(**{n: np.broadcast_to(np.asarray(v, float), (count,)).copy() for n, v in values.items()})
