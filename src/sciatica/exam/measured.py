"""What a nerve conduction study would still find: the response of the piece of axon beyond the ganglion or the cord.

A lesion before the ganglion leaves the sensory cell bodies and so the sensory potential; motor axons die beyond it
(the classic rule of radiculopathy). Only amplitude ratios against the healthy person are given so far.
"""

from __future__ import annotations

import numpy as np

from sciatica.body import CLASSES
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.exam.bedside import Bedside
from sciatica.exam.values import Entries, by_site

_SENSORY_SITES = {"sural": "lateral_foot", "superficial_peroneal": "dorsum_foot"}
_MOTOR_SITES = ("edb", "abdhal")


def distal_share(bedside: Bedside, kinds: tuple[str, ...]) -> FloatArray:
    """[2, 9] share of each root's axons of these classes whose peripheral piece conducts; 1 where there are none."""
    fibres = bedside.body.fibres
    chosen = np.isin(fibres.kind, [CLASSES.index(k) for k in kinds])
    total, alive = np.zeros((2, 9)), np.zeros((2, 9))
    where = (fibres.side[chosen], fibres.root[chosen])
    weight = fibres.weight[chosen]
    np.add.at(total, where, weight)
    np.add.at(alive, where, weight * bedside.channels.connected_distally[chosen])
    return np.divide(alive, total, out=np.ones_like(total), where=total > 0)


def potentials(bedside: Bedside, parameters: Parameters) -> Entries:
    """Sensory and motor response amplitudes as ratios to the healthy ones, where they have fallen."""
    territories, muscles = bedside.body.territories, bedside.body.muscles
    sensory = distal_share(bedside, ("a_beta",))
    motor = distal_share(bedside, ("motor",))
    skin = np.stack(
        [sensory @ territories.root_weight[territories.names.index(t)] for t in _SENSORY_SITES.values()],
        axis=1,
    )
    twitch = np.stack([motor @ muscles.root_weight[muscles.names.index(m)] for m in _MOTOR_SITES], axis=1)
    limit = parameters.potential_reduced_below
    return {
        "sensory_potential_reduced": by_site(skin, _SENSORY_SITES, limit, below=True),
        "motor_potential_reduced": by_site(twitch, _MOTOR_SITES, limit, below=True),
    }
