"""Tuples of any length for the compiler: read, advanced, averaged, four members at a time.

The compiler wants every access to a tuple to have a constant place, so that a gate lives in a register. Each
function here builds, for one length, a function without loops.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

Inline = Callable[[Any], Any]
WIDEST = 4


def _joined(parts: list[Any], inline: Inline) -> Any:
    """Return a function that joins the tuples of several with the same arguments (at most three)."""
    if not parts:

        def none(a, b=0, c=0):  # type: ignore[no-untyped-def]
            return ()

        return inline(none)
    if len(parts) == 1:
        return parts[0]
    first, rest = parts[0], _joined(parts[1:], inline)

    def both(a, b, c):  # type: ignore[no-untyped-def]
        return first(a, b, c) + rest(a, b, c)

    return inline(both)


def _groups(count: int) -> list[tuple[int, int]]:
    return [(start, min(WIDEST, count - start)) for start in range(0, count, WIDEST)]


def reader(count: int, first_row: int, lanes: int, inline: Inline) -> Any:
    """Return f(array, at, _): the numbers of `count` rows from `first_row` on, each `lanes` apart."""

    def group(start: int, size: int) -> Any:
        a, b, c, d = (np.uint64((first_row + start + i) * lanes) for i in range(WIDEST))

        def one(x, at, _):  # type: ignore[no-untyped-def]
            return (x[at + a],)

        def two(x, at, _):  # type: ignore[no-untyped-def]
            return x[at + a], x[at + b]

        def three(x, at, _):  # type: ignore[no-untyped-def]
            return x[at + a], x[at + b], x[at + c]

        def four(x, at, _):  # type: ignore[no-untyped-def]
            return x[at + a], x[at + b], x[at + c], x[at + d]

        return inline((one, two, three, four)[size - 1])

    return _joined([group(start, size) for start, size in _groups(count)], inline)


def writer(count: int, first_row: int, lanes: int, inline: Inline) -> Any:
    """Return f(array, at, values), which stores values in rows from `first_row` on."""

    def group(start: int, size: int) -> Any:
        i, j, m, n = (start + k for k in range(WIDEST))
        a, b, c, d = (np.uint64((first_row + start + k) * lanes) for k in range(WIDEST))

        def one(x, at, v):  # type: ignore[no-untyped-def]
            x[at + a] = v[i]
            return ()

        def two(x, at, v):  # type: ignore[no-untyped-def]
            x[at + a] = v[i]
            x[at + b] = v[j]
            return ()

        def three(x, at, v):  # type: ignore[no-untyped-def]
            x[at + a] = v[i]
            x[at + b] = v[j]
            x[at + c] = v[m]
            return ()

        def four(x, at, v):  # type: ignore[no-untyped-def]
            x[at + a] = v[i]
            x[at + b] = v[j]
            x[at + c] = v[m]
            x[at + d] = v[n]
            return ()

        return inline((one, two, three, four)[size - 1])

    return _joined([group(start, size) for start, size in _groups(count)], inline)


def each(count: int, function: Any, inline: Inline, *, triples: bool = False) -> Any:
    """Return f(a, b, c): the tuple of function(a[i], b[i], c).

    With `triples`, b holds three numbers a member, and the member is function(a[i], b[3i], b[3i+1], b[3i+2]).
    """

    def group(start: int, size: int) -> Any:
        i, j, m, n = (start + k for k in range(WIDEST))

        def one(a, b, c):  # type: ignore[no-untyped-def]
            return (function(a[i], b[i], c),)

        def two(a, b, c):  # type: ignore[no-untyped-def]
            return function(a[i], b[i], c), function(a[j], b[j], c)

        def three(a, b, c):  # type: ignore[no-untyped-def]
            return function(a[i], b[i], c), function(a[j], b[j], c), function(a[m], b[m], c)

        def four(a, b, c):  # type: ignore[no-untyped-def]
            return (
                function(a[i], b[i], c),
                function(a[j], b[j], c),
                function(a[m], b[m], c),
                function(a[n], b[n], c),
            )

        return inline((one, two, three, four)[size - 1])

    def triple(start: int, size: int) -> Any:
        i, j, m, n = (start + k for k in range(WIDEST))
        i1, i2, i3 = 3 * i, 3 * i + 1, 3 * i + 2
        j1, j2, j3 = 3 * j, 3 * j + 1, 3 * j + 2
        m1, m2, m3 = 3 * m, 3 * m + 1, 3 * m + 2
        n1, n2, n3 = 3 * n, 3 * n + 1, 3 * n + 2

        def one(a, b, c):  # type: ignore[no-untyped-def]
            return (function(a[i], b[i1], b[i2], b[i3]),)

        def two(a, b, c):  # type: ignore[no-untyped-def]
            return function(a[i], b[i1], b[i2], b[i3]), function(a[j], b[j1], b[j2], b[j3])

        def three(a, b, c):  # type: ignore[no-untyped-def]
            return (
                function(a[i], b[i1], b[i2], b[i3]),
                function(a[j], b[j1], b[j2], b[j3]),
                function(a[m], b[m1], b[m2], b[m3]),
            )

        def four(a, b, c):  # type: ignore[no-untyped-def]
            return (
                function(a[i], b[i1], b[i2], b[i3]),
                function(a[j], b[j1], b[j2], b[j3]),
                function(a[m], b[m1], b[m2], b[m3]),
                function(a[n], b[n1], b[n2], b[n3]),
            )

        return inline((one, two, three, four)[size - 1])

    make = triple if triples else group
    return _joined([make(start, size) for start, size in _groups(count)], inline)


def head(count: int, inline: Inline) -> Any:
    """Return f(a, _, _): the first `count` members of a tuple."""

    def keep(x, _a, _b):  # type: ignore[no-untyped-def]
        return x

    inlined = inline(keep)
    chosen = each(count, inlined, inline)

    def first(a):  # type: ignore[no-untyped-def]
        return chosen(a, a, 0)

    return inline(first)
