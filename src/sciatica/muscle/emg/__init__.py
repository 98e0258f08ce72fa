"""EMG in microvolts: from the currents of muscle fibres to unit potentials, and from these to what electrodes record.

``unit_potentials`` are what one discharge of each unit gives a surface electrode; ``surface`` sums them over a muscle's
spikes, ``compound`` over units with their latencies (the M wave). ``needle`` gives unit potentials at a concentric
needle, fibre by fibre, ``measure`` their amplitude, duration and phases, ``interference`` the pattern of many, and
``fibrillation`` what denervated fibres do on their own.
"""

from sciatica.muscle.emg.concentric import Needle, interference, needle
from sciatica.muscle.emg.shape import Shape, measure
from sciatica.muscle.emg.skin import Potentials, compound, surface, unit_potentials
from sciatica.muscle.emg.spontaneous import Fibrillation, fibrillation

__all__ = [
    "Fibrillation",
    "Needle",
    "Potentials",
    "Shape",
    "compound",
    "fibrillation",
    "interference",
    "measure",
    "needle",
    "surface",
    "unit_potentials",
]
