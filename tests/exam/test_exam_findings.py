"""The examination as a whole: what is asked is answered, on both sides, in the table's terms, and dated."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from exam_bedsides import (
    ANGLES_DEG,
    BENDS_DEG,
    POSTURES,
    SAT_MIN,
    body,
    exam,
    firing,
    found_in,
    healthy,
    hurting,
    losing,
    mirrored,
    moving,
    playing,
    visited,
)

from sciatica.body import CLASSES, ROOTS
from sciatica.core.errors import InputError
from sciatica.core.findings import Findings, state_at, table
from sciatica.core.parameters import Parameters, defaults
from sciatica.episode import Spasm, Twitch
from sciatica.exam import Bedside, Earlier, HeelRaises, LegRaise
from sciatica.exam.found.heel_raises import heel_raises
from sciatica.exam.studies import Laboratory, laboratory
from sciatica.exam.values import by_site, fitted_to_table, flag, sided
from sciatica.movement.rests import Walking
from sciatica.validate.facts._exam import in_laboratory

SIMULATED = {row.id for row in table().values() if row.simulated}


def everything_wrong() -> Bedside:
    """A right side that has lost and invents all, and a left side whose sacral roots are lost too."""
    bed = losing(healthy(), 1.0, ROOTS, (1,), CLASSES)
    bed = losing(bed, 1.0, ("S2", "S3", "S4", "S5"), (0,), CLASSES)
    bed = losing(bed, 0.9, ("L4", "L5", "S1"), (0,), ("a_alpha", "a_beta"))
    worst = dict.fromkeys(POSTURES, 9.0) | {"lying": 5.0, "side_lying": 5.0, "sitting": 7.0, "bending": 7.0}
    bed = hurting(hurting(bed, worst, "S1"), worst, "L5")
    bursts = tuple(t + d for t in np.arange(0.0, 1000.0, 50.0) for d in (0.0, 4.0))
    bed = firing(bed, ("a_alpha", "a_beta", "a_delta", "c", "motor"), bursts)
    calf = body().muscles.names.index("gasmed")
    weak = np.zeros((len(body().muscles), 2))
    weak[:, 0] = [1.0 if n != "sphincter_ani" else 0.0 for n in body().muscles.names]
    bed = playing(
        bed,
        strength=weak,
        spasms=(Spasm(calf, 1, 1.0, 9.0, 40.0, "pool", (0.0, 1.0, 0.0), ()),),
        twitches=tuple(Twitch(calf, 1, float(i), 1.0) for i in range(20)),
    )
    bed = moving(
        bed,
        stance_asymmetry=-0.4,
        trunk_list_deg=-15.0,
        swing_knee_flexion_deg=np.array([0.0, 40.0]),
        stance_lean_deg=np.array([0.0, 12.0]),
        lumbar_flexion_deg=20.0,
        walking=Walking(minutes=3.0, distance_m=150.0, rest_min=5.0, stops=True, pain_at_stop=6.0),
    )
    rising = np.stack([np.zeros(5), ANGLES_DEG / 10.0])
    return replace(
        bed,
        leg_raise=LegRaise(ANGLES_DEG, rising, rising[::-1] / 2),
        reflex=dict.fromkeys(("knee", "medial_hamstring", "ankle"), np.array([1.0, 0.0])),
        bends=(BENDS_DEG, np.stack([5.0 - BENDS_DEG / 15.0, np.abs(BENDS_DEG) / 5.0])),
        sitting=(SAT_MIN, np.stack([5.0 + SAT_MIN / 30.0, 4.0 + SAT_MIN / 20.0])),
        diary=(np.arange(96) / 4.0, np.full((2, 96), 3.0)),
        back_pain=4.0,
        heel_raises=HeelRaises(np.array([25.0, 0.0]), 25.0),
        channels=replace(bed.channels, connected_distally=body().fibres.side == 0),
        laboratory=sick_visit(),
    )


def sick_visit() -> Laboratory:
    """Slow nerves on the left; on the right roots that lost axons forty days ago, of which all but L4 are shut."""
    fibres, well = body().fibres, healthy().channels
    right, motor = fibres.side == 1, fibres.kind == CLASSES.index("motor")
    thin = np.arange(len(fibres)) % 2 == 0
    gone = right & (np.isin(fibres.root, (ROOTS.index("L5"), ROOTS.index("S1"))) | (motor & thin))
    shut = right & (fibres.root > ROOTS.index("L4"))
    return visited(
        replace(
            well,
            connected_to_cord=~gone,
            connected_distally=~gone,
            lost_days=np.where(gone, 40.0, 0.0),
            passes=well.passes & ~shut[:, None],
        ),
        slower=np.where(right, 1.0, 2.05),
    )


def everything_sore() -> np.ndarray:
    return np.stack([np.zeros(len(body().muscles)), np.ones(len(body().muscles))], axis=1)


@pytest.fixture(scope="module")
def wrong() -> Findings:
    return found_in(everything_wrong(), soreness=everything_sore())


# --- the table ---


def test_what_is_written_and_what_the_table_calls_simulated_are_the_same() -> None:
    well = set(found_in(healthy()).answers)
    assert well == SIMULATED
    # discs and facets are silent here: no pain of muscles is not no pain, and a case may answer for them
    assert set(found_in(replace(healthy(), back_pain=3.0)).answers) == SIMULATED | {"back_pain"}


def test_every_simulated_finding_can_be_present(wrong: Findings) -> None:
    assert [name for name in sorted(SIMULATED) if wrong.get(name).state != "present"] == []


def test_a_healthy_person_has_nothing_anywhere_and_it_is_said_of_both_sides() -> None:
    found = found_in(healthy())
    for name, values in found.answers.items():
        row = table()[name]
        for side, site in product(("left", "right") if row.sided else (None,), row.sites or (None,)):
            assert state_at(row, values, side, site) == "absent", (name, side, site)


def test_what_is_present_on_one_side_is_stated_absent_on_the_other() -> None:
    found = found_in(losing(healthy(), 1.0, ("L5", "S1"), (1,), ("a_beta", "a_delta")))
    for name in ("numbness", "touch_reduced", "pinprick_reduced"):
        assert (found.get(name, "right").state, found.get(name, "left").state) == ("present", "absent")


def test_the_mirrored_person_has_the_mirrored_findings(wrong: Findings) -> None:
    swap = {"left": "right", "right": "left"}

    def plain(found: Findings, *, swapped: bool) -> dict[str, list[tuple[Any, ...]]]:
        return {
            name: sorted(
                (str(swap.get(str(v.side), v.side) if swapped else v.side), str(v.site), v.state, v.amount or 0.0)
                for v in values
            )
            for name, values in found.answers.items()
        }

    other = found_in(mirrored(everything_wrong()), soreness=everything_sore()[:, ::-1])
    assert plain(other, swapped=True) == plain(wrong, swapped=False)
    assert plain(other, swapped=False) != plain(wrong, swapped=False)


def test_answers_to_what_is_not_simulated_stand_beside_what_is(wrong: Findings) -> None:
    found = found_in(everything_wrong(), soreness=everything_sore(), answers={"fever": "present"})
    assert found.get("fever").state == "present"
    assert {n: v for n, v in found.answers.items() if n != "fever"} == dict(wrong.answers)


def test_what_nobody_asked_stays_open() -> None:
    found = found_in(healthy())
    assert [n for n in table() if n not in SIMULATED and found.get(n).state != "unknown"] == []


# --- small helpers ---


def test_a_finding_at_sites_is_present_from_its_limit_on() -> None:
    amount = np.array([[0.1, 0.3, 0.5], [0.0, 0.0, 0.0]])
    up = by_site(amount, ("a", "b", "c"), 0.3)
    assert [(e["side"], e.get("site"), e["state"], e.get("amount")) for e in up] == [
        ("left", "a", "absent", None),
        ("left", "b", "present", 0.3),
        ("left", "c", "present", 0.5),
        ("right", None, "absent", None),
    ]
    down = by_site(amount, ("a", "b", "c"), 0.3, below=True)
    assert [(e["side"], e.get("site")) for e in down if e["state"] == "present"] == [
        ("left", "a"),
        ("right", "a"),
        ("right", "b"),
        ("right", "c"),
    ]


def test_where_nobody_looked_nothing_is_written() -> None:
    amount = np.array([[np.nan, 0.0, 0.5], [np.nan, 0.0, 0.0]])
    seen = by_site(amount, ("a", "b", "c"), 0.3)
    assert [(e["side"], e["site"], e["state"]) for e in seen] == [
        ("left", "b", "absent"),
        ("left", "c", "present"),
        ("right", "b", "absent"),
        ("right", "c", "absent"),
    ]


def test_an_absent_finding_has_its_amount_only_where_an_examiner_writes_it_and_minus_nothing_is_nothing() -> None:
    assert flag(False, 3.0) == [{"state": "absent"}]
    assert flag(False, 3.0, said_anyway=True) == [{"state": "absent", "amount": 3.0}]
    assert str(flag(True, -0.001)[0]["amount"]) == "0.0"


def test_a_finding_of_the_midline_is_present_if_either_side_is() -> None:
    for present in ([False, True], [True, False], [True, True]):
        fitted = fitted_to_table({"saddle_numbness": sided(present, [0.9, 0.9])})
        assert fitted == {"saddle_numbness": [{"state": "present"}]}
    assert fitted_to_table({"saddle_numbness": sided([False, False], [0.0, 0.0])}) == {
        "saddle_numbness": [{"state": "absent"}]
    }


def test_a_finding_that_the_table_does_not_know_is_an_error() -> None:
    with pytest.raises(KeyError):
        fitted_to_table({"no_such_finding": flag(True)})
    with pytest.raises(InputError):
        found_in(healthy(), answers={"no_such_finding": "present"})


# --- since when, how, and is it getting better ---


def numb(share: float, day: float) -> Bedside:
    return replace(losing(healthy(), share, ("S1",), (1,), ("a_beta",)), day=day)


def history(*visits: tuple[float, float]) -> Any:
    """The numb outer foot at the last of some visits (day, share lost)."""
    earlier: list[Earlier] = []
    for day, share in visits:
        found = found_in(numb(share, day), earlier=earlier)
        earlier.append(Earlier(day, found))
    return earlier[-1].findings.get("numbness", "right", "lateral_foot")


def test_a_finding_dates_from_the_last_day_without_it() -> None:
    value = history((1.0, 0.0), (3.0, 0.0), (7.0, 0.9), (10.0, 0.9))
    assert value.since_days == 7.0
    assert history((10.0, 0.9)).since_days == 10.0  # well when the first load came
    assert history((3.0, 0.9), (7.0, 0.0), (10.0, 0.9)).since_days == 3.0  # it had gone


def test_what_came_between_two_near_looks_came_suddenly() -> None:
    near = exam().sudden_within_days
    assert history((9.0, 0.0), (9.0 + near, 0.9)).onset == "sudden"
    assert history((9.0, 0.0), (9.0 + 2 * near, 0.9)).onset == "gradual"
    assert history((9.0, 0.0), (9.0 + near, 0.9), (20.0, 0.9)).onset == "sudden"  # how it came stays as it was


def test_the_course_is_the_change_since_the_last_look() -> None:
    assert history((7.0, 0.5), (10.0, 1.0)).course == "worse"
    assert history((7.0, 1.0), (10.0, 0.5)).course == "better"
    assert history((7.0, 0.9), (10.0, 0.91)).course == "stable"
    assert history((3.0, 1.0), (7.0, 0.5), (10.0, 0.5)).course == "stable"
    assert history((10.0, 0.9)).course == "unknown"


def test_of_power_and_reflexes_less_is_worse() -> None:
    def at(share: float, day: float, earlier: tuple[Earlier, ...] = ()) -> Findings:
        reflex = {"knee": np.ones(2), "ankle": np.array([1.0, share])}
        return found_in(replace(healthy(), reflex=reflex, day=day), earlier=earlier)

    for first, then, course in ((0.5, 0.2, "worse"), (0.2, 0.5, "better")):
        seen = at(then, 10.0, (Earlier(5.0, at(first, 5.0)),))
        assert seen.get("ankle_reflex_reduced", "right").course == course


def test_a_finding_that_was_not_looked_for_was_neither_there_nor_gone() -> None:
    absent = Findings.from_mapping({"numbness": "absent"})
    silent = Findings.from_mapping({"leg_pain": "absent"})
    for earlier, since in (
        ((Earlier(4.0, absent), Earlier(7.0, silent)), 6.0),
        ((Earlier(7.0, silent),), 10.0),
        ((Earlier(4.0, silent), Earlier(7.0, absent)), 3.0),
    ):
        value = found_in(numb(0.9, 10.0), earlier=earlier).get("numbness", "right", "lateral_foot")
        assert value.since_days == since


def test_what_is_absent_is_not_dated() -> None:
    value = history((7.0, 0.9), (10.0, 0.0))
    assert (value.state, value.onset, value.since_days, value.course) == ("absent", "unknown", None, "unknown")


# --- the constants ---


def test_every_constant_of_the_room_is_read() -> None:
    """A constant that nothing reads would be a threshold that nobody applies."""

    class Watched:
        def __init__(self, inner: Parameters) -> None:
            self.inner, self.read = inner, set[str]()

        def __getattr__(self, name: str) -> Any:
            self.read.add(name)
            return getattr(self.inner, name)

    from sciatica.exam import examine

    watched = Watched(exam())
    seen = found_in(everything_wrong(), soreness=everything_sore())
    examine(everything_wrong(), everything_sore(), [Earlier(5.0, seen)], {}, watched)  # type: ignore[arg-type]
    others = {room: getattr(defaults(), room) for room in ("body", "cord", "muscle", "movement")}
    everything = SimpleNamespace(exam=watched, **others)
    man, channels = in_laboratory(defaults())
    gone = man.fibres.kind == CLASSES.index("motor")
    dead = replace(channels, connected_to_cord=~gone, connected_distally=~gone)
    laboratory(man, dead, 0, 60.0 * gone, everything, np.random.default_rng(0))  # type: ignore[arg-type]
    heel_raises(man, channels, np.ones((len(man.muscles), 2)), 0, everything)  # type: ignore[arg-type]
    assert watched.read >= {row.name for row in exam().table}
