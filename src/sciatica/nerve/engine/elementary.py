"""The two functions that membranes are written in, as plain NumPy.

A membrane file calls only `exp` and `linoid`. Run as they stand they accept scalars or arrays and serve the
reference solver and the search for rest; `engine.compilation` gives the compiler its own versions of the
same two names, without branches, so that sixteen fibres share one instruction.
"""

from typing import Any

import numpy as np

EXPONENT_LIMIT = 40.0


def exp(x: Any) -> Any:
    """Return e to the x, with x held within ±40 (a product of two still fits single precision)."""
    return np.exp(np.clip(x, -EXPONENT_LIMIT, EXPONENT_LIMIT))


def linoid(x: Any) -> tuple[Any, Any]:
    """Return numerator and denominator of x / (1 - exp(-x)), both finite and non-zero at x = 0.

    Rates stay fractions so that a gate's whole update costs one division.
    """
    near = np.abs(x) < 0.02
    return np.where(near, 1.0 + x * (0.5 + x / 12.0), x), np.where(near, 1.0, 1.0 - exp(-x))
