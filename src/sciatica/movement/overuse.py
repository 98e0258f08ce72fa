"""Who pays over strides and days: tiredness of a day, and the tenderness that outlasts it.

Tiredness is the fatigued share of a muscle in the three-compartment model (Xia & Frey Law 2008; rates by joint of
Frey-Law, Looft & Heitsman 2012, doi:10.1016/j.jbiomech.2012.04.018): a share of what is active tires at rate F, what
is tired recovers at rate R, and at r R while the muscle rests (Looft 2018, doi:10.1016/j.jbiomech.2018.06.005). A
muscle that is on without a pause therefore tires at a fraction of the activation that it would bear in bursts, which
is what guarding and a shifted stance do to it. Standing and walking alternate faster than it tires, so a bout of being
upright sees their mean, and rest between bouts wipes it out.

That a muscle which tires more than it does in health, by more than a margin and for hours, becomes tender over days
is a **hypothesis**: no threshold is published, the margin and the dose are assumed and have ranges. It would be
refuted by pressure pain thresholds that stay even in people who have spared a leg for weeks, or by tender muscles
that carry no more than before. Its time course is that of soreness after unusual exercise: it comes in a day or two
and goes within a week (the pressure pain threshold is lowest at 48 h, Fleckenstein 2017,
doi:10.1371/journal.pone.0185463).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray

if TYPE_CHECKING:
    from sciatica.movement.choice import Movement
    from sciatica.movement.work import Work

_SECONDS = 3600.0


@dataclass(frozen=True)
class Overuse:
    """What the muscles carry from one day to the next; all arrays are [M, 2], left and right."""

    tiredness: FloatArray
    """Fatigued share while upright on the last day, mean of a bout, 0 .. 1."""
    usual_tiredness: FloatArray
    """The same for a body in health that stood and strode as much."""
    tenderness: FloatArray
    """0 .. 1."""
    work_h: FloatArray
    """Activation times hours of the last day."""
    usual_work_h: FloatArray
    """The same in health."""

    @property
    def imbalance(self) -> FloatArray:
        """[M] tiredness beyond health, right minus left."""
        beyond = self.tiredness - self.usual_tiredness
        return np.asarray(beyond[:, 1] - beyond[:, 0])


def rested(muscles: int) -> Overuse:
    """Muscles that have done nothing unusual."""
    none = np.zeros((muscles, 2))
    return Overuse(none, none, none, none, none)


def advance(
    state: Overuse,
    movement: Movement,
    strides_per_day: float,
    hours_standing: float,
    parameters: Parameters,
    days: float = 1.0,
) -> Overuse:
    """The muscles after living some days in one way of standing and walking.

    Args:
        state: from :func:`rested` or an earlier call.
        movement: as the person stands and walks these days, from ``adapt``.
        strides_per_day: of one leg; a stride is two steps.
        hours_standing: a day, h.
        parameters: those of the room ``movement``.
        days: how many such days, 0 or more.

    Raises:
        InputError: counts that no day holds, or a movement without loads by posture.
    """
    if movement.work is None or movement.healthy_work is None:
        raise InputError("says nothing of standing and walking apart", field="movement", wanted="one from adapt()")
    for name, value in (("strides_per_day", strides_per_day), ("hours_standing", hours_standing), ("days", days)):
        if not (np.isfinite(value) and value >= 0):
            raise InputError("not a length of time or a count", field=name, given=value, wanted="0 or more")
    walking_h = strides_per_day * 2.0 * movement.step_length_m / movement.speed_m_s / _SECONDS
    healthy_h = strides_per_day * 2.0 * movement.normal_step_length_m / movement.normal_speed_m_s / _SECONDS
    if hours_standing + max(walking_h, healthy_h) > 24.0:
        raise InputError(
            "more standing and walking than a day holds",
            field="hours_standing",
            given=round(hours_standing + walking_h, 1),
            wanted="24 h at most",
        )
    p = parameters
    tired, work = _day(movement.work, movement.joint, walking_h, hours_standing, p)
    usual, usual_work = _day(movement.healthy_work, movement.joint, healthy_h, hours_standing, p)
    dose = np.maximum(tired - usual - p.overuse_margin, 0.0) * (hours_standing + walking_h)
    wanted = dose / (dose + p.overuse_half_dose_h)
    pace = np.where(wanted > state.tenderness, p.tenderness_rise_days, p.tenderness_fall_days)
    tender = wanted + (state.tenderness - wanted) * np.exp(-days / pace)
    return Overuse(tired, usual, tender, work, usual_work)


def _day(
    work: Work, joint: tuple[str, ...], walking_h: float, standing_h: float, p: Parameters
) -> tuple[FloatArray, FloatArray]:
    """[M, 2] tiredness of a bout, and activation hours."""
    upright = walking_h + standing_h
    if upright <= 0.0:
        return np.zeros_like(work.walking), np.zeros_like(work.walking)
    walks = walking_h / upright
    tires, mends = (_by_joint(joint, kind, p) for kind in ("tires", "mends"))
    mean = walks * work.walking + (1.0 - walks) * work.standing
    idle = walks * work.walking_idle + (1.0 - walks) * work.standing_idle
    loss = mends * (1.0 + (p.rest_recovery_factor - 1.0) * idle)
    level = np.minimum(tires * mean / loss, tires / (tires + loss))
    # mean of the rise 1 - exp(-t / tau) over a bout that begins fresh
    bouts = loss * p.upright_bout_min * 60.0
    return level * (1.0 + np.expm1(-bouts) / bouts), mean * upright


def _by_joint(joint: tuple[str, ...], kind: str, p: Parameters) -> FloatArray:
    """[M, 1] rate of the compartments by the joint that a muscle is tested at; what crosses none takes the ankle's."""
    return np.array([[getattr(p, f"{name or 'ankle'}_{kind}_per_s")] for name in joint])
