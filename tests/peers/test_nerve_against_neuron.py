"""The engine against NEURON: its values from a committed table, and live where it is installed.

NEURON's own step error is large (backward Euler is 8 % slow at 5 µs), so two comparisons are made: at equal scheme and
step against our full-order reference, and in the limit of small steps, which both must share, against the engine.
"""

import csv
import importlib.util
from pathlib import Path

import numpy as np
import pytest

from sciatica.nerve import MyelinatedFibres, Pulses, UnmyelinatedFibres, conduction_velocity_m_s, simulate
from sciatica.nerve.engine import reference

HERE = Path(__file__).parent


def table(name: str) -> list[dict[str, float]]:
    lines = [line for line in (HERE / name).read_text().splitlines() if not line.startswith("#")]
    return [{k: float(v) for k, v in row.items() if v} for row in csv.DictReader(lines)]


def limit(coarse: float, fine: float, order: int) -> float:
    """Richardson's limit from two steps, the second half the first."""
    return fine + (fine - coarse) / (2.0**order - 1.0)


def crossing(time: np.ndarray, voltage: np.ndarray) -> float:
    i = int(np.flatnonzero((voltage[:-1] < -30.0) & (voltage[1:] >= -30.0))[0])
    return float(time[i] + (-30.0 - voltage[i]) / (voltage[i + 1] - voltage[i]) * (time[1] - time[0]))


def spike_from_node_2(diameter: float, nodes: int) -> tuple[MyelinatedFibres, Pulses]:
    fibres = MyelinatedFibres(np.array([diameter]), nodes)
    return fibres, Pulses(np.array([2]), np.array([[0.1]]), 0.1, np.array([5.0]))


def test_velocities_share_the_limit_at_every_published_diameter() -> None:
    rows = [row for row in table("neuron_mrg2002.csv") if row["temperature_c"] == 37.0]
    theirs = np.array([limit(row["step_1_us"], row["step_0.5_us"], 1) for row in rows])
    fibres = MyelinatedFibres(np.array([row["diameter_um"] for row in rows]), 5)
    ours = [conduction_velocity_m_s(fibres, step_ms=step) for step in (0.005, 0.0025)]
    np.testing.assert_allclose(limit(ours[0], ours[1], 2), theirs, rtol=2e-3)
    np.testing.assert_allclose(ours[0], theirs, rtol=1e-2)


@pytest.mark.parametrize("temperature_c", [33.0, 30.0])
def test_velocities_share_the_limit_when_cooled(temperature_c: float) -> None:
    (row,) = [row for row in table("neuron_mrg2002.csv") if row["temperature_c"] == temperature_c]
    fibres = MyelinatedFibres(np.array([10.0]), 5, temperature_c=temperature_c)
    ours = [conduction_velocity_m_s(fibres, step_ms=step)[0] for step in (0.005, 0.0025)]
    assert limit(ours[0], ours[1], 2) == pytest.approx(limit(row["step_1_us"], row["step_0.5_us"], 1), rel=2e-3)


def test_reference_is_neuron_at_equal_scheme_and_step() -> None:
    rows = {row["diameter_um"]: row for row in table("neuron_mrg2002.csv") if row["temperature_c"] == 37.0}
    for diameter in (5.7, 16.0):
        fibres, pulse = spike_from_node_2(diameter, 27)
        time, voltage = reference.simulate(fibres, None, pulse, duration_ms=0.6, step_ms=0.001, scheme="backward_euler")
        near, far = (crossing(time, voltage[place]) for place in (12, 20))
        velocity = 8.0 * fibres.node_spacing_mm[0] / (far - near)
        assert velocity == pytest.approx(rows[diameter]["step_1_us"], rel=1e-3)


@pytest.mark.parametrize("diameter", [5.7, 10.0, 16.0])
def test_waveform_is_within_a_millivolt(diameter: float) -> None:
    (row,) = [row for row in table("neuron_mrg2002_waveform.csv") if row["diameter_um"] == diameter]
    after = np.array([float(key) for key in row if key != "diameter_um"])
    theirs = np.array([value for key, value in row.items() if key != "diameter_um"])
    fibres, pulse = spike_from_node_2(diameter, 31)
    seen = simulate(fibres, None, pulse, duration_ms=2.2, spike_places=(20,), voltage_places=(20,))
    # the committed waveform is at 1 µs of a first-order scheme; where it climbs 800 mV/ms that is most of a millivolt
    steep = np.abs(after) < 0.03
    ours = np.interp(seen.spike_time_ms[0, 0, 0] + after, seen.time_ms, seen.voltage_mv[0, 0])
    assert np.abs(ours - theirs)[~steep].max() < 1.0
    assert np.abs(ours - theirs)[steep].max() < 3.0


