"""Runs a batch of fibres: what is asked is checked here, before anything is compiled or computed."""

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray, IntArray
from sciatica.nerve import damage, membranes, stimulus
from sciatica.nerve.damage import Injury
from sciatica.nerve.engine import network, rest
from sciatica.nerve.engine.batch import Batch
from sciatica.nerve.fibres import Fibres, GanglionCells, MyelinatedFibres, UnmyelinatedFibres
from sciatica.nerve.record import Recording, padded
from sciatica.nerve.stimulus import Pulses, Stimulus

if TYPE_CHECKING:
    from sciatica.nerve.engine.full.batch import FullBatch

SOLVERS = ("auto", "reduced", "full")
DEVICES = ("cpu", "cuda")
# bytes an engine holds for one compartment of one fibre: injury, network, packing; states are a block's alone
BYTES_A_COMPARTMENT = 400


def default_step_ms(fibres: Fibres) -> float:
    """Return the time step in ms used when none is given."""
    return 0.005 if isinstance(fibres, MyelinatedFibres) else 0.02


def largest_step_ms(fibres: Fibres) -> float:
    """Return the largest time step in ms that is accepted."""
    return 0.01 if isinstance(fibres, MyelinatedFibres) else 0.1


def simulate(
    fibres: Fibres,
    injury: Injury | None,
    stimuli: Stimulus | Sequence[Stimulus] | None,
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
    solver: str = "auto",
    device: str = "cpu",
) -> Recording:
    """Simulate a batch of fibres and record spikes and voltages.

    `stimuli`: one or any sequence, currents and fields together. `duration_ms` from rest; `step_ms` by default 5 µs
    for myelinated and 20 µs for unmyelinated fibres, or as much less as a waveform's shortest swing asks for.
    `spike_places`, `voltage_places`: nodes or compartments watched in every fibre; voltages (and a membrane's pools)
    every `voltage_every` steps. `precision`: "float32" or "float64". `threads`: all cores by default. `all_modes`
    keeps all twenty modes of every internode dynamic (slower, and what the default is tested against).
    `solver`: "reduced" turns internodes into modes, "full" keeps every compartment, "auto" takes the reduced path
    wherever it is exact (see :func:`needs_full`). `device`: "cpu", or "cuda" for the reduced path on a graphics
    processor.

    Each fibre starts at rest with its injury in place. One that neither stays there when pushed by half a
    millivolt nor gets there within 60 ms fires by itself, and starts from the healthy rest instead. `start`
    spares that trial: "equilibrium" starts every fibre at its equilibrium, an array [F, places] at these
    voltages (mV above the healthy rest, as :func:`equilibrium_mv` gives them).

    Raises InputError before the run for whatever cannot be simulated, FloatingPointError after it for a
    voltage that is not a number, with fibre and place.
    """
    given = stimulus.gathered(stimuli, fibres)
    step = stimulus.fitting_step_ms(given, default_step_ms(fibres)) if step_ms is None else float(step_ms)
    steps = checked_steps(fibres, duration_ms, step)
    watched = checked_places(spike_places, fibres, "spike_places")
    shown = checked_places(voltage_places, fibres, "voltage_places")
    if precision not in ("float32", "float64"):
        raise InputError("unknown precision", field="precision", given=precision, wanted="float32 or float64")
    if isinstance(voltage_every, bool) or voltage_every < 1 or int(voltage_every) != voltage_every:
        raise InputError("not a count", field="voltage_every", given=voltage_every, wanted="a whole number from 1")
    every = int(voltage_every)
    check_memory(fibres, len(shown), steps // every)
    injury = damage.checked(injury, fibres)
    stimulus.check_step(given, step)
    if isinstance(start, str):
        if start not in ("stable", "equilibrium"):
            raise InputError("unknown start", field="start", given=start, wanted="stable, equilibrium or an array")
    elif start.shape != (len(fibres.diameter_um), fibres.places) or not np.isfinite(start).all():
        raise InputError("not voltages of every place", field="start", given=start.shape,
                         wanted=f"finite, ({len(fibres.diameter_um)}, {fibres.places})")  # fmt: skip

    batch = engine(fibres, injury, step, precision, threads, all_modes=all_modes, solver=solver, device=device)
    pools = np.zeros((len(fibres.diameter_um), 0, len(shown), steps // every if len(shown) else 0))
    if isinstance(batch, Batch):
        spikes, voltages = batch.run(batch.start(start), given, steps, watched, shown, every)
    else:
        spikes, voltages, pools = batch.run_states(batch.start(start), given, steps, watched, shown, every)
    spike_time, spike_count = padded(spikes)
    samples = steps // every if len(shown) else 0
    return Recording(
        spike_time_ms=spike_time,
        spike_count=spike_count,
        voltage_mv=voltages,
        time_ms=np.arange(1, samples + 1, dtype=np.float64) * (step * every),
        node_steps=len(fibres.diameter_um) * fibres.places * steps,
        spike_places=watched,
        voltage_places=shown,
        diameter_um=fibres.diameter_um,
        extrapolated=fibres.extrapolated,
        step_ms=step,
        temperature_c=fibres.temperature_c,
        membrane=fibres.membrane,
        pools=pools,
        pool_names=tuple(getattr(membranes.load(fibres.membrane), "POOLS", ())) if pools.shape[1] else (),
    )


def needs_full(fibres: Fibres, injury: Injury) -> str:
    """Return why a batch cannot take the reduced path, in plain words, or "" where that is exact."""
    if isinstance(fibres, GanglionCells):
        return "a cell with soma and T-junction is a tree"
    if getattr(membranes.load(fibres.membrane), "FULL_ORDER_ONLY", False):
        return f"the membrane {fibres.membrane} has channels or pools beyond what modes can carry"
    if injury.internodal_potassium_s_cm2.any():
        return "potassium channels laid bare make the internode non-linear"
    return ""


def engine(
    fibres: Fibres,
    injury: Injury,
    step_ms: float,
    precision: str,
    threads: int | None,
    *,
    all_modes: bool = False,
    solver: str = "auto",
    device: str = "cpu",
) -> "Batch | FullBatch":
    """Return the engine for a batch with its injury (checked); InputError if it cannot be had."""
    if solver not in SOLVERS:
        raise InputError("unknown solver", field="solver", given=solver, wanted=" or ".join(SOLVERS))
    if device not in DEVICES:
        raise InputError("unknown device", field="device", given=device, wanted=" or ".join(DEVICES))
    reason = needs_full(fibres, injury)
    if solver == "reduced" and reason:
        raise InputError(f"not for the reduced path: {reason}", field="solver", given=solver, wanted="auto or full")
    full = solver == "full" or bool(reason)
    if device == "cuda":
        if full:
            raise InputError("the full path does not run on a device", field="device", given=device, wanted="cpu",
                             cure=reason or "leave the solver to auto")  # fmt: skip
        from sciatica.nerve.engine.cuda.batch import CudaBatch

        return CudaBatch(fibres, injury, step_ms, precision, threads, all_modes)
    if full:
        from sciatica.nerve.engine.full.batch import FullBatch

        return FullBatch(fibres, injury, step_ms, precision, threads)
    return Batch(fibres, injury, step_ms, precision, threads, all_modes)


def equilibrium_mv(fibres: Fibres, injury: Injury | None, *, beyond_mv: float = np.inf) -> FloatArray:
    """Return the voltages at which injured fibres are in equilibrium, mV above the healthy rest [F, places].

    A fibre that comes more than `beyond_mv` above the healthy rest on its way is left there.

    An equilibrium need not be stable: a fibre that fires by itself leaves it at the smallest push.
    """
    injury = damage.checked(injury, fibres)
    if needs_full(fibres, injury):
        return np.asarray(engine(fibres, injury, default_step_ms(fibres), "float64", 1).start("equilibrium"))
    return rest.equilibrium(network.build(fibres, injury), beyond_mv)


def conduction_velocity_m_s(
    fibres: MyelinatedFibres | UnmyelinatedFibres,
    *,
    step_ms: float | None = None,
    precision: str = "float32",
    all_modes: bool = False,
    solver: str = "auto",
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
        all_modes=all_modes, solver=solver,
    )  # fmt: skip
    if recording.spike_time_ms.shape[2] == 0:
        return np.full(count, np.nan)
    first = recording.spike_time_ms[:, :, 0]
    return np.asarray(distance_mm / (first[:, 1] - first[:, 0]))


def checked_steps(fibres: Fibres, duration_ms: float, step_ms: float) -> int:
    """Return the number of steps of a run; InputError for a step or duration that cannot be."""
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


def checked_places(places: Sequence[int], fibres: Fibres, field: str) -> IntArray:
    """Return nodes or compartments as an array; InputError for those outside the fibre."""
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


def check_memory(fibres: Fibres, places: int, samples: int) -> None:
    """Refuse a batch whose fibres, or whose voltages, do not fit in this machine's memory."""
    count = len(fibres.diameter_um)
    compartments = fibres.places * (11 if isinstance(fibres, MyelinatedFibres) else 1)
    held, voltages = BYTES_A_COMPARTMENT * count * compartments, 2 * 8 * count * places * samples
    if not hasattr(os, "sysconf"):
        return
    available = 0.8 * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for what, needed, field, cure in (
        ("the fibres do not", held, "fibres", "run fewer fibres at a time, or shorter ones"),
        ("the voltages do not", held + voltages, "voltage_places", "record fewer places or less often (voltage_every)"),
    ):
        if needed > available:
            raise InputError(
                f"{what} fit in memory",
                field=field,
                given=f"{needed / 2**30:.1f} GiB",
                wanted=f"at most {available / 2**30:.1f} GiB",
                cure=cure,
            )
