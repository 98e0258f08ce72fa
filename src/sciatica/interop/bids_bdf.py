"""Traces as a BDF+ file: 24 bits a sample over the range of each trace, a fixed date, what happens as annotations.

BDF+ is what BIDS recommends for EMG (Biosemi's format with the annotations of EDF+). A simulated recording has no date,
and the format cannot do without one: it gets the first day that the format knows, as BIDS has it for shifted dates.
"""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray

DATE: Final = datetime.date(1985, 1, 1)
BITS: Final = 24
LONGEST_LABEL: Final = 16
_LEAST_RANGE_UV: Final = 1.0
_EVEN: Final = 1e-6


@dataclass(frozen=True)
class Electrode:
    """One contact and where it lies."""

    name: str
    space: str
    """The coordinate system, one of ``bids_tables.COORDINATES``."""
    place_mm: tuple[float, float, float] | None
    """x, y, z; None for one that is far away."""
    kind: str


@dataclass(frozen=True)
class Channel:
    """One trace and how it was taken."""

    name: str
    trace_uv: FloatArray
    """[T]"""
    target: str
    """The muscle, or the nerve."""
    side: str
    electrodes: tuple[Electrode, Electrode]
    """The signal's and the reference's: the trace is the first less the second."""
    placement: str
    kind: str = "EMG"
    """BIDS' word for what it shows: EMG, or MISC for what is no muscle's."""
    missing: str = ""
    """Why there is nothing in it; empty where there is."""

    @property
    def distance_mm(self) -> float | None:
        """Between the two electrodes; None where one is far away."""
        one, other = (electrode.place_mm for electrode in self.electrodes)
        return None if one is None or other is None else math.dist(one, other)


@dataclass(frozen=True)
class Event:
    """Something that happens in a recording."""

    onset_s: float
    duration_s: float | None
    kind: str
    value: str
    """What it is called."""
    more: tuple[tuple[str, str], ...] = ()
    """Further columns."""


@dataclass(frozen=True)
class Recording:
    """What one file holds."""

    task: str
    """Letters and digits."""
    description: str
    instructions: str
    rate_hz: float
    channels: tuple[Channel, ...]
    events: tuple[Event, ...]
    epoch_s: float | None = None
    """Length of each sweep where sweeps are laid end to end; None where one second follows another."""
    placement: str = ""
    """How the electrodes were placed."""

    @property
    def seconds(self) -> float:
        """Length of the recording."""
        return len(self.channels[0].trace_uv) / self.rate_hz


def rate_hz(time: FloatArray, *, per_second: float = 1.0) -> float:
    """Samples a second of evenly spaced times; ``per_second`` is how many of their units make a second.

    Raises:
        InputError: times that are not evenly spaced, or fewer than two.
    """
    if len(time) < 2:
        raise InputError("too few samples to export", given=len(time), wanted="at least 2")
    step = float(time[-1] - time[0]) / (len(time) - 1)
    if not np.allclose(np.diff(time), step, rtol=0.0, atol=_EVEN * max(1.0, abs(float(time[-1]))) + 1e-9):
        raise InputError("samples that are not evenly spaced cannot be exported", wanted="one step between all")
    found = per_second / step
    return float(round(found)) if abs(found - round(found)) < _EVEN * found else found


def bdf(recording: Recording, *, subject: str, sex: str) -> bytes:
    """The recording as BDF+; the same bytes for the same traces.

    The last record is filled up with zeros where the samples do not fill it: ``RecordingDuration`` beside the file says
    how long the recording is.

    Args:
        recording: the traces.
        subject: whose, as in the file's name.
        sex: male or female.

    Raises:
        InputError: traces of unequal length, a channel's name that the format has no room for, or the extra ``bids`` is
            not installed.
    """
    edfio = _edfio()
    samples = {len(channel.trace_uv) for channel in recording.channels}
    if len(samples) != 1:
        raise InputError("traces of unequal length", field=recording.task, given=sorted(samples), wanted="one length")
    length = _record(samples.pop(), recording)
    made = edfio.Bdf(
        [_signal(edfio, channel, recording.rate_hz, length) for channel in recording.channels],
        patient=edfio.Patient(code=subject, sex=sex[:1].upper(), name="simulated"),
        recording=edfio.Recording(startdate=DATE, equipment_code="sciatica"),
        starttime=datetime.time(0, 0, 0),
        data_record_duration=length / recording.rate_hz,
        annotations=[
            edfio.EdfAnnotation(event.onset_s, event.duration_s, f"{event.kind} {event.value}".strip())
            for event in recording.events
        ],
    )
    file = io.BytesIO()
    made.write(file)
    return file.getvalue()


def resolution_uv(trace_uv: FloatArray) -> float:
    """What one step of the format is worth in a trace, microvolts."""
    low, high = _range(trace_uv)
    return (high - low) / (2**BITS - 1)


def _signal(edfio: Any, channel: Channel, rate: float, length: int) -> Any:
    if not 0 < len(channel.name) <= LONGEST_LABEL:
        raise InputError("a channel's name has no room", given=channel.name, wanted=f"1 to {LONGEST_LABEL} letters")
    trace = np.asarray(channel.trace_uv, dtype=np.float64)
    if not np.isfinite(trace).all():
        raise InputError("a trace with holes cannot be exported", field=channel.name, wanted="finite numbers")
    filled = np.concatenate([trace, np.zeros(-len(trace) % length)])
    return edfio.BdfSignal(
        filled,
        sampling_frequency=rate,
        label=channel.name,
        transducer_type="simulated electrode",
        physical_dimension="uV",
        physical_range=_range(trace),
        prefiltering="none",
    )


def _range(trace_uv: FloatArray) -> tuple[float, float]:
    """Symmetric, and a whole number of microvolts, so that the header's eight letters hold it exactly."""
    most = max(_LEAST_RANGE_UV, math.ceil(float(np.abs(trace_uv).max(initial=0.0))))
    return -float(most), float(most)


def _record(samples: int, recording: Recording) -> int:
    """Samples of one data record: a sweep, or a second, or less of a short recording."""
    if recording.epoch_s is not None:
        return round(recording.epoch_s * recording.rate_hz)
    return min(samples, max(1, round(recording.rate_hz)))


def _edfio() -> Any:
    try:
        import edfio
    except ModuleNotFoundError:
        raise InputError(
            "BIDS needs a package that is not installed", given="edfio", cure="pip install 'sciatica[bids]'"
        ) from None
    return edfio


def check_installed() -> None:
    """Refuse to begin where the traces could not be written.

    Raises:
        InputError: the extra ``bids`` is not installed.
    """
    _edfio()


def labels(names: Sequence[str]) -> tuple[str, ...]:
    """Channel names that are short enough and all different: a muscle's or nerve's name, cut, and L or R.

    Args:
        names: as ``tibant left``.
    """
    made: list[str] = []
    for name in names:
        word, side = name.rsplit(" ", 1)
        short = f"{''.join(c for c in word if c.isalnum())[: LONGEST_LABEL - 3]}_{side[0].upper()}"
        made.append(short)
    if len(set(made)) != len(made):
        raise InputError("channels of one name", given=", ".join(made), wanted="different names")
    return tuple(made)
