"""Writes the committed tables of NEURON's values for the axons of Gaines 2018.

`python tests/peers/make_tables_gaines.py FOLDER`: the folder holds the authors' mechanisms (ModelDB 243841), compiled
with `nrnivmodl`; needs the optional group `peers` besides. The cable is PyFibers' discrete MRG fibre with its channels
taken out and the authors' put in, section by section, in unscaled densities as their own code does; their geometry
(straight lines through MRG's table) is not used, so that channels alone differ. Backward Euler, 37 C.
"""

import sys
from dataclasses import replace
from typing import Any

import numpy as np
import peer_tables as tables
from make_tables import thresholds_of, write
from neuron_fibre import Current, NeuronFibre, mrg2002, run, settled, velocity_m_s

START_MV = {"motor": -85.9411, "sensory": -79.3565}
GATES = {"node": ("m", "h", "mp", "s", "n"), "mysa": ("s", "n", "q"), "flut": ("s", "n", "q"), "stin": ("s", "n", "q")}
STEPS_US = (5.0, 2.5, 1.25)
DIAMETERS_UM = (5.7, 10.0, 16.0)
COMMON = "Gaines 2018 channels in MRG's cable, backward Euler, 37 C, sealed ends,"


def gaines2018(kind: str, diameter_um: float, nodes: int) -> NeuronFibre:
    """MRG's cable with the channels of the motor or the sensory axon, settled."""
    fibre = mrg2002(diameter_um, nodes)
    for section in fibre.owner.sections:
        name = section.name().split()[-2] if "node" in section.name() else section.name().split()[0]
        name = "node" if "node" in name else name.split(".")[-1]
        section.uninsert("axnode_myel" if name == "node" else "pas")
        section.insert(f"{name}_{kind}")
    return settled(replace(fibre, start_mv=START_MV[kind]))


def gates() -> None:
    """Steady value and time constant of every gate of every section, by voltage."""
    from neuron import h

    rows: list[list[float | str]] = []
    section: Any = h.Section()
    h.celsius = 37.0
    for kind in START_MV:
        for part, names in GATES.items():
            section.insert(f"{part}_{kind}")
            for v in np.arange(-120.0, 60.1, 7.5):
                h.finitialize(v)
                mechanism = getattr(section(0.5), f"{part}_{kind}")
                for gate in names:
                    rows.append(
                        [
                            kind,
                            part,
                            gate.replace("mp", "p"),
                            v,
                            getattr(mechanism, f"{gate}_inf"),
                            getattr(mechanism, f"tau_{gate}"),
                        ]
                    )
            section.uninsert(f"{part}_{kind}")
    note = ("mechanisms of ModelDB 243841, 37 C: steady value and time constant in ms of every gate by voltage in mV",)
    write("neuron_gaines2018_gates.csv", note, ["kind", "section", "gate", "v_mv", "steady", "tau_ms"], rows)


def currents() -> None:
    """Steady current densities of every section, by voltage: sodium, potassium, and the rest."""
    from neuron import h

    rows: list[list[float | str]] = []
    section: Any = h.Section()
    h.celsius = 37.0
    for kind in START_MV:
        for part in GATES:
            section.insert(f"{part}_{kind}")
            for v in np.arange(-120.0, 60.1, 15.0):
                h.finitialize(v)
                mechanism = getattr(section(0.5), f"{part}_{kind}")
                sums = [
                    sum(getattr(mechanism, name, 0.0) for name in names)
                    for names in (("ina", "inap"), ("ik", "ikf"), ("il", "iq"))
                ]
                rows.append([kind, part, v, *sums])
            section.uninsert(f"{part}_{kind}")
    note = ("mechanisms of ModelDB 243841, 37 C: steady current densities in mA/cm2 by voltage in mV, as coded",)
    write("neuron_gaines2018_currents.csv", note, ["kind", "section", "v_mv", "sodium", "potassium", "other"], rows)


def rests() -> None:
    """Membrane and periaxonal potential along an internode at rest."""
    rows: list[list[float | str]] = []
    for kind in START_MV:
        for diameter in DIAMETERS_UM:
            rest = gaines2018(kind, diameter, 9).rest_mv
            assert rest is not None
            for i in range(7):
                rows.append([kind, diameter, str(i), *(f"{mv:.9f}" for mv in rest[44 + i])])
    note = (
        "Gaines 2018 channels in MRG's cable, 9 nodes, 37 C, after 3 s at rest: membrane and periaxonal potential, mV",
        "from node 4 (place 0) over MYSA (1) and FLUT (2) to the fourth STIN (6)",
    )
    write("neuron_gaines2018_rest.csv", note, ["kind", "diameter_um", "place", "membrane_mv", "periaxonal_mv"], rows)


def velocities() -> None:
    """Velocity by kind, diameter and step."""
    rows: list[list[float | str]] = []
    for kind in START_MV:
        for diameter in DIAMETERS_UM:
            fibre = gaines2018(kind, diameter, 31)
            spike = tables.FROM_NODE_2
            found = [velocity_m_s(fibre, spike, 12, 20, step_ms=s * 1e-3, duration_ms=3.0) for s in STEPS_US]
            rows.append([kind, diameter, *found])
    note = (
        f"{COMMON} 31 nodes: velocity in m/s",
        "between nodes 12 and 20 from crossings of -30 mV, by time step in us",
    )
    write("neuron_gaines2018.csv", note, ["kind", "diameter_um", *(f"step_{s:g}_us" for s in STEPS_US)], rows)


def strength_duration() -> None:
    """Threshold by duration of the pulse, at 10 um."""
    durations_ms = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
    rows: list[list[float | str]] = []
    for kind in START_MV:
        fibre = gaines2018(kind, 10.0, 21)
        rows += [
            [kind, duration, *thresholds_of(fibre, Current(10, 0.1, duration, 1.0), 0.1 / duration**0.7, STEPS_US)]
            for duration in durations_ms
        ]
    note = (
        f"{COMMON} 10 um, 21 nodes: least current in nA",
        "into node 10 that makes node 17 fire, by duration of the pulse and time step in us, bisected to 0.02 %",
    )
    head = ["kind", "duration_ms", *(f"step_{s:g}_us" for s in STEPS_US)]
    write("neuron_gaines2018_threshold.csv", note, head, rows)


def waveforms() -> None:
    """Waveform at 10 um by kind and step, aligned at half height."""
    rows: list[list[float | str]] = []
    for step in (5.0, 1.0, 0.5):
        columns = []
        for kind in START_MV:
            fibre = gaines2018(kind, 10.0, 31)
            seen = run(fibre, tables.FROM_NODE_2, step_ms=step * 1e-3, duration_ms=3.2, watched=(20,))
            columns.append(tables.aligned(seen[0], seen[1][0], tables.AFTER_MS))
        for i, after in enumerate(tables.AFTER_MS):
            rows.append([step, f"{after:.3f}", *(f"{column[i]:.3f}" for column in columns)])
    note = (
        "Gaines 2018 channels in MRG's cable, 10 um, backward Euler, 31 nodes, 37 C: membrane potential in mV of node",
        "20 by step in us and by time in ms from where it rises through half its height; 5 nA for 0.1 ms into node 2",
    )
    write("neuron_gaines2018_waveform.csv", note, ["step_us", "after_ms", *START_MV], rows)


if __name__ == "__main__":
    import neuron

    neuron.load_mechanisms(sys.argv[1])
    makers = {f.__name__: f for f in (gates, currents, rests, velocities, strength_duration, waveforms)}
    for chosen in sys.argv[2:] or makers:
        makers[chosen]()
