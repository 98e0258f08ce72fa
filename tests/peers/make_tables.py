"""Writes the committed tables of NEURON's values for the MRG double cable: `python tests/peers/make_tables.py`.

Needs the optional group `peers` and PyFibers' compiled mechanisms (`pyfibers_compile`); takes some minutes. The fibre
is PyFibers' discrete MRG model, the run NEURON's bare loop, the scheme its default, backward Euler (secondorder=0).
Name tables (`velocity`, `threshold`, `waveform`) to write only those.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import peer_tables as tables
from neuron_fibre import Current, NeuronFibre, Outside, first_crossing, mrg2002, run, threshold, velocity_m_s, version

HERE = Path(__file__).parent


def write(name: str, note: Sequence[str], head: Sequence[str], rows: Sequence[Sequence[float | str]]) -> None:
    """Write one table with its heading; numbers to seven digits."""
    lines = [f"# NEURON {version()}, {note[0]}", *(f"# {line}" for line in note[1:]), ",".join(head)]
    lines += [",".join(value if isinstance(value, str) else f"{value:.7g}" for value in row) for row in rows]
    (HERE / name).write_text("\n".join(lines) + "\n")
    print("wrote", name, flush=True)


def velocities() -> None:
    """Velocity by diameter and step, and at two cooler temperatures."""
    steps_us = (5.0, 2.5, 1.0, 0.5)
    rows: list[list[float | str]] = []
    for diameter, celsius in [*((d, 37.0) for d in tables.MRG_DIAMETER_UM), (10.0, 33.0), (10.0, 30.0)]:
        fibre = mrg2002(diameter, 61, celsius)
        row: list[float | str] = [diameter, celsius]
        for step in steps_us:
            ms = step * 1e-3
            row.append(velocity_m_s(fibre, tables.FROM_NODE_2, 20, 40, step_ms=ms, duration_ms=4.0))
        rows.append(row)
    note = (
        "MRG 2002 double cable with `extracellular`, backward Euler (secondorder=0), 61 nodes, sealed ends,",
        "5 nA for 0.1 ms into node 2; velocity in m/s between nodes 20 and 40 from crossings of -30 mV, by step in us",
    )
    write("neuron_mrg2002.csv", note, ["diameter_um", "temperature_c", *(f"step_{s:g}_us" for s in steps_us)], rows)


def fires(fibre: NeuronFibre, stimulus: Current | Outside, step_ms: float) -> bool:
    """Whether a spike reaches node 17 of 21."""
    time, voltage = run(fibre, stimulus, step_ms=step_ms, duration_ms=tables.LONGEST_MS, watched=(17,), until=17)
    return bool(np.isfinite(first_crossing(time, voltage[0])))


def thresholds_of(fibre: NeuronFibre, unit: Current | Outside, guess: float, steps_us: Sequence[float]) -> list[float]:
    """Threshold at each step, the search starting from `guess` and then from the step before."""
    found: list[float] = []
    for step in steps_us:

        def at(factor: float, step_ms: float = step * 1e-3) -> bool:
            return fires(fibre, unit.scaled(factor), step_ms)

        found.append(threshold(at, found[-1], within=0.01) if found else threshold(at, guess, within=0.5))
    return found


def thresholds() -> None:
    """Threshold by diameter and step: current into node 20, and from a point source 1 mm beside it."""
    steps_us = (5.0, 2.5, 1.25)
    within: list[list[float | str]] = []
    beside: list[list[float | str]] = []
    for diameter in tables.MRG_DIAMETER_UM:
        fibre = mrg2002(diameter, 21)
        source = tables.point_source_mv_per_ma(fibre.position_mm, fibre.position_mm[10 * 11])
        within.append([diameter, *thresholds_of(fibre, Current(10, 0.1, 0.1, 1.0), 0.1 * diameter, steps_us)])
        beside.append([diameter, *thresholds_of(fibre, Outside(source, 0.1, 0.1), -1.0 / diameter, steps_us)])
    head = ["diameter_um", *(f"step_{s:g}_us" for s in steps_us)]
    common = "MRG 2002, backward Euler, 21 nodes, 37 C, sealed ends: least"
    end = "that makes node 17 fire, bisected to 0.02 %, by time step in us"
    write("neuron_mrg2002_threshold.csv", (f"{common} current in nA for 0.1 ms into node 10", end), head, within)
    note = (
        f"{common} current in mA (cathodic is negative) for 0.1 ms",
        "from a point source 1 mm beside node 10 in a medium of 500 Ohm cm, its potential at each compartment,",
        end,
    )
    write("neuron_mrg2002_point_source.csv", note, head, beside)


def waveforms() -> None:
    """Waveform by diameter and step, aligned where it first rises through half its height."""
    rows: list[list[float | str]] = []
    for step in (5.0, 1.0, 0.5):
        columns = []
        for diameter in tables.MRG_DIAMETER_UM:
            watched = run(
                mrg2002(diameter, 31), tables.FROM_NODE_2, step_ms=step * 1e-3, duration_ms=3.2, watched=(20,)
            )
            columns.append(tables.aligned(watched[0], watched[1][0], tables.AFTER_MS))
        rows += [
            [step, f"{after:.3f}", *(f"{column[i]:.3f}" for column in columns)]
            for i, after in enumerate(tables.AFTER_MS)
        ]
    note = (
        "MRG 2002, backward Euler, 31 nodes, 37 C: membrane potential in mV of node 20 by step in us and by time in ms",
        "from where it rises through half its height (half way from rest to peak); 5 nA for 0.1 ms into node 2;",
        "a column for each diameter in um; straight between steps",
    )
    write("neuron_mrg2002_waveform.csv", note, ["step_us", "after_ms", *map(str, tables.MRG_DIAMETER_UM)], rows)


if __name__ == "__main__":
    makers = {"velocity": velocities, "threshold": thresholds, "waveform": waveforms}
    for chosen in sys.argv[1:] or makers:
        makers[chosen]()
