"""A rat nerve 10 min without blood."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RAT_BLOODLESS, 0.0, 10.0 / 60.0, parameters.tissue)
    return 1.0 - of.conducts(state, parameters.tissue, motor=True)


FACT = Fact(
    id="tissue.bloodless_10_min",
    room="tissue",
    fact="Share of motor fibres that fail after 10 min without blood",
    published="amplitude falls within 10 min, another rat study found no fall",
    low=0.05,
    high=0.6,
    unit="1",
    species="rat, sciatic nerve",
    source="parry1985",
    measure=_measure,
    kind="fitted",
    note=(
        "Judged by the tissue-level block criterion, not by the fibre engine. Sets how much faster a "
        "small animal's nerve uses its store; another rat study (PMID 2912761) found no fall at all."
    ),
)
