"""From fifteen numbers to a motion: joint angles of a whole cycle and of standing, and which foot carries.

The person's own normal motion is bent, not replaced. Slower walking has smaller excursions, a flatter knee and a
lesser push of the ankle, and stays longer on both feet, as measured at five speeds by Schwartz 2008
(doi:10.1016/j.jbiomech.2008.03.015). What one leg does otherwise is added over smooth windows of its own cycle. Time
runs faster over a spared leg: instants keep their share of the cycle, and ``pace`` says how long each lasts.

A trunk that is held forward or aside would carry the mass centre out of the feet; people move the pelvis the other
way. So both legs are tilted about the feet until the mass centre stands as it did: a static balance, nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray

_SIDES = ("l", "r")


@dataclass(frozen=True)
class Normal:
    """One person's normal walking and standing."""

    names: tuple[str, ...]
    """Q coordinates: six of the pelvis (m, rad), the joints of left and right leg, the trunk."""
    angle: FloatArray
    """[T, Q] at even shares of the cycle from the contact of the right foot; T is even."""
    standing: FloatArray
    """[Q]"""
    load: FloatArray
    """[T, 2] share of the ground's force under the left, the right foot."""
    speed_m_s: float
    step_m: float
    height_m: float


@dataclass(frozen=True)
class Frames:
    """X motions; the last of the T + 1 instants is standing."""

    angle: FloatArray
    """[X, T + 1, Q]"""
    velocity: FloatArray
    """[X, T + 1, Q] 1/s"""
    acceleration: FloatArray
    """[X, T + 1, Q] 1/s2"""
    load: FloatArray
    """[X, T + 1, 2]"""
    pace: FloatArray
    """[X, T] how long an instant lasts over the mean of the cycle."""
    period_s: FloatArray
    """[X]"""


def bend(normal: Normal, x: FloatArray, p: Parameters) -> Frames:
    """The motions of ways of walking ``x`` [X, 15]."""
    angle = _slower(normal, x, p)
    standing = np.repeat(normal.standing[None, None], len(x), axis=0)
    everywhere = np.concatenate([angle, standing], axis=1)
    _trunk(normal, everywhere, x, p)
    walking, standing = everywhere[:, :-1], everywhere[:, -1:]
    for s in (0, 1):
        _leg(normal, walking, x, s, p)
    _plant(normal, walking, x, p)
    _shift(normal, standing, x, p)
    load, pace = _feet(normal, x, p)
    period_s = 2.0 * normal.step_m * np.sqrt(x[:, 3]) * x[:, 4] / (normal.speed_m_s * x[:, 3])
    velocity, acceleration = _rates(walking, pace, period_s)
    still = np.zeros_like(standing)
    half = np.stack([0.5 - x[:, 0] / 2, 0.5 + x[:, 0] / 2], axis=1)
    return Frames(
        angle=np.concatenate([walking, standing], axis=1),
        velocity=np.concatenate([velocity, still], axis=1),
        acceleration=np.concatenate([acceleration, still], axis=1),
        load=np.concatenate([load, half[:, None, :]], axis=1),
        pace=pace,
        period_s=period_s,
    )


def at_speed(normal: Normal, ratio: float, p: Parameters) -> FloatArray:
    """[T, Q] the motion at another speed, taken as share ``ratio`` of its own."""
    one = np.ones((1, 15))
    one[0, 3] = ratio
    return np.asarray(_slower(normal, one, p)[0])


def double_support(load: FloatArray, pace: FloatArray, least: float = 0.03) -> float:
    """Share of the time in which both feet carry more than ``least`` of the weight; ``load`` [T, 2], ``pace`` [T]."""
    fine = np.linspace(0.0, len(load), 20 * len(load), endpoint=False)
    at = np.arange(len(load) + 1)
    both = np.ones(fine.size, dtype=bool)
    for s in (0, 1):
        both &= np.interp(fine, at, np.append(load[:, s], load[0, s])) > least
    lasting = np.interp(fine, at, np.append(pace, pace[0]))
    return float(lasting[both].sum() / lasting.sum())


