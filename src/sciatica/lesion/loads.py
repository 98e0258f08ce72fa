"""From the causes of a case to nameless loads: the only door through which a lesion leaves this room."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray
from sciatica.lesion import disc, piriformis, spondylolisthesis, stenosis
from sciatica.lesion.disc import DiscHerniation
from sciatica.lesion.piriformis import PiriformisSyndrome
from sciatica.lesion.site import Loads, concatenated, none, scaled, stack
from sciatica.lesion.spondylolisthesis import Spondylolisthesis
from sciatica.lesion.stance import Posture
from sciatica.lesion.stenosis import SpinalStenosis

if TYPE_CHECKING:
    from sciatica.body import Body

__all__ = ["Cause", "Loads", "build", "check", "contracting", "none", "scaled", "stack"]

Cause = Annotated[DiscHerniation | SpinalStenosis | Spondylolisthesis | PiriformisSyndrome, Field(discriminator="kind")]
"""Any one cause; pydantic picks the schema by ``kind``."""
AnyCause = DiscHerniation | SpinalStenosis | Spondylolisthesis | PiriformisSyndrome


def build(
    causes: Sequence[AnyCause],
    body: Body,
    postures: Sequence[Posture],
    parameters: Parameters,
    *,
    muscle_activation: FloatArray | None = None,
    day: float | None = None,
) -> Loads:
    """The loads of all causes of one person, side by side (P = 1).

    The same causes give the same sites in the same order on every day, so that what they did to the nerve can be
    carried on; a healed one is a site that presses nothing.

    Args:
        causes: any number of causes; none at all is the healthy.
        body: the person's anatomy.
        postures: A postures, one or more.
        parameters: the constants of ``lesion``.
        muscle_activation: [M, 2] how hard each muscle works unasked, 0..1 of its maximum; None for not at all. A
            posture that says its own contraction keeps that.
        day: day of the case, by which herniations have shrunk and causes healed; None for all as they came. What
            has not begun by then is as it will come: its ``began_day`` says that it does not act yet.

    Raises:
        InputError: no postures, a muscle activation outside 0..1, or a day that is no number.
    """
    if not postures:
        raise InputError("no postures", field="postures", given=0, wanted="1 or more")
    if day is not None and not math.isfinite(day):
        raise InputError("not a day", field="day", given=day, wanted="a number of days, or None")
    activation = piriformis.own_activation(body, muscle_activation)
    parts = [_loads(cause, body, postures, parameters, activation, day) for cause in causes]
    return concatenated(parts) if parts else none(postures)


def contracting(causes: Sequence[AnyCause], body: Body) -> BoolArray:
    """[M, 2] whose contraction changes the loads, by muscle and side: where a loop can close.

    Args:
        causes: of the person.
        body: whose muscles.
    """
    return piriformis.contracting(causes, body)


def check(causes: Sequence[AnyCause], day: float, *, file: str = "") -> None:
    """See that causes and the case's day agree.

    Raises:
        InputError: a cause that begins after the day.
    """
    for i, cause in enumerate(causes):
        if cause.began_day > day:
            raise InputError(
                "the cause begins after the case's day",
                file=file,
                field=f"causes[{i}].began_day",
                given=cause.began_day,
                wanted=f"at most day {day:g}",
            )


def _loads(
    cause: AnyCause,
    body: Body,
    postures: Sequence[Posture],
    parameters: Parameters,
    activation: tuple[float, float],
    day: float | None,
) -> Loads:
    match cause:
        case DiscHerniation():
            return disc.loads(cause, body, postures, parameters, activation, day)
        case SpinalStenosis():
            return stenosis.loads(cause, body, postures, parameters, activation, day)
        case Spondylolisthesis():
            return spondylolisthesis.loads(cause, body, postures, parameters, activation, day)
        case PiriformisSyndrome():
            return piriformis.loads(cause, body, postures, parameters, activation, day)
