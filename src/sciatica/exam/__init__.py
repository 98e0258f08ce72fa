"""What the person says and the examiner finds, and nothing else: `Findings` from the state of the rooms.

The examiner here makes no errors and tires of no test; the observer with named errors comes with the wider room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sciatica.core.findings import Findings
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.exam import found, measured, said
from sciatica.exam.bedside import Bedside, LegRaise, carried_share, territory_loss
from sciatica.exam.history import Earlier, with_history
from sciatica.exam.values import Entries, fitted_to_table

__all__ = ["Bedside", "Earlier", "LegRaise", "carried_share", "examine", "territory_loss"]


def examine(
    bedside: Bedside,
    soreness: FloatArray,
    earlier: Sequence[Earlier],
    answers: Mapping[str, object],
    parameters: Parameters,
) -> Findings:
    """Takes the history and examines.

    Args:
        bedside: the person on the day.
        soreness: [M, 2] how sore each muscle is, 0-1.
        earlier: what was found on the days before, in order of time: onset and course come from them.
        answers: findings that no room simulates (fever, injury, ...), as the case answers them.
        parameters: the exam room's parameters.
    """
    strength = found.share_by_movement(bedside.body, bedside.episode.strength)
    entries: Entries = {}
    for part in (
        said.pain(bedside, parameters),
        said.quality(bedside, parameters),
        said.numbness(bedside, parameters),
        said.weakness(bedside, parameters, strength),
        said.aggravators(bedside, parameters),
        said.spasm(bedside, parameters),
        said.pelvic(bedside, parameters, strength),
        found.feeling(bedside, parameters),
        found.power(bedside, parameters, strength),
        found.reflexes(bedside, parameters),
        found.leg_raise(bedside.leg_raise, parameters),
        found.posture_and_gait(bedside, parameters),
        found.tenderness(bedside, soreness, parameters),
        measured.potentials(bedside, parameters),
    ):
        entries.update(part)
    dated = with_history(fitted_to_table(entries), bedside.day, bedside.began_day, earlier, parameters)
    person = bedside.body.person
    return Findings.from_mapping(
        {"schema": 1, "person": {"age_years": person.age_years, "sex": person.sex}, **answers, **dated}
    )
