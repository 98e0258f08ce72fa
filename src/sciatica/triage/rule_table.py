"""The rules as a Markdown table, for the docs page; a test holds the page to it."""

from __future__ import annotations

from sciatica.triage.rules import rules

COLUMNS = ("rule", "words", "condition", "how soon", "hazard", "sources", "read", "status")


def markdown() -> str:
    """One row a rule, in the order of danger."""
    lines = [f"| {' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|"]
    for rule in rules():
        soon = rule.urgency if rule.within_days is None else f"{rule.urgency}, {rule.within_days} d"
        hazard = rule.hazard if rule.stage is None else f"{rule.hazard} ({rule.stage})"
        condition = f"`{rule.text}`".replace("|", "\\|")
        sources = ", ".join(rule.sources)
        cells = (f"`{rule.id}`", rule.words, condition, soon, hazard, sources, rule.read.isoformat(), rule.status)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
