"""What the facts of ``muscle`` share: preparations of single muscles of a man, on the bench of ``muscle.effort``."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from sciatica.body import Body
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.validate.facts._cord import man, only


def preparation(parameters: ParameterSet, muscles: tuple[str, ...], body: Body | None = None) -> Body:
    """A body with these muscles alone; a man's where none is given."""
    return only(man(parameters) if body is None else body, muscles)


def torque_nm(parameters: ParameterSet, movement: str, body: Body | None = None) -> float:
    """Torque of a full effort of the muscles of one movement, Nm."""
    from sciatica.muscle import effort, people

    whole = man(parameters) if body is None else body
    share = effort.maximum(effort.ready(whole, parameters), parameters)[1::2]
    return people.torque_nm(whole, movement, parameters.muscle, share)


def steady(parameters: ParameterSet, muscle: str, level: float, seconds: float) -> tuple[FloatArray, FloatArray]:
    """Force [T] (share of a full effort) of a muscle under the steady drive that gives a level, and rates [n]."""
    from sciatica.muscle import effort

    prepared = effort.ready(preparation(parameters, (muscle,)), parameters)
    full = effort.maximum(prepared, parameters)
    sought = effort.play(prepared, 0.7 * level * np.ones(2), parameters, seconds=4.0, wanted=level * full)
    drive = sought.drive[len(sought.drive) // 2 :].mean(axis=0)
    found = effort.play(prepared, drive, parameters, seconds=seconds, rng=np.random.default_rng(0))
    number = len(prepared.units.strength)
    return found.force[:, 1] / full[1], found.rates_hz(1.0, seconds)[number:]


@lru_cache(maxsize=16)
def endurance_s(parameters: ParameterSet, muscle: str, level: float, longest_s: float) -> float:
    """How long a muscle holds a share of its full effort, s; at most ``longest_s``."""
    from sciatica.muscle import effort

    prepared = effort.ready(preparation(parameters, (muscle,)), parameters)
    wanted = level * effort.maximum(prepared, parameters)
    started = level * np.ones(2)
    played = effort.play(prepared, started, parameters, seconds=longest_s, wanted=wanted, control_ms=100.0)
    failed = played.failed_s[1]
    return float(failed) if np.isfinite(failed) else longest_s


@lru_cache(maxsize=16)
def unit_number(parameters: ParameterSet, level: float) -> float:
    """Units of tibialis anterior by estimation: its M wave over the mean potential of units that fire at a force."""
    from sciatica.muscle import effort, emg

    prepared = effort.ready(preparation(parameters, ("tibant",)), parameters)
    _, rates = steady(parameters, "tibant", level, 3.0)
    potentials = emg.unit_potentials(prepared.units, 0, parameters.muscle, step_ms=0.1, montage="belly")
    wave = emg.compound(potentials, np.full(len(rates), 5.0), jitter_ms=2.0)
    return float(wave.min() / potentials.wave_uv[rates > 1.0].min(axis=1).mean())


@lru_cache(maxsize=8)
def needle_shapes(parameters: ParameterSet) -> FloatArray:
    """[units, 3] amplitude (uV), duration (ms), phases of unit potentials of tibialis anterior.

    Only from places where the needle is near enough to the unit, as an examiner asks: a spike that rises within 1 ms.
    """
    from sciatica.muscle import effort, emg

    p = parameters.muscle
    units = effort.ready(preparation(parameters, ("tibant",)), parameters).units
    found = emg.needle(units, 0, 1, np.repeat(np.arange(4, 28, 2), 3), p, np.random.default_rng(0))
    shapes = [emg.measure(wave, found.step_ms, p) for wave in found.wave_uv]
    good = [s for s in shapes if s.rise_ms < 1.0 and s.amplitude_uv > 2.0 * p.baseline_uv]
    return np.array([[s.amplitude_uv, s.duration_ms, s.phases] for s in good] or [[0.0, 0.0, 0.0]])


def m_wave_over_emg(parameters: ParameterSet, muscle: str) -> float:
    """Root mean square of the first phase of the M wave over that of the EMG of a full effort, same electrodes."""
    from sciatica.muscle import effort, emg

    prepared = effort.ready(preparation(parameters, (muscle,)), parameters)
    number = len(prepared.units.strength)
    step_ms = 0.5
    potentials = emg.unit_potentials(prepared.units, 0, parameters.muscle, step_ms=step_ms)
    wave = emg.compound(potentials, np.full(number, 5.0), jitter_ms=2.0)
    out = np.flatnonzero(np.abs(wave) > 0.02 * np.abs(wave).max())
    first = wave[out[0] : out[0] + int(np.argmax(np.sign(wave[out[0] :]) != np.sign(wave[out[0]])))]
    found = effort.play(prepared, np.ones(2), parameters, seconds=3.0, rng=np.random.default_rng(0))
    mine = found.unit >= number
    when = np.rint(found.spike_ms[mine] / step_ms).astype(np.int64)
    record = emg.surface(potentials, found.unit[mine] - number, when, round(3000.0 / step_ms))
    return float(np.sqrt((first**2).mean()) / record[round(1000.0 / step_ms) :].std())
