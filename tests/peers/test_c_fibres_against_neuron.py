"""The C fibres against NEURON: at equal step and scheme (backward Euler), and in the limit of small steps.

The committed tables were written by `neuron_c_fibres.py`; where NEURON is installed one row is made anew. NEURON's
scheme and our full-order reference with backward Euler are the same equations, so there the tolerance is that of the
table's own digits; the engine, second order, must meet what NEURON tends to as its step goes to zero.
"""

import csv
import importlib.util
from pathlib import Path
from typing import Any

import neuron_c_fibres as theirs
import numpy as np
import pytest

from sciatica.nerve import Pulses, UnmyelinatedFibres, simulate
from sciatica.nerve.damage import Injury
from sciatica.nerve.engine import reference
from sciatica.nerve.engine.full.batch import FullBatch
from sciatica.nerve.stimulus import gathered

HERE = Path(__file__).parent
SHORT = ("sundt2015", "rattay_aberham1993")
# the full path compiles a kernel of its own for the membrane with pools
ALL = (*SHORT, pytest.param("tigerholm2014", marks=pytest.mark.slow))
PRECISION = {"sundt2015": "float32", "rattay_aberham1993": "float32", "tigerholm2014": "float64"}


def table(name: str) -> list[dict[str, Any]]:
    lines = [line for line in (HERE / name).read_text().splitlines() if not line.startswith("#")]
    return [{k: v if k == "membrane" else float(v) for k, v in row.items()} for row in csv.DictReader(lines)]


def rows(name: str, **wanted: Any) -> list[dict[str, Any]]:
    return [row for row in table(name) if all(row[k] == v for k, v in wanted.items())]


def limit(row: dict[str, Any]) -> float:
    """What a first-order scheme tends to, from its two smallest steps."""
    return 2.0 * row["step_2.5_us"] - row["step_5_us"]


def axon(membrane: str, diameter_um: float, compartments: int, temperature_c: float = 37.0) -> UnmyelinatedFibres:
    return UnmyelinatedFibres(
        np.array([diameter_um]), compartments, theirs.LENGTH_UM[membrane], temperature_c, membrane
    )  # fmt: skip


def pulse(place: int, amplitude_na: float) -> Pulses:
    return Pulses(np.array([place]), np.array([[0.1]]), theirs.PULSE_MS, np.array([amplitude_na]))


def spike(membrane: str, diameter_um: float, temperature_c: float, step_ms: float) -> tuple[np.ndarray, np.ndarray]:
    """A spike along the whole cable with backward Euler, as NEURON's table was made."""
    fibre = axon(membrane, diameter_um, theirs.COMPARTMENTS, temperature_c)
    duration = 1.5 + 1.6 * theirs.FAR * theirs.LENGTH_UM[membrane] * 1e-3 / (0.35 * diameter_um**0.5)
    return reference.simulate(
        fibre, None, pulse(theirs.AT, theirs.started_na(diameter_um)), duration_ms=duration, step_ms=step_ms,
        scheme="backward_euler",
    )  # fmt: skip


@pytest.mark.parametrize("membrane", SHORT)
def test_velocity_is_neurons_at_equal_step_and_scheme(membrane: str) -> None:
    for row in rows("neuron_c_velocity.csv", membrane=membrane):
        time, voltage = spike(membrane, row["diameter_um"], row["temperature_c"], 0.02)
        near, far = (theirs.rise(time, voltage[place], -30.0) for place in (theirs.NEAR, theirs.FAR))
        velocity = (theirs.FAR - theirs.NEAR) * theirs.LENGTH_UM[membrane] * 1e-3 / (far - near)
        assert velocity == pytest.approx(row["step_20_us"], rel=5e-5)


@pytest.mark.parametrize("membrane", SHORT)
def test_waveform_is_neurons_at_equal_step_and_scheme(membrane: str) -> None:
    (row,) = rows("neuron_c_waveform.csv", membrane=membrane, diameter_um=0.8, step_us=10.0)
    time, voltage = spike(membrane, 0.8, 37.0, 0.01)
    ours = theirs.aligned(time, voltage[theirs.NEAR], theirs.REST_MV[membrane])
    np.testing.assert_allclose(ours, [row[f"{t:g}"] for t in theirs.OFFSETS_MS], atol=0.01)


