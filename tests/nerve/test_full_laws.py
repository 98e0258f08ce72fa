"""Laws that hold on the full path whatever the membrane: order, damping, charge, mirrors, precision, errors."""

from dataclasses import replace
from itertools import pairwise

import numba
import numpy as np
import pytest
from nerve_helpers import pulses

from sciatica.core.errors import InputError
from sciatica.nerve import Injury, MyelinatedFibres, Pulses, UnmyelinatedFibres, stimulus, waveform
from sciatica.nerve.engine.full import cells, compilation, elementary, rest
from sciatica.nerve.engine.full.batch import FullBatch
from sciatica.nerve.fibres import Fibres, GanglionCells
from sciatica.nerve.stimulus import Field, Stimulus

NOWHERE = np.zeros(0, dtype=np.int64)
FIBRES = MyelinatedFibres(np.array([5.7, 10.0, 16.0]), nodes=11)


def run(
    fibres: Fibres, stimuli: Stimulus | None, duration_ms: float, step_ms: float, *, injury: Injury | None = None,
    precision: str = "float64", every: int = 1, start: np.ndarray | None = None,
) -> np.ndarray:  # fmt: skip
    """Return the voltages at all places [F, places, T]."""
    hurt = Injury.healthy(fibres) if injury is None else injury
    batch = FullBatch(fibres, hurt, step_ms, precision)
    given = stimulus.gathered(stimuli, fibres, step_ms)
    begin = batch.start("equilibrium") if start is None else start
    return batch.run(begin, given, round(duration_ms / step_ms), NOWHERE, np.arange(fibres.places), every)[1]


def test_the_error_falls_with_the_square_of_the_step() -> None:
    steps = [0.004, 0.002, 0.001, 0.0005]
    found = [run(FIBRES, pulses(FIBRES, onset_ms=(0.02,)), 0.4, h, every=round(0.004 / h)) for h in steps]
    errors = [np.abs(a - b).max() for a, b in pairwise(found)]
    orders = np.log2(np.array(errors[:-1]) / np.array(errors[1:]))
    assert orders[-1] >= 1.9, (errors, orders)


def test_nothing_rings_after_an_edge() -> None:
    fibres = UnmyelinatedFibres(np.array([1.0]), compartments=60, compartment_length_um=5.0)
    passive = Injury.healthy(fibres)
    passive.sodium_factor[:], passive.slow_potassium_factor[:] = 0.0, 0.0
    step = 0.1  # the links between neighbours settle a thousand times faster
    given = Pulses(np.array([30]), np.array([[1.0]]), 2.0, np.array([0.02]))
    voltage = run(fibres, given, 6.0, step, injury=passive)[0, 30]
    on, off = voltage[10:30], voltage[30:]
    assert np.all(np.diff(on) > -1e-9)
    assert np.all(np.diff(off) < 1e-9)
    assert on.max() - voltage[0] > 1.0


def test_internodes_do_not_ring_after_the_edge_of_a_field() -> None:
    """What alternates from step to step is gone three steps after an edge, as with steps twenty times finer."""
    fibres = MyelinatedFibres(np.array([10.0]), nodes=7)
    potential = -20.0 / (1.0 + ((fibres.site_mm - fibres.site_mm.mean()) / 0.5) ** 2)
    edges = Field(potential, waveform.rectangle(0.1, onset_ms=0.05))
    coarse, fine = (run(fibres, edges, 0.3, h, every=round(0.01 / h))[0, 3] for h in (0.01, 0.0005))
    jump = coarse[5] - coarse[4]
    alternating = [np.abs(v[1:-1] - 0.5 * (v[:-2] + v[2:])) for v in (coarse, fine)]
    for edge in (5, 15):
        late = slice(edge + 3, edge + 9)
        assert jump > 5.0
        assert np.all(alternating[0][late] < 0.01 * jump + 2.0 * alternating[1][late].max())


def test_charge_that_enters_is_charge_on_capacitors_and_through_leaks() -> None:
    fibres = UnmyelinatedFibres(np.array([1.0]), compartments=40)
    passive = Injury.healthy(fibres)
    passive.sodium_factor[:], passive.slow_potassium_factor[:] = 0.0, 0.0
    step, steps, amplitude = 0.02, 200, 0.003
    given = Pulses(np.array([20]), np.array([[0.0]]), 100.0, np.array([amplitude]))
    batch = FullBatch(fibres, passive, step, "float64")
    begin = batch.start("equilibrium")
    stimuli = stimulus.gathered(given, fibres, step)
    voltage = batch.run(begin, stimuli, steps, NOWHERE, np.arange(40), 1)[1][0] - batch.cells.rest_mv
    built = batch.cells
    above = voltage - begin[0][:, None]
    stored_pc = float((built.capacitance_nf[0] * above[:, -1]).sum())
    mean = 0.5 * (above[:, 1:] + above[:, :-1]).sum(axis=1) + 0.5 * above[:, 0]
    leaked_pc = float((built.leak_us[0] * mean).sum() * step)
    assert stored_pc + leaked_pc == pytest.approx(amplitude * step * steps, rel=1e-4)
    assert leaked_pc > 0.05 * stored_pc


