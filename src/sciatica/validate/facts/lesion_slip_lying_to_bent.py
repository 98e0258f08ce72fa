"""How much further a vertebra slips standing bent forward than lying: what the two gains were set by."""

from __future__ import annotations

from dataclasses import replace

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import posture, spondylolisthesis
from sciatica.validate.fact import Fact
from sciatica.validate.facts._lesion import degenerative


def measure(parameters: ParameterSet) -> float:
    """Slip standing bent forward, per cent of the endplate, when it is 12.2 lying."""
    bent = replace(posture("standing", parameters.lesion), flexion=1.0)
    return 100.0 * spondylolisthesis.slip_in(degenerative(12.2), bent, parameters.lesion)


FACT = Fact(
    id="lesion.slip_lying_to_bent",
    room="lesion",
    fact="slip standing in flexion, in people in whom it is 12.2 % lying in the MRI",
    published="16.7 %, n = 136",
    low=16.2,
    high=17.2,
    unit="%",
    species="human, degenerative slip",
    source="issa2023",
    measure=measure,
    kind="fitted",
    note="How it divides between load and bend was set by other people (Lee 2021, PMID 33834127: 8.7 of 12.3 "
    "points came on standing upright).",
)
