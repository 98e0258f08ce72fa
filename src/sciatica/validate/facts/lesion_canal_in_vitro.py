"""What bending does to the canal, in other spines than those that set it."""

from __future__ import annotations

from dataclasses import replace

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import flat, narrowing
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Per cent of its area that a canal loses from full flexion to full extension."""
    flexed, extended = (narrowing.sac_factor(replace(flat(), flexion=bend), parameters.lesion) for bend in (1.0, -1.0))
    return 100.0 * (1.0 - extended / flexed)


FACT = Fact(
    id="lesion.canal_in_vitro",
    room="lesion",
    fact="area that the canal at L3-L4 loses from flexion to extension",
    published="about 40 mm2, 16 % (no spread in the abstract: we read 13 to 19)",
    low=13,
    high=19,
    unit="%",
    species="human, cadaver",
    source="canalinvitro1989",
    measure=measure,
    knock_out=KnockOut("lesion.sac_flexion_gain", 0.0),
    note="The gain was set by living canals at L4-L5 (268 mm2 flexed, 224 extended: PMID 10587155).",
)
