"""Fibres that share a narrow outside: what one does, its neighbours feel.

Inside the perineurium fibres lie in a little fluid. Current that leaves one of them raises the potential outside all
of them, since its way along the endoneurium has a resistance (Bokil 2001, J Neurosci 21:RC173; Reutskiy 2003,
doi:10.1007/s00422-003-0430-x; Capllonch-Juan and Sepulveda 2020, doi:10.1371/journal.pcbi.1007826). Here the outside is
one cable common to all fibres: no potential differs across a bundle, only along it.

Every membrane sees inside minus outside. In these variables the capacitors know nothing of the outside, and the outside
has no inertia: it is the potential at which currents along the fibres and along the fluid sum to what they must. Fibres
are double cables in full order (or single cables), stepped by TR-BDF2 with gates at half steps, as the slow reference
solution of the engine; the potential outside is piecewise linear on a grid of its own, so that fibres may differ in
diameter and their nodes need not lie side by side. Fibres that are alike and do alike are computed once, with their
number as a weight: the mean field of a bundle.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray
from sciatica.nerve import damage, stimulus
from sciatica.nerve.bundle.network import Assembly, assembled
from sciatica.nerve.bundle.nodes import Nodes
from sciatica.nerve.damage import Injury
from sciatica.nerve.fibres import Fibres, MyelinatedFibres
from sciatica.nerve.record import Recording, padded
from sciatica.nerve.stimulus import Pulses

GAMMA = 2.0 - math.sqrt(2.0)
SPIKE_MV = -30.0


@dataclass(frozen=True)
class Space:
    """The endoneurium that the fibres of a bundle share.

    `fluid_um2`: cross-section through which current flows along the bundle, µm²; inf couples nothing. Where it
    differs along the bundle, [K] values with `fluid_mm` [K], the places at which they hold, straight between.
    `resistivity_ohm_cm`: of what fills it. `offset_mm` [F]: how far each fibre's first node is shifted along the
    bundle. `copies` [F]: how many fibres each one stands for. `grid_mm`: spacing of the points at which the outer
    potential is found; half the shortest node spacing (four compartments of a C fibre) where None.
    Both ends of the bundle open into a wide space at zero.
    """

    fluid_um2: float | FloatArray
    resistivity_ohm_cm: float = 70.0
    fluid_mm: FloatArray | None = None
    offset_mm: FloatArray | None = None
    copies: FloatArray | None = None
    grid_mm: float | None = None


@dataclass(frozen=True)
class BundleRecording:
    """What a bundle did: the fibres' spikes and voltages, and the potential outside them."""

    fibres: Recording
    outside_mv: FloatArray
    """[T, M] potential outside at the grid's points, every sample."""
    outside_mm: FloatArray
    """[M] where they lie along the bundle."""


def fluid_for(fibres: Fibres, share: float, copies: FloatArray | None = None) -> float:
    """Cross-section of fluid, µm², ``share`` of what the fibres' own cross-sections add up to (Bokil's beta)."""
    count = np.ones(len(fibres.diameter_um)) if copies is None else np.asarray(copies)
    return float(share * np.sum(count * np.pi * fibres.diameter_um**2 / 4.0))


