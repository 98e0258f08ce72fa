"""What the person says and the examiner finds, and nothing else: `Findings` from the state of the rooms.

What is said is said; what is found is found by an :class:`Observer`, who errs as examiners do, or not at all
(:data:`EXACT`). The ground truth stays in the :class:`Bedside`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sciatica.core.findings import Findings
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.exam import found, measured, said
from sciatica.exam.bedside import Bedside, HeelRaises, LegRaise, carried_share, skin_met, territory_loss
from sciatica.exam.history import Began, Earlier, with_history
from sciatica.exam.observer import EXACT, Observer
from sciatica.exam.values import Entries, fitted_to_table

__all__ = [
    "EXACT",
    "Bedside",
    "Earlier",
    "HeelRaises",
    "LegRaise",
    "Observer",
    "carried_share",
    "examine",
    "skin_met",
    "territory_loss",
]


def examine(
    bedside: Bedside,
    soreness: FloatArray,
    earlier: Sequence[Earlier],
    answers: Mapping[str, object],
    parameters: Parameters,
    *,
    observer: Observer = EXACT,
) -> Findings:
    """Takes the history and examines.

    Args:
        bedside: the person on the day.
        soreness: [M, 2] how sore each muscle is, 0-1.
        earlier: what was found on the days before, in order of time: onset and course come from them.
        answers: findings that no room simulates (fever, injury, ...), as the case answers them.
        parameters: the exam room's parameters.
        observer: who examines.
    """
    strength = found.share_by_movement(bedside.body, bedside.episode.strength)
    entries: Entries = {}
    for part in (
        said.everything(bedside, parameters, strength),
        found.everything(bedside, soreness, parameters, strength, observer),
        measured.everything(bedside, parameters, observer),
    ):
        entries.update(part)
    began = Began(bedside.began_day, bedside.began_over_days)
    dated = with_history(fitted_to_table(entries), bedside.day, began, earlier, parameters)
    person = bedside.body.person
    return Findings.from_mapping(
        {"schema": 1, "person": {"age_years": person.age_years, "sex": person.sex}, **dated, **answers}
    )
