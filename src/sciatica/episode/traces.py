"""Traces of an episode: means over the output step, collected control step by control step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.cord.pain import Felt
from sciatica.core.types import FloatArray, IntArray


@dataclass(frozen=True)
class Made:
    """The finished traces; T samples."""

    time_s: FloatArray
    segment: IntArray
    pain: FloatArray
    pain_by_root: FloatArray
    wind_up: FloatArray
    class_rate_hz: FloatArray
    guarding: FloatArray
    by_road: FloatArray
    force: FloatArray
    persistent_current: FloatArray


class Traces:
    """Collects the control steps of an episode; lives only while it runs."""

    def __init__(self, controls: int, control_ms: float, output_ms: float, muscles: int) -> None:
        """Room for ``controls`` control steps of ``control_ms``, averaged to samples of ``output_ms``."""
        self.per = max(1, round(output_ms / control_ms))
        self.samples = -(-controls // self.per)
        self.sample_s = self.per * control_ms / 1000.0
        shapes = {
            "pain": (),
            "pain_by_root": (2, 9),
            "wind_up": (2, 9),
            "class_rate_hz": (2, 9, 6),
            "guarding": (muscles, 2),
            "by_road": (4, muscles, 2),
            "force": (muscles, 2),
            "persistent_current": (muscles, 2),
        }
        self.sums = {name: np.zeros((self.samples, *shape)) for name, shape in shapes.items()}
        self.times = np.zeros(self.samples, dtype=np.int64)
        self.segment = np.zeros(self.samples, dtype=np.int64)
        self.control = 0

    def add(
        self,
        segment: int,
        felt: Felt,
        wind_up: FloatArray,
        class_rate_hz: FloatArray,
        guarding: FloatArray,
        by_road: FloatArray,
        force: FloatArray,
        persistent_current: FloatArray,
    ) -> None:
        """Adds one control step."""
        k = self.control // self.per
        values = {
            "pain": felt.pain,
            "pain_by_root": felt.pain_by_root,
            "wind_up": wind_up,
            "class_rate_hz": class_rate_hz,
            "guarding": guarding,
            "by_road": by_road,
            "force": force,
            "persistent_current": persistent_current,
        }
        for name, value in values.items():
            self.sums[name][k] += value
        self.times[k] += 1
        self.segment[k] = segment
        self.control += 1

    def made(self) -> Made:
        """The means, time last."""

        def mean(name: str) -> FloatArray:
            sums = self.sums[name]
            return np.moveaxis(sums / self.times.reshape(-1, *([1] * (sums.ndim - 1))), 0, -1)

        return Made(
            time_s=np.asarray(np.arange(1, self.samples + 1, dtype=np.float64) * self.sample_s),
            segment=self.segment,
            **{name: mean(name) for name in self.sums},
        )
