"""The ground truth of a result as one netCDF file: a group for the body, one for each examined day, one for the sweep,
one for the course over all days, and one for each course that would have been another.

Every variable carries its unit. Text labels stand as coordinates, so that ``xarray.open_datatree`` shows roots, muscles
and postures by name. The file holds what no examiner could know; ``findings.json`` holds the rest.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.report import netcdf_laboratory

if TYPE_CHECKING:
    from xarray import Dataset

    from sciatica.body import Body
    from sciatica.core.findings import Findings
    from sciatica.muscle.spasm import Spasm
    from sciatica.simulate.record import Course
    from sciatica.simulate.result import Examined, Result, Sweep

Variable = tuple[tuple[str, ...], np.ndarray, dict[str, str]]

SCHEMA = 1
_SHARE, _NONE = "1", "1"


def netcdf(result: Result) -> bytes:
    """The file's bytes; the same for the same result."""
    from xarray import DataTree

    groups = {"/": _root(result), "/body": _body(result.body)}
    for examined in result.days:
        name = f"/days/day_{examined.day:g}"
        groups[name] = _day(examined, result.body)
        if examined.laboratory is not None:
            visit = netcdf_laboratory.groups(examined.laboratory)
            groups |= {f"{name}/laboratory": _dataset({}, {})} | {f"{name}/laboratory/{k}": v for k, v in visit.items()}
        if examined.exact is not None:
            groups[f"{name}/exact"] = _exact(examined.exact)
    if result.sweep is not None:
        groups["/sweep"] = _sweep(result.sweep)
    if result.course is not None:
        groups["/course"] = _course(result.course, result.body)
    for number, (words, other) in enumerate(result.what_if.items(), start=1):
        groups[f"/what_if/course_{number}"] = _course(other, result.body, words)
    packed = {
        name: {
            str(v): {"zlib": True, "complevel": 4, **data[v].encoding}
            for v in data.data_vars
            if data[v].size > 64 and data[v].dtype.kind in "fi"
        }
        for name, data in groups.items()
    }
    file = io.BytesIO()
    DataTree.from_dict(groups).to_netcdf(file, engine="h5netcdf", encoding=packed)
    return file.getvalue()


def _float(dims: str, values: FloatArray, unit: str, words: str) -> Variable:
    return tuple(dims.split()), np.asarray(values, dtype=np.float32), {"units": unit, "long_name": words}


def _whole(dims: str, values: np.ndarray, words: str) -> Variable:
    return tuple(dims.split()), np.asarray(values, dtype=np.int32), {"units": _NONE, "long_name": words}


def _dataset(variables: dict[str, Variable], labels: dict[str, list[str]], **attributes: str | float | int) -> Dataset:
    from xarray import Dataset

    coordinates = {name: ((name,), np.array(words, dtype=object)) for name, words in labels.items() if words}
    return Dataset(variables, coords=coordinates, attrs=attributes)


def _root(result: Result) -> Dataset:
    from sciatica import __version__

    counts = result.counts
    return _dataset(
        {},
        {},
        title="A simulated patient: what stands behind the findings",
        schema=SCHEMA,
        source=f"sciatica {__version__}",
        seed=str(result.case.seed),
        day=float(result.case.day),
        fibre_runs=counts.fibre_runs,
        node_steps=str(counts.node_steps),
        episodes=counts.episodes,
        episode_windows=counts.episode_windows,
        held="\n".join(result.held),
        silent="\n".join(result.silent),
        references="\n".join(result.citations),
        disclaimer="For research and teaching; not a medical device.",
    )


