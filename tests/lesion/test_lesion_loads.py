"""Laws that hold for every cause: finite, mirrored, scaled, stacked, and without a name."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lesion_cases import BODY, FEW, NAMES, PARAMETERS, PERSON, POSTURES, at, build, cause, causes, disc

from sciatica import lesion
from sciatica.core.errors import InputError

OTHER = {"left": "right", "right": "left", "both": "both"}


def mirrored(postures: tuple[lesion.Posture, ...]) -> tuple[lesion.Posture, ...]:
    return tuple(
        replace(
            p,
            leg_raise_deg=(p.leg_raise_deg[1], p.leg_raise_deg[0]),
            fair=(p.fair[1], p.fair[0]),
            femoral_stretch=(p.femoral_stretch[1], p.femoral_stretch[0]),
            contraction=None if p.contraction is None else (p.contraction[1], p.contraction[0]),
            list_deg=-p.list_deg,
        )
        for p in postures
    )


def in_order(loads: lesion.Loads, flip: bool) -> dict[str, np.ndarray]:
    side = 1 - loads.side if flip else loads.side
    order = np.lexsort((loads.centre_mm[0], loads.root[0], side[0]))
    arrays = {f.name: getattr(loads, f.name)[:, order] for f in fields(loads) if f.name != "postures"}
    return arrays | {"side": side[:, order]}


@settings(max_examples=40)
@given(causes())
def test_every_load_is_finite_and_not_negative(given_cause: dict[str, Any]) -> None:
    loads = build(given_cause)
    assert loads.number > 0
    shape = (1, loads.number, len(POSTURES))
    for name in ("pressure_mmhg", "strain", "mechanical_rate", "swing_mmhg"):
        values = getattr(loads, name)
        assert values.shape == shape
        assert np.all(np.isfinite(values))
        assert np.all(values >= 0)
    assert np.all(np.isfinite(loads.centre_mm))
    assert np.all(loads.centre_mm > 0)
    assert np.all(loads.length_mm > 0)
    assert np.all(loads.present)
    assert np.all((loads.contact >= 0) & (loads.contact <= 1))
    assert np.all((loads.nucleus_material >= 0) & (loads.nucleus_material <= 1))
    assert np.all(loads.strain < 0.35)  # a vertebra that fell off and moves as much as any


@settings(max_examples=40)
@given(causes(), st.floats(0, 30), st.sampled_from(["left", "right"]), st.floats(0, 1), st.floats(0, 100))
def test_the_mirrored_side_gives_mirrored_loads(
    given_cause: dict[str, Any], list_deg: float, side_of_list: str, contraction: float, day: float
) -> None:
    standing = POSTURES[NAMES.index("standing")]
    postures = (
        *POSTURES,
        lesion.adapted(standing, list_deg=list_deg, side_of_list=side_of_list, cocontraction=0.4),
        lesion.contracted(lesion.held(standing, 30.0), (contraction, 0.2)),
    )
    here = lesion.build([cause(**given_cause)], BODY, postures, PARAMETERS, day=day)
    other = given_cause | {"side": OTHER[given_cause["side"]]}
    there = lesion.build([cause(**other)], BODY, mirrored(postures), PARAMETERS, day=day)
    ours, theirs = in_order(here, flip=False), in_order(there, flip=True)
    for name, values in ours.items():
        assert np.array_equal(values, theirs[name]), name


@settings(max_examples=40)
@given(causes(), st.floats(0, 50))
def test_scaled_scales_pressure_and_nothing_else(given_cause: dict[str, Any], factor: float) -> None:
    loads = build(given_cause, postures=FEW)
    scaled = lesion.scaled(loads, pressure=factor)
    assert np.array_equal(scaled.pressure_mmhg, loads.pressure_mmhg * factor)
    assert np.array_equal(scaled.mechanical_rate, loads.mechanical_rate * factor)
    assert np.array_equal(scaled.swing_mmhg, loads.swing_mmhg * factor)
    for f in fields(loads):
        if f.name not in ("pressure_mmhg", "mechanical_rate", "swing_mmhg", "postures"):
            assert np.array_equal(getattr(scaled, f.name), getattr(loads, f.name))


@settings(max_examples=40)
@given(causes(), causes())
def test_several_causes_stand_side_by_side(first: dict[str, Any], second: dict[str, Any]) -> None:
    both, one, two = (build(*some, postures=FEW) for some in ((first, second), (first,), (second,)))
    assert both.number == one.number + two.number
    assert np.array_equal(both.pressure_mmhg[:, : one.number], one.pressure_mmhg)
    assert np.array_equal(both.pressure_mmhg[:, one.number :], two.pressure_mmhg)


@settings(max_examples=40)
@given(causes(), causes())
def test_stacked_persons_keep_their_loads_and_are_padded_with_absent_ones(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    one, two, healthy = build(first, postures=FEW), build(second, postures=FEW), lesion.none(FEW)
    stacked = lesion.stack([one, two, healthy])
    assert stacked.persons == 3
    assert stacked.number == max(one.number, two.number)
    for row, alone in enumerate((one, two, healthy)):
        assert stacked.present[row].sum() == alone.number
        assert np.array_equal(stacked.pressure_mmhg[row, : alone.number], alone.pressure_mmhg[0])
        assert np.all(stacked.pressure_mmhg[row, alone.number :] == 0)
        assert not np.any(stacked.present[row, alone.number :])


def test_the_rate_is_the_pressure_over_lying_by_how_fast_it_comes() -> None:
    loads = build(disc())
    rate = dict(zip(NAMES, loads.mechanical_rate[0, 0], strict=True))
    cough_s = next(p.rise_s for p in POSTURES if p.name == "coughing")
    rise = at(loads, "coughing")[0] - at(loads, "lying")[0]
    assert rate["coughing"] == pytest.approx(rise / cough_s)
    assert rate["coughing"] > 10 * rate["standing"]
    assert rate["lying"] == pytest.approx(0.0, abs=1e-9)


def test_loads_carry_no_word_but_the_names_of_postures() -> None:
    loads = build(disc())
    for f in fields(loads):
        if f.name != "postures":
            assert getattr(loads, f.name).dtype.kind in "fib"


def test_the_healthy_have_no_load() -> None:
    healthy = lesion.build([], BODY, POSTURES, PARAMETERS)
    assert healthy.number == 0
    assert healthy.pressure_mmhg.shape == (1, 0, len(POSTURES))


def test_a_taller_person_has_the_same_pressures_farther_from_the_cord() -> None:
    from sciatica import body
    from sciatica.core.parameters import read

    tall = body.build(PERSON.model_copy(update={"height_cm": 200.0}), np.random.default_rng(1), read("body"))
    here = build(disc())
    there = lesion.build([cause(**disc())], tall, POSTURES, PARAMETERS)
    assert there.centre_mm == pytest.approx(here.centre_mm * 200 / 175)
    assert np.array_equal(there.pressure_mmhg, here.pressure_mmhg)


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: lesion.build([], BODY, (), PARAMETERS), "postures"),
        (
            lambda: lesion.build(
                [], BODY, POSTURES, PARAMETERS, muscle_activation=np.full((len(BODY.muscles), 2), 1.5)
            ),
            "muscle_activation",
        ),
        (lambda: lesion.scaled(build(disc()), pressure=-1.0), "pressure"),
        (lambda: lesion.scaled(build(disc()), pressure=float("nan")), "pressure"),
        (lambda: build(disc(), day=float("nan")), "day"),
        (lambda: lesion.stack([]), "persons"),
        (lambda: lesion.stack([lesion.none(POSTURES), lesion.none(POSTURES[:2])]), "postures"),
    ],
)
def test_what_makes_no_sense_is_refused(call: Any, field: str) -> None:
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.field == field


def test_a_cause_may_not_begin_after_the_day_of_the_case() -> None:
    late = cause(**disc(began_day=12.0))
    lesion.check([late], 12.0)
    with pytest.raises(InputError) as caught:
        lesion.check([cause(**disc()), late], 10.0, file="case.yaml")
    assert caught.value.field == "causes[1].began_day"
    assert caught.value.given == 12.0
