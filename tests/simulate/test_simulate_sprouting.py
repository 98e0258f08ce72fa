"""The sweep over pressures counts sprouting: an old loss of axons weakens less than a fresh one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sciatica.body import CLASSES, ROOTS
from sciatica.core.parameters import defaults
from sciatica.simulate.sweep import SIGNS, _losses
from sciatica.validate.facts import _cord as prepared


def test_the_sweeps_weakness_is_less_where_axons_were_lost_long_ago() -> None:
    parameters = defaults()
    man = prepared.man(parameters)
    well, fibres = prepared.healthy(man, 1), man.fibres
    s1 = (fibres.root == ROOTS.index("S1")) & (fibres.side == 1) & (fibres.kind == CLASSES.index("motor"))

    def weakness(days: float) -> float:
        lost = replace(
            well,
            passes=well.passes & ~s1[:, None],
            connected_to_cord=~s1,
            connected_distally=~s1,
            lost_days=np.where(s1, days, 0.0),
        )
        return float(_losses(man, lost, parameters)[SIGNS[1:].index("a weak movement")])

    assert weakness(1.0) > weakness(60.0) > weakness(300.0)
