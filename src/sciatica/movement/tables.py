"""The room's tables, read once: normal walking, and strength by sex and age.

Normal walking (``walking.csv``, made by :mod:`sciatica.movement.tabulate`) is one man of 85 kg at 1.25 m/s: joint
angles and ground reaction of OpenSim's *example3DWalking* (repository under Apache-2.0; Rajagopal 2016,
doi:10.1109/TBME.2016.2586891). Strength (``strength.csv``) is Table 3 of Anderson 2007
(doi:10.1016/j.jbiomech.2007.03.022).
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.movement.bones import Q_NAMES


def _read(name: str) -> list[dict[str, str]]:
    text = files("sciatica.movement").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text), strict=True))


@dataclass(frozen=True)
class Walking:
    """One normal cycle from the contact of the right foot, 50 instants, as the man of the recording walked."""

    q: FloatArray
    """[50, Q] coordinates in the order of ``bones.Q_NAMES``, m and rad."""
    load: FloatArray
    """[50, 2] share of the weight under the left, the right foot."""
    force: FloatArray
    """[50, 3] measured force under the right foot, body weights: forward, up, to the right."""
    pressure_m: FloatArray
    """[50, 2] where it acted from the ankle: forward, to the right."""
    moment_nm_kg: dict[str, FloatArray]
    """[50] moments that others computed from the same recording, right leg; for checks only."""
    spread_nm_kg: dict[str, FloatArray]
    """[50] half the difference of the two legs."""
    period_s: float
    speed_m_s: float


@cache
def walking() -> Walking:
    """The table that :mod:`sciatica.movement.tabulate` makes."""
    rows = _read("walking.csv")[:-1]
    column = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    force = np.stack([column[f"force_{a}_body_weight"] for a in "xyz"], axis=1)
    up = np.stack([np.roll(force[:, 1], len(rows) // 2), force[:, 1]], axis=1)
    up = np.maximum(up, 0.0)
    mark = "_moment_nm_kg"
    found = Walking(
        q=np.stack([column[name] for name in Q_NAMES], axis=1),
        load=up / up.sum(1, keepdims=True),
        force=force,
        pressure_m=np.stack([column[f"pressure_{a}_from_ankle_m"] for a in "xz"], axis=1),
        moment_nm_kg={n.removesuffix(mark): v for n, v in column.items() if n.endswith(mark)},
        spread_nm_kg={n.removesuffix(f"{mark}_spread"): v for n, v in column.items() if n.endswith("_spread")},
        period_s=float(column["period_s"][0]),
        speed_m_s=float(column["speed_m_s"][0]),
    )
    for array in (found.q, found.load, found.force, found.pressure_m):
        array.flags.writeable = False
    return found


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


@dataclass(frozen=True)
class Stretch:
    """One term of a joint's passive moment: sign times the exponential of a sum, or, with sign 0, the offset alone."""

    joint: str
    sign: int
    offset: float
    per_hip_deg: float
    per_knee_deg: float
    per_ankle_deg: float


@cache
def passive() -> tuple[Stretch, ...]:
    """Passive moments in Nm, by Riener & Edrich 1999 (doi:10.1016/S0021-9290(99)00009-3)."""
    return tuple(
        Stretch(
            joint=row["joint"],
            sign=int(row["sign"]),
            offset=float(row["offset"]),
            per_hip_deg=float(row["per_hip_deg"]),
            per_knee_deg=float(row["per_knee_deg"]),
            per_ankle_deg=float(row["per_ankle_deg"]),
        )
        for row in _read("passive.csv")
    )
