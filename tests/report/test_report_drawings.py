"""The drawings obey the body: arc lengths, territories and sides, and what passes is as thick as it is."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import numpy as np
import pytest
import report_results as made
from matplotlib.path import Path

from sciatica.body import CLASSES, LANDMARKS, ROOTS
from sciatica.report.drawings import outline
from sciatica.report.drawings.bodychart import body_chart, describe
from sciatica.report.drawings.figure import standing
from sciatica.report.drawings.lanes import Lane, fibre_lanes
from sciatica.report.drawings.nervecourse import course, place_words, point_at
from sciatica.report.drawings.nervemap import Site, crowded, nerve_map
from sciatica.report.drawings.roads import ROADS, Bar, patterns, road_bars
from sciatica.report.drawings.svg import curve, element, number

ALL = tuple((name, 1.0) for name in CLASSES if name != "pelvic")


@pytest.fixture(scope="module")
def body():
    return made.healthy().body


def test_every_territory_of_the_body_is_drawn_and_no_other(body) -> None:
    assert set(outline.PATCHES) == set(body.territories.names)
    assert set(outline.TOE_TERRITORIES) <= set(outline.PATCHES)


def test_bands_of_one_view_do_not_lie_on_each_other() -> None:
    """Sampled over legs and feet: no point belongs to two bands of the same view."""
    bands = [
        (patch.view, Path(np.array(patch.points)))
        for name, patches in outline.PATCHES.items()
        for patch in patches
        if name not in ("buttock", "saddle", "genital")
    ]
    leg = np.array([(x, y) for y in np.arange(225.5, 399, 1.9) for x in np.arange(3.3, 40, 0.83)])
    foot = np.array([(x, y) for y in np.arange(13.3, 66, 1.9) for x in np.arange(2.3, 30, 0.83)])
    for view, points in (("front", leg), ("back", leg), ("top", foot), ("sole", foot)):
        hits = sum(path.contains_points(points).astype(int) for v, path in bands if v == view)
        assert hits.max() == 1
        assert hits.sum() > 200


def test_left_and_right_are_mirror_images() -> None:
    def xs(side: str) -> list[float]:
        chart = str(body_chart({("posterior_calf", side): 5.0}, {}))
        path = re.search(r'class="pain"[^>]*><title>.*?</title><path d="([^"]+)"', chart)
        assert path is not None
        return [float(v) for v in re.findall(r"-?\d+\.?\d*", path[1])][0::2]

    right, left = xs("right"), xs("left")
    assert len(right) > 20
    assert np.allclose(right, [-x for x in left], atol=0.011)
    assert min(right) > 0  # seen from behind, the person's right is the viewer's right


def test_worse_pain_is_darker_and_no_pain_is_not_drawn() -> None:
    def opacity(amount: float) -> float:
        found = re.search(r'fill-opacity="([\d.]+)"', str(body_chart({("sole", "left"): amount}, {})))
        assert found is not None
        return float(found[1])

    assert opacity(2.0) < opacity(5.0) < opacity(10.0) <= 1.0
    assert 'class="pain"' not in str(body_chart({("sole", "left"): 0.0}, {}))


def test_lost_feeling_is_hatched_not_coloured() -> None:
    chart = str(body_chart({}, {("sole", "left"): 0.5}))
    assert 'fill="url(#chart-hatch)"' in chart
    assert 'class="pain"' not in chart


def test_the_chart_in_words_names_every_region_given() -> None:
    words = describe({("buttock", "left"): 4.0}, {("sole", "right"): 0.4})
    assert "buttock left 4 of 10" in words
    assert "sole right" in words


def test_a_lesion_lies_at_its_landmark(body) -> None:
    s1 = ROOTS.index("S1")
    path = course(body, s1, 1)
    for landmark in ("sleeve", "drg", "foramen", "notch", "knee"):
        mm = body.position_mm(s1, landmark)
        at = next(point for position, point in path if position == mm)
        assert math.dist(point_at(path, mm), at) < 1e-9
    assert place_words(body, s1, body.position_mm(s1, "drg") + 1.0) == "at the dorsal root ganglion"
    assert place_words(body, ROOTS.index("S2"), body.position_mm(ROOTS.index("S2"), "sac_L4-L5")).endswith("L4–L5")


@pytest.mark.parametrize("root", range(len(ROOTS)))
def test_a_root_runs_downward_and_the_sides_mirror(body, root: int) -> None:
    left, right = course(body, root, 0), course(body, root, 1)
    assert [mm for mm, _ in left] == sorted(mm for mm, _ in left)
    heights = [y for _, (_, y) in right]
    assert all(b >= a - 1e-9 for a, b in pairwise(heights))
    middle = (left[0][1][0] + right[0][1][0]) / 2
    for (_, (x, y)), (_, (u, v)) in zip(left, right, strict=True):
        assert x + u == pytest.approx(2 * middle)
        assert y == v
    known = {name for name in LANDMARKS if math.isfinite(body.position_mm(root, name))}
    assert len(right) >= min(len(known), 5)


def _widths(body, share: float) -> list[float]:
    site = Site(ROOTS.index("S1"), 1, 150.0, (("a_beta", share),))
    picture, _ = nerve_map(body, [site], "words")
    return [float(w) for w in re.findall(r'class="strand" stroke="var\(--a_beta\)" stroke-width="([\d.]+)"', picture)]


def test_a_strand_beyond_the_lesion_is_as_thick_as_what_passes(body) -> None:
    full, half = _widths(body, 1.0), _widths(body, 0.5)
    assert full[0] == full[1]
    assert half[0] == full[0]
    assert half[1] == pytest.approx(full[1] / 2)
    assert len(_widths(body, 0.0)) == 1
    assert 'class="strand lost"' in nerve_map(body, [Site(4, 1, 150.0, (("motor", 0.0),))], "words")[0]


def test_motor_strands_thin_below_and_sensory_ones_above(body) -> None:
    def thin_start(name: str) -> float:
        site = Site(ROOTS.index("S1"), 1, body.position_mm(ROOTS.index("S1"), "foramen"), ((name, 0.4),))
        paths = re.findall(r'<path d="M[\d.]+ ([\d.]+)[^"]*" class="strand"', nerve_map(body, [site], "words")[0])
        return float(paths[1])

    assert thin_start("motor") > thin_start("a_beta")


def test_neighbouring_sites_share_one_mark_and_none_is_lost(body) -> None:
    sac = [Site(root, side, body.position_mm(root, "sac_L5-S1"), ALL) for root in range(5, 9) for side in (0, 1)]
    apart = [Site(3, 0, body.position_mm(3, "far_lateral"), ALL), Site(4, 1, body.position_mm(4, "notch"), ALL)]
    _, markers = nerve_map(body, sac + apart, "words")
    assert sorted(i for marker in markers for i in marker.sites) == list(range(10))
    assert [marker.number for marker in markers] == [1, 2, 3]
    assert crowded(sac)
    assert not crowded(apart)


def test_lanes_end_where_fibres_are_blocked() -> None:
    lane = Lane("a_beta", (True, False, False), (False, True, False), 0.3)
    picture = str(fibre_lanes([lane], "words"))
    assert picture.count('class="lost"') == 2
    assert picture.count('class="spark"') == 1
    assert "30\u00a0% passes" in picture


def test_a_figure_leans_to_the_side_it_is_said_to() -> None:
    def head(degrees: float) -> float:
        found = re.search(r'<circle cx="([\d.]+)"', str(standing(degrees, 0.0, "words")))
        assert found is not None
        return float(found[1])

    assert head(-8.0) < head(0.0) < head(8.0)


def test_elements_escape_text_and_attributes() -> None:
    made_element = str(element("text", "<b>&", x=1, aria_label='"><script>'))
    assert "<b>" not in made_element
    assert "<script>" not in made_element
    assert number(-0.001) == "0"
    assert curve([(0, 0), (1, 1)]) == "M0 0L1 1"


def _bar_widths(strength: float) -> list[float]:
    bar = Bar("gastrocnemius", (0.0, strength), ((0.0, 0.0, 0.0), (0.25, 0.5, 0.25)), (0, 0))
    return [float(width) for width in re.findall(r'width="([\d.]+)" height="11"', str(road_bars([bar], 40.0, "words")))]


def test_a_muscles_bar_is_as_long_as_its_spasm_and_shared_out_among_the_roads() -> None:
    whole, half = _bar_widths(40.0), _bar_widths(20.0)
    assert whole == pytest.approx([2 * width for width in half])
    assert [width / sum(half) for width in half] == pytest.approx([0.25, 0.5, 0.25])
    assert _bar_widths(0.0) == []


def test_roads_are_told_apart_by_their_filling() -> None:
    bar = Bar("gastrocnemius", (0.0, 20.0), ((0.0, 0.0, 0.0), (0.25, 0.5, 0.25)), (0, 3))
    picture = str(road_bars([bar], 40.0, "words"))
    places = [picture.index(f"url(#road-{road})") for road in ROADS]
    assert places == sorted(places)
    assert picture.count("twitch") == 3
    for road in ROADS:
        assert f'id="road-{road}"' in patterns()


def test_the_textbook_skin_is_drawn_round_and_hides_nothing() -> None:
    plain = str(body_chart({("sole", "right"): 5.0}, {}))
    outlined = str(body_chart({("sole", "right"): 5.0}, {}, outlined=[("sole", "right"), ("lateral_foot", "right")]))
    assert "dermatome" not in plain
    assert 'class="dermatome" mask="url(#chart-sole-round)"' in outlined
    assert outlined.count('class="pain"') == plain.count('class="pain"')
