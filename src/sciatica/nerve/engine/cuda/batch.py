"""A batch on a graphics processor: the same network and tables, packed a fibre a warp.

Fibres run in chunks of steps, between which spikes come back; the state stays on the device. Waveforms are
worked out on the processor, as the mean over each step, one row for each distinct row of onsets.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.nerve import stimulus, waveform
from sciatica.nerve.damage import Injury
from sciatica.nerve.engine import batch, drives, shared
from sciatica.nerve.engine.cuda import device, kernel
from sciatica.nerve.engine.rest import steady_gates
from sciatica.nerve.fibres import Fibres
from sciatica.nerve.stimulus import Stimuli
from sciatica.nerve.waveform import Waveform

CHUNK_STEPS = 4000
SPIKES_A_CHUNK = 64
FIBRES_PACKED = 64


class CudaBatch(batch.Batch):
    """Fibres with their injury, ready to run on a device; the search for rest stays on the processor."""

    def __init__(
        self, fibres: Fibres, injury: Injury, step_ms: float, precision: str, threads: int | None, all_modes: bool
    ) -> None:
        """Build the network and its tables, and the kernel for this shape of fibre."""
        if precision != "float32":
            raise InputError(
                "the device engine has one precision", field="precision", given=precision, wanted="float32"
            )
        self.cuda = device.module()
        self.lanes = device.lanes(self.cuda)
        super().__init__(fibres, injury, step_ms, precision, threads, all_modes)
        self.shifted = bool((self.network.shifted_scale > 0.0).any())
        self.device_kernel = device.kernel_for(
            self.cuda, fibres.membrane, fibres.places, self.tables.even, self.tables.odd, self.shifted
        )

    def run(
        self, start: FloatArray, stimuli: Stimuli, steps: int, watched: IntArray, shown: IntArray, every: int
    ) -> tuple[list[list[FloatArray]], FloatArray]:
        """Run all fibres from rest at `start` and return spike times of fibre by place, and voltages in mV."""
        places, asked = np.unique(watched, return_inverse=True)
        seen_places, seen_asked = np.unique(shown, return_inverse=True)
        spikes, voltages = self._run(start, stimuli, steps, places, seen_places, every)
        return [[fibre[i] for i in asked] for fibre in spikes], voltages[:, seen_asked]

    def _run(
        self, start: FloatArray, stimuli: Stimuli, steps: int, watched: IntArray, shown: IntArray, every: int
    ) -> tuple[list[list[FloatArray]], FloatArray]:
        """Run with every place named once."""
        count, nodes = start.shape
        send = self.cuda.to_device
        state, fixed = [send(part) for part in self._state(start)], [send(part) for part in self._fixed()]
        push, forms, which = self._drives(stimuli)
        on_device = send(push), send(which)
        spike_slot, voltage_slot = (send(_slots(places, nodes)) for places in (watched, shown))
        found: list[list[list[FloatArray]]] = [[[] for _ in watched] for _ in range(count)]
        voltages = np.zeros((count, len(shown), steps // every if len(shown) else 0))
        sampled = 0
        for done in range(0, steps, CHUNK_STEPS):
            chunk = min(CHUNK_STEPS, steps - done)
            wave, live = _signals(forms, done, chunk, self.step_ms)
            spikes = send(np.zeros((count, max(len(watched), 1), SPIKES_A_CHUNK)))
            counts = send(np.zeros((count, max(len(watched), 1)), dtype=np.int32))
            new = (done + chunk) // every - done // every if len(shown) else 0
            seen = send(np.zeros((count, max(len(shown), 1), max(new, 1)), dtype=np.float32))
            self.device_kernel[count, self.lanes](
                *state, *fixed, self.scalars, self.constants, self.slow_constants, self.slow_every, done, chunk,
                self.step_ms, on_device[0], send(wave), on_device[1], send(live), spike_slot,
                self.real(shared.SPIKE_MV - self.network.rest_mv), spikes, counts, voltage_slot, every, seen,
            )  # fmt: skip
            self._check(state[0].copy_to_host(), done + chunk)
            if len(watched):
                on_host = spikes.copy_to_host().swapaxes(0, 1), counts.copy_to_host().T
                for w, fibre, times in shared.buffered(*on_host, np.arange(count), watched, CHUNK_STEPS):
                    found[fibre][w].append(times)
            if new:
                voltages[:, :, sampled : sampled + new] = seen.copy_to_host() + self.network.rest_mv
                sampled += new
        return [[np.concatenate(times or [shared.NO_SPIKES]) for times in fibre] for fibre in found], voltages

    def _drives(self, stimuli: Stimuli) -> tuple[Any, list[tuple[Waveform, ...]], Any]:
        """Return what each drive pushes [F, D, 2 + modes, N], its distinct waveforms, and which one each fibre has."""
        count = len(self.fibres.diameter_um)
        given = Stimuli(stimulus.checked(None, self.fibres), stimuli.currents, stimuli.fields)
        given = replace(given, currents=(stimulus.as_current(stimuli.pulses), *given.currents))
        parts, which = [], []
        forms: list[tuple[Waveform, ...]] = []
        seen: list[dict[int, int]] = [{} for _ in (*given.currents, *given.fields)]
        for first in range(0, count, FIBRES_PACKED):
            fibres = np.arange(first, min(first + FIBRES_PACKED, count))
            packed = drives.pack(self.network, self.tables, fibres, given, self.real)
            rows = 2 + self.tables.even + self.tables.odd
            wide = packed.push.reshape(len(seen), -1, rows, len(fibres))
            parts.append(wide.transpose(3, 0, 2, 1))
            mine = np.zeros((len(fibres), len(seen)), dtype=np.int32)
            for d, each in enumerate(packed.waveforms):
                if d == len(forms):
                    forms.append(())
                for i, form in enumerate(each):
                    if id(form) not in seen[d]:
                        seen[d][id(form)] = len(forms[d])
                        forms[d] = (*forms[d], form)
                    mine[packed.which[d] == i, d] = seen[d][id(form)]
            which.append(mine)
        return np.ascontiguousarray(np.concatenate(parts)), forms, np.concatenate(which)

    def _state(self, u: FloatArray) -> list[Any]:
        """Return, at rest at `u`, voltages [F, N], those a step ago and their change then [F, 2, N], gates
        [F, gates, N] and modes [F, modes, N - 1]."""
        v = u + self.network.rest_mv
        m, h, others = steady_gates(self.network, v)
        shifted_m, shifted_h, _ = steady_gates(self.network, v + self.network.shift_mv)
        both, apart = (u[:, :-1] + u[:, 1:])[:, None], (u[:, :-1] - u[:, 1:])[:, None]
        offset, even = self.tables.offset[self._kind()].transpose(0, 2, 1), self.tables.even
        modes = np.concatenate([offset[:, :even] * both, offset[:, even:] * apart], axis=1)
        if modes.shape[1] == 0:
            modes = np.zeros((len(u), 1, u.shape[1]))
        gates = np.stack([m, h, shifted_m, shifted_h, *others], axis=1)
        past = np.stack([u, np.zeros_like(u)], axis=1)
        return [np.ascontiguousarray(part, dtype=self.real) for part in (u, past, gates, modes)]

    def _fixed(self) -> list[Any]:
        """Node tables [F, rows, N], decay and drive of the modes by kind, and the kind of every internode."""
        network, tables, kind = self.network, self.tables, self._kind()
        rows = np.zeros((len(kind), kernel.NODE_ROWS, kind.shape[1] + 1))
        for number, values in (
            (kernel.SODIUM, network.sodium_scale),
            (kernel.SHIFTED_SODIUM, network.shifted_scale),
            (kernel.SHIFT_MV, network.shift_mv * (network.shifted_scale > 0.0)),
            (kernel.PERSISTENT, network.persistent_scale),
            (kernel.POTASSIUM, network.potassium_scale),
            (kernel.POTASSIUM_MV, network.potassium_mv),
            (kernel.LEAK, network.leak_us),
            (kernel.CURRENT, network.current_na),
        ):
            rows[:, number] = values
        rows[:, (kernel.AFTER, kernel.BEFORE)] = (network.capacitance_nf / self.step_ms)[:, None, None]
        own = tables.own[kind]
        for beside in (slice(1, None), slice(None, -1)):
            rows[:, kernel.BEFORE, beside] += own[..., 0]
            rows[:, kernel.AFTER, beside] -= own[..., 1]
        rows[:, kernel.LINK_BEFORE, :-1], rows[:, kernel.LINK_AFTER, :-1] = (tables.couple[kind, i] for i in (0, 1))
        modal = [part if part.shape[1] else np.zeros((1, 1)) for part in (tables.decay, tables.drive)]
        reals = [np.ascontiguousarray(part, dtype=self.real) for part in (rows, *modal)]
        return [*reals, np.ascontiguousarray(kind, dtype=np.int32)]

    def _kind(self) -> IntArray:
        """Which row of the cable's tables each internode has [F, N - 1]; a single cable has one a fibre."""
        if self.network.internodes:
            return self.network.kind
        return np.broadcast_to(np.arange(len(self.network.kind))[:, None], self.network.kind.shape).astype(np.int64)

    def _check(self, u: Any, steps: int) -> None:
        bad = ~np.isfinite(u)
        if bad.any():
            fibre, place = (int(i) for i in np.argwhere(bad)[0])
            raise FloatingPointError(
                f"the voltage of fibre {fibre} at place {place} is not a number after {steps * self.step_ms:g} ms"
            )


def _slots(places: IntArray, nodes: int) -> IntArray:
    """Return for each node its number in a list of places, -1 where it is not in it."""
    slots = np.full(nodes, -1, dtype=np.int32)
    slots[places] = np.arange(len(places))
    return slots  # type: ignore[return-value]


def _signals(forms: list[tuple[Waveform, ...]], first: int, steps: int, step_ms: float) -> tuple[Any, BoolArray]:
    """Return mean and change of every waveform over some steps [D, forms, steps, 2], and which steps have any [D,
    steps]."""
    most = max((len(each) for each in forms), default=1)
    signals = np.zeros((len(forms), most, steps, 2), dtype=np.float32)
    for d, each in enumerate(forms):
        signals[d, : len(each), :, 0] = waveform.means(each, first, steps, step_ms)
        signals[d, : len(each), :, 1] = np.diff(waveform.ends(each, first, steps, step_ms), axis=1)
    return signals, (signals != 0.0).any(axis=(1, 3))
