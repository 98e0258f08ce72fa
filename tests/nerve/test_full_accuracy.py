"""The reduced path equals the full one within a thousandth, wherever it is used."""

import numpy as np
import pytest

from sciatica.nerve.cables.mrg2002 import PUBLISHED_DIAMETER_UM
from sciatica.nerve.engine import accuracy

MOST_PCT = 0.1


@pytest.mark.slow
def test_reduced_and_full_conduct_alike_over_diameters_temperatures_myelin_and_injuries() -> None:
    rows = accuracy.table()
    assert {r.diameter_um for r in rows if r.case == "health"} == set(PUBLISHED_DIAMETER_UM)
    assert {r.temperature_c for r in rows} == {25.0, 30.0, 37.0}
    for row in rows:
        assert np.isfinite(row.full_m_s), row
        assert abs(row.reduced_pct) < MOST_PCT, row
        assert abs(row.merged_pct) < MOST_PCT, row
    health = {r.diameter_um: r.full_m_s for r in rows if r.case == "health" and r.temperature_c == 37.0}
    for row in rows:
        if row.case.startswith(("all myelin", "demyelinated", "seal", "half")):
            assert row.full_m_s < health[row.diameter_um], row
    assert "worst" in accuracy.printed(rows)
