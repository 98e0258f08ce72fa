"""Experiments on nerves as they were made: each its own animal, blood pressure, cuff and way of feeding.

Papers on pressed nerve seem to disagree until each is simulated as itself. A :class:`Preparation` holds what
differs between them and nothing else; the laws and all other constants are the same for all. Blood pressures
that a paper does not give are assumed and said to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.tissue.course import advance_hours
from sciatica.tissue.criterion import conducting
from sciatica.tissue.state import TissueState, untouched

SLOW_S: Final = 20.0
FAST_S: Final = 0.075
Fed = Literal["sac", "nerve", "nothing"]
MEASURED: Final = ("mean_arterial_mmhg", "length_mm", "temperature_c", "mass_kg")


@dataclass(frozen=True)
class Preparation:
    """What is particular to one experimental nerve: facts of the experiment, and no constant of ours."""

    name: str
    mean_arterial_mmhg: float
    """Published where the note says so, else assumed."""
    fed: Fed
    """By what besides blood: spinal fluid, fed neighbours along the nerve, or nothing."""
    length_mm: float
    temperature_c: float
    mass_kg: float
    arterial_sd_mmhg: float
    """Spread of blood pressure among the animals where the paper gives it, else 0: their mean is what it reports."""
    given: frozenset[str]
    """Which of these numbers the paper gives; the others are assumed."""
    note: str

    def constants(self, parameters: Parameters) -> Parameters:
        """The room's constants; without blood or neighbours nothing diffuses."""
        return parameters.replace(diffusion_nerve=0.0) if self.fed == "nothing" else parameters

    @property
    def animals_mmhg(self) -> FloatArray:
        """[P] mean arterial pressures that stand for the animals: five, of equal weight, with their mean and spread."""
        if self.arterial_sd_mmhg == 0.0:
            return np.array([self.mean_arterial_mmhg])
        fifths = np.array([-1.4, -0.53, 0.0, 0.53, 1.4])
        return np.asarray(self.mean_arterial_mmhg + self.arterial_sd_mmhg * fifths / fifths.std(), dtype=np.float64)

    @property
    def assumed(self) -> tuple[str, ...]:
        """The numbers of this preparation that no paper gives."""
        return tuple(name for name in MEASURED if name not in self.given)


def _of(
    name: str,
    arterial: float,
    fed: Fed,
    length_mm: float,
    temperature_c: float,
    mass_kg: float,
    given: str = "",
    note: str = "",
    *,
    sd: float = 0.0,
) -> Preparation:
    return Preparation(name, arterial, fed, length_mm, temperature_c, mass_kg, sd, frozenset(given.split()), note)


_ANAESTHETISED: Final = "blood pressure of an anaesthetised animal"
PIG_ROOT: Final = _of(
    "pig cauda equina",
    150,
    "sac",
    10,
    37,
    25,
    "mean_arterial_mmhg",
    "150 mmHg, SD 14 (Olmarker 1989)",
    sd=14.0,
)
MINIPIG_ROOT: Final = _of("miniature pig cauda equina", 110, "sac", 10, 37, 25, "", _ANAESTHETISED)
MINIPIG_HYPOTENSIVE: Final = _of(
    "miniature pig under nitroprusside", 65, "sac", 10, 37, 25, "", "lowered by nitroprusside, by how much unknown"
)
DOG_ROOT: Final = _of("dog cauda equina", 110, "sac", 10, 37, 12, "", _ANAESTHETISED)
HUMAN_MEDIAN: Final = _of(
    "human median nerve",
    93.3,
    "nerve",
    10,
    33,
    70,
    "",
    "120/80 for normotensive volunteers; a wrist at room temperature",
)
HUMAN_HYPERTENSIVE: Final = _of(
    "median nerve of hypertensive persons", 115, "nerve", 10, 33, 70, "", "155/95; published: diastolic 90 or more"
)
HUMAN_ARM: Final = _of(
    "human arm without blood", 0, "nothing", 10, 33, 70, "mean_arterial_mmhg", "a cuff above systolic"
)
RABBIT_TIBIAL: Final = _of("rabbit tibial nerve", 90, "nerve", 10, 37, 3, "", _ANAESTHETISED)
RABBIT_TOURNIQUET: Final = _of(
    "rabbit sciatic nerve under a tourniquet", 90, "nerve", 40, 35, 3, "", "a limb's cuff; the leg cools a little"
)
RAT_SCIATIC: Final = _of("rat sciatic nerve", 110, "nerve", 5, 37, 0.3, "", _ANAESTHETISED)
RAT_TUBE: Final = _of("rat sciatic nerve in a tube", 110, "nerve", 10, 37, 0.3, "length_mm", "a tube of 1 cm")
RAT_BLOODLESS: Final = _of(
    "rat leg without blood", 0, "nothing", 10, 37, 0.3, "mean_arterial_mmhg", "no inflow and no fed neighbour"
)
RAT_BLOODLESS_COLD: Final = _of(
    "cooled rat leg without blood", 0, "nothing", 10, 28, 0.3, "mean_arterial_mmhg temperature_c", "28 C (Mitsui 1999)"
)
HAMSTER_SCIATIC: Final = _of("hamster sciatic nerve", 100, "nerve", 1.3, 37, 0.12, "length_mm", _ANAESTHETISED)
BABOON_CORD: Final = _of(
    "baboon peroneal nerve under a weighted cord", 100, "nerve", 5, 31, 12, "", "at the ankle, where a leg is cool"
)
BABOON_BLOODLESS: Final = _of(
    "baboon leg without blood",
    0,
    "nothing",
    5,
    29,
    12,
    "mean_arterial_mmhg",
    "a cuff for 3 to 4 h; a bloodless leg cools",
)
PREPARATIONS: Final = (
    PIG_ROOT,
    MINIPIG_ROOT,
    MINIPIG_HYPOTENSIVE,
    DOG_ROOT,
    HUMAN_MEDIAN,
    HUMAN_HYPERTENSIVE,
    HUMAN_ARM,
    RABBIT_TIBIAL,
    RABBIT_TOURNIQUET,
    RAT_SCIATIC,
    RAT_TUBE,
    RAT_BLOODLESS,
    RAT_BLOODLESS_COLD,
    HAMSTER_SCIATIC,
    BABOON_CORD,
    BABOON_BLOODLESS,
)


