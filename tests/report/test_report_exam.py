"""What the person says and the examiner finds, as the page tells it: every row by itself, unknown never normal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import report_results as made

from sciatica.body import ROOTS
from sciatica.core.findings import Findings, table
from sciatica.core.findings_value import FindingValue
from sciatica.core.parameters import defaults
from sciatica.report.sections import dermatome, exam, said
from sciatica.report.sections.exam_words import GROUPS, amount_words, cell_words, group_of, limit_words, said_of
from sciatica.simulate.result import Result

FOUND = [row for row in table().values() if row.group == "found"]


def with_findings(answers: dict[str, Any], result: Result | None = None) -> Result:
    """A result in which nothing but these answers is known."""
    whole = made.disc() if result is None else result
    last = replace(whole.last, findings=Findings.from_mapping(answers))
    return replace(whole, days=(*whole.days[:-1], last))


def rows_of(view: exam.ExamView) -> dict[str, exam.ExamRow]:
    return {row.title: row for group in view.groups for row in group.rows}


def test_nothing_known_is_nothing_examined_and_all_of_it_is_named() -> None:
    view = exam.view(with_findings({}))
    assert view.groups == ()
    assert all(said_of(row).title.lower() in view.missed.lower() for row in FOUND)


def test_every_row_of_the_table_appears_and_only_what_is_present_is_marked() -> None:
    for state, wrong in (("absent", False), ("present", True)):
        view = exam.view(with_findings({row.id: state for row in FOUND}))
        shown = rows_of(view)
        assert view.missed == ""
        assert {row.bad for row in shown.values()} == {wrong} or not all(row.sites for row in FOUND)
        for row in FOUND:
            titles = [title for title in shown if title.startswith(said_of(row).title)]
            assert titles, row.id
        if not wrong:
            assert view.wrong == 0


def test_groups_keep_their_order_and_every_row_has_one() -> None:
    view = exam.view(with_findings(dict.fromkeys((row.id for row in FOUND), "absent")))
    order = [GROUPS.index(group.heading) for group in view.groups]
    assert order == sorted(order)
    assert group_of("finger_floor_distance") == "Spine, hip and muscles"
    assert group_of("something_never_heard_of") == GROUPS[-1]


def test_a_side_that_nobody_looked_at_is_not_examined() -> None:
    view = exam.view(with_findings({"ankle_reflex_reduced": {"state": "present", "side": "right", "amount": 0.4}}))
    row = rows_of(view)["Ankle reflex"]
    assert (row.left.words, row.left.state) == ("not examined", "unknown")
    assert row.right is not None
    assert (row.right.words, row.right.state) == ("reduced, 40\u00a0%", "present")


def test_places_come_worst_first_and_the_rest_is_told_in_one_line() -> None:
    power = [
        {"state": "present", "side": "right", "site": site, "amount": amount}
        for site, amount in (("knee_flexion", 4.0), ("ankle_plantarflexion", 2.0))
    ]
    rest = [{"state": "absent", "side": "right", "site": "hip_flexion"}, {"state": "absent", "side": "left"}]
    rows = list(rows_of(exam.view(with_findings({"power_reduced": power + rest}))).values())
    assert [row.title for row in rows] == ["Power: pushing the foot down", "bending the knee", "Power, elsewhere"]
    assert rows[0].right is not None
    assert rows[0].right.words == "2 of 5"
    assert rows[-1].right is not None
    assert "not all examined" in rows[-1].right.words
    assert rows[-1].left.words == "5 of 5"


def test_a_long_list_of_the_dynamometer_is_folded_with_its_range() -> None:
    sites = table()["dynamometer"].sites[:6]
    weak = [
        {"state": "present", "side": "right", "site": site, "amount": 0.5 + 0.05 * n} for n, site in enumerate(sites)
    ]
    rows = rows_of(exam.view(with_findings({"dynamometer": [*weak, {"state": "absent", "side": "left"}]})))
    assert rows["and 3 more"].right is not None
    assert rows["and 3 more"].right.words == "65–75\u00a0%"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("straight_leg_raise", {"state": "present", "amount": 38.0}, "positive at 38°"),
        ("straight_leg_raise", {"state": "absent"}, "negative"),
        ("touch_reduced", {"state": "present", "amount": 0.42}, "reduced, 42\u00a0% lost"),
        ("touch_reduced", {"state": "present", "amount": 0.99}, "gone"),
        ("ankle_reflex_reduced", {"state": "present", "amount": 0.01}, "gone"),
        ("ankle_reflex_reduced", {"state": "absent", "amount": 1.1}, "normal, 110\u00a0%"),
        ("power_reduced", {"state": "present", "amount": 3.0}, "3 of 5"),
        ("heel_raises", {"state": "absent", "amount": 23.0}, "23"),
        ("heel_raises", {"state": "present", "amount": 2.0}, "too few, 2"),
        ("finger_floor_distance", {"state": "present", "amount": 30.0}, "30\u00a0cm"),
        ("slump_test", {"state": "unknown"}, "not examined"),
    ],
)
def test_an_answer_is_written_as_a_clinician_writes_it(name: str, value: dict[str, Any], words: str) -> None:
    assert cell_words(table()[name], FindingValue(**value)) == words


def test_a_row_that_nobody_has_named_gets_words_from_its_id() -> None:
    row = replace(table()["slump_test"], id="bowstring_test")
    assert said_of(row).title == "Bowstring"
    assert cell_words(row, FindingValue(state="present")) == "positive"
    assert amount_words(replace(row, unit="furlong"), 3.0) == "3\u00a0furlong"


def test_limits_are_the_examiners_own_parameters() -> None:
    exam_parameters = defaults().exam
    angle = f"{exam_parameters.leg_raise_positive_deg:.0f}°"
    assert angle in limit_words(table()["straight_leg_raise"], exam_parameters)
    for row in FOUND:
        named = said_of(row).limit
        assert not named or hasattr(exam_parameters, named), row.id


def test_the_examiners_errors_are_told_against_the_exact_findings() -> None:
    whole = made.disc()
    exact = Findings.from_mapping({"romberg": "absent", "knee_reflex_reduced": "absent"})
    seen = with_findings({"romberg": "present", "knee_reflex_reduced": {"state": "absent", "side": "left"}}, whole)
    seen = replace(seen, days=(*seen.days[:-1], replace(seen.last, exact=exact)))
    view = exam.view(seen)
    assert view.errors == (("Romberg", "sways", "steady"),)
    assert view.compared == 2  # the right knee was not examined: no error
    assert exam.view(whole).compared == 0


def test_every_row_said_stands_in_one_place() -> None:
    rows = [row for row in table().values() if row.group == "said"]
    hidden = set(said._DRAWN) | {row.id for row in rows if row.id.startswith(("worse_", "better_"))}
    quiet = said.view(with_findings({}))
    assert len(quiet.unasked) == len([row for row in rows if row.id not in hidden])
    assert (quiet.also, quiet.denied, quiet.changes, quiet.same) == ((), "", (), "")
    well = said.view(with_findings(dict.fromkeys((row.id for row in rows), "absent")))
    assert (well.unasked, well.also, well.changes) == ((), (), ())
    ill = said.view(with_findings(dict.fromkeys((row.id for row in rows), "present")))
    assert len(ill.also) == len(quiet.unasked)
    assert ill.denied == ""


def test_what_makes_it_worse_comes_first_and_most_first() -> None:
    answers = {
        "worse_cough": {"state": "present", "side": "right", "amount": 1.0},
        "worse_bending": {"state": "present", "side": "right", "amount": 3.0},
        "better_lying": {"state": "present", "side": "right", "amount": 4.0},
        "worse_sitting": "absent",
    }
    view = said.view(with_findings(answers))
    assert [change.words for change in view.changes] == ["bending forward", "coughing", "lying down"]
    assert [change.change for change in view.changes] == ["+3.0", "+1.0", "\u22124.0"]
    assert view.same == "no worse with sitting"


def test_graphs_of_the_day_and_of_sitting_stand_only_where_it_hurts() -> None:
    titles = [graph.title for graph in said.view(made.disc()).graphs]
    assert titles == ["Pain through a day", "Pain against minutes sat"]
    assert said.view(made.healthy()).graphs == ()


def test_the_textbook_skin_is_compared_with_the_drawing() -> None:
    result = made.disc()
    own = dermatome.own_skin(result.body, ROOTS.index("S1"))
    assert "lateral_foot" in own
    assert "anterior_thigh" not in own
    kept = dermatome.compared(result, {(name, "right"): 5.0 for name in own}, {})
    assert kept is not None
    assert (kept.label, kept.outside, kept.silent) == ("S1 right", "", "")
    strayed = dermatome.compared(result, {("buttock", "right"): 5.0}, {("buttock", "right"): 0.5})
    assert strayed is not None
    assert (strayed.inside, strayed.outside) == ("", "buttock")
    assert strayed.numb == "Numb beyond it: buttock"
    assert dermatome.compared(made.healthy(), {}, {}) is None


def test_the_root_that_hurts_most_is_compared_not_the_one_pressed_most() -> None:
    whole = made.disc()
    pain = np.zeros_like(whole.last.pain_by_root)
    pain[0, 3] = 4.0
    assert dermatome.worst_root(replace(whole.last, pain_by_root=pain)) == (3, 0)
