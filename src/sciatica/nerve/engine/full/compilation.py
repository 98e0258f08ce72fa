"""Compiles the full path's kernel for one membrane, or an axon's and a soma's, with the engine's own cache."""

import functools
import hashlib
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sciatica.nerve import membranes
from sciatica.nerve.cables import bare_potassium
from sciatica.nerve.engine import compilation
from sciatica.nerve.engine.full import elementary, general, kernel
from sciatica.nerve.engine.full.membrane import Functions, Layout


def sources_hash() -> str:
    """Return a hash of what the engine's own hash does not cover: this folder, and the laid-bare channels."""
    digest = hashlib.sha256()
    for path in (*sorted(Path(kernel.__file__).parent.glob("*.py")), Path(bare_potassium.__file__)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def functions(name: str, inline: Callable[[Any], Any]) -> Functions:
    """Return a membrane's functions, each compiled to melt into its caller."""
    module = membranes.load(name)
    if not getattr(module, "FULL_ORDER_ONLY", False):
        others = int(module.OTHER_GATES)
        rates, sodium, currents = general.dressed(
            inline(module.sodium_rates),
            inline(module.other_rates),
            inline(module.sodium_conductance),
            inline(module.other_conductances),
            others,
        )
        return Functions(2 + others, 2, 0, inline(rates), inline(sodium), inline(currents), None, None)
    pooled = bool(module.POOLS)
    return Functions(
        gates=len(module.GATES),
        sodium_gates=int(module.SODIUM_GATES),
        pools=len(module.POOLS),
        rates=inline(module.rates),
        sodium_conductance=inline(module.sodium_conductance),
        other_currents=inline(module.other_currents),
        reversals_mv=inline(module.reversals_mv) if pooled else None,
        pool_rates=inline(module.pool_rates) if pooled else None,
    )


def layout(axon: str, soma: str | None) -> Layout:
    """Return where gates and pools lie."""
    some = [general.load(name, 37.0) for name in (axon, soma or axon)]
    return Layout(max(len(m.gates) + m.sodium_gates for m in some), max(len(m.pools) for m in some))


def shared(name: str) -> str:
    """Return the membrane whose kernel another uses, itself unless it only sets other constants for the same
    functions."""
    return str(getattr(membranes.load(name), "LIKE", name))


@functools.cache
def block_kernel(axon: str, soma: str | None, precision: str) -> Callable[..., Any]:
    """Return the compiled kernel; the first call with arguments compiles it or loads it from the cache."""
    import numba

    compilation._install_overloads()
    _install_overloads()
    flags: dict[str, Any] = {"fastmath": compilation.FAST, "error_model": "numpy", "boundscheck": False}
    inner: dict[str, Any] = {**flags, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    inline = numba.njit(forceinline=True, **inner)
    part = numba.njit(**inner)
    soma = None if soma == axon else soma
    run = kernel.build(
        functions(axon, inline), functions(soma, inline) if soma else None, layout(axon, soma), inline, part
    )
    dispatcher = numba.njit(nogil=True, **flags)(run)
    compilation._enable_cache(dispatcher, f"full_{axon}_{soma or ''}_{precision}_{sources_hash()}")
    compiled: Callable[..., Any] = dispatcher
    return compiled


@functools.cache
def _install_overloads() -> None:
    """Teach numba `log` and `power`, single precision without branches."""
    import numba
    import numpy as np
    from numba import types
    from numba.extending import overload

    from sciatica.nerve.engine.elementary import exp

    as_bits, as_float = compilation.bit_casts()
    f32 = np.float32
    smallest, one, two, ln2 = f32(elementary.SMALLEST), f32(1.0), f32(2.0), f32(math.log(2.0))
    c3, c5, c7, c9 = (f32(2.0 / n) for n in (3, 5, 7, 9))
    root_half_bits, shift = np.int32(0x3F3504F3), np.int32(23)
    options: Any = {"forceinline": True, "fastmath": compilation.FAST}

    @overload(elementary.log, jit_options=options)
    def log_of(x: Any) -> Any:
        if x == types.float32:

            def single(x: Any) -> Any:
                # x = 2^e m with m within a factor of √2 of 1, and log m = 2 artanh((m - 1) / (m + 1))
                bits = as_bits(max(x, smallest))
                exponent = numba.int32(bits - root_half_bits) >> shift
                m = as_float(numba.int32(bits - (exponent << shift)))
                r = (m - one) / (m + one)
                q = r * r
                return numba.float32(exponent) * ln2 + r * (two + q * (c3 + q * (c5 + q * (c7 + q * c9))))

            return single

        def double(x: Any) -> Any:
            return math.log(max(x, 1e-30))

        return double

    @overload(elementary.power, jit_options=options)
    def power_of(x: Any, y: Any) -> Any:
        log = elementary.log

        def general_power(x: Any, y: Any) -> Any:
            return exp(y * log(x))

        return general_power
