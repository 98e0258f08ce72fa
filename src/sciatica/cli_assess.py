"""What `sciatica assess` does: reads findings or FHIR, answers in words, as JSON or as FHIR.

Kept apart from the parser of the command line, which is slower to load than the answer is to give.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from sciatica.core.findings import Findings

Form = Literal["words", "json", "fhir"]
_FORMS: dict[tuple[str, ...], Form] = {(): "words", ("--json",): "json", ("--fhir",): "fhir"}


def plain_call(arguments: Sequence[str]) -> tuple[Path, Form] | None:
    """File and form of a call of ``assess`` in its plain form, which need not wait for the parser to load.

    None for everything else, calls for help and mistakes among them: those the parser answers.
    """
    if not arguments or arguments[0] != "assess":
        return None
    files = [a for a in arguments[1:] if not a.startswith("-")]
    form = _FORMS.get(tuple(a for a in arguments[1:] if a.startswith("-")))
    return (Path(files[0]), form) if len(files) == 1 and form else None


def assessed(path: Path, form: Form) -> tuple[str, ...]:
    """Return the answer to a file of findings (YAML, JSON) or of FHIR (JSON), as lines.

    Raises:
        InputError: a file that cannot be read.
    """
    from sciatica.triage import assess

    findings, diagnoses = _findings(path)
    answer = assess(findings)
    if form == "words":
        return answer.lines()
    if form == "json":
        return (_as_json(answer.to_mapping()),)
    from sciatica.interop import bundle

    return (_as_json(bundle(findings, answer, already=diagnoses)),)


def _findings(path: Path) -> tuple[Findings, tuple[str, ...]]:
    if path.suffix.lower() != ".json" or not path.is_file():
        return Findings.from_yaml(path), ()
    from sciatica.interop.read import load, read

    data = load(path)
    if not (isinstance(data, dict) and "resourceType" in data):
        return Findings.from_yaml(path), ()
    came = read(data, file=str(path), today=date.today())
    if came.unused:
        print(f"sciatica: not understood, and so not known: {', '.join(came.unused)}", file=sys.stderr)
    return came.findings, came.diagnoses


def _as_json(data: object) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)
