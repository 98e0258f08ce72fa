"""Stimuli: current into the axon, and potential outside it.

`Pulses` are rectangular currents at one place of each fibre, as many a fibre as one likes. `Current` is a current of
any waveform. `Field` is the potential outside every compartment (`site`) of each fibre for a waveform of
1; it acts through its differences along the fibre alone. A run takes one of them or any sequence.

Engines receive them as `Stimuli`, checked: `gathered` makes it. Waveforms reach an engine as their exact mean over
each step, and their values at the steps' ends (`waveform`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray, IntArray
from sciatica.nerve import waveform as waves
from sciatica.nerve.fibres import Fibres
from sciatica.nerve.waveform import Piecewise, Sinusoid, Waveform

STEPS_A_SWING = 2.0  # the shortest pulse or half period must last that many steps
STEPS_A_SWING_USUALLY = 8.0  # and lasts that many where no step is asked for


@dataclass(frozen=True)
class Pulses:
    """Rectangular current pulses into the axon, outward-depolarising when positive.

    `place` [F]: node or compartment. `onset_ms` [F, K]: begins, nan for none. `duration_ms`: of each pulse.
    `amplitude_na` [F]. A step in which a pulse begins or ends receives the pulse's mean over that step, so
    edges need not fall on steps.
    """

    place: IntArray
    onset_ms: FloatArray
    duration_ms: float
    amplitude_na: FloatArray


@dataclass(frozen=True)
class Current:
    """Current of any waveform into the axon, depolarising when positive.

    `place` [F]: node or compartment. `amplitude_na` [F]: current for a waveform of 1. `waveform`: one for
    all fibres, or one a fibre.
    """

    place: IntArray
    amplitude_na: FloatArray
    waveform: Waveform | Sequence[Waveform]


@dataclass(frozen=True)
class Field:
    """Potential outside the fibre.

    `potential_mv` [F, sites]: for a waveform of 1, at every compartment, in the order of
    `fibres.site_mm`. `waveform`: one for all fibres, or one a fibre. See `nerve.field` for what makes
    potentials.
    """

    potential_mv: FloatArray
    waveform: Waveform | Sequence[Waveform]


Stimulus = Pulses | Current | Field


@dataclass(frozen=True)
class Stimuli:
    """What an engine receives, checked. Waveforms are tuples of one (all fibres) or F."""

    pulses: Pulses
    currents: tuple[Current, ...] = ()
    fields: tuple[Field, ...] = ()


def gathered(stimuli: Stimulus | Sequence[Stimulus] | None, fibres: Fibres, step_ms: float | None = None) -> Stimuli:
    """Return stimuli of any kind as an engine takes them; InputError if they do not fit fibres or step.

    `fibres` need `diameter_um` [F], `places` and `site_mm` [F, sites]. No step is checked where none is given.
    """
    if stimuli is None:
        given: Sequence[Stimulus] = ()
    elif isinstance(stimuli, Pulses | Current | Field):
        given = (stimuli,)
    else:
        given = tuple(stimuli)
    for each in given:
        if not isinstance(each, Pulses | Current | Field):
            raise InputError("unknown stimulus", field="stimuli", given=type(each).__name__,
                             wanted="Pulses, Current or Field, or a sequence of them")  # fmt: skip
    trains = [checked(each, fibres) for each in given if isinstance(each, Pulses)]
    currents = [_checked_current(each, fibres) for each in given if isinstance(each, Current)]
    fields = [_checked_field(each, fibres) for each in given if isinstance(each, Field)]
    first = trains[0] if trains else checked(None, fibres)
    more = [as_current(each) for each in trains[1:]]
    ready = Stimuli(first, tuple(more + currents), tuple(fields))
    if step_ms is not None:
        check_step(ready, step_ms)
    return ready


def finest_ms(stimuli: Stimuli) -> float:
    """Return the shortest pulse, or the shortest swing up or down, of any stimulus; inf where there is none."""
    finest = [stimuli.pulses.duration_ms] if stimuli.pulses.amplitude_na.any() else []
    others: tuple[Current | Field, ...] = (*stimuli.currents, *stimuli.fields)
    for each in others:
        given = (each.waveform,) if isinstance(each.waveform, Piecewise | Sinusoid) else each.waveform
        finest.extend(form.finest_ms for form in {id(form): form for form in given}.values())
    return min(finest, default=np.inf)


def fitting_step_ms(stimuli: Stimuli, usual_ms: float) -> float:
    """Return a step that resolves all waveforms: the usual one, or a whole part of it."""
    return usual_ms / max(1, int(np.ceil(STEPS_A_SWING_USUALLY * usual_ms / finest_ms(stimuli) - 1e-9)))


def check_step(stimuli: Stimuli, step_ms: float) -> None:
    """Refuse a step that is too large for a waveform."""
    finest = finest_ms(stimuli)
    if finest < STEPS_A_SWING * step_ms * (1.0 - 1e-9):
        raise InputError(
            "the step is too large for the waveform",
            field="step_ms",
            given=step_ms,
            wanted=f"at most {finest / STEPS_A_SWING:g} ms",
            cure=f"its shortest swing lasts {finest:g} ms; {finest / STEPS_A_SWING_USUALLY:g} ms is right",
        )


def amplified(stimuli: Stimuli, fibres: IntArray, factor: FloatArray) -> Stimuli:
    """Return the stimuli of some fibres, in any order and number, each times its own factor."""

    def forms(waveform: Waveform | Sequence[Waveform]) -> tuple[Waveform, ...]:
        given = (waveform,) if isinstance(waveform, Piecewise | Sinusoid) else tuple(waveform)
        return given if len(given) == 1 else tuple(given[int(i)] for i in fibres)

    one = stimuli.pulses
    return Stimuli(
        Pulses(one.place[fibres], one.onset_ms[fibres], one.duration_ms, one.amplitude_na[fibres] * factor),
        tuple(
            Current(each.place[fibres], each.amplitude_na[fibres] * factor, forms(each.waveform))
            for each in stimuli.currents
        ),
        tuple(Field(each.potential_mv[fibres] * factor[:, None], forms(each.waveform)) for each in stimuli.fields),
    )


def joined(one: Stimuli, other: Stimuli) -> Stimuli:
    """Return stimuli given together."""
    return Stimuli(one.pulses, (*one.currents, as_current(other.pulses), *other.currents), (*one.fields, *other.fields))


def shaped(stimulus: Stimulus, waveform: Waveform | Sequence[Waveform]) -> Current | Field:
    """Return a stimulus of the same place and size with another waveform."""
    if isinstance(stimulus, Field):
        return Field(stimulus.potential_mv, waveform)
    return Current(stimulus.place, stimulus.amplitude_na, waveform)


def end_ms(stimuli: Stimuli) -> FloatArray:
    """Return when the last stimulus of each fibre ends [F], 0 where there is none."""
    one = stimuli.pulses
    last = np.where(np.isnan(one.onset_ms), -np.inf, one.onset_ms).max(axis=1, initial=-np.inf) + one.duration_ms
    ends = np.where(np.isfinite(last) & (one.amplitude_na != 0.0), last, 0.0)
    others: tuple[Current | Field, ...] = (*stimuli.currents, *stimuli.fields)
    for each in others:
        ends = np.maximum(ends, [of_fibre(each.waveform, fibre).end_ms for fibre in range(len(ends))])
    return np.asarray(ends)


def of_fibre(waveform: Waveform | Sequence[Waveform], fibre: int) -> Waveform:
    """Return the waveform that one fibre receives."""
    if isinstance(waveform, Piecewise | Sinusoid):
        return waveform
    return waveform[0] if len(waveform) == 1 else waveform[fibre]


def checked(pulses: Pulses | None, fibres: Fibres) -> Pulses:
    """Return pulses with sorted onsets (nan last), none for None; InputError if they do not fit the
    fibres."""
    count = len(fibres.diameter_um)
    if pulses is None:
        return Pulses(np.zeros(count, dtype=np.int64), np.zeros((count, 0)), 1.0, np.zeros(count))
    place, amplitude = _checked_place(pulses.place, pulses.amplitude_na, fibres, "pulses")
    onset = np.asarray(pulses.onset_ms, dtype=np.float64)
    if not (onset.ndim == 2 and onset.shape[0] == count):
        raise InputError("wrong shape", field="pulses.onset_ms", given=onset.shape, wanted=f"{count} fibres first")
    if not (np.isfinite(pulses.duration_ms) and pulses.duration_ms > 0.0):
        raise InputError("no duration", field="pulses.duration_ms", given=pulses.duration_ms, wanted="above 0 ms")
    onset = np.sort(onset, axis=1)
    if np.isinf(onset).any() or (onset < 0.0).any():
        raise InputError(
            "a pulse before the start or at no time",
            field="pulses.onset_ms",
            given=float(onset[np.isinf(onset) | (onset < 0.0)][0]),
            wanted="0 ms or later, nan for no pulse",
        )
    if (np.diff(onset, axis=1) < pulses.duration_ms).any():
        raise InputError(
            "pulses of one fibre overlap",
            field="pulses.onset_ms",
            given=float(np.nanmin(np.diff(onset, axis=1))),
            wanted=f"onsets at least {pulses.duration_ms:g} ms apart",
        )
    return Pulses(place, onset, float(pulses.duration_ms), amplitude)


def _checked_place(
    place: IntArray, amplitude_na: FloatArray, fibres: Fibres, field: str
) -> tuple[IntArray, FloatArray]:
    """Return where each fibre's current enters and how much, as arrays of the right kind."""
    count = len(fibres.diameter_um)
    place, amplitude = np.asarray(place), np.asarray(amplitude_na, dtype=np.float64)
    for name, value in (("place", place), ("amplitude_na", amplitude)):
        if value.shape != (count,):
            raise InputError("wrong shape", field=f"{field}.{name}", given=value.shape, wanted=f"{count} fibres first")
    if not np.issubdtype(place.dtype, np.integer):
        raise InputError("not whole numbers", field=f"{field}.place", given=place.dtype, wanted="integers")
    outside = (place < 0) | (place >= fibres.places)
    if outside.any():
        raise InputError(
            f"fibre {int(np.argmax(outside))} is shorter than its stimulus",
            field=f"{field}.place",
            given=int(place[np.argmax(outside)]),
            wanted=f"0 to {fibres.places - 1}",
        )
    if not np.isfinite(amplitude).all():
        raise InputError("not a number", field=f"{field}.amplitude_na", given=float("nan"), wanted="finite currents")
    return place.astype(np.int64), amplitude


