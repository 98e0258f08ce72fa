"""What compiled code costs a fresh process: ours against an empty cached function of numba.

Both processes import numba and call one compiled function that an earlier process left in its cache; what ours takes
longer is the import of the package, the search for the machine code and loading it. Seconds are the processor's.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

EMPTY = """
import time
start = time.process_time()
import sys
sys.path.insert(0, {folder!r})
import empty_function
empty_function.nothing()
print(time.process_time() - start)
"""
EMPTY_MODULE = """
import numba


@numba.njit(cache=True)
def nothing():
    return 0
"""
OURS = """
import time
start = time.process_time()
import numpy as np
from sciatica.nerve import MyelinatedFibres, Pulses, simulate
fibres = MyelinatedFibres(np.full(16, 10.0), 41)
pulses = Pulses(np.full(16, 2), np.full((16, 1), 0.1), 0.1, np.full(16, 5.0))
def run():
    simulate(fibres, None, pulses, duration_ms=1.0, spike_places=(20,), threads=1)
run()
first = time.process_time() - start
start = time.process_time()
run()
print(first - (time.process_time() - start))
"""


def compile_times(rounds: int) -> dict[str, Any]:
    """Return what a fresh process waits for compiled code with a warm cache, beyond an empty cached function, in s."""
    ours, empty = [], []
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "empty_function.py").write_text(EMPTY_MODULE)
        script = EMPTY.format(folder=folder)
        _fresh(script)
        _fresh(OURS)
        for _ in range(rounds):
            empty.append(_fresh(script))
            ours.append(_fresh(OURS))
    return {
        "compile_s": float(np.median(ours) - np.median(empty)),
        "compile.first_run_s": float(np.median(ours)),
        "compile.empty_function_s": float(np.median(empty)),
    }


def _fresh(script: str) -> float:
    """Return the number that a script prints in a process of its own."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    environment = os.environ | {"PYTHONPATH": path}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])
