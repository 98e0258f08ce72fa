"""A load as all rooms to the right see it: a place on a root, pressures, strains and times, and no name.

A load sits on one root of one side, at ``centre_mm`` over ``length_mm`` of its path. It presses with so much
in each posture, swings by so much with every step, stretches by so much, came on so fast, began on such a day and
brings so much nucleus material. That is all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sciatica.core.errors import InputError
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.lesion.stance import Posture

PHASES_OF_A_STEP: Final = 8


@dataclass(frozen=True)
class Loads:
    """Nameless loads of P persons, padded to L each, over A postures."""

    root: IntArray
    """[P, L] index into ``body.ROOTS``."""
    side: IntArray
    """[P, L] 0 left, 1 right."""
    centre_mm: FloatArray
    """[P, L] arc length from the cord."""
    length_mm: FloatArray
    """[P, L] length of nerve under the load."""
    contact: FloatArray
    """[P, L] 0 touched on one side .. 1 pressed all round."""
    nucleus_material: FloatArray
    """[P, L] 0..1 how much nucleus pulposus reaches the nerve there."""
    onset_s: FloatArray
    """[P, L] how long the load took to come."""
    began_day: FloatArray
    """[P, L] day on which it came."""
    present: BoolArray
    """[P, L] False where there is only padding."""
    pressure_mmhg: FloatArray
    """[P, L, A] contact pressure in each posture."""
    strain: FloatArray
    """[P, L, A] stretch of the nerve there in each posture, as a fraction."""
    mechanical_rate: FloatArray
    """[P, L, A] mmHg per second while the posture is taken up from lying."""
    postures: tuple[Posture, ...]
    swing_mmhg: FloatArray = None  # type: ignore[assignment]  # none in stillness: zeros
    """[P, L, A] how far the pressure rises above its mean at the worst moment of every step; ``pressure_mmhg`` is the
    mean."""

    def __post_init__(self) -> None:
        """Loads that are told of no swing have none."""
        if self.swing_mmhg is None:
            object.__setattr__(self, "swing_mmhg", np.zeros_like(self.pressure_mmhg))

    @property
    def persons(self) -> int:
        """P."""
        return int(self.root.shape[0])

    @property
    def number(self) -> int:
        """L."""
        return int(self.root.shape[1])


@dataclass(frozen=True)
class Site:
    """One load while it is put together."""

    root: int
    side: int
    centre_mm: float
    length_mm: float
    contact: float
    nucleus_material: float
    onset_s: float
    began_day: float
    rest_mmhg: float
    """Pressure lying flat, from which each posture is taken up."""
    pressure_mmhg: FloatArray
    """[A]"""
    strain: FloatArray
    """[A]"""
    swing_mmhg: FloatArray | None = None
    """[A]; None for no swing."""


def over_steps(pressed: Callable[[Posture], float], posture: Posture) -> tuple[float, float]:
    """The mean of a pressure over a step, and how far it rises above that, mmHg.

    Args:
        pressed: the pressure in a posture held still.
        posture: whose load and bend swing with each step; one that does not is asked once.
    """
    if posture.steps_per_s == 0.0:
        return pressed(posture), 0.0
    moments = []
    for phase in range(PHASES_OF_A_STEP):
        wave = math.cos(2.0 * math.pi * phase / PHASES_OF_A_STEP)
        heavier = 1.0 + posture.load_swing * wave
        at_phase = replace(
            posture,
            axial_load=posture.axial_load * heavier,
            disc_pressure_mpa=posture.disc_pressure_mpa * heavier,
            flexion=posture.flexion - posture.bend_swing * wave,
        )
        moments.append(pressed(at_phase))
    mean = math.fsum(moments) / PHASES_OF_A_STEP
    return mean, max(moments) - mean


def pressures(pressed: Callable[[Posture], float], postures: Sequence[Posture]) -> tuple[FloatArray, FloatArray]:
    """[A] :func:`over_steps` of each posture: means and swings."""
    both = np.array([over_steps(pressed, posture) for posture in postures], dtype=np.float64).reshape(-1, 2)
    return both[:, 0].copy(), both[:, 1].copy()


_PER_LOAD = (
    "root",
    "side",
    "centre_mm",
    "length_mm",
    "contact",
    "nucleus_material",
    "onset_s",
    "began_day",
)


def assemble(sites: Sequence[Site], postures: Sequence[Posture]) -> Loads:
    """The loads of one person (P = 1) from its sites.

    Raises:
        InputError: a pressure, strain or place that is not a finite number, 0 or more.
    """
    number, held = len(sites), len(postures)
    columns: dict[str, FloatArray] = {
        name: np.array([[getattr(site, name) for site in sites]], dtype=np.float64).reshape(1, number)
        for name in _PER_LOAD
    }
    pressure = np.array([site.pressure_mmhg for site in sites], dtype=np.float64).reshape(1, number, held)
    strain = np.array([site.strain for site in sites], dtype=np.float64).reshape(1, number, held)
    swing = np.array(
        [np.zeros(held) if site.swing_mmhg is None else site.swing_mmhg for site in sites], dtype=np.float64
    ).reshape(1, number, held)
    rest = np.array([site.rest_mmhg for site in sites], dtype=np.float64).reshape(1, number, 1)
    rise_s = np.array([posture.rise_s for posture in postures])
    for name, values in (("pressure_mmhg", pressure), ("swing_mmhg", swing), ("strain", strain), *columns.items()):
        if not np.all(np.isfinite(values)) or np.any(values < 0.0 if name != "began_day" else False):
            raise InputError(
                "a load came out impossible", field=name, given=values.tolist(), wanted="finite, 0 or more"
            )
    return Loads(
        root=columns["root"].astype(np.int64),
        side=columns["side"].astype(np.int64),
        centre_mm=columns["centre_mm"],
        length_mm=columns["length_mm"],
        contact=columns["contact"],
        nucleus_material=columns["nucleus_material"],
        onset_s=columns["onset_s"],
        began_day=columns["began_day"],
        present=np.ones((1, number), dtype=np.bool_),
        pressure_mmhg=pressure,
        strain=strain,
        mechanical_rate=np.abs(pressure - rest) / rise_s,
        postures=tuple(postures),
        swing_mmhg=swing,
    )


def none(postures: Sequence[Posture]) -> Loads:
    """No load at all (P = 1, L = 0): the healthy."""
    return assemble((), postures)


def concatenated(parts: Sequence[Loads]) -> Loads:
    """The loads of several causes of the same persons, side by side along L."""
    if len(parts) == 1:
        return parts[0]
    arrays: dict[str, Any] = {
        f.name: np.concatenate([getattr(part, f.name) for part in parts], axis=1)
        for f in fields(Loads)
        if f.name != "postures"
    }
    return replace(parts[0], **arrays)


def stack(persons: Sequence[Loads]) -> Loads:
    """The loads of many persons along P, padded with absent ones to the longest.

    Raises:
        InputError: no persons, or persons with other postures.
    """
    if not persons:
        raise InputError("no persons to stack", field="persons", given=0, wanted="1 or more")
    names = [posture.name for posture in persons[0].postures]
    longest = max(loads.number for loads in persons)
    for loads in persons:
        if [posture.name for posture in loads.postures] != names:
            raise InputError(
                "persons with different postures",
                field="postures",
                given=[posture.name for posture in loads.postures],
                wanted=str(names),
            )

    def padded(loads: Loads, name: str) -> npt.NDArray[Any]:
        values: npt.NDArray[Any] = getattr(loads, name)
        missing = longest - loads.number
        return np.pad(values, [(0, 0), (0, missing), *[(0, 0)] * (values.ndim - 2)])

    arrays: dict[str, Any] = {
        f.name: np.concatenate([padded(loads, f.name) for loads in persons])
        for f in fields(Loads)
        if f.name != "postures"
    }
    return replace(persons[0], **arrays)


def scaled(loads: Loads, pressure: float = 1.0) -> Loads:
    """The same loads with every pressure (and its rate and swing) multiplied.

    Raises:
        InputError: a negative or infinite factor.
    """
    if not 0.0 <= pressure < np.inf:
        raise InputError("cannot scale so", field="pressure", given=pressure, wanted="a number, 0 or more")
    return replace(
        loads,
        pressure_mmhg=loads.pressure_mmhg * pressure,
        mechanical_rate=loads.mechanical_rate * pressure,
        swing_mmhg=loads.swing_mmhg * pressure,
    )
