"""What was lost where and when: skin that has left its nerve before the lesion, and strength that sprouting brings."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from exam_bedsides import body, found_in, healthy, hurting, losing, present

from sciatica.body import CLASSES, ROOTS
from sciatica.exam import Bedside, skin_met

LEFT_BEFORE = {"anterior_thigh", "medial_thigh", "lateral_thigh", "knee_medial", "medial_leg", "saddle", "genital"}
"""Femoral, obturator, lateral cutaneous and pudendal nerves."""
BESIDE = {"posterior_thigh", "buttock"}
"""By the posterior cutaneous nerve of the thigh, which lies on the sciatic nerve at the notch and not below."""
ALL = ("L4", "L5", "S1", "S2", "S3", "S4")


def at(landmark: str, further_mm: float = 0.0, sides: tuple[int, ...] = (1,)) -> Bedside:
    """All of the right sciatic nerve's roots shut at one place of each, and nothing else."""
    well = healthy()
    fibres, channels = well.body.fibres, well.channels
    place = np.array([well.body.position_mm(root, landmark) for root in range(len(ROOTS))])[fibres.root] + further_mm
    lesion_ms = channels.delay_to_target_ms * place / fibres.path_mm
    here = np.isfinite(place) & np.isin(fibres.side, sides) & np.isin(fibres.root, [ROOTS.index(r) for r in ALL])
    lesion_ms = np.where(here, lesion_ms, channels.to_lesion_ms)
    shut = replace(well, channels=replace(channels, to_lesion_ms=lesion_ms))
    return losing(shut, 1.0, [ROOTS[r] for r in np.unique(fibres.root[here])], sides, CLASSES)


def numb(bedside: Bedside) -> set[str | None]:
    """Territories with hardly any feeling left, on the right."""
    loss = bedside.skin_loss("a_beta", bedside.posture("lying"))
    assert (loss[0] == 0.0).all()
    return {name for name, lost in zip(body().territories.names, loss[1], strict=True) if lost > 0.0}


def test_a_lesion_of_the_roots_numbs_all_their_skin() -> None:
    fed = body().territories.root_weight[:, [ROOTS.index(r) for r in ALL]].sum(axis=1) > 0
    assert numb(at("drg")) == {n for n, f in zip(body().territories.names, fed, strict=True) if f}


def test_a_lesion_at_the_notch_spares_what_has_left_and_below_it_the_back_of_the_thigh_too() -> None:
    at_notch, below = numb(at("notch")), numb(at("notch", 60.0))
    assert not at_notch & LEFT_BEFORE
    assert at_notch >= BESIDE
    assert below == at_notch - BESIDE
    assert {"sole", "dorsum_foot", "lateral_foot", "lateral_leg", "posterior_calf", "great_toe"} == below


def test_said_and_found_follow_the_skin() -> None:
    root, notch = (found_in(at(place)) for place in ("drg", "notch"))
    assert {"medial_leg", "sole"} <= set(present(root, "touch_reduced", "right"))
    assert root.get("saddle_numbness").state == "present"
    touch = set(present(notch, "touch_reduced", "right"))
    assert "sole" in touch
    assert not touch & LEFT_BEFORE
    assert not set(present(notch, "numbness", "right")) & LEFT_BEFORE
    assert notch.get("saddle_numbness").state == "absent"


def test_pain_is_not_felt_where_the_hurt_fibres_do_not_end() -> None:
    root, notch = (
        set(present(found_in(hurting(at(place), {"standing": 8.0}, root="L4")), "pain_site", "right"))
        for place in ("drg", "notch")
    )
    assert {"medial_leg", "lateral_leg"} <= root
    assert "lateral_leg" in notch
    assert not notch & LEFT_BEFORE


def test_without_a_lesion_everything_is_met() -> None:
    assert skin_met(body(), healthy().channels).all()


@pytest.mark.parametrize("side", [0, 1])
def test_skin_met_knows_its_side(side: int) -> None:
    one = at("notch")
    lesion = one.channels.to_lesion_ms
    fibres = body().fibres
    other = np.empty(len(fibres), dtype=int)
    left, right = np.flatnonzero(fibres.side == 0), np.flatnonzero(fibres.side == 1)
    other[left], other[right] = right, left
    channels = replace(one.channels, to_lesion_ms=lesion[other] if side == 0 else lesion)
    met = skin_met(body(), channels)
    assert met[1 - side].all()
    assert not met[side].all()


def test_both_notches_leave_bladder_and_bowel_and_both_sides_of_the_roots_do_not() -> None:
    root, notch = (found_in(at(place, sides=(0, 1))) for place in ("drg", "notch"))
    for finding in ("urinary_sensation_reduced", "rectal_fullness_lost"):
        assert root.get(finding).state == "present", finding
        assert notch.get(finding).state == "absent", finding
