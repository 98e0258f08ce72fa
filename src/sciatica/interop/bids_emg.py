"""A result as a BIDS dataset of electromyography: one simulated person, a session for each examined day.

Surface EMG of the episode, and what the laboratory recorded, as BDF+ with what BIDS wants beside it: channels,
electrodes with their places along the muscle, what happened when. Everywhere it says that nothing here was measured
on a person.

Source: the Brain Imaging Data Structure, version 1.11.1 (electromyography came with 1.11.0).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sciatica.interop import bids_laboratory, bids_surface
from sciatica.interop.bids_bdf import Recording, bdf
from sciatica.interop.bids_tables import (
    CHANNELS,
    CHANNELS_JSON,
    COORDINATES,
    ELECTRODES,
    electrode_rows,
    events_json,
    json_bytes,
    tsv,
)
from sciatica.interop.bids_top import top

if TYPE_CHECKING:
    from sciatica.core.parameters import ParameterSet
    from sciatica.simulate.result import Examined, Result

__all__ = ["SUBJECT", "dataset", "session"]

SUBJECT = "sub-01"


def dataset(result: Result, parameters: ParameterSet | None = None) -> dict[str, bytes]:
    """The files of the dataset by their path in it; the same bytes for the same result.

    Args:
        result: what was simulated.
        parameters: the constants it was simulated with; the defaults if not given. Only where electrodes lie is read.

    Raises:
        InputError: the extra ``bids`` is not installed, or a trace cannot be written.
    """
    if parameters is None:
        from sciatica.core.parameters import defaults

        parameters = defaults()
    files = top(result, SUBJECT)
    for examined in result.days:
        files |= _session(result, examined, parameters)
    return files


def session(day: float) -> str:
    """The session of a day, as in the names of its files: ``ses-day10``, ``ses-day1p5``."""
    return f"ses-day{day:g}".replace(".", "p")


def _session(result: Result, examined: Examined, parameters: ParameterSet) -> dict[str, bytes]:
    where = session(examined.day)
    stem = f"{SUBJECT}/{where}/emg/{SUBJECT}_{where}"
    recordings = (
        bids_surface.episode(result, examined, parameters),
        *bids_laboratory.recordings(examined, parameters),
    )
    files: dict[str, bytes] = {}
    for recording in recordings:
        files |= _recording(f"{stem}_task-{recording.task}", recording, result.case.person.sex)
    rows = [row for recording in recordings for row in electrode_rows(recording)]
    files[f"{stem}_electrodes.tsv"] = tsv(ELECTRODES, rows)
    for space in dict.fromkeys(str(row["coordinate_system"]) for row in rows):
        files[f"{stem}_space-{space}_coordsystem.json"] = json_bytes(COORDINATES[space])
    return files


def _recording(stem: str, recording: Recording, sex: str) -> dict[str, bytes]:
    return {
        f"{stem}_emg.bdf": bdf(recording, subject=SUBJECT, sex=sex),
        f"{stem}_emg.json": json_bytes(_sidecar(recording)),
        f"{stem}_channels.tsv": tsv(CHANNELS, [_channel(recording, n) for n in range(len(recording.channels))]),
        f"{stem}_channels.json": json_bytes(CHANNELS_JSON),
        f"{stem}_events.tsv": _events(recording),
        f"{stem}_events.json": json_bytes(events_json(recording)),
    }


def _sidecar(recording: Recording) -> Mapping[str, object]:
    from sciatica import __version__

    distances = {channel.distance_mm for channel in recording.channels} - {None}
    return {
        "TaskName": recording.task,
        "TaskDescription": recording.description,
        "Instructions": recording.instructions,
        "Manufacturer": "none: simulated by sciatica",
        "ManufacturersModelName": "sciatica",
        "SoftwareVersions": __version__,
        "DeviceSerialNumber": "n/a",
        "ElectrodeManufacturer": "n/a",
        "ElectrodeManufacturersModelName": "n/a",
        "InstitutionName": "n/a",
        "InstitutionAddress": "n/a",
        "InstitutionalDepartmentName": "n/a",
        "EMGPlacementScheme": "Measured",
        "EMGPlacementSchemeDescription": recording.placement,
        "EMGReference": "ChannelSpecific",
        "EMGGround": "n/a",
        "EMGChannelCount": sum(channel.kind == "EMG" for channel in recording.channels),
        **({"InterelectrodeDistance": distances.pop()} if len(distances) == 1 else {}),
        "SamplingFrequency": recording.rate_hz,
        "PowerLineFrequency": "n/a",
        "HardwareFilters": "n/a",
        "SoftwareFilters": "n/a",
        "RecordingDuration": round(recording.seconds, 6),
        "RecordingType": "continuous" if recording.epoch_s is None else "epoched",
        **({} if recording.epoch_s is None else {"EpochLength": recording.epoch_s}),
        "SubjectArtefactDescription": "none: nothing but the muscles and nerves was simulated",
    }


def _channel(recording: Recording, number: int) -> Mapping[str, object]:
    channel = recording.channels[number]
    return {
        "name": channel.name,
        "type": channel.kind,
        "units": "uV",
        "description": f"{channel.target} {channel.side}, simulated",
        "sampling_frequency": recording.rate_hz,
        "signal_electrode": channel.electrodes[0].name,
        "reference": channel.electrodes[1].name,
        "group": recording.task,
        "target_muscle": f"{channel.side} {channel.target}" if channel.kind == "EMG" else "n/a",
        "placement_scheme": "measured",
        "placement_description": channel.placement,
        "interelectrode_distance": channel.distance_mm,
        "low_cutoff": None,
        "high_cutoff": None,
        "status": "bad" if channel.missing else "good",
        "status_description": channel.missing,
    }


def _events(recording: Recording) -> bytes:
    more = tuple(dict.fromkeys(name for event in recording.events for name, _ in event.more))
    rows = [
        {
            "onset": round(event.onset_s, 6),
            "duration": None if event.duration_s is None else round(event.duration_s, 6),
            "trial_type": event.kind,
            "value": event.value,
            **dict(event.more),
        }
        for event in sorted(recording.events, key=lambda event: event.onset_s)
    ]
    return tsv(("onset", "duration", "trial_type", "value", *more), rows)
