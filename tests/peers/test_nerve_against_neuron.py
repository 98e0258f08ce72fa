"""The engine against NEURON on MRG's fibre: its values from committed tables, and live where it is installed.

NEURON's own step error is large (backward Euler is 8 % slow at 5 µs), so two comparisons are made: at equal scheme and
step against our full-order reference, and in the limit of small steps, which both must share, against the engine.
`make_tables.py` writes the tables.
"""

from collections.abc import Callable

import neuron_fibre
import numpy as np
import peer_tables
import pytest
from neuron_fibre import first_crossing
from peer_tables import AFTER_MS, LONGEST_MS, MRG_DIAMETER_UM, aligned, limit, table

from sciatica.nerve import MyelinatedFibres, Pulses, UnmyelinatedFibres, conduction_velocity_m_s, simulate
from sciatica.nerve.engine import reference
from sciatica.nerve.stimulus import Field
from sciatica.nerve.waveform import rectangle

VELOCITY = table("neuron_mrg2002.csv")
ALL = np.array(MRG_DIAMETER_UM)
EACH = [d if d in (5.7, 10.0, 16.0) else pytest.param(d, marks=pytest.mark.slow) for d in MRG_DIAMETER_UM]


def from_node_2(diameter_um: np.ndarray, nodes: int) -> tuple[MyelinatedFibres, Pulses]:
    fibres, count = MyelinatedFibres(diameter_um, nodes), len(diameter_um)
    return fibres, Pulses(np.full(count, 2), np.full((count, 1), 0.1), 0.1, np.full(count, 5.0))


def backward_euler(fibres: MyelinatedFibres, pulses: Pulses, duration_ms: float, step_ms: float) -> tuple:
    return reference.simulate(fibres, None, pulses, duration_ms=duration_ms, step_ms=step_ms, scheme="backward_euler")


def waveform(diameter_um: float, step_us: float) -> np.ndarray:
    chosen = [row for row in table("neuron_mrg2002_waveform.csv") if row["step_us"] == step_us]
    np.testing.assert_allclose([row["after_ms"] for row in chosen], AFTER_MS)
    return np.array([row[str(diameter_um)] for row in chosen])


def test_velocities_share_the_limit_at_every_published_diameter() -> None:
    rows = [row for row in VELOCITY if row["temperature_c"] == 37.0]
    assert [row["diameter_um"] for row in rows] == list(MRG_DIAMETER_UM)
    theirs = np.array([limit(row["step_1_us"], row["step_0.5_us"], 1) for row in rows])
    fibres = MyelinatedFibres(ALL, 5)
    ours = [conduction_velocity_m_s(fibres, step_ms=step) for step in (0.005, 0.0025)]
    np.testing.assert_allclose(limit(ours[0], ours[1], 2), theirs, rtol=2e-3)
    np.testing.assert_allclose(ours[1], theirs, rtol=5e-3)
    np.testing.assert_allclose(ours[0], theirs, rtol=1e-2)


@pytest.mark.parametrize("temperature_c", [33.0, 30.0])
def test_velocities_share_the_limit_when_cooled(temperature_c: float) -> None:
    (row,) = [row for row in VELOCITY if row["temperature_c"] == temperature_c]
    fibres = MyelinatedFibres(np.array([10.0]), 5, temperature_c=temperature_c)
    ours = [conduction_velocity_m_s(fibres, step_ms=step)[0] for step in (0.005, 0.0025)]
    assert limit(ours[0], ours[1], 2) == pytest.approx(limit(row["step_1_us"], row["step_0.5_us"], 1), rel=2e-3)


@pytest.mark.parametrize("diameter", EACH)
def test_reference_is_neuron_at_equal_scheme_and_step(diameter: float) -> None:
    """Velocity and waveform of every published diameter at 5 us, one compartment a section in both."""
    (row,) = [row for row in VELOCITY if row["diameter_um"] == diameter and row["temperature_c"] == 37.0]
    fibres, pulses = from_node_2(np.array([diameter]), 31)
    time, voltage = backward_euler(fibres, pulses, 3.0, 0.005)
    near, far = (first_crossing(time, voltage[place]) for place in (12, 20))
    assert 8.0 * fibres.node_spacing_mm[0] / (far - near) == pytest.approx(row["step_5_us"], rel=1e-3)
    assert np.abs(aligned(time, voltage[20], AFTER_MS) - waveform(diameter, 5.0)).max() < 0.02


