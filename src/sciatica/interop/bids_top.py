"""What stands at the top of the dataset: what it is, who is in it, and that nobody is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sciatica.interop.bids_tables import json_bytes, tsv

if TYPE_CHECKING:
    from sciatica.simulate.result import Result

BIDS_VERSION: Final = "1.11.1"
OLDEST_TOLD: Final = 89.0
SIMULATED: Final = "Simulated data: no person was examined, and none is meant."
_PEOPLE: Final = ("participant_id", "species", "age", "sex", "height", "weight", "seed")
_PEOPLE_JSON: Final = {
    "age": {"Description": f"Age of the simulated person, {OLDEST_TOLD:g} where it is more", "Units": "year"},
    "sex": {"Description": "Sex of the simulated person", "Levels": {"male": "male", "female": "female"}},
    "height": {"Description": "Height of the simulated person", "Units": "cm"},
    "weight": {"Description": "Body mass of the simulated person", "Units": "kg"},
    "seed": {"Description": "Number that settles all chance in the simulation"},
}


def top(result: Result, subject: str) -> dict[str, bytes]:
    """The files at the top by name.

    Args:
        result: what was simulated.
        subject: the person's folder, as ``sub-01``.
    """
    person = result.case.person
    row = {
        "participant_id": subject,
        "species": "homo sapiens",
        "age": min(float(person.age_years), OLDEST_TOLD),
        "sex": person.sex,
        "height": float(person.height_cm),
        "weight": float(person.mass_kg),
        "seed": str(result.case.seed),
    }
    return {
        "dataset_description.json": json_bytes(_description()),
        "README": _readme(result).encode("utf-8"),
        "participants.tsv": tsv(_PEOPLE, [row]),
        "participants.json": json_bytes(_PEOPLE_JSON),
    }


def _description() -> dict[str, object]:
    from sciatica import __version__

    return {
        "Name": "A simulated person with a pressed or inflamed nerve: electromyography. " + SIMULATED,
        "BIDSVersion": BIDS_VERSION,
        "HEDVersion": "8.4.0",
        "DatasetType": "raw",
        "License": "n/a",
        "Authors": ["The sciatica authors", "Whoever ran the simulation"],
        "Keywords": ["simulated", "electromyography", "nerve conduction", "radiculopathy"],
        "GeneratedBy": [
            {
                "Name": "sciatica",
                "Version": __version__,
                "Description": f"{SIMULATED} Every trace was computed from simulated nerve fibres and muscle units.",
            }
        ],
        "SourceDatasets": [],
    }


def _readme(result: Result) -> str:
    case = result.case
    causes = ", ".join(str(cause.kind).replace("_", " ") for cause in case.causes) or "none"
    days = ", ".join(f"{examined.day:g}" for examined in result.days)
    return f"""# {SIMULATED}

One simulated person, made by sciatica for research and teaching; not a medical device, and nobody's record.

- Causes in the simulation: {causes}.
- One session for each examined day: {days}. Day 0 is the first of the case.
- `task-episode`: surface EMG in microvolts while the person does what the events name. Spasms stand among the events
  with the road that carried them, which in a simulation is known.
- The other tasks are what an electrodiagnostic laboratory records: `motor` and `sensory` conduction, `fwave`,
  `hreflex`, and the needle at rest, in slight and in full effort. Sweeps are laid end to end (`RecordingType:
  epoched`); in one sweep stand the answers of all nerves to the same stimulus, though they were stimulated one by one.
- Sensory responses are no muscle's; their channels are of the type MISC.
- Files are BDF+ with 24 bits over the range of each trace. All dates are the format's first day, 1 January 1985.
- A last data record that the samples do not fill ends in zeros: `RecordingDuration` says how long the recording is.
- Noise of an amplifier is in the needle's records alone; none of skin or power line was simulated, and no filter
  applied.
"""
