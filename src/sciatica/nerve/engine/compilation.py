"""Compiles the block kernel for one membrane with numba, and keeps the machine code between runs.

numba's own cache looks only at the file that holds a function, so an edited membrane would go unnoticed.
The cache here lies in the user's cache folder (never beside the sources, which may be read-only) under a
hash of every source file of the engine and the membranes, of numba's version and the interpreter's: an edit
lands in a new folder.
"""

import functools
import hashlib
import math
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from sciatica.nerve import membranes
from sciatica.nerve.engine import elementary, gate_table, kernel, vector

# no "reassoc": the exponential's rounding trick needs its additions in order; no "nnan": a NaN must stay one
FAST = {"contract", "nsz", "arcp"}


def sources_hash() -> str:
    """Return a hash of all that machine code is made of: engine, membranes, numba's version, the
    interpreter's."""
    import numba

    digest = hashlib.sha256(f"{numba.__version__} {sys.version_info[:2]}".encode())
    for folder in (Path(membranes.__file__).parent, Path(kernel.__file__).parent):
        for path in sorted(folder.glob("*.py")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:24]


def cache_folder() -> Path:
    """Return the folder for compiled kernels: $SCIATICA_CACHE_DIR, or `sciatica` in the user's cache
    folder."""
    named = os.environ.get("SCIATICA_CACHE_DIR")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "sciatica"


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except (OSError, RuntimeError):
        return False
    return True


def _enable_cache(dispatcher: Any, label: str) -> None:
    """Give a dispatcher a disk cache keyed by the sources' hash; without a writable folder it has none."""
    folder = cache_folder() / sources_hash()
    if not _writable(folder):
        return
    from numba.core.caching import CompileResultCacheImpl, FunctionCache, _CacheLocator

    class Locator(_CacheLocator):
        def get_cache_path(self) -> str:
            return str(folder)

        def get_source_stamp(self) -> str:
            return folder.name

        def get_disambiguator(self) -> str:
            return label

        @classmethod
        def from_function(cls, py_func: Any, py_file: str) -> Any:
            return cls()

    class Implementation(CompileResultCacheImpl):
        pass

    implementation: Any = Implementation
    implementation._locator_classes = [Locator]

    class SourceCache(FunctionCache):
        _impl_class = Implementation

        def _index_key(self, sig: Any, codegen: Any) -> Any:
            # the folder's hash already covers everything that the closure holds
            return sig, codegen.magic_tuple()

    cache: Any = SourceCache
    dispatcher._cache = cache(dispatcher.py_func)


def kept(function: Any, label: str) -> Callable[..., Any]:
    """Compile a plain function that gives up the interpreter's lock, and keep its machine code on disk."""
    import numba

    dispatcher = numba.njit(nogil=True, error_model="numpy", boundscheck=False)(function)
    _enable_cache(dispatcher, label)
    compiled: Callable[..., Any] = dispatcher
    return compiled


@functools.cache
def bit_casts() -> tuple[Any, Any]:
    """Single precision to the bits it is made of, and back, as numba compiles them."""
    from numba import types
    from numba.extending import intrinsic

    @intrinsic
    def float_to_bits(typingctx: Any, value: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.bitcast(args[0], context.get_value_type(types.int32))

        return types.int32(types.float32), generate

    @intrinsic
    def bits_to_float(typingctx: Any, bits: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.bitcast(args[0], context.get_value_type(types.float32))

        return types.float32(types.int32), generate

    return float_to_bits, bits_to_float


@functools.cache
def _install_overloads() -> None:
    """Teach numba the two elementary functions, single precision without branches."""
    import numba
    import numpy as np
    from numba import types
    from numba.extending import overload

    lanes = vector.install()[vector.WIDTHS[0]]
    wide_halves = lanes.halves

    as_bits, as_float = bit_casts()
    f32 = np.float32
    limit, magic, log2_e, ln2 = (
        f32(x) for x in (elementary.EXPONENT_LIMIT, 12582912.0, 1.0 / math.log(2.0), math.log(2.0))
    )
    c1, c2, c3, c4, c5 = (f32(c) for c in vector.expm1_over_r(4))
    one, tiny = f32(1.0), f32(1e-20)
    shift, one_bits = np.int32(23), np.int32(0x3F800000)

    @numba.njit(forceinline=True, fastmath=FAST)
    def halves(x: Any) -> Any:
        """Return a power of two and a small fraction with exp(x) = power * (1 + fraction)."""
        x = min(max(x, -limit), limit)
        # adding 1.5 * 2^23 rounds to the nearest integer and leaves it in the low bits
        rounded = x * log2_e + magic
        r = x - (rounded - magic) * ln2
        fraction = r * (c1 + r * (c2 + r * (c3 + r * (c4 + r * c5))))
        return as_float(numba.int32(numba.int32(as_bits(rounded) << shift) + one_bits)), fraction

    @overload(elementary.exp, jit_options={"forceinline": True, "fastmath": FAST})
    def exp_of(x: Any) -> Any:
        if isinstance(x, lanes.type):

            def wide(x: Any) -> Any:
                power, fraction = wide_halves(x)
                return power * fraction + power

            return wide
        if x == types.float32:

            def single(x: Any) -> Any:
                power, fraction = halves(x)
                return power * fraction + power

            return single

        def double(x: Any) -> Any:
            return math.exp(min(max(x, -40.0), 40.0))

        return double

    @overload(elementary.linoid, jit_options={"forceinline": True, "fastmath": FAST})
    def linoid_of(x: Any) -> Any:
        if isinstance(x, lanes.type):
            one_here = f32(1.0) if x.dtype == types.float32 else np.float64(1.0)
            tiny_here = f32(1e-20) if x.dtype == types.float32 else np.float64(1e-200)

            def wide(x: Any) -> Any:
                x = x + tiny_here
                power, fraction = wide_halves(-x)
                return x, (one_here - power) - power * fraction

            return wide
        if x == types.float32:

            def single(x: Any) -> Any:
                # 1 - exp(-x) without cancellation; `tiny` makes 0 over 0 its limit, 1
                x = x + tiny
                power, fraction = halves(-x)
                return x, (one - power) - power * fraction

            return single

        def double(x: Any) -> Any:
            x = x + 1e-200
            return x, -math.expm1(min(max(-x, -40.0), 40.0))

        return double


@functools.cache
def block_kernel(membrane: str, precision: str, lanes: int) -> Callable[..., Any]:
    """Return the compiled kernel for a membrane and a number of lanes; the first call with arguments compiles
    or loads it."""
    return block_kernel_of(membranes.load(membrane), f"{membrane}_{precision}", lanes, plan_for(membrane, precision))


def plan_for(membrane: str, precision: str) -> gate_table.Plan | None:
    """Return which gates run by tables: none in double precision, nor where the processor cannot fetch from them."""
    return gate_table.plan(membrane) if precision == "float32" and vector.picks() else None


def block_kernel_of(membrane: ModuleType, label: str, lanes: int, plan: gate_table.Plan | None) -> Callable[..., Any]:
    """Return the compiled kernel for a membrane's module, cached under a label."""
    import numba

    _install_overloads()
    inline = numba.njit(forceinline=True, fastmath=FAST, error_model="numpy", boundscheck=False)
    run = kernel.build(membrane, inline, vector.install()[lanes], plan)
    dispatcher = numba.njit(nogil=True, fastmath=FAST, error_model="numpy", boundscheck=False)(run)
    _enable_cache(dispatcher, f"{label}_{lanes}_{plan is not None}")
    compiled: Callable[..., Any] = dispatcher
    return compiled
