"""Potentials along a fibre, for `stimulus.Field`: from point sources, or sampled by whoever solved the field.

A point source of current I in a uniform medium of conductivity σ makes I / (4π σ r). In an anisotropic one, with
conductivities along the three axes, I / (4π sqrt(σy σz x² + σx σz y² + σx σy z²)): the stretch of coordinates that
makes the medium isotropic turns one into the other. McNeal 1976
(doi:10.1109/TBME.1976.324593) first put such a potential outside a fibre's compartments.
"""

from collections.abc import Sequence

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray
from sciatica.nerve.fibres import Fibres

FOUR_PI = 4.0 * np.pi


def straight_mm(
    fibres: Fibres, *, across_mm: FloatArray | tuple[float, float] = (0.0, 0.0), start_mm: FloatArray | float = 0.0
) -> FloatArray:
    """Return the position of every compartment of straight fibres along z in mm [F, sites, 3].

    `across_mm` [F, 2] or one pair: where each fibre crosses the x-y plane. `start_mm` [F] or one number: z of the
    first node.
    """
    site = fibres.site_mm
    position = np.zeros((*site.shape, 3))
    position[..., :2] = np.broadcast_to(np.asarray(across_mm, dtype=np.float64), (len(site), 2))[:, None]
    position[..., 2] = site + np.broadcast_to(np.asarray(start_mm, dtype=np.float64), len(site))[:, None]
    return position


def point_source_mv(
    position_mm: FloatArray, electrode_mm: Sequence[float] | FloatArray, *, conductivity_s_m: float | Sequence[float]
) -> FloatArray:
    """Return the potential in mV for 1 mA out of a point source [...].

    `position_mm` [..., 3]; `electrode_mm` [3], or [F, 3] for one a fibre; `conductivity_s_m`: one number for an
    isotropic medium, or three along x, y and z. Negative current (a cathode) is a waveform below 0. Raises
    InputError for a source that lies on a fibre.
    """
    sigma = np.broadcast_to(np.asarray(conductivity_s_m, dtype=np.float64), (3,))
    if not (np.isfinite(sigma).all() and (sigma > 0.0).all()):
        raise InputError("no conductivity", field="conductivity_s_m", given=conductivity_s_m, wanted="above 0 S/m")
    electrode = np.asarray(electrode_mm, dtype=np.float64)
    position = np.asarray(position_mm, dtype=np.float64)
    if electrode.ndim == 2:
        electrode = electrode.reshape(len(electrode), *[1] * (position.ndim - 2), 3)
    away = position - electrode
    if not np.isfinite(away).all():
        raise InputError("not a number", field="position_mm", given=float("nan"), wanted="finite positions in mm")
    weight = np.prod(sigma) / sigma  # σy σz, σx σz, σx σy
    reach = np.sqrt((weight * away**2).sum(axis=-1))
    if (reach <= 1e-6 * np.sqrt(weight.min())).any():
        raise InputError("the source lies on a fibre", field="electrode_mm", given=electrode_mm,
                         wanted="a place outside every compartment")  # fmt: skip
    # 1 mA over 1 S/m and 1 mm is 1 V
    return np.asarray(1e3 / (FOUR_PI * reach))


def sampled_mv(
    fibres: Fibres,
    arc_mm: FloatArray,
    potential_mv: FloatArray,
    *,
    start_mm: FloatArray | float = 0.0,
    smooth: bool = True,
) -> FloatArray:
    """Return potentials sampled along a path at every compartment of fibres that follow it, in mV [F, sites].

    `arc_mm` [P]: rising arc lengths of the samples. `potential_mv` [P], or [F, P] for one path a fibre.
    `start_mm`: arc length of each fibre's first node. `smooth` joins samples by a cubic spline; straight lines
    would put all of the field's bending, which is what excites, into the samples. Raises InputError for
    samples that are no numbers, too few, out of order, or do not reach from end to end of a fibre.
    """
    arc, potential = np.asarray(arc_mm, dtype=np.float64), np.asarray(potential_mv, dtype=np.float64)
    count, least = len(fibres.diameter_um), 4 if smooth else 2
    if arc.ndim != 1 or potential.shape not in (arc.shape, (count, *arc.shape)):
        raise InputError("wrong shape", field="potential_mv", given=potential.shape,
                         wanted=f"{arc.shape} or {(count, *arc.shape)}, a number for each of arc_mm")  # fmt: skip
    if len(arc) < least:
        raise InputError("too few samples", field="arc_mm", given=len(arc), wanted=f"{least} or more")
    for field, value in (("arc_mm", arc), ("potential_mv", potential)):
        bad = ~np.isfinite(value)
        if bad.any():
            raise InputError(f"not a number at sample {int(np.argwhere(bad)[0][-1])}", field=field,
                             given=float(value[bad][0]), wanted="finite numbers")  # fmt: skip
    if (np.diff(arc) <= 0.0).any():
        raise InputError("samples out of order", field="arc_mm", given=float(arc[1:][np.diff(arc) <= 0.0][0]),
                         wanted="rising arc lengths")  # fmt: skip
    at = fibres.site_mm + np.broadcast_to(np.asarray(start_mm, dtype=np.float64), count)[:, None]
    slack = 1e-9 * (arc[-1] - arc[0])
    outside = (at.min(axis=1) < arc[0] - slack) | (at.max(axis=1) > arc[-1] + slack)
    if outside.any():
        fibre = int(np.argmax(outside))
        raise InputError(
            f"the samples do not cover fibre {fibre}",
            field="arc_mm",
            given=f"{arc[0]:g} to {arc[-1]:g} mm",
            wanted=f"{at[fibre].min():g} to {at[fibre].max():g} mm",
            cure="sample further, shorten the fibre or move start_mm",
        )
    rows = np.broadcast_to(potential, (count, len(arc)))
    if not smooth:
        return np.stack([np.interp(at[i], arc, rows[i]) for i in range(count)])
    from scipy.interpolate import CubicSpline

    if potential.ndim == 1:
        return np.asarray(CubicSpline(arc, potential)(at))
    return np.stack([CubicSpline(arc, rows[i])(at[i]) for i in range(count)])
