"""The bench's numbers as JSON and as a table for people."""

import json
from collections.abc import Mapping
from typing import Any

PARTS = "parts."
CONFUSION = "confusion."


def as_json(numbers: Mapping[str, Any]) -> str:
    """Return one flat JSON object."""
    return json.dumps(dict(numbers), indent=2, ensure_ascii=False, allow_nan=False)


def as_table(numbers: Mapping[str, Any]) -> str:
    """Return one line a number, where the step's time goes and what was taken for what as tables at the end."""
    own = {key: value for key, value in numbers.items() if not key.startswith((PARTS, CONFUSION))}
    width = max(len(key) for key in own)
    lines = [f"{key:<{width}}  {_plain(value)}" for key, value in own.items()]
    counts = {key[len(CONFUSION) :]: value for key, value in numbers.items() if key.startswith(CONFUSION)}
    if counts:
        lines += ["", "true (rows) and read (columns)", *_confusion(counts)]
    parts = {key[len(PARTS) :]: value for key, value in numbers.items() if key.startswith(PARTS)}
    if parts:
        lines += ["", "where a step's time goes (ns a node step of one fibre; share)"]
        whole = float(parts["all_ns"])
        for name, value in parts.items():
            if name.endswith("_ns"):
                spoken = name[:-3].replace("_", " ")
                lines.append(f"  {spoken:<{width - 2}}  {value:8.3f}  {100.0 * value / whole:5.1f} %")
            else:
                lines.append(f"  {name.replace('_', ' '):<{width - 2}}  {_plain(value)}")
    return "\n".join(lines)


def _confusion(counts: Mapping[str, int]) -> list[str]:
    """The counts, keyed ``true.read``, as a table."""
    true, read = (list(dict.fromkeys(key.split(".")[place] for key in counts)) for place in (0, 1))
    width = max(map(len, read)) + 2
    head = " " * 12 + "".join(f"{name:>{width}}" for name in read)
    return [head, *(f"{t:<12}" + "".join(f"{counts[f'{t}.{r}']:>{width}}" for r in read) for t in true)]


def _plain(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1e4 else f"{value:,.0f}"
    return str(value)
