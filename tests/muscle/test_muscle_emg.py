"""From fibre currents to what electrodes record, in microvolts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.muscle import effort, emg
from sciatica.muscle.emg import fibre
from sciatica.muscle.units import Units, sprouted
from sciatica.validate.facts import _cord as prepared

STEP_MS = 0.05
RIGHT = 1


@pytest.fixture(scope="module")
def tibant(man: Body, constants: ParameterSet) -> Units:
    return effort.ready(prepared.only(man, ("tibant",)), constants).units


def alone(
    constants: ParameterSet, across_mm: float, at_mm: float = 15.0, half_mm: float = 40.0, velocity: float = 4.0
) -> FloatArray:
    """One fibre with its end plate in the middle, at an electrode beside it."""
    p, spacing = constants.muscle, np.array([velocity * STEP_MS])
    along = np.arange(int(half_mm / spacing[0]) + 1)[None, :] * spacing[0]
    weights = tuple(
        fibre.steepness(along, np.array([[s * at_mm]]), np.array([[across_mm]]), p.conductivity_ratio)
        for s in (1.0, -1.0)
    )
    diameter = np.array([p.fibre_diameter_um])
    return fibre.potentials_uv((weights[0], weights[1]), np.array([velocity]), diameter, spacing, 800, p)[0]


def test_the_wave_travels_at_its_velocity(constants: ParameterSet) -> None:
    for velocity in (3.0, 4.0, 5.0):
        early, late = (np.argmin(alone(constants, 1.0, at, velocity=velocity)) * STEP_MS for at in (10.0, 30.0))
        assert (30.0 - 10.0) / (late - early) == pytest.approx(velocity, rel=0.03)


def test_potentials_fall_with_distance_and_faster_far_away(constants: ParameterSet) -> None:
    away = np.array([0.2, 0.5, 1.0, 2.0, 4.0, 8.0])
    size = np.array([np.ptp(alone(constants, r, half_mm=200.0)) for r in away])
    slope = np.diff(np.log(size)) / np.diff(np.log(away))
    assert (slope < -0.5).all()
    assert (np.diff(slope) < 0.0).all()


def test_the_end_of_the_wave_at_the_tendon_is_seen_from_far_when_the_wave_itself_is_not(
    constants: ParameterSet,
) -> None:
    """A wave that dies leaves a dipole, whose field falls slower than that of the wave that travels."""
    far = alone(constants, 25.0, at_mm=10.0, half_mm=40.0)
    at_tendon = np.argmax(np.abs(far)) * STEP_MS
    assert at_tendon == pytest.approx(40.0 / 4.0, abs=1.5)


def test_net_current_is_nil_so_that_nothing_is_left_after_the_wave(constants: ParameterSet) -> None:
    found = alone(constants, 1.0)
    assert abs(found[-100:]).max() < 1e-3 * np.abs(found).max()
    # an electrode over the end plate sees it begin negative: no positive phase before it
    plate = alone(constants, 1.0, at_mm=0.0)
    first = plate[np.abs(plate) > 0.05 * np.abs(plate).max()][0]
    assert first < 0.0


def test_a_finer_step_gives_the_same_unit_potentials(tibant: Units, constants: ParameterSet) -> None:
    fine, coarse = (emg.unit_potentials(tibant, 0, constants.muscle, step_ms=s) for s in (0.1, 0.5))
    assert coarse.peak_to_peak_uv == pytest.approx(fine.peak_to_peak_uv, rel=0.15)
    area = (np.abs(one.wave_uv).sum(axis=1) * one.step_ms for one in (fine, coarse))
    assert next(area) == pytest.approx(next(area), rel=0.1)


def test_strong_units_give_large_potentials(tibant: Units, constants: ParameterSet) -> None:
    size = emg.unit_potentials(tibant, 0, constants.muscle).peak_to_peak_uv
    assert np.corrcoef(np.log(size), np.log(tibant.strength))[0, 1] > 0.8
    assert 1.0 < np.median(size) < 500.0  # microvolts at the skin


def test_surface_emg_is_the_sum_of_what_its_spikes_give(tibant: Units, constants: ParameterSet) -> None:
    made = emg.unit_potentials(tibant, 0, constants.muscle, step_ms=1.0)

    def record(unit: list[int], step: list[int]) -> FloatArray:
        return emg.surface(made, np.array(unit, dtype=int), np.array(step, dtype=int), 300)

    both = record([3, 39], [100, 104])
    assert both == pytest.approx(record([3], [100]) + record([39], [104]))
    assert record([39], [100])[:100] == pytest.approx(0.0)
    assert record([39, 39], [100, 100]) == pytest.approx(2.0 * record([39], [100]))
    assert np.ptp(record([39], [100])) == pytest.approx(made.peak_to_peak_uv[39] * np.sqrt(made.real_units))
    assert not record([], []).any()
    assert record([39], [299]).shape == (300,)


def test_more_drive_gives_more_emg_and_a_full_effort_some_hundreds_of_microvolts(
    man: Body, constants: ParameterSet
) -> None:
    prepared_ = effort.ready(prepared.only(man, ("tibant",)), constants)
    made = emg.unit_potentials(prepared_.units, 0, constants.muscle, step_ms=1.0)
    size = []
    for drive in (0.1, 0.3, 1.0):
        rng = np.random.default_rng(0)
        found = effort.play(prepared_, drive * np.ones(2), constants, seconds=2.0, rng=rng)
        mine = found.unit < 40
        wave = emg.surface(made, found.unit[mine], found.spike_ms[mine].astype(np.int64), 2000)
        size.append(wave[500:].std())
    assert size[0] < size[1] < size[2]
    assert 150.0 < size[2] < 900.0


def test_a_compound_potential_adds_up_and_is_blurred_by_spread_latencies(
    tibant: Units, constants: ParameterSet
) -> None:
    made = emg.unit_potentials(tibant, 0, constants.muscle, step_ms=0.1, montage="belly")
    together = np.full(40, 5.0)
    whole = emg.compound(made, together)
    parts = [emg.compound(made, np.where(np.arange(40) % 2 == k, 5.0, np.nan)) for k in (0, 1)]
    assert parts[0] + parts[1] == pytest.approx(whole)
    assert emg.compound(made, together, np.full(40, 0.5)) == pytest.approx(0.5 * whole)
    assert not emg.compound(made, np.full(40, np.inf)).any()
    later = emg.compound(made, together + 10.0)
    assert later[100:] == pytest.approx(whole[:-100], abs=1e-6 * np.ptp(whole))
    spread = emg.compound(made, np.linspace(2.0, 12.0, 40)[::-1])
    assert np.ptp(spread) < 0.8 * np.ptp(whole)
    area = [wave[wave < 0.0].sum() for wave in (whole, emg.compound(made, together, jitter_ms=3.0))]
    assert area[1] == pytest.approx(area[0], rel=0.25)
    assert np.argmax(whole < 0.0) * made.step_ms == pytest.approx(5.0, abs=0.5)


def test_needle_potentials_of_health(tibant: Units, constants: ParameterSet) -> None:
    p = constants.muscle
    found = emg.needle(tibant, 0, RIGHT, np.array([5, 10, 15, 20]), p, np.random.default_rng(3))
    again = emg.needle(tibant, 0, RIGHT, np.array([5, 10, 15, 20]), p, np.random.default_rng(3))
    assert np.array_equal(found.wave_uv, again.wave_uv)
    shapes = [emg.measure(wave, found.step_ms, p) for wave in found.wave_uv]
    for shape in shapes:
        assert 100.0 < shape.amplitude_uv < 5000.0
        assert 4.0 < shape.duration_ms < 16.0
        assert 2 <= shape.phases <= 7
    silent = emg.measure(np.zeros(100), 0.1, p)
    assert (silent.amplitude_uv, silent.duration_ms, silent.phases) == (0.0, 0.0, 0)
    with pytest.raises(InputError, match="living unit"):
        emg.needle(tibant, 0, RIGHT, np.array([40]), p, np.random.default_rng(0))


def shape_of(units: Units, constants: ParameterSet) -> tuple[float, float, float]:
    """Mean amplitude, duration and phases of some surviving units."""
    p = constants.muscle
    which = np.flatnonzero(units.size[0, RIGHT] > 0.0)[4:24:2]
    found = emg.needle(units, 0, RIGHT, which, p, np.random.default_rng(0))
    shapes = [emg.measure(wave, found.step_ms, p) for wave in found.wave_uv]
    return tuple(np.mean([(s.amplitude_uv, s.duration_ms, s.phases) for s in shapes], axis=0).tolist())


def test_sprouted_units_are_polyphasic_first_and_large_later(tibant: Units, constants: ParameterSet) -> None:
    alive = np.broadcast_to(np.arange(40) % 3 == 0, tibant.size.shape)
    healthy = shape_of(sprouted(tibant, np.ones_like(alive), np.array(0.0), constants.muscle), constants)
    young, old = (shape_of(sprouted(tibant, alive, np.array(d), constants.muscle), constants) for d in (60.0, 900.0))
    assert young[2] > healthy[2] + 1.0
    assert young[1] > 1.2 * healthy[1]
    assert old[0] > 1.5 * healthy[0]
    assert old[2] < young[2]


def test_the_pattern_fills_with_recruitment(tibant: Units, constants: ParameterSet) -> None:
    p = constants.muscle
    found = emg.needle(tibant, 0, RIGHT, np.array([8, 16, 24]), p, np.random.default_rng(5))
    trains = [np.arange(0.0, 1000.0, gap) for gap in (90.0, 110.0, 130.0)]
    quiet = []
    for k in (1, 3):
        few = replace(found, wave_uv=found.wave_uv[:k])
        quiet.append((np.abs(emg.interference(few, trains[:k], 1000.0)) < p.baseline_uv).mean())
    assert quiet[1] < quiet[0] < 1.0
    assert not emg.interference(found, [np.array([])] * 3, 100.0).any()


def test_fibrillation_waits_for_the_stump_then_comes_and_fades(constants: ParameterSet) -> None:
    p = constants.muscle
    days = np.linspace(0.0, 700.0, 1401)
    near, far = (emg.fibrillation(np.array(0.4), days, np.array(mm), p) for mm in (50.0, 900.0))
    begin = [days[np.argmax(one.fibrillating > 0.5 * one.fibrillating.max())] for one in (near, far)]
    assert begin[0] < 14.0 < begin[1] < 42.0
    assert not near.fibrillating[days <= p.fibrillation_begin_days].any()
    assert (np.diff(near.fibrillating) >= 0.0).all()
    assert (near.fibrillating <= 0.4).all()
    # Kraft 1990: 512 uV in months three and four, 320 in five and six, none above 100 after a year
    for month, wanted in ((105.0, 512.0), (165.0, 320.0)):
        assert np.interp(month, days, near.largest_uv) == pytest.approx(wanted, rel=0.2)
    assert np.interp(400.0, days, near.largest_uv) < 100.0
    none = emg.fibrillation(np.array(0.0), days, np.array(50.0), p)
    assert not none.heard.any()
    assert not none.largest_uv.any()
    assert (none.chance == 0.0).all()
    assert near.chance[-1] > 0.9
    with pytest.raises(InputError, match="share"):
        emg.fibrillation(np.array(1.2), days, np.array(50.0), p)
    with pytest.raises(InputError, match="negative"):
        emg.fibrillation(np.array(0.2), -days - 1.0, np.array(50.0), p)


def test_an_unknown_montage_is_refused(tibant: Units, constants: ParameterSet) -> None:
    with pytest.raises(InputError, match="montage"):
        emg.unit_potentials(tibant, 0, constants.muscle, montage="ring")
