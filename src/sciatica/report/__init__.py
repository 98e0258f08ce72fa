"""What a person reads of a result: a summary for the terminal, and the files that a run leaves behind.

The room reads a ``Result`` and decides nothing. ``plots`` and ``drawings`` are usable alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sciatica.simulate.result import Result

__all__ = ["files", "summary"]


def summary(result: Result) -> str:
    """The result in plain text for a terminal, at most 40 lines."""
    from sciatica.report.terminal import summary as made

    return made(result)


def files(result: Result) -> dict[str, bytes]:
    """The files of a result by name; the same bytes for the same result.

    ``report.html`` is the page, ``findings.json`` what an examiner could know (it can be read back as findings),
    ``result.nc`` the ground truth.
    """
    from sciatica.report.netcdf import netcdf
    from sciatica.report.page import page

    return {
        "report.html": page(result).encode("utf-8"),
        "findings.json": result.findings.to_json().encode("utf-8"),
        "result.nc": netcdf(result),
    }
