"""Which nerves are studied, from where, and how fast their fibres conduct in a limb of a given temperature."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import numpy as np

from sciatica.body.path import REFERENCE_HEIGHT_CM
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.core.person import Person
from sciatica.core.types import FloatArray

REFERENCE_C: Final = 33.0
"""Temperature of the limb at which people's velocities were measured, degC."""
COLDEST_C: Final = 31.0
WARMEST_C: Final = 38.0


@dataclass(frozen=True)
class Nerve:
    """One nerve as it is studied in every laboratory."""

    name: str
    target: str
    """The muscle under the electrode, or the skin whose fibres the nerve carries."""
    distal_mm: float
    """From the stimulus at the ankle or calf to the recording electrode; the same in everybody."""
    thick_fibres: float
    """Thick sensory fibres in the nerve there; 0 for a motor study."""
    others: float
    """Units of other muscles of the foot that the same nerve serves and the electrodes hear from afar."""


@cache
def _read(kind: str) -> tuple[Nerve, ...]:
    text = files("sciatica.exam.studies").joinpath("nerves.csv").read_text(encoding="utf-8")
    return tuple(
        Nerve(
            row["name"],
            row["target"],
            float(row["distal_mm"]),
            float(row["thick_fibres"] or 0.0),
            float(row["others"] or 0.0),
        )
        for row in csv.DictReader(text.splitlines())
        if row["kind"] == kind
    )


MOTOR: Final = _read("motor")
SENSORY: Final = _read("sensory")


@lru_cache(maxsize=16)
def warmth(temperature_c: float) -> float:
    """Velocity of thick fibres at a limb temperature (degC) over that at :data:`REFERENCE_C`, by the fibre engine.

    Raises:
        InputError: a limb colder or warmer than the published membrane conducts in.
    """
    if not COLDEST_C <= temperature_c <= WARMEST_C:
        raise InputError(
            "the limb is too cold or too warm for a study",
            field="temperature_c",
            given=temperature_c,
            wanted=f"{COLDEST_C:g} to {WARMEST_C:g} degC",
            cure="warm or cool it",
        )
    if temperature_c == REFERENCE_C:
        return 1.0
    from sciatica.nerve import MyelinatedFibres, conduction_velocity_m_s

    both = [
        float(conduction_velocity_m_s(MyelinatedFibres(np.array([10.0]), 5, temperature_c=c), step_ms=0.01)[0])
        for c in (temperature_c, REFERENCE_C)
    ]
    return both[0] / both[1]


def slowing(person: Person, parameters: ParameterSet) -> float:
    """Velocity of a person's thick fibres over that of a young one of the reference height.

    Nerves conduct more slowly in the old and in the tall: the logarithm of velocity falls with age and with height in
    the dorsal sural nerve (Krøigård 2021, doi:10.1016/j.cnp.2021.08.001), and the same is taken for all.
    """
    p = parameters.exam
    years = max(0.0, person.age_years - p.velocity_falls_from_years)
    longer = person.height_cm - REFERENCE_HEIGHT_CM
    return float(np.exp(-p.velocity_loss_per_year * years - p.velocity_loss_per_cm * longer))


def onset(trace: FloatArray, time_ms: FloatArray, share: float) -> float:
    """When a response leaves the baseline, ms: it first exceeds ``share`` of its largest deflection; nan for none."""
    size = np.abs(trace)
    if size.max(initial=0.0) <= 0.0:
        return float("nan")
    return float(time_ms[int(np.argmax(size > share * size.max()))])
