"""The strip of a stride: where the joints are, health behind, words for those who do not see it."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from sciatica.movement.record import Gait
from sciatica.report.drawings.gaitstrip import gait_strip

NAMES = (
    *("pelvis", "lumbar", "neck", "head", "shoulder_l", "shoulder_r"),
    *(f"{part}_{side}" for side in "lr" for part in ("hip", "knee", "ankle", "heel", "ball", "toe")),
)


@pytest.fixture
def still() -> Gait:
    place = np.zeros((8, len(NAMES), 3))
    high = {"pelvis": 0.95, "lumbar": 1.0, "neck": 1.45, "head": 1.65, "shoulder": 1.4, "hip": 0.9, "knee": 0.5}
    for n, name in enumerate(NAMES):
        part, _, side = name.partition("_")
        place[:, n, 1] = high.get(part, 0.05 if part == "ankle" else 0.0)
        place[:, n, 2] = {"l": -0.1, "r": 0.1, "": 0.0}[side]
    none = np.zeros((8, 0))
    return Gait(np.arange(8.0), 8.0, (), none, (), none, none, np.ones((8, 2)) / 2, 0.3, NAMES, place)


def circles(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([-\d.]+)" cy="([-\d.]+)"', svg)]


def test_health_is_drawn_behind_every_figure(still: Gait) -> None:
    svg = str(gait_strip(still, still, "a stride", figures=6))
    assert len(re.findall('class="healthy"', svg)) == len(re.findall('class="now"', svg)) == 12
    order = re.findall('class="(healthy|now)"', svg)
    assert order == ["healthy", "now"] * 12
    assert 'aria-label="a stride"' in svg
    assert 'role="img"' in svg


def test_a_head_further_to_the_right_is_drawn_further_to_the_right_from_behind(still: Gait) -> None:
    place = still.point_m.copy()
    head = NAMES.index("head")
    place[:, head, 2] += 0.2
    svg = str(gait_strip(replace(still, point_m=place), still, "", figures=1))
    aside, behind = circles(svg)[:2], circles(svg)[2:]
    assert aside[0] == aside[1]
    assert behind[1][0] > behind[0][0] + 5


def test_a_bent_head_is_drawn_further_forward_from_the_side(still: Gait) -> None:
    place = still.point_m.copy()
    place[:, NAMES.index("head"), 0] += 0.2
    healthy, now = circles(str(gait_strip(replace(still, point_m=place), still, "", figures=1)))[:2]
    assert now[0] > healthy[0] + 5


def test_the_words_are_escaped(still: Gait) -> None:
    assert "<b>" not in str(gait_strip(still, still, "<b>"))


def test_figures_between_instants_lie_between_them(still: Gait) -> None:
    place = still.point_m.copy()
    place[4:, NAMES.index("head"), 1] += 0.1
    found = circles(str(gait_strip(replace(still, point_m=place), still, "", figures=16)))
    heights = [found[2 * n + 1][1] for n in (6, 7, 8)]
    assert heights[0] > heights[1] > heights[2]
