"""The roots this house simulates, and which of them meets which disc.

A lumbar disc has two roots beside it. The *exiting* one has the number of the upper vertebra and leaves
through the foramen at that level; the *traversing* one has the number of the lower vertebra and passes the
lateral recess behind the disc. All later roots still hang free in the dural sac there: they are the cauda
equina of that level.
"""

from __future__ import annotations

from typing import Final

from sciatica.core.errors import InputError, nearest

ROOTS: Final = ("L2", "L3", "L4", "L5", "S1", "S2", "S3", "S4", "S5")
SIDES: Final = ("left", "right")
LEVELS: Final = ("L2-L3", "L3-L4", "L4-L5", "L5-S1")


def root_index(name: str) -> int:
    """The place of a root in ``ROOTS``.

    Raises:
        InputError: no such root.
    """
    if name not in ROOTS:
        raise InputError("no such root", field="root", given=name, wanted=f"one of {', '.join(ROOTS)}")
    return ROOTS.index(name)


def side_indices(side: str) -> tuple[int, ...]:
    """The places in ``SIDES`` of ``left``, ``right`` or ``both``.

    Raises:
        InputError: no such side.
    """
    if side == "both":
        return (0, 1)
    if side not in SIDES:
        raise InputError("no such side", field="side", given=side, wanted="left, right or both")
    return (SIDES.index(side),)


def exiting_root(level: str) -> int:
    """Index of the root that leaves through the foramen at ``level`` (L5 at L5-S1).

    Raises:
        InputError: no such level.
    """
    return root_index(_ends(level)[0])


def traversing_root(level: str) -> int:
    """Index of the root that passes the lateral recess behind the disc of ``level`` (S1 at L5-S1).

    Raises:
        InputError: no such level.
    """
    return root_index(_ends(level)[1])


def roots_in_sac(level: str) -> tuple[int, ...]:
    """Indices of the roots that hang free in the dural sac at ``level``: all below the traversing one.

    Raises:
        InputError: no such level.
    """
    return tuple(range(traversing_root(level) + 1, len(ROOTS)))


def _ends(level: str) -> list[str]:
    if level not in LEVELS:
        best = nearest(level, LEVELS)
        raise InputError(
            "no such level",
            field="level",
            given=level,
            wanted=f"one of {', '.join(LEVELS)}",
            cure=f"did you mean {best}?" if best else "",
        )
    return level.split("-")
