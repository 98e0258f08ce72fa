"""And over the days? A case in, a patient out.

result = run(load_case("examples/l5s1_disc.yaml"))
result.findings.get("ankle_reflex_reduced", side="right")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica.simulate.case import Case, case_from_mapping, load_case

if TYPE_CHECKING:
    from sciatica.simulate.course import run
    from sciatica.simulate.result import Result

__all__ = ["Case", "Result", "case_from_mapping", "load_case", "run"]


def __getattr__(name: str) -> Any:
    # the rooms behind a run are heavy; a case can be checked without them
    if name == "run":
        from sciatica.simulate.course import run

        return run
    if name == "Result":
        from sciatica.simulate.result import Result

        return Result
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
