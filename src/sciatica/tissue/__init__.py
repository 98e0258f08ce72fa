"""What loads do to the nerve over seconds to months: blood flow, oedema, myelin, axons, inflammation.

Three mechanisms, kept apart: *vascular* (tens of mmHg, minutes to hours, quick recovery, driven by perfusion
pressure), *acute mechanical* at the paranodes (about 1 kg/cm2, thick fibres first, weeks) and *chronic*
shedding of myelin (tens of mmHg over weeks, axons whole). A room that knows loads and no causes.
"""

from sciatica.tissue.axon_loss import distal_response, distal_stump, reconnected
from sciatica.tissue.course import Event, advance, advance_hours
from sciatica.tissue.criterion import conducting, energised
from sciatica.tissue.energy import potassium_shift_mv, spinal_fluid, supply
from sciatica.tissue.myelin import seal_by_diameter
from sciatica.tissue.perfusion import flow_between, flow_fraction, vessel_stops_mmhg
from sciatica.tissue.respond import Moment, respond
from sciatica.tissue.sharing import DEPTH_BINS, bin_of, depth_share, pressure_at_depth
from sciatica.tissue.state import TissueState, healthy, untouched

__all__ = [
    "DEPTH_BINS",
    "Event",
    "Moment",
    "TissueState",
    "advance",
    "advance_hours",
    "bin_of",
    "conducting",
    "depth_share",
    "distal_response",
    "distal_stump",
    "energised",
    "flow_between",
    "flow_fraction",
    "healthy",
    "potassium_shift_mv",
    "pressure_at_depth",
    "reconnected",
    "respond",
    "seal_by_diameter",
    "spinal_fluid",
    "supply",
    "untouched",
    "vessel_stops_mmhg",
]
