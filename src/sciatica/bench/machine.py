"""What the machine is, and what its core can do at best."""

import hashlib
import os
import platform
import time
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any

import numpy as np


def facts() -> dict[str, Any]:
    """Return what a reader needs to judge the numbers and that names nobody: kind of processor, cores, versions."""
    import numba

    llvm: Any = import_module("llvmlite.binding")
    features = llvm.get_host_cpu_features()
    width = 512 if features.get("avx512f") else 256 if features.get("avx2") else 128
    return {
        "machine.architecture": platform.machine(),
        "machine.processor": str(llvm.get_host_cpu_name()),
        "machine.simd_bits": width,
        "machine.cores": cores(),
        "machine.load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "machine.python": platform.python_version(),
        "machine.numba": str(numba.__version__),
        "machine.numpy": str(np.__version__),
    }


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def hashing_scaling(rounds: int = 3) -> float:
    """Return how much more two threads hash in a second than one: what the machine gives to any two threads now."""
    data = bytes(40_000_000)

    def seconds(threads: int) -> float:
        start = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            for _ in pool.map(lambda _: hashlib.sha256(data).digest(), range(2)):
                pass
        return time.perf_counter() - start

    return float(np.median([seconds(1) / seconds(2) for _ in range(rounds)]))


def peak_gflops(rounds: int = 5) -> float:
    """Return the most single-precision operations a core does in a second, in 10⁹: multiply-adds that wait for nothing.

    Twelve accumulators, more than latency times ports ask for, each as wide as the engine's own numbers.
    """
    import numba

    from sciatica.nerve.engine import vector

    lanes = vector.install()[vector.WIDTHS[0]]
    raw, load, store = lanes.raw, lanes.load, lanes.store
    width = np.uint64(vector.WIDTHS[0])

    def multiply_adds(array, times):  # type: ignore[no-untyped-def]
        data = raw(array)
        x, y = load(data, np.uint64(0)), load(data, width)
        a = b = c = d = e = f = g = h = i = j = k = m = x
        for _ in range(times):
            a, b, c, d = a * x + y, b * x + y, c * x + y, d * x + y
            e, f, g, h = e * x + y, f * x + y, g * x + y, h * x + y
            i, j, k, m = i * x + y, j * x + y, k * x + y, m * x + y
        store(data, width, ((a + b) + (c + d)) + ((e + f) + (g + h)) + ((i + j) + (k + m)))

    compiled: Any = numba.njit(nogil=True)(multiply_adds)
    data = np.full(4 * vector.WIDTHS[0], 0.5, dtype=np.float32)
    compiled(data, 10)
    times, best = 2_000_000, 0.0
    for _ in range(rounds):
        data[:] = 0.5
        start = time.perf_counter()
        compiled(data, times)
        best = max(best, 2.0 * 12.0 * vector.WIDTHS[0] * times / (time.perf_counter() - start))
    return best * 1e-9
