"""What a nerve meets as time passes, and the blood flow that this leaves it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray, IntArray
from sciatica.lesion.loads import Loads
from sciatica.tissue import energy, perfusion
from sciatica.tissue.sharing import pressure_at_depth


@dataclass(frozen=True)
class Exposure:
    """What a nerve meets as time passes: pressures at depth in A situations, each for a share of the time."""

    pressure_mmhg: FloatArray
    """[P, L, K, A]."""
    strain: FloatArray
    """[P, L, A]."""
    share: FloatArray
    """[A] share of the time, sums to one."""
    root: IntArray
    """[P, L]."""
    side: IntArray
    """[P, L]."""
    length_mm: FloatArray
    """[P, L]."""
    nucleus_material: FloatArray
    """[P, L] 0 to 1."""
    onset_s: FloatArray
    """[P, L] how fast the load came; infinite for one that was there before."""
    began_day: FloatArray
    """[P, L] before which a load does nothing."""
    fluid: FloatArray
    """[P, L] how well spinal fluid reaches the place, 0 to 1."""
    temperature_c: float
    """Of the nerve."""
    mass_kg: float
    """Of the animal."""

    def of(self, rows: IntArray) -> Exposure:
        """What some of the persons meet."""
        per_person = ("pressure_mmhg", "strain", "root", "side", "length_mm", "nucleus_material", "onset_s")
        return replace(self, **{name: getattr(self, name)[rows] for name in (*per_person, "began_day", "fluid")})


def kept_flow(
    pressure_mmhg: FloatArray, strain: FloatArray, root: IntArray, side: IntArray, parameters: Parameters
) -> FloatArray:
    """[P, L, 1, A] share of the flow kept under strain, and under another press that dams the same root."""
    loads = root.shape[1]
    stretched = perfusion.strain_flow(strain, parameters)[:, :, None, :]
    if loads == 1:
        return stretched
    mean = pressure_mmhg.mean(axis=2)
    same = (root[:, :, None] == root[:, None, :]) & (side[:, :, None] == side[:, None, :])
    same &= ~np.eye(loads, dtype=bool)
    other = np.where(same[..., None], mean[:, None, :, :], 0.0).max(axis=2, initial=0.0)
    lost = perfusion.dammed(np.minimum(mean, other), parameters)
    return stretched * (1.0 - parameters.between_share * lost)[:, :, None, :]


def flow_at(
    pressure_mmhg: FloatArray,
    kept: FloatArray,
    oedema_mmhg: FloatArray,
    vessels: FloatArray,
    mean_arterial_mmhg: FloatArray,
    parameters: Parameters,
) -> FloatArray:
    """[P, L, K, A] blood flow (0..1) from pressures at depth, :func:`kept_flow`, oedema and vessels [P, L, K]."""
    arterial = mean_arterial_mmhg[:, None, None, None]
    let = perfusion.flow_fraction(pressure_mmhg, arterial, parameters, oedema_mmhg[..., None])
    return let * kept * vessels[..., None]


def exposure_of(
    loads: Loads, share: FloatArray, parameters: Parameters, *, bins: int, height_cm: FloatArray
) -> Exposure:
    """The loads of persons of such heights [P], shared among depth bins; those that are only padding do nothing."""
    present = loads.present
    at_depth = pressure_at_depth(np.maximum(loads.pressure_mmhg, 0.0), loads.contact, parameters, bins)
    return Exposure(
        pressure_mmhg=np.where(present[:, :, None, None], at_depth, 0.0),
        strain=np.where(present[:, :, None], loads.strain, 0.0),
        share=share,
        root=loads.root,
        side=loads.side,
        length_mm=np.where(present, loads.length_mm, 1.0),
        nucleus_material=np.where(present, loads.nucleus_material, 0.0),
        onset_s=np.where(present, loads.onset_s, np.inf),
        began_day=np.where(present, loads.began_day, np.inf),
        fluid=energy.spinal_fluid(loads.root, loads.centre_mm, height_cm[:, None]),
        temperature_c=parameters.core_temperature_c,
        mass_kg=parameters.human_mass_kg,
    )
