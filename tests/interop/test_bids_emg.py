"""The BIDS dataset: the validator finds nothing, traces come back within one step of the format, bytes repeat.

The validator is the one that the BIDS project gives out (Deno, its own schema inside), run without a network where the
system can take it away; where it is not installed that test is skipped.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sciatica.core.errors import InputError
from sciatica.core.parameters import defaults
from sciatica.exam.studies import Laboratory, Late, Motor, NeedleStudy, Sensory
from sciatica.interop import bids_bdf, bids_emg
from sciatica.simulate.result import Result

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))
import report_results as made

VALIDATOR = shutil.which("bids-validator-deno", path=str(Path(sys.executable).parent))


def invented() -> Laboratory:
    """Traces of every study, small and easily told apart; nothing claims to be what the rooms would compute."""
    rng = np.random.default_rng(8)
    ten_ms, half_ms = np.arange(60) * 0.1, np.arange(40) * 0.05
    units = rng.normal(0.0, 300.0, (2, 2, 3, 40))
    units[1, 0] = np.nan
    return Laboratory(
        sensory=_filled(
            Sensory, name=("sural", "superficial_peroneal"), time_ms=half_ms, trace_uv=rng.normal(0, 9, (2, 2, 40))
        ),
        motor=_filled(
            Motor, name=("tibial_abdhal", "peroneal_edb"), time_ms=ten_ms, trace_mv=rng.normal(0, 5, (2, 2, 2, 60))
        ),
        late=_filled(
            Late,
            name=("tibial_abdhal", "peroneal_edb"),
            f_time_ms=ten_ms,
            f_trace_mv=rng.normal(0, 0.6, (2, 2, 4, 60)),
            h_time_ms=ten_ms,
            h_strength=np.array([0.5, 1.0, 2.0]),
            h_trace_mv=rng.normal(0, 4, (2, 3, 60)),
        ),
        needle=_filled(
            NeedleStudy,
            muscle=("gasmed", "multifidus"),
            rest_time_ms=ten_ms,
            rest_trace_uv=rng.normal(0, 3, (2, 2, 60)),
            unit_time_ms=half_ms,
            unit_traces_uv=units,
            effort_time_ms=ten_ms,
            full_effort_uv=rng.normal(0, 600, (2, 2, 60)),
        ),
        temperature_c=33.0,
    )


SHAPES = {
    (Motor, "amplitude_mv"): (2, 2, 2),
    (Motor, "latency_ms"): (2, 2, 2),
    (Late, "f_onset_ms"): (2, 2, 4),
    (Late, "h_m_mv"): (2, 3),
    (Late, "h_h_mv"): (2, 3),
    (Late, "h_latency_ms"): (2,),
    (Late, "h_m_latency_ms"): (2,),
    (Late, "h_ratio"): (2,),
}


def _filled(study: Any, **given: object) -> Any:
    """A study of two nerves or muscles whose values, which no export of traces reads, are noughts of their shape."""
    names = [field.name for field in fields(study)]
    return study(**{name: given.get(name, np.zeros(SHAPES.get((study, name), (2, 2)))) for name in names})


@cache
def result() -> Result:
    """Two days of a pressed root, a laboratory on the last; a spasm that is still on, and a day between two."""
    whole = made.disc()
    first, last = whole.days[0], whole.days[-1]
    spasm = replace(last.episode.spasms[0], begin_s=28.0, end_s=float("nan"))
    episode = replace(last.episode, spasms=(*last.episode.spasms, spasm))
    return replace(
        whole, days=(replace(first, day=1.5), replace(last, episode=episode, laboratory=invented())), sweep=None
    )


@cache
def files() -> dict[str, bytes]:
    return bids_emg.dataset(result())


def named(task: str, kind: str, session: str = "ses-day10") -> str:
    return f"sub-01/{session}/emg/sub-01_{session}_task-{task}_{kind}"


def traces(task: str) -> dict[str, np.ndarray]:
    import edfio

    found = edfio.read_bdf(io.BytesIO(files()[named(task, "emg.bdf")]))
    return {signal.label: signal.data for signal in found.signals}


def rows(name: str) -> list[dict[str, str]]:
    lines = files()[name].decode().splitlines()
    head = lines[0].split("\t")
    assert all(len(line.split("\t")) == len(head) for line in lines)
    return [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]


@pytest.mark.skipif(VALIDATOR is None, reason="the BIDS validator (bids-validator-deno) is not installed")
def test_the_validator_finds_nothing(tmp_path: Path) -> None:
    assert VALIDATOR is not None
    for name, content in files().items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    call = [VALIDATOR, str(tmp_path / "data"), "--format", "json"]
    apart = ["unshare", "-rn"]
    if shutil.which("unshare") and subprocess.run([*apart, "true"], capture_output=True).returncode == 0:
        call = [*apart, *call]
    home = {"HOME": str(tmp_path), "DENO_DIR": str(tmp_path / "deno"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(call, capture_output=True, text=True, env=home, timeout=120)
    told = json.loads(done.stdout)
    assert told["issues"]["issues"] == []
    assert done.returncode == 0
    assert told["summary"]["totalFiles"] == len(files())
    assert told["summary"]["modalities"] == ["emg"]
    assert "motor" in told["summary"]["tasks"]


def test_the_same_result_gives_the_same_bytes() -> None:
    assert bids_emg.dataset(result()) == files()


def test_no_file_knows_when_it_was_made() -> None:
    for name, content in files().items():
        if name.endswith(".bdf"):
            assert content[168:176] == b"01.01.85"
            assert b"Startdate 01-JAN-1985" in content[88:168]


def test_the_surface_emg_comes_back_within_a_step_of_the_format() -> None:
    episode = result().last.episode
    found = traces("episode")
    assert list(found) == ["gasmed_L", "gasmed_R"]
    for side, data in enumerate(found.values()):
        trace = episode.emg[0, side]
        np.testing.assert_allclose(data[: len(trace)], trace, rtol=0, atol=0.51 * bids_bdf.resolution_uv(trace))
        assert not data[len(trace) :].any(), "what fills the last record is nothing"
    assert bids_bdf.resolution_uv(episode.emg[0, 1]) < 1e-4


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ("motor", lambda visit: 1000.0 * visit.motor.trace_mv.reshape(4, -1)),
        ("sensory", lambda visit: visit.sensory.trace_uv.reshape(4, -1)),
        ("fwave", lambda visit: 1000.0 * visit.late.f_trace_mv.reshape(4, -1)),
        ("hreflex", lambda visit: 1000.0 * visit.late.h_trace_mv.reshape(2, -1)),
        ("needlerest", lambda visit: visit.needle.rest_trace_uv.reshape(4, -1)),
        ("needleslight", lambda visit: np.nan_to_num(visit.needle.unit_traces_uv).reshape(4, -1)),
        ("needlefull", lambda visit: visit.needle.full_effort_uv.reshape(4, -1)),
    ],
)
def test_what_the_laboratory_recorded_comes_back_sweep_after_sweep(task: str, expected: Any) -> None:
    visit = result().last.laboratory
    want, got = expected(visit), list(traces(task).values())
    assert len(got) == len(want)
    for one, other in zip(got, want, strict=True):
        np.testing.assert_allclose(one[: len(other)], other, rtol=0, atol=0.51 * bids_bdf.resolution_uv(other))


def test_tables_and_files_name_the_same_channels_and_electrodes() -> None:
    places = {row["name"] for row in rows("sub-01/ses-day10/emg/sub-01_ses-day10_electrodes.tsv")}
    for task in ("episode", "motor", "sensory", "needleslight"):
        channels = rows(named(task, "channels.tsv"))
        assert [row["name"] for row in channels] == list(traces(task))
        assert {row[key] for row in channels for key in ("signal_electrode", "reference")} <= places
        told = json.loads(files()[named(task, "emg.json")])
        assert told["EMGChannelCount"] == sum(row["type"] == "EMG" for row in channels)
        assert {float(row["sampling_frequency"]) for row in channels} == {told["SamplingFrequency"]}
    assert {row["type"] for row in rows(named("sensory", "channels.tsv"))} == {"MISC"}, "nerves are no muscles"
    silent = [row["name"] for row in rows(named("needleslight", "channels.tsv")) if row["status"] == "bad"]
    assert silent == ["multifidus_L"]


def test_electrodes_lie_where_the_model_has_them() -> None:
    p = defaults()
    place = {
        row["name"]: row
        for row in rows("sub-01/ses-day10/emg/sub-01_ses-day10_electrodes.tsv")
        if row["group"] in ("episode", "sensory")
    }
    near, far = (float(place[f"gasmed_L_{end}"]["x"]) for end in ("near", "far"))
    assert near == p.muscle.electrode_from_plate_mm
    assert far - near == p.muscle.electrode_distance_mm
    assert float(place["sural_R_near"]["x"]) == 140.0
    assert place["sural_R_near"]["coordinate_system"] == "nerve"


def test_events_are_the_parts_the_spasms_and_their_roads() -> None:
    found = rows(named("episode", "events.tsv"))
    episode = result().last.episode
    assert [float(row["onset"]) for row in found] == sorted(float(row["onset"]) for row in found)
    parts = [row for row in found if row["trial_type"] == "segment"]
    assert [row["value"] for row in parts] == list(episode.segment_names)
    assert sum(float(row["duration"]) for row in parts) == pytest.approx(30.0, abs=0.1)
    spasms = [row for row in found if row["trial_type"] == "spasm"]
    assert [(row["muscle"], row["side"], row["road"]) for row in spasms] == [("gasmed", "right", "pool")] * 2
    assert float(spasms[0]["duration"]) == pytest.approx(6.2)
    assert spasms[1]["duration"] == "n/a", "still on at the end"
    assert sum(row["trial_type"] == "twitch" for row in found) == len(episode.twitches)


def test_sweeps_begin_with_their_stimulus() -> None:
    found = rows(named("motor", "events.tsv"))
    told = json.loads(files()[named("motor", "emg.json")])
    assert (told["RecordingType"], told["EpochLength"]) == ("epoched", 0.006)
    assert [(float(row["onset"]), row["value"]) for row in found] == [(0.0, "ankle"), (0.006, "knee")]
    assert len(rows(named("fwave", "events.tsv"))) == 4
    assert [row["value"] for row in rows(named("hreflex", "events.tsv"))][1] == "knee, strength 1"


def test_everything_says_that_it_is_simulated() -> None:
    described = json.loads(files()["dataset_description.json"])
    assert "imulated" in described["Name"]
    assert described["GeneratedBy"][0]["Name"] == "sciatica"
    assert "no person was examined" in described["GeneratedBy"][0]["Description"]
    assert "not a medical device" in files()["README"].decode()
    assert all(
        "imulated" in json.loads(content)["TaskDescription"]
        for name, content in files().items()
        if name.endswith("_emg.json")
    )


def test_a_session_for_each_examined_day_and_no_laboratory_where_none_was_visited() -> None:
    sessions = {name.split("/")[1] for name in files() if name.startswith("sub-01/")}
    assert sessions == {"ses-day1p5", "ses-day10"}
    assert not any("ses-day1p5" in name and "task-motor" in name for name in files())


def test_the_old_are_told_as_bids_wants_them() -> None:
    whole = result()
    person = whole.case.person.model_copy(update={"age_years": 93})
    older = replace(whole, case=whole.case.model_copy(update={"person": person}))
    assert b"\t89\t" in bids_emg.dataset(older)["participants.tsv"]
    assert b"\t38\t" in files()["participants.tsv"]


@pytest.mark.parametrize("bad", ["uneven", "hole", "short"])
def test_what_cannot_be_written_is_refused(bad: str) -> None:
    whole = result()
    last = whole.last
    time, emg = last.episode.emg_time_s.copy(), last.episode.emg.copy()
    if bad == "uneven":
        time[5] += 0.5e-3
    elif bad == "hole":
        emg[0, 0, 3] = np.nan
    else:
        time, emg = time[:1], emg[..., :1]
    episode = replace(last.episode, emg_time_s=time, emg=emg)
    with pytest.raises(InputError, match=r"evenly|holes|few"):
        bids_emg.dataset(replace(whole, days=(replace(last, episode=episode),)))


def test_names_are_short_and_different() -> None:
    assert bids_bdf.labels(["superficial_peroneal left"]) == ("superficialpe_L",)
    with pytest.raises(InputError, match="one name"):
        bids_bdf.labels(["superficial_peroneal left", "superficial_peroneus left"])
