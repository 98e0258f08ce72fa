"""NEURON behind four plain functions: a fibre's compartments, a run, a threshold, a wave's speed.

What the generators of the committed tables and the live tests share. Needs the optional group `peers`; nothing is
imported from NEURON before it is asked for, so that the tests can be collected where it is absent. A run is NEURON's
bare loop (`fadvance` at a fixed step), without the run-time layers of PyFibers, which only builds the fibre.
"""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

CROSSING_MV = -30.0


@dataclass(frozen=True)
class NeuronFibre:
    """A fibre in NEURON: `places` are the segments where spikes are sought, `segments` all of them in order along the
    fibre, `position_mm` their middles; `owner` keeps whatever must outlive the run."""

    places: list[Any]
    segments: list[Any]
    position_mm: np.ndarray
    temperature_c: float
    start_mv: float
    rest_mv: np.ndarray | None = None  # [segments, 2]: membrane and periaxonal potential, where rest differs along it
    owner: Any = field(default=None, repr=False)


@dataclass(frozen=True)
class Current:
    """Current in nA into a place, from `onset_ms` for `duration_ms`."""

    place: int
    onset_ms: float
    duration_ms: float
    na: float

    def scaled(self, factor: float) -> "Current":
        """The same, times a factor."""
        return Current(self.place, self.onset_ms, self.duration_ms, self.na * factor)


@dataclass(frozen=True)
class Outside:
    """Extracellular potential in mV at every segment, from `onset_ms` for `duration_ms`."""

    mv: np.ndarray
    onset_ms: float
    duration_ms: float

    def scaled(self, factor: float) -> "Outside":
        """The same, times a factor."""
        return Outside(self.mv * factor, self.onset_ms, self.duration_ms)


def installed() -> bool:
    """Whether NEURON and PyFibers are here with PyFibers' mechanisms compiled."""
    if importlib.util.find_spec("neuron") is None or (found := importlib.util.find_spec("pyfibers")) is None:
        return False
    folder = Path(str(found.origin)).parent / "MOD"
    return any(folder.glob("*/libnrnmech.*")) or any(folder.glob("*/special")) or (folder / "nrnmech.dll").exists()


def version() -> str:
    """NEURON's version, as a table's heading names it."""
    import neuron

    return str(neuron.__version__)


def in_row(sections: list[Any], places: list[Any], **rest: Any) -> NeuronFibre:
    """Describe sections joined in a row; their segments and positions follow from lengths and `nseg`."""
    segments, position, before = [], [], 0.0
    for section in sections:
        for segment in section:
            segments.append(segment)
            position.append((before + segment.x * section.L) * 1e-3)
        before += section.L
    return NeuronFibre(places, segments, np.array(position), **rest)


def mrg2002(diameter_um: float, nodes: int, temperature_c: float = 37.0) -> NeuronFibre:
    """PyFibers' discrete MRG double cable with every node active and both ends sealed."""
    from pyfibers import FiberModel, build_fiber

    fibre = build_fiber(
        FiberModel.MRG_DISCRETE,
        diameter=diameter_um,
        n_nodes=nodes,
        passive_end_nodes=False,
        enforce_odd_nodecount=False,
        temperature=temperature_c,
    )
    return in_row(
        fibre.sections, [node(0.5) for node in fibre.nodes], temperature_c=temperature_c, start_mv=-80.0, owner=fibre
    )


