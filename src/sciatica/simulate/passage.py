"""What passes the loaded roots, summed over their fibres by class: the bridge from channels to the report."""

from __future__ import annotations

import numpy as np

from sciatica.body import CLASSES, Body
from sciatica.core.types import FloatArray
from sciatica.lesion.loads import Loads
from sciatica.nerve.conduct import Channels
from sciatica.simulate.result import Passage
from sciatica.tissue import Moment


def summarise(body: Body, loads: Loads, moment: Moment, channels: Channels) -> Passage:
    """The passage of person 0 through each loaded root and side."""
    fibres = body.fibres
    present = loads.present[0]
    pairs = np.unique(np.stack([loads.root[0][present], loads.side[0][present]], axis=1), axis=0).reshape(-1, 2)
    postures = channels.passes.shape[1]
    shape = (len(pairs), len(CLASSES), postures)
    passing, delay, rate = (np.full(shape, np.nan) for _ in range(3))
    pressure, flow = np.zeros((len(pairs), postures)), np.ones((len(pairs), postures))
    for r, (root, side) in enumerate(pairs):
        here = present & (loads.root[0] == root) & (loads.side[0] == side)
        pressure[r] = loads.pressure_mmhg[0][here].max(axis=0)
        flow[r] = moment.flow[0][here].mean(axis=1).min(axis=0)
        for kind in range(len(CLASSES)):
            rows = (fibres.root == root) & (fibres.side == side) & (fibres.kind == kind)
            if not rows.any():
                continue
            weight = fibres.weight[rows][:, None]
            through = channels.passes[rows]
            passing[r, kind] = (weight * through).sum(axis=0) / weight.sum()
            rate[r, kind] = (weight * channels.ectopic_rate_hz[rows]).sum(axis=0) / weight.sum()
            late = np.where(through, channels.added_delay_ms[rows], 0.0)
            share = (weight * through).sum(axis=0)
            delay[r, kind] = np.divide(
                (weight * late).sum(axis=0), share, out=np.full(postures, np.nan), where=share > 0
            )
    return Passage(
        root=pairs[:, 0],
        side=pairs[:, 1],
        fraction_passing=passing,
        added_delay_ms=delay,
        ectopic_rate_hz=rate,
        pressure_mmhg=pressure,
        flow=flow,
    )


def worst_pressure_mmhg(loads: Loads) -> FloatArray:
    """[A] highest contact pressure anywhere, by posture; 0 where nothing presses."""
    pressure = np.where(loads.present[0][:, None], loads.pressure_mmhg[0], 0.0)
    highest: FloatArray = pressure.max(axis=0, initial=0.0)
    return highest