@lru_cache(maxsize=256)
def bump(instants: int, side: int, centre: float, half_width: float) -> FloatArray:
    """[T] a raised cosine round a share of the cycle of one leg."""
    t = (np.arange(instants) / instants - centre + (0.5 if side == 0 else 0.0) + 0.5) % 1.0 - 0.5
    found = np.where(np.abs(t) < half_width, 0.5 + 0.5 * np.cos(np.pi * t / half_width), 0.0)
    found.flags.writeable = False
    return found


def _slower(normal: Normal, x: FloatArray, p: Parameters) -> FloatArray:
    """[X, T, Q] the normal motion at another speed and step."""
    speed, step = x[:, 3], x[:, 4]
    mean = normal.angle.mean(0)
    reach = speed**p.hip_range_by_speed * step
    angle = mean + reach[:, None, None] * (normal.angle - mean)
    instants = normal.angle.shape[0]
    for s, side in enumerate(_SIDES):
        knee, ankle = (normal.names.index(f"{joint}_{side}") for joint in ("knee_angle", "ankle_angle"))
        early = bump(instants, s, 0.15, 0.25)
        power = p.knee_swing_by_speed + (p.knee_stance_by_speed - p.knee_swing_by_speed) * early
        angle[:, :, knee] = normal.angle[:, knee] * speed[:, None] ** power
        push = bump(instants, s, 0.64, 0.16) * np.minimum(normal.angle[:, ankle], 0.0)
        angle[:, :, ankle] = normal.angle[:, ankle] - (1.0 - speed**p.push_angle_by_speed)[:, None] * push
    rise = normal.names.index("pelvis_ty")
    angle[:, :, rise] = mean[rise] + reach[:, None] ** 2 * (normal.angle[:, rise] - mean[rise])
    return np.asarray(angle)


def _trunk(normal: Normal, angle: FloatArray, x: FloatArray, p: Parameters) -> None:
    """Lasting flexion and list, and the pelvis moved the other way."""
    at = normal.names.index
    forward, aside = np.radians(x[:, 2])[:, None], np.radians(x[:, 1])[:, None]
    angle[:, :, at("lumbar_extension")] -= forward
    angle[:, :, at("lumbar_bending")] += aside
    over = p.upper_mass_share * p.upper_height_over_lumbar / p.leg_share_of_height
    back, away = over * np.sin(forward), over * np.sin(aside)
    for side, sign in (("l", -1.0), ("r", 1.0)):
        angle[:, :, at(f"hip_flexion_{side}")] += back
        angle[:, :, at(f"ankle_angle_{side}")] -= back
        angle[:, :, at(f"hip_adduction_{side}")] -= sign * away


def _shift(normal: Normal, standing: FloatArray, x: FloatArray, p: Parameters) -> None:
    """Standing more on one leg: the pelvis over it."""
    shift = x[:, 0, None] * p.half_hip_width_share_of_height / p.leg_share_of_height
    standing[:, :, normal.names.index("hip_adduction_r")] += shift
    standing[:, :, normal.names.index("hip_adduction_l")] -= shift


