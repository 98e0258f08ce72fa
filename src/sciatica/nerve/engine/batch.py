"""One batch at one step: the network, its tables and the compiled kernel, run block by block over threads.

Threads, not numba's own parallel loops: blocks are independent, the kernel gives up the interpreter's lock,
and a serial kernel compiles in a fraction of the time. A block runs in chunks of steps, so that the buffer
for spikes stays small however long the run is.
"""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.nerve import damage, stimulus
from sciatica.nerve.damage import Injury
from sciatica.nerve.engine import blocks, drives, gate_table, network, rest, shared
from sciatica.nerve.engine.compilation import block_kernel, plan_for
from sciatica.nerve.fibres import Fibres
from sciatica.nerve.stimulus import Stimuli

CHUNK_STEPS = 2000
SPIKES_A_CHUNK = 128
STEEPEST_MV = 10.0  # a second difference beyond this is the edge of a stimulus, not a front
LOOK_AHEAD = 1.0 / 7.0  # of the last second difference of the voltage; docs/bench.md says why

AT_ONCE_MS = 1e4  # a first relaxing step that long is Newton's: the healthy membrane has but one rest near by


class Batch:
    """Fibres with their injury, ready to run at one step and precision."""

    def __init__(
        self, fibres: Fibres, injury: Injury, step_ms: float, precision: str, threads: int | None, all_modes: bool
    ) -> None:
        """Build the network and its tables, and load the kernel."""
        self.fibres, self.injury, self.step_ms = fibres, injury, step_ms
        self.real: Any = np.dtype(precision).type
        self.threads = shared.thread_count(threads)
        self.network = network.build(fibres, injury)
        self.tables = blocks.tables(self.network, step_ms, all_modes)
        self.slow_every = int(self.network.membrane.OTHER_GATES_EVERY)
        self.constants, self.slow_constants = (self._constants(n) for n in (1, self.slow_every))
        self.scalars = tuple(
            self.real(x) for x in (self.network.rest_mv, self.network.sodium_mv, 0.5, LOOK_AHEAD, STEEPEST_MV)
        )
        plan = plan_for(fibres.membrane, precision)
        self.gate_table = self._gate_table(plan)

    def _constants(self, steps: int) -> Any:
        """Return the membrane's constants for gates that move once in some steps."""
        membrane = self.network.membrane
        constants = membrane.constants(self.fibres.temperature_c, 0.5 * self.step_ms * steps)
        return type(constants)(*(self.real(value) for value in constants))

    def kernel_of(self, lanes: int) -> Callable[..., Any]:
        """Return the kernel for a number of lanes."""
        return block_kernel(self.fibres.membrane, np.dtype(self.real).name, lanes)

    def _gate_table(self, plan: gate_table.Plan | None) -> npt.NDArray[Any]:
        """Return the tables by which gates move, none where they move by their rates."""
        if plan is None:
            return blocks.aligned(0, self.real)
        membrane, steps = self.network.membrane, (1, self.slow_every)
        k, slow_k = (membrane.constants(self.fibres.temperature_c, 0.5 * self.step_ms * n) for n in steps)
        numbers = gate_table.flat(membrane, k, slow_k, plan)
        table = blocks.aligned(len(numbers), self.real)
        table[:] = numbers
        return table

    def start(self, kind: str | FloatArray = "stable") -> FloatArray:
        """Return the voltages from which each fibre starts, relative to the healthy rest [F, N].

        "stable": its equilibrium, if it stays there when pushed by half a millivolt or gets there by itself
        from the healthy rest; otherwise it fires by itself, and the healthy rest is the start.
        "equilibrium": its equilibrium, untried. An array [F, N]: these voltages.
        """
        if not isinstance(kind, str):
            return kind
        hurt = damage.hurt(self.injury)
        if not hurt.any():
            _, first, back = np.unique(self.fibres.diameter_um, return_index=True, return_inverse=True)
            return rest.equilibrium(network.rows(self.network, first), first_step_ms=AT_ONCE_MS)[back]
        settled = rest.equilibrium(self.network)
        if kind == "equilibrium":
            return settled
        return shared.stable_start(settled, self._healthy, hurt, self._returns)

    def _healthy(self) -> FloatArray:
        """The healthy rest of each fibre [F, N]; fibres of one diameter share it."""
        diameters, back = np.unique(self.fibres.diameter_um, return_inverse=True)
        some = replace(self.fibres, diameter_um=diameters)
        return np.asarray(rest.equilibrium(network.build(some, Injury.healthy(some)))[back])

    def _returns(
        self, settled: FloatArray, start: FloatArray, fibres: IntArray, trial_ms: float, push_mv: float
    ) -> BoolArray:
        """See `shared.Returns`."""
        returns = np.ones(len(self.fibres.diameter_um), dtype=np.bool_)
        none = stimulus.Stimuli(stimulus.checked(None, self.fibres))
        steps = max(2, round(trial_ms / self.step_ms))

        def one(lanes: IntArray) -> None:
            block = self._pack(lanes, start, none)
            runner = _Runner(self, block, none, shared.NOWHERE, shared.NOWHERE, 1)
            block.u[:] += self.real(push_mv)
            block.past.reshape(len(block.node_kind), 2, -1)[:, 0] += self.real(push_mv)
            returns[lanes] &= shared.stays(runner.advance, runner.voltages, settled[lanes], steps, CHUNK_STEPS)

        shared.over_blocks(one, blocks.lanes(fibres), self.threads)
        return returns[fibres]

    def of(self, fibres: IntArray) -> "Batch":
        """Return a batch of some of these fibres, in any order and number, without solving anything again."""
        other = copy.copy(self)
        other.fibres = replace(self.fibres, diameter_um=self.fibres.diameter_um[fibres])
        other.network = network.rows(self.network, fibres)
        other.tables = blocks.rows(self.tables, fibres)
        other.injury = network.rows(self.injury, fibres)
        return other

    def run(
        self, start: FloatArray, stimuli: Stimuli, steps: int, watched: IntArray, shown: IntArray, every: int
    ) -> tuple[list[list[FloatArray]], FloatArray]:
        """Run all blocks from rest at `start` and return spike times of fibre by place, and voltages in
        mV."""
        return self.run_until(start, stimuli, steps, watched, shown, every, None, CHUNK_STEPS)

    def run_until(
        self,
        start: FloatArray,
        stimuli: Stimuli,
        steps: int,
        watched: IntArray,
        shown: IntArray,
        every: int,
        enough: Callable[[int, IntArray, FloatArray, IntArray], bool] | None,
        chunk_steps: int,
    ) -> tuple[list[list[FloatArray]], FloatArray]:
        """Do the same in chunks of steps, at most 2000.

        `enough` is asked after each with the steps done, the fibres of a block [lanes], their voltages relative to the
        healthy rest [lanes, N] and spikes so far [places, lanes]; a block of which it says yes stops there.
        """
        count = len(self.fibres.diameter_um)
        spikes: list[list[FloatArray]] = [[] for _ in range(count)]
        voltages = np.zeros((count, len(shown), steps // every if len(shown) else 0))

        def one(fibres: IntArray) -> None:
            block = self._pack(fibres, start, stimuli)
            runner = _Runner(self, block, stimuli, watched, shown, every)
            real = len(np.unique(fibres))
            done = sampled = 0
            while done < steps:
                chunk = runner.advance(done, min(chunk_steps, steps - done))
                runner.collect(real)
                if len(shown):
                    new = (done + chunk) // every - done // every
                    seen = runner.buffer[:, :new, :real].transpose(2, 0, 1) + self.network.rest_mv
                    voltages[fibres[:real], :, sampled : sampled + new] = seen
                    sampled += new
                done += chunk
                if enough is not None and enough(done, fibres, runner.voltages(), runner.total):
                    break
            for lane in range(real):
                spikes[int(fibres[lane])] = [
                    np.concatenate(times[lane] or [shared.NO_SPIKES]) for times in runner.found
                ]

        shared.over_blocks(one, blocks.lanes(np.arange(count)), self.threads)
        return spikes, voltages

    def _pack(self, fibres: IntArray, start: FloatArray, stimuli: Stimuli) -> blocks.Block:
        return blocks.pack(self.network, self.tables, fibres, start, stimuli.pulses, self.step_ms, self.real)


class _Runner:
    """One block on its way: the kernel's buffers, and the spikes found so far by place and lane."""

    def __init__(
        self, batch: Batch, block: blocks.Block, stimuli: Stimuli, watched: IntArray, shown: IntArray, every: int
    ) -> None:
        lanes, self.nodes, real = len(block.fibres), len(block.node_kind), batch.real
        self.batch, self.block, self.pulse_ms = batch, block, stimuli.pulses.duration_ms
        self.drives = drives.pack(batch.network, batch.tables, block.fibres, stimuli, real)
        self.watched, self.shown, self.every = watched, shown, every
        self.found: list[list[list[FloatArray]]] = [[[] for _ in range(lanes)] for _ in watched]
        self.spikes = np.zeros((len(watched), lanes, SPIKES_A_CHUNK))
        self.counts, self.total = np.zeros((2, len(watched), lanes), dtype=np.int64)
        self.buffer = np.zeros((len(shown), CHUNK_STEPS // every + 2, lanes), dtype=real)
        self.pointer = np.zeros(lanes, dtype=np.int64)
        self.injected, self.sweep, self.seen = (
            blocks.aligned(rows * lanes, real) for rows in (2, self.nodes, 2 * len(watched))
        )

    def advance(self, done: int, steps: int) -> int:
        """Run some steps more and return how many; refuse voltages that are no numbers."""
        batch, block = self.batch, self.block
        self.counts[:] = 0
        signals, live = drives.signals(self.drives, done, steps, batch.step_ms, batch.real)
        batch.kernel_of(len(block.fibres))(
            block.u, block.past, block.gates, block.modes, block.node_table, block.node_kind, block.node_shifted,
            block.links, block.link_kind, np.uint64(batch.tables.even), np.uint64(batch.tables.odd),
            self.injected, self.sweep, self.seen, batch.scalars, batch.constants,
            batch.slow_constants, batch.gate_table, batch.slow_every, done, steps, batch.step_ms,
            block.onset_ms, self.pulse_ms, block.amplitude_na, block.place, block.stimulated, self.pointer,
            self.drives.push, self.drives.kept, self.drives.touched, signals, live,
            self.watched, batch.real(shared.SPIKE_MV - batch.network.rest_mv), self.spikes, self.counts,
            self.shown, self.every, self.buffer,
        )  # fmt: skip
        bad = ~np.isfinite(self.voltages())
        if bad.any():
            lane, place = (int(i) for i in np.argwhere(bad)[0])
            raise FloatingPointError(
                f"the voltage of fibre {int(block.fibres[lane])} at place {place} is not a number "
                f"after {(done + steps) * batch.step_ms:g} ms"
            )
        return steps

    def voltages(self) -> npt.NDArray[Any]:
        """Return the voltages relative to the healthy rest [lanes, N]."""
        return self.block.u.reshape(self.nodes, -1)[:, : len(self.block.fibres)].T

    def collect(self, real_lanes: int) -> None:
        """Move the spikes of the last steps out of the kernel's buffer."""
        self.total += self.counts
        waiting = shared.buffered(
            self.spikes, self.counts[:, :real_lanes], self.block.fibres, self.watched, CHUNK_STEPS
        )
        for w, lane, times in waiting:
            self.found[w][lane].append(times)
