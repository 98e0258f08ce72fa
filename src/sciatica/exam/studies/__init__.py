"""What an electrodiagnostic laboratory measures: responses of nerve and muscle computed from the person's fibres.

A stimulus at the skin sets off every axon below it; what arrives is the sum of what each leaves at the electrode, by
its own velocity, so latencies, dispersion and cancellation are not written anywhere but come out. Only axons that
still conduct in the limb answer (`Channels.connected_distally`): a lesion before the ganglion leaves the sensory
response. Late responses (F, H) travel the whole way to the cord and back and so feel a lesion of the root that nothing
in the foot shows.
"""

from sciatica.exam.studies.fwave import FWaves, f_waves
from sciatica.exam.studies.hreflex import HReflex, h_reflex
from sciatica.exam.studies.laboratory import SCREEN, Laboratory, laboratory
from sciatica.exam.studies.late import Late, late_responses
from sciatica.exam.studies.limits import Limit, beyond, limits
from sciatica.exam.studies.motor import Motor, motor_studies
from sciatica.exam.studies.needle import NeedleStudy, needle_study
from sciatica.exam.studies.nerves import MOTOR, SENSORY, warmth
from sciatica.exam.studies.sensory import Sensory, sensory_studies

__all__ = [
    "MOTOR",
    "SCREEN",
    "SENSORY",
    "FWaves",
    "HReflex",
    "Laboratory",
    "Late",
    "Limit",
    "Motor",
    "NeedleStudy",
    "Sensory",
    "beyond",
    "f_waves",
    "h_reflex",
    "laboratory",
    "late_responses",
    "limits",
    "motor_studies",
    "needle_study",
    "sensory_studies",
    "warmth",
]
