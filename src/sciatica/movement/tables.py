"""The room's three tables, read once: normal walking, strength by sex and age, and where each muscle pulls.

Normal walking (``gait.csv``) is one healthy man, 84.9 kg by his mean ground reaction, at 1.24 m/s: joint
moments of inverse dynamics, joint angles and ground reaction of OpenSim's *example3DWalking* (repository
under Apache-2.0; model of Rajagopal 2016, doi:10.1109/TBME.2016.2586891), tabulated here as the mean of his
two legs with half their difference as spread. Strength (``strength.csv``) is Table 3 of Anderson 2007
(doi:10.1016/j.jbiomech.2007.03.022). Moment arms (``actions.csv``) were measured by us on MyoLeg of myo-sim
0.2.4 (Apache-2.0) as -dL/dq, mean of three poses of stance; those of the lumbar muscles are assumed.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from sciatica.core.types import FloatArray

COORDINATES: Final = (
    "hip_flexion_left",
    "hip_flexion_right",
    "hip_adduction_left",
    "hip_adduction_right",
    "knee_flexion_left",
    "knee_flexion_right",
    "ankle_dorsiflexion_left",
    "ankle_dorsiflexion_right",
    "lumbar_extension",
    "lumbar_bending_right",
)
JOINTS: Final = ("hip_flexion", "hip_adduction", "knee_flexion", "ankle_dorsiflexion")


def _read(name: str) -> list[dict[str, str]]:
    text = files("sciatica.movement").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text), strict=True))


@dataclass(frozen=True)
class Gait:
    """One normal cycle of 50 instants from the contact of that leg; [50], Nm/kg, degrees, body weights."""

    moment_nm_kg: dict[str, FloatArray]
    angle_deg: dict[str, FloatArray]
    ground_reaction: FloatArray


@cache
def gait() -> Gait:
    """The table of normal walking, without its last row (the first again)."""
    rows = _read("gait.csv")[:-1]

    def column(name: str) -> FloatArray:
        return np.array([float(row[name]) for row in rows])

    moments = {j: column(f"{j}_moment_nm_kg") for j in (*JOINTS, "lumbar_extension", "lumbar_bending")}
    angles = {j: column(f"{j}_deg") for j in ("hip_flexion", "knee_flexion", "ankle_dorsiflexion")}
    reaction = column("ground_reaction_body_weight")
    return Gait(moments, angles, reaction)


@dataclass(frozen=True)
class Strength:
    """Greatest torque in one direction: ``peak`` * weight * height * cos(``curve`` * (angle - ``best``))."""

    peak: float
    curve: float
    best_rad: float

    def share(self, angle_rad: FloatArray) -> FloatArray:
        """Share of the peak that is there at an angle, at least a tenth."""
        return np.maximum(np.cos(np.clip(self.curve * (angle_rad - self.best_rad), -1.4706, 1.4706)), 0.0)


@cache
def strength(sex: str, age_years: float) -> dict[str, Strength]:
    """Strength by direction for that sex; between age groups in proportion, beyond them as the nearest."""
    groups: dict[str, list[tuple[float, float, float, float]]] = {}
    for row in _read("strength.csv"):
        if row["sex"] == sex:
            groups.setdefault(row["direction"], []).append(
                (
                    float(row["age_years"]),
                    float(row["torque_per_weight_height"]),
                    float(row["curve_per_rad"]),
                    float(row["best_angle_rad"]),
                )
            )
    found: dict[str, Strength] = {}
    for direction, values in groups.items():
        t = np.array(sorted(values))
        found[direction] = Strength(*(float(np.interp(age_years, t[:, 0], t[:, i])) for i in (1, 2, 3)))
    return found


@cache
def actions() -> tuple[tuple[str, str, float], ...]:
    """(muscle, coordinate without side, moment arm in m); lumbar bending positive to the own side."""
    return tuple((row["muscle"], row["coordinate"], float(row["moment_arm_m"])) for row in _read("actions.csv"))
