"""Writes the committed table of NEURON's extracellular thresholds: `python tests/peers/make_extracellular.py`.

Point sources near and far, above a node and between two, cathodic, anodic and short pulses: what
`make_tables` has for one distance. Needs the optional group `peers`; takes some minutes.
"""

from functools import partial
from pathlib import Path

import numpy as np
from neuron_fibre import NeuronFibre, Outside, first_crossing, mrg2002, run, threshold, version

STEPS_US = (4.0, 2.0, 1.0)
NODES, ABOVE, FAR = 41, 20, 30
S_M = 0.2
CASES = (  # diameter um, distance mm, offset in node spacings, pulse ms, sign
    (5.7, 0.5, 0.0, 0.1, -1.0),
    (10.0, 0.3, 0.0, 0.1, -1.0),
    (10.0, 1.0, 0.0, 0.02, -1.0),
    (10.0, 1.0, 0.5, 0.1, -1.0),
    (10.0, 1.0, 0.0, 0.1, 1.0),
    (10.0, 3.0, 0.0, 0.5, -1.0),
    (16.0, 2.0, 0.25, 0.02, -1.0),
)


def unit_mv(position_mm: np.ndarray, distance_mm: float, over_mm: float) -> np.ndarray:
    """Potential in mV along the fibre from 1 mA out of a point source beside it."""
    return np.asarray(1e3 / (4.0 * np.pi * S_M * np.hypot(position_mm - over_mm, distance_mm)))


def fires(fibre: NeuronFibre, unit: Outside, step_ms: float, current_ma: float) -> bool:
    """Whether a spike arrives."""
    time, seen = run(fibre, unit.scaled(current_ma), step_ms=step_ms, duration_ms=1.8, watched=(FAR,), until=FAR)
    return bool(np.isfinite(first_crossing(time, seen[0])))


def main() -> None:
    """Bisect every case at every step."""
    lines = [
        f"# NEURON {version()}, MRG 2002 double cable with `extracellular`, backward Euler (secondorder=0), {NODES}",
        f"# nodes, 37 C, sealed ends: least current in mA of a rectangular pulse from a point source in {S_M} S/m,",
        f"# at a distance from node {ABOVE} shifted along by so many node spacings, for node {FAR} to fire, by step",
        "diameter_um,distance_mm,offset_nodes,pulse_ms," + ",".join(f"step_{s:g}_us" for s in STEPS_US),
    ]
    for diameter, distance, offset, pulse, sign in CASES:
        fibre = mrg2002(diameter, NODES)
        first, second = (fibre.position_mm[11 * node] for node in (ABOVE, ABOVE + 1))
        unit = Outside(unit_mv(fibre.position_mm, distance, first + offset * (second - first)), 0.1, pulse)
        found = []
        for step in STEPS_US:
            guess = found[-1] * 0.99 if found else 0.02 * sign
            found.append(threshold(partial(fires, fibre, unit, step * 1e-3), guess, 2e-4))
        lines.append(f"{diameter},{distance},{offset},{pulse}," + ",".join(f"{x:.6g}" for x in found))
        print(lines[-1], flush=True)
    (Path(__file__).parent / "neuron_extracellular.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
