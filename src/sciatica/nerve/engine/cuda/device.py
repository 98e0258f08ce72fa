"""Finds the device, and keeps one compiled kernel for each membrane and shape of fibre."""

import functools
from typing import Any

from sciatica.core.errors import InputError
from sciatica.nerve import membranes
from sciatica.nerve.engine.cuda import kernel


def why_not() -> str | None:
    """Return why no device can be used, in plain words, or None where one can."""
    try:
        from numba import cuda
    except ImportError:
        return "numba's CUDA target is not installed (the extra `gpu`)"
    try:
        available = bool(cuda.is_available())  # type: ignore[no-untyped-call]
    except Exception as error:  # a broken driver raises whatever it likes
        return f"the CUDA driver cannot be used: {error}".splitlines()[0]
    return None if available else "no CUDA device was found"


def module() -> Any:
    """Return `numba.cuda`; InputError where there is no device."""
    reason = why_not()
    if reason is not None:
        raise InputError(f"no device: {reason}", field="device", given="cuda", wanted="cpu, or a machine with one")
    from numba import cuda

    return cuda


@functools.cache
def kernel_for(cuda: Any, membrane: str, nodes: int, even: int, odd: int, shifted: bool) -> Any:
    """Return the kernel for a membrane and shape of fibre."""
    return kernel.build(cuda, membranes.load(membrane), nodes, even, odd, shifted, lanes(cuda))


def lanes(cuda: Any) -> int:
    """Return how many lanes a warp has."""
    return int(getattr(cuda, "WARP", kernel.WARP))
