"""Sodium, potassium and the pump: what firing, leaks and lack of energy do to a fibre over seconds to hours.

An axon is a store of two ions beside another, the endoneurium. Sodium comes in at rest and with every impulse; the
pump takes three sodium out for two potassium, at the rate of Boucher, Joós and Morris 2012 (PMID 22476614):

    I = energy I_most (1 + 3.5 / K_out)^-2 (1 + 10 / Na_in)^-3

What is not pumped is balanced by potassium going out, so that nothing here carries net charge: with sodium influx N and
net pump current I, sodium inside changes by N - 3I and potassium by 3I - N. Between axon and endoneurium lies the cleft
beside the axolemma, whose potassium follows in a tenth of a second and is taken as settled. Blood keeps the endoneurium
at its resting concentrations; without blood nothing does.

Both fluxes of the excitable membrane are the fibre engine's: `slow.sodium` measures them. A place is a node with the
internode about it, or a compartment of a C fibre. How the slow state acts back on the fibre is `slow.ion_effects`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.nerve import membranes
from sciatica.nerve.cables import mrg2002
from sciatica.nerve.fibres import Fibres, MyelinatedFibres
from sciatica.nerve.slow import sodium as engine_sodium

FARADAY_C_MOL = 96485.33
GAS_J_MOL_K = 8.314463
SODIUM_OUT, POTASSIUM_IN = 3.0, 2.0
"""Ions moved for each charge that the pump carries out."""
_LONGEST_STEP_S = 5.0
_NEWTON = 8


@dataclass(frozen=True)
class Pools:
    """Concentrations in mM, each [F] (or any shape that goes with the axon's [F])."""

    sodium_in_mm: FloatArray
    potassium_in_mm: FloatArray
    sodium_out_mm: FloatArray
    """In the endoneurium."""
    potassium_out_mm: FloatArray

    def plus(self, change: Pools, seconds: float) -> Pools:
        """These pools after ``seconds`` at a steady rate of change (mM/s)."""
        return Pools(*(getattr(self, f.name) + seconds * getattr(change, f.name) for f in fields(self)))


@dataclass(frozen=True)
class Axon:
    """What is fixed of each of F fibres: spaces, fluxes of one place at rest and by an impulse, and the pump."""

    volume_in_pl: FloatArray
    volume_out_pl: FloatArray
    cleft_mm_per_na: FloatArray
    """[F] potassium in the cleft above that of the endoneurium for each nA of net efflux, mM/nA."""
    rest_sodium_na: FloatArray
    """[F] sodium influx of a healthy resting place, nA, inward positive."""
    impulse_sodium_pc: FloatArray
    """[F] sodium influx with one impulse at one place, pC."""
    pump_most_na: FloatArray
    """[F] the pump's net current at saturation, nA outward."""
    rest: Pools
    """[F] the concentrations of health."""
    clear_s: float
    """Time in which blood brings the endoneurium back, s."""
    temperature_c: float
    pump_potassium_mm: float
    pump_sodium_mm: float


@dataclass(frozen=True)
class Drive:
    """What is asked of the fibres; every entry broadcasts over [F]."""

    firing_rate_hz: FloatArray | float = 0.0
    energy: FloatArray | float = 1.0
    """Share of the pump's capacity, 0-1: `Injury.pump_factor`."""
    blood: FloatArray | float = 1.0
    """Share of the healthy exchange between endoneurium and blood, 0-1."""
    leak_na: FloatArray | float = 0.0
    """Sodium influx at rest beyond the healthy one, nA a place: `slow.sodium.resting_na`, injured less healthy."""


HEALTHY_DRIVE = Drive()


def axon(fibres: Fibres, parameters: Parameters) -> Axon:
    """The stores and fluxes of healthy fibres, [F]; runs the engine once for the charge of an impulse.

    Resting sodium and potassium are those that give the membrane's own reversal potentials.

    Raises:
        InputError: the membrane has pools of its own.
    """
    membrane = membranes.load(fibres.membrane)
    if getattr(membrane, "POOLS", ()):
        raise InputError(
            "this membrane keeps its own ions", field="membrane", given=fibres.membrane, wanted="one without pools"
        )
    if isinstance(fibres, MyelinatedFibres):
        shape = mrg2002.geometry(fibres.diameter_um)
        width, length, cleft = shape.axon_diameter_um, shape.node_spacing_um, mrg2002.INTERNODE_GAP_UM
    else:
        width, length = fibres.diameter_um, np.full(len(fibres.diameter_um), fibres.compartment_length_um)
        cleft = parameters.c_cleft_um
    surface_um2 = np.pi * width * length
    inside = np.pi * width**2 / 4.0 * length * 1e-3
    volt = nernst_mv_per_e(fibres.temperature_c)
    one = np.ones_like(width)
    rest = Pools(
        sodium_in_mm=one * parameters.sodium_out_mm * np.exp(-membrane.SODIUM_REVERSAL_MV / volt),
        potassium_in_mm=one * parameters.potassium_in_mm,
        sodium_out_mm=one * parameters.sodium_out_mm,
        potassium_out_mm=one * parameters.potassium_in_mm * np.exp(membrane.POTASSIUM_REVERSAL_MV / volt),
    )
    # 1 pmol/(s cm2) over 1 um2 is 9.65e-7 nA
    background = parameters.axolemma_sodium_pmol_cm2_s * surface_um2 * 1e-8 * FARADAY_C_MOL * 1e-3
    influx = engine_sodium.resting_na(fibres, None)[:, fibres.places // 2] + background
    half, other = parameters.pump_potassium_mm, parameters.pump_sodium_mm
    return Axon(
        volume_in_pl=inside,
        volume_out_pl=inside * parameters.endoneurial_volume_ratio,
        cleft_mm_per_na=parameters.cleft_exchange_s / (FARADAY_C_MOL * surface_um2 * cleft * 1e-3) * 1e6,
        rest_sodium_na=influx,
        impulse_sodium_pc=engine_sodium.impulse_pc(fibres),
        pump_most_na=influx / SODIUM_OUT / _pump_share(rest.potassium_out_mm, rest.sodium_in_mm, half, other),
        rest=rest,
        clear_s=parameters.endoneurial_clear_s,
        temperature_c=fibres.temperature_c,
        pump_potassium_mm=half,
        pump_sodium_mm=other,
    )


def nernst_mv_per_e(temperature_c: float) -> float:
    """RT/F, mV."""
    return GAS_J_MOL_K * (temperature_c + 273.15) / FARADAY_C_MOL * 1e3


def _pump_share(potassium: FloatArray, sodium: FloatArray, half_k: float, half_na: float) -> FloatArray:
    """Share of the pump's saturated current, Boucher 2012."""
    return np.asarray((1.0 + half_k / np.maximum(potassium, 1e-6)) ** -2 * (1.0 + half_na / sodium) ** -3)


def sodium_influx_na(pools: Pools, of: Axon, drive: Drive) -> FloatArray:
    """[F] sodium influx of a place, nA: of rest, leak and impulses, in proportion to what is left of the gradients."""
    full = np.log(of.rest.sodium_out_mm / of.rest.sodium_in_mm * of.rest.potassium_in_mm / of.rest.potassium_out_mm)
    left = np.log(pools.sodium_out_mm / pools.sodium_in_mm * pools.potassium_in_mm / pools.potassium_out_mm)
    asked = of.rest_sodium_na + drive.leak_na + drive.firing_rate_hz * of.impulse_sodium_pc * 1e-3
    return np.asarray(asked * np.maximum(left / full, 0.0))


def pump_current_na(pools: Pools, of: Axon, drive: Drive = HEALTHY_DRIVE) -> FloatArray:
    """[F] net outward current of a place's pump, nA."""
    return _pumped(cleft_potassium_mm(pools, of, drive), pools, of, drive)


def _pumped(cleft_mm: FloatArray, pools: Pools, of: Axon, drive: Drive) -> FloatArray:
    share = _pump_share(cleft_mm, pools.sodium_in_mm, of.pump_potassium_mm, of.pump_sodium_mm)
    return np.asarray(drive.energy * of.pump_most_na * share)


def cleft_potassium_mm(pools: Pools, of: Axon, drive: Drive = HEALTHY_DRIVE) -> FloatArray:
    """[F] potassium beside the axolemma, mM: that of the endoneurium and what the net efflux holds up.

    The pump runs the faster the more there is, so that the balance is one; Newton's iterations find it.
    """
    influx = sodium_influx_na(pools, of, drive)
    cleft = pools.potassium_out_mm
    for _ in range(_NEWTON):
        pumped = _pumped(cleft, pools, of, drive)
        # d ln(pump) / d potassium, after Boucher's factor
        slope = pumped * 2.0 * of.pump_potassium_mm / (cleft * (cleft + of.pump_potassium_mm))
        over = cleft - pools.potassium_out_mm - of.cleft_mm_per_na * (influx - SODIUM_OUT * pumped)
        cleft = np.maximum(cleft - over / (1.0 + of.cleft_mm_per_na * SODIUM_OUT * slope), 0.2 * cleft)
    return np.asarray(cleft)


def rates(pools: Pools, of: Axon, drive: Drive = HEALTHY_DRIVE) -> Pools:
    """How fast each concentration changes, mM/s."""
    sodium_in = sodium_influx_na(pools, of, drive)
    pumped = pump_current_na(pools, of, drive)
    potassium_out = sodium_in - pumped  # channels: what makes the sum of all currents nothing
    sodium = (sodium_in - SODIUM_OUT * pumped) * 1e6 / FARADAY_C_MOL
    potassium = (POTASSIUM_IN * pumped - potassium_out) * 1e6 / FARADAY_C_MOL
    brought = np.asarray(drive.blood) / of.clear_s
    return Pools(
        sodium_in_mm=sodium / of.volume_in_pl,
        potassium_in_mm=potassium / of.volume_in_pl,
        sodium_out_mm=-sodium / of.volume_out_pl + brought * (of.rest.sodium_out_mm - pools.sodium_out_mm),
        potassium_out_mm=-potassium / of.volume_out_pl + brought * (of.rest.potassium_out_mm - pools.potassium_out_mm),
    )


def advance(pools: Pools, of: Axon, drive: Drive, seconds: float) -> Pools:
    """The pools after some time under a steady drive (fourth-order Runge-Kutta, steps of at most five seconds).

    Raises:
        InputError: a time that is negative or not finite.
    """
    if not (np.isfinite(seconds) and seconds >= 0.0):
        raise InputError("no such time", field="seconds", given=seconds, wanted="0 or more")
    steps = max(1, int(np.ceil(seconds / _LONGEST_STEP_S)))
    h = seconds / steps
    for _ in range(steps):
        a = rates(pools, of, drive)
        b = rates(pools.plus(a, h / 2), of, drive)
        c = rates(pools.plus(b, h / 2), of, drive)
        d = rates(pools.plus(c, h), of, drive)
        for slope, weight in ((a, 1.0), (b, 2.0), (c, 2.0), (d, 1.0)):
            pools = pools.plus(slope, h * weight / 6.0)
    return pools


def reversals_mv(pools: Pools, of: Axon, drive: Drive = HEALTHY_DRIVE) -> tuple[FloatArray, FloatArray]:
    """[F] reversal potentials of sodium and potassium, mV; potassium's is that of the cleft."""
    volt = nernst_mv_per_e(of.temperature_c)
    potassium = cleft_potassium_mm(pools, of, drive)
    return (
        np.asarray(volt * np.log(pools.sodium_out_mm / pools.sodium_in_mm)),
        np.asarray(volt * np.log(potassium / pools.potassium_in_mm)),
    )
