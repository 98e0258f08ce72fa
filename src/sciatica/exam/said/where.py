"""Where it hurts: the pain drawing, and how far it strays from the skin that textbooks give to the root.

A root's pain spreads by its share of each territory's pain fibres, which is wider than its skin: 64 % of 169 lumbar
radicular pains did not keep to a dermatome (Murphy 2009, doi:10.1186/1746-1340-17-9).
"""

from __future__ import annotations

import numpy as np

from sciatica.body import Body
from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray
from sciatica.exam.bedside import Bedside
from sciatica.exam.values import Entries, Entry, by_site, flag, sided

_UNKNOWN: list[Entry] = [{"state": "unknown"}]
_BELOW_KNEE = ("medial_leg", "lateral_leg", "posterior_calf", "dorsum_foot", "great_toe", "lateral_foot", "sole")


def usual_pain(bedside: Bedside) -> FloatArray:
    """[2, 9] pain from each root in the worst of the postures that fill the person's day, 0-10."""
    daily = np.flatnonzero(bedside.hours > 0)
    worst: FloatArray = bedside.pain[:, :, daily].max(axis=2)
    return worst


def drawn(body: Body, by_root: FloatArray, met: BoolArray) -> FloatArray:
    """[2, T] the pain drawing: strength in each territory, 0-10.

    A territory is as painful as its roots make it, and never more than the worst root is.

    Args:
        body: whose skin.
        by_root: [2, 9] pain from each root.
        met: [2, T, 9] whether the lesion lies where the territory's fibres still run in the root (``exam.skin_met``).
    """
    territories = body.territories
    spread = np.einsum("sr,str,tr->st", by_root, met, territories.pain_weight)
    reach = spread / np.maximum(territories.pain_weight.max(axis=1), 1e-9)
    return np.asarray(np.minimum(reach, by_root.max(axis=1)[:, None]) * (spread > 0))


def dermatome(body: Body, root: int, parameters: Parameters) -> BoolArray:
    """[T] the skin that textbooks give to a root: where it has most of the touch fibres, or its own largest part."""
    weight = body.territories.root_weight[:, root]
    own: BoolArray = (weight > 0) & ((weight >= parameters.dermatome_share) | (weight == weight.max()))
    return own


def share_outside(body: Body, by_root: FloatArray, drawing: FloatArray, parameters: Parameters) -> FloatArray:
    """[2] share of the drawing that lies outside the dermatome of the root that hurts most; 0 where nothing hurts.

    Args:
        body: whose skin.
        by_root: [2, 9] pain from each root.
        drawing: [2, T] as said, 0 where it is not noticed.
        parameters: the exam room's parameters.
    """
    inside = np.stack([dermatome(body, int(worst), parameters) for worst in by_root.argmax(axis=1)])
    whole = drawing.sum(axis=1)
    stray = (drawing * ~inside).sum(axis=1)
    return np.asarray(np.divide(stray, whole, out=np.zeros(2), where=whole > 0))


def pain(bedside: Bedside, parameters: Parameters) -> Entries:
    """Leg pain, where it is, whether it goes below the knee and how far it strays; back pain of muscles.

    Discs and facet joints send nothing here; so where no muscle hurts either, nothing is known of the back.
    """
    by_root = usual_pain(bedside)
    worst = by_root.max(axis=1)
    here = worst >= parameters.pain_noticed
    site = drawn(bedside.body, by_root, bedside.skin_met)
    names = bedside.body.territories.names
    below = site[:, [names.index(n) for n in _BELOW_KNEE]].max(axis=1)
    buttock = site[:, names.index("buttock")]
    stray = share_outside(bedside.body, by_root, site * (site >= parameters.pain_noticed), parameters)
    back = bedside.back_pain
    return {
        "leg_pain": sided(list(here), worst, 1),
        "pain_site": by_site(site, names, parameters.pain_noticed, digits=1),
        "pain_below_knee": sided(list(here & (below >= parameters.pain_noticed))),
        "buttock_pain": sided(list(here & (buttock >= parameters.pain_noticed)), buttock, 1),
        "pain_outside_dermatome": sided(list(here & (stray >= parameters.stray_noticed)), stray),
        "back_pain": flag(True, back, 1) if back is not None and back >= parameters.pain_noticed else _UNKNOWN,
    }