@pytest.mark.parametrize("membrane", SHORT)
def test_threshold_is_neurons_at_equal_step_and_scheme(membrane: str) -> None:
    (row,) = rows("neuron_c_threshold.csv", membrane=membrane, diameter_um=0.8)
    fibre = axon(membrane, 0.8, theirs.THRESHOLD_COMPARTMENTS)
    for factor, fires in ((0.9995, False), (1.0005, True)):
        _, voltage = reference.simulate(
            fibre, None, pulse(theirs.MIDDLE, factor * row["step_10_us"]), duration_ms=12.0, step_ms=0.01,
            scheme="backward_euler",
        )  # fmt: skip
        assert bool((voltage[theirs.HEARD] > -30.0).any()) is fires


@pytest.mark.parametrize("membrane", ALL)
def test_velocities_share_the_limit(membrane: str) -> None:
    for temperature_c in (37.0, 30.0):
        found = rows("neuron_c_velocity.csv", membrane=membrane, temperature_c=temperature_c)
        diameter = np.array([row["diameter_um"] for row in found])
        length = theirs.LENGTH_UM[membrane]
        fibres = UnmyelinatedFibres(diameter, theirs.COMPARTMENTS, length, temperature_c, membrane)
        count = len(diameter)
        pulses = Pulses(np.full(count, theirs.AT), np.full((count, 1), 0.1), theirs.PULSE_MS, diameter)
        seen = simulate(fibres, None, pulses, duration_ms=30.0, step_ms=0.005, spike_places=(theirs.NEAR, theirs.FAR),
                        precision=PRECISION[membrane])  # fmt: skip
        took = seen.spike_time_ms[:, 1, 0] - seen.spike_time_ms[:, 0, 0]
        velocity = (theirs.FAR - theirs.NEAR) * length * 1e-3 / took
        np.testing.assert_allclose(velocity, [limit(row) for row in found], rtol=5e-3)


@pytest.mark.parametrize("membrane", ALL)
def test_waveforms_share_the_limit(membrane: str) -> None:
    coarse, fine = (rows("neuron_c_waveform.csv", membrane=membrane, step_us=step) for step in (2.5, 1.25))
    diameter, count = np.array([row["diameter_um"] for row in fine]), len(fine)
    fibres = UnmyelinatedFibres(diameter, theirs.COMPARTMENTS, theirs.LENGTH_UM[membrane], 37.0, membrane)
    pulses = Pulses(np.full(count, theirs.AT), np.full((count, 1), 0.1), theirs.PULSE_MS, diameter)
    seen = simulate(
        fibres, None, pulses, duration_ms=18.0, step_ms=0.005, spike_places=(), voltage_places=(theirs.NEAR,),
        precision=PRECISION[membrane],
    )  # fmt: skip
    for i in range(count):
        tends = np.array([2.0 * fine[i][f"{t:g}"] - coarse[i][f"{t:g}"] for t in theirs.OFFSETS_MS])
        ours = theirs.aligned(seen.time_ms, seen.voltage_mv[i, 0], theirs.REST_MV[membrane])
        assert np.abs(ours - tends).max() < 1.0


@pytest.mark.parametrize("membrane", ALL)
def test_thresholds_share_the_limit(membrane: str) -> None:
    found = rows("neuron_c_threshold.csv", membrane=membrane)
    amplitude = np.array([limit(row) * factor for row in found for factor in (0.995, 1.005)])
    count = len(amplitude)
    fibres = UnmyelinatedFibres(
        np.array([row["diameter_um"] for row in found for _ in range(2)]), theirs.THRESHOLD_COMPARTMENTS,
        theirs.LENGTH_UM[membrane], 37.0, membrane,
    )  # fmt: skip
    pulses = Pulses(np.full(count, theirs.MIDDLE), np.full((count, 1), 0.1), theirs.PULSE_MS, amplitude)
    seen = simulate(fibres, None, pulses, duration_ms=12.0, step_ms=0.005, spike_places=(theirs.HEARD,),
                    precision=PRECISION[membrane])  # fmt: skip
    assert seen.spike_count[:, 0].tolist() == [0, 1] * len(found)