def _checked_current(current: Current, fibres: Fibres) -> Current:
    place, amplitude = _checked_place(current.place, current.amplitude_na, fibres, "current")
    return Current(place, amplitude, _checked_waveform(current.waveform, fibres, "current"))


def _checked_field(field: Field, fibres: Fibres) -> Field:
    potential = np.asarray(field.potential_mv, dtype=np.float64)
    wanted = fibres.site_mm.shape
    if potential.shape != wanted:
        short = potential.ndim == 2 and potential.shape[0] == wanted[0] and potential.shape[1] < wanted[1]
        raise InputError(
            "the potential does not reach along the whole fibre" if short else "wrong shape",
            field="field.potential_mv",
            given=potential.shape,
            wanted=f"{wanted} (fibres, compartments), as fibres.site_mm",
        )
    if not np.isfinite(potential).all():
        fibre, site = (int(i) for i in np.argwhere(~np.isfinite(potential))[0])
        raise InputError(f"not a number at fibre {fibre}, compartment {site}", field="field.potential_mv",
                         given=float(potential[fibre, site]), wanted="finite potentials in mV")  # fmt: skip
    return Field(potential, _checked_waveform(field.waveform, fibres, "field"))


def _checked_waveform(waveform: Waveform | Sequence[Waveform], fibres: Fibres, field: str) -> tuple[Waveform, ...]:
    """Return waveforms as a tuple of one or F."""
    given = (waveform,) if isinstance(waveform, Piecewise | Sinusoid) else tuple(waveform)
    if len(given) not in (1, len(fibres.diameter_um)):
        raise InputError("wrong number", field=f"{field}.waveform", given=len(given),
                         wanted=f"one waveform, or one for each of {len(fibres.diameter_um)} fibres")  # fmt: skip
    for each in {id(w): w for w in given}.values():
        if not isinstance(each, Piecewise | Sinusoid):
            raise InputError("unknown waveform", field=f"{field}.waveform", given=type(each).__name__,
                             wanted="what rectangle, biphasic, train, samples or Sinusoid make")  # fmt: skip
    return given


def as_current(pulses: Pulses) -> Current:
    """Return rectangular pulses as a current of that waveform; fibres with the same onsets share one."""
    made: dict[bytes, Waveform] = {}
    shapes = []
    for onsets in pulses.onset_ms:
        real = onsets[~np.isnan(onsets)]
        key = real.tobytes()
        if key not in made:
            made[key] = waves.train(waves.rectangle(pulses.duration_ms), real) if len(real) else _NOTHING
        shapes.append(made[key])
    return Current(pulses.place, pulses.amplitude_na, tuple(shapes))


_NOTHING = waves.rectangle(1.0, amplitude=0.0)
