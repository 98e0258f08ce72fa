"""What presses, pulls or inflames, where and when: causes with names come in, loads without names go out.

Each cause is one file: a schema in the words of a radiologist, a surgeon or an examiner, and one function
that turns it into pressures, strains and nucleus material on roots, posture by posture. Nothing to the right
of this room knows a cause.
"""

from sciatica.lesion.disc import DiscHerniation
from sciatica.lesion.loads import Cause, Loads, build, check, contracting, none, scaled, stack
from sciatica.lesion.piriformis import PiriformisSyndrome
from sciatica.lesion.posture import (
    Posture,
    adapted,
    contracted,
    default_hours,
    extension,
    fair,
    femoral_stretch,
    flat,
    held,
    hours_of_day,
    leg_raise,
    posture,
    slump,
    standard,
)
from sciatica.lesion.spondylolisthesis import Spondylolisthesis
from sciatica.lesion.stenosis import SpinalStenosis

__all__ = [
    "Cause",
    "DiscHerniation",
    "Loads",
    "PiriformisSyndrome",
    "Posture",
    "SpinalStenosis",
    "Spondylolisthesis",
    "adapted",
    "build",
    "check",
    "contracted",
    "contracting",
    "default_hours",
    "extension",
    "fair",
    "femoral_stretch",
    "flat",
    "held",
    "hours_of_day",
    "leg_raise",
    "none",
    "posture",
    "scaled",
    "slump",
    "stack",
    "standard",
]