def simulate_bundle(
    fibres: Fibres,
    injury: Injury | None,
    pulses: Pulses | None,
    space: Space,
    *,
    duration_ms: float,
    step_ms: float = 0.005,
    spike_places: tuple[int, ...],
    voltage_places: tuple[int, ...] = (),
    voltage_every: int = 1,
) -> BundleRecording:
    """Run the fibres of one bundle together, in double precision.

    Pulses drive current across the membrane at their place: into the axon, and out of the fluid beside it. All fibres
    start at the membrane's healthy rest.

    Raises:
        InputError: arrays of the wrong shape, a space without room, or an injury part that the cable lacks.
        FloatingPointError: a voltage that is not a number.
    """
    hurt, given = damage.checked(injury, fibres), stimulus.checked(pulses, fibres)
    if not (np.isfinite(duration_ms) and duration_ms >= step_ms > 0.0):
        raise InputError("nothing to run", field="duration_ms", given=duration_ms, wanted=f"at least {step_ms:g} ms")
    if hurt.internodal_potassium_s_cm2.any():
        raise InputError(
            "a bundle has no internodal channels yet", field="injury.internodal_potassium_s_cm2",
            given=float(hurt.internodal_potassium_s_cm2.max()), wanted="0",
        )  # fmt: skip
    copies, offset, grid = _checked_space(space, fibres)
    part = 0.5 * GAMMA * step_ms
    net = assembled(fibres, hurt, offset, copies, grid, space, part)
    nodes = Nodes(fibres, hurt, step_ms)
    runner = _Runner(net, copies, part)
    count = len(fibres.diameter_um)
    v = np.zeros((count, fibres.places))
    y = np.zeros((count, fibres.places - 1, net.inner))
    y, outside = runner.settled(v, y)
    steps = round(duration_ms / step_ms)
    spikes: list[list[list[float]]] = [[[] for _ in spike_places] for _ in range(count)]
    shown, field = [], []
    for step in range(steps):
        conductance, source = nodes.advance(v)
        source = source + _injected(given, fibres.places, step * step_ms, step_ms)
        before = v
        v, y, outside = runner.step(v, y, outside, conductance, source)
        if not np.isfinite(v).all():
            raise FloatingPointError(f"a voltage is not a number after {(step + 1) * step_ms:g} ms")
        _note(spikes, before, v, spike_places, SPIKE_MV - nodes.rest_mv, step, step_ms)
        if (step + 1) % voltage_every == 0 and voltage_places:
            shown.append(v[:, list(voltage_places)] + nodes.rest_mv)
            field.append(outside)
    return _recording(fibres, spikes, shown, field, grid, spike_places, voltage_places, step_ms, voltage_every, steps)


