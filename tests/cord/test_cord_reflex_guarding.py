"""Guarding follows pain by its phenotype; a volley is weaker when fibres are lost or late."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica.body import CLASSES, Body
from sciatica.cord import afferents, drive, guarding, pain, reflexes
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.nerve.conduct import Channels


def hurt(constants: ParameterSet, rate_hz: float, side: int = 1) -> pain.Felt:
    rate = np.zeros((2, 9, 6))
    rate[side, 4, CLASSES.index("a_delta")] = rate_hz
    return pain.pain_from_rates(rate, np.full((2, 9), 2.0), np.zeros((2, 9)), constants.cord)


@pytest.mark.parametrize("phenotype", guarding.PHENOTYPES)
def test_guarding_rises_with_pain_and_needs_it(man: Body, constants: ParameterSet, phenotype: str) -> None:
    share = guarding.shares(man.muscles, phenotype)
    calm = np.zeros((len(man.muscles.names), 2))
    none, little, much = (
        guarding.target(hurt(constants, rate), share, man.muscles, calm, constants.cord) for rate in (0.0, 0.5, 5.0)
    )
    assert not none.any()
    assert (much >= little).all()
    assert bool(much.sum() > little.sum() > 0.0) is (phenotype != "none")


def test_the_segment_guards_on_its_own_side_only(man: Body, constants: ParameterSet) -> None:
    share = guarding.shares(man.muscles, "cocontraction")
    calm = np.zeros((len(man.muscles.names), 2))
    found = guarding.target(hurt(constants, 3.0), share, man.muscles, calm, constants.cord)
    soleus, vasti, back = (man.muscles.index(n) for n in ("soleus", "vasti", "erector"))
    assert found[soleus, 1] > 0.0
    assert found[soleus, 0] == 0.0
    assert found[vasti, 1] == 0.0
    assert found[back, 0] > 0.0
    mirrored = guarding.target(hurt(constants, 3.0, side=0), share, man.muscles, calm, constants.cord)
    assert np.array_equal(found, mirrored[:, ::-1])


def test_phenotypes_differ_and_an_unknown_one_is_refused(man: Body) -> None:
    extensor, flexor = (guarding.shares(man.muscles, name) for name in ("extensor", "flexor"))
    calf, hamstring = man.muscles.index("soleus"), man.muscles.index("bflh")
    assert extensor.segment[calf] > 0.0
    assert flexor.segment[calf] == 0.0
    assert flexor.segment[hamstring] > extensor.segment[hamstring]
    with pytest.raises(InputError, match="did you mean flexor"):
        guarding.shares(man.muscles, "flexer")


def test_every_row_of_the_table_names_something_of_the_body(man: Body) -> None:
    known = {*man.muscles.group, *man.muscles.movement, "*"}
    assert {row["name"] for row in guarding._rows()} <= known
    assert {row["phenotype"] for row in guarding._rows()} < set(guarding.PHENOTYPES)


def test_rates_of_a_class_are_weighted_means_of_its_fibres(man: Body, healthy: Channels) -> None:
    fibres = man.fibres
    rate = healthy.ectopic_rate_hz.copy()
    mine = np.flatnonzero((fibres.root == 4) & (fibres.side == 0) & (fibres.kind == CLASSES.index("c")))
    rate[mine[0], 0] = 8.0
    found = afferents.ectopic_rate_hz(man, replace(healthy, ectopic_rate_hz=rate), 0)
    share = fibres.weight[mine[0]] / fibres.weight[mine].sum()
    assert found[0, 4, CLASSES.index("c")] == pytest.approx(8.0 * share)
    assert np.count_nonzero(found) == 1
    cut = healthy.connected_to_cord.copy()
    cut[mine[0]] = False
    deaf = afferents.ectopic_rate_hz(man, replace(healthy, ectopic_rate_hz=rate, connected_to_cord=cut), 0)
    assert not deaf.any()


def test_a_limit_of_rate_and_a_block_thin_normal_traffic(man: Body, healthy: Channels) -> None:
    interval = np.full_like(healthy.minimum_interval_ms, 20.0)
    slow = replace(healthy, minimum_interval_ms=interval)
    kind = CLASSES.index("a_beta")
    assert afferents.passing_rate_hz(man, slow, 0, 30.0)[:, :, kind] == pytest.approx(30.0)
    assert afferents.passing_rate_hz(man, slow, 0, 80.0)[:, :, kind] == pytest.approx(50.0)
    shut = replace(healthy, passes=np.zeros_like(healthy.passes))
    assert not afferents.passing_rate_hz(man, shut, 0, 80.0).any()
    assert not afferents.passing_fraction(man, shut, 0).any()


def test_inflammation_and_cramp_excite_small_afferents_that_still_conduct(man: Body, constants: ParameterSet) -> None:
    count = len(man.muscles.names)
    none, whole, clean, full = (
        np.zeros((count, 2)),
        np.ones((count, 2)),
        np.zeros((2, count, 2)),
        np.ones((2, count, 2)),
    )
    p = constants.cord
    assert not drive.small_muscle_afferents_hz(none, none, clean, whole, p).any()
    for given in ((whole, none, clean), (none, whole, clean), (none, none, full)):
        assert (drive.small_muscle_afferents_hz(*given, whole, p) > 0.0).all()
        assert not drive.small_muscle_afferents_hz(*given, none, p).any()


def test_the_persistent_current_rises_with_each_irritation_and_is_bounded(man: Body, constants: ParameterSet) -> None:
    p, count = constants.cord, len(man.muscles.names)
    calm, none = np.zeros((2, 9)), np.zeros((count, 2))
    quiet = drive.persistent_current(man, hurt(constants, 0.0), calm, none, p)
    assert quiet == pytest.approx(p.pic_healthy)
    soleus = man.muscles.index("soleus")
    for felt, sensitisation, small in (
        (hurt(constants, 5.0), calm, none),
        (hurt(constants, 0.0), calm + 1.0, none),
        (hurt(constants, 0.0), calm, none + 5.0),
    ):
        raised = drive.persistent_current(man, felt, sensitisation, small, p)
        assert p.pic_healthy < raised[soleus, 1] < p.pic_highest


def test_a_volley_brings_the_whole_supply_when_healthy(man: Body, healthy: Channels) -> None:
    for name in ("soleus", "vasti", "tibant"):
        found = reflexes.volley(man, healthy, 0, man.muscles.index(name), 1)
        assert found.share.sum() == pytest.approx(1.0)
        assert found.passes.all()


def test_lost_and_late_fibres_lower_the_peak(man: Body, healthy: Channels, constants: ParameterSet) -> None:
    whole = reflexes.volley(man, healthy, 0, man.muscles.index("soleus"), 1)
    _, full = reflexes.excitation(whole, 6.0, constants.cord)
    half = replace(whole, passes=np.arange(len(whole.share)) % 2 == 0)
    late = replace(whole, arrival_ms=whole.arrival_ms + np.linspace(0.0, 20.0, len(whole.share)))
    for worse in (half, late):
        _, found = reflexes.excitation(worse, 6.0, constants.cord)
        assert found.max() < 0.85 * full.max()
    # lateness loses nothing of the whole, only of the peak
    _, spread = reflexes.excitation(late, 6.0, constants.cord)
    assert spread.sum() == pytest.approx(full.sum(), rel=0.02)
