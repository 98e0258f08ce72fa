"""Writes the tables of docs/triage.md between their marks: the rules, the examples, the simulated patients.

python tests/triage/pages.py        # writes the page; a test holds it to what this would write
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ground_truth
import simulated_patients

from sciatica.core.findings import Findings
from sciatica.triage import LEVELS, Answer, assess
from sciatica.triage.rule_table import markdown as rules

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "triage.md"
EXAMPLES = ROOT / "examples" / "findings"


def examples() -> str:
    """Every file of examples/findings and what the rules answer."""
    lines = ["| findings | urgency | possible | within | the pattern of sciatica | first reason |", "|---" * 6 + "|"]
    for path in sorted(EXAMPLES.rglob("*.yaml")) + sorted(EXAMPLES.rglob("*.json")):
        answer = assess(Findings.from_yaml(path))
        days = "-" if answer.within_days is None else f"{answer.within_days} d"
        cells = (
            f"`{path.relative_to(EXAMPLES)}`",
            answer.urgency,
            answer.urgency_possible,
            days,
            answer.sciatica_pattern.replace("_", " "),
            f"`{answer.rules[0].id}`",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def answers() -> Iterator[tuple[dict[str, Any], Answer]]:
    """Every stored patient and the rules' answer to the findings."""
    for patient in simulated_patients.stored():
        yield patient, assess(Findings.from_mapping(patient["findings"]))


def simulated() -> str:
    """How the answers divide over what is true, by level, and how small a loss may be before somebody is missed."""
    seen = list(answers())
    truth: Counter[tuple[str, str]] = Counter()
    for patient, answer in seen:
        truth[answer.urgency, _kind(patient)] += 1
    kinds = ("emergency", "mild", "neither")
    lines = ["| answered | true emergencies | mild pain, no deficit | neither | over-triage |", "|---" * 5 + "|"]
    for level in reversed(LEVELS):
        counts = [truth[level, kind] for kind in kinds]
        over = counts[1] + counts[2] if level == "emergency" else counts[1] if level != "self_care" else 0
        lines.append(f"| {level} | {' | '.join(map(str, counts))} | {over} |")
    lines.append(f"| all | {' | '.join(str(sum(truth[level, kind] for level in LEVELS)) for kind in kinds)} | |")
    return "\n".join(lines) + "\n\n" + _missed(seen)


def _kind(patient: dict[str, Any]) -> str:
    return "emergency" if ground_truth.reasons(patient) else "mild" if ground_truth.is_mild(patient) else "neither"


def _missed(seen: list[tuple[dict[str, Any], Answer]]) -> str:
    lines = ["| a loss counts as an emergency from | emergencies | not answered as one |", "|---" * 3 + "|"]
    for sacral, power in ((0.6, 0.5), (0.5, 0.4), (0.4, 0.3), (0.3, 0.25), (0.2, 0.15), (0.1, 0.1)):
        limits = ground_truth.Limits(sacral_loss=sacral, strength_lost=power)
        true = [answer for patient, answer in seen if ground_truth.reasons(patient, limits)]
        low = sum(answer.urgency != "emergency" for answer in true)
        lines.append(f"| {sacral:.0%} of a sacral class, {power:.0%} of a strength | {len(true)} | {low} |")
    return "\n".join(lines) + "\n"


TABLES = {"rules": rules, "examples": examples, "simulated": simulated}


def page(text: str) -> str:
    """The page with every table as it is now."""
    for name, make in TABLES.items():
        begin, end = f"<!-- {name}: made by tests/triage/pages.py -->\n", f"<!-- end of {name} -->"
        before, marked, rest = text.partition(begin)
        if not marked or end not in rest:
            raise ValueError(f"docs/triage.md has no marks for {name}")
        text = before + begin + "\n" + make() + "\n" + end + rest.partition(end)[2]
    return re.sub(r"\n{3,}", "\n\n", text)


def simulate_examples(folder: Path = EXAMPLES / "simulated") -> None:
    """Examines every example case on its own day (one look, so the course stays unknown) and keeps the findings."""
    from sciatica.simulate import load_case, run

    folder.mkdir(exist_ok=True)
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        findings = run(load_case(path), detail="brief").findings
        (folder / f"{path.stem}.json").write_text(findings.to_json(), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["--simulate"]:
        simulate_examples()
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
