"""What a run promises: checked input, the same fibre in any company, recordings with units, and its own
machine code."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from nerve_helpers import first_ms, pulses

import sciatica
from sciatica.core.errors import InputError
from sciatica.nerve import (
    Injury,
    MyelinatedFibres,
    Pulses,
    UnmyelinatedFibres,
    conduction_velocity_m_s,
    simulate,
)
from sciatica.nerve.engine import batch

FIBRES = MyelinatedFibres(np.array([8.7, 10.0]), 11)


def run(injury: Injury | None = None, stimulus: Pulses | None = None, **changed: object) -> object:
    arguments: dict[str, object] = {"duration_ms": 0.2, "spike_places": (5,), **changed}
    return simulate(FIBRES, injury, stimulus, **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize("field", list(Injury.__dataclass_fields__))
@pytest.mark.parametrize("value", [np.nan, np.inf, -1e9])
def test_an_injury_that_is_no_number_or_impossible_is_refused_by_name(field: str, value: float) -> None:
    injury = Injury.healthy(FIBRES)
    getattr(injury, field)[1, 3] = value
    with pytest.raises(InputError, match=f"{field}.*fibre 1, place 3"):
        run(injury)


@pytest.mark.parametrize("field", list(Injury.__dataclass_fields__))
def test_an_injury_of_the_wrong_shape_is_refused(field: str) -> None:
    healthy = Injury.healthy(FIBRES)
    wrong = {**{f: getattr(healthy, f) for f in Injury.__dataclass_fields__}, field: np.ones((2, 4))}
    with pytest.raises(InputError, match=field):
        run(Injury(**wrong))


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"step_ms": 0.05}, "0.01"),
        ({"step_ms": np.nan}, "step"),
        ({"duration_ms": 0.0}, "one step"),
        ({"duration_ms": np.inf}, "one step"),
        ({"spike_places": (11,)}, "0 to 10"),
        ({"spike_places": (0.5,)}, "indices"),
        ({"voltage_places": (-1,)}, "0 to 10"),
        ({"voltage_every": 0}, "from 1"),
        ({"precision": "float16"}, "float32 or float64"),
        ({"duration_ms": 1e9, "voltage_places": (1,)}, "memory"),
    ],
)
def test_a_run_that_cannot_be_is_refused_before_it_starts(change: dict[str, object], wanted: str) -> None:
    with pytest.raises(InputError, match=wanted):
        run(**change)


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"place": np.array([2, 11])}, "shorter than its stimulus"),
        ({"place": np.array([2.0, 3.0])}, "integers"),
        ({"place": np.array([2])}, "shape"),
        ({"onset_ms": np.array([[0.1]])}, "shape"),
        ({"onset_ms": np.array([[-1.0], [0.1]])}, "0 ms or later"),
        ({"onset_ms": np.array([[0.1, 0.15], [0.1, 3.0]])}, "apart"),
        ({"duration_ms": 0.0}, "above 0"),
        ({"duration_ms": np.nan}, "above 0"),
        ({"amplitude_na": np.array([1.0, np.nan])}, "finite"),
    ],
)
def test_pulses_that_do_not_fit_are_refused(change: dict[str, object], wanted: str) -> None:
    good = {
        "place": np.array([2, 2]),
        "onset_ms": np.array([[0.1], [0.1]]),
        "duration_ms": 0.1,
        "amplitude_na": np.ones(2),
    }
    with pytest.raises(InputError, match=wanted):
        run(None, Pulses(**{**good, **change}))  # type: ignore[arg-type]


@pytest.mark.parametrize("diameter", [[0.5], [23.0], [np.nan], [], [[10.0]]])
def test_diameters_out_of_range_are_refused(diameter: list[float]) -> None:
    with pytest.raises(InputError, match="diameter"):
        MyelinatedFibres(np.array(diameter), 11)


def test_counts_lengths_and_temperatures_out_of_range_are_refused() -> None:
    for wrong in (2, 0, 10.5):
        with pytest.raises(InputError, match="nodes"):
            MyelinatedFibres(np.array([10.0]), wrong)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="temperature"):
        MyelinatedFibres(np.array([10.0]), 11, temperature_c=70.0)
    with pytest.raises(InputError, match="compartment_length"):
        UnmyelinatedFibres(np.array([0.8]), 11, compartment_length_um=1000.0)


def test_a_voltage_that_is_no_number_names_fibre_and_place() -> None:
    stimulus = Pulses(np.array([2, 4]), np.array([[np.nan], [0.05]]), 0.1, np.array([0.0, 1e38]))
    with pytest.raises(FloatingPointError, match=r"fibre 1 at place \d+"):
        run(None, stimulus, duration_ms=1.0)


def test_a_fibre_is_the_same_alone_and_in_a_crowd() -> None:
    diameters = np.linspace(4.0, 18.0, 70)
    crowd = MyelinatedFibres(diameters, 15)
    injury = Injury.healthy(crowd)
    injury.myelin_fraction[:, 6] = np.linspace(1.0, 0.2, 70)
    kwargs = {"duration_ms": 1.5, "spike_places": (10,), "all_modes": True, "precision": "float64"}
    together = simulate(crowd, injury, pulses(crowd), **kwargs)  # type: ignore[arg-type]
    for one in (0, 33, 64, 69):
        alone = MyelinatedFibres(diameters[[one]], 15)
        own = Injury(**{f: getattr(injury, f)[[one]] for f in Injury.__dataclass_fields__})
        apart = simulate(alone, own, pulses(alone), **kwargs)  # type: ignore[arg-type]
        np.testing.assert_allclose(apart.spike_time_ms[0, 0], together.spike_time_ms[one, 0], rtol=1e-11)


def test_threads_and_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    fibres = MyelinatedFibres(np.full(130, 10.0), 15)
    stimulus = pulses(fibres, onset_ms=(0.1, 2.0, 4.0))
    kwargs = {"duration_ms": 6.0, "spike_places": (3, 10), "voltage_places": (7,), "voltage_every": 3}
    whole = simulate(fibres, None, stimulus, threads=1, **kwargs)  # type: ignore[arg-type]
    monkeypatch.setattr(batch, "CHUNK_STEPS", 101)
    pieces = simulate(fibres, None, stimulus, threads=3, **kwargs)  # type: ignore[arg-type]
    np.testing.assert_array_equal(whole.spike_time_ms, pieces.spike_time_ms)
    np.testing.assert_array_equal(whole.voltage_mv, pieces.voltage_mv)
    assert np.all(whole.spike_count == 3)


def test_single_and_double_precision_give_the_same_train() -> None:
    fibres = UnmyelinatedFibres(np.array([0.8, 1.2]), 41)
    stimulus = pulses(fibres, onset_ms=tuple(np.arange(0.1, 300.0, 50.0)))
    single, double = (
        simulate(fibres, None, stimulus, duration_ms=300.0, spike_places=(30,), precision=p)
        for p in ("float32", "float64")
    )
    np.testing.assert_array_equal(single.spike_count, double.spike_count)
    np.testing.assert_allclose(single.spike_time_ms, double.spike_time_ms, atol=0.002)


def test_recording_has_the_shapes_it_says_and_becomes_xarray_with_units() -> None:
    recording = simulate(
        FIBRES,
        None,
        pulses(FIBRES),
        duration_ms=0.5,
        step_ms=0.005,
        spike_places=(3, 8),
        voltage_places=(0, 5, 10),
        voltage_every=4,
    )
    assert recording.voltage_mv.shape == (2, 3, 25)
    assert recording.time_ms.shape == (25,)
    assert recording.time_ms[0] == pytest.approx(0.02)
    assert recording.time_ms[-1] == pytest.approx(0.5)
    assert recording.spike_count.shape == (2, 2)
    assert recording.spike_time_ms.shape == (2, 2, 1)
    assert recording.node_steps == 2 * 11 * 100
    data = recording.to_xarray()
    assert data["spike_time"].attrs["units"] == "ms"
    assert data["voltage"].attrs["units"] == "mV"
    assert data["time"].attrs["units"] == "ms"
    assert data["diameter"].attrs["units"] == "um"
    none = simulate(FIBRES, None, None, duration_ms=0.1, spike_places=())
    assert none.spike_time_ms.shape == (2, 0, 0)
    assert none.voltage_mv.shape == (2, 0, 0)


def test_spikes_lie_on_the_recorded_voltage() -> None:
    recording = simulate(FIBRES, None, pulses(FIBRES), duration_ms=0.6, spike_places=(7,), voltage_places=(7,))
    for fibre in (0, 1):
        at = np.interp(first_ms(recording)[fibre, 0], recording.time_ms, recording.voltage_mv[fibre, 0])
        assert at == pytest.approx(-30.0, abs=0.01)


def test_velocity_of_the_window_is_the_velocity_of_the_fibre() -> None:
    fibres = MyelinatedFibres(np.array([10.0]), 41)
    recording = simulate(fibres, None, pulses(fibres), duration_ms=1.5, spike_places=(10, 30))
    window = 20.0 * fibres.node_spacing_mm / np.diff(first_ms(recording)[0])
    np.testing.assert_allclose(window, conduction_velocity_m_s(fibres), rtol=2e-3)


ASK = """
import numpy as np
from sciatica.nerve import Pulses, UnmyelinatedFibres, simulate
fibres = UnmyelinatedFibres(np.array([0.8]), 21)
pulse = Pulses(np.array([2]), np.array([[0.1]]), 0.5, np.array([0.4]))
print(simulate(fibres, None, pulse, duration_ms=4.0, spike_places=(15,)).spike_time_ms[0, 0, 0])
"""


@pytest.mark.slow
def test_an_edited_membrane_changes_the_result_although_the_kernel_was_kept(tmp_path: Path) -> None:
    home = Path(sciatica.__file__).parent
    copy = tmp_path / "src" / "sciatica"
    copy.mkdir(parents=True)
    shutil.copy(home / "__init__.py", copy)
    for room in ("core", "nerve"):
        shutil.copytree(home / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))

    def ask() -> float:
        environment = {
            **os.environ, "PYTHONPATH": str(tmp_path / "src"), "SCIATICA_CACHE_DIR": str(tmp_path / "kept"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        answer = subprocess.run(
            [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True
        )
        return float(answer.stdout)

    def kernels() -> list[Path]:
        return list((tmp_path / "kept").rglob("kernel.build.*.nbc"))

    before = ask()
    assert len(kernels()) == 1
    membrane = copy / "nerve" / "membranes" / "sundt2015.py"
    text = membrane.read_text()
    # the body of a function, which machine code holds, not a constant, which is an argument
    edited = text.replace("return k.sodium_s_cm2 * m * m * m * h", "return k.sodium_s_cm2 * m * m * h")
    assert edited != text
    membrane.write_text(edited)
    assert abs(ask() - before) > 0.01
    membrane.write_text(text)
    assert ask() == before
    assert len(kernels()) == 2  # the way back met the first kernel again


@pytest.mark.slow
def test_ten_seconds_of_firing_have_one_mean_rate_in_either_precision() -> None:
    """Impulse times part in time, as they must; how many there are in ten seconds does not."""
    leak_s_cm2 = np.array([0.005, 0.01])
    fibres = MyelinatedFibres(np.full(2, 10.0), 11)
    injury = Injury.healthy(fibres)
    injury.depolarising_leak_s_cm2[:, 3:8] = leak_s_cm2[:, None]
    injury.persistent_sodium_factor[:, 3:8] = 1.5
    injury.slow_potassium_factor[:, 3:8] = 0.3
    single, double = (
        simulate(
            fibres, injury, None, duration_ms=10000.0, step_ms=0.01, spike_places=(9,), precision=precision
        ).spike_count[:, 0]
        for precision in ("float32", "float64")
    )
    assert (double > 1000).all()
    np.testing.assert_allclose(single, double, rtol=2e-3)