def run(
    fibre: NeuronFibre,
    stimulus: Current | Outside | None,
    *,
    step_ms: float,
    duration_ms: float,
    watched: tuple[int, ...],
    until: int | None = None,
    secondorder: int = 0,
) -> tuple[np.ndarray, np.ndarray]:
    """Return times in ms [T + 1] and voltages in mV [watched, T + 1]; stop early once place `until` fires."""
    from neuron import h

    h.celsius, h.secondorder = fibre.temperature_c, secondorder
    clamp = None
    if isinstance(stimulus, Current):
        clamp = h.IClamp(fibre.places[stimulus.place])
        clamp.delay, clamp.dur, clamp.amp = stimulus.onset_ms, stimulus.duration_ms, stimulus.na
    traces = [h.Vector().record(fibre.places[place]._ref_v) for place in watched]
    h.dt = step_ms
    h.finitialize(fibre.start_mv)
    if fibre.rest_mv is not None:
        _put(fibre, fibre.rest_mv)
    on = off = -1
    if isinstance(stimulus, Outside):
        on, off = round(stimulus.onset_ms / step_ms), round((stimulus.onset_ms + stimulus.duration_ms) / step_ms)
    steps = round(duration_ms / step_ms)
    for i in range(steps):
        if i == on:
            assert isinstance(stimulus, Outside)
            for segment, mv in zip(fibre.segments, stimulus.mv, strict=True):
                segment.extracellular.e = float(mv)
        if i == off:
            for segment in fibre.segments:
                segment.extracellular.e = 0.0
        h.fadvance()
        if until is not None and i > off and fibre.places[until].v > CROSSING_MV:
            break
    voltage = np.array([np.array(trace) for trace in traces])
    return np.arange(voltage.shape[1]) * step_ms, voltage


def settled(fibre: NeuronFibre, after_ms: float = 3000.0, step_ms: float = 0.25) -> NeuronFibre:
    """The same fibre, starting from where a long rest leaves it."""
    from neuron import h

    h.celsius, h.secondorder, h.dt = fibre.temperature_c, 0, step_ms
    h.finitialize(fibre.start_mv)
    for _ in range(round(after_ms / step_ms)):
        h.fadvance()
    rest = np.array([[segment.v, segment.vext[0]] for segment in fibre.segments])
    return replace(fibre, rest_mv=rest)


def _put(fibre: NeuronFibre, rest_mv: np.ndarray) -> None:
    """Set potentials segment by segment, with every gate steady at them."""
    from neuron import h

    for segment, (membrane, _) in zip(fibre.segments, rest_mv, strict=True):
        segment.v = membrane
    h.finitialize()
    for segment, (_, periaxonal) in zip(fibre.segments, rest_mv, strict=True):
        segment.vext[0] = periaxonal
    h.fcurrent()
    h.frecord_init()


def first_crossing(time_ms: np.ndarray, voltage_mv: np.ndarray, level_mv: float = CROSSING_MV) -> float:
    """When a voltage first rises through a level, straight between two samples; nan where it never does."""
    rising = np.flatnonzero((voltage_mv[:-1] < level_mv) & (voltage_mv[1:] >= level_mv))
    if not len(rising):
        return float("nan")
    i = int(rising[0])
    part = (level_mv - voltage_mv[i]) / (voltage_mv[i + 1] - voltage_mv[i])
    return float(time_ms[i] + part * (time_ms[i + 1] - time_ms[i]))


def velocity_m_s(
    fibre: NeuronFibre,
    stimulus: Current | Outside,
    near: int,
    far: int,
    *,
    step_ms: float,
    duration_ms: float,
    **rest: Any,
) -> float:
    """Velocity between two places in m/s, from crossings of -30 mV."""
    time, voltage = run(
        fibre, stimulus, step_ms=step_ms, duration_ms=duration_ms, watched=(near, far), until=far, **rest
    )
    where = [fibre.position_mm[fibre.segments.index(fibre.places[place])] for place in (near, far)]
    return float((where[1] - where[0]) / (first_crossing(time, voltage[1]) - first_crossing(time, voltage[0])))


def threshold(fires: Callable[[float], bool], guess: float, relative: float = 2e-4, within: float = 1.0) -> float:
    """Least factor (its sign is the guess's) that fires, bisected to a relative width; its middle.

    The search starts `within` a share of the guess and widens where the guess was wrong.
    """
    low, high = guess * (1.0 - within), guess * (1.0 + within)
    for _ in range(40):
        if fires(high):
            break
        low, high = high, 2.0 * high
    else:
        raise RuntimeError("no current fires this fibre")
    while low != 0.0 and fires(low):
        low, high = (0.0 if within >= 1.0 else low * 0.8), low
    while abs(high - low) > relative * abs(high):
        middle = 0.5 * (low + high)
        low, high = (low, middle) if fires(middle) else (middle, high)
    return 0.5 * (low + high)
