"""Nerve fibres, healthy and injured, simulated in batches: a fibre engine that stands alone.

fibres = MyelinatedFibres(np.array([5.7, 10.0]), nodes=41)
injury = Injury.healthy(fibres)
injury.myelin_fraction[:, 18:22] = 0.1
recording = simulate(fibres, injury, pulses, duration_ms=5.0, spike_places=(5, 35))
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sciatica.nerve.compound import (
        Compound,
        Travelling,
        compound_potential,
        outward_currents_na,
        single_fibre_uv,
        travelling,
    )
    from sciatica.nerve.damage import Injury
    from sciatica.nerve.excitability import (
        ExcitabilitySuite,
        StrengthDuration,
        Tracked,
        current_threshold,
        excitability_suite,
        recovery_cycle,
        strength_duration,
        threshold_electrotonus,
    )
    from sciatica.nerve.fibres import GanglionCells, MyelinatedFibres, UnmyelinatedFibres
    from sciatica.nerve.field import point_source_mv, sampled_mv, straight_mm
    from sciatica.nerve.record import Recording
    from sciatica.nerve.run import conduction_velocity_m_s, simulate
    from sciatica.nerve.stimulus import Current, Field, Pulses
    from sciatica.nerve.threshold import Thresholds, thresholds
    from sciatica.nerve.waveform import Piecewise, Sinusoid, biphasic, rectangle, samples, train

_HOMES = {
    "biphasic": "waveform",
    "Compound": "compound",
    "compound_potential": "compound",
    "conduction_velocity_m_s": "run",
    "Current": "stimulus",
    "current_threshold": "excitability",
    "excitability_suite": "excitability",
    "ExcitabilitySuite": "excitability",
    "Field": "stimulus",
    "GanglionCells": "fibres",
    "Injury": "damage",
    "MyelinatedFibres": "fibres",
    "outward_currents_na": "compound",
    "Piecewise": "waveform",
    "point_source_mv": "field",
    "Pulses": "stimulus",
    "Recording": "record",
    "recovery_cycle": "excitability",
    "rectangle": "waveform",
    "sampled_mv": "field",
    "samples": "waveform",
    "simulate": "run",
    "single_fibre_uv": "compound",
    "Sinusoid": "waveform",
    "straight_mm": "field",
    "strength_duration": "excitability",
    "StrengthDuration": "excitability",
    "threshold_electrotonus": "excitability",
    "Thresholds": "threshold",
    "thresholds": "threshold",
    "Tracked": "excitability",
    "train": "waveform",
    "travelling": "compound",
    "Travelling": "compound",
    "UnmyelinatedFibres": "fibres",
}

__all__ = [
    "Compound",
    "Current",
    "ExcitabilitySuite",
    "Field",
    "GanglionCells",
    "Injury",
    "MyelinatedFibres",
    "Piecewise",
    "Pulses",
    "Recording",
    "Sinusoid",
    "StrengthDuration",
    "Thresholds",
    "Tracked",
    "Travelling",
    "UnmyelinatedFibres",
    "biphasic",
    "compound_potential",
    "conduction_velocity_m_s",
    "current_threshold",
    "excitability_suite",
    "outward_currents_na",
    "point_source_mv",
    "recovery_cycle",
    "rectangle",
    "sampled_mv",
    "samples",
    "simulate",
    "single_fibre_uv",
    "straight_mm",
    "strength_duration",
    "threshold_electrotonus",
    "thresholds",
    "train",
    "travelling",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
