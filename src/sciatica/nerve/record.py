"""What a run gives back: spike times at watched places, voltages and pools where asked for."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    import xarray


@dataclass(frozen=True)
class Recording:
    """Spikes and voltages of F fibres.

    `spike_time_ms` [F, places, most spikes], nan beyond the last: upward crossings of -30 mV, straight
    within the step. `spike_count` [F, places]. `voltage_mv` [F, voltage places, T] of the node's or
    compartment's membrane at `time_ms` [T] (T is 0 when none was asked for). `extrapolated` [F]: outside the
    published diameters. `node_steps`: node (or compartment) updates done for these fibres, without the search for
    rest. `pools` [F, pools, voltage places, T]: concentrations and other slow states that a membrane names in
    `pool_names`, in its own units; most have none.
    """

    spike_time_ms: FloatArray
    spike_count: IntArray
    voltage_mv: FloatArray
    time_ms: FloatArray
    node_steps: int
    spike_places: IntArray
    voltage_places: IntArray
    diameter_um: FloatArray
    extrapolated: BoolArray
    step_ms: float
    temperature_c: float
    membrane: str
    pools: FloatArray = field(default_factory=lambda: np.zeros((0, 0, 0, 0)))
    pool_names: tuple[str, ...] = ()

    def to_xarray(self) -> "xarray.Dataset":
        """Return the same as an xarray Dataset, with units as attributes."""
        import xarray

        return xarray.Dataset(
            {
                "spike_time": (
                    ("fibre", "spike_place", "spike"),
                    self.spike_time_ms,
                    {"units": "ms", "long_name": "upward crossing of -30 mV"},
                ),
                "spike_count": (("fibre", "spike_place"), self.spike_count, {"units": "1"}),
                "voltage": (
                    ("fibre", "voltage_place", "time"),
                    self.voltage_mv,
                    {"units": "mV", "long_name": "membrane potential"},
                ),
                **{
                    name: (("fibre", "voltage_place", "time"), self.pools[:, i], {"long_name": f"pool {name}"})
                    for i, name in enumerate(self.pool_names)
                },
            },
            coords={
                "time": ("time", self.time_ms, {"units": "ms"}),
                "diameter": ("fibre", self.diameter_um, {"units": "um", "long_name": "fibre diameter"}),
                "extrapolated": ("fibre", self.extrapolated, {"long_name": "outside the published diameters"}),
                "spike_place": ("spike_place", self.spike_places, {"long_name": "node or compartment"}),
                "voltage_place": ("voltage_place", self.voltage_places, {"long_name": "node or compartment"}),
            },
            attrs={
                "membrane": self.membrane,
                "temperature_c": self.temperature_c,
                "step_ms": self.step_ms,
                "node_steps": self.node_steps,
            },
        )


def padded(spikes: list[list[FloatArray]]) -> tuple[FloatArray, IntArray]:
    """Return spike times of fibre by place as one array padded with nan, and their counts."""
    count = np.array([[len(times) for times in fibre] for fibre in spikes], dtype=np.int64)
    count = count.reshape(len(spikes), -1)
    padded_times = np.full((*count.shape, int(count.max(initial=0))), np.nan)
    for i, fibre in enumerate(spikes):
        for j, times in enumerate(fibre):
            padded_times[i, j, : len(times)] = times
    return padded_times, count