@pytest.mark.parametrize("diameter", EACH)
def test_reference_fires_at_neurons_threshold_at_equal_scheme_and_step(diameter: float) -> None:
    (row,) = [row for row in table("neuron_mrg2002_threshold.csv") if row["diameter_um"] == diameter]
    fibres = MyelinatedFibres(np.array([diameter]), 21)
    for factor, fires in ((0.998, False), (1.002, True)):
        pulses = Pulses(np.array([10]), np.array([[0.1]]), 0.1, factor * np.array([row["step_5_us"]]))
        time, voltage = backward_euler(fibres, pulses, LONGEST_MS, 0.005)
        assert np.isfinite(first_crossing(time, voltage[17])) == fires


def test_waveforms_are_within_a_millivolt_in_the_limit() -> None:
    fibres, pulses = from_node_2(ALL, 31)
    seen = simulate(fibres, None, pulses, duration_ms=3.2, step_ms=0.0025, spike_places=(20,), voltage_places=(20,))
    for i, diameter in enumerate(MRG_DIAMETER_UM):
        theirs = limit(waveform(diameter, 1.0), waveform(diameter, 0.5), 1)
        ours = aligned(seen.time_ms, seen.voltage_mv[i, 0], AFTER_MS)
        assert np.abs(ours - theirs).max() < 1.0


def first_to_fire(theirs: np.ndarray, stimulus_of: Callable[..., Pulses | Field], step_ms: float) -> np.ndarray:
    """Least of 41 amplitudes around NEURON's that fires each diameter, as a share of NEURON's; all in one batch."""
    factor = np.linspace(0.98, 1.02, 41)
    fibres = MyelinatedFibres(np.repeat(ALL, len(factor)), 21)
    stimulus = stimulus_of(fibres, (theirs[:, None] * factor).ravel())
    seen = simulate(fibres, None, stimulus, duration_ms=LONGEST_MS, step_ms=step_ms, spike_places=(17,))
    fired = seen.spike_count[:, 0].reshape(len(ALL), -1) > 0
    assert np.all(np.diff(fired.astype(int)) >= 0)
    assert not fired[:, 0].any()
    assert fired[:, -1].all()
    return factor[np.argmax(fired, axis=1)]


def into_node_10(fibres: MyelinatedFibres, amplitude: np.ndarray) -> Pulses:
    count = len(amplitude)
    return Pulses(np.full(count, 10), np.full((count, 1), 0.1), 0.1, amplitude)


def beside_node_10(fibres: MyelinatedFibres, amplitude: np.ndarray) -> Field:
    potential = [peer_tables.point_source_mv_per_ma(site, site[110]) for site in fibres.site_mm]
    return Field(np.array(potential) * amplitude[:, None], rectangle(0.1, onset_ms=0.1))


@pytest.mark.parametrize(
    ("name", "stimulus"),
    [("neuron_mrg2002_threshold.csv", into_node_10), ("neuron_mrg2002_point_source.csv", beside_node_10)],
)
def test_thresholds_share_the_limit_at_every_published_diameter(
    name: str, stimulus: Callable[..., Pulses | Field]
) -> None:
    theirs = np.array([limit(row["step_2.5_us"], row["step_1.25_us"], 1) for row in table(name)])
    np.testing.assert_allclose(first_to_fire(theirs, stimulus, 0.0025), 1.0, atol=5e-3)


def test_c_fibre_velocities_agree_at_equal_step_and_in_the_limit() -> None:
    rows = table("neuron_sundt2015.csv")
    fibres = UnmyelinatedFibres(np.array([row["diameter_um"] for row in rows]), 5)
    ours = [conduction_velocity_m_s(fibres, step_ms=step) for step in (0.01, 0.005)]
    for step, key in zip(ours, ("step_10_us", "step_5_us"), strict=True):
        np.testing.assert_allclose(step, [row[key] for row in rows], rtol=5e-3)
    theirs = [limit(row["step_10_us"], row["step_5_us"], 2) for row in rows]
    np.testing.assert_allclose(limit(ours[0], ours[1], 2), theirs, rtol=1e-3)


@pytest.mark.slow
@pytest.mark.skipif(not neuron_fibre.installed(), reason="NEURON with PyFibers' mechanisms is not installed here")
@pytest.mark.filterwarnings("default")
def test_neuron_itself_still_gives_the_table() -> None:
    """Live: one diameter, anew."""
    (row,) = [row for row in VELOCITY if row["diameter_um"] == 12.8]
    fibre = neuron_fibre.mrg2002(12.8, 61)
    velocity = neuron_fibre.velocity_m_s(fibre, peer_tables.FROM_NODE_2, 20, 40, step_ms=0.005, duration_ms=4.0)
    assert velocity == pytest.approx(row["step_5_us"], rel=1e-6)


@pytest.mark.slow
@pytest.mark.skipif(not neuron_fibre.installed(), reason="NEURON is not installed here")
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
