"""Every plot draws what it is given on the axes it is given, and its markup is the same each time."""

from __future__ import annotations

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes

from sciatica.report.plots.course import course
from sciatica.report.plots.leg_raise import leg_raise
from sciatica.report.plots.load import muscle_load
from sciatica.report.plots.style import COLOURS, svg
from sciatica.report.plots.sweep import appearance
from sciatica.report.plots.tissue import depth_profile, flow_by_posture
from sciatica.report.plots.traces import emg_trace, force_trace, pain_trace, segments, thinned

TIME = np.linspace(0.0, 20.0, 5000)


@pytest.fixture
def axes():
    figure, made = plt.subplots()
    yield made
    plt.close(figure)


def _data(axes: Axes) -> list[np.ndarray]:
    return [np.asarray(line.get_ydata()) for line in axes.lines]


def test_leg_raise_draws_both_legs(axes: Axes) -> None:
    angle = np.array([0.0, 30.0, 60.0])
    pain = np.array([[0.0, 0.0, 0.1], [2.0, 4.0, 7.0]])
    assert leg_raise(axes, angle, pain, np.zeros((2, 3))) is axes
    assert [list(line) for line in _data(axes)] == pain.tolist()


def test_crossed_pain_is_drawn_only_where_there_is_some(axes: Axes) -> None:
    angle = np.array([0.0, 60.0])
    leg_raise(axes, angle, np.ones((2, 2)), np.array([[0.0, 0.0], [0.0, 3.0]]))
    assert len(axes.lines) == 3


def test_thinning_keeps_every_peak() -> None:
    value = np.zeros(5000)
    value[1234], value[4321] = 9.0, -4.0
    x, y = thinned(TIME, value, 400)
    assert len(y) <= 400
    assert y.max() == 9.0
    assert y.min() == -4.0
    assert (np.diff(x) > 0).all()


def test_traces_draw_what_they_are_given(axes: Axes) -> None:
    pain = 3 + np.sin(TIME)
    assert pain_trace(axes, TIME, pain) is axes
    assert _data(axes)[0].max() == pytest.approx(4.0, abs=1e-4)
    segments(axes, [5.0, 20.0], ["lying", "a name far too long for a stretch as short as this one is"] * 1)
    assert "lying" in [text.get_text() for text in axes.texts]


def test_a_name_that_does_not_fit_its_stretch_is_left_out(axes: Axes) -> None:
    pain_trace(axes, TIME, np.ones_like(TIME))
    segments(axes, [0.2, 20.0], ["coughing", "lying"])
    assert [text.get_text() for text in axes.texts] == ["lying"]


def test_force_is_percent_and_only_roads_taken_are_drawn(axes: Axes) -> None:
    roads = np.zeros((3, TIME.size))
    roads[1] = 0.3
    force_trace(axes, TIME, np.full(TIME.size, 0.4), roads, [(2.0, 4.0)])
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["motor pool", "force"]
    assert max(line.max() for line in _data(axes)[:2]) == pytest.approx(40.0)


def test_emg_limits_hold_its_peak(axes: Axes) -> None:
    emg_trace(axes, TIME, np.where(np.arange(TIME.size) == 77, -5.0, 0.0))
    low, high = axes.get_ylim()
    assert low < -5.0
    assert high > 5.0


def test_flow_bars_are_as_long_as_the_flow(axes: Axes) -> None:
    flow_by_posture(axes, ["lying", "sitting"], np.array([0.8, 0.25]), np.array([30.0, 90.0]))
    widths = [patch.get_width() for patch in axes.patches]
    assert widths == pytest.approx([100.0, 100.0, 80.0, 25.0])
    assert {"80 %", "25 %", "30 mmHg", "90 mmHg"} <= {text.get_text() for text in axes.texts}


def test_depth_profile_draws_each_line_in_percent(axes: Axes) -> None:
    depth_profile(axes, [("myelin", np.array([0.2, 0.9]), "a_beta"), ("axons", np.array([0.4, 1.0]), "motor")])
    assert [list(line) for line in _data(axes)] == [[20.0, 90.0], [40.0, 100.0]]


def test_course_marks_the_examined_days_alone(axes: Axes) -> None:
    day = np.array([1.0, 3.0, 10.0])
    course(axes, day, [("left", np.array([1.0, 2.0, 3.0]), "left")], label="pain", top=10.0)
    assert list(axes.get_xticks()) == [1.0, 3.0, 10.0]


def test_signs_stand_in_order_of_appearance(axes: Axes) -> None:
    appearance(
        axes, np.array([0.0, 200.0]), ["late", "never", "early"], np.array([120.0, np.nan, 20.0]), here_mmhg=50.0
    )
    names = {t.get_text(): t.xy[1] for t in axes.texts}  # type: ignore[attr-defined]
    assert names["early"] > names["late"] > names["never"]
    assert {"from 20 mmHg", "from 120 mmHg", "not within the range tried", "here: 50 mmHg"} <= set(names)
    drawn = {line.get_color(): line.get_xdata()[0] for line in axes.lines if len(line.get_xdata()) == 2}
    assert drawn[COLOURS["pain"]] == 20.0  # present at this pressure
    assert drawn[COLOURS["healthy"]] == 120.0  # not yet


def test_load_bars_go_to_both_sides(axes: Axes) -> None:
    muscle_load(axes, ["soleus"], np.array([[0.2, 0.5]]), np.array([[0.1, 0.1]]))
    assert sorted(patch.get_width() for patch in axes.patches) == pytest.approx([-20.0, 50.0])


def test_markup_is_stable_scoped_and_takes_the_page_colours() -> None:
    def draw(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color=COLOURS["pain"], marker="o")

    first, second = (svg(draw, name="one", words='a "quoted" < picture') for _ in range(2))
    assert first == second
    assert "var(--pain)" in first
    assert COLOURS["pain"] not in first
    ids = re.findall(r'id="([^"]+)"', first)
    assert ids
    assert all(name.startswith("one-") for name in ids)
    assert set(re.findall(r'(?:url\(#|href="#)([^")]+)', first)) == set(ids)
    assert "a &#34;quoted&#34; &lt; picture" in first
    assert not re.search(r"<metadata|<!DOCTYPE|\d\.\d{3,}", first)


def test_colours_of_the_palette_differ() -> None:
    assert len(set(COLOURS.values())) == len(COLOURS)
