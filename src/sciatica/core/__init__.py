"""The shared ground: words, units, errors, chance and the tables that every other room reads.

This room imports none of the others. Each module is one idea: ``errors`` (what we say about bad input),
``yaml`` (a strict reader), ``schema`` (data into checked models), ``parameters`` (constants with status and
source), ``references`` (the papers), ``seeds`` (chance), ``person`` and ``findings``.
"""