@pytest.mark.parametrize(
    "fibres", [FIBRES, GanglionCells(np.array([0.8]), peripheral_length_mm=1.0, central_length_mm=1.0)]
)
def test_at_rest_all_currents_balance_and_nothing_moves(fibres: Fibres) -> None:
    injury = Injury.healthy(fibres)
    injury.potassium_reversal_shift_mv[:, 3:5] = 6.0
    built = cells.build(fibres, injury)
    inside, periaxonal = rest.equilibrium(built)
    current = rest.membrane_current_na(built, inside - periaxonal)
    # what leaves through membranes enters through sheaths and gaps, as nothing enters from elsewhere
    bare = current[:, ~built.sheathed].sum(axis=1)
    sheathed = (built.sheath_us * periaxonal).sum(axis=1)
    assert np.abs(bare + sheathed).max() < 1e-9
    voltage = run(fibres, None, 0.5, 0.005, injury=injury)
    assert np.abs(voltage - voltage[:, :, :1]).max() < 1e-5
    assert np.ptp(voltage[0, :, 0]) > 0.5


def test_a_mirrored_fibre_gives_a_mirrored_answer() -> None:
    injury = Injury.healthy(FIBRES)
    injury.myelin_fraction[:, 2], injury.seal_fraction[:, 3] = 0.2, 0.1
    injury.sodium_shift_mv[:, 4], injury.sodium_shifted_fraction[:, 4] = 10.0, 0.5
    injury.internodal_potassium_s_cm2[:, 2] = 0.01
    mirrored = Injury(**{name: getattr(injury, name)[:, ::-1].copy() for name in Injury.__dataclass_fields__})
    there = run(FIBRES, pulses(FIBRES, place=2), 0.8, 0.005, injury=injury)
    back = run(FIBRES, pulses(FIBRES, place=8), 0.8, 0.005, injury=mirrored)
    assert np.abs(there - back[:, ::-1]).max() < 1e-8
    assert there[:, 8].max() > 0.0


def test_single_precision_stays_single_and_close_to_double() -> None:
    single, double = (run(FIBRES, pulses(FIBRES), 0.8, 0.005, precision=p) for p in ("float32", "float64"))
    assert np.abs(single - double).max() < 0.05
    batch = FullBatch(FIBRES, Injury.healthy(FIBRES), 0.005, "float32")
    signature = next(iter(batch.kernel.nopython_signatures))  # type: ignore[attr-defined]
    floats = {str(a.dtype) for a in signature.args if hasattr(a, "dtype") and str(a.dtype).startswith("float")}
    assert floats == {"float32", "float64"}  # spike times alone are double
    # compiled afresh: numba cannot show the code of a kernel that came from the disk cache
    fresh = type(batch.kernel)(batch.kernel.py_func, targetoptions=batch.kernel.targetoptions)
    fresh.compile(signature)
    (code,) = fresh.inspect_llvm().values()
    assert code.count("fmul contract nsz arcp float") + code.count("x float>") > code.count("x double>")


def test_only_differences_of_a_field_along_the_fibre_act() -> None:
    flat = Field(np.full_like(FIBRES.site_mm, 500.0), waveform.rectangle(0.1, onset_ms=0.05))
    still, nothing = run(FIBRES, flat, 0.3, 0.005), run(FIBRES, None, 0.3, 0.005)
    assert np.abs(still - nothing).max() < 1e-9


def test_bare_potassium_channels_pull_rest_down_and_shorten_the_impulse() -> None:
    fibres = MyelinatedFibres(np.full(4, 10.0), nodes=11)
    injury = Injury.healthy(fibres)
    injury.myelin_fraction[:, 4:7] = 0.1
    injury.internodal_potassium_s_cm2[:, 4:7] = np.array([0.0, 0.02, 0.2, 1.0])[:, None]
    voltage = run(fibres, pulses(fibres), 1.5, 0.005, injury=injury)
    assert np.all(np.diff(voltage[:, 5, 0]) < 0.0)
    assert np.all(voltage[:, 5, 0] > -90.0)
    assert np.ptp(voltage[:, 5, 0]) > 0.1
    long = np.count_nonzero(voltage[:, 5] > -60.0, axis=1)
    late = np.argmax(voltage[:, 9] > -30.0, axis=1)
    assert np.all(np.diff(long) <= 0)
    assert long[-1] < long[0]
    assert np.all(np.diff(late) >= 0)


