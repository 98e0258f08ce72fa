"""How strong people are by sex, age, size and joint angle."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sciatica.body import Body
from sciatica.core.parameters import Parameters
from sciatica.movement import strength, tables


def test_fat_is_carried_but_does_not_pull(build_body: Callable[..., Body], parameters: Parameters) -> None:
    slim, heavy = (build_body(mass_kg=m).person for m in (70.0, 120.0))
    strong = [strength.greatest(p, parameters)["knee_extension"] for p in (slim, heavy)]
    assert strong[1] < strong[0]
    assert strong[1] * 120 > strong[0] * 70
    assert strength.lean_share(slim, parameters) == 1.0


def test_women_and_the_old_are_weaker_at_the_knee() -> None:
    for sex in ("male", "female"):
        peaks = [tables.strength(sex, age)["knee_extension"].peak for age in (20, 38, 60, 80)]
        assert peaks == sorted(peaks, reverse=True)
    assert tables.strength("female", 65)["knee_flexion"].peak < tables.strength("male", 65)["knee_flexion"].peak


def test_strength_falls_away_from_the_best_angle() -> None:
    knee = tables.strength("male", 21.5)["knee_extension"]
    share = knee.share(knee.best_rad + np.array([-1.0, -0.5, 0.0, 0.5, 1.0]))
    assert share[2] == 1.0
    assert share[0] < share[1] < share[2] > share[3] > share[4]
