"""Packs a network into blocks of lanes for the kernel, at one step and one precision.

Nodes (and internodes) of a block whose numbers agree in every lane share one table row, so that a healthy
stretch stays in the first-level cache.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.nerve.cables import modes, stacked
from sciatica.nerve.engine import node, vector
from sciatica.nerve.engine.network import Network
from sciatica.nerve.engine.rest import steady_gates
from sciatica.nerve.stimulus import Pulses

Real = npt.NDArray[Any]
HANKEL_TOLERANCE = 0.0005
CACHE_LINE = 64


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
    stepped: tuple[modes.Stepped, ...]  # even and odd of all kinds; none of a single cable


def tables(network: Network, step_ms: float, all_modes: bool) -> Tables:
    """Return the update of each distinct internode (of each fibre's link for a single cable).

    `all_modes` keeps every mode dynamic; else as many as the tolerance asks, the same number in all
    internodes.
    """
    if not network.internodes:
        none = np.zeros((len(network.link_us), 0))
        half = 0.5 * np.stack([network.link_us, network.link_us], axis=1)
        return Tables(0, 0, none, none, none, half, -half, ())
    parities = [stacked.stack([getattr(each, name) for each in network.internodes]) for name in ("even", "odd")]
    if not all_modes:
        kept = [stacked.needed(parity, step_ms, HANKEL_TOLERANCE) for parity in parities]
        parities = [stacked.reduced(parity, k, step_ms) for parity, k in zip(parities, kept, strict=True)]
    up, down = (modes.step(parity, step_ms) for parity in parities)
    couple = np.stack([up.before_us - down.before_us, up.after_us - down.after_us], axis=1)
    own = np.stack([up.before_us + down.before_us, up.after_us + down.after_us], axis=1)
    own -= 0.5 * np.array([each.axial_us for each in network.internodes])[:, None]
    decay, drive, offset = (
        np.concatenate([getattr(up, name), getattr(down, name)], axis=1) for name in ("decay", "drive", "offset")
    )
    return Tables(up.decay.shape[1], down.decay.shape[1], decay, drive, offset, couple, own, (up, down))


def rows(table: Tables, fibres: IntArray) -> Tables:
    """Return the tables of some fibres: of a single cable each fibre has its own row, internodes are shared."""
    if table.stepped:
        return table
    per_fibre = ("decay", "drive", "offset", "couple", "own")
    return replace(table, **{name: getattr(table, name)[fibres] for name in per_fibre})


@dataclass(frozen=True)
class Block:
    """Everything the kernel touches for one block of lanes; tables and state flat, a row the lanes of the block."""

    fibres: IntArray  # [lanes], the last one repeated in spare lanes
    u: Real
    past: Real  # [N, 2]: the voltage a step ago, and its change in that step
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

    A wide block does more a second than a narrow one, but two narrow ones on two cores beat one that is wide: wide
    ones are taken from two on, and what is left over goes into a narrow one if it fits.
    """
    narrow, wide = vector.WIDTHS
    found, done = [], 0
    while done < len(fibres):
        width = wide if len(fibres) > wide and len(fibres) - done > narrow else narrow
        found.append(fibres[np.minimum(np.arange(done, done + width), len(fibres) - 1)])
        done += width
    return found


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
    shift = rows[:, node.SHIFT_MV]
    shifted_m, shifted_h, _ = steady_gates(network, v + shift) if shift.any() else (m, h, others)
    both, apart = (u[:-1] + u[1:])[:, None], (u[:-1] - u[1:])[:, None]
    offset = table.offset[kind].transpose(0, 2, 1)
    steady_modes = np.concatenate([offset[:, : table.even] * both, offset[:, table.even :] * apart], axis=1)

    stimulated = np.zeros(n, dtype=np.bool_)
    stimulated[pulses.place[fibres]] = True
    spare = np.r_[False, fibres[1:] == fibres[:-1]]
    return Block(
        fibres=fibres,
        u=_flat(u[:, None], real),
        past=_flat(np.stack([u, np.zeros_like(u)], axis=1), real),
        gates=_flat(np.stack([m, h, shifted_m, shifted_h, *others], axis=1), real),
        modes=_flat(steady_modes, real),
        node_table=node_table,
        node_kind=node_kind,
        node_shifted=np.any(rows[:, node.SHIFTED_SODIUM] > 0.0, axis=1),
        links=links,
        link_kind=link_kind,
        onset_ms=np.ascontiguousarray(np.where(np.isnan(pulses.onset_ms), np.inf, pulses.onset_ms)[fibres].T),
        amplitude_na=np.where(spare, 0.0, pulses.amplitude_na[fibres]),
        place=pulses.place[fibres].astype(np.uint64),
        stimulated=stimulated,
    )


def _node_rows(network: Network, table: Tables, fibres: IntArray, kind: IntArray, step_ms: float) -> FloatArray:
    """Return the numbers of each node [N, rows, lanes]."""
    rows = np.zeros((network.leak_us.shape[1], node.NODE_ROWS, len(fibres)))
    for row, values in (
        (node.SODIUM, network.sodium_scale),
        (node.SHIFTED_SODIUM, network.shifted_scale),
        (node.SHIFT_MV, network.shift_mv),
        (node.PERSISTENT, network.persistent_scale),
        (node.POTASSIUM, network.potassium_scale),
        (node.POTASSIUM_MV, network.potassium_mv),
        (node.LEAK, network.leak_us),
        (node.CURRENT, network.current_na),
    ):
        rows[:, row] = values[fibres].T
    rows[:, (node.AFTER, node.BEFORE)] = (network.capacitance_nf[fibres] / step_ms)[None, None, :]
    own = table.own[kind]
    for beside in (slice(1, None), slice(None, -1)):
        rows[beside, node.BEFORE] += own[..., 0]
        rows[beside, node.AFTER] -= own[..., 1]
    rows[:, node.SHIFT_MV] *= rows[:, node.SHIFTED_SODIUM] > 0.0
    return rows


def _flat(rows: FloatArray, real: Any) -> Real:
    """Return [i, row, lane] as one flat array."""
    flat = aligned(rows.size, real)
    flat[:] = rows.reshape(-1)
    return flat


def aligned(count: int, real: Any) -> Real:
    """Return zeros that begin where a line of the cache does: a row of lanes never straddles two."""
    size = np.dtype(real).itemsize
    room = np.zeros(count * size + CACHE_LINE, dtype=np.uint8)
    start = -room.ctypes.data % CACHE_LINE
    return room[start : start + count * size].view(real)


def _distinct(rows: FloatArray, real: Any) -> tuple[Real, npt.NDArray[np.uint64]]:
    """Return the distinct leading entries, flat, and which one each is."""
    seen: dict[bytes, int] = {}
    kind = np.array([seen.setdefault(row.tobytes(), len(seen)) for row in rows.astype(real)], dtype=np.uint64)
    _, first = np.unique(kind, return_index=True)
    return _flat(rows[first], real), kind