def _body(body: Body) -> Dataset:
    from sciatica.body import CLASSES, ROOTS

    fibres = body.fibres
    return _dataset(
        {
            "root": _whole("fibre", fibres.root, "index into roots"),
            "side": _whole("fibre", fibres.side, "0 left, 1 right"),
            "kind": _whole("fibre", fibres.kind, "index into classes"),
            "diameter": _float("fibre", fibres.diameter_um, "um", "outer diameter"),
            "depth": _float("fibre", fibres.depth, _SHARE, "depth from the touched surface"),
            "weight": _float("fibre", fibres.weight, _NONE, "axons it stands for"),
            "path": _float("fibre", fibres.path_mm, "mm", "length from the cord to the end organ"),
        },
        {"roots": list(ROOTS), "classes": list(CLASSES)},
    )


def _day(examined: Examined, body: Body) -> Dataset:
    from sciatica.body import CLASSES, SIDES

    variables = _nerve(examined) | _loads(examined) | _episode(examined) | _person(examined) | _curves(examined)
    labels = {
        "posture": list(examined.postures),
        "class": list(CLASSES),
        "side": list(SIDES),
        "muscle": list(body.muscles.names),
        "segment_name": list(examined.episode.segment_names),
    }
    return _dataset(variables, labels, day=float(examined.day), window_ms=float(examined.channels.window_ms))


def _exact(findings: Findings) -> Dataset:
    """What an examiner without errors would have found, as the JSON of ``findings.json``."""
    words = "what an examiner without errors would have found, JSON"
    text = np.array(findings.to_json(), dtype=object)
    return _dataset({"findings": ((), text, {"units": _NONE, "long_name": words})}, {})


def _nerve(examined: Examined) -> dict[str, Variable]:
    channels, passage = examined.channels, examined.passage
    return {
        "fibre_passes": _whole("fibre posture", channels.passes, "1 if an impulse passes every lesion"),
        "fibre_added_delay": _float("fibre posture", channels.added_delay_ms, "ms", "delay that the lesions add"),
        "fibre_ectopic_rate": _float("fibre posture", channels.ectopic_rate_hz, "Hz", "impulses born in the fibre"),
        "fibre_minimum_interval": _float(
            "fibre posture", channels.minimum_interval_ms, "ms", "shortest interval that passes"
        ),
        "passage_root": _whole("passage", passage.root, "index into roots"),
        "passage_side": _whole("passage", passage.side, "0 left, 1 right"),
        "fraction_passing": _float(
            "passage class posture", passage.fraction_passing, _SHARE, "share of axons that pass"
        ),
        "added_delay": _float("passage class posture", passage.added_delay_ms, "ms", "mean delay added"),
        "ectopic_rate": _float(
            "passage class posture", passage.ectopic_rate_hz, "Hz", "mean rate of impulses born there"
        ),
    }


def _loads(examined: Examined) -> dict[str, Variable]:
    loads, state, moment = examined.loads, examined.tissue, examined.moment
    return {
        "load_present": _whole("load", loads.present[0], "1 if the load is there, 0 padding"),
        "load_root": _whole("load", loads.root[0], "index into roots"),
        "load_side": _whole("load", loads.side[0], "0 left, 1 right"),
        "load_centre": _float("load", loads.centre_mm[0], "mm", "arc length from the cord"),
        "load_length": _float("load", loads.length_mm[0], "mm", "length under the load"),
        "pressure": _float("load posture", loads.pressure_mmhg[0], "mmHg", "contact pressure"),
        "strain": _float("load posture", loads.strain[0], _SHARE, "stretch"),
        "flow": _float("load depth_bin posture", moment.flow[0], _SHARE, "blood flow, share of normal"),
        "myelin": _float("load depth_bin", state.myelin[0], _SHARE, "share of lamellae left"),
        "axon": _float("load depth_bin", state.axon[0], _SHARE, "share of axons left"),
        "oedema": _float("load depth_bin", state.oedema_mmhg[0], "mmHg", "endoneurial pressure added"),
        "energy": _float("load depth_bin", state.energy[0], _SHARE, "energy of the pump"),
        "inflammation": _float("load", state.inflammation[0], _SHARE, "inflammation"),
        "drg_sensitivity": _float("load", state.drg_sensitivity[0], _SHARE, "sensitisation of the ganglion"),
    }


