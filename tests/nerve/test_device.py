"""The device engine against the processor's: the same spikes to within a step.

Without a device its kernel runs as plain Python on a warp of four (`warp`), which holds the arithmetic and the exchange
between lanes; what only a compiler and a device can show is asked where there is one.
"""

from __future__ import annotations

import numpy as np
import pytest
import warp

from sciatica.core.errors import InputError
from sciatica.nerve import Injury, MyelinatedFibres, Pulses, UnmyelinatedFibres, stimulus, waveform
from sciatica.nerve.engine.batch import Batch
from sciatica.nerve.engine.cuda import device
from sciatica.nerve.engine.cuda.batch import CudaBatch

Fibres = MyelinatedFibres | UnmyelinatedFibres
REASON = device.why_not()
needs_device = pytest.mark.skipif(REASON is not None, reason=f"no device: {REASON}")


def hurt(fibres: Fibres) -> Injury:
    """Thin myelin, a shifted channel, a leak and gathered potassium, each somewhere."""
    injury, middle = Injury.healthy(fibres), fibres.places // 2
    injury.myelin_fraction[:, middle] = 0.1
    injury.sodium_shift_mv[-1, 3], injury.sodium_shifted_fraction[-1, 3] = 10.0, 0.3
    injury.depolarising_leak_s_cm2[0, middle] = 1e-4
    injury.potassium_reversal_shift_mv[0, middle] = 2.0
    return injury


def both(fibres: Fibres, step_ms: float, steps: int) -> tuple[tuple[list, np.ndarray], tuple[list, np.ndarray]]:
    """Run a pulse and a wave outside on both engines."""
    count = len(fibres.diameter_um)
    size = 3.0 if isinstance(fibres, MyelinatedFibres) else 1.2
    pulses = Pulses(np.full(count, 2), np.linspace(2.0, 4.0, count)[:, None] * step_ms, 0.1, np.full(count, size))
    potential = 20.0 * np.exp(-((fibres.site_mm - 0.5 * fibres.site_mm[:, -1:]) ** 2))
    outside = stimulus.Field(potential, waveform.Sinusoid(10.0, 0.2))
    stimuli = stimulus.gathered([pulses, outside], fibres, step_ms)
    found = []
    for kind in (CudaBatch, Batch):
        batch = kind(fibres, hurt(fibres), step_ms, "float32", 1, False)
        start = batch.start("equilibrium")
        places = np.array([1, fibres.places - 2])
        found.append(batch.run(start, stimuli, steps, places, np.array([0, 2, fibres.places // 2]), 2))
    return found[0], found[1]


@pytest.mark.parametrize(
    ("fibres", "step_ms", "steps"),
    [
        (MyelinatedFibres(np.array([10.0, 14.0]), 11), 0.005, 60),
        (MyelinatedFibres(np.array([8.7]), 4), 0.005, 40),
        (UnmyelinatedFibres(np.array([1.0]), 10), 0.02, 60),
        (UnmyelinatedFibres(np.array([0.8]), 7, membrane="rattay_aberham1993"), 0.02, 40),
    ],
    ids=["three nodes a lane", "a node a lane", "two further gates", "one further gate"],
)
def test_its_arithmetic_is_the_processors(
    monkeypatch: pytest.MonkeyPatch, fibres: Fibres, step_ms: float, steps: int
) -> None:
    monkeypatch.setattr(device, "module", lambda: warp)
    (theirs, their_mv), (ours, our_mv) = both(fibres, step_ms, steps)
    assert np.ptp(our_mv) > 20.0
    # the processor's gates may run by tables, exact to a ten-thousandth
    np.testing.assert_allclose(their_mv, our_mv, atol=0.03)
    for fibre, other in zip(theirs, ours, strict=True):
        for times, same in zip(fibre, other, strict=True):
            np.testing.assert_allclose(times, same, atol=0.1 * step_ms)


def test_a_missing_device_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "why_not", lambda: "no CUDA device was found")
    with pytest.raises(InputError, match="no CUDA device was found"):
        device.module()


@needs_device
@pytest.mark.parametrize("nodes", [21, 41, 101])
def test_a_device_gives_the_processors_spikes(nodes: int) -> None:
    fibres = MyelinatedFibres(np.linspace(5.7, 16.0, 200), nodes)
    (theirs, _), (ours, _) = both(fibres, 0.005, 600)
    for fibre, other in zip(theirs, ours, strict=True):
        for times, same in zip(fibre, other, strict=True):
            np.testing.assert_allclose(times, same, atol=0.005)


@needs_device
def test_a_device_runs_unmyelinated_fibres() -> None:
    fibres = UnmyelinatedFibres(np.linspace(0.5, 1.2, 64), 200)
    (theirs, _), (ours, _) = both(fibres, 0.02, 500)
    for fibre, other in zip(theirs, ours, strict=True):
        for times, same in zip(fibre, other, strict=True):
            np.testing.assert_allclose(times, same, atol=0.02)
