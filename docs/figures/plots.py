"""Draws the gallery of docs/plots.md, and writes that page: ``python docs/figures/plots.py [folder]``.

Every picture is one function of ``sciatica.report.plots``; the lines beside it on the page are those that drew it.
The same bytes every time: no date, a fixed salt.
"""

from __future__ import annotations

import inspect
import io
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import plots_studies
import plots_views
from plots_frame import PICTURES, PLAIN

from sciatica.report.plots.style import lean, settings

HEAD = """# Plots

`sciatica.report.plots` are functions that take a matplotlib `Axes` and arrays, draw, and return the `Axes`. The page
uses them, and anybody can: nothing in them knows of a page or a patient. Traces follow the habit of the laboratory:
negative up, a faint grid of divisions with their worth in words, a wedge where the shock was given, cursors with the
numbers that the *study* read. A plot measures nothing.

```python
import matplotlib.pyplot as plt
from sciatica.report.plots.style import settings

with plt.rc_context(settings()):  # the house's look; any other does as well
    figure, (left, right) = plt.subplots(1, 2)
```

Below stands one picture for each function, with the lines that drew it; `python docs/figures/plots.py` draws them
again and writes this page. The studies are those of a man of 25 years whose left S1 root has been pressed in the
lateral recess for sixty days (`VISIT`, an `exam.studies.Laboratory`), the spasms those of [Spasm](spasm.md) (`ROADS`,
`POOL`); where numbers are invented, it is said. `plots.style.svg` turns the same functions into markup for a page,
where colours follow the reader's light or dark screen.

The constants of the pictures:

```python
{constants}
```
"""
_CONSTANTS = ("P =", "MAN,", "VISIT =", "SENSORY,", "LEFT,", "CALF =", "ROADS =", "POOL =")


def constants() -> str:
    """The lines that make what the pictures draw."""
    lines = (inspect.getsource(plots_studies) + inspect.getsource(plots_views)).splitlines()
    return "\n".join(line for line in lines if line.startswith(_CONSTANTS))


def code_of(draw: Callable[..., Any]) -> str:
    """The lines of a function after its docstring."""
    source = inspect.getsource(draw)
    return textwrap.dedent(source.split('"""\n', 1)[1]).strip()


def main(folder: Path) -> None:
    """Draws all and writes the page beside the folder."""
    page = [HEAD.format(constants=constants())]
    with plt.rc_context(settings()):
        for heading, picture in PICTURES:
            figure = plt.figure(figsize=(picture.width_px / 72, picture.height_px / 72), facecolor="white")
            axes = figure.subplots(1, picture.columns, squeeze=False)[0]
            left, right, top, bottom = picture.margins_px
            figure.subplots_adjust(
                left=left / picture.width_px, right=1 - right / picture.width_px, top=1 - top / picture.height_px,
                bottom=bottom / picture.height_px, wspace=0.05 if picture.margins_px == PLAIN else 0.3,
            )  # fmt: skip
            picture.draw(*axes)
            written = io.StringIO()
            figure.savefig(written, format="svg", facecolor="white", metadata={"Date": None, "Creator": None})
            plt.close(figure)
            name = f"plots_{picture.draw.__name__}.svg"
            (folder / name).write_text(lean(written.getvalue()) + "\n", encoding="utf-8")
            words = inspect.getdoc(picture.draw) or ""
            page.append(
                f"## {heading}\n\n{words}\n\n![{heading}](figures/{name})\n\n```python\n{code_of(picture.draw)}\n```\n"
            )
    (folder.parent / "plots.md").write_text("\n".join(page), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
