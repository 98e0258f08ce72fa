"""The book-keeping of a search for thresholds: every amplitude tried, fibre by fibre, and what to try next.

Nothing here supposes that more is ever more: firing may stop again, or exist over too small a range to count.
"""

from collections.abc import Callable

import numpy as np

from sciatica.core.types import BoolArray, FloatArray, IntArray

HOLDS = 1.08  # firing that stops below this multiple of an amplitude is not held
ROUNDS = 40

Fires = Callable[[IntArray, FloatArray], BoolArray]


class Search:
    """All amplitudes tried so far, fibre by fibre, and what to try next."""

    def __init__(self, guess: FloatArray, limit: FloatArray, tolerance: float, scan_to: float) -> None:
        """Begin with nothing tried."""
        self.floor, self.limit, self.tolerance, self.scan_to = 1e-3 * guess, limit, tolerance, scan_to
        self.amplitude, self.fired = np.zeros((len(guess), 0)), np.zeros((len(guess), 0), dtype=np.bool_)

    def finish(self, which: IntArray, first: FloatArray, fires: Fires) -> None:
        """Try `first` [fibres, K] (nan for none) on some fibres, then whatever is needed to bracket them."""
        wanted = first
        for _ in range(ROUNDS):
            order = [np.flatnonzero(~np.isnan(column)) for column in wanted.T]
            if not sum(len(rows) for rows in order):
                return
            # point by point, not fibre by fibre: lanes of a block are then decided at about the same time
            rows = np.concatenate(order)
            values = np.concatenate([column[some] for column, some in zip(wanted.T, order, strict=True)])
            answer = np.zeros(wanted.shape, dtype=np.bool_)
            columns = np.repeat(np.arange(len(order)), [len(some) for some in order])
            answer[rows, columns] = fires(which[rows], values)
            self._note(which, wanted, answer)
            wanted = self._next(which)

    def _note(self, which: IntArray, amplitude: FloatArray, fired: BoolArray) -> None:
        """Add what was tried, in rising order with nan last."""
        wide = np.full((len(self.amplitude), amplitude.shape[1]), np.nan)
        seen = np.zeros(wide.shape, dtype=np.bool_)
        wide[which], seen[which] = amplitude, fired
        together, answers = np.concatenate([self.amplitude, wide], axis=1), np.concatenate([self.fired, seen], axis=1)
        order = np.argsort(together, axis=1)
        self.amplitude = np.take_along_axis(together, order, axis=1)
        self.fired = np.take_along_axis(answers, order, axis=1)
        used = int((~np.isnan(self.amplitude)).sum(axis=1).max())
        self.amplitude, self.fired = self.amplitude[:, :used], self.fired[:, :used]

    def _ends(self, which: IntArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """Return, around the threshold and around where firing stops, the amplitudes on either side.

        Lowest firing is nan where none holds; the amplitude below it 0, the one above firing inf where none.
        """
        a, fired = self.amplitude[which], self.fired[which]
        silent = np.where(~fired & ~np.isnan(a), a, np.inf)
        stops = np.minimum.accumulate(silent[:, ::-1], axis=1)[:, ::-1]
        held = fired & (stops > HOLDS * a)
        at, rows, some = np.argmax(held, axis=1), np.arange(len(a)), held.any(axis=1)
        above = np.where(some, a[rows, at], np.nan)
        below = np.where(at > 0, a[rows, at - 1], 0.0)
        stop = np.where(some, stops[rows, at], np.inf)
        last = np.max(np.where(fired & (a < stop[:, None]), a, 0.0), axis=1)
        return below, above, last, stop

    def _next(self, which: IntArray) -> FloatArray:
        """Return what to try next [fibres, K], nan for nothing."""
        below, above, last, stop = self._ends(which)
        top, limit = np.nanmax(self.amplitude[which], axis=1), self.limit[which]
        found = ~np.isnan(above)
        plan = np.full((len(which), 12), np.nan)
        seek = ~found & (top < limit)
        plan[seek, :3] = np.minimum(top[seek, None] * np.array([1.5, 2.25, 3.4]), limit[seek, None])
        lower = found & (below <= 0.0) & (above > self.floor[which])
        plan[lower, :3] = above[lower, None] / np.array([1.4, 2.2, 4.0])
        inside = found & (below > 0.0)
        plan[inside, :3] = self._cut(below[inside], above[inside])
        near = inside & (above < 1.4 * below)
        goal = np.minimum(self.scan_to * above, limit)
        ahead = near & np.isinf(stop) & (top < 0.995 * goal)
        steps = np.linspace(0.25, 1.0, 4)
        plan[ahead, 3:7] = top[ahead, None] * (goal[ahead] / top[ahead])[:, None] ** steps
        few_needed = ahead & (goal < 1.4 * top)
        plan[few_needed, 3:6] = np.nan
        ending = near & np.isfinite(stop)
        plan[ending, 7:10] = self._cut(last[ending], stop[ending])
        return plan

    def _cut(self, low: FloatArray, high: FloatArray) -> FloatArray:
        """Return up to three amplitudes between two, nan where the two are near enough."""
        ratio = np.log(high / low)
        parts = np.clip(np.ceil(ratio / np.log1p(self.tolerance)), 1, 4)
        share = np.arange(1, 4) / parts[:, None]
        return np.where(share < 1.0 - 1e-9, low[:, None] * np.exp(ratio[:, None] * share), np.nan)

    def result(self) -> tuple[FloatArray, FloatArray]:
        """Return thresholds and where firing stops again."""
        below, above, last, stop = self._ends(np.arange(len(self.amplitude)))
        factor = np.where(below > 0.0, 0.5 * (below + above), np.where(np.isnan(above), np.nan, 0.0))
        return factor, np.where(np.isinf(stop), np.inf, 0.5 * (last + stop))

    def tried_to(self) -> FloatArray:
        """Return the largest amplitude tried."""
        return np.asarray(np.nanmax(self.amplitude, axis=1))
