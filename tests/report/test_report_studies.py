"""The laboratory's traces: drawn as they are, cursors where the study put them, nothing said that was not found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
import report_laboratory as visited
import report_results as made
from matplotlib.axes import Axes
from numpy.testing import assert_allclose, assert_array_equal

from sciatica.core.findings import Findings
from sciatica.exam.studies import limits
from sciatica.report.plots.screen import division, scale_words
from sciatica.report.plots.spasms import emg_by_road, spasm_raster
from sciatica.report.plots.studies_f_wave import f_waves
from sciatica.report.plots.studies_h_reflex import h_recruitment, h_reflex
from sciatica.report.plots.studies_motor import motor_responses, sensitivity_mv
from sciatica.report.plots.studies_needle import needle_map, needle_strip, needle_units
from sciatica.report.plots.studies_sensory import sensory_response
from sciatica.report.plots.style import lean, svg
from sciatica.report.sections import studies
from sciatica.report.sections.studies_values import row
from sciatica.report.sections.studies_words import conclusion

NAN = float("nan")
WELL, HURT = visited.invented(), visited.invented(hurt=True)
GONE = visited.invented(gone=True)


@pytest.fixture
def axes() -> Iterator[Axes]:
    figure, one = plt.subplots()
    yield one
    plt.close(figure)


def line(axes: Axes, label: str) -> np.ndarray:
    """[2, n] the one line of that label."""
    (found,) = [one for one in axes.lines if one.get_label() == label]
    return np.array(found.get_data())


def lines(axes: Axes, start: str) -> list[np.ndarray]:
    return [np.array(one.get_data()) for one in axes.lines if str(one.get_label()).startswith(start)]


def words(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def is_negative_up(axes: Axes) -> bool:
    bottom, top = axes.get_ylim()
    return top < bottom


# plots


def test_motor_traces_are_those_given_in_order_and_negative_up(axes: Axes) -> None:
    study = WELL.motor
    trace, at = study.trace_mv[0, 0], study.latency_ms[0, 0]
    assert motor_responses(axes, study.time_ms, trace, at, study.amplitude_mv[0, 0]) is axes
    assert is_negative_up(axes)
    base = [line(axes, f"_baseline {name}")[1, 0] for name in ("ankle", "knee")]
    assert base[0] < base[1]  # the ankle stands above the knee
    for name, values, low in zip(("ankle", "knee"), trace, base, strict=True):
        x, y = line(axes, f"_{name}")
        assert_array_equal(x, study.time_ms)
        assert_allclose(y - low, values, atol=1e-12)


def test_cursors_stand_at_the_latency_and_carry_its_number(axes: Axes) -> None:
    study = WELL.motor
    motor_responses(axes, study.time_ms, study.trace_mv[0, 0], np.array([4.1, 11.6]), np.array([8.0, 7.9]))
    assert [one[0].tolist() for one in lines(axes, "_onset")] == [[4.1, 4.1], [11.6, 11.6]]
    assert {"4.1\u00a0ms", "11.6\u00a0ms", "8.0\u00a0mV", "7.9\u00a0mV"} <= set(words(axes))
    assert [one[0].tolist() for one in lines(axes, "_stimulus")] == [[0, 0], [0], [0, 0], [0]]
    peaks = lines(axes, "_peak")
    assert all(float(study.trace_mv[0, 0, k].min()) == pytest.approx(p[1, 0] - b) for k, (p, b) in enumerate(
        zip(peaks, [line(axes, f"_baseline {name}")[1, 0] for name in ("ankle", "knee")], strict=True)
    ))  # fmt: skip


def test_an_absent_response_is_drawn_flat_and_said(axes: Axes) -> None:
    study = GONE.motor
    motor_responses(axes, study.time_ms, study.trace_mv[0, 1], study.latency_ms[0, 1], study.amplitude_mv[0, 1])
    assert words(axes).count("no response") == 2
    assert lines(axes, "_onset") == []
    assert not np.ptp(line(axes, "_ankle")[1])


def test_one_scale_for_both_sides_holds_the_larger() -> None:
    pair = np.stack([WELL.motor.trace_mv[0, 0], 0.1 * WELL.motor.trace_mv[0, 0]])
    assert sensitivity_mv(pair) == sensitivity_mv(pair[:1])
    assert [division(v) for v in (0.0, 0.7, 1.0, 1.2, 3.0, 7.0, 40.0)] == [1.0, 1.0, 1.0, 2.0, 5.0, 10.0, 50.0]
    assert scale_words(5.0, 2.0, "mV") == "5 ms, 2 mV a division"
    assert scale_words(1000.0, 1000.0, "\N{MICRO SIGN}V") == "1 s, 1 mV a division"


def test_the_sensory_trace_is_the_one_given(axes: Axes) -> None:
    study = WELL.sensory
    sensory_response(axes, study.time_ms, study.trace_uv[0, 0], 2.4, 18.0)
    assert_array_equal(line(axes, "_sensory"), [study.time_ms, study.trace_uv[0, 0]])
    assert is_negative_up(axes)
    assert lines(axes, "_onset")[0][0].tolist() == [2.4, 2.4]
    assert "18.0\u00a0\N{MICRO SIGN}V" in words(axes)


def test_f_waves_are_one_line_a_shock_and_the_direct_answer_is_cut_off(axes: Axes) -> None:
    study = WELL.late
    trace = study.f_trace_mv[0, 0]
    f_waves(axes, study.f_time_ms, trace, 46.0, 0.75, division_mv=0.5)
    drawn = lines(axes, "_shock")
    assert len(drawn) == len(trace)
    back = study.f_time_ms > 40.0
    for k, (one, values) in enumerate(zip(drawn, trace, strict=True)):
        assert_allclose((one[1] - 0.5 * k)[back], np.clip(values, -0.475, 0.475)[back], atol=1e-12)
        assert np.abs(one[1] - 0.5 * k).max() < 0.5
    assert len(lines(axes, "_over")) == len(trace)
    assert "46.0\u00a0ms, 6 of 8" in words(axes)
    assert lines(axes, "_onset")[0][0].tolist() == [46.0, 46.0]


def test_no_f_wave_is_said(axes: Axes) -> None:
    study = GONE.late
    f_waves(axes, study.f_time_ms, study.f_trace_mv[0, 1], NAN, 0.0)
    assert "no F wave after 8 shocks" in words(axes)
    assert lines(axes, "_onset") == []


def test_h_rises_from_weak_to_strong_downwards_with_m_and_h_marked(axes: Axes) -> None:
    study = WELL.late
    h_reflex(axes, study.h_time_ms, study.h_trace_mv[0], study.h_strength, 31.0, m_latency_ms=5.0, division_mv=5.0)
    drawn = lines(axes, "_strength")
    base = [one[1, 0] for one in drawn]
    assert base == sorted(base)  # negative is up, so a larger number stands lower
    for one, values, low in zip(drawn, study.h_trace_mv[0], base, strict=True):
        assert_allclose(one[1] - low, np.clip(values, -7.5, 7.5), atol=1e-12)
    assert line(axes, "_H")[0].tolist() == [31.0, 31.0]
    assert line(axes, "_M")[0].tolist() == [5.0, 5.0]


def test_no_h_reflex_is_said(axes: Axes) -> None:
    study = GONE.late
    h_reflex(axes, study.h_time_ms, study.h_trace_mv[1], study.h_strength, NAN)
    assert "no H reflex" in words(axes)
    assert lines(axes, "_H") == []


def test_the_recruitment_curve_draws_both_sizes(axes: Axes) -> None:
    study = WELL.late
    h_recruitment(axes, study.h_strength, study.h_m_mv[0], study.h_h_mv[0])
    assert_array_equal(line(axes, "M"), [study.h_strength, study.h_m_mv[0]])
    assert_array_equal(line(axes, "H"), [study.h_strength, study.h_h_mv[0]])


def test_a_needle_trace_keeps_its_spikes_when_thinned(axes: Axes) -> None:
    study = HURT.needle
    m = study.muscle.index("gasmed")
    needle_strip(axes, study.rest_time_ms, study.rest_trace_uv[m, 1], division_uv=200.0, sweep_ms=100.0)
    x, y = line(axes, "_trace")
    assert len(x) < len(study.rest_time_ms)
    assert (np.diff(x) > 0).all()
    assert (y == -260.0).sum() == (study.rest_trace_uv[m, 1] == -260.0).sum()


def test_units_stand_below_each_other_and_none_is_said(axes: Axes) -> None:
    study = WELL.needle
    taken = study.unit_traces_uv[0, 0]
    needle_units(axes, study.unit_time_ms, taken, division_uv=500.0, apart=2.0)
    for k, (one, values) in enumerate(zip(lines(axes, "_unit"), taken, strict=True)):
        assert_allclose(one[1] - 1000.0 * k, values, atol=1e-9)
    axes.clear()
    needle_units(axes, study.unit_time_ms, taken[:0])
    assert "no unit" in words(axes)


def test_the_map_writes_every_cell(axes: Axes) -> None:
    found = [[["quiet", "usual", "full"], ["3+", "poly", "few"]], [["a", "b", "c"], ["d", "e", "f"]]]
    bad = [[[False] * 3, [True] * 3], [[False] * 3, [False] * 3]]
    assert needle_map(axes, ["soleus", "vasti"], ["S1", "L3"], found, bad) is axes
    assert {"soleus", "vasti", "S1", "L3", "3+", "poly", "few", *"abcdef"} <= set(words(axes))
    red = {text.get_text() for text in axes.texts if text.get_weight() == "bold"}
    assert red == {"3+", "poly", "few"}


def test_the_raster_marks_every_spike_and_names_the_roads_taken(axes: Axes) -> None:
    time_s, unit, road = np.array([1.0, 1.5, 2.0, 3.0]), np.array([0, 4, 9, 4]), np.array([0, 1, 1, 3])
    spasm_raster(axes, time_s, unit, road, 10, end_s=4.0, spasms=[(1.0, 2.0)])
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["willed", "nerve", "reflex"]  # type: ignore[union-attr]
    (nerve,) = lines(axes, "nerve")
    assert nerve[0][::3].tolist() == [1.5, 2.0]
    assert nerve.reshape(2, -1, 3)[1, :, :2].mean(axis=1).tolist() == [5.0, 10.0]
    assert lines(axes, "_spasm")[0][0].tolist() == [1.0, 2.0]


def test_lanes_lie_where_their_road_is_active(axes: Axes) -> None:
    time_s = np.linspace(0.0, 10.0, 101)
    by_road = np.zeros((3, 101))
    by_road[1, 20:41] = 0.3
    emg = np.sin(np.linspace(0, 60, 4000))
    emg_by_road(axes, np.linspace(0.0, 10.0, 4000), emg, time_s, by_road, title="soleus")
    (lane,) = [one for one in axes.collections if str(one.get_label()).startswith("_")]
    reach = lane.get_paths()[0].vertices[:, 0]
    assert (reach.min(), reach.max()) == pytest.approx((2.0, 4.1))
    assert {"motor pool", "soleus"} <= set(words(axes))
    assert not {"nerve", "reflex"} & set(words(axes))


def test_markup_of_a_picture_is_the_same_each_time_without_holes() -> None:
    def draw(left: Axes, right: Axes) -> None:
        for side, one in enumerate((left, right)):
            study = GONE.motor
            motor_responses(
                one, study.time_ms, study.trace_mv[0, side], study.latency_ms[0, side], study.amplitude_mv[0, side]
            )

    first, second = (svg(draw, name="studies-x", words="two sides", columns=2) for _ in range(2))
    assert first == second
    assert not re.search(r"nan|inf", first, re.IGNORECASE)
    assert not re.search(r"\d\.\d{3,}", first)


def test_long_lines_are_written_shorter_and_end_where_they_should() -> None:
    points = np.random.default_rng(1).normal(0.0, 40.0, (300, 2)).cumsum(axis=0)
    broken = [points[:180], points[180:]]
    text = " ".join("M " + " L ".join(f"{x:.6f} {y:.6f}" for x, y in part) for part in broken)
    short = lean(f'<path d="{text}"/>')
    assert len(short) < 0.6 * len(text)
    for part, line in zip(broken, re.findall(r"M([^M\"]+)", short), strict=True):
        start, steps = line.split("l")
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", steps)]
        path = np.cumsum([[float(n) for n in start.split()], *np.reshape(numbers, (-1, 2))], axis=0)
        assert_allclose(path, part, atol=0.051)


# section


@pytest.fixture(scope="module")
def shown() -> studies.StudiesView:
    found = studies.view(made.studied())
    assert found is not None
    return found


def test_no_visit_no_section() -> None:
    assert studies.view(made.cauda()) is None


def test_what_is_outside_stands_open_and_the_rest_is_folded(shown: studies.StudiesView) -> None:
    assert [one.title for one in shown.outside] == [
        "Tibial nerve, F waves", "Peroneal nerve, F waves", "H reflex of the calf",
    ]  # fmt: skip
    assert len(shown.normal) == 4
    calm = studies.view(made.healthy())
    assert calm is not None
    assert not calm.outside
    assert not calm.needle.outside
    assert [words for _, words in calm.conclusion] == [
        "Every response lies within its normal limits, and the needle finds nothing unusual."
    ]


def test_pictures_have_words_no_holes_and_their_own_ids(shown: studies.StudiesView) -> None:
    pictures = [one.picture for one in (*shown.outside, *shown.normal)]
    pictures += [picture for _, picture in shown.needle.pictures]
    for one in pictures:
        assert re.search(r'aria-label="[^"]{30,}"', one)
        assert not re.search(r"\bnan\b|\binf\b", one)
        assert all(name.startswith("studies-") for name in re.findall(r' id="([^"]+)"', one))
    assert sum(map(len, pictures)) < 400_000


def test_numbers_are_the_studys_and_judged_by_findings_alone() -> None:
    visit, person = HURT, made.disc().body.person
    normal = limits(person)

    def f_row(said: dict[str, Any]) -> tuple[tuple[str, bool], ...]:
        found = row(
            Findings.from_mapping(said), normal, "shortest", "ms", visit.late.f_latency_ms[0], finding="f_latency",
            site="abdhal",
        )  # fmt: skip
        return tuple((cell.value, cell.outside) for cell in found.sides)

    assert f_row({}) == (("46.0", False), ("51.0", False))
    said = {"f_latency": {"state": "present", "side": "right", "site": "abdhal", "amount": 51.0}}
    assert f_row(said) == (("46.0", False), ("51.0", True))
    told = row(Findings(), normal, "shortest", "ms", np.ones(2), finding="f_latency", site="abdhal").normal
    assert f"to {normal['f_latency', 'abdhal'].high:.1f}" in told


def test_a_missing_response_is_said_beside_the_traces() -> None:
    result = made.healthy()
    gone = studies.view(replace(result, days=(*result.days[:-1], replace(result.last, laboratory=GONE))))
    assert gone is not None
    assert len(gone.outside) == 7
    first = gone.outside[0].rows[0]
    assert first.sides[1].value == "absent"
    assert first.between == "–"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"numbness": "lateral_foot", "sensory_amplitude": "absent"}, "lies before the ganglion"),
        ({"sensory_amplitude": "sural"}, "in or beyond the ganglion"),
        ({"motor_amplitude": "edb"}, "motor axons have died"),
        ({"f_latency": "abdhal", "motor_latency": "absent", "motor_velocity": "absent"}, "the delay lies higher up"),
        ({"f_absent": "edb"}, "No F wave of the peroneal nerve"),
        ({"h_absent": ""}, "no H reflex"),
        ({"fibrillations": "gasmed"}, "fire on their own in gastrocnemius"),
        ({"fibrillations": "multifidus"}, "the root itself is hurt"),
        ({"polyphasic_units": "tibant"}, "taken on orphaned fibres"),
        ({"recruitment_reduced": "tibant"}, "too few units"),
    ],
)
def test_each_sentence_hangs_on_its_finding(said: dict[str, str], sentence: str) -> None:
    def findings(side: str, keep: bool) -> Findings:
        data: dict[str, Any] = {}
        for name, site in said.items():
            if site == "absent" or not keep:
                data[name] = "absent"
            else:
                data[name] = {"state": "present", "side": side, **({"site": site} if site else {})}
        return Findings.from_mapping(data)

    ((side, words),) = conclusion(findings("left", True))
    assert side == "Left"
    assert sentence in words
    assert not any(sentence in words for _, words in conclusion(findings("left", False)))


def test_numb_skin_says_nothing_of_the_ganglion_where_no_study_was_made() -> None:
    numb = {"state": "present", "side": "left", "site": "lateral_foot", "amount": 0.5}
    assert conclusion(Findings.from_mapping({"numbness": numb})) == ()


def test_a_kept_response_speaks_of_its_own_skin_alone() -> None:
    numb = {"state": "present", "side": "left", "site": "sole", "amount": 0.5}
    said = conclusion(Findings.from_mapping({"numbness": numb, "sensory_amplitude": "absent"}))
    assert not any("ganglion" in words for _, words in said)
