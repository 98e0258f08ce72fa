"""The newer parts of an injury: stretch, bare potassium channels, the pump's share and current, and touch in time."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from nerve_tissue import Spot, constants, exposure, scene

from sciatica.core.errors import InputError
from sciatica.nerve import Injury, MyelinatedFibres, UnmyelinatedFibres
from sciatica.nerve.damage import checked
from sciatica.nerve.exposure import injury_of
from sciatica.nerve.injury import lesion_strain
from sciatica.nerve.run import equilibrium_mv
from sciatica.nerve.stretch import stretched
from sciatica.nerve.touch import leak_s_cm2

P = constants()
FIBRES = MyelinatedFibres(np.array([8.0, 12.0]), 15)
PARTS = tuple(f.name for f in fields(Injury))


def strained(strain: float, injury: Injury | None = None) -> Injury:
    whole = Injury.healthy(FIBRES) if injury is None else injury
    values = np.zeros((2, 15))
    values[:, 5:10] = strain
    return stretched(whole, values, P)


def test_a_strain_that_is_bearable_does_nothing_and_more_does_more_until_the_engine_can_bear_no_more() -> None:
    healthy = Injury.healthy(FIBRES)
    for strain in (-0.2, 0.0, P.stretch_bearable):
        for name in PARTS:
            np.testing.assert_array_equal(getattr(strained(strain), name), getattr(healthy, name), err_msg=name)
    course = [strained(s) for s in (0.08, 0.12, 0.2, 0.5, 1.0)]
    for name, way in (("seal_fraction", -1), ("sodium_factor", -1), ("sodium_shifted_fraction", 1)):
        middle = np.array([getattr(each, name)[0, 7] for each in course])
        assert (np.diff(middle) * way >= 0.0).all()
        assert middle[0] != getattr(healthy, name)[0, 7]
    for each in course:
        checked(each, FIBRES)
        for name in PARTS:
            np.testing.assert_array_equal(getattr(each, name)[:, :4], getattr(healthy, name)[:, :4], err_msg=name)


def test_stretch_comes_on_top_of_what_is_there() -> None:
    before = Injury.healthy(FIBRES)
    before.sodium_shifted_fraction[:] = 0.4
    before.sodium_shift_mv[:] = 25.0
    before.seal_fraction[:] = 0.5
    after = strained(0.2, before)
    alone = strained(0.2)
    assert after.sodium_shifted_fraction[0, 7] == pytest.approx(1 - 0.6 * (1 - alone.sodium_shifted_fraction[0, 7]))
    assert after.sodium_shift_mv[0, 7] == 25.0
    assert after.seal_fraction[0, 7] == pytest.approx(0.5 * alone.seal_fraction[0, 7])


@pytest.mark.parametrize("bad", [np.zeros((2, 14)), np.full((2, 15), np.nan), np.full((2, 15), 1.5)])
def test_an_impossible_strain_is_refused(bad: np.ndarray) -> None:
    with pytest.raises(InputError, match="strain"):
        stretched(Injury.healthy(FIBRES), bad, P)


def test_potassium_channels_are_bare_only_where_asked_and_where_myelin_or_seal_is_gone() -> None:
    hurt = exposure(length_mm=4.0, myelin=0.4, seal=0.9)
    fibres = MyelinatedFibres(np.array([10.0]), 15)
    assert (injury_of(hurt, fibres, P).internodal_potassium_s_cm2 == 0.0).all()
    bare = injury_of(hurt, fibres, P, bare_channels=True).internodal_potassium_s_cm2[0]
    assert bare.max() == pytest.approx(0.6 * P.bare_potassium_s_cm2)
    assert (bare[[0, -1]] == 0.0).all()
    opened = injury_of(exposure(length_mm=4.0, seal=0.1), fibres, P, bare_channels=True)
    assert opened.internodal_potassium_s_cm2.max() > bare.max()
    whole = injury_of(exposure(length_mm=4.0, potassium_shift_mv=9.0), fibres, P, bare_channels=True)
    assert (whole.internodal_potassium_s_cm2 == 0.0).all()


@pytest.mark.parametrize("fibres", [MyelinatedFibres(np.array([10.0]), 15), UnmyelinatedFibres(np.array([0.8]), 60)])
def test_the_pump_keeps_what_its_energy_leaves_under_the_lesion_alone(fibres: MyelinatedFibres) -> None:
    injury = injury_of(exposure(length_mm=1.0, pump=0.3), fibres, P)
    middle = fibres.places // 2
    # the sum of what is lost is that of the whole lesion, spread over its edges
    spacing = 1.15 if isinstance(fibres, MyelinatedFibres) else 0.05
    assert (1.0 - injury.pump_factor[0]).sum() * spacing == pytest.approx(0.7 * 1.0, rel=1e-6)
    assert injury.pump_factor[0].argmin() in (middle - 1, middle)
    assert injury.pump_factor[0, 0] == 1.0


def test_strain_of_the_lesion_reaches_the_fibre_at_its_own_depth_and_posture() -> None:
    asked = scene(Spot())
    asked.moment.strain[0, 0, 2, 0] = 0.2
    rows = np.zeros(2, dtype=np.int64)
    depth = np.array([2.5, 3.5]) / asked.moment.strain.shape[2]
    strain = lesion_strain(asked.moment, load=rows, posture=rows, depth=depth)
    assert strain.tolist() == [0.2, 0.0]
    both = exposure(2, length_mm=5.0)
    injury = injury_of(both, FIBRES, P, strain=strain)
    assert injury.seal_fraction[0].min() < 0.5
    assert (injury.seal_fraction[1] == 1.0).all()


def test_a_pump_that_works_harder_hyperpolarises_and_one_that_works_less_does_the_opposite() -> None:
    for fibres, density in (
        (MyelinatedFibres(np.array([10.0]), 21), 50.0),
        (UnmyelinatedFibres(np.array([0.8]), 60), 0.1),
    ):
        at = []
        for current in (-density, 0.0, density):
            injury = Injury.healthy(fibres)
            injury.pump_current_ua_cm2[:] = current
            at.append(equilibrium_mv(fibres, injury)[0, fibres.places // 2])
        assert at[0] > at[1] + 0.3
        assert at[2] < at[1] - 0.3


def test_a_press_is_felt_at_once_by_all_and_for_long_by_the_sensitive_alone() -> None:
    since = np.array([-1.0, 0.0, 5.0, 60.0, 600.0])
    healthy, injured = (leak_s_cm2(since, 1.0, s, P) for s in (P.touch_healthy, 1.0))
    assert healthy[0] == injured[0] == 0.0
    assert healthy[1] == injured[1] == P.touch_leak_s_cm2
    assert (np.diff(healthy[1:]) < 0.0).all()
    assert healthy[-1] == pytest.approx(P.touch_healthy * P.touch_leak_s_cm2)
    assert (injured[1:] == P.touch_leak_s_cm2).all()
    assert leak_s_cm2(0.0, 0.5, 1.0, P, unmyelinated=True) == 0.5 * P.c_touch_leak_s_cm2
