"""The same fibres in NEURON: its bare loop, and the faster correct one of its modes.

The fibres are those that PyFibers builds, with the mechanisms that `pyfibers_compile` compiled, built once; the
loop is `fadvance` with nothing recorded, at a fixed step, or `solve` at a variable one. Nothing here is imported
before it is asked for.
"""

import contextlib
import importlib
import importlib.util
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

CROSSING_MV = -30.0
VARIABLE = "variable"


@dataclass(frozen=True)
class Mode:
    """One of NEURON's ways through time: implicit Euler (0), second order (2), or a variable step with a tolerance."""

    name: str
    order: int
    step_or_tolerance: float

    @property
    def variable(self) -> bool:
        """Whether the step varies."""
        return self.name == VARIABLE


@dataclass(frozen=True)
class Peer:
    """A fibre in NEURON, with what must stay alive; `spacing_mm` from place to place."""

    places: list[Any]
    rest_mv: float
    spacing_mm: float
    double_cable: bool
    clamp: Any
    owner: Any


def missing() -> str | None:
    """Return in plain words why NEURON cannot be measured here, or None where it can."""
    if importlib.util.find_spec("neuron") is None:
        return "NEURON is not installed (the optional group `peers`)"
    found = importlib.util.find_spec("pyfibers")
    if found is None or found.origin is None:
        return "PyFibers is not installed (the optional group `peers`)"
    folder = Path(found.origin).parent / "MOD"
    if not (any(folder.glob("*/libnrnmech.*")) or any(folder.glob("*/special")) or (folder / "nrnmech.dll").exists()):
        return "PyFibers' mechanisms are not compiled (run `pyfibers_compile`)"
    return None


def versions() -> dict[str, str]:
    """Return the versions of NEURON and PyFibers."""
    from importlib.metadata import version

    return {"neuron": version("neuron"), "pyfibers": version("pyfibers")}


def mrg2002(diameter_um: float, nodes: int) -> Peer:
    """Return PyFibers' discrete MRG fibre, all nodes active, with a pulse of 0.1 ms into its third node."""
    with _quiet():
        pyfibers: Any = importlib.import_module("pyfibers")
        fibre = pyfibers.build_fiber(
            pyfibers.FiberModel.MRG_DISCRETE, diameter=diameter_um, n_nodes=nodes, passive_end_nodes=False,
            enforce_odd_nodecount=False, temperature=37.0,
        )  # fmt: skip
    return _driven(fibre, -80.0, fibre.delta_z * 1e-3, duration_ms=0.1, amplitude_na=5.0)


def sundt2015(diameter_um: float, length_mm: float, compartment_um: float) -> Peer:
    """Return PyFibers' Sundt fibre of a length, with a pulse of 0.5 ms into the place at 0.1 mm."""
    with _quiet():
        pyfibers: Any = importlib.import_module("pyfibers")
        fibre = pyfibers.build_fiber(
            pyfibers.FiberModel.SUNDT, diameter=diameter_um, n_nodes=round(length_mm * 1e3 / compartment_um) + 1,
            delta_z=compartment_um, passive_end_nodes=False, enforce_odd_nodecount=False, temperature=37.0,
        )  # fmt: skip
    return _driven(fibre, -60.0, compartment_um * 1e-3, duration_ms=0.5, amplitude_na=0.5 * diameter_um)


def _driven(fibre: Any, rest_mv: float, spacing_mm: float, *, duration_ms: float, amplitude_na: float) -> Peer:
    h = _hoc()
    h.celsius = 37.0
    clamp = h.IClamp(fibre.nodes[2](0.5))
    clamp.delay, clamp.dur, clamp.amp = 0.1, duration_ms, amplitude_na
    return Peer([node(0.5) for node in fibre.nodes], rest_mv, spacing_mm, rest_mv < -70.0, clamp, fibre)


def loop(peer: Peer, mode: Mode, duration_ms: float) -> Callable[[], None]:
    """Return the bare loop: from rest for a time, nothing recorded."""
    h = _hoc()
    solver = h.CVode()

    def prepare() -> None:
        h.celsius = 37.0
        solver.active(int(mode.variable))
        if mode.variable:
            solver.use_daspk(int(peer.double_cable))
            solver.atol(mode.step_or_tolerance)
        else:
            h.secondorder, h.dt = mode.order, mode.step_or_tolerance
        h.finitialize(peer.rest_mv)

    def run() -> None:
        prepare()
        if mode.variable:
            solver.solve(duration_ms)
            return
        advance = h.fadvance
        for _ in range(round(duration_ms / mode.step_or_tolerance)):
            advance()

    return run


def velocity_m_s(peer: Peer, mode: Mode, near: int, far: int, duration_ms: float) -> float:
    """Return the velocity between two places from crossings of -30 mV, nan if none came or the solver gave up."""
    h = _hoc()
    traces = [h.Vector().record(peer.places[place]._ref_v) for place in (near, far)]
    clock = h.Vector().record(h._ref_t)
    try:
        loop(peer, mode, duration_ms)()
    except RuntimeError:
        return float("nan")
    time = np.array(clock)
    first, last = (_crossing(time, np.array(trace)) for trace in traces)
    return float((far - near) * peer.spacing_mm / (last - first))


def _crossing(time_ms: Any, voltage_mv: Any) -> float:
    rising = np.flatnonzero((voltage_mv[:-1] < CROSSING_MV) & (voltage_mv[1:] >= CROSSING_MV))
    if not len(rising):
        return float("nan")
    i = int(rising[0])
    part = (CROSSING_MV - voltage_mv[i]) / (voltage_mv[i + 1] - voltage_mv[i])
    return float(time_ms[i] + part * (time_ms[i + 1] - time_ms[i]))


def _hoc() -> Any:
    """NEURON's top level."""
    return importlib.import_module("neuron").h


def _quiet() -> contextlib.AbstractContextManager[object]:
    return contextlib.redirect_stdout(io.StringIO())
