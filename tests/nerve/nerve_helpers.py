"""What the tests of the fibre engine share."""

import numpy as np

from sciatica.nerve import MyelinatedFibres, Pulses, Recording, UnmyelinatedFibres


def pulses(
    fibres: MyelinatedFibres | UnmyelinatedFibres,
    place: int = 2,
    onset_ms: tuple[float, ...] = (0.1,),
    scale: float = 1.0,
) -> Pulses:
    """Return a pulse that fires every fibre of a batch (times `scale`)."""
    count = len(fibres.diameter_um)
    myelinated = isinstance(fibres, MyelinatedFibres)
    amplitude = np.full(count, 5.0) if myelinated else 0.5 * fibres.diameter_um
    return Pulses(np.full(count, place), np.tile(onset_ms, (count, 1)), 0.1 if myelinated else 0.5, scale * amplitude)


def first_ms(recording: Recording) -> np.ndarray:
    """Return the first spike at each place [F, places]."""
    return recording.spike_time_ms[:, :, 0]
