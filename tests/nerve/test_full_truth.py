"""The full path against solvers that share nothing of how it solves: the reference, and whole matrices."""

from dataclasses import replace

import numpy as np
import pytest
from full_dense import dense_run
from nerve_helpers import pulses

from sciatica.nerve import Injury, MyelinatedFibres, UnmyelinatedFibres, stimulus, waveform
from sciatica.nerve.engine import reference
from sciatica.nerve.engine.full.batch import FullBatch
from sciatica.nerve.fibres import Fibres, GanglionCells
from sciatica.nerve.stimulus import Field

STEP_MS = 0.005
MOST_MV = 1e-6


def injuries(fibres: Fibres) -> dict[str, Injury]:
    """Return one injury for each part of `Injury`, in the middle of the fibre."""
    healthy = Injury.healthy(fibres)
    middle = slice(fibres.places // 2 - 1, fibres.places // 2 + 2)

    def with_part(**parts: float) -> Injury:
        changed = {}
        for name, value in parts.items():
            array = getattr(healthy, name).copy()
            array[:, middle] = value
            changed[name] = array
        return replace(healthy, **changed)

    return {
        "health": healthy,
        "sodium": with_part(sodium_factor=0.4),
        "persistent sodium": with_part(persistent_sodium_factor=3.0),
        "slow potassium": with_part(slow_potassium_factor=0.2),
        "shift": with_part(sodium_shift_mv=15.0, sodium_shifted_fraction=0.4),
        "leak": with_part(depolarising_leak_s_cm2=0.01),
        "potassium": with_part(potassium_reversal_shift_mv=8.0),
        "pump": with_part(pump_current_ua_cm2=20.0),
        "myelin": with_part(myelin_fraction=0.2),
        "seal": with_part(seal_fraction=0.1),
        "bare potassium": with_part(internodal_potassium_s_cm2=0.02),
        "several": with_part(sodium_factor=0.6, sodium_shift_mv=8.0, sodium_shifted_fraction=0.3, myelin_fraction=0.3),
    }


FIBRES = MyelinatedFibres(np.array([10.0]), nodes=7)
NAMES = tuple(injuries(FIBRES))


def joined(fibres: Fibres, each: list[Injury]) -> tuple[Fibres, Injury]:
    """Return one batch of the same fibre with one injury a lane."""
    count = len(each)
    whole = replace(fibres, diameter_um=np.repeat(fibres.diameter_um, count))
    parts = {name: np.concatenate([getattr(i, name) for i in each]) for name in Injury.__dataclass_fields__}
    return whole, Injury(**parts)


@pytest.fixture(scope="module")
def all_injuries() -> tuple[FullBatch, np.ndarray]:
    fibres, injury = joined(FIBRES, list(injuries(FIBRES).values()))
    batch = FullBatch(fibres, injury, STEP_MS, "float64")
    given = stimulus.gathered(pulses(fibres, onset_ms=(0.1018,)), fibres, STEP_MS)
    start = batch.start("equilibrium")
    _, voltages = batch.run(start, given, 120, np.array([5]), np.arange(7), 1)
    return batch, voltages


@pytest.mark.parametrize("lane", [i for i, name in enumerate(NAMES) if name != "bare potassium"])
def test_it_is_the_reference_in_health_and_in_each_injury(
    all_injuries: tuple[FullBatch, np.ndarray], lane: int
) -> None:
    batch, voltages = all_injuries
    injury = injuries(FIBRES)[NAMES[lane]]
    rest_mv = batch.cells.rest_mv
    start = batch.start("equilibrium")[lane] + rest_mv
    _, wanted = reference.simulate(
        FIBRES, injury, pulses(FIBRES, onset_ms=(0.1018,)), duration_ms=0.6, step_ms=STEP_MS, start_mv=start
    )
    assert np.abs(voltages[lane] - wanted[:, 1:]).max() < MOST_MV
    assert wanted.max() > 0.0


@pytest.mark.parametrize("name", ["bare potassium", "several"])
def test_it_is_the_dense_solution_too(all_injuries: tuple[FullBatch, np.ndarray], name: str) -> None:
    batch, voltages = all_injuries
    lane = NAMES.index(name)
    given = stimulus.gathered(pulses(batch.fibres, onset_ms=(0.1018,)), batch.fibres, STEP_MS)
    wanted = dense_run(batch, batch.settled(batch.start("equilibrium")), given, 60, lane)
    shown = wanted[batch.cells.site_of_place] + batch.cells.rest_mv
    assert np.abs(voltages[lane, :, :60] - shown).max() < MOST_MV


def test_backward_euler_is_the_references_step_by_step() -> None:
    given = pulses(FIBRES, onset_ms=(0.1018,))
    batch = FullBatch(FIBRES, Injury.healthy(FIBRES), STEP_MS, "float64", scheme="backward_euler")
    start = batch.start()
    stimuli = stimulus.gathered(given, FIBRES, STEP_MS)
    _, voltages = batch.run(start, stimuli, 120, np.array([5]), np.arange(7), 1)
    _, wanted = reference.simulate(
        FIBRES, None, given, duration_ms=0.6, step_ms=STEP_MS, scheme="backward_euler",
        start_mv=start[0] + batch.cells.rest_mv,
    )  # fmt: skip
    assert np.abs(voltages[0] - wanted[:, 1:]).max() < MOST_MV


def test_each_injury_changes_the_voltage(all_injuries: tuple[FullBatch, np.ndarray]) -> None:
    _, voltages = all_injuries
    for lane in range(1, len(NAMES)):
        assert np.abs(voltages[lane] - voltages[0]).max() > 0.05, NAMES[lane]


def against_dense(fibres: Fibres, injury: Injury, stimuli: object, step_ms: float, steps: int) -> np.ndarray:
    """Assert agreement over some steps and return the voltages [places, steps] of the first fibre."""
    batch = FullBatch(fibres, injury, step_ms, "float64", threads=1)
    given = stimulus.gathered(stimuli, fibres, step_ms)  # type: ignore[arg-type]
    start = batch.settled(batch.start("equilibrium"))
    _, voltages = batch.run(start, given, steps, np.zeros(0, dtype=np.int64), np.arange(fibres.places), 1)
    wanted = dense_run(batch, start, given, steps)[batch.cells.site_of_place] + batch.cells.rest_mv
    assert np.abs(voltages[0] - wanted).max() < MOST_MV
    return np.asarray(voltages[0])


def field(fibres: Fibres, size_mv: float) -> Field:
    """Return a potential with a dip over the middle of each fibre, in a wave of 20 kHz."""
    along = fibres.site_mm
    middle = along.mean(axis=1, keepdims=True)
    dip = -size_mv / (1.0 + ((along - middle) / 0.3) ** 2)
    return Field(dip, waveform.Sinusoid(20.0, 0.2, onset_ms=0.02))


def test_a_field_acts_as_the_dense_solution_says() -> None:
    voltages = against_dense(FIBRES, Injury.healthy(FIBRES), field(FIBRES, 300.0), STEP_MS, 60)
    assert voltages.max() - voltages.min() > 20.0


def test_a_ganglion_cell_is_the_dense_solution_of_its_tree() -> None:
    cell = GanglionCells(np.array([0.8, 1.2]), peripheral_length_mm=1.0, central_length_mm=1.0)
    given = pulses(cell, place=2, onset_ms=(0.1,))
    voltages = against_dense(cell, Injury.healthy(cell), given, 0.02, 150)
    assert voltages[cell.junction_place].max() > -20.0


@pytest.mark.slow
@pytest.mark.parametrize("membrane", ["gaines2018_motor", "gaines2018_sensory"])
def test_channels_in_the_internode_are_the_dense_solution(membrane: str) -> None:
    fibres = MyelinatedFibres(np.array([10.0]), nodes=5, membrane=membrane)
    voltages = against_dense(fibres, Injury.healthy(fibres), pulses(fibres), STEP_MS, 120)
    assert voltages.max() > 0.0


@pytest.mark.slow
@pytest.mark.parametrize("membrane", ["tigerholm2014", "coggan2011"])
def test_pools_are_the_dense_solution(membrane: str) -> None:
    fibres = UnmyelinatedFibres(np.array([1.0]), compartments=20, membrane=membrane)
    injury = Injury.healthy(fibres)
    injury.depolarising_leak_s_cm2[:, 5] = 1e-4
    injury.sodium_shift_mv[:, 8], injury.sodium_shifted_fraction[:, 8] = 5.0, 0.5
    voltages = against_dense(fibres, injury, pulses(fibres), 0.01, 200)
    assert voltages.max() > -45.0


@pytest.mark.slow
def test_sections_of_a_ganglion_cell_are_the_dense_solution() -> None:
    cell = GanglionCells(
        np.array([0.8]), peripheral_length_mm=0.5, central_length_mm=0.5, membrane="sundt2015_ganglion"
    )
    voltages = against_dense(cell, Injury.healthy(cell), pulses(cell, place=2), 0.02, 150)
    assert voltages.max() > 0.0
