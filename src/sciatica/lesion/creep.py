"""What minutes do to a posture that is held: ligaments and discs give way, and the veins of the still fill.

*Ligaments*: under a steady bending moment the lumbar spine of 47 people bent 5.5 degrees further within 20
minutes, with a time constant of 9.4 minutes (McGill & Brown 1992, doi:10.1016/0268-0033(92)90007-Q), so a
bend B becomes B (1 + c g) with c = 1 - exp(-t / 9.4 min). *Discs* lose water and height over hours (0.3 of
12 mm at L4-L5 in four hours of sitting, and none when people rose every quarter of an hour: Billy 2014,
doi:10.1016/j.pmrj.2014.02.014), which lowers the foramina. *Veins*: the epidural plexus drains upwards
without valves; a still, upright trunk fills it within minutes (assumed). Rising ends all three: whatever is
taken up anew has been held for no time at all; that recovery itself takes minutes (half the stiffness within
two) and discs hours is left out.
"""

from __future__ import annotations

import math

from sciatica.core.parameters import Parameters
from sciatica.lesion.stance import Posture


def ligament_creep(minutes: float, parameters: Parameters) -> float:
    """How much of their creep the ligaments have given, 0..1."""
    return -math.expm1(-minutes / parameters.creep_minutes)


def disc_creep(minutes: float, parameters: Parameters) -> float:
    """How much of its height's creep a disc has given, 0..1."""
    return -math.expm1(-minutes / parameters.disc_creep_minutes)


def bend(posture: Posture, parameters: Parameters) -> float:
    """Lumbar bend with what creep adds to it; beyond 1 where a full bend is held."""
    gained = parameters.creep_bend * ligament_creep(posture.minutes_held, parameters)
    return posture.flexion * (1.0 + gained)


def pushed_back(posture: Posture, parameters: Parameters) -> float:
    """By what factor a herniation bears harder on its root: a flexed disc that creeps bulges backwards, 1 or more."""
    flexed = max(posture.flexion, 0.0) * min(posture.axial_load, 1.0)
    return 1.0 + parameters.creep_push * flexed * ligament_creep(posture.minutes_held, parameters)


def lowered(posture: Posture, parameters: Parameters) -> float:
    """What is left of a foramen's height over a disc that sinks under its load, 0..1."""
    loaded = min(posture.axial_load, 1.0)
    return 1.0 - parameters.disc_creep_share * loaded * disc_creep(posture.minutes_held, parameters)


def venous_mmhg(posture: Posture, parameters: Parameters) -> float:
    """Rise of the pressure in the epidural veins, with what fills them while the trunk is upright and still."""
    still = min(posture.axial_load, 1.0) if posture.steps_per_s == 0.0 else 0.0
    filled = -math.expm1(-posture.minutes_held / parameters.venous_fill_minutes)
    return posture.venous_rise_mmhg + parameters.venous_fill_mmhg * still * filled
