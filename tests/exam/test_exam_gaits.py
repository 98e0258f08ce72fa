"""The names of gaits, given to motions that bodies found for themselves: weakness or pain goes in, a name comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np
import pytest
from exam_bedsides import body, exam, healthy

from sciatica.core.parameters import read
from sciatica.core.types import FloatArray
from sciatica.exam import found
from sciatica.exam.values import Entries
from sciatica.movement import Adaptation, adapt, choice, task

NAMES = ("limp_antalgic", "gait_steppage", "gait_trendelenburg")


@pytest.fixture(scope="module", autouse=True)
def coarse() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "build", lambda body, p: task.build(body, p, 16))
        yield


def walked(weak: Mapping[str, float], pain: Callable[[Adaptation], object] | None = None) -> Entries:
    """What the examiner calls the walk of somebody whose right muscles are weak, or whom something hurts."""
    person = body()
    none = np.zeros((len(person.muscles), 2))
    strength = np.ones_like(none)
    for name, share in weak.items():
        strength[person.muscles.index(name), 1] = share
    move = adapt(strength, none, none, pain, person, read("movement"))
    return found.posture_and_gait(replace(healthy(), movement=move), exam())


def sides(entries: Entries, name: str) -> list[str]:
    return [str(entry["side"]) for entry in entries[name] if entry["state"] == "present"]


def hurts_right(way: Adaptation) -> FloatArray:
    return np.array([0.0, 6.0 * np.exp(-0.03 * way.lumbar_flexion_deg + 0.06 * way.trunk_list_deg)])


def test_health_has_no_name() -> None:
    entries = walked({})
    assert [sides(entries, name) for name in NAMES] == [[], [], []]
    assert entries["posture_list"][0]["state"] == entries["gait_stooped"][0]["state"] == "absent"


def test_who_cannot_lift_the_foot_steps_high() -> None:
    entries = walked(dict.fromkeys(("tibant", "ehl", "edl"), 0.02))
    assert [sides(entries, name) for name in NAMES] == [[], ["right"], []]


def test_who_cannot_hold_the_pelvis_leans_over_that_leg() -> None:
    entries = walked(dict.fromkeys(("glmed", "tfl", "piri"), 0.1))
    assert [sides(entries, name) for name in NAMES] == [[], [], ["right"]]


def test_whom_one_leg_hurts_spares_it_and_leans_away() -> None:
    entries = walked({}, hurts_right)
    assert [sides(entries, name) for name in NAMES] == [["right"], [], []]
    assert entries["posture_list"][0]["state"] == "present"


def test_whom_standing_straight_hurts_stoops_and_does_not_list() -> None:
    entries = walked({}, lambda way: 3.0 * np.exp(-0.06 * way.lumbar_flexion_deg) * np.ones(2))
    assert [sides(entries, name) for name in NAMES] == [[], [], []]
    assert entries["posture_list"][0]["state"] == "absent"
    assert entries["gait_stooped"][0]["state"] == "present"
