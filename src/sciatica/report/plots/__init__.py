"""Graphs of a simulated patient: functions that take a matplotlib ``Axes`` and arrays, draw, and return the ``Axes``.

Each is usable alone, on any axes; ``style.svg`` turns one or more of them into markup for the page, where colours
follow the reader's light or dark screen.
"""
