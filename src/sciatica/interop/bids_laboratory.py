"""What the laboratory records, as recordings: sweeps end to end, a stimulus at the beginning of each.

In one sweep stand the answers of all nerves to the same stimulus, although they are stimulated one by one. Potentials
have their physiological sign; a laboratory's screen has the negative at the top.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from sciatica.core.findings_value import SIDES
from sciatica.core.types import FloatArray
from sciatica.interop.bids_bdf import Channel, Electrode, Event, Recording, labels, rate_hz

if TYPE_CHECKING:
    from sciatica.core.parameters import ParameterSet
    from sciatica.exam.studies import Laboratory
    from sciatica.simulate.result import Examined

_UV_PER_MV: Final = 1000.0
_BELLY: Final = "the signal's electrode on the skin over the middle of the end plates, the reference far away"
_NEEDLE: Final = "a concentric needle; where in the muscle it lies is chance"
_AT_REST: Final = "Lying, relaxed."
_AFTER: Final = "Places are those of the model, along the nerve or the muscle's fibres."


def recordings(examined: Examined, parameters: ParameterSet) -> Iterator[Recording]:
    """The recordings of one examined day; none where no laboratory was visited."""
    laboratory = examined.laboratory
    if laboratory is None:
        return
    yield _motor(laboratory)
    yield _sensory(laboratory, parameters)
    yield _f_wave(laboratory)
    yield _h_reflex(laboratory)
    yield from _needle(laboratory)


def _motor(laboratory: Laboratory) -> Recording:
    study = laboratory.motor
    trace = _UV_PER_MV * study.trace_mv
    return Recording(
        task="motor",
        description="Simulated motor nerve conduction: one sweep from the ankle, one from the knee.",
        instructions=_AT_REST,
        rate_hz=rate_hz(study.time_ms, per_second=1000.0),
        channels=_channels(study.name, trace.reshape(len(study.name), 2, -1), _target_of(study.name), "belly"),
        events=_stimuli(study.time_ms, ("ankle", "knee")),
        epoch_s=_length_s(study.time_ms),
        placement=_AFTER,
    )


def _sensory(laboratory: Laboratory, parameters: ParameterSet) -> Recording:
    from sciatica.exam.studies import SENSORY

    study = laboratory.sensory
    begins = {nerve.name: nerve.distal_mm for nerve in SENSORY}
    apart = float(parameters.exam.electrodes_mm)
    channels = []
    for row, short in _rows(study.name):
        nerve, side = study.name[row // 2], row % 2
        near = float(begins[nerve])
        channels.append(
            Channel(
                name=short,
                trace_uv=study.trace_uv[row // 2, side],
                target=f"{_plain(nerve)} nerve",
                side=SIDES[side],
                electrodes=(
                    Electrode(f"{short}_near", "nerve", (near, 0.0, 0.0), "surface"),
                    Electrode(f"{short}_far", "nerve", (near + apart, 0.0, 0.0), "surface"),
                ),
                placement="both electrodes on the skin along the nerve",
                kind="MISC",
            )
        )
    return Recording(
        task="sensory",
        description="Simulated sensory nerve conduction: potentials of a nerve, of no muscle.",
        instructions=_AT_REST,
        rate_hz=rate_hz(study.time_ms, per_second=1000.0),
        channels=tuple(channels),
        events=_stimuli(study.time_ms, ("calf",)),
        epoch_s=_length_s(study.time_ms),
        placement=_AFTER,
    )


def _f_wave(laboratory: Laboratory) -> Recording:
    study = laboratory.late
    trace = _UV_PER_MV * study.f_trace_mv
    shocks = tuple(f"ankle, shock {n + 1}" for n in range(trace.shape[2]))
    return Recording(
        task="fwave",
        description="Simulated F waves: one sweep a shock at the ankle, the M wave with it.",
        instructions=_AT_REST,
        rate_hz=rate_hz(study.f_time_ms, per_second=1000.0),
        channels=_channels(study.name, trace.reshape(len(study.name), 2, -1), _target_of(study.name), "belly"),
        events=_stimuli(study.f_time_ms, shocks),
        epoch_s=_length_s(study.f_time_ms),
        placement=_AFTER,
    )


def _h_reflex(laboratory: Laboratory) -> Recording:
    study = laboratory.late
    trace = _UV_PER_MV * study.h_trace_mv
    strengths = tuple(f"knee, strength {strength:.4g}" for strength in study.h_strength)
    return Recording(
        task="hreflex",
        description=(
            "Simulated H reflex of the soleus with its M wave over rising strength of the stimulus; a strength of 1 "
            "excites half of the motor axons."
        ),
        instructions=_AT_REST,
        rate_hz=rate_hz(study.h_time_ms, per_second=1000.0),
        channels=_channels(("soleus",), trace.reshape(1, 2, -1), ("soleus",), "belly"),
        events=_stimuli(study.h_time_ms, strengths),
        epoch_s=_length_s(study.h_time_ms),
        placement=_AFTER,
    )


def _needle(laboratory: Laboratory) -> Iterator[Recording]:
    study = laboratory.needle
    names = study.muscle
    for task, words, asked, time, trace, kind in (
        ("needlerest", "at rest", "Lying, relaxed.", study.rest_time_ms, study.rest_trace_uv, "rest"),
        (
            "needleslight",
            "in slight effort, one unit's potential after the other",
            "Contract slightly.",
            study.unit_time_ms,
            study.unit_traces_uv,
            "unit",
        ),
        (
            "needlefull",
            "in full effort",
            "Contract as hard as you can.",
            study.effort_time_ms,
            study.full_effort_uv,
            "effort",
        ),
    ):
        if len(time) < 2:
            continue
        taken = np.asarray(trace).reshape(len(names), 2, -1, len(time))
        swept = taken.shape[2] > 1 or kind == "unit"
        length = _length_s(time)
        yield Recording(
            task=task,
            description=f"Simulated needle electromyography {words}.",
            instructions=asked,
            rate_hz=rate_hz(time, per_second=1000.0),
            channels=_channels(names, taken.reshape(len(names), 2, -1), names, "needle"),
            events=tuple(
                Event(n * length, length, kind, f"unit {n + 1}" if kind == "unit" else words)
                for n in range(taken.shape[2])
            ),
            epoch_s=length if swept else None,
            placement=_NEEDLE,
        )


def _channels(names: Sequence[str], trace_uv: FloatArray, targets: Sequence[str], montage: str) -> tuple[Channel, ...]:
    """Channels of muscles, left and right; [n, 2, T] traces; nan, where there was nothing to record, is a flat line."""
    made = []
    for row, short in _rows(names):
        if montage == "belly":
            signal = Electrode(f"{short}_belly", "muscle", (0.0, 0.0, 0.0), "surface")
            reference = Electrode(f"{short}_far", "muscle", None, "surface")
        else:
            signal = Electrode(f"{short}_core", "muscle", None, "concentric needle, core")
            reference = Electrode(f"{short}_cannula", "muscle", None, "concentric needle, cannula")
        trace = trace_uv[row // 2, row % 2]
        made.append(
            Channel(
                name=short,
                trace_uv=np.nan_to_num(trace, nan=0.0),
                target=targets[row // 2],
                side=SIDES[row % 2],
                electrodes=(signal, reference),
                placement=_BELLY if montage == "belly" else _NEEDLE,
                missing="no motor unit answered" if np.isnan(trace).all() else "",
            )
        )
    return tuple(made)


def _rows(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    return enumerate(labels([f"{name} {side}" for name in names for side in SIDES]))


def _target_of(names: Sequence[str]) -> tuple[str, ...]:
    from sciatica.exam.studies import MOTOR

    targets = {nerve.name: nerve.target for nerve in MOTOR}
    return tuple(targets[name] for name in names)


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _stimuli(time_ms: FloatArray, values: Sequence[str]) -> tuple[Event, ...]:
    """A stimulus at time 0 of each sweep."""
    length = _length_s(time_ms)
    return tuple(Event(n * length - float(time_ms[0]) / 1000.0, 0.0, "stimulus", v) for n, v in enumerate(values))


def _length_s(time_ms: FloatArray) -> float:
    """Of a sweep, seconds."""
    return len(time_ms) / rate_hz(time_ms, per_second=1000.0)
