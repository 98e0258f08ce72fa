"""Late responses: the impulse that runs up the motor axon and comes back (F), and the reflex by the thickest afferents
(H). Both pass the root twice, so slowing, block and loss there are seen although the study is made at the foot.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.body import Body
from sciatica.cord import pools
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.exam.studies.motor import axons_of, distal_ms
from sciatica.exam.studies.nerves import MOTOR, REFERENCE_C, Nerve
from sciatica.muscle import reflex
from sciatica.muscle.units import Units
from sciatica.nerve.conduct import Channels

SHOCKS = 16
H_MUSCLE = "soleus"
H_LANDMARK = "knee"


@dataclass(frozen=True)
class Late:
    """Late responses of S motor nerves, left and right."""

    name: tuple[str, ...]
    f_latency_ms: FloatArray
    """[S, 2] the shortest of all shocks; nan where none came back."""
    f_persistence: FloatArray
    """[S, 2] share of the shocks after which one came back."""
    f_dispersion_ms: FloatArray
    """[S, 2] longest less shortest."""
    h_latency_ms: FloatArray
    """[2] of the soleus; nan where there is none."""
    h_ratio: FloatArray
    """[2] size over the healthy person's."""


def late_responses(
    body: Body,
    channels: Channels,
    posture: int,
    units: Units,
    parameters: ParameterSet,
    rng: np.random.Generator,
    *,
    temperature_c: float = REFERENCE_C,
) -> Late:
    """The late responses of one person on one day.

    Args:
        body, channels: the person and what each fibre does.
        posture: index of the posture in which the study is made, lying.
        units: motor units as they are on the day.
        parameters: the constants of all rooms.
        rng: which motoneurons answer which shock is chance.
        temperature_c: of the limb.
    """
    made = pools.build(body, parameters.cord)
    found = np.array([
        [_f_wave(nerve, side, made, body, channels, posture, units, parameters, rng, temperature_c) for side in (0, 1)]
        for nerve in MOTOR
    ])  # fmt: skip
    h = reflex.elicit(body, channels, posture, H_MUSCLE, parameters, landmark=H_LANDMARK)
    return Late(
        name=tuple(nerve.name for nerve in MOTOR),
        f_latency_ms=found[:, :, 0],
        f_persistence=found[:, :, 1],
        f_dispersion_ms=found[:, :, 2],
        h_latency_ms=h.latency_ms,
        h_ratio=h.fraction,
    )


def _f_wave(
    nerve: Nerve,
    side: int,
    made: pools.Pools,
    body: Body,
    channels: Channels,
    posture: int,
    units: Units,
    parameters: ParameterSet,
    rng: np.random.Generator,
    temperature_c: float,
) -> tuple[float, float, float]:
    """Shortest latency, persistence and dispersion of one muscle."""
    axons = axons_of(nerve, side, made, body, channels, temperature_c)
    open_ = axons.alive & channels.connected_to_cord[axons.fibre] & channels.passes[axons.fibre, posture]
    way = (axons.path_mm - nerve.distal_mm) / axons.speed_m_s
    way = way + np.nan_to_num(channels.added_delay_ms[axons.fibre, posture])
    latency = distal_ms(nerve, axons, parameters) + 2.0 * way + parameters.cord.f_wave_turn_ms
    real = float(units.real_units[body.muscles.names.index(nerve.target)])
    chance = 1.0 - (1.0 - parameters.cord.f_wave_probability) ** real
    answers = (rng.random((SHOCKS, len(latency))) < chance) & open_
    if not answers.any():
        return float("nan"), 0.0, float("nan")
    each = np.where(answers, latency, np.nan)
    return float(np.nanmin(each)), float(answers.any(axis=1).mean()), float(np.nanmax(each) - np.nanmin(each))
