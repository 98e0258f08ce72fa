"""How do posture and gait change, and who pays? A quasi-static body that looks for the cheapest way to
stand and walk.

No pattern of gait has a name here; see :mod:`sciatica.exam` for the words.
"""

from sciatica.movement.adaptation import FIELDS, Adaptation, mirrored
from sciatica.movement.choice import Movement, adapt
from sciatica.movement.limits import check_person
from sciatica.movement.overuse import Overuse
from sciatica.movement.work import Work

__all__ = ["FIELDS", "Adaptation", "Movement", "Overuse", "Work", "adapt", "check_person", "mirrored"]