def _leg(normal: Normal, angle: FloatArray, x: FloatArray, s: int, p: Parameters) -> None:
    """What one leg, and the trunk over it, do otherwise while it swings, stands and pushes."""
    at, side, other = normal.names.index, _SIDES[s], _SIDES[1 - s]
    instants = angle.shape[1]
    sign = 1.0 if s else -1.0
    swing = bump(instants, s, 0.79, 0.24)
    hike = np.radians(x[:, 5 + s])[:, None] * swing
    # the raised side's leg hangs straight, the trunk stays upright, the pelvis turns about the hip that stands
    angle[:, :, at("pelvis_list")] -= sign * hike
    angle[:, :, at("lumbar_bending")] += sign * hike
    angle[:, :, at(f"hip_adduction_{side}")] += hike
    angle[:, :, at(f"hip_adduction_{other}")] -= hike
    angle[:, :, at("pelvis_ty")] += p.half_hip_width_share_of_height * normal.height_m * np.sin(hike)
    knee = np.radians(x[:, 7 + s])[:, None] * swing
    angle[:, :, at(f"knee_angle_{side}")] += knee
    angle[:, :, at(f"hip_flexion_{side}")] += 0.5 * knee
    angle[:, :, at("lumbar_bending")] += sign * np.radians(x[:, 9 + s])[:, None] * bump(instants, s, 0.31, 0.40)
    lost = (1.0 - x[:, 11 + s])[:, None]
    push = bump(instants, s, 0.64, 0.16) * np.minimum(normal.angle[:, at(f"ankle_angle_{side}")], 0.0)
    angle[:, :, at(f"ankle_angle_{side}")] -= lost * x[:, 3, None] * push
    late = bump(instants, s, 0.50, 0.24)
    angle[:, :, at(f"hip_flexion_{side}")] += lost * np.radians(p.hip_extension_by_push_off_deg) * late
    hanging = np.maximum(bump(instants, s, 0.82, 0.24), bump(instants, s, 0.0, 0.14))
    angle[:, :, at(f"ankle_angle_{side}")] -= np.radians(x[:, 13 + s])[:, None] * hanging


def _plant(normal: Normal, angle: FloatArray, x: FloatArray, p: Parameters) -> None:
    """A foot that stands keeps its slope to the floor, whatever hip and knee do; one that pushes less rises less."""
    at = normal.names.index
    for s, side in enumerate(_SIDES):
        hip, knee, ankle = (at(f"{joint}_{side}") for joint in ("hip_flexion", "knee_angle", "ankle_angle"))
        above = angle[:, :, at("pelvis_tilt")] + angle[:, :, hip] - angle[:, :, knee]
        usual = normal.angle[:, at("pelvis_tilt")] + normal.angle[:, hip] - normal.angle[:, knee]
        slope = usual + normal.angle[:, ankle]
        rise = (x[:, 3] ** p.hip_range_by_speed * x[:, 11 + s])[:, None]
        wanted = np.maximum(slope, 0.0) + rise * np.minimum(slope, 0.0)
        wanted = wanted - np.radians(x[:, 13 + s])[:, None] * bump(len(slope), s, 0.0, 0.14)
        stands = np.clip(normal.load[:, s] / 0.3, 0.0, 1.0)
        stands = stands * stands * (3.0 - 2.0 * stands)
        angle[:, :, ankle] += stands * (wanted - above - angle[:, :, ankle])


def _feet(normal: Normal, x: FloatArray, p: Parameters) -> tuple[FloatArray, FloatArray]:
    """Which foot carries [X, T, 2], and how long each instant lasts [X, T]."""
    both = 4.0 * normal.load[:, 0] * normal.load[:, 1]
    tilt = 0.25 * x[:, 0, None] * both
    # a leg that does not push is relieved sooner
    early = [bump(len(both), s, 0.56, 0.10) * both for s in (0, 1)]
    given = [p.unloading_by_push_off * (1.0 - x[:, 11 + s])[:, None] * early[s] for s in (0, 1)]
    right = np.clip(normal.load[:, 1] + tilt - given[1] + given[0], 0.0, 1.0)
    more = both.mean() * (x[:, 3] ** -p.double_support_by_speed - 1.0) / both.var()
    sooner = normal.load[:, 1] - normal.load[:, 0]
    pace = 1.0 + x[:, 0, None] * sooner + more[:, None] * (both - both.mean())
    return np.stack([1.0 - right, right], axis=2), np.maximum(pace, 0.1)


def _rates(angle: FloatArray, pace: FloatArray, period_s: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Velocity and acceleration of a periodic motion whose instants last ``pace`` of the mean."""
    instants = angle.shape[1]
    wave = 2.0j * np.pi * np.fft.rfftfreq(instants, 1.0 / instants)
    wave[-1] = 0.0

    def slope(values: FloatArray) -> FloatArray:
        return np.asarray(np.fft.irfft(np.fft.rfft(values, axis=1) * wave[None, :, None], instants, axis=1))

    per_second = 1.0 / (pace * period_s[:, None])[:, :, None]
    velocity = slope(angle) * per_second
    return velocity, slope(velocity) * per_second
