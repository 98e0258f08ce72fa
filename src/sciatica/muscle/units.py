"""Motor units: how strong and how fast each is.

Fuglevand, Winter & Patla 1993 (doi:10.1152/jn.1993.70.6.2470): the force of unit i is P_i = R^((i-1)/(n-1)), its
contraction time T_i = T_1 P_i^(-1/c), so that large units are fast. The table ``muscles.csv`` gives the contraction
time of the *whole* muscle's twitch; T_1 is set so that the simulated twitch of all units together peaks there.

Their gain multiplied every twitch by a factor of the interval before it, so force jumped with a single short interval
and was not bounded by the tetanus. Here the same curve is applied to the running sum: y sums unit responses (t/T)
exp(-t/T), whose mean is T times the rate, and the unit's force is P (1 - exp(-2 y^3)): a twitch is then about a tenth
of the tetanus, nothing jumps, and no rate can exceed P.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from sciatica.body import MuscleTable
from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray


@dataclass(frozen=True)
class Units:
    """The n units of each of M muscles; both sides are alike."""

    strength: FloatArray
    """[n] tetanic force of each unit as a share of the pool's, summing to 1."""
    contraction_ms: FloatArray
    """[M, n]"""
    twitch_ms: FloatArray
    """[M] contraction time of the whole muscle's twitch."""
    slowness: FloatArray
    """[M] twitch time over the reference muscle's."""
    surface_emg: BoolArray
    """[M] whether a surface electrode would record it."""


@cache
def _rows() -> dict[str, dict[str, str]]:
    text = files("sciatica.muscle").joinpath("muscles.csv").read_text(encoding="utf-8")
    return {row["name"]: row for row in csv.DictReader(text.splitlines())}


def tetanic_share(number: int, force_range: float) -> FloatArray:
    """[number] share of the pool's tetanic force of each unit, smallest first."""
    force = force_range ** (np.arange(number) / max(number - 1, 1))
    return np.asarray(force / force.sum())


def response(activity: FloatArray, steepness: float) -> FloatArray:
    """Share of the tetanic force at an activity y (mean y = contraction time times rate)."""
    return np.asarray(1.0 - np.exp(-steepness * activity**3))


def whole_twitch(share: FloatArray, contraction_ms: FloatArray, time_ms: FloatArray, steepness: float) -> FloatArray:
    """[T] force after one spike in every unit, as a share of the tetanus."""
    s = time_ms[:, None] / contraction_ms[None, :]
    return np.asarray(response(s * np.exp(-s), steepness) @ share)


def build(muscles: MuscleTable, parameters: Parameters, number: int) -> Units:
    """The units of every muscle.

    Args:
        muscles: the body's table; each must have a row in ``muscle/muscles.csv``.
        parameters: the constants of ``muscle``.
        number: units of each pool.

    Raises:
        InputError: a muscle without a row.
    """
    rows = _rows()
    missing = [name for name in muscles.names if name not in rows]
    if missing:
        raise InputError("no twitch time for a muscle", file="muscle/muscles.csv", given=missing[0], wanted="a row")
    p = parameters
    share = tetanic_share(number, p.force_range)
    relative = p.contraction_time_range ** (-np.arange(number) / max(number - 1, 1))
    grid = np.linspace(0.01, 1.5, 1500)
    peak = grid[int(np.argmax(whole_twitch(share, relative, grid, p.fusion_steepness)))]
    twitch = np.array([float(rows[name]["twitch_ms"]) for name in muscles.names])
    return Units(
        strength=share,
        contraction_ms=(twitch / peak)[:, None] * relative[None, :],
        twitch_ms=twitch,
        slowness=twitch / p.reference_twitch_ms,
        surface_emg=np.array([rows[name]["surface_emg"] == "yes" for name in muscles.names]),
    )
