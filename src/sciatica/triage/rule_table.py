"""The rules as a Markdown table, for the docs page; a test holds the page to it."""

from __future__ import annotations

from sciatica.triage.rules import rules


def markdown() -> str:
    """One row a rule, in the order of danger."""
    lines = ["| rule | words | how soon | hazard | sources | status |", "|---|---|---|---|---|---|"]
    for rule in rules():
        soon = rule.urgency if rule.within_days is None else f"{rule.urgency}, {rule.within_days} d"
        cells = (f"`{rule.id}`", rule.words, soon, rule.hazard, ", ".join(rule.sources), rule.status)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
