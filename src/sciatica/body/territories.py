"""The skin by territory, and the organs of the pelvis: which roots feel them.

``root_weight`` is the share of a territory's fibres that a root carries; neighbours overlap, and the
autonomous zones (L4 inner leg, L5 great toe, S1 outer foot) are heavy in one. After the tactile map of Lee,
McPhee & Stringer 2008 (doi:10.1002/ca.20636); the numbers are assumed. ``pain_weight`` is wider: in a series
of lumbar radicular pain 64 % of patients did not feel it in the dermatome, S1 being the exception (Murphy
2009, doi:10.1186/1746-1340-17-9).
"""

from __future__ import annotations

from dataclasses import dataclass

from sciatica.body import table
from sciatica.core.types import FloatArray


@dataclass(frozen=True)
class TerritoryTable:
    """T territories of one side."""

    names: tuple[str, ...]
    root_weight: FloatArray
    """[T, 9] share of the territory's skin fibres from each root; rows sum to 1."""
    region: tuple[str, ...]
    """Where on the body, for drawing."""
    nerve: tuple[str, ...]
    """Which nerve brings its fibres; ``nerves.csv`` says where that one leaves the sciatic nerve's way."""
    pain_weight: FloatArray
    """[T, 9] how much of the pain felt here comes of each root's fibres; rows sum to 1."""
    path_mm: FloatArray
    """[T] length from the cord to the skin, mm, scaled by height."""

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.names)

    def index(self, name: str) -> int:
        """The row of one territory."""
        return self.names.index(name)


@dataclass(frozen=True)
class PelvicTable:
    """Organs of the pelvis, fed from both sides alike."""

    names: tuple[str, ...]
    root_weight: FloatArray
    """[organs, 9] share of each root; rows sum to 1."""
    path_mm: FloatArray
    """[organs] length from the cord, mm."""

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.names)

    def index(self, name: str) -> int:
        """The row of one organ."""
        return self.names.index(name)


def build(scale: float) -> TerritoryTable:
    """The territories of a person; ``scale`` is height over the reference height."""
    found = table.rows("territories.csv")
    return TerritoryTable(
        names=table.words(found, "name"),
        root_weight=table.by_root(found),
        region=table.words(found, "region"),
        nerve=table.words(found, "nerve"),
        pain_weight=table.by_root(found, "pain_"),
        path_mm=table.numbers(found, "path_mm") * scale,
    )


def build_pelvic(scale: float) -> PelvicTable:
    """The pelvic organs of a person; ``scale`` is height over the reference height."""
    found = table.rows("pelvic.csv")
    return PelvicTable(
        names=table.words(found, "name"),
        root_weight=table.by_root(found),
        path_mm=table.numbers(found, "path_mm") * scale,
    )
