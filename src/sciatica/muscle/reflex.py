"""Knee, hamstring and ankle reflex as the muscle shows them: the volley in, the pool's answer, the motor axons out."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from sciatica.body import Body
from sciatica.cord import axons, pools, reflexes
from sciatica.cord.afferents import ChannelsLike
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.muscle.units import tetanic_share


@dataclass(frozen=True)
class Reflex:
    """The answer of one muscle to a volley; arrays are [2] by side."""

    size: FloatArray
    """Share of the pool's force that takes part."""
    healthy_size: FloatArray
    latency_ms: FloatArray
    """From stimulus to the first tenth of the answer in the muscle; nan where there is none."""

    @property
    def fraction(self) -> FloatArray:
        """[2] size over healthy size."""
        return np.asarray(self.size / self.healthy_size)


@cache
def muscles_of(reflex: str) -> tuple[str, ...]:
    """The muscles in which a reflex is read.

    Raises:
        InputError: no such reflex.
    """
    text = files("sciatica.muscle").joinpath("reflexes.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    found = tuple(row["muscle"] for row in rows if row["reflex"] == reflex)
    if not found:
        known = " | ".join(dict.fromkeys(row["reflex"] for row in rows))
        raise InputError("no such reflex", field="reflex", given=reflex, wanted=known)
    return found


def elicit(
    body: Body,
    channels: ChannelsLike,
    posture: int,
    muscle: str,
    parameters: ParameterSet,
    *,
    landmark: str | None = None,
    facilitation: FloatArray | None = None,
) -> Reflex:
    """A stretch reflex by tap, or an H reflex by a stimulus at a landmark.

    Args:
        body, channels, posture: the person and what each fibre does.
        muscle: its name.
        parameters: the constants of ``cord`` and ``muscle``.
        landmark: where large afferents are stimulated electrically (``body.LANDMARKS``); a tendon tap if not given.
        facilitation: [2] drive that the pool gets besides the standing one (guarding, an irritated segment).
    """
    cord = parameters.cord
    number = body.muscles.names.index(muscle)
    made = pools.build(body, cord)
    strength = tetanic_share(made.units_per_pool, parameters.muscle.force_range)
    out_ms = axons.healthy_delay_ms(made, channels, body.fibres.path_mm)
    start, spread = None, cord.tap_spread_ms
    if landmark is not None:
        start = np.array([body.position_mm(root, landmark) for root in range(body.muscles.root_weight.shape[1])])
        spread = 0.0
    size, healthy, latency = np.zeros(2), np.zeros(2), np.full(2, np.nan)
    for side in range(2):
        mine = pools.unit_mask(made, number, side)
        fibre = made.fibre[mine]
        background = cord.reflex_background + (0.0 if facilitation is None else float(facilitation[side]))
        spared = axons.spared(made, channels, body.fibres.path_mm)[mine]
        whole = channels.connected_to_cord[fibre] & channels.connected_distally[fibre]
        open_ = spared | (channels.passes[fibre, posture] & whole)
        late = out_ms[mine] + np.where(spared, 0.0, np.nan_to_num(channels.added_delay_ms[fibre, posture]))
        for well in (True, False):
            arriving = reflexes.volley(body, channels, posture, number, side, start, healthy=well)
            time, drive = reflexes.excitation(arriving, spread, cord)
            ground = cord.reflex_background if well else background
            chance, when = reflexes.answer(time, drive, ground, made.threshold, cord)
            if well:
                healthy[side] = float((chance * strength).sum())
                continue
            answer = chance * strength * open_
            size[side] = float(answer.sum())
            if size[side] > 0.0:
                latency[side] = _onset_ms(when + late, answer) + parameters.muscle.neuromuscular_delay_ms
    return Reflex(size, healthy, latency)


def _onset_ms(arrival_ms: FloatArray, answer: FloatArray) -> float:
    order = np.argsort(arrival_ms, kind="stable")
    grown = np.cumsum(answer[order])
    return float(arrival_ms[order][int(np.searchsorted(grown, 0.1 * grown[-1]))])


def reflex_fraction(
    body: Body,
    channels: ChannelsLike,
    posture: int,
    muscle: str,
    parameters: ParameterSet,
    *,
    facilitation: FloatArray | None = None,
) -> FloatArray:
    """[2] tendon reflex of one muscle as a share of healthy; arguments as :func:`elicit`."""
    return elicit(body, channels, posture, muscle, parameters, facilitation=facilitation).fraction


def of_reflex(
    reflex: str,
    body: Body,
    channels: ChannelsLike,
    posture: int,
    parameters: ParameterSet,
    *,
    facilitation: FloatArray | None = None,
) -> FloatArray:
    """[2] a reflex as a share of healthy: its muscles by their share of the movement's strength.

    Args:
        reflex: ``knee``, ``medial_hamstring`` or ``ankle``.
        body, channels, posture, parameters: as :func:`elicit`.
        facilitation: [M, 2] drive that the pools get besides the standing one.
    """
    total, weights = np.zeros(2), 0.0
    for name in muscles_of(reflex):
        m = body.muscles.names.index(name)
        weight = float(body.muscles.movement_share[m])
        extra = None if facilitation is None else facilitation[m]
        total += weight * reflex_fraction(body, channels, posture, name, parameters, facilitation=extra)
        weights += weight
    return np.asarray(total / weights)


def knee(
    body: Body,
    channels: ChannelsLike,
    posture: int,
    parameters: ParameterSet,
    *,
    facilitation: FloatArray | None = None,
) -> FloatArray:
    """[2] knee reflex as a share of healthy; arguments as :func:`of_reflex`."""
    return of_reflex("knee", body, channels, posture, parameters, facilitation=facilitation)


def ankle(
    body: Body,
    channels: ChannelsLike,
    posture: int,
    parameters: ParameterSet,
    *,
    facilitation: FloatArray | None = None,
) -> FloatArray:
    """[2] ankle reflex as a share of healthy; arguments as :func:`of_reflex`."""
    return of_reflex("ankle", body, channels, posture, parameters, facilitation=facilitation)