def pools_run(
    place: int, diameter_um: np.ndarray, amplitude_na: np.ndarray, compartments: int, shown: tuple[int, ...],
    step_ms: float, duration_ms: float, temperature_c: float = 37.0,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """The nociceptor on the full path with backward Euler: times, and voltages [F, shown, T]."""
    membrane = "tigerholm2014"
    fibres = UnmyelinatedFibres(diameter_um, compartments, theirs.LENGTH_UM[membrane], temperature_c, membrane)
    count = len(diameter_um)
    pulses = Pulses(np.full(count, place), np.full((count, 1), 0.1), theirs.PULSE_MS, amplitude_na)
    batch = FullBatch(fibres, Injury.healthy(fibres), step_ms, "float64", scheme="backward_euler")
    steps, none = round(duration_ms / step_ms), np.zeros(0, dtype=np.int64)
    _, voltage = batch.run(batch.start(), gathered(pulses, fibres), steps, none, np.array(shown), 1)
    return (1 + np.arange(steps)) * step_ms, voltage


@pytest.mark.slow
def test_the_nociceptor_is_neurons_at_equal_step_and_scheme() -> None:
    # the full path moves gates by a rational step where NEURON takes the exponential: 1e-4 of velocity at 20 µs
    name = "tigerholm2014"
    for temperature_c in (37.0, 30.0):
        found = rows("neuron_c_velocity.csv", membrane=name, temperature_c=temperature_c)
        diameter = np.array([row["diameter_um"] for row in found])
        time, voltage = pools_run(
            theirs.AT, diameter, diameter, theirs.COMPARTMENTS, (theirs.NEAR, theirs.FAR), 0.02, 12.0, temperature_c
        )
        took = [theirs.rise(time, v[1], -30.0) - theirs.rise(time, v[0], -30.0) for v in voltage]
        velocity = (theirs.FAR - theirs.NEAR) * theirs.LENGTH_UM[name] * 1e-3 / np.array(took)
        np.testing.assert_allclose(velocity, [row["step_20_us"] for row in found], rtol=3e-4)
    found = rows("neuron_c_waveform.csv", membrane=name, step_us=10.0)
    diameter = np.array([row["diameter_um"] for row in found])
    time, voltage = pools_run(theirs.AT, diameter, diameter, theirs.COMPARTMENTS, (theirs.NEAR,), 0.01, 14.0)
    for row, v in zip(found, voltage, strict=True):
        ours = theirs.aligned(time, v[0], theirs.REST_MV[name])
        np.testing.assert_allclose(ours, [row[f"{t:g}"] for t in theirs.OFFSETS_MS], atol=0.1)
    found = rows("neuron_c_threshold.csv", membrane=name)
    diameter = np.array([row["diameter_um"] for row in found for _ in range(2)])
    amplitude = np.array([row["step_10_us"] * factor for row in found for factor in (0.9995, 1.0005)])
    _, voltage = pools_run(
        theirs.MIDDLE, diameter, amplitude, theirs.THRESHOLD_COMPARTMENTS, (theirs.HEARD,), 0.01, 12.0
    )
    assert (voltage[:, 0] > -30.0).any(axis=1).tolist() == [False, True] * len(found)


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("pyfibers") is None, reason="NEURON and PyFibers are not installed here")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("membrane", [*SHORT, "tigerholm2014"])
def test_the_committed_tables_are_what_neuron_gives(membrane: str) -> None:
    h = theirs.neuron()
    diameter = 1.0 if membrane == "tigerholm2014" else 0.8
    (row,) = rows("neuron_c_velocity.csv", membrane=membrane, diameter_um=diameter, temperature_c=37.0)
    assert theirs.velocity_m_s(h, membrane, diameter, 37.0, 20.0) == pytest.approx(row["step_20_us"], rel=1e-4)
    (row,) = rows("neuron_c_waveform.csv", membrane=membrane, diameter_um=diameter, step_us=10.0)
    made = theirs.waveform_mv(h, membrane, diameter, 37.0, 10.0)
    np.testing.assert_allclose(made, [row[f"{t:g}"] for t in theirs.OFFSETS_MS], atol=0.02)
