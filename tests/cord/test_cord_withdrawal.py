"""Withdrawal from pain in the skin: each site its own muscles, after the way there and back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica.body import CLASSES, Body
from sciatica.cord import pools, reflexes, withdrawal
from sciatica.cord.pools import Pools
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.nerve.conduct import Channels
from sciatica.validate.facts import _cord as prepared

RIGHT, LEFT = 1, 0


@pytest.fixture(scope="module")
def made(man: Body, constants: ParameterSet) -> Pools:
    return pools.build(man, constants.cord)


def answer(
    man: Body, made: Pools, nerve: Channels, constants: ParameterSet, site: str, side: int = RIGHT
) -> withdrawal.Withdrawal:
    return withdrawal.elicit(man, made, nerve, 0, site, side, constants.cord)


def test_the_sole_lifts_the_foot_its_back_does_not_and_both_bend_the_knee(
    man: Body, made: Pools, healthy: Channels, constants: ParameterSet
) -> None:
    shin, knee = man.muscles.index("tibant"), man.muscles.index("bflh")
    sole, dorsum = (answer(man, made, healthy, constants, site) for site in ("sole", "dorsum"))
    assert sole.size[shin, RIGHT] > sole.size[knee, RIGHT] > 0.0
    assert dorsum.size[shin, RIGHT] == 0.0
    assert dorsum.size[knee, RIGHT] > sole.size[knee, RIGHT]
    # the shorter way out answers first
    assert sole.onset_ms[knee, RIGHT] < sole.onset_ms[shin, RIGHT]


def test_the_soleus_of_the_leg_lets_go_and_that_of_the_other_steadies(
    man: Body, made: Pools, healthy: Channels, constants: ParameterSet
) -> None:
    found = answer(man, made, healthy, constants, "sole")
    calf = man.muscles.index("soleus")
    assert found.drive[calf, RIGHT].min() < 0.0
    assert found.drive[calf, RIGHT].max() == 0.0
    assert found.drive[calf, LEFT].max() > 0.0
    assert np.isnan(found.onset_ms[calf, RIGHT])
    assert found.size[:, LEFT].sum() < found.size[:, RIGHT].sum()


@pytest.mark.parametrize("site", withdrawal.sites())
def test_the_other_side_mirrors(man: Body, made: Pools, healthy: Channels, constants: ParameterSet, site: str) -> None:
    here = answer(man, made, healthy, constants, site, RIGHT)
    there = answer(man, made, healthy, constants, site, LEFT)
    assert np.array_equal(here.onset_ms, there.onset_ms[:, ::-1], equal_nan=True)
    assert np.array_equal(here.drive, there.drive[:, ::-1])


def test_a_blocked_root_takes_its_share_and_a_slow_one_is_late(
    man: Body, made: Pools, healthy: Channels, constants: ParameterSet
) -> None:
    shin = man.muscles.index("tibant")
    whole = answer(man, made, healthy, constants, "sole")
    shut = prepared.blocked(healthy, man, 4, RIGHT, 1.0, ["a_delta"])
    less = answer(man, made, shut, constants, "sole")
    assert 0.0 < less.drive[shin, RIGHT].max() < 0.5 * whole.drive[shin, RIGHT].max()
    mine = (man.fibres.kind == CLASSES.index("a_delta")) & (man.fibres.side == RIGHT)
    late = replace(healthy, added_delay_ms=healthy.added_delay_ms + 12.0 * mine[:, None])
    found = answer(man, made, late, constants, "sole")
    assert found.onset_ms[shin, RIGHT] == pytest.approx(whole.onset_ms[shin, RIGHT] + 12.0, abs=0.3)
    # the other leg is not served by them
    assert np.array_equal(answer(man, made, shut, constants, "sole", LEFT).drive, whole.drive[:, ::-1])


def test_every_row_names_something_of_the_body_and_shares_of_a_site_sum_to_one(man: Body) -> None:
    for site in withdrawal.sites():
        assert sum(withdrawal._supply(site).values()) == pytest.approx(1.0)
    for row in withdrawal._rows():
        assert row["movement"] in {*man.muscles.movement, ""}
        assert not row["low"] or float(row["low"]) <= float(row["share"]) <= float(row["high"])
    with pytest.raises(InputError, match="did you mean sole"):
        withdrawal.field(man, "soles")


def test_a_tap_is_answered_twice_the_second_time_smaller(man: Body, healthy: Channels, constants: ParameterSet) -> None:
    cord = constants.cord
    arriving = reflexes.volley(man, healthy, 0, man.muscles.index("erector"), RIGHT)
    time, once = reflexes.excitation(arriving, cord.tap_spread_ms, cord)
    longer, both = reflexes.twice(time, once, cord)
    assert both.sum() == pytest.approx(once.sum() * (1.0 + cord.long_loop_share))
    assert both[longer < time[0] + cord.long_loop_ms].max() == once.max()
    after = longer >= longer[int(np.argmax(once))] + cord.long_loop_ms - 0.2
    assert both[after].max() == pytest.approx(once.max() * cord.long_loop_share, rel=0.05)


def test_a_tap_is_later_than_a_shock_at_the_same_place(man: Body, healthy: Channels, constants: ParameterSet) -> None:
    cord = constants.cord
    arriving = reflexes.volley(man, healthy, 0, man.muscles.index("soleus"), RIGHT)
    when = []
    for spread in (0.0, cord.tap_spread_ms):
        time, drive = reflexes.excitation(arriving, spread, cord)
        when.append(float(time[int(np.argmax(drive > 0.1 * drive.max()))]))
    assert when[1] - when[0] >= cord.tap_transfer_ms
