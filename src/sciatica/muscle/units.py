"""Motor units: how strong, how fast and how tireless each is, and how large after its neighbours have died.

Fuglevand, Winter & Patla 1993 (doi:10.1152/jn.1993.70.6.2470): the force of unit i is P_i = R^((i-1)/(n-1)), its
contraction time T_i = T_1 P_i^(-1/c), so that large units are fast. The table ``muscles.csv`` gives the contraction
time of the *whole* muscle's twitch; T_1 is set so that the simulated twitch of all units together peaks there.

Their gain multiplied every twitch by a factor of the interval before it, so force jumped with a single short interval
and was not bounded by the tetanus. Here the same curve is applied to the running sum: y sums unit responses (t/T)
exp(-t/T), whose mean is T times the rate, and the unit's force is P (1 - exp(-2 y^3)): a twitch is then about a tenth
of the tetanus, nothing jumps, and no rate can exceed P.

When axons die, their fibres are orphans; the surviving units sprout and take them over, up to about five times their
own size, first in days and then over weeks to months (:func:`sprouted`).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np

from sciatica.body import MuscleTable
from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray

JOINTS = ("ankle", "knee", "trunk")
"""Where fatigue was measured; every muscle counts as one of them."""


@dataclass(frozen=True)
class Units:
    """The n units of each of M muscles."""

    strength: FloatArray
    """[n] tetanic force of each healthy unit as a share of the pool's, summing to 1."""
    contraction_ms: FloatArray
    """[M, n]"""
    twitch_ms: FloatArray
    """[M] contraction time of the whole muscle's twitch."""
    slowness: FloatArray
    """[M] twitch time over the reference muscle's."""
    surface_emg: BoolArray
    """[M] whether a surface electrode would record it."""
    fatigue_per_s: FloatArray
    """[M, n] capacity that a fused contraction takes from each unit, 1/s."""
    recovery_per_s: FloatArray
    """[M] at which a working muscle wins it back, 1/s."""
    fibre_mm: FloatArray
    """[M] length of a muscle fibre."""
    belly_mm: FloatArray
    """[M] length of the muscle's belly."""
    radius_mm: FloatArray
    """[M] radius of the belly as a cylinder."""
    fibres: FloatArray
    """[M] number of muscle fibres."""
    real_units: FloatArray
    """[M] real motor units that one simulated unit stands for."""
    innervation: FloatArray
    """[n] share of the muscle's fibres that each healthy unit holds, summing to 1."""
    size: FloatArray
    """[M, 2, n] muscle fibres over the healthy unit's: 1 healthy, 0 its axon is lost, above 1 it has sprouted."""
    adopted: FloatArray
    """[M, 2, n] share of the unit's fibres that it took over."""
    adopted_days: FloatArray
    """[M, 2] how long ago, on average, the fibres of this muscle lost their axons; 0 where none did."""

    def fibres_of(self, muscle: int) -> FloatArray:
        """[n] fibres of one healthy real unit of each kind that cross a section of the belly (they are shorter)."""
        crossing = self.fibre_mm[muscle] / self.belly_mm[muscle]
        return np.asarray(self.fibres[muscle] * crossing * self.innervation / self.real_units[muscle])

    @property
    def share(self) -> FloatArray:
        """[U] tetanic force of every unit as a share of its healthy pool's."""
        return np.asarray((self.strength * self.size).ravel())

    @property
    def denervated(self) -> FloatArray:
        """[M, 2] share of the muscle's fibres that no axon reaches."""
        return np.asarray(np.clip(1.0 - (self.strength * self.size).sum(axis=2), 0.0, 1.0))


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
    """The healthy units of every muscle; both sides are alike.

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
    rank = np.arange(number) / max(number - 1, 1)
    relative = p.contraction_time_range**-rank
    grid = np.linspace(0.01, 1.5, 1500)
    peak = grid[int(np.argmax(whole_twitch(share, relative, grid, p.fusion_steepness)))]
    mine = [rows[name] for name in muscles.names]
    twitch = np.array([float(row["twitch_ms"]) for row in mine])
    weary = np.array([getattr(p, f"fatigue_rate_{row['joint']}_per_s") for row in mine]) / p.fatigue_rate_mean_per_s
    count = len(mine)
    fibre_mm, belly_mm = (np.array([float(row[name]) for row in mine]) for name in ("fibre_mm", "belly_mm"))
    area_mm2 = 100.0 * muscles.maximum_force_n / p.table_tension_n_cm2
    return Units(
        strength=share,
        contraction_ms=(twitch / peak)[:, None] * relative[None, :],
        twitch_ms=twitch,
        slowness=twitch / p.reference_twitch_ms,
        surface_emg=np.array([row["surface_emg"] == "yes" for row in mine]),
        fatigue_per_s=weary[:, None] * p.fatigue_fastest_per_s * p.fatigue_range ** (rank - 1.0)[None, :],
        recovery_per_s=np.array([getattr(p, f"recovery_rate_{row['joint']}_per_s") for row in mine]),
        fibre_mm=fibre_mm,
        belly_mm=belly_mm,
        radius_mm=np.sqrt(area_mm2 * fibre_mm / belly_mm / np.pi),
        fibres=area_mm2 / (np.pi / 4.0 * (p.fibre_diameter_um / 1000.0) ** 2),
        real_units=muscles.motor_units / number,
        innervation=share**p.innervation_power / (share**p.innervation_power).sum(),
        size=np.ones((count, 2, number)),
        adopted=np.zeros((count, 2, number)),
        adopted_days=np.zeros((count, 2)),
    )


def sprouted(units: Units, alive: BoolArray, days: FloatArray, parameters: Parameters) -> Units:
    """The same units after some of their axons were lost: the survivors take over orphaned fibres.

    No fibre is ever counted twice: survivors and orphans together are the healthy muscle. What survivors may take is
    limited to ``sprouting_limit`` times their own size, so that a muscle keeps its strength until only a fifth of its
    units is left. Orphans become ready exponentially after ``sprouting_delay_days``.

    Args:
        units: healthy ones.
        alive: [M, 2, n] whose axon still reaches the muscle.
        days: [M, 2, n] since each lost axon was lost; not read where alive.
        parameters: the constants of ``muscle``.

    Raises:
        InputError: arrays of another shape, or days before the loss.
    """
    p = parameters
    wanted = units.size.shape
    lost_days = np.broadcast_to(np.asarray(days, dtype=np.float64), wanted)
    if alive.shape != wanted:
        raise InputError("wrong shape", field="alive", given=alive.shape, wanted=str(wanted))
    lost = ~alive
    if not (lost_days[lost] >= 0.0).all():
        raise InputError("an axon cannot have been lost in the future", field="days", wanted="0 or more")
    since = np.where(lost, lost_days, 0.0)
    ready = 1.0 - np.exp(-np.maximum(since - p.sprouting_delay_days, 0.0) / p.sprouting_tau_days)
    survivors = (units.strength * alive).sum(axis=2)
    orphans = (units.strength * lost * ready).sum(axis=2)
    growth = np.minimum(
        np.divide(orphans, survivors, out=np.zeros_like(orphans), where=survivors > 0.0), p.sprouting_limit - 1.0
    )
    dead = (units.strength * lost).sum(axis=2)
    aged = np.divide((units.strength * since).sum(axis=2), dead, out=np.zeros_like(dead), where=dead > 0.0)
    size = np.where(alive, 1.0 + growth[:, :, None], 0.0)
    return replace(
        units,
        size=size,
        adopted=np.where(alive, (growth / (1.0 + growth))[:, :, None], 0.0),
        adopted_days=aged,
    )
