"""Excitable membranes, one file a paper; the file's name is the membrane's name.

A membrane file gives its published constants, `constants(temperature_c, half_step_ms)` as a named tuple,
`leak_reversal_mv`, and four undecorated scalar functions: `sodium_rates` and `other_rates` (opening,
closing and common divisor of each gate), `sodium_conductance` and `other_conductances`. They hold no bare
float (a literal would turn single precision into double) and call nothing but `exp` and `linoid`.
`OTHER_GATES` counts the gates beyond sodium's two; `OTHER_GATES_EVERY` says in how many steps they move
once, more than one only where they are slow beside them.
"""

import difflib
import importlib
import pkgutil
from types import ModuleType

from sciatica.core.errors import InputError


def names() -> list[str]:
    """Return the membranes that can be named."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def load(name: str) -> ModuleType:
    """Return a membrane's module; InputError names the nearest right one."""
    known = names()
    if name not in known:
        near = difflib.get_close_matches(str(name), known, n=1, cutoff=0.0)
        raise InputError(
            "unknown membrane",
            field="membrane",
            given=name,
            wanted=f"one of {', '.join(known)}; the nearest is {near[0]}",
        )
    return importlib.import_module(f"{__name__}.{name}")
