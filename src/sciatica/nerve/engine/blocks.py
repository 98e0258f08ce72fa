"""Packs a network into blocks of lanes for the kernel, at one step and one precision.

Nodes (and internodes) of a block whose numbers agree in every lane share one table row, so that a healthy
stretch stays in the first-level cache.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.nerve.cables import modes
from sciatica.nerve.engine import kernel
from sciatica.nerve.engine.network import Network
from sciatica.nerve.engine.rest import steady_gates
from sciatica.nerve.stimulus import Pulses

Real = npt.NDArray[Any]
HANKEL_TOLERANCE = 0.0005


@dataclass(frozen=True)
class Tables:
    """What the kernel reads of the cable, for all fibres: links and modes by distinct internode."""

    even: int
    odd: int
    decay: FloatArray  # [kinds, modes]
    drive: FloatArray  # [kinds, modes]
    offset: FloatArray  # [kinds, modes]
    couple: FloatArray  # [kinds, 2]: before and after
    own: FloatArray  # [kinds, 2]


def tables(network: Network, step_ms: float, all_modes: bool) -> Tables:
    """Return the update of each distinct internode (of each fibre's link for a single cable).

    `all_modes` keeps every mode dynamic; else as many as the tolerance asks, the same number in all
    internodes.
    """
    if not network.internodes:
        none = np.zeros((len(network.link_us), 0))
        half = 0.5 * np.stack([network.link_us, network.link_us], axis=1)
        return Tables(0, 0, none, none, none, half, -half)
    even_kept, odd_kept = (
        max(len(parity.weight) if all_modes else modes.needed(parity, step_ms, HANKEL_TOLERANCE) for parity in parities)
        for parities in zip(*((each.even, each.odd) for each in network.internodes), strict=True)
    )
    shape = (len(network.internodes), even_kept + odd_kept)
    decay, drive, offset = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    couple, own = np.zeros((shape[0], 2)), np.zeros((shape[0], 2))
    for i, each in enumerate(network.internodes):
        even, odd = each.even, each.odd
        if not all_modes:
            even, odd = modes.reduce(even, even_kept, step_ms), modes.reduce(odd, odd_kept, step_ms)
        up, down = modes.step(even, step_ms), modes.step(odd, step_ms)
        decay[i], drive[i] = np.r_[up.decay, down.decay], np.r_[up.drive, down.drive]
        offset[i] = np.r_[up.offset, down.offset]
        couple[i] = up.before_us - down.before_us, up.after_us - down.after_us
        own[i] = up.before_us + down.before_us, up.after_us + down.after_us
        own[i] -= 0.5 * each.axial_us
    return Tables(even_kept, odd_kept, decay, drive, offset, couple, own)


@dataclass(frozen=True)
class Block:
    """Everything the kernel touches for one block of lanes; tables and state flat, rows `kernel.PITCH`
    apart."""

    fibres: IntArray  # [lanes], the last one repeated in spare lanes
    u: Real
    gates: Real
    modes: Real
    node_table: Real
    node_kind: npt.NDArray[np.uint64]  # [N]
    node_shifted: BoolArray  # [N]
    links: Real
    link_kind: npt.NDArray[np.uint64]  # [N-1]
    onset_ms: FloatArray  # [K, lanes]
    amplitude_na: FloatArray  # [lanes]
    place: npt.NDArray[np.uint64]  # [lanes]
    stimulated: BoolArray  # [N]


def lanes(fibres: IntArray) -> list[IntArray]:
    """Return the fibres of each block, the last one repeated to fill it.

    A wide block does more a second than a narrow one, but two threads at half width beat one at full width: a
    widest block is taken only where more than one of it is filled, or none narrower would do.
    """
    fitting = [n for n in kernel.LANES if len(fibres) <= (n if n == kernel.LANES[0] else 2 * n)]
    width = fitting[0] if fitting else kernel.LANES[-1]
    full = np.arange(-(-len(fibres) // width) * width)
    return list(fibres[np.minimum(full, len(fibres) - 1)].reshape(-1, width))


def pack(
    network: Network, table: Tables, fibres: IntArray, u_mv: FloatArray, pulses: Pulses, step_ms: float, real: Any
) -> Block:
    """Return one block, its state at rest at the voltages `u_mv` [F, N]."""
    n = network.leak_us.shape[1]
    kind = network.kind[fibres].T if network.internodes else np.broadcast_to(fibres, (n - 1, len(fibres)))
    rows = _node_rows(network, table, fibres, kind, step_ms)
    node_table, node_kind = _distinct(rows, real)
    paired = np.stack([table.decay[kind], table.drive[kind]], axis=3).reshape(*kind.shape, -1)
    links, link_kind = _distinct(np.concatenate([table.couple[kind], paired], axis=2).transpose(0, 2, 1), real)

    u = u_mv[fibres].T
    v = u + network.rest_mv
    m, h, others = steady_gates(network, v)
    shifted_m, shifted_h, _ = steady_gates(network, v + rows[:, kernel.SHIFT_MV])
    both, apart = (u[:-1] + u[1:])[:, None], (u[:-1] - u[1:])[:, None]
    offset = table.offset[kind].transpose(0, 2, 1)
    steady_modes = np.concatenate([offset[:, : table.even] * both, offset[:, table.even :] * apart], axis=1)

    stimulated = np.zeros(n, dtype=np.bool_)
    stimulated[pulses.place[fibres]] = True
    spare = np.r_[False, fibres[1:] == fibres[:-1]]
    return Block(
        fibres=fibres,
        u=_flat(u[:, None], real),
        gates=_flat(np.stack([m, h, shifted_m, shifted_h, *others], axis=1), real),
        modes=_flat(steady_modes, real),
        node_table=node_table,
        node_kind=node_kind,
        node_shifted=np.any(rows[:, kernel.SHIFTED_SODIUM] > 0.0, axis=1),
        links=links,
        link_kind=link_kind,
        onset_ms=np.ascontiguousarray(np.where(np.isnan(pulses.onset_ms), np.inf, pulses.onset_ms)[fibres].T),
        amplitude_na=np.where(spare, 0.0, pulses.amplitude_na[fibres]),
        place=pulses.place[fibres].astype(np.uint64),
        stimulated=stimulated,
    )


def _node_rows(network: Network, table: Tables, fibres: IntArray, kind: IntArray, step_ms: float) -> FloatArray:
    """Return the numbers of each node [N, rows, lanes]."""
    rows = np.zeros((network.leak_us.shape[1], kernel.NODE_ROWS, len(fibres)))
    for row, values in (
        (kernel.SODIUM, network.sodium_scale),
        (kernel.SHIFTED_SODIUM, network.shifted_scale),
        (kernel.SHIFT_MV, network.shift_mv),
        (kernel.PERSISTENT, network.persistent_scale),
        (kernel.POTASSIUM, network.potassium_scale),
        (kernel.POTASSIUM_MV, network.potassium_mv),
        (kernel.LEAK, network.leak_us),
        (kernel.CURRENT, network.current_na),
    ):
        rows[:, row] = values[fibres].T
    rows[:, (kernel.AFTER, kernel.BEFORE)] = (network.capacitance_nf[fibres] / step_ms)[None, None, :]
    own = table.own[kind]
    for beside in (slice(1, None), slice(None, -1)):
        rows[beside, kernel.BEFORE] += own[..., 0]
        rows[beside, kernel.AFTER] -= own[..., 1]
    rows[:, kernel.SHIFT_MV] *= rows[:, kernel.SHIFTED_SODIUM] > 0.0
    return rows


def _flat(rows: FloatArray, real: Any) -> Real:
    """Return [i, row, lane] as one flat array of the kernel's pitch."""
    wide = np.zeros((*rows.shape[:2], kernel.PITCH), dtype=real)
    wide[:, :, : rows.shape[2]] = rows
    return wide.reshape(-1)


def _distinct(rows: FloatArray, real: Any) -> tuple[Real, npt.NDArray[np.uint64]]:
    """Return the distinct leading entries, flat, and which one each is."""
    seen: dict[bytes, int] = {}
    kind = np.array([seen.setdefault(row.tobytes(), len(seen)) for row in rows.astype(real)], dtype=np.uint64)
    _, first = np.unique(kind, return_index=True)
    return _flat(rows[first], real), kind
