"""Stimuli. For now intracellular current pulses at one place of each fibre."""

from dataclasses import dataclass

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray, IntArray
from sciatica.nerve.fibres import Fibres


@dataclass(frozen=True)
class Pulses:
    """Rectangular current pulses into the axon, outward-depolarising when positive.

    `place` [F]: node or compartment. `onset_ms` [F, K]: begins, nan for none. `duration_ms`: of each pulse.
    `amplitude_na` [F]. A step in which a pulse begins or ends receives the pulse's mean over that step, so
    edges need not fall on steps.
    """

    place: IntArray
    onset_ms: FloatArray
    duration_ms: float
    amplitude_na: FloatArray


def checked(pulses: Pulses | None, fibres: Fibres) -> Pulses:
    """Return pulses with sorted onsets (nan last), none for None; InputError if they do not fit the
    fibres."""
    count = len(fibres.diameter_um)
    if pulses is None:
        return Pulses(np.zeros(count, dtype=np.int64), np.zeros((count, 0)), 1.0, np.zeros(count))
    place = np.asarray(pulses.place)
    onset = np.asarray(pulses.onset_ms, dtype=np.float64)
    amplitude = np.asarray(pulses.amplitude_na, dtype=np.float64)
    for name, value, good in (
        ("place", place, place.shape == (count,)),
        ("onset_ms", onset, onset.ndim == 2 and onset.shape[0] == count),
        ("amplitude_na", amplitude, amplitude.shape == (count,)),
    ):
        if not good:
            raise InputError("wrong shape", field=f"pulses.{name}", given=value.shape, wanted=f"{count} fibres first")
    if not np.issubdtype(place.dtype, np.integer):
        raise InputError("not whole numbers", field="pulses.place", given=place.dtype, wanted="integers")
    outside = (place < 0) | (place >= fibres.places)
    if outside.any():
        raise InputError(
            f"fibre {int(np.argmax(outside))} is shorter than its stimulus",
            field="pulses.place",
            given=int(place[np.argmax(outside)]),
            wanted=f"0 to {fibres.places - 1}",
        )
    if not np.isfinite(amplitude).all():
        raise InputError("not a number", field="pulses.amplitude_na", given=float("nan"), wanted="finite currents")
    if not (np.isfinite(pulses.duration_ms) and pulses.duration_ms > 0.0):
        raise InputError("no duration", field="pulses.duration_ms", given=pulses.duration_ms, wanted="above 0 ms")
    onset = np.sort(onset, axis=1)
    if np.isinf(onset).any() or (onset < 0.0).any():
        raise InputError(
            "a pulse before the start or at no time",
            field="pulses.onset_ms",
            given=float(onset[np.isinf(onset) | (onset < 0.0)][0]),
            wanted="0 ms or later, nan for no pulse",
        )
    if (np.diff(onset, axis=1) < pulses.duration_ms).any():
        raise InputError(
            "pulses of one fibre overlap",
            field="pulses.onset_ms",
            given=float(np.nanmin(np.diff(onset, axis=1))),
            wanted=f"onsets at least {pulses.duration_ms:g} ms apart",
        )
    return Pulses(place.astype(np.int64), onset, float(pulses.duration_ms), amplitude)
