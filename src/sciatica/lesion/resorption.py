"""How a herniation shrinks: cells from the epidural vessels eat it, the faster the barer it lies.

What is left of the volume after t days is exp(-r m t), where m is the rate of its type (a free fragment lies
bare among vessels, a bulge behind the whole annulus) and r is the person's: 1 in the middle, and spread from person
to person log-normally. The four rates and the spread are set by five numbers of one review, the shares that had
shrunk visibly (sequestered 96, extruded 70, protruded 41, bulging 13 %) and the share of sequestered ones
that were gone, 43 % (Chiu 2015, doi:10.1177/0269215514540919); extruded ones that were gone, and the two series of
other authors, are predictions (:func:`share_gone`). Sizes in a line go with the cube root of the volume,
areas with its two-thirds power.
"""

from __future__ import annotations

import math

from sciatica.core.parameters import Parameters

DAYS_A_YEAR = 365.25


def rate_per_year(kind: str, parameters: Parameters) -> float:
    """The rate m of a type in the middle person, per year."""
    return {
        "bulge": parameters.bulge_resorption_per_year,
        "protrusion": parameters.protrusion_resorption_per_year,
        "extrusion": parameters.extrusion_resorption_per_year,
        "sequestration": parameters.sequestration_resorption_per_year,
    }[kind]


def volume_left(kind: str, days: float, parameters: Parameters, person: float = 1.0) -> float:
    """What is left of a herniation's volume, 0..1.

    Args:
        kind: bulge, protrusion, extrusion or sequestration.
        days: since it came; before that all of it.
        parameters: the constants of ``lesion``.
        person: how fast this person's goes, against the middle one's 1.
    """
    return math.exp(-person * rate_per_year(kind, parameters) * max(days, 0.0) / DAYS_A_YEAR)


def share_gone(kind: str, days: float, lost: float, parameters: Parameters) -> float:
    """The share of people, 0..1, whose herniation of a type has lost at least ``lost`` (0..1) of its volume by then."""
    needed = -math.log1p(-lost)
    middle = rate_per_year(kind, parameters) * days / DAYS_A_YEAR
    if middle <= 0.0:
        return 0.0
    return 0.5 * math.erfc(math.log(needed / middle) / parameters.resorption_spread / math.sqrt(2.0))
