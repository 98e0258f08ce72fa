"""Potentials that fibres leave around them: of one fibre, and of many together.

Between nodes the cable is linear, so the voltages at the nodes give every current inside and under the myelin, and
what converges on a compartment leaves the fibre there. These currents sum to zero over the fibre: a potential far
away is what is left of them after cancelling. An impulse that travels along a healthy fibre is the same currents,
period after period, later by the time from node to node; its potential at an electrode is computed once and arrives
later the farther the electrode lies. In a nerve whose fibres differ in velocity the arrivals spread (temporal
dispersion), and the rising phase of one meets the falling phase of another (phase cancellation; Kimura et al. 1986,
doi:10.1212/wnl.36.5.647): the longer the nerve, the lower and longer their sum.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray
from sciatica.nerve import damage, run
from sciatica.nerve.cables import mrg2002
from sciatica.nerve.cables.modes import Modes, Parity
from sciatica.nerve.damage import Injury
from sciatica.nerve.engine import network
from sciatica.nerve.fibres import Fibres, GanglionCells, MyelinatedFibres, UnmyelinatedFibres
from sciatica.nerve.stimulus import Pulses

if TYPE_CHECKING:
    import xarray

WAVE_PLACES = (31, 160)  # nodes, compartments of the fibre on which a travelling impulse is recorded
REST_MS = 2.0  # recorded after the crest, in units of a myelinated fibre's impulse


@dataclass(frozen=True)
class Travelling:
    """An impulse on F healthy fibres, as the currents that leave one period of the fibre.

    `current_na` [F, sites, T]: outward at each compartment of a period (a node and the internode after it), at
    `time_ms` [T] from the node's crossing of -30 mV. `site_mm` [F, sites] from the node. `delay_ms` [F] and
    `period_mm` [F] from one period to the next.
    """

    current_na: FloatArray
    time_ms: FloatArray
    site_mm: FloatArray
    delay_ms: FloatArray
    period_mm: FloatArray
    diameter_um: FloatArray

    @property
    def velocity_m_s(self) -> FloatArray:
        """Conduction velocity in m/s [F]."""
        return np.asarray(self.period_mm / self.delay_ms)


@dataclass(frozen=True)
class Compound:
    """A compound potential in µV [distances, T] at `time_ms` [T] from the stimulus, by `distance_mm`."""

    potential_uv: FloatArray
    time_ms: FloatArray
    distance_mm: FloatArray

    @property
    def amplitude_uv(self) -> FloatArray:
        """Largest less smallest potential at each distance."""
        return np.asarray(np.ptp(self.potential_uv, axis=1))

    @property
    def duration_ms(self) -> FloatArray:
        """From the first to the last moment at which the potential exceeds a twentieth of its greatest size."""
        size = np.abs(self.potential_uv)
        over = size > 0.05 * size.max(axis=1, keepdims=True)
        first, last = np.argmax(over, axis=1), over.shape[1] - 1 - np.argmax(over[:, ::-1], axis=1)
        return np.asarray(self.time_ms[last] - self.time_ms[first])

    def to_xarray(self) -> "xarray.Dataset":
        """Return the same as an xarray Dataset, with units as attributes."""
        import xarray

        return xarray.Dataset(
            {"potential": (("distance", "time"), self.potential_uv, {"units": "uV"})},
            coords={
                "distance": ("distance", self.distance_mm, {"units": "mm", "long_name": "from the stimulus"}),
                "time": ("time", self.time_ms, {"units": "ms"}),
            },
        )


def outward_currents_na(
    fibres: MyelinatedFibres | UnmyelinatedFibres, injury: Injury | None, voltage_mv: FloatArray, step_ms: float
) -> FloatArray:
    """Return the current that leaves each compartment, beyond that at rest, in nA [F, sites, T].

    `voltage_mv` [F, N, T] at all nodes or compartments, `step_ms` apart, from rest (as `simulate` records
    them with all places shown). Over a whole fibre the currents sum to zero.
    """
    voltage = np.asarray(voltage_mv, dtype=np.float64)
    straight = not isinstance(fibres, GanglionCells)
    if not straight or voltage.ndim != 3 or voltage.shape[:2] != (len(fibres.diameter_um), fibres.places):
        raise InputError("wrong shape", field="voltage_mv", given=voltage.shape,
                         wanted=f"({len(fibres.diameter_um)}, {fibres.places}, T), straight fibres")  # fmt: skip
    if not np.isfinite(voltage).all():
        raise InputError("not a number", field="voltage_mv", given=float("nan"), wanted="finite voltages")
    net = network.build(fibres, damage.checked(injury, fibres))
    u = voltage - voltage[:, :, :1]
    if not net.internodes:
        along = np.diff(u, axis=1) * net.link_us[:, None, None]
        return np.diff(along, axis=1, prepend=0.0, append=0.0)
    outward = np.zeros((len(u), fibres.site_mm.shape[1], u.shape[2]))
    for fibre in range(len(u)):
        for i in range(fibres.places - 1):
            part = _through(net.internodes[net.kind[fibre, i]], u[fibre, i], u[fibre, i + 1], step_ms)
            outward[fibre, 11 * i : 11 * i + 12] += part
    return outward


def travelling(
    fibres: MyelinatedFibres | UnmyelinatedFibres, *, step_ms: float | None = None, precision: str = "float64"
) -> Travelling:
    """Return the impulse that travels along healthy fibres; InputError where none does.

    It is recorded in the middle of a fibre of its own length, from rest on to some ms after its crest. Currents are
    second differences of voltages: in single precision potentials at a millimetre or more are good to a thousandth.
    """
    myelinated = isinstance(fibres, MyelinatedFibres)
    places = WAVE_PLACES[0] if myelinated else WAVE_PLACES[1]
    whole: Fibres = (
        replace(fibres, nodes=places) if isinstance(fibres, MyelinatedFibres) else replace(fibres, compartments=places)
    )
    step = run.default_step_ms(fibres) if step_ms is None else step_ms
    count, near, far = len(whole.diameter_um), places // 2, places // 2 + places // 4
    slower = float(2.5 ** (max(0.0, 37.0 - fibres.temperature_c) / 10.0))
    pulses = Pulses(np.full(count, 2), np.full((count, 1), 0.1), 0.1 if myelinated else 0.5,
                    np.full(count, 5.0) if myelinated else 0.5 * whole.diameter_um)  # fmt: skip
    passing = places * whole.node_spacing_mm.max() / (3.0 if myelinated else 0.2)
    duration = 0.6 + slower * (REST_MS if myelinated else 5.0 * REST_MS) + passing
    seen = run.simulate(
        whole, None, pulses, duration_ms=duration, step_ms=step, spike_places=(near, far),
        voltage_places=(near, near + 1), precision=precision,
    )  # fmt: skip
    if not (seen.spike_count == 1).all():
        silent = int(np.argmax((seen.spike_count != 1).any(axis=1)))
        raise InputError("an impulse does not travel", field="fibres", given=silent,
                         wanted="fibres that conduct one impulse")  # fmt: skip
    arrival = seen.spike_time_ms[:, :, 0]
    delay = (arrival[:, 1] - arrival[:, 0]) / (far - near)
    net = network.build(whole, Injury.healthy(whole))
    before, after = 0.3 * slower * (1.0 if myelinated else 4.0), slower * (REST_MS if myelinated else 5.0 * REST_MS)
    time = np.arange(-round(before / step), round(after / step) + 1, dtype=np.float64) * step
    current = []
    for i in range(count):
        here = _later(seen.time_ms, seen.voltage_mv[i, 0], arrival[i, 0] + time)
        previous, following = (
            _later(seen.time_ms, seen.voltage_mv[i, 0], arrival[i, 0] + time + shift * delay[i])
            for shift in (1.0, -1.0)
        )
        here, previous, following = (v - v[0] for v in (here, previous, following))
        if net.internodes:
            ahead, behind = (
                _through(net.internodes[net.kind[i, 0]], left, right, step)
                for left, right in ((here, following), (previous, here))
            )
            current.append(np.concatenate([ahead[:1] + behind[-1:], ahead[1:-1]]))
        else:
            current.append((net.link_us[i] * (previous + following - 2.0 * here))[None])
    within = (
        mrg2002.site_um(mrg2002.geometry(whole.diameter_um), 2)[:, :11] * 1e-3 if myelinated else np.zeros((count, 1))
    )
    return Travelling(np.array(current), time, within, delay, whole.node_spacing_mm, whole.diameter_um)


def single_fibre_uv(
    wave: Travelling,
    *,
    away_mm: float,
    conductivity_s_m: tuple[float, float] = (0.2, 0.2),
    bipolar_mm: float = 0.0,
    reach_mm: float | None = None,
) -> FloatArray:
    """Return the potential of each fibre's impulse at an electrode beside it, in µV [F, T] at `wave.time_ms` from when
    the impulse passes the electrode.

    `away_mm`: from the fibre. `conductivity_s_m`: across and along an unbounded medium. `bipolar_mm`: distance to a
    second electrode farther along, whose potential is taken off; 0 for none. `reach_mm`: how much fibre counts to
    either side of the electrode, by default 30 times its distance and no less than the impulse's own length.
    """
    across, along = conductivity_s_m
    if not (away_mm > 0.0 and across > 0.0 and along > 0.0 and bipolar_mm >= 0.0):
        raise InputError("no electrode", field="away_mm", given=(away_mm, conductivity_s_m, bipolar_mm),
                         wanted="distance and conductivities above 0, a spacing of 0 mm or more")  # fmt: skip
    result = np.zeros((len(wave.delay_ms), len(wave.time_ms)))
    for i, (period, delay) in enumerate(zip(wave.period_mm, wave.delay_ms, strict=True)):
        length = np.ptp(wave.time_ms) * period / delay
        half = int(np.ceil((max(30.0 * away_mm, length) if reach_mm is None else reach_mm) / period))
        number = np.arange(-half, half + 1)
        z = number[:, None] * period + wave.site_mm[i]
        lead = 1.0 / np.sqrt(across * along * away_mm**2 + (across * z) ** 2)
        # nA over S/m and mm: µV
        parts = lead / (4.0 * np.pi) @ wave.current_na[i]
        for n, part in zip(number, parts, strict=True):
            result[i] += np.interp(wave.time_ms - n * delay, wave.time_ms, part, left=0.0, right=0.0)
        if bipolar_mm > 0.0:
            later = wave.time_ms - bipolar_mm / period * delay
            result[i] -= np.interp(later, wave.time_ms, result[i], left=0.0, right=0.0)
    return result


def compound_potential(
    velocity_m_s: FloatArray,
    unit_uv: FloatArray,
    unit_ms: FloatArray,
    distance_mm: FloatArray,
    *,
    weight: FloatArray | None = None,
    latency_ms: FloatArray | float = 0.0,
    step_ms: float = 0.01,
) -> Compound:
    """Return the sum of what many fibres leave at electrodes ever farther from the stimulus.

    `velocity_m_s` [F]. `unit_uv` [F, T] or [T] at `unit_ms` [T]: what one impulse leaves as it arrives, from
    :func:`single_fibre_uv`, or of a muscle's fibres at the end of a motor axon. `distance_mm` [D]. `weight` [F]: how
    many fibres each stands for. `latency_ms` [F] or one number: before the impulse starts, or after it arrives.
    """
    velocity, distance = np.atleast_1d(velocity_m_s).astype(np.float64), np.atleast_1d(distance_mm).astype(np.float64)
    if not ((velocity > 0.0).all() and np.isfinite(velocity).all()):
        raise InputError("no velocity", field="velocity_m_s", given=float(velocity.min()), wanted="above 0 m/s")
    unit = np.broadcast_to(np.asarray(unit_uv, dtype=np.float64), (len(velocity), len(unit_ms)))
    weights = np.ones(len(velocity)) if weight is None else np.asarray(weight, dtype=np.float64)
    late = np.broadcast_to(np.asarray(latency_ms, dtype=np.float64), velocity.shape)
    arrival = late + distance[:, None] / velocity
    first, last = min(0.0, float(arrival.min() + unit_ms[0])), float(arrival.max() + unit_ms[-1])
    time = np.arange(first, last + step_ms, step_ms)
    total = np.zeros((len(distance), len(time)))
    for d in range(len(distance)):
        for i in range(len(velocity)):
            total[d] += weights[i] * np.interp(time - arrival[d, i], unit_ms, unit[i], left=0.0, right=0.0)
    return Compound(total, time, distance)


def _later(time_ms: FloatArray, voltage: FloatArray, at_ms: FloatArray) -> FloatArray:
    """Voltage at other moments, as at the start before it and as at the end after it."""
    from scipy.interpolate import CubicSpline

    # straight lines between samples would make corners, and currents are second differences
    return np.asarray(CubicSpline(time_ms, voltage)(np.clip(at_ms, time_ms[0], time_ms[-1])))


def _through(part: Modes, left: FloatArray, right: FloatArray, step_ms: float) -> FloatArray:
    """Return the current that leaves the left node, ten compartments and the right node into one internode's
    outside [12, T], for node voltages from rest [T]."""
    states = _folded(part.even, left + right, step_ms), _folded(part.odd, left - right, step_ms)
    half = np.stack(states).reshape(2, 2, -1, len(left))  # parity, inside or periaxonal, five compartments
    near, far = half[0] + half[1], (half[0] - half[1])[:, ::-1]
    inside, under = np.concatenate([near, far], axis=1) / np.sqrt(2.0)
    nothing = np.zeros((1, len(left)))
    outward = np.zeros((12, len(left)))
    for links, chain in ((part.inside_us, [left[None], inside, right[None]]), (part.gap_us, [nothing, under, nothing])):
        along = np.diff(np.concatenate(chain), axis=0) * links[:, None]
        outward += np.diff(along, axis=0, prepend=0.0, append=0.0)
    return outward


def _folded(parity: Parity, drive: FloatArray, step_ms: float) -> FloatArray:
    """Return the folded potentials of one parity [10, T] for a drive that is straight between moments."""
    x = parity.rate_per_ms * step_ms
    decay, mean = np.exp(-x), -np.expm1(-x) / x
    late = np.where(x < 1e-3, 0.5 - x / 6.0, (1.0 - mean) / np.where(x < 1e-3, 1.0, x))
    scale = parity.weight * step_ms
    modes = np.outer(drive, scale * late)
    modes[1:] += np.outer(drive[:-1], scale * (mean - late))
    for t in range(1, len(modes)):
        modes[t] += decay * modes[t - 1]
    return np.asarray(parity.reach.T @ modes.T)
