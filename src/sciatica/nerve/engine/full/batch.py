"""Fibres on the full path: cells, their compiled kernel, and runs block by block over threads, as `engine.batch`."""

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.nerve import damage
from sciatica.nerve.cables import bare_potassium
from sciatica.nerve.damage import Injury
from sciatica.nerve.engine import shared
from sciatica.nerve.engine.full import blocks, cells, compilation, rest
from sciatica.nerve.engine.full.blocks import Block, Drive, Start
from sciatica.nerve.engine.full.cells import Cells
from sciatica.nerve.engine.full.membrane import LANES, STATE
from sciatica.nerve.fibres import Fibres
from sciatica.nerve.stimulus import Pulses, Stimuli

CHUNK_STEPS = 500
SPIKES_A_CHUNK = 64
NOTHING = Stimuli(Pulses(np.zeros(0, dtype=np.int64), np.zeros((0, 0)), 1.0, np.zeros(0)))


class FullBatch:
    """Fibres with their injury, every compartment an unknown, ready to run at one step and precision."""

    def __init__(
        self, fibres: Fibres, injury: Injury, step_ms: float, precision: str = "float32", threads: int | None = None,
        scheme: str = "tr_bdf2",
    ) -> None:  # fmt: skip
        """Build the cells and load the kernel.

        `scheme`: "tr_bdf2", second order and L-stable, or "backward_euler", first order: what NEURON does by
        default, for comparison with it at the same step.
        """
        self.fibres, self.injury, self.step_ms = fibres, injury, step_ms
        self.real: Any = np.dtype(precision).type
        self.threads = shared.thread_count(threads)
        self.cells = cells.build(fibres, injury)
        soma = None if self.cells.soma is None else self.cells.soma.name
        self.layout = compilation.layout(fibres.membrane, soma)
        self.kernel = compilation.block_kernel(
            compilation.shared(fibres.membrane), soma and compilation.shared(soma), precision
        )
        self.scheme = blocks.SCHEMES[scheme]
        self.scalars = blocks.scalars(self.cells, self.scheme, self.real)
        self.constants = tuple(self._constants(number) for number in range(len(self.cells.membranes)))
        bare = bare_potassium.constants(fibres.temperature_c, 0.5 * step_ms)
        self.bare_constants = type(bare)(*(self.real(value) for value in bare))

    def _constants(self, number: int) -> tuple[Any, ...]:
        """Return a membrane's constants for each of its sections."""
        membrane = self.cells.membranes[number]
        each = [membrane.constants(0.5 * self.step_ms, section) for section in membrane.sections]
        return tuple(type(constants)(*(self.real(value) for value in constants)) for constants in each)

    def start(self, kind: str | FloatArray = "stable") -> FloatArray:
        """Return the voltages from which each fibre starts, relative to the membrane's REST_MV [F, places].

        "stable": its equilibrium, if it stays there when pushed by half a millivolt or gets there by itself
        from the healthy rest; otherwise it fires by itself, and the healthy rest is the start.
        "equilibrium": its equilibrium, untried. An array [F, places]: these voltages. Pools are as their
        membrane's paper starts them.
        """
        if not isinstance(kind, str):
            return kind
        hurt = damage.hurt(self.injury)
        if kind == "stable" and not hurt.any():
            return self._healthy()
        settled = self._at_places(rest.equilibrium(self.cells))
        if kind == "equilibrium":
            return settled
        return shared.stable_start(settled, self._healthy, hurt, self._returns)

    def _at_places(self, potentials: tuple[FloatArray, FloatArray]) -> FloatArray:
        inside, periaxonal = potentials
        return np.ascontiguousarray((inside - periaxonal)[:, self.cells.site_of_place])

    def _healthy(self) -> FloatArray:
        """The healthy rest of each fibre [F, places]; fibres of one diameter share it."""
        diameters, back = np.unique(self.fibres.diameter_um, return_inverse=True)
        some = replace(self.fibres, diameter_um=diameters)
        return self._at_places(rest.equilibrium(cells.build(some, Injury.healthy(some))))[back]

    def settled(self, start: FloatArray, pools: FloatArray | None = None) -> Start:
        """Return whole cells with their places held at some voltages [F, places] and all else in balance.

        `pools` [F, S, pools] of the axon's membrane, as they start by default.
        """
        inside, periaxonal = rest.equilibrium(self.cells, start)
        return Start(inside, periaxonal, pools)

    def _returns(
        self, settled: FloatArray, start: FloatArray, some: IntArray, trial_ms: float, push_mv: float
    ) -> BoolArray:
        """See `shared.Returns`."""
        returns = np.ones(len(self.fibres.diameter_um), dtype=np.bool_)
        steps = max(2, round(trial_ms / self.step_ms))
        whole = self.settled(start)

        def one(lanes: IntArray) -> None:
            run = _Run(self, lanes, whole, NOTHING, shared.NOWHERE, shared.NOWHERE, 1)
            run.push(push_mv)
            returns[lanes] &= shared.stays(run.advance, run.voltages, settled[lanes], steps, CHUNK_STEPS)

        shared.over_blocks(one, blocks.lanes(some), self.threads)
        return returns[some]

    def run(
        self,
        start: FloatArray | Start,
        stimuli: Stimuli,
        steps: int,
        watched: IntArray,
        shown: IntArray,
        every: int,
    ) -> tuple[list[list[FloatArray]], FloatArray]:
        """Run all blocks from rest at `start` and return spike times of fibre by place, and voltages in mV.

        `watched`, `shown`: places. As `engine.batch.Batch.run`; voltages [F, shown, steps // every].
        """
        spikes, voltages, _ = self.run_states(start, stimuli, steps, watched, shown, every)
        return spikes, voltages

    def run_states(
        self,
        start: FloatArray | Start,
        stimuli: Stimuli,
        steps: int,
        watched: IntArray,
        shown: IntArray,
        every: int,
    ) -> tuple[list[list[FloatArray]], FloatArray, FloatArray]:
        """Run, and return the pools of the shown places as well [F, pools, shown, steps // every]."""
        count, pools = len(self.fibres.diameter_um), self.layout.most_pools
        spikes: list[list[FloatArray]] = [[] for _ in range(count)]
        samples = steps // every if len(shown) else 0
        voltages, states = np.zeros((count, len(shown), samples)), np.zeros((count, pools, len(shown), samples))
        whole = start if isinstance(start, Start) else self.settled(start)

        def one(lanes: IntArray) -> None:
            run = _Run(self, lanes, whole, stimuli, watched, shown, every)
            real = len(np.unique(lanes))
            done = sampled = 0
            while done < steps:
                chunk = run.advance(done, min(CHUNK_STEPS, steps - done))
                run.collect(real)
                if len(shown):
                    new = (done + chunk) // every - done // every
                    kept = slice(sampled, sampled + new)
                    voltages[lanes[:real], :, kept] = run.seen[:, :new, :real].transpose(2, 0, 1) + self.cells.rest_mv
                    states[lanes[:real], :, :, kept] = run.pools[:, :, :new, :real].transpose(3, 0, 1, 2)
                    sampled += new
                done += chunk
            for lane in range(real):
                spikes[int(lanes[lane])] = [np.concatenate(times[lane] or [shared.NO_SPIKES]) for times in run.found]

        shared.over_blocks(one, blocks.lanes(np.arange(count)), self.threads)
        return spikes, voltages, states


