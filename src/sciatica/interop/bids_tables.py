"""Tables and their explanations, as BIDS writes them: tab-separated, ``n/a`` for what is not known, JSON beside."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sciatica.interop.bids_bdf import Recording

CHANNELS: Final = (
    "name",
    "type",
    "units",
    "description",
    "sampling_frequency",
    "signal_electrode",
    "reference",
    "group",
    "target_muscle",
    "placement_scheme",
    "placement_description",
    "interelectrode_distance",
    "low_cutoff",
    "high_cutoff",
    "status",
    "status_description",
)
ELECTRODES: Final = ("name", "x", "y", "z", "coordinate_system", "type", "material", "impedance", "group")
CHANNELS_JSON: Final[Mapping[str, object]] = {
    "description": {"Description": "Muscle or nerve, and side. Muscles go by the names of the simulator's table."},
    "group": {"Description": "The task, since each is recorded with electrodes of its own."},
}
_EVENTS: Final[Mapping[str, object]] = {
    "trial_type": {
        "LongName": "Kind of event",
        "Description": "What kind of thing happens.",
        "Levels": {
            "segment": "what the person does from then on; value names it",
            "spasm": "a contraction that nobody willed; no duration where it was still on at the end",
            "twitch": "a twitch by impulses that an axon fired by itself",
            "stimulus": "an electrical stimulus to the nerve; value says where, or how strong",
            "unit": "the potential of another motor unit begins",
            "rest": "the muscle is at rest",
            "effort": "full effort",
        },
    },
    "value": {"LongName": "Name", "Description": "Which one."},
    "muscle": {"LongName": "Muscle", "Description": "By the name of the simulator's table."},
    "side": {"LongName": "Side", "Description": "left or right."},
    "road": {
        "LongName": "Road of the spasm",
        "Description": "The road that carried most of the contraction, known because it is simulated.",
        "Levels": {
            "ectopic": "impulses born in the motor axon",
            "pool": "motoneurons that go on firing by themselves",
            "guarding": "a drive that protects what hurts",
        },
    },
    "strength_percent": {
        "LongName": "Strength",
        "Description": "Largest force that nobody willed, share of the muscle's maximum.",
        "Units": "%",
    },
}
COORDINATES: Final[Mapping[str, Mapping[str, object]]] = {
    "muscle": {
        "EMGCoordinateSystem": "Other",
        "EMGCoordinateUnits": "mm",
        "EMGCoordinateSystemDescription": (
            "One system for each muscle and side. Origin: on the skin over the middle of the muscle's end plates; "
            "x: along its fibres towards the tendon; y: across them; z: out of the skin. The muscle is the model's: a "
            "straight cylinder under a plane of skin."
        ),
    },
    "nerve": {
        "EMGCoordinateSystem": "Other",
        "EMGCoordinateUnits": "mm",
        "EMGCoordinateSystemDescription": (
            "One system for each nerve and side. Origin: on the skin over the cathode that stimulates; x: along the "
            "nerve towards the recording electrodes; y: across it; z: out of the skin."
        ),
    },
}


def tsv(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> bytes:
    """The table; a value that is missing or None is ``n/a``."""
    lines = ["\t".join(columns), *("\t".join(_cell(row.get(name)) for name in columns) for row in rows)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def json_bytes(data: Mapping[str, object]) -> bytes:
    """The mapping as JSON."""
    return (json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8")


def events_json(recording: Recording) -> Mapping[str, object]:
    """What the columns of a recording's events mean, and of their kinds those that it has."""
    names = {"trial_type", "value", *(name for event in recording.events for name, _ in event.more)}
    from sciatica import __version__

    by = {"SoftwareName": "sciatica", "SoftwareVersion": __version__, "OperatingSystem": "n/a", "Code": "n/a"}
    return {name: meaning for name, meaning in _EVENTS.items() if name in names} | {"StimulusPresentation": by}


def electrode_rows(recording: Recording) -> Iterator[Mapping[str, object]]:
    """The electrodes of a recording's channels."""
    for channel in recording.channels:
        for electrode in channel.electrodes:
            x, y, z = electrode.place_mm or (None, None, None)
            yield {
                "name": electrode.name,
                "x": x,
                "y": y,
                "z": z,
                "coordinate_system": electrode.space,
                "type": electrode.kind,
                "group": recording.task,
            }


def _cell(value: object) -> str:
    if value is None or value == "":
        return "n/a"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value).replace("\t", " ").replace("\n", " ")
