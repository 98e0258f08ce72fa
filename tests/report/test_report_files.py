"""The summary fits a screen, and the three files hold what they should and nothing else."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
import report_results as made
import xarray

from sciatica import report
from sciatica.core.findings import Findings, table
from sciatica.report import select
from sciatica.report.papers import papers, source_words
from sciatica.report.words import NOT_COMPUTED, amount, listed, percent, posture_words
from sciatica.simulate.result import Result

NAMES = ("disc", "healthy", "cauda")


@cache
def files(name: str) -> dict[str, bytes]:
    return report.files(getattr(made, name)())


@cache
def tree() -> xarray.DataTree:
    return xarray.open_datatree(io.BytesIO(files("disc")["result.nc"]), engine="h5netcdf").load()


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_fits_a_screen(name: str) -> None:
    lines = report.summary(getattr(made, name)()).splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 88
    assert "not a medical device" in lines[-1]
    assert not re.search(r"\b(nan|inf|None)\b", "\n".join(lines))


def test_a_summary_of_far_too_much_is_cut_but_keeps_its_last_line() -> None:
    result = made.cauda()
    many = [
        {"state": "present", "side": side, "site": row, "amount": 3.0}
        for side in ("left", "right")
        for row in table()["power_reduced"].sites
    ]
    findings = Findings.from_mapping({"power_reduced": many, **_rest(result)})
    longer = replace(result, days=(*result.days[:-1], replace(result.last, findings=findings)))
    assert len(report.summary(longer).splitlines()) <= 40


def _rest(result: Result) -> dict[str, object]:
    return {k: v for k, v in result.findings.to_mapping().items() if k not in ("power_reduced", "schema")}


def test_the_summary_says_what_was_found() -> None:
    words = " ".join(report.summary(made.disc()).split())
    for part in ("S1 right", "38°", "ankle right reduced (22 % of normal)", "burning", "gastrocnemius right in spasm"):
        assert part in words
    assert "free everywhere" in report.summary(made.healthy())


def test_the_three_files_are_there() -> None:
    assert set(files("disc")) == {"report.html", "findings.json", "result.nc"}
    assert files("disc")["report.html"].startswith(b"<!doctype html>")


def test_the_files_are_the_same_bytes_each_time() -> None:
    assert report.files(made.healthy()) == files("healthy")


def test_findings_are_read_back_and_hold_no_ground_truth() -> None:
    result = made.disc()
    data = json.loads(files("disc")["findings.json"])
    assert Findings.from_mapping(data) == result.findings
    assert data["schema"] == 1
    assert set(data) <= {"schema", "person", *table()}


def test_ground_truth_does_not_change_the_findings_file() -> None:
    result = made.disc()
    other = replace(result, days=(*result.days[:-1], replace(result.last, passage=made.cauda().last.passage)))
    assert other.findings.to_json().encode() == files("disc")["findings.json"]


def test_every_variable_has_its_unit() -> None:
    for node in tree().subtree:
        for name, variable in node.data_vars.items():
            assert variable.attrs["units"], name
            assert variable.attrs["long_name"], name


def test_the_ground_truth_is_what_the_result_holds() -> None:
    result = made.disc()
    day = tree()["days/day_10"]
    np.testing.assert_allclose(day["fraction_passing"], result.last.passage.fraction_passing, rtol=1e-6)
    np.testing.assert_allclose(day["pressure"], result.last.loads.pressure_mmhg[0], rtol=1e-6)
    np.testing.assert_array_equal(day["fibre_passes"], result.last.channels.passes)
    assert list(day["posture"].values) == list(result.last.postures)
    assert day["pressure"].attrs["units"] == "mmHg"
    assert len(tree()["days"].children) == len(result.days)
    assert "not a medical device" in tree().attrs["disclaimer"]


def test_a_healthy_person_has_no_sweep_and_no_loads() -> None:
    healthy = xarray.open_datatree(io.BytesIO(files("healthy")["result.nc"]), engine="h5netcdf").load()
    assert "sweep" not in healthy.children
    assert healthy["days/day_10"].sizes["load"] == 0


def test_numbers_that_were_not_computed_are_words() -> None:
    assert percent(float("nan")) == NOT_COMPUTED
    assert amount(float("inf"), "mmHg") == NOT_COMPUTED
    assert amount(-0.001, "ms", 1) == "0.0\u00a0ms"
    assert percent(0.456) == "46\u00a0%"


def test_words() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert posture_words("leg_raise_left_60") == "left leg raised 60°"
    assert posture_words("something_new") == "something new"


def test_papers_are_named_once_and_unknown_keys_are_shown() -> None:
    shown = papers(["takahashi1999", "takahashi1999", "wilke1999"])
    assert len(shown) == 2
    assert shown[0].url == "https://doi.org/10.1097/00007632-199910010-00007"
    assert source_words("no_such_key") == ("no_such_key", "")


def test_movement_strength_is_the_share_weighted_mean_of_its_muscles() -> None:
    body = made.healthy().body
    strength = np.ones((len(body.muscles.names), 2))
    strength[body.muscles.names.index("soleus"), 1] = 0.0
    share = select.movement_strength(body, strength)["ankle_plantarflexion"]
    own = body.muscles.movement_share[body.muscles.names.index("soleus")]
    assert share[0] == pytest.approx(1.0)
    assert share[1] == pytest.approx(1.0 - own, abs=1e-6)


def test_loaded_roots_come_worst_first() -> None:
    day = made.cauda().last
    rows = select.loaded_roots(day)
    shares = [float(np.nanmean(day.passage.fraction_passing[r])) for r in rows]
    assert shares == sorted(shares)
