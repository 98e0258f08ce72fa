"""How far before a rest: the worse it gets on the feet the shorter the walk, and sitting gives the breath back."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from invented import case, world

from sciatica.movement.rests import Walking
from sciatica.simulate.loop import Life, World, newborn, step
from sciatica.simulate.walking import briefly, tires, walking_of

STENOSIS = {"kind": "spinal_stenosis", "level": "L4-L5", "side": "both", "zone": "central", "sac_area_mm2": 60}
WALKED_MIN = np.array([0.1, 20.0])
STROLL: Any = SimpleNamespace(speed_m_s=1.0)


@cache
def narrowed() -> tuple[World, Life, Life]:
    here = world(case(STENOSIS, 3), freeze=("movement", "spasm"))
    yesterday = newborn(here)
    for day in (1.0, 2.0):
        yesterday, _, _ = step(here, yesterday, day)
    return here, yesterday, step(here, yesterday, 3.0)[0]


def walked(begins: float, later: float, seated: float = 0.5) -> Walking:
    here, yesterday, life = narrowed()
    names = [p.name for p in here.postures]
    postures = (here.postures[names.index("walking")], here.postures[names.index("sitting")])
    found = walking_of(here, yesterday, life, STROLL, postures, (WALKED_MIN, np.array([begins, later])), seated)
    assert found is not None
    return found


def test_the_worse_it_gets_the_shorter_the_walk() -> None:
    mild, bad, worse = (walked(1.0, later) for later in (3.0, 7.0, 9.0))
    assert not mild.stops
    assert bad.stops
    assert worse.stops
    assert 0.0 < worse.distance_m < bad.distance_m < mild.distance_m


def test_a_narrow_canal_starves_walking_and_a_wide_one_does_not() -> None:
    here, yesterday, life = narrowed()
    stroll = next(p for p in here.postures if p.name == "walking")
    assert tires(here, yesterday, life, stroll)
    wide = world(case({**STENOSIS, "sac_area_mm2": 180}, 3))
    assert not tires(wide, newborn(wide), newborn(wide), stroll)


def test_a_pain_that_passes_stops_where_it_is_worst() -> None:
    here, yesterday, life = narrowed()
    names = [p.name for p in here.postures]
    postures = (here.postures[names.index("walking")], here.postures[names.index("sitting")])
    asked = (np.array([0.1, 5.0, 20.0]), np.array([1.0, 8.0, 2.0]))
    found = walking_of(here, yesterday, life, STROLL, postures, asked, 0.5)
    assert found is not None
    assert found.stops
    assert 0.1 < found.minutes < 5.0
    assert not walked(1.0, 2.0).stops  # asked at both ends only, it would not be seen


def test_sitting_gives_the_breath_back() -> None:
    bad = walked(1.0, 9.0)
    assert 0.0 < bad.rest_min < 60.0
    assert bad.pain_at_stop == pytest.approx(6.0, abs=0.2)


def test_pain_that_is_there_from_the_first_step_stops_at_once_and_none_never() -> None:
    assert walked(7.0, 9.0).minutes < 0.2
    calm = walked(0.0, 0.0, 0.0)
    assert (calm.stops, calm.rest_min) == (False, 0.0)


def test_where_nothing_loads_a_root_nothing_is_said() -> None:
    here = world(case(STENOSIS, 3).model_copy(update={"causes": ()}))
    life, names = newborn(here), [p.name for p in here.postures]
    postures = (here.postures[names.index("walking")], here.postures[names.index("sitting")])
    assert walking_of(here, life, life, STROLL, postures, (WALKED_MIN, np.zeros(2)), 0.0) is None
    assert briefly(postures[0], 5.0).name == "walking"  # so that the body holds itself as it does walking
    assert briefly(postures[0], 5.0).duration_s == 300.0
