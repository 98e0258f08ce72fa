"""Who examines: an exact observer, or one who errs as examiners do.

An error acts on what is measured, before it is graded: a share, an angle, a distance. So a grade blurs near its limit
and nowhere else, and a limit that lies further away than the largest error is never crossed by a healthy person. How
large each test's error is stands in ``exam/parameters.csv`` as ``observer_...``, one name a test, from the study that
measured it where there is one; this module gives only the draw. A reading that surprises is taken again: no draw lies
further out than ``LARGEST`` standard deviations.

Every test, side and site has a stream of its own, keyed by (seed, person, "exam", day) and its names, so that a test
that is added, left out or asked twice moves no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sciatica.core.seeds import generator
from sciatica.core.types import FloatArray

LARGEST: Final = 2.5
"""Standard deviations beyond which a reading is taken again."""
_SIDES: Final = ("left", "right")


@dataclass(frozen=True)
class Observer:
    """Whoever examines one person on one day; :data:`EXACT` makes no errors.

    Raises:
        InputError: at the first draw, for a negative seed, a person out of range or a day that is not finite.
    """

    seed: int = 0
    person: int = 0
    day: float = 0.0
    errs: bool = True

    def off(self, test: str, side: str = "", site: str = "") -> float:
        """By how many standard deviations one reading is off; the same for the same names, 0 for the exact.

        Args:
            test: a finding's id, or any other name for what is read.
            side: ``left``, ``right``, or nothing for what has none.
            site: where, or nothing.
        """
        if not self.errs:
            return 0.0
        rng = generator(self.seed, self.person, "\0".join(("exam", test, side, site)), self.day)
        value = rng.standard_normal()
        while abs(value) > LARGEST:
            value = rng.standard_normal()
        return float(value)

    def by_side(self, test: str, site: str = "") -> FloatArray:
        """[2] the same for the left and the right."""
        return np.array([self.off(test, side, site) for side in _SIDES])

    def by_site(self, test: str, sites: Sequence[str]) -> FloatArray:
        """[2, sites] the same for several sites of both sides."""
        return np.stack([self.by_side(test, site) for site in sites], axis=1) if sites else np.zeros((2, 0))


EXACT: Final = Observer(errs=False)
"""Finds what is there."""


def of_share(share: FloatArray, trials: float, off: FloatArray) -> FloatArray:
    """A share as it shows in a few trials: its error is that of counting, none where it is 0 or 1.

    Args:
        share: 0-1, of trials that go one way.
        trials: how many.
        off: standard deviations, of the same shape.
    """
    seen: FloatArray = np.clip(share + np.sqrt(np.clip(share * (1.0 - share), 0.0, None) / trials) * off, 0.0, 1.0)
    return seen


def of_ratio(value: FloatArray, error: float, off: FloatArray) -> FloatArray:
    """A positive quantity that is read with an error in proportion to it (``error`` as a share of it)."""
    seen: FloatArray = value * np.exp(error * off)
    return seen
