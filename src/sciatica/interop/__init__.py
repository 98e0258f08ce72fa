"""FHIR R4 in and out: what a record or a form says becomes `Findings`, and an answer becomes resources.

`read` takes a QuestionnaireResponse, Observations, Conditions, a Patient or a Bundle of them; `bundle` writes
findings and answer; `questionnaire` is the form, made from the table of findings. Only plain data goes in and
out: nothing is sent anywhere. HL7 FHIR R4 (4.0.1), https://hl7.org/fhir/R4.
"""

from sciatica.interop.bundle import bundle
from sciatica.interop.questionnaire import questionnaire, response
from sciatica.interop.read import Incoming, read, read_file

__all__ = ["Incoming", "bundle", "questionnaire", "read", "read_file", "response"]