def press(
    preparation: Preparation,
    pressure_mmhg: float,
    hours: float,
    parameters: Parameters,
    *,
    state: TissueState | None = None,
    onset_s: float | None = SLOW_S,
    strain: float = 0.0,
    nucleus_material: float = 0.0,
    levels: int = 1,
) -> TissueState:
    """The nerve after ``hours`` at one pressure; ``state`` is what it was before (fresh when None).

    With two ``levels`` the same root is pressed at two places.
    """
    arterial = preparation.animals_mmhg
    return advance_hours(
        untouched(len(arterial), levels, muscles=0, bins=1) if state is None else state,
        pressure_mmhg,
        arterial,
        preparation.constants(parameters),
        hours=hours,
        onset_s=onset_s,
        strain=strain,
        length_mm=preparation.length_mm,
        nucleus_material=nucleus_material,
        fluid=1.0 if preparation.fed == "sac" else 0.0,
        temperature_c=preparation.temperature_c,
        mass_kg=preparation.mass_kg,
        places=[0] * levels,
    )


def release(preparation: Preparation, state: TissueState, hours: float, parameters: Parameters) -> TissueState:
    """The nerve ``hours`` after the pressure was taken away."""
    return press(preparation, 0.0, hours, parameters, state=state, onset_s=None, levels=state.myelin.shape[1])


def conducts(state: TissueState, parameters: Parameters, *, motor: bool) -> float:
    """Share (0..1) of the fibres that conduct, by the tissue-level criterion."""
    return float(conducting(state, parameters, motor=motor).mean())


def minutes_to_block(
    preparation: Preparation,
    pressure_mmhg: float,
    parameters: Parameters,
    *,
    motor: bool,
    complete: float = 0.95,
    longest_min: int = 240,
) -> float:
    """Minutes under a pressure until ``complete`` of the fibres are blocked; infinite when they never are."""
    state: TissueState | None = None
    for minute in range(1, longest_min + 1):
        onset = SLOW_S if state is None else None
        state = press(preparation, pressure_mmhg, 1.0 / 60.0, parameters, state=state, onset_s=onset)
        if conducts(state, parameters, motor=motor) <= 1.0 - complete:
            return float(minute)
    return float("inf")


def blocking_pressure_mmhg(
    preparation: Preparation, hours: float, parameters: Parameters, *, motor: bool, complete: float = 0.95
) -> float:
    """The least pressure (mmHg, to 0.1) that blocks ``complete`` of the fibres within ``hours``."""
    low, high = 0.0, 400.0
    while high - low > 0.1:
        middle = 0.5 * (low + high)
        state = press(preparation, middle, hours, parameters)
        blocked = conducts(state, parameters, motor=motor) <= 1.0 - complete
        low, high = (low, middle) if blocked else (middle, high)
    return high
