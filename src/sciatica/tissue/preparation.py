"""Experiments on nerves as they were made: each its own animal, blood pressure, cuff and way of feeding.

Papers on pressed nerve seem to disagree until each is simulated as itself. A :class:`Preparation` holds what
differs between them and nothing else; the laws and all other constants are the same for all. Blood pressures
that a paper does not give are assumed and said to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sciatica.core.parameters import Parameters
from sciatica.tissue.course import advance_hours
from sciatica.tissue.criterion import conducting
from sciatica.tissue.state import TissueState, untouched

SLOW_S: Final = 20.0
FAST_S: Final = 0.075


@dataclass(frozen=True)
class Preparation:
    """What is particular to one experimental nerve."""

    name: str
    mean_arterial_mmhg: float
    """Published where the note says so, else assumed."""
    diffusion_supply: float | None
    """Share of the need met without blood; None keeps the room's own, that of a root in spinal fluid."""
    length_mm: float
    note: str

    def constants(self, parameters: Parameters) -> Parameters:
        """The room's constants for this preparation."""
        if self.diffusion_supply is None:
            return parameters
        return parameters.replace(diffusion_supply=self.diffusion_supply)


PIG_ROOT: Final = Preparation(
    "pig cauda equina", 150.0, None, 10.0, "150 mmHg published (Olmarker 1989); length assumed"
)
MINIPIG_ROOT: Final = Preparation("miniature pig cauda equina", 110.0, None, 10.0, "blood pressure and length assumed")
MINIPIG_HYPOTENSIVE: Final = Preparation(
    "miniature pig under nitroprusside", 65.0, None, 10.0, "blood pressure and length assumed"
)
DOG_ROOT: Final = Preparation("dog cauda equina", 110.0, None, 10.0, "blood pressure and length assumed")
HUMAN_MEDIAN: Final = Preparation("human median nerve", 93.3, 0.05, 10.0, "120/80 assumed for normotensive volunteers")
HUMAN_HYPERTENSIVE: Final = Preparation(
    "median nerve of hypertensive persons",
    115.0,
    0.05,
    10.0,
    "155/95 assumed; published: diastolic 90 or more",
)
RABBIT_TIBIAL: Final = Preparation("rabbit tibial nerve", 90.0, 0.05, 10.0, "blood pressure and length assumed")
RAT_SCIATIC: Final = Preparation("rat sciatic nerve", 110.0, 0.05, 5.0, "blood pressure assumed")
BLOODLESS_LIMB: Final = Preparation(
    "limb without blood", 0.0, 0.0, 10.0, "no inflow and no fed neighbour to diffuse from"
)
BABOON_CORD: Final = Preparation(
    "baboon peroneal nerve under a weighted cord", 100.0, 0.05, 5.0, "blood pressure and length assumed"
)
PREPARATIONS: Final = (
    PIG_ROOT,
    MINIPIG_ROOT,
    MINIPIG_HYPOTENSIVE,
    DOG_ROOT,
    HUMAN_MEDIAN,
    HUMAN_HYPERTENSIVE,
    RABBIT_TIBIAL,
    RAT_SCIATIC,
    BLOODLESS_LIMB,
    BABOON_CORD,
)


def fresh() -> TissueState:
    """One healthy nerve, with one place to press, alike at every depth."""
    return untouched(1, 1, muscles=0, bins=1)


def press(
    preparation: Preparation,
    pressure_mmhg: float,
    hours: float,
    parameters: Parameters,
    *,
    state: TissueState | None = None,
    onset_s: float | None = SLOW_S,
    strain: float = 0.0,
    step_hours: float = 1.0 / 12.0,
) -> TissueState:
    """The nerve after ``hours`` at one pressure; ``state`` is what it was before (fresh when None)."""
    return advance_hours(
        fresh() if state is None else state,
        pressure_mmhg,
        preparation.mean_arterial_mmhg,
        preparation.constants(parameters),
        hours=hours,
        onset_s=onset_s,
        strain=strain,
        length_mm=preparation.length_mm,
        step_hours=step_hours,
    )


def release(
    preparation: Preparation,
    state: TissueState,
    hours: float,
    parameters: Parameters,
    *,
    step_hours: float = 1.0 / 12.0,
) -> TissueState:
    """The nerve ``hours`` after the pressure was taken away."""
    return press(preparation, 0.0, hours, parameters, state=state, onset_s=None, step_hours=step_hours)


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
    state = press(preparation, pressure_mmhg, 1.0 / 60.0, parameters, step_hours=1.0 / 60.0)
    for minute in range(1, longest_min + 1):
        if conducts(state, parameters, motor=motor) <= 1.0 - complete:
            return float(minute)
        state = press(
            preparation,
            pressure_mmhg,
            1.0 / 60.0,
            parameters,
            state=state,
            onset_s=None,
            step_hours=1.0 / 60.0,
        )
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
