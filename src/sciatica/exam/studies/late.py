"""Late responses: the impulse that runs up the motor axon and comes back (F, in `fwave`), and the reflex by the
thickest afferents (H, in `hreflex`). Both pass the root twice, so slowing, block and loss there are seen although the
study is made at the foot.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.body import Body
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.exam.studies.fwave import f_waves
from sciatica.exam.studies.hreflex import h_reflex
from sciatica.exam.studies.nerves import MOTOR, REFERENCE_C
from sciatica.muscle.units import Units
from sciatica.nerve.conduct import Channels


@dataclass(frozen=True)
class Late:
    """Late responses of S motor nerves, left and right."""

    name: tuple[str, ...]
    f_time_ms: FloatArray
    """[T] from the stimulus at the ankle."""
    f_trace_mv: FloatArray
    """[S, 2, shocks, T] the record after each shock, M wave and F wave."""
    f_onset_ms: FloatArray
    """[S, 2, shocks] of each F wave; nan where none came."""
    f_latency_ms: FloatArray
    """[S, 2] the shortest of all shocks; nan where none came back."""
    f_persistence: FloatArray
    """[S, 2] share of the shocks after which one came back."""
    f_dispersion_ms: FloatArray
    """[S, 2] longest less shortest onset."""
    h_time_ms: FloatArray
    """[T] from the stimulus behind the knee."""
    h_strength: FloatArray
    """[I] of the stimulus, over that which excites half of the motor axons."""
    h_trace_mv: FloatArray
    """[2, I, T] of the soleus, M wave and H wave."""
    h_m_mv: FloatArray
    """[2, I] largest deflection of the M wave."""
    h_h_mv: FloatArray
    """[2, I] of the H wave."""
    h_latency_ms: FloatArray
    """[2] onset of the largest H wave; nan where there is none."""
    h_m_latency_ms: FloatArray
    """[2] onset of the largest M wave."""
    h_ratio: FloatArray
    """[2] largest H over the same person's with healthy nerves."""


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
    f = f_waves(body, channels, posture, units, parameters, rng, temperature_c=temperature_c)
    h = h_reflex(body, channels, posture, units, parameters, temperature_c=temperature_c)
    return Late(
        name=tuple(nerve.name for nerve in MOTOR),
        f_time_ms=f.time_ms,
        f_trace_mv=f.trace_mv,
        f_onset_ms=f.onset_ms,
        f_latency_ms=f.latency_ms,
        f_persistence=f.persistence,
        f_dispersion_ms=f.dispersion_ms,
        h_time_ms=h.time_ms,
        h_strength=h.strength,
        h_trace_mv=h.trace_mv,
        h_m_mv=h.m_mv,
        h_h_mv=h.h_mv,
        h_latency_ms=h.latency_ms,
        h_m_latency_ms=h.m_latency_ms,
        h_ratio=h.ratio,
    )
