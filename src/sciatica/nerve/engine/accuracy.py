"""The reduced path held to the full one: conduction over diameters, temperatures, thin myelin and each injury.

Both solve the same equations by different means; as the step goes to zero what remains between them is the
reduction. So each cell of the table is run at two small steps, and the passage time carried on to a step of zero
(both are second order). A second column says what merging and settling modes costs at the working step: the
engine with its default modes against all of them; the last two, what either path loses to that step itself.

    python -m sciatica.nerve.engine.accuracy
"""

from dataclasses import dataclass

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.nerve import run
from sciatica.nerve.cables.mrg2002 import PUBLISHED_DIAMETER_UM
from sciatica.nerve.damage import Injury
from sciatica.nerve.fibres import MyelinatedFibres
from sciatica.nerve.stimulus import Pulses

NODES = 21
NEAR, FAR = 5, 16
STEPS_MS = (0.002, 0.001)
WORKING_STEP_MS = 0.005
SOME_DIAMETERS_UM = (5.7, 10.0, 16.0)
LESION = slice(8, 13)
DURATION_MS = {37.0: 2.0, 30.0: 2.5, 25.0: 3.5}
MYELIN_LEFT = (0.75, 0.5, 0.25, 0.1)
PARTS: tuple[tuple[str, dict[str, float]], ...] = (
    ("demyelinated to 0.05", {"myelin_fraction": 0.05}),
    ("seal opened to 0.1", {"seal_fraction": 0.1}),
    ("half the sodium", {"sodium_factor": 0.5}),
    ("persistent sodium x 2", {"persistent_sodium_factor": 2.0}),
    ("a fifth of slow potassium", {"slow_potassium_factor": 0.2}),
    ("sodium shifted by 10 mV", {"sodium_shift_mv": 10.0, "sodium_shifted_fraction": 0.3}),
    ("leak of 3 mS/cm2", {"depolarising_leak_s_cm2": 0.003}),
    ("potassium up by 5 mV", {"potassium_reversal_shift_mv": 5.0}),
    ("pump current 20 uA/cm2", {"pump_current_ua_cm2": 20.0}),
    ("all of it, mild", {
        "myelin_fraction": 0.3, "seal_fraction": 0.4, "sodium_factor": 0.8, "sodium_shift_mv": 5.0,
        "sodium_shifted_fraction": 0.2, "depolarising_leak_s_cm2": 0.001, "potassium_reversal_shift_mv": 2.0,
    }),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One cell of the table; velocities in m/s from node 5 to node 16, nan where no impulse arrives."""

    case: str
    diameter_um: float
    temperature_c: float
    full_m_s: float
    reduced_m_s: float
    merged_pct: float  # default modes against all of them, at the working step
    full_step_pct: float  # the full path at the working step against its own limit
    reduced_step_pct: float

    @property
    def reduced_pct(self) -> float:
        """Reduced against full in per cent."""
        return 100.0 * (self.reduced_m_s / self.full_m_s - 1.0)


def cases(temperature_c: float) -> list[tuple[str, float, dict[str, float], slice]]:
    """Return name, diameter, injury and where it lies (nodes; internodes to the right of each)."""
    everywhere = slice(None)
    health: dict[str, float] = {}
    found = [("health", d, health, everywhere) for d in PUBLISHED_DIAMETER_UM]
    if temperature_c != 37.0:
        return [case for case in found if case[1] in SOME_DIAMETERS_UM]
    for left in MYELIN_LEFT:
        found += [(f"all myelin at {left:g}", d, {"myelin_fraction": left}, everywhere) for d in SOME_DIAMETERS_UM]
    for name, parts in PARTS:
        found += [(name, d, parts, LESION) for d in SOME_DIAMETERS_UM]
    return found


def table(temperatures_c: tuple[float, ...] = (37.0, 30.0, 25.0), precision: str = "float64") -> list[Row]:
    """Return the whole table; some ten seconds once the kernels are compiled."""
    return [row for temperature in temperatures_c for row in _at_temperature(temperature, precision)]


def _at_temperature(temperature_c: float, precision: str) -> list[Row]:
    chosen = cases(temperature_c)
    diameter = np.array([d for _, d, _, _ in chosen])
    fibres = MyelinatedFibres(diameter, NODES, temperature_c)
    injury = Injury.healthy(fibres)
    for row, (_, _, parts, where) in enumerate(chosen):
        for name, value in parts.items():
            getattr(injury, name)[row, where] = value
    start = run.equilibrium_mv(fibres, injury)
    passage_ms = {
        solver: _at_no_step([_passage_ms(fibres, injury, start, h, precision, solver=solver) for h in STEPS_MS])
        for solver in ("full", "reduced")
    }
    merged, whole, full = (
        _passage_ms(fibres, injury, start, WORKING_STEP_MS, precision, solver=solver, all_modes=every)
        for solver, every in (("reduced", False), ("reduced", True), ("full", False))
    )
    distance_mm = (FAR - NEAR) * fibres.node_spacing_mm
    velocity = {solver: distance_mm / passage for solver, passage in passage_ms.items()}
    return [
        Row(
            case=name,
            diameter_um=d,
            temperature_c=temperature_c,
            full_m_s=float(velocity["full"][i]),
            reduced_m_s=float(velocity["reduced"][i]),
            merged_pct=float(100.0 * (whole[i] / merged[i] - 1.0)),
            full_step_pct=float(100.0 * (passage_ms["full"][i] / full[i] - 1.0)),
            reduced_step_pct=float(100.0 * (passage_ms["reduced"][i] / merged[i] - 1.0)),
        )
        for i, (name, d, _, _) in enumerate(chosen)
    ]


def _passage_ms(
    fibres: MyelinatedFibres, injury: Injury, start: FloatArray, step_ms: float, precision: str, *,
    solver: str = "reduced", all_modes: bool = False,
) -> FloatArray:  # fmt: skip
    """Return how long the first impulse takes from the near to the far node [F]."""
    count = len(fibres.diameter_um)
    pulses = Pulses(np.full(count, 1), np.full((count, 1), 0.05), 0.1, 0.3 + 0.35 * fibres.diameter_um)
    recording = run.simulate(
        fibres, injury, pulses, duration_ms=DURATION_MS[fibres.temperature_c], step_ms=step_ms,
        spike_places=(NEAR, FAR), precision=precision, start=start, solver=solver, all_modes=all_modes,
    )  # fmt: skip
    if recording.spike_time_ms.shape[2] == 0:
        return np.full(count, np.nan)
    first = recording.spike_time_ms[:, :, 0]
    return np.asarray(first[:, 1] - first[:, 0])


def _at_no_step(passages_ms: list[FloatArray]) -> FloatArray:
    """Carry a second-order result at a step and at half of it on to a step of zero."""
    coarse, fine = passages_ms
    return np.asarray(fine + (fine - coarse) / 3.0)


def printed(rows: list[Row]) -> str:
    """Return the table as text."""
    heads = ("full m/s", "reduced", "off %", "modes %", "full 5us %", "reduced 5us %")
    lines = [f"{'case':<28}{'um':>6}{'deg C':>7}" + "".join(f"{head:>14}" for head in heads)]
    lines += [
        f"{r.case:<28}{r.diameter_um:>6.1f}{r.temperature_c:>7.0f}{r.full_m_s:>14.3f}{r.reduced_m_s:>14.3f}"
        f"{r.reduced_pct:>+14.4f}{r.merged_pct:>+14.4f}{r.full_step_pct:>+14.2f}{r.reduced_step_pct:>+14.2f}"
        for r in rows
    ]
    worst = max((abs(r.reduced_pct) for r in rows if np.isfinite(r.reduced_pct)), default=np.nan)
    modes = max((abs(r.merged_pct) for r in rows if np.isfinite(r.merged_pct)), default=np.nan)
    return "\n".join([*lines, f"worst: {worst:.4f} % as the step goes to zero, {modes:.4f} % by modes at 5 us"])


if __name__ == "__main__":
    print(printed(table()))
