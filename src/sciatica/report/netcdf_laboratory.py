"""The laboratory's groups of ``result.nc``: traces with their own times, and the values read off them.

Potentials have their physiological sign. Long records are packed as whole numbers of ``STEP_UV`` (CF's scale factor,
undone by every reader): finer than an amplifier's own noise, and a fraction of the size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sciatica.core.types import FloatArray

if TYPE_CHECKING:
    from xarray import Dataset

    from sciatica.exam.studies import Laboratory

STEP_UV: Final = 0.1
_UV_PER_MV: Final = 1000.0
_MOST: Final = 32_000
Variable = tuple[tuple[str, ...], np.ndarray, dict[str, Any], dict[str, Any]]


def groups(laboratory: Laboratory) -> dict[str, Dataset]:
    """The groups by name: motor, sensory, late, needle."""
    return {
        "motor": _motor(laboratory),
        "sensory": _sensory(laboratory),
        "late": _late(laboratory),
        "needle": _needle(laboratory),
    }


def _motor(laboratory: Laboratory) -> Dataset:
    study = laboratory.motor
    by = "nerve side place"
    return _group(
        {
            "trace": _value(f"{by} time", study.trace_mv, "mV", "response of the muscle"),
            "amplitude": _value(by, study.amplitude_mv, "mV", "largest deflection from the baseline"),
            "latency": _value(by, study.latency_ms, "ms", "onset; nan where there is no response"),
            "velocity": _value("nerve side", study.velocity_m_s, "m s-1", "conduction velocity between knee and ankle"),
        },
        {"nerve": study.name, "place": ("ankle", "knee")},
        {"time": study.time_ms},
        laboratory.temperature_c,
    )


def _sensory(laboratory: Laboratory) -> Dataset:
    study = laboratory.sensory
    by = "nerve side"
    return _group(
        {
            "trace": _value(f"{by} time", study.trace_uv, "uV", "response of the nerve"),
            "amplitude": _value(by, study.amplitude_uv, "uV", "from the baseline to the negative peak"),
            "latency": _value(by, study.latency_ms, "ms", "onset; nan where there is no response"),
            "peak_latency": _value(by, study.peak_ms, "ms", "negative peak; nan where there is no response"),
            "velocity": _value(by, study.velocity_m_s, "m s-1", "conduction velocity, distance over onset"),
        },
        {"nerve": study.name},
        {"time": study.time_ms},
        laboratory.temperature_c,
    )


def _late(laboratory: Laboratory) -> Dataset:
    study = laboratory.late
    by, shocks, rising = "nerve side", "nerve side shock", "side h_strength"
    return _group(
        {
            "f_trace": _packed(
                f"{shocks} f_time", study.f_trace_mv, "mV", "after each shock at the ankle, M and F wave"
            ),
            "f_onset": _value(shocks, study.f_onset_ms, "ms", "onset of each F wave; nan where none came"),
            "f_latency": _value(by, study.f_latency_ms, "ms", "shortest onset of all shocks; nan where none came"),
            "f_persistence": _value(by, study.f_persistence, "1", "share of the shocks after which an F wave came"),
            "f_dispersion": _value(by, study.f_dispersion_ms, "ms", "longest less shortest onset"),
            "h_trace": _value(f"{rising} h_time", study.h_trace_mv, "mV", "soleus, M and H wave"),
            "h_m_amplitude": _value(rising, study.h_m_mv, "mV", "largest deflection of the M wave"),
            "h_amplitude": _value(rising, study.h_h_mv, "mV", "largest deflection of the H wave"),
            "h_latency": _value(
                "side", study.h_latency_ms, "ms", "onset of the largest H wave; nan where there is none"
            ),
            "h_m_latency": _value("side", study.h_m_latency_ms, "ms", "onset of the largest M wave"),
            "h_ratio": _value("side", study.h_ratio, "1", "largest H wave over the same person's with healthy nerves"),
        },
        {"nerve": study.name},
        {"f_time": study.f_time_ms, "h_time": study.h_time_ms},
        laboratory.temperature_c,
        {"h_strength": (study.h_strength, "1", "stimulus over that which excites half of the motor axons")},
    )


def _needle(laboratory: Laboratory) -> Dataset:
    study = laboratory.needle
    by = "needle_muscle side"
    return _group(
        {
            "rest": _packed(f"{by} rest_time", study.rest_trace_uv, "uV", "needle at rest"),
            "unit_potential": _packed(
                f"{by} unit unit_time", study.unit_traces_uv, "uV", "potentials of single motor units"
            ),
            "effort": _packed(f"{by} effort_time", study.full_effort_uv, "uV", "needle in full effort"),
            "fibrillation_chance": _value(
                by, study.fibrillation_chance, "1", "of one at any place tried: ground truth"
            ),
            "fibrillations": _value(by, study.fibrillations, "1", "share of the places tried with one"),
            "fibrillation_amplitude": _value(by, study.fibrillation_uv, "uV", "largest; 0 for none"),
            "recruited": _value(by, study.recruited, "1", "share of the units, by healthy force, that effort brings"),
            "unit_amplitude": _value(by, study.amplitude_uv, "uV", "median of the unit potentials; nan for none"),
            "unit_duration": _value(by, study.duration_ms, "ms", "median of the unit potentials; nan for none"),
            "polyphasic": _value(by, study.polyphasic, "1", "share of the unit potentials with more than four phases"),
        },
        {"needle_muscle": study.muscle},
        {"rest_time": study.rest_time_ms, "unit_time": study.unit_time_ms, "effort_time": study.effort_time_ms},
        laboratory.temperature_c,
    )


def _group(
    variables: dict[str, Variable],
    labels: dict[str, tuple[str, ...]],
    times_ms: dict[str, FloatArray],
    temperature_c: float,
    scales: dict[str, tuple[FloatArray, str, str]] | None = None,
) -> Dataset:
    from xarray import Dataset

    from sciatica.body import SIDES

    about = {
        "units": "ms",
        "long_name": "time from the stimulus, or from the beginning of the record",
    }
    coordinates: dict[str, Any] = {
        name: ((name,), np.array(words, dtype=object)) for name, words in {"side": SIDES, **labels}.items() if words
    }
    coordinates |= {name: ((name,), np.asarray(time, dtype=np.float64), about) for name, time in times_ms.items()}
    for name, (values, unit, words) in (scales or {}).items():
        coordinates[name] = ((name,), np.asarray(values, dtype=np.float64), {"units": unit, "long_name": words})
    made = Dataset(variables, coords=coordinates, attrs={"limb_temperature_c": float(temperature_c)})
    for variable in made.data_vars.values():
        variable.encoding |= {"zlib": True, "complevel": 6, "shuffle": True} if variable.size > 64 else {}
    return made


def _value(dims: str, values: FloatArray, unit: str, words: str) -> Variable:
    return tuple(dims.split()), np.asarray(values, dtype=np.float32), {"units": unit, "long_name": words}, {}


def _packed(dims: str, values: FloatArray, unit: str, words: str) -> Variable:
    """Whole steps in the file; the step grows where the largest value would not fit into two bytes."""
    known = np.nan_to_num(np.asarray(values, dtype=np.float64), nan=0.0)
    step = STEP_UV / (_UV_PER_MV if unit == "mV" else 1.0)
    step *= max(1.0, np.ceil(float(np.abs(known).max(initial=0.0)) / (step * _MOST)))
    packing = {"dtype": "int16", "scale_factor": float(step), "_FillValue": np.int16(-32_768)}
    about = {"units": unit, "long_name": words}
    return tuple(dims.split()), np.asarray(values, dtype=np.float64), about, packing
