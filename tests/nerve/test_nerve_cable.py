"""The internode: published geometry, symmetry, conservation, and modes against the whole network."""

import numpy as np
import pytest
from scipy.linalg import expm

from sciatica.nerve import MyelinatedFibres
from sciatica.nerve.cables import modes, mrg2002

CASES = [(5.7, 1.0, 1.0), (10.0, 1.0, 1.0), (10.0, 0.1, 1.0), (10.0, 1.0, 0.05), (16.0, 0.02, 0.3), (3.0, 1.0, 1.0)]


def network(diameter: float, myelin: float, seal: float) -> mrg2002.Internode:
    return mrg2002.internode(mrg2002.geometry(np.array([diameter])), 0, myelin, seal)


def test_geometry_meets_the_published_table_and_rises_between() -> None:
    shape = mrg2002.geometry(np.array([5.7, 10.0, 16.0]))
    np.testing.assert_allclose(shape.node_spacing_um, [500.0, 1150.0, 1500.0])
    np.testing.assert_allclose(shape.axon_diameter_um, [3.4, 6.9, 12.7])
    np.testing.assert_allclose(shape.node_diameter_um, [1.9, 3.3, 5.5])
    np.testing.assert_allclose(shape.lamellae, [80.0, 120.0, 150.0])
    fine = mrg2002.geometry(np.linspace(1.0, 22.0, 400))
    for column in (fine.node_spacing_um, fine.axon_diameter_um, fine.node_diameter_um, fine.lamellae):
        assert np.all(np.diff(column) > 0.0)
    assert np.all(fine.axon_diameter_um < fine.diameter_um)
    stin = fine.node_spacing_um - 7.0 - 2.0 * fine.flut_length_um
    assert np.all(stin > 0.0)


def test_only_unpublished_diameters_count_as_extrapolated() -> None:
    fibres = MyelinatedFibres(np.array([3.0, 5.7, 9.3, 16.0, 18.0]), 5)
    assert fibres.extrapolated.tolist() == [True, False, False, False, True]


@pytest.mark.parametrize("case", CASES)
def test_network_is_symmetric_passive_and_loses_no_current(case: tuple[float, float, float]) -> None:
    part = network(*case)
    for matrix in (part.conductance, part.capacitance):
        np.testing.assert_array_equal(matrix, matrix.T)
        assert np.linalg.eigvalsh(matrix).min() > 0.0
    # whatever leaves a compartment row arrives in another, save to the nodes, to the outside and through no membrane
    rows = part.conductance.sum(axis=1)
    ends = np.zeros(20)
    ends[[0, 9]] = part.axial_us
    np.testing.assert_allclose(rows[:10], ends[:10], atol=1e-12 * part.axial_us)
    assert np.all(rows[10:] > 0.0)
    np.testing.assert_allclose(part.capacitance.sum(axis=1)[:10], 0.0, atol=1e-18)


@pytest.mark.parametrize("case", CASES)
def test_modes_hold_all_of_the_network_at_rest(case: tuple[float, float, float]) -> None:
    part = network(*case)
    whole = modes.split(part)
    left, right = np.zeros(20), np.zeros(20)
    left[0], right[9] = part.axial_us, part.axial_us
    held = np.linalg.solve(part.conductance, np.stack([left, right], axis=1))
    even, odd = whole.even.steady_us, whole.odd.steady_us
    assert even + odd == pytest.approx(left @ held[:, 0], rel=1e-9)
    assert even - odd == pytest.approx(left @ held[:, 1], rel=1e-6)
    for parity in (whole.even, whole.odd):
        few = modes.reduce(parity, 4, 0.005)
        assert few.steady_us == pytest.approx(parity.steady_us, rel=1e-12)


@pytest.mark.parametrize("case", CASES)
def test_stepped_modes_are_the_exact_network_under_straight_voltages(case: tuple[float, float, float]) -> None:
    """Against the matrix exponential of all twenty unknowns, driven by node voltages straight within each
    step."""
    part, h = network(*case), 0.005
    whole = modes.split(part)
    a = -np.linalg.solve(part.capacitance, part.conductance)
    ends = np.zeros((20, 2))
    ends[0, 0] = ends[9, 1] = part.axial_us
    b = np.linalg.solve(part.capacitance, ends)
    # x, voltages and their slopes together, and the integral of the current into the left node
    big = np.zeros((25, 25))
    big[:20, :20], big[:20, 20:22], big[20:22, 22:24] = a, b, np.eye(2)
    big[24, 0], big[24, 20] = part.axial_us, -part.axial_us
    flow = expm(big * h)
    even, odd = modes.step(whole.even, h), modes.step(whole.odd, h)
    y_even, y_odd = np.zeros(len(even.decay)), np.zeros(len(odd.decay))
    x, old = np.zeros(20), np.zeros(2)
    for v in ((3.0, 0.0), (90.0, 1.0), (60.0, 20.0), (10.0, 80.0), (-5.0, 30.0)):
        new = np.array(v)
        state = flow @ np.r_[x, old, (new - old) / h, 0.0]
        x, expected = state[:20], state[24] / h
        before, after = ((u[0] + u[1], u[0] - u[1]) for u in (old, new))
        found = y_even.sum() + even.before_us * before[0] + even.after_us * after[0]
        found += y_odd.sum() + odd.before_us * before[1] + odd.after_us * after[1]
        found -= part.axial_us * 0.5 * (old[0] + new[0])
        assert found == pytest.approx(expected, rel=1e-6, abs=1e-6 * part.axial_us)
        y_even, y_odd = (
            even.decay * y_even + even.drive * before[0],
            odd.decay * y_odd + odd.drive * before[1],
        )
        old = new


@pytest.mark.parametrize("diameter", [3.0, 10.0, 16.0])
def test_less_myelin_and_less_seal_lose_more_and_hold_more(diameter: float) -> None:
    left = np.array([1.0, 0.5, 0.2, 0.1, 0.05, 0.02])
    for by in ("myelin", "seal"):
        whole = [modes.split(network(diameter, *((f, 1.0) if by == "myelin" else (1.0, f)))) for f in left]
        lost = [m.axial_us - 2.0 * m.even.steady_us for m in whole]
        assert np.all(np.diff(lost) > 0.0), by
        held = [2.0 * float(np.sum(m.even.weight**2 / m.even.rate_per_ms**2)) for m in whole]
        assert np.all(np.diff(held) > 0.0), by


def test_a_shift_of_the_internodal_leak_moves_the_internode_and_both_nodes_alike() -> None:
    part = network(10.0, 1.0, 1.0)
    whole = modes.split(part)
    shifted = np.concatenate([part.leak_us, -part.leak_us])
    held = np.linalg.solve(part.conductance, shifted)
    assert held[0] == pytest.approx(held[9], rel=1e-9)
    assert whole.leak_drive_us == pytest.approx(part.axial_us * held[9], rel=1e-9)
    assert 0.0 < whole.leak_drive_us < part.axial_us