def test_an_impulse_from_the_periphery_passes_the_junction_to_the_soma_and_to_the_cord() -> None:
    cell = GanglionCells(np.array([0.8]), peripheral_length_mm=2.0, central_length_mm=2.0)
    voltage = run(cell, pulses(cell, place=5, onset_ms=(0.1,)), 15.0, 0.02, every=5)[0]
    first = {at: np.argmax(voltage[at] > -30.0) for at in (cell.junction_place, cell.places - 6, cell.soma_place)}
    assert voltage[cell.places - 6].max() > 0.0
    assert voltage[cell.soma_place].max() > 0.0
    assert 0 < first[cell.junction_place] < min(first[cell.places - 6], first[cell.soma_place])


def test_a_thin_process_passes_a_junction_that_weighs_little_and_no_heavier_one() -> None:
    """Load against drive at a branch: Goldstein and Rall (1974)."""
    for stem, passes in ((0.5, True), (1.75, False)):
        cell = GanglionCells(np.array([0.8]), peripheral_length_mm=2.0, central_length_mm=2.0, stem_diameter_ratio=stem)
        voltage = run(cell, pulses(cell, place=cell.places - 6, onset_ms=(0.1,)), 15.0, 0.02, every=5)[0]
        assert (voltage[5].max() > 0.0) == passes
        assert voltage[cell.junction_place + 5].max() > 0.0


def test_a_stem_without_length_or_soma_is_hardly_there() -> None:
    """A cell with equal processes and a stub for a stem conducts as the plain axon does."""
    stub = GanglionCells(
        np.array([0.8]), peripheral_length_mm=2.0, central_length_mm=2.0, stem_length_um=1.0, soma_diameter_um=1.0,
        central_diameter_ratio=1.0, stem_diameter_ratio=0.1,
    )  # fmt: skip
    axon = UnmyelinatedFibres(np.array([0.8]), compartments=160, compartment_length_um=25.0)
    far = stub.places - 20
    with_stub = run(stub, pulses(stub, onset_ms=(0.1,)), 12.0, 0.01)[0, far]
    plain = run(axon, pulses(axon, onset_ms=(0.1,)), 12.0, 0.01)[0, 140]
    assert np.argmax(with_stub > -30.0) == pytest.approx(np.argmax(plain > -30.0), abs=4)
    assert plain.max() > 0.0


def test_what_is_no_number_is_refused_with_fibre_and_place() -> None:
    batch = FullBatch(FIBRES, Injury.healthy(FIBRES), 0.005, "float64")
    whole = batch.settled(batch.start("equilibrium"))
    whole.inside_mv[1, batch.cells.site_of_place[4]] = np.nan
    none = stimulus.gathered(None, FIBRES, 0.005)
    with pytest.raises(FloatingPointError, match="fibre 1 at place 4"):
        batch.run(whole, none, 10, NOWHERE, NOWHERE, 1)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_compiled_logarithm_and_power_keep_precision_and_agree_with_numpy(kind: type) -> None:
    compilation.block_kernel("mrg2002", None, np.dtype(kind).name)  # teaches the compiler both

    @numba.njit
    def both(x):  # type: ignore[no-untyped-def]
        return elementary.log(x), elementary.power(x, x)

    for x in np.geomspace(1e-6, 30.0, 400).astype(kind):
        log, power = both(x)
        fine = 3e-7 if kind is np.float32 else 1e-14
        assert log == pytest.approx(np.log(np.float64(x)), rel=fine, abs=fine)
        assert power == pytest.approx(np.clip(np.float64(x) ** np.float64(x), 0.0, np.exp(40.0)), rel=100.0 * fine)
    (signature,) = both.nopython_signatures
    assert {str(t) for t in signature.return_type} == {np.dtype(kind).name}


def test_ganglion_cells_refuse_what_cannot_be() -> None:
    with pytest.raises(InputError, match="soma_diameter_um"):
        GanglionCells(np.array([0.8]), soma_diameter_um=0.0)
    with pytest.raises(InputError, match="membrane"):
        GanglionCells(np.array([0.8]), membrane="mrg2002")
    with pytest.raises(InputError, match="diameter_um"):
        replace(GanglionCells(np.array([0.8])), diameter_um=np.array([50.0]))
