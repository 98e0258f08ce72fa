"""The page: one self-contained HTML document, the same bytes for the same result.

The template holds the words and the order; the sections hold what is shown; the stylesheet is inlined. Everything that
is text is escaped by the template engine, so that a case file can bring no markup.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from sciatica.report.sections import (
    course,
    exam,
    method,
    muscles,
    nerve,
    pain,
    person,
    posture,
    said,
    studies,
    tissue,
    urgency,
)
from sciatica.report.words import percent

if TYPE_CHECKING:
    from jinja2 import Environment

    from sciatica.simulate.result import Result


def page(result: Result) -> str:
    """The report of a result as HTML."""
    from sciatica.triage import assess

    last = result.last
    context = {
        "urgency": urgency.view(assess(result.findings)),
        "person": person.view(result),
        "nerve": nerve.view(result),
        "pain": pain.view(result),
        "said": said.view(result),
        "exam": exam.view(result),
        "studies": studies.view(result),
        "muscles": muscles.view(result),
        "posture": posture.view(result),
        "tissue": tissue.view(result),
        "course": course.view(result),
        "sweep": course.sweep_view(result),
        "method": method.view(result),
        "loaded": bool(last.loads.present.any()),
        "style": _style(),
    }
    return _templates().get_template("page.html").render(context)


_STYLES = ("style.css", "parts.css", "drawings.css", "studies.css", "print.css")
"""In the order in which later rules may overrule earlier ones."""


def _style() -> Markup:
    folder = files("sciatica.report").joinpath("templates")
    sheets = [folder.joinpath(name) for name in _STYLES]
    return Markup("".join(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.is_file()))


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("sciatica.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["percent"] = percent
    return environment
