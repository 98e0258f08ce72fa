"""Where a step's time goes: the kernel timed whole, and again with one part of the step left out.

The modes are left out by a cable without any, the slow gates by never being due, all gates by a membrane whose
gates stand still. What remains is the tridiagonal solve, the balance of currents and the loop. How far that is
from the core's peak is told in multiply-adds of one lane that the core could have done in the time.
"""

import functools
import time
from dataclasses import replace
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import numpy as np

from sciatica.bench import machine
from sciatica.bench.timing import interleaved
from sciatica.nerve import Injury, MyelinatedFibres, Pulses, membranes, stimulus
from sciatica.nerve.engine import compilation
from sciatica.nerve.engine.batch import Batch

FIBRES, NODES, STEPS, STEP_MS = 64, 41, 500, 0.005
NEVER = 2**40


def parts(rounds: int) -> dict[str, Any]:
    """Return nanoseconds of a node step of one fibre by part, and the core's peak beside them."""
    fibres = MyelinatedFibres(np.full(FIBRES, 10.0), NODES)
    pulses = Pulses(np.full(FIBRES, 2), np.full((FIBRES, 1), 0.1), 0.1, np.full(FIBRES, 5.0))
    whole = Batch(fibres, Injury.healthy(fibres), STEP_MS, "float32", 1, False)
    start = whole.start()
    given = stimulus.gathered(pulses, fibres, STEP_MS)

    def run(batch: Batch) -> Any:
        return lambda: batch.run(start, given, STEPS, np.array([20]), np.zeros(0, dtype=np.int64), 1)

    times = interleaved(
        {
            "all": run(whole),
            "slow": run(_changed(whole, slow_every=NEVER)),
            "gates": run(_changed(whole, slow_every=NEVER, kernel_of=_still_kernel)),
            "modes": run(_without_modes(fibres)),
        },
        rounds,
        time.process_time,
    )
    ns = {name: min(each.seconds) / (FIBRES * NODES * STEPS) * 1e9 for name, each in times.items()}
    peak = machine.peak_gflops()
    found = {
        "parts.all_ns": ns["all"],
        "parts.fast_gates_ns": ns["slow"] - ns["gates"],
        "parts.slow_gates_ns": ns["all"] - ns["slow"],
        "parts.internodal_modes_ns": ns["all"] - ns["modes"],
    }
    found["parts.solve_balance_and_loop_ns"] = ns["all"] - sum(list(found.values())[1:])
    return {
        **found,
        "parts.peak_gflops_core": peak,
        "parts.multiply_adds_the_core_could_do_in_a_node_step": 0.5 * peak * ns["all"],
    }


def _changed(batch: Batch, **fields: Any) -> Batch:
    import copy

    other = copy.copy(batch)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _without_modes(fibres: MyelinatedFibres) -> Batch:
    """The same fibres with an internode that has no modes of its own, only its links."""
    batch = Batch(fibres, Injury.healthy(fibres), STEP_MS, "float32", 1, False)
    none = np.zeros((len(batch.tables.couple), 0))
    batch.tables = replace(batch.tables, even=0, odd=0, decay=none, drive=none, offset=none)
    return batch


@functools.cache
def _still_kernel(lanes: int) -> Any:
    return compilation.block_kernel_of(_still(), "still", lanes, None)


def _still() -> ModuleType:
    """MRG's membrane with gates that never move: what is left of a step when they cost nothing."""
    mrg = membranes.load("mrg2002")

    def sodium_rates(v_mv, k):  # type: ignore[no-untyped-def]
        none = v_mv - v_mv
        return none, none, none + k.one, none, none, none + k.one

    def other_rates(v_mv, k):  # type: ignore[no-untyped-def]
        none = v_mv - v_mv
        return none, none, none + k.one, none, none, none + k.one

    names = {name: getattr(mrg, name) for name in dir(mrg) if not name.startswith("_")}
    still = SimpleNamespace(**names | {"sodium_rates": sodium_rates, "other_rates": other_rates})
    return cast(ModuleType, still)
