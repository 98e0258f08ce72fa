"""What was measured and published, beside what the rooms compute.

A fact is one file in ``facts``: what was found, by whom, on what preparation, how we measure the same thing,
and a knock-out: the constant that carries the effect and its value without it, which must undo the match.
"""

from sciatica.validate.count import Count, count
from sciatica.validate.fact import Fact, KnockOut, Row, status
from sciatica.validate.run import all_facts, as_json, as_table, counted_as_json, knocked_out, measured, run

__all__ = [
    "Count",
    "Fact",
    "KnockOut",
    "Row",
    "all_facts",
    "as_json",
    "as_table",
    "count",
    "counted_as_json",
    "knocked_out",
    "measured",
    "run",
    "status",
]
