"""The same sharing by another method: the operator-splitting solver OSQP, for comparison.

:mod:`sciatica.movement.sharing` solves the dual exactly, all instants at once, and hands out the prices that a
search needs. This module poses the primal problem, one instant after the other, to OSQP (Stellato 2020,
doi:10.1007/s12532-020-00179-2): another formulation, another algorithm, other people's code. ``sciatica validate`` and
the tests hold the two against one another.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from sciatica.core.types import FloatArray
from sciatica.movement.sharing import Shared


def share(
    torque: FloatArray,
    columns: FloatArray,
    strength: FloatArray,
    floor: FloatArray,
    weight: FloatArray,
    slack_cost: float,
    tolerance: float = 1e-7,
) -> Shared:
    """Share moments among muscles; arguments and result as :func:`sciatica.movement.sharing.share`.

    Raises:
        ModuleNotFoundError: osqp is not installed.
    """
    try:
        import osqp
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            f"this comparison needs {missing.name}: install sciatica with the extra `movement`", name=missing.name
        ) from None
    instants, coordinates, count = columns.shape
    # moments in units in which the slack costs as much as a muscle, so that the problem is well scaled
    unit = float(np.sqrt(slack_cost))
    quadratic = sparse.diags(np.concatenate([strength * weight, np.ones(coordinates)]), format="csc")
    activation, slack, price = (np.empty((instants, n)) for n in (count, coordinates, coordinates))
    cost, converged = np.empty(instants), np.empty(instants, dtype=bool)
    bounds = sparse.hstack([sparse.eye(count), sparse.csc_matrix((count, coordinates))])
    for t in range(instants):
        pulls = sparse.csc_matrix(unit * columns[t] * strength)
        rows = sparse.vstack([sparse.hstack([pulls, sparse.eye(coordinates)]), bounds], format="csc")
        solver = osqp.OSQP()
        solver.setup(
            quadratic,
            np.zeros(count + coordinates),
            rows,
            np.concatenate([unit * torque[t], floor]),
            np.concatenate([unit * torque[t], np.ones(count)]),
            verbose=False,
            eps_abs=tolerance,
            eps_rel=tolerance,
            max_iter=50_000,
            polishing=True,
        )
        found = solver.solve(raise_error=False)
        converged[t] = found.info.status_val == osqp.SolverStatus.OSQP_SOLVED
        activation[t] = found.x[:count]
        slack[t] = found.x[count:] / unit
        price[t] = -found.y[:coordinates] * unit
        cost[t] = found.info.obj_val
    return Shared(activation, slack, price, cost, converged)
