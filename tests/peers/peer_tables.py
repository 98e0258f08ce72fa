"""What the committed tables' generators and their tests share; needs nothing but NumPy."""

import csv
from pathlib import Path

import numpy as np
from neuron_fibre import Current, first_crossing

HERE = Path(__file__).parent
MRG_DIAMETER_UM = (5.7, 7.3, 8.7, 10.0, 11.5, 12.8, 14.0, 15.0, 16.0)
FROM_NODE_2 = Current(2, 0.1, 0.1, 5.0)
AFTER_MS = np.r_[np.arange(-0.1, 0.4, 0.01), np.arange(0.4, 1.0, 0.05), np.arange(1.0, 1.9, 0.1)].round(3)
LONGEST_MS = 1.6  # time enough for a spike to come from node 10 to node 17
SOURCE_DISTANCE_MM = 1.0
SOURCE_OHM_CM = 500.0


def table(name: str) -> list[dict[str, float]]:
    """Read a table; empty cells are left out."""
    lines = [line for line in (HERE / name).read_text().splitlines() if not line.startswith("#")]
    return [{k: float(v) for k, v in row.items() if v} for row in csv.DictReader(lines)]


def limit(coarse: float, fine: float, order: int) -> float:
    """Richardson's limit from two steps, the second half the first."""
    return fine + (fine - coarse) / (2.0**order - 1.0)


def aligned(time_ms: np.ndarray, voltage_mv: np.ndarray, after_ms: np.ndarray) -> np.ndarray:
    """Voltage at times counted from where it first rises through half its height, straight between samples."""
    half = 0.5 * (voltage_mv[0] + voltage_mv.max())
    return np.interp(first_crossing(time_ms, voltage_mv, half) + after_ms, time_ms, voltage_mv)


def point_source_mv_per_ma(position_mm: np.ndarray, over_mm: float) -> np.ndarray:
    """Potential in mV along a straight fibre from 1 mA out of a point beside it, in a uniform medium."""
    distance_mm = np.hypot(position_mm - over_mm, SOURCE_DISTANCE_MM)
    # 1 mA through 1 Ω cm at 1 mm: 10 mV / (4 pi)
    return np.asarray(SOURCE_OHM_CM * 10.0 / (4.0 * np.pi * distance_mm))
