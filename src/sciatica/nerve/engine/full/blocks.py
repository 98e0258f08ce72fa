"""Packs cells into blocks of lanes for the kernel, and stimuli into currents a step, at one precision."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.nerve import waveform
from sciatica.nerve.engine.full import rest
from sciatica.nerve.engine.full.cells import Cells, bare_reversal_mv
from sciatica.nerve.engine.full.membrane import LANES, STATE, TABLE, Layout
from sciatica.nerve.stimulus import Current, Field, Pulses

Real = npt.NDArray[Any]
GAMMA = 2.0 - math.sqrt(2.0)
LAST = 1.0 - 0.5 * math.sqrt(2.0)  # weight of the step's end in what TR-BDF2 takes in over a step


@dataclass(frozen=True)
class Block:
    """What the kernel touches for one block of lanes, besides constants and stimuli."""

    fibres: IntArray  # [lanes], the last one repeated in spare lanes
    state: Real
    table: Real
    kind: npt.NDArray[np.uint64]
    parent: npt.NDArray[np.uint64]
    shifted: BoolArray
    bared: BoolArray


@dataclass(frozen=True)
class Start:
    """Where cells start: inside and periaxonal potentials relative to rest [F, S], pools [F, S, pools] or None."""

    inside_mv: FloatArray
    periaxonal_mv: FloatArray
    pools: FloatArray | None


def lanes(fibres: IntArray) -> list[IntArray]:
    """Return the fibres of each block, the last one repeated to fill it."""
    full = np.arange(-(-len(fibres) // LANES) * LANES)
    return list(fibres[np.minimum(full, len(fibres) - 1)].reshape(-1, LANES))


@dataclass(frozen=True)
class Scheme:
    """How time runs: capacitances become conductances by `kappa` / step; the last stage charges new x + old u."""

    stages: int
    kappa: float
    new: float
    old: float


_MIX = GAMMA * (2.0 - GAMMA)
SCHEMES = {
    "tr_bdf2": Scheme(2, 2.0 / GAMMA, 2.0 / _MIX, -(1.0 + (1.0 - GAMMA) ** 2) / _MIX),
    "backward_euler": Scheme(1, 1.0, 0.0, 1.0),
}


def scalars(cells: Cells, scheme: Scheme, real: Any) -> tuple[Any, ...]:
    """Return the kernel's numbers: rest, a half, one, two, zero, and the scheme's two."""
    return tuple(real(value) for value in (cells.rest_mv, 0.5, 1.0, 2.0, 0.0, scheme.new, scheme.old))


def pack(cells: Cells, layout: Layout, fibres: IntArray, start: Start, kappa_per_ms: float, real: Any) -> Block:
    """Return one block, gates steady at the voltages of the start."""
    table = _table(cells, fibres, kappa_per_ms)
    seen: dict[bytes, int] = {}
    wide = table.astype(real)
    kind = np.array([seen.setdefault(row.tobytes(), len(seen)) for row in wide], dtype=np.uint64)
    _, first = np.unique(kind, return_index=True)
    return Block(
        fibres=fibres,
        state=_state(cells, layout, fibres, start).astype(real).reshape(-1),
        table=wide[first].reshape(-1),
        kind=kind,
        parent=cells.parent.astype(np.uint64),
        shifted=np.any(cells.shifted[fibres] > 0.0, axis=0),
        bared=np.any(cells.bare_us[fibres] > 0.0, axis=0),
    )


def _table(cells: Cells, fibres: IntArray, kappa: float) -> FloatArray:
    """Return the numbers of each compartment [S, rows, lanes]."""
    size = len(cells.parent)
    sodium_mv, potassium_mv, share = np.zeros(size), np.zeros(size), np.zeros(size)
    for number, membrane in enumerate(cells.membranes):
        there = cells.membrane == number
        sodium, potassium = cells.reversals_mv(number)
        share[there] = potassium / (potassium - sodium)  # of a leak to 0 mV
        if not membrane.pools:
            sodium_mv[there], potassium_mv[there] = sodium - cells.rest_mv, potassium - cells.rest_mv
    with np.errstate(divide="ignore"):
        per_area = np.where(cells.scale > 0.0, 1e3 / cells.scale, 0.0)
    shape = cells.scale.shape
    values = {
        "cap": kappa * cells.capacitance_nf,
        "leak": cells.leak_us,
        "current": cells.current_na,
        "sodium": cells.sodium,
        "shifted": cells.shifted,
        "shift_mv": cells.shift_mv * (cells.shifted > 0.0),
        "persistent": cells.persistent,
        "potassium": cells.potassium,
        "other": cells.scale,
        "sodium_mv": np.broadcast_to(sodium_mv, shape),
        "potassium_mv": potassium_mv + cells.potassium_shift_mv,
        "surface": cells.surface_per_volume_per_cm,
        "pump": cells.pump,
        "per_area": per_area,
        "extra": cells.extra_us,
        "extra_sodium": np.broadcast_to(share, shape),
        "sheath_cap": kappa * cells.sheath_nf,
        "sheath": cells.sheath_us,
        "inside": cells.inside_us,
        "gap": cells.gap_us,
        "bare": cells.bare_us,
        "bare_mv": bare_reversal_mv(cells),
    }
    return np.stack([values[name][fibres].T for name in TABLE], axis=1)


def _state(cells: Cells, layout: Layout, fibres: IntArray, start: Start) -> FloatArray:
    """Return the state of each compartment [S, rows, lanes]."""
    across = start.inside_mv - start.periaxonal_mv
    moved = None if start.pools is None else tuple(np.moveaxis(start.pools, 2, 0))
    steady = rest.steady_gates(cells, across, moved)
    state = np.zeros((len(cells.parent), layout.rows, len(fibres)))
    for name, value in (
        ("u", start.inside_mv), ("p", start.periaxonal_mv), ("old", across), ("bare", steady.bare),
    ):  # fmt: skip
        state[:, STATE.index(name)] = value[fibres].T
    for number, membrane in enumerate(cells.membranes):
        there = cells.membrane == number
        for i, gate in enumerate((*steady.gates[number], *steady.shifted[number])):
            state[there, len(STATE) + i] = gate[fibres].T[there]
        for i, begins in enumerate(membrane.pools_start):
            pool = np.full(across.shape, begins) if moved is None or number else moved[i]
            state[there, layout.first_pool + i] = pool[fibres].T[there]
    return state


@dataclass(frozen=True)
class Drive:
    """Stimuli of one block: ports, compartments that currents enter, and fields [fields, S, 2, lanes]."""

    ports: npt.NDArray[np.int64]  # [S], -1 where no current enters
    fields: Real
    _currents: tuple[Current, ...]
    _fields: tuple[Field, ...]
    _fibres: IntArray
    _site_of_place: IntArray
    _step_ms: float
    _stages: int

    def over(self, first_step: int, steps: int) -> tuple[FloatArray, FloatArray]:
        """Return currents [steps, ports, 2, lanes] in nA and the fields' waveforms [steps, fields, 2, lanes]
        in both stages."""
        currents = np.zeros((steps, int(self.ports.max(initial=-1)) + 1, 2, LANES))
        for current in self._currents:
            stages = self._of(current.waveform, first_step, steps)
            port = self.ports[self._site_of_place[current.place[self._fibres]]]
            for lane in range(LANES):
                amplitude = current.amplitude_na[self._fibres[lane]]
                currents[:, port[lane], :, lane] += amplitude * stages[:, :, lane]
        waves = np.zeros((steps, len(self._fields), 2, LANES))
        for i, field in enumerate(self._fields):
            waves[:, i] = self._of(field.waveform, first_step, steps)
        return currents, waves

    def _of(self, waveforms: Any, first_step: int, steps: int) -> FloatArray:
        """Return a waveform in both stages of some steps [steps, 2, lanes].

        The second stage takes the value at the step's end, the first what makes the step's total its exact
        mean; a scheme of one stage takes the mean.
        """
        unique, back = np.unique(self._fibres, return_inverse=True)
        one_for_all = len(waveforms) == 1
        some = [waveforms[0]] if one_for_all else [waveforms[int(i)] for i in unique]
        mean = waveform.means(some, first_step, steps, self._step_ms)
        if self._stages == 1:
            both = np.stack([mean, mean], axis=1)
        else:
            end = waveform.ends(some, first_step, steps, self._step_ms)[:, 1:]
            both = np.stack([(mean - LAST * end) / (1.0 - LAST), end], axis=1)
        return np.asarray(both[np.zeros_like(back) if one_for_all else back].transpose(2, 1, 0))


def drive(
    cells: Cells, currents: tuple[Current, ...], fields: tuple[Field, ...], fibres: IntArray, step_ms: float,
    scheme: Scheme, real: Any,
) -> Drive:  # fmt: skip
    """Return the stimuli of one block."""
    ports = np.full(len(cells.parent), -1, dtype=np.int64)
    entered = np.unique([cells.site_of_place[c.place[fibres]] for c in currents]).astype(np.int64)
    ports[entered] = np.arange(len(entered))
    flows = np.zeros((len(fields), len(cells.parent), 2, len(fibres)))
    for i, field in enumerate(fields):
        flows[i] = field_currents_na(cells, field.potential_mv)[fibres].transpose(1, 2, 0)
    return Drive(ports, flows.astype(real), currents, fields, fibres, cells.site_of_place, step_ms, scheme.stages)


def field_currents_na(cells: Cells, potential_mv: FloatArray) -> FloatArray:
    """Return what a potential outside drives into inside and periaxonal space of each compartment [F, S, 2].

    Voltages count from the potential outside the same compartment, so that only its differences along the fibre act,
    through the links. A periaxonal space that opens at a node meets the node's outside.
    """
    along = potential_mv[:, cells.parent] - potential_mv
    flows = np.zeros((*potential_mv.shape, 2))
    for k, link in enumerate((cells.inside_us, cells.gap_us)):
        flows[:, :, k] = link * along
        for fibre in range(len(along)):
            np.subtract.at(flows[fibre, :, k], cells.parent, (link * along)[fibre])
    flows[:, :, 1] += cells.out_us * (potential_mv[:, cells.out_site] - potential_mv)
    return flows


def as_current(pulses: Pulses) -> tuple[Current, ...]:
    """Return rectangular pulses as a current of that waveform, one a fibre; none where there are none."""
    real = [onsets[~np.isnan(onsets)] for onsets in pulses.onset_ms]
    if not any(len(onsets) for onsets in real):
        return ()
    shape, nothing = waveform.rectangle(pulses.duration_ms), waveform.rectangle(1.0, amplitude=0.0)
    trains = tuple(waveform.train(shape, onsets) if len(onsets) else nothing for onsets in real)
    return (Current(pulses.place, pulses.amplitude_na, trains),)
