"""How long the demonstration takes: a disc extrusion from the case to its findings and its report, part by part.

Parts are what a run says that it is doing. What passed is wall time; what the processor gave counts every thread of the
process, so that the sweep over pressures, which runs aside, stands with whatever it ran beside.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from sciatica.bench import machine

Progress = Callable[[float, str], None]

CASE = {
    "schema": 1,
    "person": {
        "age_years": 38,
        "sex": "male",
        "height_cm": 178,
        "mass_kg": 82,
        "systolic_mmhg": 125,
        "diastolic_mmhg": 80,
    },
    "causes": [
        {
            "kind": "herniated_disc",
            "level": "L5-S1",
            "side": "right",
            "zone": "paracentral",
            "type": "extrusion",
            "root_pressure_mmhg": 170,
            "nucleus_material": 0.8,
        }
    ],
    "day": 10,
    "seed": 1,
}
"""That of ``examples/l5s1_disc.yaml``."""
_DAY = re.compile(r"^day [\d.]+: ")


class _Parts:
    """Wall and processor time by what was being done."""

    def __init__(self, progress: Progress) -> None:
        self.progress, self.doing = progress, "loading"
        self.wall_s: dict[str, float] = {}
        self.cpu_s: dict[str, float] = {}
        self.at = time.perf_counter(), time.process_time()

    def __call__(self, share: float, label: str) -> None:
        """As a run tells its progress."""
        now = time.perf_counter(), time.process_time()
        for spent, then, since in zip((self.wall_s, self.cpu_s), self.at, now, strict=True):
            spent[self.doing] = spent.get(self.doing, 0.0) + since - then
        self.doing, self.at = re.sub(r"\W+", "_", _DAY.sub("", label)), now
        self.progress(share, label)


def demo(progress: Progress | None = None) -> dict[str, Any]:
    """Run the demonstration once and return all numbers by their keys; kernels compile where none are kept yet."""
    parts = _Parts(progress or (lambda share, label: None))
    from sciatica import report
    from sciatica.simulate import case_from_mapping, run

    result = run(case_from_mapping(CASE), progress=lambda share, label: parts(0.95 * share, label))
    parts(0.95, "report")
    files = report.files(result)
    parts(1.0, "done")
    counts = result.counts
    numbers: dict[str, Any] = {
        "demo.s": sum(parts.wall_s.values()),
        "demo.cpu_s": sum(parts.cpu_s.values()),
        "demo.node_steps": counts.node_steps,
        "demo.fibre_runs": counts.fibre_runs,
        "demo.episode_windows": counts.episode_windows,
        "demo.report_bytes": sum(len(content) for content in files.values()),
    }
    for name in parts.wall_s:
        numbers |= {f"demo.{name}.s": parts.wall_s[name], f"demo.{name}.cpu_s": parts.cpu_s[name]}
    return numbers | machine.facts()
