"""Nerve fibres, healthy and injured, simulated in batches: a fibre engine that stands alone.

fibres = MyelinatedFibres(np.array([5.7, 10.0]), nodes=41)
injury = Injury.healthy(fibres)
injury.myelin_fraction[:, 18:22] = 0.1
recording = simulate(fibres, injury, pulses, duration_ms=5.0, spike_places=(5, 35))
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sciatica.nerve.damage import Injury
    from sciatica.nerve.fibres import MyelinatedFibres, UnmyelinatedFibres
    from sciatica.nerve.record import Recording
    from sciatica.nerve.run import conduction_velocity_m_s, simulate
    from sciatica.nerve.stimulus import Pulses

_HOMES = {
    "Injury": "damage",
    "MyelinatedFibres": "fibres",
    "UnmyelinatedFibres": "fibres",
    "Recording": "record",
    "conduction_velocity_m_s": "run",
    "simulate": "run",
    "Pulses": "stimulus",
}

__all__ = [
    "Injury",
    "MyelinatedFibres",
    "Pulses",
    "Recording",
    "UnmyelinatedFibres",
    "conduction_velocity_m_s",
    "simulate",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