def _episode(examined: Examined) -> dict[str, Variable]:
    from sciatica.episode.ending import ENDINGS
    from sciatica.muscle.spasm import ROADS

    episode = examined.episode
    spasms, twitches = episode.spasms, episode.twitches
    return {
        "time": _float("time_sample", episode.time_s, "s", "time in the episode"),
        "segment": _whole("time_sample", episode.segment, "index into segment_name"),
        "episode_pain": _float("time_sample", episode.pain, "NRS", "pain, 0 to 10"),
        "guarding": _float("muscle side time_sample", episode.guarding, _SHARE, "guarding drive"),
        "force": _float("muscle side time_sample", episode.force, _SHARE, "force, share of maximum"),
        "activation": _float(
            "road muscle side time_sample", episode.activation_by_road, _SHARE, "voluntary, ectopic, pool, guarding"
        ),
        "emg_time": _float("emg_sample", episode.emg_time_s, "s", "time of the EMG"),
        "emg_muscle": _whole("emg_channel", episode.emg_muscle, "index into muscle"),
        "emg": _float("emg_channel side emg_sample", episode.emg, "uV", "surface EMG"),
        "strength": _float("muscle side", episode.strength, _SHARE, "strength through the surviving axons"),
        "spasm_muscle": _whole("spasm", np.array([s.muscle for s in spasms]), "index into muscle"),
        "spasm_side": _whole("spasm", np.array([s.side for s in spasms]), "0 left, 1 right"),
        "spasm_begin": _float("spasm", np.array([s.begin_s for s in spasms]), "s", "begin"),
        "spasm_end": _float("spasm", np.array([s.end_s for s in spasms]), "s", "end; nan if still on"),
        "spasm_strength": _float("spasm", np.array([s.strength_percent for s in spasms]), "percent", "of maximum"),
        "spasm_road": _whole("spasm", np.array([ROADS.index(s.road) for s in spasms]), ", ".join(ROADS)),
        "spasm_share": _float("spasm unwilled_road", _shares(spasms), _SHARE, "of the contraction, by road"),
        "spasm_ended": _whole(
            "spasm",
            np.array([ENDINGS.index(s.ended) if s.ended in ENDINGS else -1 for s in spasms]),
            "-1 still on or not told; " + ", ".join(ENDINGS),
        ),
        "twitch_muscle": _whole("twitch", np.array([t.muscle for t in twitches]), "index into muscle"),
        "twitch_side": _whole("twitch", np.array([t.side for t in twitches]), "0 left, 1 right"),
        "twitch_time": _float("twitch", np.array([t.time_s for t in twitches]), "s", "when"),
    }


def _shares(spasms: Sequence[Spasm]) -> FloatArray:
    """[spasms, 3]"""
    return np.array([s.shares for s in spasms], dtype=np.float64).reshape(-1, 3)


def _person(examined: Examined) -> dict[str, Variable]:
    move, raised = examined.movement, examined.leg_raise
    return {
        "pain": _float("side posture", examined.pain_by_posture, "NRS", "pain in each posture, 0 to 10"),
        "leg_raise_angle": _float("angle", raised.angle_deg, "degree", "angle of the raised leg"),
        "leg_raise_pain": _float("side angle", raised.pain, "NRS", "pain of the raised leg's side"),
        "leg_raise_crossed_pain": _float("side angle", raised.crossed_pain, "NRS", "pain of the other side"),
        "muscle_load": _float("muscle side", move.muscle_load, _SHARE, "share of available strength used"),
        "healthy_load": _float("muscle side", move.healthy_load, _SHARE, "the same in health"),
        "walking_speed": _float("", np.array(move.speed_m_s), "m s-1", "walking speed"),
        "trunk_list": _float("", np.array(move.trunk_list_deg), "degree", "lean of the trunk, to the right positive"),
        "stance_asymmetry": _float("", np.array(move.stance_asymmetry), _SHARE, "load on the right leg minus the left"),
    }


