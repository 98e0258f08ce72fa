"""What the laboratory finds, as laws: limits, sides, what is absent and what is unknown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from exam_bedsides import body, exam, found_in, healthy, mirrored, present, visited

from sciatica.body import CLASSES, ROOTS
from sciatica.core import references
from sciatica.core.findings import Findings, table
from sciatica.core.parameters import defaults
from sciatica.core.person import Person
from sciatica.exam import EXACT, Bedside, Observer
from sciatica.exam.measured import everything
from sciatica.exam.studies import MOTOR, SCREEN, SENSORY, Limit, beyond, laboratory, limits

MEASURED = [row.id for row in table().values() if row.group == "measured" and row.simulated]
LEFT, RIGHT = 0, 1


def lying(kind: str, side: int, roots: tuple[str, ...] = ROOTS) -> np.ndarray:
    fibres = body().fibres
    mine = (fibres.kind == CLASSES.index(kind)) & (fibres.side == side)
    return mine & np.isin(fibres.root, [ROOTS.index(root) for root in roots])


def with_loss(gone: np.ndarray, *, far_piece_too: bool = True, days: float = 30.0) -> Bedside:
    channels = healthy().channels
    cut = replace(
        channels,
        connected_to_cord=~gone,
        connected_distally=~gone if far_piece_too else channels.connected_distally,
        lost_days=np.where(gone, days, 0.0),
        passes=channels.passes & ~gone[:, None],
    )
    return replace(healthy(), channels=cut, laboratory=visited(cut))


@pytest.fixture(scope="module")
def no_motor() -> Findings:
    return found_in(with_loss(lying("motor", LEFT) | lying("a_beta", LEFT)))


def test_nothing_is_found_in_the_healthy_and_every_site_is_said_to_be_well() -> None:
    found = found_in(healthy())
    for name in MEASURED:
        assert {v.state for v in found.values(name)} == {"absent"}, name
        sites = table()[name].sites or (None,)
        assert {(v.side, v.site) for v in found.values(name)} == {(s, at) for s in ("left", "right") for at in sites}


def test_no_electrode_makes_the_healthy_ill() -> None:
    for seed in range(200):
        found = everything(healthy(), exam(), Observer(seed))
        assert {entry["state"] for entries in found.values() for entry in entries} == {"absent"}, seed


def test_where_nobody_went_to_the_laboratory_nothing_of_it_is_known() -> None:
    found = found_in(replace(healthy(), laboratory=None))
    assert not set(MEASURED) & set(found.answers)


def test_a_response_that_is_gone_is_absent_and_its_latency_unknown(no_motor: Findings) -> None:
    for nerve in MOTOR:
        assert no_motor.get("motor_amplitude", "left", nerve.target).amount == 0.0
        assert no_motor.get("f_absent", "left", nerve.target).state == "present"
        for name in ("motor_latency", "motor_velocity", "f_latency"):
            assert no_motor.get(name, "left", nerve.target).state == "unknown"
            assert no_motor.get(name, "right", nerve.target).state == "absent"
    assert no_motor.get("h_absent", "left").state == "present"
    assert no_motor.get("h_latency", "left").state == "unknown"
    for nerve in SENSORY:
        assert no_motor.get("sensory_amplitude", "left", nerve.name).state == "present"
        assert no_motor.get("sensory_velocity", "left", nerve.name).state == "unknown"
    assert not present(no_motor, "motor_amplitude", "right")


def test_a_far_piece_that_dies_takes_the_potential_with_it_and_one_that_lives_keeps_it() -> None:
    gone = lying("a_beta", RIGHT, ("S1",))
    dead, alive = (found_in(with_loss(gone, far_piece_too=far)) for far in (True, False))
    assert set(present(dead, "sensory_potential_reduced", "right")) == {"sural"}
    assert not present(dead, "sensory_potential_reduced", "left")
    assert not present(alive, "sensory_potential_reduced")
    assert not present(dead, "motor_potential_reduced")


def test_a_fibre_blocked_at_the_root_still_answers_beyond_it() -> None:
    channels = healthy().channels
    shut = replace(channels, passes=channels.passes & ~lying("motor", RIGHT)[:, None])
    found = found_in(replace(healthy(), channels=shut, laboratory=visited(shut)))
    assert not present(found, "motor_potential_reduced")
    assert not present(found, "fibrillations")
    assert set(present(found, "f_absent", "right")) == {nerve.target for nerve in MOTOR}
    assert set(present(found, "recruitment_reduced", "right")) == set(SCREEN)


def test_the_needle_names_the_muscles_of_the_root_and_the_spine() -> None:
    found = found_in(with_loss(lying("motor", LEFT, ("L5",))))
    hurt = present(found, "fibrillations", "left")
    assert {"tibant", "ehl", "glmed", "multifidus"} <= set(hurt)
    assert not {"vasti", "addlong"} & set(hurt)
    assert all(1.0 <= (grade or 0.0) <= 4.0 for grade in hurt.values())
    assert not present(found, "fibrillations", "right")


def test_the_other_side_is_the_reference_where_it_is_well() -> None:
    one = found_in(with_loss(lying("a_beta", RIGHT, ("S1",))))
    size = {side: one.get("sensory_amplitude", side, "sural").amount for side in ("left", "right")}
    assert size["left"]
    assert size["right"]
    ratio = one.get("sensory_potential_reduced", "right", "sural").amount
    assert ratio == pytest.approx(size["right"] / size["left"], abs=0.02)
    both = found_in(with_loss(lying("a_beta", RIGHT) | lying("a_beta", LEFT)))
    assert set(present(both, "sensory_potential_reduced", "left")) == {nerve.name for nerve in SENSORY}


def test_the_mirrored_person_has_mirrored_responses() -> None:
    bed = with_loss(lying("motor", LEFT, ("S1",)))
    for name in MEASURED:
        here, there = found_in(bed).values(name), found_in(mirrored(bed)).values(name)
        turned = {(("right" if v.side == "left" else "left"), v.site): (v.state, v.amount) for v in there}
        assert {(v.side, v.site): (v.state, v.amount) for v in here} == turned, name


# --- limits ---


def person(height_cm: float = 172.0, age_years: float = 40.0) -> Person:
    return Person(
        age_years=age_years, sex="male", height_cm=height_cm, mass_kg=75, systolic_mmhg=120, diastolic_mmhg=80
    )


def test_every_limit_belongs_to_a_finding_in_its_unit_and_names_papers_that_can_be_found() -> None:
    rows, known = table(), references.load()
    for (name, site), limit in limits(person()).items():
        assert set(limit.source) <= set(known)
        assert limit.source or limit.note.startswith("assumed")
        if name == "h_amplitude":
            continue  # judged between the sides only, and written down as their ratio
        assert rows[name].unit == limit.unit
        assert site in (rows[name].sites or ("",)) or not site
        bad_is_high = rows[name].worse == "up"
        assert np.isfinite(limit.high if bad_is_high else limit.low), name


def test_limits_follow_height_and_age() -> None:
    short, tall = limits(person(158.0)), limits(person(192.0))
    for key in (("f_latency", "abdhal"), ("f_latency", "edb"), ("h_latency", "")):
        assert tall[key].high > short[key].high + 3.0
    young, old = limits(person(age_years=22.0)), limits(person(age_years=78.0))
    for key in (("sensory_amplitude", "sural"), ("motor_amplitude", "abdhal"), ("motor_velocity", "abdhal")):
        assert old[key].low < young[key].low


def test_a_cold_leg_is_not_an_ill_one() -> None:
    usual = replace(
        healthy().channels,
        delay_to_target_ms=body().fibres.path_mm / (4.5 * body().fibres.diameter_um),
        to_lesion_ms=np.full(len(body().fibres), 1.0),
    )
    cold = laboratory(body(), usual, 0, usual.lost_days, defaults(), np.random.default_rng(0), temperature_c=31.0)
    warm = healthy().laboratory
    assert warm is not None
    assert (cold.motor.velocity_m_s < 0.95 * warm.motor.velocity_m_s).all()
    found = everything(replace(healthy(), laboratory=cold), exam())
    assert {entry["state"] for entries in found.values() for entry in entries} == {"absent"}
    at_31, at_33 = limits(body().person, 31.0), limits(body().person)
    assert at_31["motor_velocity", "edb"].low < at_33["motor_velocity", "edb"].low
    assert at_31["f_latency", "edb"].high > at_33["f_latency", "edb"].high
    assert at_31["sensory_amplitude", "sural"].low == at_33["sensory_amplitude", "sural"].low


def test_a_value_is_judged_by_its_limit_and_by_the_other_side() -> None:
    late = Limit(30.0, np.nan, 34.0, 1.5, "difference", "ms", (), "")
    for value, wanted in (
        ((31.0, 31.0), (False, False)),
        ((31.0, 35.0), (False, True)),
        ((30.0, 32.0), (False, True)),
        ((np.nan, 32.0), (False, False)),
    ):
        np.testing.assert_array_equal(beyond(np.array(value), late), wanted)
        np.testing.assert_array_equal(beyond(np.array(value[::-1]), late), wanted[::-1])
    small = Limit(15.0, 8.0, np.nan, 0.5, "ratio", "uV", (), "")
    for value, wanted in (((20.0, 12.0), (False, False)), ((20.0, 9.0), (False, True)), ((7.0, 9.0), (True, False))):
        np.testing.assert_array_equal(beyond(np.array(value), small), wanted)


def test_the_exact_observer_reads_what_was_recorded() -> None:
    visit = healthy().laboratory
    assert visit is not None
    found = everything(healthy(), exam(), EXACT)["motor_amplitude"]
    amounts = {(e["side"], e["site"]): e["amount"] for e in found}
    for s, nerve in enumerate(MOTOR):
        assert amounts["left", nerve.target] == pytest.approx(visit.motor.amplitude_mv[s, 0, 0], abs=0.06)
