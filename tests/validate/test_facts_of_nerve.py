"""Each fact of the nerve and its tissue: an agreement breaks when its effect is taken away."""

from __future__ import annotations

import pytest
from facts_held import NERVE_SIDE, hold

from sciatica import validate
from sciatica.validate import Fact

FACTS = [fact for fact in validate.all_facts() if fact.room in NERVE_SIDE]


@pytest.mark.slow
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_a_prediction_that_agrees_stops_agreeing_without_its_effect(fact: Fact) -> None:
    hold(fact)
