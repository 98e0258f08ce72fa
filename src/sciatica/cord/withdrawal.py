"""Withdrawal: pain in the skin moves away from it those muscles that can, after a delay, and steadies the other leg.

The human reflex is site-specific: painful stimulation of the sole lifts the foot (tibialis anterior at about 80 ms,
biceps femoris at 70 ms), of the foot's back bends the knee and leaves the foot, both suppress soleus, and in the
other leg soleus alone answers, weakly (Decchi 1997, doi:10.1016/s0924-980x(97)00048-9). Which muscle each site
drives stands in ``withdrawal.csv``; how strongly is assumed. The volley runs in the small myelinated fibres of the
site's roots (26.5 m/s in people: Rossi & Decchi 1994), crosses several synapses, which delays and smears it, and
meets the pools that every other drive meets. So a lost root takes its share, and one that is slowed is late.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from sciatica.body import CLASSES, ROOTS, Body
from sciatica.cord import axons
from sciatica.cord.afferents import ChannelsLike
from sciatica.cord.pools import Pools
from sciatica.cord.reflexes import GRID_MS, answer
from sciatica.core.errors import InputError, nearest
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray

OWN, OTHER = "own", "other"


@dataclass(frozen=True)
class Withdrawal:
    """What one painful stimulus does to every pool."""

    time_ms: FloatArray
    """[T] since the stimulus, at the motoneurons."""
    drive: FloatArray
    """[M, 2, T] share of full drive; negative where the pool is inhibited."""
    onset_ms: FloatArray
    """[M, 2] when the first tenth of the answer reaches the end of its axons; nan where there is none."""
    size: FloatArray
    """[M, 2] mean chance that a motoneuron of the pool answers through an axon that conducts."""


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("sciatica.cord").joinpath("withdrawal.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def sites() -> tuple[str, ...]:
    """Where the skin can be stimulated."""
    return tuple(dict.fromkeys(row["site"] for row in _rows()))


def field(body: Body, site: str) -> FloatArray:
    """[M, 2] share of the reflex that each muscle gets, of the stimulated leg (0) and of the other (1).

    Raises:
        InputError: no such site.
    """
    _check(site)
    movement = np.array(body.muscles.movement)
    found = np.zeros((len(movement), 2))
    for row in _rows():
        if row["site"] == site and row["movement"]:
            found[movement == row["movement"], int(row["leg"] == OTHER)] = float(row["share"])
    return found


def elicit(
    body: Body,
    made: Pools,
    channels: ChannelsLike,
    posture: int,
    site: str,
    side: int,
    parameters: Parameters,
    *,
    background: float = 0.0,
) -> Withdrawal:
    """The answer of all pools to a painful stimulus to the skin.

    Args:
        body, made, channels, posture: the person, the motor pools and what each fibre does.
        site: one of :func:`sites`.
        side: 0 left, 1 right.
        parameters: the constants of ``cord``.
        background: standing drive of all pools, without which inhibition does not show.

    Raises:
        InputError: no such site.
    """
    p = parameters
    at, share = field(body, site), _supply(site)
    arrival, weight = _volley(body, channels, posture, site, share, side)
    last = float(arrival.max(initial=0.0)) + 8.0 * p.withdrawal_smear_ms
    time = np.arange(0.0, last, GRID_MS)
    lag = np.arange(0.0, 8.0 * p.withdrawal_smear_ms, GRID_MS)
    shape = lag * np.exp(-lag / p.withdrawal_smear_ms)
    pulses = np.bincount(np.rint(arrival / GRID_MS).astype(np.int64), weights=weight, minlength=len(time))
    course = p.withdrawal_drive * np.convolve(pulses, shape / shape.max())[: len(time)]
    legs = at if side == 0 else at[:, ::-1]
    drive = legs[:, :, None] * course
    time = time + p.withdrawal_central_ms
    out_ms = axons.healthy_delay_ms(made, channels, body.fibres.path_mm)
    beyond = axons.spared(made, channels, body.fibres.path_mm)
    late = out_ms + np.where(beyond, 0.0, np.nan_to_num(channels.added_delay_ms[made.fibre, posture]))
    through = channels.passes[:, posture] & channels.connected_to_cord & channels.connected_distally
    whole = beyond | through[made.fibre]
    onset, size = np.full(legs.shape, np.nan), np.zeros(legs.shape)
    number = made.units_per_pool
    for m, s in zip(*np.nonzero(legs > 0.0), strict=True):
        mine = slice((2 * m + s) * number, (2 * m + s + 1) * number)
        chance, when = answer(time, drive[m, s], background, made.threshold, p)
        chance = chance * whole[mine]
        size[m, s] = chance.mean()
        if chance.sum() > 0.0:
            order = np.argsort(when + late[mine], kind="stable")
            first = np.searchsorted(np.cumsum(chance[order]), 0.1 * chance.sum())
            onset[m, s] = (when + late[mine])[order][first]
    return Withdrawal(time, drive, onset, size)


def _check(site: str) -> None:
    if site not in sites():
        close = nearest(site, sites())
        cure = f"; did you mean {close}?" if close else ""
        raise InputError("no such site of the skin" + cure, field="site", given=site, wanted=" | ".join(sites()))


def _supply(site: str) -> dict[int, float]:
    """Share of the site's small fibres in each root (index into ``ROOTS``)."""
    return {ROOTS.index(row["root"]): float(row["weight"]) for row in _rows() if row["site"] == site}


def _volley(
    body: Body, channels: ChannelsLike, posture: int, site: str, share: dict[int, float], side: int
) -> tuple[FloatArray, FloatArray]:
    """Arrival (ms) at the cord and share of the whole supply of every small myelinated fibre of the site that
    conducts."""
    fibres = body.fibres
    at = next(row["at"] for row in _rows() if row["site"] == site)
    mine = (fibres.kind == CLASSES.index("a_delta")) & (fibres.side == side) & np.isin(fibres.root, list(share))
    rows = np.flatnonzero(mine)
    root = fibres.root[rows]
    start = np.array([body.position_mm(int(r), at) for r in root])
    arrival = start * channels.delay_to_target_ms[rows] / fibres.path_mm[rows]
    arrival = arrival + np.nan_to_num(channels.added_delay_ms[rows, posture])
    passes = channels.passes[rows, posture] & channels.connected_to_cord[rows] & channels.connected_distally[rows]
    in_root = np.bincount(root, weights=fibres.weight[rows], minlength=len(ROOTS))
    weight = np.array([share[int(r)] for r in root]) * fibres.weight[rows] / in_root[root]
    return np.asarray(arrival), np.asarray(weight * passes)