class _Run:
    """One block on its way: the kernel's buffers, and the spikes found so far by place and lane."""

    def __init__(
        self, batch: FullBatch, fibres: IntArray, start: Start, stimuli: Stimuli, watched: IntArray, shown: IntArray,
        every: int,
    ) -> None:  # fmt: skip
        self.batch, self.every, self.watched = batch, every, watched
        held: Cells = batch.cells
        self.block: Block = blocks.pack(
            held, batch.layout, fibres, start, batch.scheme.kappa / batch.step_ms, batch.real
        )
        self.drive: Drive = blocks.drive(
            held, blocks.as_current(stimuli.pulses) + stimuli.currents, stimuli.fields, fibres, batch.step_ms,
            batch.scheme, batch.real,
        )  # fmt: skip
        sites = held.site_of_place.astype(np.uint64)
        self.watched_sites, self.shown_sites = sites[watched], sites[shown]
        self.found: list[list[list[FloatArray]]] = [[[] for _ in range(LANES)] for _ in watched]
        self.spikes = np.zeros((len(watched), LANES, SPIKES_A_CHUNK))
        self.counts = np.zeros((len(watched), LANES), dtype=np.int64)
        samples = CHUNK_STEPS // every + 2
        self.seen = np.zeros((len(shown), samples, LANES), dtype=batch.real)
        self.pools = np.zeros((batch.layout.most_pools, len(shown), samples, LANES), dtype=batch.real)
        self.scratch = np.zeros(8 * LANES, dtype=batch.real)
        self.before = np.zeros((len(watched), LANES), dtype=batch.real)

    def advance(self, done: int, steps: int) -> int:
        """Run some steps more and return how many; refuse what is no number where it is born."""
        batch, block, held = self.batch, self.block, self.batch.cells
        currents, waves = (x.astype(batch.real) for x in self.drive.over(done, steps))
        self.counts[:] = 0
        ran, site = batch.kernel(
            block.state, block.table, self.scratch, self.before, block.kind, block.parent, held.sheathed,
            held.membrane, held.section, block.shifted, block.bared, self.drive.ports, batch.scalars,
            batch.constants[0], batch.constants[-1], batch.bare_constants, done, steps, batch.step_ms, currents,
            self.drive.fields, waves, self.watched_sites, batch.real(shared.SPIKE_MV - held.rest_mv), self.spikes,
            self.counts, self.shown_sites, self.every, self.seen, self.pools,
            batch.scheme.stages == 2,
        )  # fmt: skip
        if ran < steps:
            self._refuse(int(site), done + int(ran))
        bad = ~np.isfinite(self.voltages())
        if bad.any():
            lane, place = (int(i) for i in np.argwhere(bad)[0])
            self._refuse(int(held.site_of_place[place]), done + steps, lane)
        return steps

    def _refuse(self, site: int, step: int, lane: int | None = None) -> None:
        held, rows = self.batch.cells, self.batch.layout.rows
        if lane is None:
            state = self.block.state.reshape(-1, rows, LANES)[site]
            good = np.isfinite(state[[STATE.index("u"), STATE.index("source")]]).all(axis=0)
            good &= np.isfinite(state[len(STATE) :]).all(axis=0)
            lane = int(np.argmin(good))
        nearest = int(np.argmin(np.abs(held.site_of_place - site)))
        where = f"place {nearest}" if held.site_of_place[nearest] == site else f"compartment {site}, by place {nearest}"
        raise FloatingPointError(
            f"the membrane of fibre {int(self.block.fibres[lane])} at {where} gives what is not a number "
            f"after {step * self.batch.step_ms:g} ms"
        )

    def push(self, by_mv: float) -> None:
        """Move the inside of every compartment."""
        state = self.block.state.reshape(-1, self.batch.layout.rows, LANES)
        state[:, STATE.index("u")] += self.batch.real(by_mv)

    def voltages(self) -> npt.NDArray[Any]:
        """Return the voltages across the membrane at places, relative to rest [lanes, places]."""
        state = self.block.state.reshape(-1, self.batch.layout.rows, LANES)[self.batch.cells.site_of_place]
        across: npt.NDArray[Any] = (state[:, STATE.index("u")] - state[:, STATE.index("p")]).T
        return across

    def collect(self, real_lanes: int) -> None:
        """Move the spikes of the last steps out of the kernel's buffer."""
        waiting = shared.buffered(
            self.spikes, self.counts[:, :real_lanes], self.block.fibres, self.watched, CHUNK_STEPS
        )
        for w, lane, times in waiting:
            self.found[w][lane].append(times)
