"""The episode's surface EMG as a recording: its parts, spasms and twitches are the events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from sciatica.interop.bids_bdf import Channel, Electrode, Event, Recording, labels, rate_hz

if TYPE_CHECKING:
    from sciatica.core.parameters import ParameterSet
    from sciatica.simulate.result import Examined, Result

TASK = "episode"
KIND = "surface"


def episode(result: Result, examined: Examined, parameters: ParameterSet) -> Recording:
    """The recording of one examined day."""
    seen, muscles = examined.episode, result.body.muscles.names
    from sciatica.body import SIDES

    places = [(m, side) for m in seen.emg_muscle for side in (0, 1)]
    names = labels([f"{muscles[m]} {SIDES[side]}" for m, side in places])
    near = float(parameters.muscle.electrode_from_plate_mm)
    far = near + float(parameters.muscle.electrode_distance_mm)
    return Recording(
        task=TASK,
        description="Simulated surface EMG while a simulated person does in turn what the events name.",
        instructions="None: a simulated person is moved through " + ", ".join(dict.fromkeys(seen.segment_names)) + ".",
        rate_hz=rate_hz(seen.emg_time_s),
        channels=tuple(
            Channel(
                name=name,
                trace_uv=seen.emg[row // 2, side],
                target=muscles[muscle],
                side=SIDES[side],
                electrodes=(
                    Electrode(f"{name}_near", "muscle", (near, 0.0, 0.0), KIND),
                    Electrode(f"{name}_far", "muscle", (far, 0.0, 0.0), KIND),
                ),
                placement="on the skin over the belly, both electrodes along the fibres on one side of the end plates",
            )
            for row, ((muscle, side), name) in enumerate(zip(places, names, strict=True))
        ),
        events=tuple(_events(result, examined)),
        placement="Places are those of the model: along each muscle's own fibres, from the middle of its end plates.",
    )


def _events(result: Result, examined: Examined) -> Iterator[Event]:
    from sciatica.body import SIDES

    seen, muscles = examined.episode, result.body.muscles.names
    step = float(seen.time_s[1] - seen.time_s[0]) if len(seen.time_s) > 1 else 0.0
    end = float(seen.time_s[-1]) + step
    starts = np.flatnonzero(np.diff(seen.segment, prepend=-1))
    for number, start in enumerate(starts):
        begin = float(seen.time_s[start])
        until = float(seen.time_s[starts[number + 1]]) if number + 1 < len(starts) else end
        yield Event(begin, until - begin, "segment", seen.segment_names[int(seen.segment[start])])
    for spasm in seen.spasms:
        more = (
            ("muscle", muscles[spasm.muscle]),
            ("side", SIDES[spasm.side]),
            ("road", spasm.road),
            ("strength_percent", f"{spasm.strength_percent:.4g}"),
        )
        lasts = None if np.isnan(spasm.end_s) else spasm.end_s - spasm.begin_s
        yield Event(spasm.begin_s, lasts, "spasm", f"{muscles[spasm.muscle]} {SIDES[spasm.side]}", more)
    for twitch in seen.twitches:
        where = (("muscle", muscles[twitch.muscle]), ("side", SIDES[twitch.side]))
        yield Event(twitch.time_s, 0.0, "twitch", f"{muscles[twitch.muscle]} {SIDES[twitch.side]}", where)
