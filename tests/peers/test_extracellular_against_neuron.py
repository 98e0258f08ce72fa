"""Extracellular thresholds against NEURON's: both engines in the limit of small steps."""

import numpy as np
import pytest
from peer_tables import limit, table

from sciatica.nerve import Field, MyelinatedFibres, point_source_mv, rectangle, straight_mm, thresholds


def ours(rows: list[dict[str, float]], step_ms: float) -> np.ndarray:
    """Thresholds in mA, cathodic below 0, as the table has them."""
    fibres = MyelinatedFibres(np.array([row["diameter_um"] for row in rows]), 41)
    away, offset, sign = (
        np.array([each(row) for row in rows])
        for each in (lambda r: r["distance_mm"], lambda r: r["offset_nodes"], lambda r: np.sign(r["step_1_us"]))
    )
    place = np.stack([away, 0.0 * away, (20.0 + offset) * fibres.node_spacing_mm], axis=1)
    unit = sign[:, None] * point_source_mv(straight_mm(fibres), place, conductivity_s_m=0.2)
    pulses = [rectangle(row["pulse_ms"], onset_ms=0.1) for row in rows]
    seen = thresholds(
        fibres, None, Field(unit, pulses), spike_place=30, tolerance=5e-4, scan_to=1.1, step_ms=step_ms,
        precision="float64",
    )  # fmt: skip
    return sign * seen.factor


@pytest.mark.slow
def test_thresholds_near_and_far_short_and_long_share_the_limit() -> None:
    rows = table("neuron_extracellular.csv")
    theirs = np.array([limit(row["step_2_us"], row["step_1_us"], 1) for row in rows])
    found = [ours(rows, step) for step in (0.0025, 0.00125)]
    np.testing.assert_allclose(limit(found[0], found[1], 2), theirs, rtol=5e-3)  # type: ignore[arg-type]


def test_a_pulse_of_a_tenth_of_a_millisecond_is_right_at_the_usual_step() -> None:
    rows = [row for row in table("neuron_extracellular.csv") if row["pulse_ms"] >= 0.1]
    theirs = np.array([limit(row["step_2_us"], row["step_1_us"], 1) for row in rows])
    np.testing.assert_allclose(ours(rows, 0.005), theirs, rtol=1e-2)
