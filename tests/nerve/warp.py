"""A warp of a few lanes, one thread each: what stands in for `numba.cuda` where there is no device.

It runs the device kernel's own source as plain Python, exchanges between lanes included. Slow, and exact.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

WARP = 4
_here = threading.local()


class _Index:
    """`threadIdx` or `blockIdx`: its `x` is each thread's own."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def x(self) -> int:
        return int(getattr(_here, self.name))


class _Array(np.ndarray):
    """An array that a kernel fills, and that can be read back."""

    def copy_to_host(self) -> np.ndarray:
        return np.array(self)


class _Warp:
    def __init__(self) -> None:
        self.barrier, self.values = threading.Barrier(WARP), [np.float32(0.0)] * WARP

    def exchange(self, value: Any, source: int) -> Any:
        self.values[_here.lane] = value
        self.barrier.wait()
        found = self.values[source] if 0 <= source < WARP else value
        self.barrier.wait()
        return found


class _Kernel:
    def __init__(self, function: Callable[..., None]) -> None:
        self.function = function

    def __getitem__(self, shape: tuple[int, int]) -> Callable[..., None]:
        blocks, lanes = shape
        assert lanes == WARP

        def launch(*arguments: Any) -> None:
            for block in range(blocks):
                warp, failures = _Warp(), []

                def lane_of(number: int, block: int = block, warp: _Warp = warp, failed: list[Any] = failures) -> None:
                    _here.lane, _here.block, _here.warp = number, block, warp
                    try:
                        with np.errstate(all="ignore"):
                            self.function(*arguments)
                    except Exception as error:
                        failed.append(error)
                        warp.barrier.abort()

                threads = [threading.Thread(target=lane_of, args=(n,)) for n in range(WARP)]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
                if failures:
                    raise failures[0]

        return launch


def jit(device: bool = False, **_: Any) -> Callable[[Callable[..., Any]], Any]:
    return (lambda function: function) if device else _Kernel


def to_device(array: Any) -> Any:
    return np.array(array).view(_Array)


def shfl_up_sync(mask: int, value: Any, far: int) -> Any:
    return _here.warp.exchange(value, _here.lane - far)


def shfl_down_sync(mask: int, value: Any, far: int) -> Any:
    return _here.warp.exchange(value, _here.lane + far)


threadIdx, blockIdx = _Index("lane"), _Index("block")
local = SimpleNamespace(array=lambda size, kind: np.zeros(size, dtype=kind))
float32, int32 = np.float32, np.int32