def test_thresholds_share_the_limit() -> None:
    for row in table("neuron_mrg2002_threshold.csv"):
        theirs = limit(row["step_5_us"], row["step_2.5_us"], 1)
        amplitude = theirs * np.linspace(0.98, 1.02, 81)
        count = len(amplitude)
        fibres = MyelinatedFibres(np.full(count, row["diameter_um"]), 41)
        pulse = Pulses(np.full(count, 20), np.full((count, 1), 0.1), 0.1, amplitude)
        fired = simulate(fibres, None, pulse, duration_ms=2.0, spike_places=(30,)).spike_count[:, 0] > 0
        assert np.all(np.diff(fired.astype(int)) >= 0)
        assert float(amplitude[np.argmax(fired)]) == pytest.approx(theirs, rel=5e-3)


def test_c_fibre_velocities_agree_at_equal_step_and_in_the_limit() -> None:
    rows = table("neuron_sundt2015.csv")
    fibres = UnmyelinatedFibres(np.array([row["diameter_um"] for row in rows]), 5)
    ours = [conduction_velocity_m_s(fibres, step_ms=step) for step in (0.01, 0.005)]
    for step, key in zip(ours, ("step_10_us", "step_5_us"), strict=True):
        np.testing.assert_allclose(step, [row[key] for row in rows], rtol=5e-3)
    theirs = [limit(row["step_10_us"], row["step_5_us"], 2) for row in rows]
    np.testing.assert_allclose(limit(ours[0], ours[1], 2), theirs, rtol=1e-3)


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("neuron") is None, reason="NEURON is not installed here")
def test_passive_internode_of_neuron_answers_a_step_as_ours_does() -> None:
    """Live: two passive nodes and one internode, built here in NEURON from our geometry; needs no compiler."""
    from neuron import h

    from sciatica.nerve.cables import mrg2002

    h.load_file("stdrun.hoc")
    shape = mrg2002.geometry(np.array([10.0]))
    node, axon, flut = shape.node_diameter_um[0], shape.axon_diameter_um[0], shape.flut_length_um[0]
    stin = (shape.node_spacing_um[0] - 7.0 - 2.0 * flut) / 6.0
    sections = []
    for length, inner, gap, leak in [
        (1.0, node, 0.002, None), (3.0, node, 0.002, 1e-3), (flut, axon, 0.004, 1e-4), *[(stin, axon, 0.004, 1e-4)] * 6,
        (flut, axon, 0.004, 1e-4), (3.0, node, 0.002, 1e-3), (1.0, node, 0.002, None),
    ]:  # fmt: skip
        part = h.Section()
        outer = node if leak is None else 10.0
        part.nseg, part.L, part.diam = 1, length, outer
        part.Ra, part.cm = 70.0 * (outer / inner) ** 2, 2.0 * inner / outer
        part.insert("pas")
        part.g_pas, part.e_pas = (0.007 if leak is None else leak * inner / outer), -80.0
        part.insert("extracellular")
        part.xraxial[0] = 7000.0 / (np.pi * ((inner / 2 + gap) ** 2 - (inner / 2) ** 2))
        lamellae = shape.lamellae[0]
        part.xc[0], part.xg[0] = (0.0, 1e10) if leak is None else (0.1 / (2 * lamellae), 1e-3 / (2 * lamellae))
        if sections:
            part.connect(sections[-1](1), 0)
        sections.append(part)
    clamp = h.IClamp(sections[0](0.5))
    clamp.delay, clamp.dur, clamp.amp = 0.0, 1e9, 0.01
    h.dt = 0.025
    h.finitialize(-80.0)
    while h.t < 400.0:
        h.fadvance()
    theirs = np.array([sections[i](0.5).v + 80.0 for i in (0, -1)])

    part_us = mrg2002.internode(shape, 0, 1.0, 1.0)
    g = np.zeros((22, 22))
    g[1:21, 1:21] = part_us.conductance
    own = 0.007 * mrg2002.node_area_cm2(shape)[0] * 1e6 + part_us.axial_us
    for end, neighbour in ((0, 1), (21, 10)):
        g[end, end] = own
        g[end, neighbour] = g[neighbour, end] = -part_us.axial_us
    ours = np.linalg.solve(g, np.r_[0.01, np.zeros(21)])[[0, 21]]
    np.testing.assert_allclose(ours, theirs, rtol=2e-3)
