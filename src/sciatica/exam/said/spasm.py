"""What muscles do unasked: where, how strong, how often and how long, as it was detected in the seconds played.

The seconds are few and a cough is among them, so how often is a rate in those seconds and not of a day. A spasm that
was still on when they ended lasted at least so long, and of one that was on from the first second nobody saw how often
it comes.
"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.exam.bedside import Bedside
from sciatica.exam.values import Entries, by_site


def spasm(bedside: Bedside, parameters: Parameters) -> Entries:
    """Spasms and twitches of each muscle that are strong, or often, enough to be noticed."""
    names = bedside.body.muscles.names
    end_s = float(bedside.episode.time_s[-1])
    strongest, longest_s, count, twitches = (np.zeros((2, len(names))) for _ in range(4))
    for event in bedside.episode.spasms:
        where = event.side, event.muscle
        lasted_s = (end_s if np.isnan(event.end_s) else event.end_s) - event.begin_s
        strongest[where] = max(strongest[where], event.strength_percent)
        longest_s[where] = max(longest_s[where], lasted_s)
        count[where] += event.strength_percent >= parameters.spasm_noticed_percent and event.begin_s > 0.0
    for twitch in bedside.episode.twitches:
        twitches[twitch.side, twitch.muscle] += 1.0
    noticed = strongest >= parameters.spasm_noticed_percent
    per_min = 60.0 / end_s
    return {
        "muscle_spasm": by_site(strongest, names, parameters.spasm_noticed_percent, digits=1),
        "spasm_lasting": by_site(np.where(noticed, longest_s, 0.0), names, 1e-9, digits=1),
        "spasm_rate": by_site(np.where(noticed & (count == 0), np.nan, count * per_min), names, 1e-9, digits=1),
        "muscle_twitching": by_site(twitches * per_min, names, parameters.twitches_noticed_per_min, digits=0),
    }
