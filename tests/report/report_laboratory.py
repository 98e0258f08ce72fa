"""A visit to the laboratory made by hand: bells in the right places, with the shapes that the exam room gives.

Nothing here claims to be what the rooms would compute; a page and its pictures are tested without fibres.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.exam.studies import SCREEN, Laboratory, Late, Motor, NeedleStudy, Sensory

MOTOR, SENSORY = ("tibial_abdhal", "peroneal_edb"), ("sural", "superficial_peroneal")
SHOCKS, STRENGTHS = 8, np.linspace(0.4, 2.0, 7)
NAN = float("nan")
LOOKED_AT = (
    "sensory_amplitude", "motor_latency", "motor_velocity", "motor_amplitude", "f_latency", "f_absent", "h_latency",
    "h_absent", "h_amplitude_reduced", "fibrillations", "polyphasic_units", "recruitment_reduced",
)  # fmt: skip
"""Findings of a visit."""


def found(*, hurt: bool = False) -> dict[str, Any]:
    """What an examiner writes down after it."""
    right = {"state": "present", "side": "right"}
    left = {"state": "absent", "side": "left"}
    answers: dict[str, Any] = dict.fromkeys(LOOKED_AT, "absent")
    if hurt:
        answers["f_latency"] = [{**right, "site": site, "amount": 51.0} for site in ("abdhal", "edb")] + [left]
        answers["h_amplitude_reduced"] = [{**right, "amount": 0.3}, left]
        answers["fibrillations"] = [{**right, "site": s, "amount": 3.0} for s in ("gasmed", "bflh", "multifidus")]
        answers["polyphasic_units"] = [{**right, "site": "gasmed", "amount": 0.5}, left]
        answers["recruitment_reduced"] = [{**right, "site": "gasmed", "amount": 0.55}, left]
    return answers


def bell(time_ms: FloatArray, onset_ms: float, size: float, width_ms: float = 4.0) -> FloatArray:
    """Negative first, then a smaller positive part; nothing before the onset."""
    x = np.clip((time_ms - onset_ms) / width_ms, 0.0, 2.0)
    return -size * np.sin(np.pi * x) * np.where(x <= 1.0, 1.0, 0.6)


def invented(*, hurt: bool = False, gone: bool = False) -> Laboratory:
    """Both sides alike; where ``hurt``, the right S1 root is; where ``gone``, nothing of the right side answers."""
    whole = np.array([1.0, 0.0 if gone else 1.0])
    there = np.where(whole > 0.0, 1.0, NAN)
    return Laboratory(
        sensory=_sensory(whole, there),
        motor=_motor(whole * np.array([1.0, 0.6 if hurt else 1.0]), there),
        late=_late(whole, there, hurt),
        needle=_needle(hurt, gone),
        temperature_c=33.0,
    )


def _sensory(size: FloatArray, there: FloatArray) -> Sensory:
    time = np.arange(240) * 0.05
    trace = np.stack([[bell(time, 2.4, 18.0 * s, 1.2) for s in size] for _ in SENSORY])
    latency = np.stack([2.4 * there] * 2)
    return Sensory(SENSORY, time, trace, np.stack([18.0 * size] * 2), latency, latency + 0.6, 140.0 / latency)


def _motor(size: FloatArray, there: FloatArray) -> Motor:
    time = np.arange(500) * 0.1
    trace = np.stack([[[bell(time, at, 8.0 * s) for at in (4.1, 11.6)] for s in size] for _ in MOTOR])
    latency = np.stack([there[:, None] * np.array([4.1, 11.6])] * 2)
    return Motor(
        MOTOR, time, trace, np.stack([np.stack([8.0 * size] * 2, axis=1)] * 2), latency, np.stack([52.0 * there] * 2)
    )


def _late(whole: FloatArray, there: FloatArray, hurt: bool) -> Late:
    time = np.arange(0.0, 100.0, 0.25)
    onset = np.full((2, 2, SHOCKS), NAN)
    trace = np.zeros((2, 2, SHOCKS, len(time)))
    for n in range(2):
        for side in range(2):
            for k in range(SHOCKS):
                trace[n, side, k] = bell(time, 4.1, 8.0 * whole[side])
                if whole[side] and k % 4 != 3:
                    onset[n, side, k] = 46.0 + (5.0 if hurt and side else 0.0) + k % 3
                    trace[n, side, k] += bell(time, onset[n, side, k], 0.2 + 0.05 * k)
    m = 20.0 / (1.0 + np.exp(-8.0 * (STRENGTHS - 1.0)))
    h = 6.0 * np.exp(-(((STRENGTHS - 0.8) / 0.3) ** 2))
    size = whole * np.array([1.0, 0.3 if hurt else 1.0])
    h_at = np.array([31.0, 34.0 if hurt else 31.0]) * there
    return Late(
        name=MOTOR,
        f_time_ms=time,
        f_trace_mv=trace,
        f_onset_ms=onset,
        f_latency_ms=np.stack([there * np.array([46.0, 51.0 if hurt else 46.0])] * 2),
        f_persistence=np.stack([0.75 * whole] * 2),
        f_dispersion_ms=np.stack([2.0 * there] * 2),
        h_time_ms=time,
        h_strength=STRENGTHS,
        h_trace_mv=np.stack([
            [bell(time, 5.0, a * w) + bell(time, at, b * s) for a, b in zip(m, h, strict=True)]
            for w, s, at in zip(whole, size, np.nan_to_num(h_at, nan=31.0), strict=True)
        ]),
        h_m_mv=whole[:, None] * m,
        h_h_mv=size[:, None] * h,
        h_latency_ms=h_at,
        h_m_latency_ms=5.0 * there,
        h_ratio=size,
    )  # fmt: skip


def _needle(hurt: bool, gone: bool) -> NeedleStudy:
    count, random = len(SCREEN), np.random.default_rng(2)
    rest_ms, unit_ms, effort_ms = np.arange(2000) * 0.5, np.arange(300) * 0.1, np.arange(1000) * 0.5
    rest = random.normal(0.0, 3.0, (count, 2, len(rest_ms)))
    unit = np.stack([bell(unit_ms, 8.0 + 0.5 * k, 300.0 + 60.0 * k) for k in range(4)])
    units = np.broadcast_to(unit, (count, 2, 4, len(unit_ms))).copy()
    effort = 400.0 * random.normal(size=(count, 2, len(effort_ms)))
    grade, few, poly = np.zeros((count, 2)), np.ones((count, 2)), np.full((count, 2), 0.1)
    s1 = [SCREEN.index(name) for name in ("gasmed", "bflh", "multifidus")]
    if hurt:
        rest[s1, 1, ::173] = -260.0
        grade[s1, 1], few[s1, 1], poly[s1, 1] = 3.0, 0.55, 0.5
        effort[s1, 1] *= 0.5
    if gone:
        units[:, 1], effort[:, 1], few[:, 1], poly[:, 1] = NAN, 0.0, 0.0, NAN
    return NeedleStudy(
        muscle=SCREEN,
        fibrillation_chance=grade / 4.0,
        fibrillation_uv=100.0 * grade,
        fibrillations=grade / 4.0,
        fibrillation_grade=grade,
        recruited=few,
        amplitude_uv=np.full((count, 2), 400.0),
        duration_ms=np.full((count, 2), 9.0),
        polyphasic=poly,
        rest_time_ms=rest_ms,
        rest_trace_uv=rest,
        unit_time_ms=unit_ms,
        unit_traces_uv=units,
        effort_time_ms=effort_ms,
        full_effort_uv=effort,
    )
