"""What the gallery of docs/plots.md keeps of each picture: how large it is, and the function that draws it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Picture:
    """One picture of the gallery."""

    draw: Callable[..., Any]
    width_px: float
    height_px: float
    columns: int
    margins_px: tuple[float, float, float, float]


PICTURES: list[tuple[str, Picture]] = []
PLAIN, AXES = (5.0, 5.0, 22.0, 20.0), (58.0, 14.0, 30.0, 44.0)


def gallery(
    heading: str, height_px: float, *, width_px: float = 470.0, columns: int = 1, margins: Any = PLAIN
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Puts a function that draws on ``columns`` axes into the gallery."""

    def kept(draw: Callable[..., Any]) -> Callable[..., Any]:
        PICTURES.append((heading, Picture(draw, width_px, height_px, columns, margins)))
        return draw

    return kept
