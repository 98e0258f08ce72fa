"""The muscles: which roots move them, what they move, how strong they are and which nerves they lie against.

Root weights are the share of a muscle's motor axons that a root carries. They are *assumed*: no human count
exists; what is known is which roots evoke which muscle when stimulated in surgery (Phillips & Park 1991,
doi:10.1002/mus.880141213; Hashimoto 2023, doi:10.1097/brs.0000000000004737; and the sacral series of
doi:10.1007/s00701-014-2258-7), and that a muscle mostly has three roots or more. Root L1 is outside this
house and its share is given to L2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sciatica.body import table
from sciatica.core.types import FloatArray, IntArray

GROUPS: Final = ("lumbar", "buttock", "thigh", "leg", "foot", "pelvis")


@dataclass(frozen=True)
class MuscleTable:
    """M muscles of one side; arrays are [M] unless said."""

    names: tuple[str, ...]
    root_weight: FloatArray
    """[M, 9] share of the muscle's motor axons from each root; rows sum to 1."""
    movement: tuple[str, ...]
    """The one movement an examiner would test it by."""
    movement_share: FloatArray
    """Share of that movement's strength; sums to 1 over a movement."""
    nerve: tuple[str, ...]
    path_mm: FloatArray
    """Length from the cord to the motor point, mm, scaled by height."""
    motor_units: IntArray
    maximum_force_n: FloatArray
    moment_arm_m: FloatArray
    """Typical lever at the joint of its movement."""
    beside_nerve: FloatArray
    """[M, 9] 0 far .. 1 touching: how close it lies to each root or the nerve that carries it."""
    group: tuple[str, ...]
    """One of ``GROUPS``."""
    skeleton: tuple[tuple[str, ...], ...]
    """Names of its parts in the Rajagopal leg; empty where that has none."""

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.names)

    def index(self, name: str) -> int:
        """The row of one muscle."""
        return self.names.index(name)

    @property
    def movements(self) -> tuple[str, ...]:
        """The movements, each once, in the order of the table."""
        return tuple(dict.fromkeys(self.movement))


def build(scale: float) -> MuscleTable:
    """The muscles of a person; ``scale`` is height over the reference height."""
    found = table.rows("muscles.csv")
    return MuscleTable(
        names=table.words(found, "name"),
        root_weight=table.by_root(found),
        movement=table.words(found, "movement"),
        movement_share=table.numbers(found, "movement_share"),
        nerve=table.words(found, "nerve"),
        path_mm=table.numbers(found, "path_mm") * scale,
        motor_units=table.numbers(found, "motor_units").astype("int64"),
        maximum_force_n=table.numbers(found, "maximum_force_n"),
        moment_arm_m=table.numbers(found, "moment_arm_m") * scale,
        beside_nerve=table.by_root(found, "near_"),
        group=table.words(found, "group"),
        skeleton=tuple(tuple(part for part in cell.split("|") if part) for cell in table.words(found, "skeleton")),
    )
