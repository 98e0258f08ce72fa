"""What the laboratory recorded in ``result.nc``: read by xarray with names, units and the numbers it had."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import report_results as made
import xarray

from sciatica.core.findings import Findings
from sciatica.report.netcdf import netcdf
from sciatica.simulate.result import Result

sys.path.insert(0, str(Path(__file__).parents[1] / "interop"))
from test_bids_emg import invented

EXACT = Findings.from_mapping({"leg_pain": {"state": "present", "side": "right", "amount": 6.25}})


@cache
def result() -> Result:
    whole = made.disc()
    return replace(whole, days=(whole.days[0], replace(whole.last, laboratory=invented(), exact=EXACT)), sweep=None)


@cache
def written() -> bytes:
    return netcdf(result())


@cache
def tree() -> xarray.DataTree:
    return xarray.open_datatree(io.BytesIO(written()), engine="h5netcdf").load()


def test_the_same_result_gives_the_same_bytes() -> None:
    assert netcdf(result()) == written()


def test_traces_and_values_are_those_of_the_studies() -> None:
    visit, found = result().last.laboratory, tree()["days/day_10/laboratory"]
    assert visit is not None
    np.testing.assert_allclose(found["motor/trace"], visit.motor.trace_mv, rtol=1e-6)
    np.testing.assert_allclose(found["sensory/trace"], visit.sensory.trace_uv, rtol=1e-6)
    np.testing.assert_allclose(found["motor/time"], visit.motor.time_ms)
    np.testing.assert_allclose(found["late/h_trace"], visit.late.h_trace_mv, rtol=1e-6)
    np.testing.assert_allclose(found["late/h_strength"], visit.late.h_strength)
    assert list(found["motor/nerve"].values) == list(visit.motor.name)
    assert list(found["needle/needle_muscle"].values) == list(visit.needle.muscle)
    assert list(found["motor/place"].values) == ["ankle", "knee"]
    assert float(found["sensory"].attrs["limb_temperature_c"]) == visit.temperature_c


def test_long_records_are_packed_within_half_a_step() -> None:
    visit, found = result().last.laboratory, tree()["days/day_10/laboratory"]
    assert visit is not None
    for name, expected, step in (
        ("needle/rest", visit.needle.rest_trace_uv, 0.1),
        ("needle/effort", visit.needle.full_effort_uv, 0.1),
        ("needle/unit_potential", visit.needle.unit_traces_uv, 0.1),
        ("late/f_trace", visit.late.f_trace_mv, 1e-4),
    ):
        np.testing.assert_allclose(found[name], expected, rtol=0, atol=0.501 * step)
        assert found[name].encoding["dtype"] == np.int16
    assert np.isnan(found["needle/unit_potential"][1, 0]).all(), "nothing recorded is not a flat line"


def test_a_response_too_large_for_the_step_makes_the_step_larger() -> None:
    visit = invented()
    big = replace(visit, needle=replace(visit.needle, full_effort_uv=20.0 * visit.needle.full_effort_uv))
    whole = result()
    content = netcdf(replace(whole, days=(replace(whole.last, laboratory=big),)))
    found = xarray.open_datatree(io.BytesIO(content), engine="h5netcdf")["days/day_10/laboratory/needle/effort"].load()
    largest = np.abs(big.needle.full_effort_uv).max()
    assert largest > 3200.0
    np.testing.assert_allclose(found, big.needle.full_effort_uv, rtol=0, atol=largest / 32_000)


def test_every_variable_and_time_has_its_unit() -> None:
    for node in tree()["days/day_10/laboratory"].subtree:
        for name, variable in (*node.data_vars.items(), *node.coords.items()):
            if variable.dtype.kind == "f":
                assert variable.attrs["units"], name
                assert variable.attrs["long_name"], name


def test_what_an_exact_observer_finds_stands_apart_as_findings() -> None:
    text = str(tree()["days/day_10/exact/findings"].values)
    assert Findings.from_mapping(json.loads(text)) == EXACT != result().findings


def test_a_day_without_a_visit_has_no_such_groups() -> None:
    assert set(tree()["days/day_1"].children) == set()
