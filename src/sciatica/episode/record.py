"""What an episode gives back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.cord.carried import Carried
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.muscle.spasm import Discharge, Spasm, Twitch


@dataclass(frozen=True)
class Spikes:
    """Every spike that reached a muscle."""

    unit: IntArray
    """[X] row of the pools' units: pool 2 * muscle + side, n units each."""
    time_s: FloatArray
    """[X] sorted."""
    road: IntArray
    """[X] index into ``cord.motor_pool.ROADS``."""
    units_per_pool: int

    def of(self, muscle: int, side: int) -> BoolArray:
        """[X] True for the spikes of one muscle and side."""
        return np.asarray(self.unit // self.units_per_pool == 2 * muscle + side)


@dataclass(frozen=True)
class Episode:
    """Some seconds of a person; M muscles, 2 sides, 9 roots, 6 classes, T samples."""

    time_s: FloatArray
    """[T]"""
    segment: IntArray
    """[T] which segment of the script."""
    segment_names: tuple[str, ...]
    pain: FloatArray
    """[T] 0-10."""
    pain_by_root: FloatArray
    """[2, 9, T] 0-10, each as if it were alone."""
    wind_up: FloatArray
    """[2, 9, T] 0-1."""
    class_rate_hz: FloatArray
    """[2, 9, 6, T] impulses born in the nerve, Hz per axon: sensory at the cord, motor and pelvic towards the end
    organ."""
    guarding: FloatArray
    """[M, 2, T] guarding drive, share of full drive."""
    activation: FloatArray
    """[M, 2, T] active state, share of the maximum."""
    activation_by_road: FloatArray
    """[4, M, 2, T] the same by road: voluntary, ectopic, pool, guarding."""
    force: FloatArray
    """[M, 2, T] activation less fatigue, share of the maximum."""
    persistent_current: FloatArray
    """[M, 2, T] amplitude of the persistent inward current available to each pool, rheobases."""
    emg: FloatArray
    """[E, 2, T_emg] surface EMG of the recorded muscles, microvolts."""
    emg_muscle: IntArray
    """[E] muscles recorded."""
    emg_time_s: FloatArray
    """[T_emg]"""
    strength: FloatArray
    """[M, 2] force of a full effort through the surviving axons, share of healthy, in the first posture."""
    twitches: tuple[Twitch, ...]
    spasms: tuple[Spasm, ...]
    spikes: Spikes
    carried: Carried
    """What was carried in, with the wind-up at the end."""
    held: tuple[str, ...]
    """What was held beyond the simulated window, in plain words."""
    windows: int
    """How many exchange windows were run."""
    window_ms: float
    discharges: tuple[Discharge, ...] = ()
    """The impulses behind the twitches, unit by unit: single, doublet, multiplet, afterdischarge; with echoes."""

    @property
    def unwilled_activation(self) -> FloatArray:
        """[M, 2] mean activation that nobody told the muscle to make."""
        return np.asarray(self.activation_by_road[1:].sum(axis=0).mean(axis=-1))
