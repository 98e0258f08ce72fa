"""What the block kernel is built of: lanes, tables of gates, blocks, and passes that turn round."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica.nerve import Injury, MyelinatedFibres, Pulses, UnmyelinatedFibres, membranes, simulate, stimulus
from sciatica.nerve.engine import batch, blocks, compilation, elementary, gate_table, vector

REDUCED = ("mrg2002", "rattay_aberham1993", "sundt2015")
needs_tables = pytest.mark.skipif(not vector.picks(), reason="this processor cannot fetch from tables of 32")


@pytest.fixture(scope="module")
def elementary_of_lanes():  # type: ignore[no-untyped-def]
    import numba

    compilation._install_overloads()
    lanes = vector.install()[16]
    raw, load, store, exp, linoid = lanes.raw, lanes.load, lanes.store, elementary.exp, elementary.linoid

    @numba.njit
    def run(x, out):  # type: ignore[no-untyped-def]
        v = load(raw(x), np.uint64(0))
        numerator, denominator = linoid(v)
        store(raw(out), np.uint64(0), exp(v))
        store(raw(out), np.uint64(16), numerator / denominator)

    return run


@pytest.mark.parametrize(("real", "within"), [(np.float32, 4e-6), (np.float64, 1e-10)])
def test_lanes_compute_what_one_number_does(elementary_of_lanes, real, within) -> None:  # type: ignore[no-untyped-def]
    for x in np.random.default_rng(0).uniform(-45.0, 45.0, (20, 16)):
        x[0] = 0.0
        x = x.astype(real)
        out = np.zeros(32, dtype=real)
        elementary_of_lanes(x, out)
        np.testing.assert_allclose(out[:16], elementary.exp(x.astype(float)), rtol=within)
        numerator, denominator = elementary.linoid(x.astype(float))
        np.testing.assert_allclose(out[16:], numerator / denominator, rtol=within)


@pytest.mark.parametrize("name", REDUCED)
def test_every_reduced_membrane_has_tables_for_its_sodium(name: str) -> None:
    plan = gate_table.plan(name)
    assert plan.tabled[:2] == (True, True)
    assert len(plan.tabled) == 2 + membranes.load(name).OTHER_GATES


@pytest.mark.parametrize("name", REDUCED)
@pytest.mark.parametrize("temperature_c", [20.0, 37.0, 42.0])
@pytest.mark.parametrize("step_ms", [0.001, 0.01, 0.04])
def test_tables_hold_a_gate_to_a_few_ten_thousandths_over_their_whole_range(
    name: str, temperature_c: float, step_ms: float
) -> None:
    membrane, plan = membranes.load(name), gate_table.plan(name)
    k = membrane.constants(temperature_c, 0.5 * step_ms)
    v = np.linspace(gate_table.LOW_MV, gate_table.LOW_MV + 32 * gate_table.STRETCH_MV - 1e-6, 20_011)
    place = (v - gate_table.LOW_MV) / gate_table.STRETCH_MV
    stretch = place.astype(int)
    powers = np.vander(place - stretch - 0.5, plan.degree + 1, increasing=True)
    tables = gate_table.coefficients(membrane, k, plan.degree).astype(np.float32).astype(float)
    ours = np.einsum("gfcv,vc->gfv", tables[..., stretch], powers)
    exact = gate_table.functions(membrane, v, k)
    for tabled, one, right in zip(plan.tabled, ours, exact, strict=True):
        if tabled:
            np.testing.assert_allclose(one[0], right[0], rtol=0.0, atol=2e-4)
            np.testing.assert_allclose(one[1], right[1], rtol=4e-4)
            assert one[1].max() < 2.0
            assert one[1].min() > 0.0


def test_a_gate_too_steep_for_a_table_keeps_its_rates() -> None:
    assert not gate_table.plan("mrg2002").tabled[3]


@needs_tables
def test_tables_and_rates_give_the_same_impulses(monkeypatch: pytest.MonkeyPatch) -> None:
    fibres = MyelinatedFibres(np.array([5.7, 10.0, 16.0]), 31)
    pulses = Pulses(np.full(3, 2), np.array([[0.1, 4.0, 5.2]] * 3), 0.1, np.array([2.0, 3.0, 5.0]))
    arguments = {"duration_ms": 8.0, "spike_places": (25,), "voltage_places": (20,)}
    tabled = simulate(fibres, None, pulses, **arguments)  # type: ignore[arg-type]
    monkeypatch.setattr(vector, "picks", lambda: False)
    compilation.block_kernel.cache_clear()
    exact = simulate(fibres, None, pulses, **arguments)  # type: ignore[arg-type]
    compilation.block_kernel.cache_clear()
    np.testing.assert_array_equal(tabled.spike_count, exact.spike_count)
    np.testing.assert_allclose(tabled.spike_time_ms, exact.spike_time_ms, atol=5e-4)
    assert np.abs(tabled.voltage_mv - exact.voltage_mv).max() < 0.3


@pytest.mark.parametrize("count", [1, 16, 17, 32, 33, 48, 49, 64, 100])
def test_blocks_hold_every_fibre_once_and_fill_up_with_the_last(count: int) -> None:
    found = blocks.lanes(np.arange(count))
    assert {len(block) for block in found} <= set(vector.WIDTHS)
    together = np.concatenate(found)
    np.testing.assert_array_equal(together[:count], np.arange(count))
    assert np.all(together[count:] == count - 1)
    assert len(together) - count < 32


def test_a_fibre_does_not_depend_on_the_width_of_its_block() -> None:
    fibres = MyelinatedFibres(np.linspace(6.0, 15.0, 48), 15)
    pulses = Pulses(np.full(48, 2), np.full((48, 1), 0.1), 0.1, np.full(48, 5.0))
    assert {len(block) for block in blocks.lanes(np.arange(48))} == {16, 32}
    whole = simulate(fibres, None, pulses, duration_ms=1.5, spike_places=(12,))
    few = MyelinatedFibres(fibres.diameter_um[:16], 15)
    some = Pulses(np.full(16, 2), np.full((16, 1), 0.1), 0.1, np.full(16, 5.0))
    alone = simulate(few, None, some, duration_ms=1.5, spike_places=(12,))
    np.testing.assert_allclose(whole.spike_time_ms[:16], alone.spike_time_ms, atol=1e-5)


def test_arrays_begin_where_a_line_of_the_cache_does() -> None:
    for count in (1, 17, 1000):
        array = blocks.aligned(count, np.float32)
        assert array.ctypes.data % blocks.CACHE_LINE == 0
        assert len(array) == count


def test_passes_that_turn_round_give_what_one_solve_gives() -> None:
    """One step at a time completes its solve at once; many steps complete it on the way back."""
    fibres = UnmyelinatedFibres(np.array([0.8]), 21)
    pulse = stimulus.gathered(Pulses(np.array([2]), np.array([[0.05]]), 0.5, np.array([0.6])), fibres, 0.02)
    engine = batch.Batch(fibres, Injury.healthy(fibres), 0.02, "float64", 1, False)
    start, nowhere = engine.start(), np.zeros(0, dtype=np.int64)
    seen = [
        engine.run_until(start, pulse, 120, nowhere, np.arange(21), 1, None, chunk)[1] for chunk in (1, 7, 120)
    ]  # fmt: skip
    np.testing.assert_array_equal(seen[0], seen[2])
    np.testing.assert_array_equal(seen[1], seen[2])
    assert np.ptp(seen[0]) > 50.0