def _curves(examined: Examined) -> dict[str, Variable]:
    """Pain against minutes sat, bend of the back and hour of the day, where it was asked."""
    made: dict[str, Variable] = {}
    for name, curve, unit, words in (
        ("sitting", examined.sitting, "min", "time sat"),
        ("bend", examined.bends, "degree", "bend of the low back, standing"),
        ("hour", examined.diary, "h", "hour of the day"),
    ):
        if curve is not None:
            made[f"{name}_at"] = _float(name, curve[0], unit, words)
            made[f"{name}_pain"] = _float(f"side {name}", curve[1], "NRS", f"pain over {words}, 0 to 10")
    if examined.lived_pain is not None:
        words = "pain in each posture as lived, not as asked for, 0 to 10"
        made["lived_pain"] = _float("side posture", examined.lived_pain, "NRS", words)
    return made


def _sweep(sweep: Sweep) -> Dataset:
    return _dataset(
        {
            "pressure": _float("step", sweep.pressure_mmhg, "mmHg", "highest contact pressure, lying"),
            "value": _float("sign step", sweep.value, _NONE, "size of the sign: share lost, or pain 0 to 10"),
            "limit": _float("sign", sweep.limit, _NONE, "size from which it is present"),
            "appears": _float("sign", sweep.appears_mmhg, "mmHg", "lowest pressure at which it is present"),
        },
        {"sign": list(sweep.sign)},
    )


def _course(course: Course, body: Body, words: str = "as it was") -> Dataset:
    """Every day; ``pain`` is nan before the first examination."""
    from sciatica.body import SIDES

    by_side, by_muscle = "day side", "day muscle side"
    return _dataset(
        {
            "time": _float("day", course.day, "day", "end of the day"),
            "examined": _whole("day", course.examined, "1 if the fibres were run that day"),
            "adapted": _whole("day", course.adapted, "1 if a new way to stand and walk was looked for"),
            "pain": _float(by_side, course.pain, "NRS", "worst pain in the postures of the day, 0 to 10"),
            "estimated_pain": _float(by_side, course.estimated_pain, "NRS", "the same, off the last examination"),
            "pressure": _float(by_side, course.pressure_mmhg, "mmHg", "highest on any root, mean of the day"),
            "flow": _float(by_side, course.flow, _SHARE, "blood flow of the worst load, mean of the day"),
            "inflammation": _float(by_side, course.inflammation, _SHARE, "of the worst load"),
            "myelin": _float(by_side, course.myelin, _SHARE, "lamellae left under the worst load"),
            "axon": _float(by_side, course.axon, _SHARE, "axons never lost under the worst load"),
            "sensitisation": _float(by_side, course.sensitisation, _SHARE, "of the most sensitised segment"),
            "guarding": _float(by_muscle, course.guarding, _SHARE, "mean guarding drive"),
            "spasm": _float(by_muscle, course.spasm, _SHARE, "mean activation that nobody willed"),
            "tenderness": _float(by_muscle, course.tenderness, _SHARE, "of overused muscles"),
            "soreness": _float(by_muscle, course.soreness, _SHARE, "of muscles that worked unasked"),
            "trunk_list": _float("day", course.list_deg, "degree", "lean of the trunk, to the right positive"),
            "lumbar_flexion": _float("day", course.flexion_deg, "degree", "bend of the low back from its own normal"),
            "stance_asymmetry": _float("day", course.asymmetry, _SHARE, "load on the right leg minus the left"),
            "walking_speed": _float("day", course.speed, _SHARE, "share of the person's own"),
        },
        {"side": list(SIDES), "muscle": list(body.muscles.names)},
        what=words,
    )
