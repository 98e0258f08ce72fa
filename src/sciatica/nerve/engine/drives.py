"""Currents of any waveform and potentials outside the fibre, as the kernel adds them.

Write every state relative to the potential just outside its compartment. What is left of the field is a
current into each compartment: the axial differences of the potential times the links inside and under the
myelin. Projected once on an internode's modes (`cables.modes`) it needs, in a step, one multiply-add a mode with
the waveform's mean. Modes that were eliminated hand their share on at once, and with each change of the
waveform a charge: without that, an edge and a wave of 10 kHz would be wrong.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.nerve import waveform as waves
from sciatica.nerve.cables import modes
from sciatica.nerve.engine import blocks
from sciatica.nerve.engine.network import Network
from sciatica.nerve.stimulus import Current, Field, Stimuli, of_fibre
from sciatica.nerve.waveform import Waveform


@dataclass(frozen=True)
class Drives:
    """D drives of one block of lanes; `push` flat."""

    push: blocks.Real  # [D, N, 2 + modes]: mean, change, then the mean's push on each mode to the right
    kept: npt.NDArray[np.uint64]  # [D] modes pushed: none by a current
    touched: BoolArray  # [D, N]
    waveforms: tuple[tuple[Waveform, ...], ...]  # the distinct ones of each drive
    which: IntArray  # [D, lanes]


def pack(network: Network, table: blocks.Tables, fibres: IntArray, stimuli: Stimuli, real: Any) -> Drives:
    """Return what currents and fields do to one block of fibres."""
    n, rows = network.leak_us.shape[1], 2 + table.even + table.odd
    given: tuple[Current | Field, ...] = (*stimuli.currents, *stimuli.fields)
    push = np.zeros((len(given), n, rows, len(fibres)))
    chosen, which = [], np.zeros((len(given), len(fibres)), dtype=np.int64)
    for d, each in enumerate(given):
        if isinstance(each, Current):
            push[d, each.place[fibres], 0, np.arange(len(fibres))] = each.amplitude_na[fibres]
        elif network.internodes:
            push[d] = _double_cable(network, table, fibres, each)
        else:
            push[d, :, 0] = _single_cable(network, fibres, each)
        distinct: dict[int, tuple[int, Waveform]] = {}
        for lane, fibre in enumerate(fibres):
            form = of_fibre(each.waveform, int(fibre))
            which[d, lane] = distinct.setdefault(id(form), (len(distinct), form))[0]
        chosen.append(tuple(form for _, form in distinct.values()))
    return Drives(
        push=push.astype(real).reshape(-1),
        kept=np.array([rows - 2 if isinstance(each, Field) else 0 for each in given], dtype=np.uint64),
        touched=np.asarray(push.any(axis=(2, 3)), dtype=np.bool_),
        waveforms=tuple(chosen),
        which=which,
    )


def signals(drives: Drives, first: int, steps: int, step_ms: float, real: Any) -> tuple[blocks.Real, BoolArray]:
    """Return each drive's mean and change over each of some steps, flat [D, steps, 2], and which are not
    0 [D, steps]."""
    count = len(drives.waveforms)
    flat = np.zeros((count, steps, 2, drives.which.shape[1]), dtype=real)
    live = np.zeros((count, steps), dtype=np.bool_)
    for d, forms in enumerate(drives.waveforms):
        if max(form.end_ms for form in forms) < (first - 1) * step_ms:
            continue
        mean = waves.means(forms, first, steps, step_ms)
        change = np.diff(waves.ends(forms, first, steps, step_ms), axis=1)
        lanes = slice(drives.which.shape[1])
        flat[d, :, 0, lanes] = mean.T[:, drives.which[d]]
        flat[d, :, 1, lanes] = change.T[:, drives.which[d]]
        live[d] = (mean != 0.0).any(axis=0) | (change != 0.0).any(axis=0)
    return flat.reshape(-1), live


def _single_cable(network: Network, fibres: IntArray, field: Field) -> FloatArray:
    """Return the current into each compartment for a waveform of 1 [N, lanes], in nA."""
    along = np.diff(field.potential_mv[fibres], axis=1) * network.link_us[fibres, None]
    return np.diff(along, axis=1, prepend=0.0, append=0.0).T


def _double_cable(network: Network, table: blocks.Tables, fibres: IntArray, field: Field) -> FloatArray:
    """Return all rows of push [N, rows, lanes] of a field."""
    kinds, kind = np.unique(network.kind[fibres].T, return_inverse=True)
    kind = kind.reshape(-1, len(fibres))
    within = modes.COMPARTMENTS + 1
    potential = field.potential_mv[fibres].T
    sites = np.arange(len(kind))[:, None] * within + np.arange(within + 1)
    differences = np.diff(potential[sites], axis=1).transpose(0, 2, 1)  # [N-1, lanes, 11]
    links = np.array([[network.internodes[i].inside_us, network.internodes[i].gap_us] for i in kinds])
    along = links[kind] * differences[:, :, None]
    inward = np.diff(along, axis=-1)
    up, down = table.stepped
    even, odd = modes.fold(inward, 1.0), modes.fold(inward, -1.0)

    push = np.zeros((len(kind) + 1, 2 + table.even + table.odd, len(fibres)))
    for row, name in ((0, "push_now"), (1, "push_change")):
        same = np.einsum("nlc,nlc->nl", getattr(up, name)[kinds][kind], even)
        opposite = np.einsum("nlc,nlc->nl", getattr(down, name)[kinds][kind], odd)
        push[:-1, row] += same + opposite
        push[1:, row] += same - opposite
    push[:-1, 0] += along[:, :, 0, 0]
    push[1:, 0] -= along[:, :, 0, -1]
    push[:-1, 2 : 2 + table.even] = _on_modes(up.push[kinds], kind, even)
    push[:-1, 2 + table.even :] = _on_modes(down.push[kinds], kind, odd)
    return push


def _on_modes(push: FloatArray, kind: IntArray, inward: FloatArray) -> FloatArray:
    """Return what folded currents [N-1, lanes, 10] add to each mode in a step [N-1, modes, lanes]."""
    # one geometry at a time: gathered for every lane at once the matrices would fill the memory
    result = np.zeros((*inward.shape[:2], push.shape[1]))
    for i, matrix in enumerate(push):
        result[kind == i] = inward[kind == i] @ matrix.T
    return np.asarray(result.transpose(0, 2, 1))
