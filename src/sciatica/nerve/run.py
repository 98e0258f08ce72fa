"""Runs a batch of fibres: what is asked is checked here, before anything is compiled or computed."""

import os
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray, IntArray
from sciatica.nerve import damage, stimulus
from sciatica.nerve.damage import Injury
from sciatica.nerve.engine import network, rest
from sciatica.nerve.engine.batch import Batch
from sciatica.nerve.fibres import Fibres, MyelinatedFibres
from sciatica.nerve.record import Recording, padded
from sciatica.nerve.stimulus import Pulses


def default_step_ms(fibres: Fibres) -> float:
    """Return the time step in ms used when none is given."""
    return 0.005 if isinstance(fibres, MyelinatedFibres) else 0.02


def largest_step_ms(fibres: Fibres) -> float:
    """Return the largest time step in ms that is accepted."""
    return 0.01 if isinstance(fibres, MyelinatedFibres) else 0.1


def simulate(
    fibres: Fibres,
    injury: Injury | None,
    pulses: Pulses | None,
    *,
    duration_ms: float,
    step_ms: float | None = None,
    spike_places: Sequence[int],
    voltage_places: Sequence[int] = (),
    voltage_every: int = 1,
    precision: str = "float32",
    threads: int | None = None,
    all_modes: bool = False,
    start: str | FloatArray = "stable",
) -> Recording:
    """Simulate a batch of fibres and record spikes and voltages.

    `duration_ms` from rest; `step_ms` by default 5 µs for myelinated and 20 µs for unmyelinated fibres.
    `spike_places`, `voltage_places`: nodes or compartments watched in every fibre; voltages every
    `voltage_every` steps. `precision`: "float32" or "float64". `threads`: all cores by default. `all_modes`
    keeps all twenty modes of every internode dynamic (slower, and what the default is tested against).

    Each fibre starts at rest with its injury in place. One that neither stays there when pushed by half a
    millivolt nor gets there within 60 ms fires by itself, and starts from the healthy rest instead. `start`
    spares that trial: "equilibrium" starts every fibre at its equilibrium, an array [F, places] at these
    voltages (mV above the healthy rest, as :func:`equilibrium_mv` gives them).

    Raises InputError before the run for whatever cannot be simulated, FloatingPointError after it for a
    voltage that is not a number, with fibre and place.
    """
    step = default_step_ms(fibres) if step_ms is None else float(step_ms)
    injury = damage.checked(injury, fibres)
    pulses = stimulus.checked(pulses, fibres)
    steps = _checked_steps(fibres, duration_ms, step)
    watched = _checked_places(spike_places, fibres, "spike_places")
    shown = _checked_places(voltage_places, fibres, "voltage_places")
    if precision not in ("float32", "float64"):
        raise InputError("unknown precision", field="precision", given=precision, wanted="float32 or float64")
    if isinstance(voltage_every, bool) or voltage_every < 1 or int(voltage_every) != voltage_every:
        raise InputError("not a count", field="voltage_every", given=voltage_every, wanted="a whole number from 1")
    if isinstance(start, str):
        if start not in ("stable", "equilibrium"):
            raise InputError("unknown start", field="start", given=start, wanted="stable, equilibrium or an array")
    elif start.shape != (len(fibres.diameter_um), fibres.places) or not np.isfinite(start).all():
        raise InputError("not voltages of every place", field="start", given=start.shape,
                         wanted=f"finite, ({len(fibres.diameter_um)}, {fibres.places})")  # fmt: skip
    _check_memory(len(fibres.diameter_um), len(shown), steps // voltage_every)

    batch = Batch(fibres, injury, step, precision, threads, all_modes)
    spikes, voltages = batch.run(batch.start(start), pulses, steps, watched, shown, int(voltage_every))
    spike_time, spike_count = padded(spikes)
    samples = steps // int(voltage_every) if len(shown) else 0
    return Recording(
        spike_time_ms=spike_time,
        spike_count=spike_count,
        voltage_mv=voltages,
        time_ms=np.arange(1, samples + 1, dtype=np.float64) * (step * int(voltage_every)),
        node_steps=len(fibres.diameter_um) * fibres.places * steps,
        spike_places=watched,
        voltage_places=shown,
        diameter_um=fibres.diameter_um,
        extrapolated=fibres.extrapolated,
        step_ms=step,
        temperature_c=fibres.temperature_c,
        membrane=fibres.membrane,
    )


def equilibrium_mv(fibres: Fibres, injury: Injury | None, *, beyond_mv: float = np.inf) -> FloatArray:
    """Return the voltages at which injured fibres are in equilibrium, mV above the healthy rest [F, places].

    A fibre that comes more than `beyond_mv` above the healthy rest on its way is left there.

    An equilibrium need not be stable: a fibre that fires by itself leaves it at the smallest push.
    """
    return rest.equilibrium(network.build(fibres, damage.checked(injury, fibres)), beyond_mv)


def conduction_velocity_m_s(
    fibres: Fibres, *, step_ms: float | None = None, precision: str = "float32", all_modes: bool = False
) -> FloatArray:
    """Return the conduction velocity of the fibres in health, in m/s [F], nan where no spike arrives.

    Measured over the second third of a cable of its own length (61 nodes, or 400 compartments), far from
    both ends and from the pulse that starts the spike.
    """
    whole = replace(fibres, nodes=61) if isinstance(fibres, MyelinatedFibres) else replace(fibres, compartments=400)
    count, places = len(whole.diameter_um), whole.places
    near, far = places // 3, 2 * places // 3
    distance_mm = (far - near) * whole.node_spacing_mm
    pulse_ms = 0.1 if isinstance(fibres, MyelinatedFibres) else 0.5
    pulses = Pulses(
        place=np.full(count, 2),
        onset_ms=np.full((count, 1), 0.1),
        duration_ms=pulse_ms,
        amplitude_na=np.full(count, 5.0) if isinstance(fibres, MyelinatedFibres) else 0.5 * whole.diameter_um,
    )
    slowest_m_s = 3.0 if isinstance(fibres, MyelinatedFibres) else 0.15
    duration_ms = 1.0 + float(np.max(places * whole.node_spacing_mm)) / slowest_m_s
    recording = simulate(
        whole, None, pulses, duration_ms=duration_ms, step_ms=step_ms, spike_places=(near, far), precision=precision,
        all_modes=all_modes,
    )  # fmt: skip
    if recording.spike_time_ms.shape[2] == 0:
        return np.full(count, np.nan)
    first = recording.spike_time_ms[:, :, 0]
    return np.asarray(distance_mm / (first[:, 1] - first[:, 0]))


def _checked_steps(fibres: Fibres, duration_ms: float, step_ms: float) -> int:
    largest = largest_step_ms(fibres)
    if not 1e-5 <= step_ms <= largest:
        raise InputError(
            "time step too large or too small", field="step_ms", given=step_ms, wanted=f"1e-05 to {largest:g} ms"
        )
    if not (np.isfinite(duration_ms) and duration_ms >= step_ms):
        raise InputError(
            "nothing to run", field="duration_ms", given=duration_ms, wanted=f"at least one step of {step_ms:g} ms"
        )
    return round(duration_ms / step_ms)


def _checked_places(places: Sequence[int], fibres: Fibres, field: str) -> IntArray:
    given = np.asarray(list(places))
    if len(given) == 0:
        return np.zeros(0, dtype=np.int64)
    if given.ndim != 1 or not np.issubdtype(given.dtype, np.integer):
        raise InputError("not a list of whole numbers", field=field, given=places, wanted="node indices")
    outside = (given < 0) | (given >= fibres.places)
    if outside.any():
        raise InputError(
            "place outside the fibre",
            field=field,
            given=int(given[np.argmax(outside)]),
            wanted=f"0 to {fibres.places - 1}",
        )
    return given.astype(np.int64)


def _check_memory(count: int, places: int, samples: int) -> None:
    needed = 2 * 8 * count * places * samples
    if not hasattr(os, "sysconf"):
        return
    available = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    if needed > 0.8 * available:
        raise InputError(
            "the voltages do not fit in memory",
            field="voltage_places",
            given=f"{needed / 2**30:.1f} GiB",
            wanted=f"at most {0.8 * available / 2**30:.1f} GiB",
            cure="record fewer places or every few steps (voltage_every)",
        )
