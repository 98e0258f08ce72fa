"""How soon must help be sought? A rule layer over ``Findings`` that nothing lowers.

It imports only ``core``, and is quick to load: an assessment needs no array library at all.
"""

from sciatica.triage.answer import Answer, FiredRule, Question
from sciatica.triage.assess import assess
from sciatica.triage.recognise import Pattern, recognise
from sciatica.triage.rules import LEVELS, Urgency

__all__ = ["LEVELS", "Answer", "FiredRule", "Pattern", "Question", "Urgency", "assess", "recognise"]