class _Runner:
    """Advances node voltages, internodes and the outside by one step of fixed length."""

    def __init__(self, net: Assembly, copies: FloatArray, part: float) -> None:
        self.net, self.copies, self.part = net, copies[:, None, None], part

    def settled(self, v: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Internodes and outside for fibres at rest: nothing differs from the healthy rest anywhere, or leaks do."""
        return np.asarray(y + self.net.rest_inner), np.zeros(self.net.points)

    def step(
        self, v: FloatArray, y: FloatArray, outside: FloatArray, g: FloatArray, s: FloatArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        net, a = self.net, self.part
        matrix = net.node_matrix.copy()
        index = np.arange(v.shape[1])
        matrix[:, index, index] += a * g
        inverse = np.linalg.inv(matrix)
        felt = inverse @ net.reach  # [F, N, M]
        pull = np.swapaxes(net.reach, 1, 2) / a
        outer = np.linalg.inv(net.outer - np.sum(self.copies * (pull @ felt), axis=0))

        def solve(right_v: FloatArray, right_y: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
            free = np.einsum("feij,fej->fei", net.inner_inverse, right_y)
            right = right_v - a * net.to_nodes(free)
            alone = (inverse @ right[..., None])[..., 0]
            flow = -np.sum(self.copies[..., 0] * (net.to_outside(free) + (pull @ alone[..., None])[..., 0]), axis=0)
            e = outer @ flow
            new = alone - felt @ e
            return new, free - net.from_nodes(new) - net.from_outside(e), e

        v_slope, y_slope = net.flow(v, y, outside)
        right_v = net.node_nf[:, None] * v + a * (2.0 * s - g * v - v_slope)
        right_y = net.inner_times(y) + a * (2.0 * net.leak_source - y_slope)
        middle_v, middle_y, _ = solve(right_v, right_y)
        share = GAMMA * (2.0 - GAMMA)
        mixed_v = (middle_v - (1.0 - GAMMA) ** 2 * v) / share
        mixed_y = (middle_y - (1.0 - GAMMA) ** 2 * y) / share
        return solve(net.node_nf[:, None] * mixed_v + a * s, net.inner_times(mixed_y) + a * net.leak_source)


def _checked_space(space: Space, fibres: Fibres) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Copies [F], offsets [F] in mm and the grid [M] in mm."""
    count = len(fibres.diameter_um)
    copies = np.ones(count) if space.copies is None else np.asarray(space.copies, dtype=np.float64)
    offset = np.zeros(count) if space.offset_mm is None else np.asarray(space.offset_mm, dtype=np.float64)
    fluid = np.atleast_1d(np.asarray(space.fluid_um2, dtype=np.float64))
    at = np.zeros(1) if space.fluid_mm is None else np.asarray(space.fluid_mm, dtype=np.float64)
    for name, value, good in (
        ("fluid_um2", space.fluid_um2, bool((fluid > 0.0).all())),
        ("fluid_mm", space.fluid_mm, at.shape == fluid.shape and bool((np.diff(at) > 0.0).all())),
        ("resistivity_ohm_cm", space.resistivity_ohm_cm, space.resistivity_ohm_cm > 0.0),
        ("copies", copies.shape, copies.shape == (count,) and bool((copies > 0.0).all())),
        ("offset_mm", offset.shape, offset.shape == (count,) and bool(np.isfinite(offset).all())),
        ("grid_mm", space.grid_mm, space.grid_mm is None or space.grid_mm > 0.0),
    ):
        if not good:
            raise InputError("not a space of these fibres", field=f"space.{name}", given=value,
                             wanted=f"above 0, or finite, for {count} fibres")  # fmt: skip
    spacing = fibres.node_spacing_mm
    finest = 0.5 * spacing.min() if isinstance(fibres, MyelinatedFibres) else 4.0 * spacing.min()
    grid_mm = finest if space.grid_mm is None else space.grid_mm
    low, high = offset.min(), np.max(offset + (fibres.places - 1) * spacing)
    return copies, offset, np.linspace(low, high, max(3, round((high - low) / grid_mm) + 1))


def _injected(pulses: Pulses, places: int, start_ms: float, step_ms: float) -> FloatArray:
    """[F, N] mean current of a step, nA."""
    out = np.zeros((len(pulses.place), places))
    onset = np.where(np.isnan(pulses.onset_ms), np.inf, pulses.onset_ms)
    overlap = np.minimum(start_ms + step_ms, onset + pulses.duration_ms) - np.maximum(start_ms, onset)
    out[np.arange(len(out)), pulses.place] = pulses.amplitude_na * np.maximum(overlap, 0.0).sum(axis=1) / step_ms
    return out


def _note(
    spikes: list[list[list[float]]], before: FloatArray, now: FloatArray, places: tuple[int, ...], at_mv: float,
    step: int, step_ms: float,
) -> None:  # fmt: skip
    old, new = before[:, list(places)], now[:, list(places)]
    for fibre, place in np.argwhere((old < at_mv) & (new >= at_mv)):
        share = (at_mv - old[fibre, place]) / (new[fibre, place] - old[fibre, place])
        spikes[fibre][place].append((step + float(share)) * step_ms)


def _recording(
    fibres: Fibres, spikes: list[list[list[float]]], shown: list[FloatArray], field: list[FloatArray],
    grid: FloatArray, spike_places: tuple[int, ...], voltage_places: tuple[int, ...], step_ms: float, every: int,
    steps: int,
) -> BundleRecording:  # fmt: skip
    time, number = padded([[np.array(times) for times in fibre] for fibre in spikes])
    voltages = np.stack(shown, axis=2) if shown else np.zeros((len(spikes), len(voltage_places), 0))
    recording = Recording(
        spike_time_ms=time,
        spike_count=number,
        voltage_mv=voltages,
        time_ms=np.arange(1, len(shown) + 1, dtype=np.float64) * (step_ms * every),
        node_steps=steps * len(spikes) * fibres.places,
        spike_places=np.array(spike_places, dtype=np.int64),
        voltage_places=np.array(voltage_places, dtype=np.int64),
        diameter_um=fibres.diameter_um,
        extrapolated=fibres.extrapolated,
        step_ms=step_ms,
        temperature_c=fibres.temperature_c,
        membrane=fibres.membrane,
    )
    return BundleRecording(recording, np.array(field).reshape(len(field), len(grid)), grid)
