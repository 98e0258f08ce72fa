"""Two further functions for membranes of the full path, as plain NumPy: `log` and `power`.

As with `engine.elementary`, these versions serve scalars and arrays in the search for rest; `engine.full.compilation`
gives the compiler its own versions of the same names, single precision without branches.
"""

from typing import Any

import numpy as np

from sciatica.nerve.engine.elementary import exp

SMALLEST = 1e-30


def log(x: Any) -> Any:
    """Return the natural logarithm of x, with x held above 1e-30."""
    return np.log(np.maximum(x, SMALLEST))


def power(x: Any, y: Any) -> Any:
    """Return x to the y for x above 0, with the result held within e to the ±40."""
    return exp(y * log(x))
