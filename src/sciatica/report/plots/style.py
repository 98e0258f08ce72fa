"""One look for every graph, and a graph as markup that a page can hold.

Colours are drawn from a small palette. On the page each colour becomes a CSS variable, so that the same picture
serves light and dark screens and paper; used alone, a plot has the light colours. The SVG that matplotlib writes
is made the same bytes for the same input: a fixed hash salt, no date, only ids that something refers to.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = MappingProxyType({
    "ink": "#1d2733",
    "muted": "#56616d",
    "line": "#cfc8ba",
    "paper": "#fdfcf9",
    "pain": "#b8321f",
    "numb": "#2a4fa3",
    "left": "#7a4fa0",
    "right": "#0c6b70",
    "healthy": "#8c9198",
    "motor": "#7b3f98",
    "a_alpha": "#1f5fa8",
    "a_beta": "#0e766b",
    "a_delta": "#a85a07",
    "c": "#b3263c",
    "pelvic": "#5d6a14",
    "accent": "#0b6069",
    "soft": "#e3ddd0",
})  # fmt: skip
"""Palette by role; each role is the CSS variable of the same name on the page."""

_SETTINGS: dict[str, Any] = {
    "svg.hashsalt": "sciatica",
    "svg.fonttype": "none",
    "path.simplify": True,
    "font.size": 11,
    "axes.edgecolor": COLOURS["line"],
    "axes.labelcolor": COLOURS["muted"],
    "axes.labelsize": 11,
    "axes.titlesize": 11.5,
    "axes.titlecolor": COLOURS["ink"],
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": COLOURS["soft"],
    "grid.linewidth": 0.8,
    "xtick.color": COLOURS["muted"],
    "ytick.color": COLOURS["muted"],
    "xtick.labelsize": 10.5,
    "ytick.labelsize": 10.5,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "lines.linewidth": 1.8,
    "lines.solid_capstyle": "round",
    "text.color": COLOURS["ink"],
    "legend.frameon": False,
    "legend.fontsize": 10.5,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
}

Draw = Callable[..., Any]


def settings() -> dict[str, Any]:
    """The house's look as matplotlib settings, for ``matplotlib.rc_context``."""
    return dict(_SETTINGS)


def svg(
    draw: Draw,
    *,
    name: str,
    words: str,
    width_px: float = 360.0,
    height_px: float = 230.0,
    margins_px: tuple[float, float, float, float] = (48.0, 10.0, 12.0, 42.0),
    rows: int = 1,
    columns: int = 1,
    between_px: float = 12.0,
) -> Markup:
    """Draw on fresh axes and return the picture as inline SVG.

    Parameters
    ----------
    draw : called with one ``Axes`` (or with ``rows`` of them, one above the other, sharing x; with ``columns`` of them
        in each row, and then row by row, nothing shared).
    name : beginning of every id; unique on the page.
    words : the picture in words, its alternative text.
    width_px, height_px : natural size in CSS pixels.
    margins_px : room for labels left, right, above and below the axes. Fixed, since a layout engine would draw
        every picture twice to find it.
    rows, columns, between_px : how many axes, and the room between columns.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(cast(Any, _SETTINGS)):
        figure = Figure(figsize=(width_px / 72, height_px / 72))
        left, right, top, bottom = margins_px
        figure.subplots_adjust(
            left=left / width_px, right=1 - right / width_px, top=1 - top / height_px, bottom=bottom / height_px,
            hspace=0.3, wspace=between_px * columns / max(width_px - left - right - (columns - 1) * between_px, 1.0),
        )  # fmt: skip
        axes = figure.subplots(rows, columns, sharex=columns == 1, squeeze=False)
        draw(*[one for row in axes for one in row])
        page = io.StringIO()
        figure.savefig(page, format="svg", metadata={"Date": None, "Creator": None})
    return _for_page(page.getvalue(), name, words)


def lean(text: str) -> str:
    """An SVG that matplotlib wrote, without what nobody sees: comments, metadata, needless digits and blanks."""
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.S)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    text = re.sub(r' d="(M[^"CQzAHV]*)"', _relative, text)
    text = re.sub(r"-?\d+\.\d{3,}", lambda found: f"{float(found[0]):.2f}", text)
    text = re.sub(r"\n\s*", "\n", text)
    return re.sub(r"<g>\s*</g>\n?", "", text).strip()


def _for_page(text: str, name: str, words: str) -> Markup:
    text = lean(text[text.index("<svg") :])
    box = re.search(r'viewBox="([^"]+)"', text)
    head = (
        f'<svg class="plot" viewBox="{box.group(1) if box else "0 0 1 1"}" role="img" '
        f'aria-label="{escape(words)}" xmlns:xlink="http://www.w3.org/1999/xlink">'
    )
    text = head + text[text.index(">") + 1 :]
    used = set(re.findall(r"(?:url\(#|href=\"#)([^\")]+)", text))
    text = re.sub(r' id="([^"]+)"', lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", text)
    text = re.sub(r"(url\(#|href=\"#)", rf"\g<1>{name}-", text)
    text = re.sub(r"font: ([\d.]+px)[^;\"]*", r"font-size: \1", text)
    text = re.sub(r" ?font-family: [^;\"]*;?", "", text)
    for role, colour in COLOURS.items():
        text = text.replace(colour, f"var(--{role})")
    return Markup(re.sub(r"<g>\s*</g>\n?", "", text).strip())


_LONG = 24


def _relative(found: re.Match[str]) -> str:
    """A long line as steps in tenths of a pixel: the same to the eye, at half the size. Errors do not add up."""
    if found[1].count("L") < _LONG:
        return found[0]
    lines: list[str] = []
    for line in found[1].split("M")[1:]:
        points = [(round(10.0 * float(x)), round(10.0 * float(y))) for x, y in _POINT.findall(line)]
        steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points) if (x, y) != (a, b)] or [(0, 0)]
        written = "".join(("" if step[0] == "-" else " ") + step for pair in steps for step in map(_tenths, pair))
        lines.append(f"M{points[0][0] / 10:g} {points[0][1] / 10:g}l{written.lstrip()}")
    return f' d="{"".join(lines)}"'


_POINT = re.compile(r"(-?[\d.]+) (-?[\d.]+)")


def _tenths(value: int) -> str:
    """A number of tenths in as few letters as it needs: ".5", "-12", "3.4"."""
    return re.sub(r"^(-?)0\.", r"\1.", f"{value / 10:g}")


def key_above(axes: Axes, columns: int | None = None) -> Axes:
    """The legend in a row above the axes, where it can cover nothing."""
    handles, _ = axes.get_legend_handles_labels()
    axes.legend(
        loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=columns or len(handles), handlelength=1.3,
        columnspacing=1.1, borderaxespad=0.15, handletextpad=0.5,
    )  # fmt: skip
    return axes


def plain(axes: Axes) -> Axes:
    """Axes without grid and left spine, for pictures that carry their own labels."""
    axes.grid(False)
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    return axes
