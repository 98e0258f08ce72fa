"""One face for all membranes: those in the short form are dressed as general ones (see `membranes`).

A short membrane's leak is a constant of the place and stays with the cell's other constants; so it is none of its
`other_currents` here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from sciatica.nerve import membranes

SECTIONS = ("node", "mysa", "flut", "stin")
GANGLION_SECTIONS = ("node", "ganglion", "soma")


@dataclass(frozen=True)
class Membrane:
    """A membrane as the full path sees it; functions as `membranes` describes them."""

    name: str
    rest_mv: float
    capacitance_uf_cm2: float
    gates: tuple[str, ...]
    sodium_gates: int
    pools: tuple[str, ...]
    pools_start: tuple[float, ...]
    sections: tuple[str, ...]
    over_fibre: bool  # internodal densities are per area of the fibre's outer surface
    leak_s_cm2: Callable[[str], float]  # of a section, whose reversal follows potassium's
    constant_leak_s_cm2: float  # leak that is not in `other_currents`
    constant_leak_mv: float
    constants: Callable[[float, str], Any]  # half step in ms, section
    rates: Callable[..., Any]
    sodium_conductance: Callable[..., Any]
    other_currents: Callable[..., Any]
    reversals_mv: Callable[..., Any]
    pool_rates: Callable[..., Any] | None


def load(name: str, temperature_c: float) -> Membrane:
    """Return a membrane at a temperature; InputError for an unknown name."""
    module = membranes.load(name)
    if getattr(module, "FULL_ORDER_ONLY", False):
        return _general(name, module, temperature_c)
    return _short(name, module, temperature_c)


def _general(name: str, module: ModuleType, temperature_c: float) -> Membrane:
    def constants(half_step_ms: float, section: str) -> Any:
        return module.constants(temperature_c, half_step_ms, section)

    return Membrane(
        name=name,
        rest_mv=float(module.REST_MV),
        capacitance_uf_cm2=float(module.CAPACITANCE_UF_CM2),
        gates=tuple(module.GATES),
        sodium_gates=int(module.SODIUM_GATES),
        pools=tuple(module.POOLS),
        pools_start=tuple(float(x) for x in module.POOLS_START),
        sections=tuple(module.SECTIONS),
        over_fibre=getattr(module, "INTERNODAL_DENSITY_OVER", "axolemma") == "fibre",
        leak_s_cm2=lambda section: float(constants(1.0, section).leak_s_cm2),
        constant_leak_s_cm2=0.0,
        constant_leak_mv=0.0,
        constants=constants,
        rates=module.rates,
        sodium_conductance=module.sodium_conductance,
        other_currents=module.other_currents,
        reversals_mv=module.reversals_mv,
        pool_rates=module.pool_rates if module.POOLS else None,
    )


def _short(name: str, module: ModuleType, temperature_c: float) -> Membrane:
    others = int(module.OTHER_GATES)
    functions = dressed(
        module.sodium_rates, module.other_rates, module.sodium_conductance, module.other_conductances, others
    )
    return Membrane(
        name=name,
        rest_mv=float(module.REST_MV),
        capacitance_uf_cm2=float(module.CAPACITANCE_UF_CM2),
        gates=("m", "h", *(f"other_{i}" for i in range(others))),
        sodium_gates=2,
        pools=(),
        pools_start=(),
        sections=("node",),
        over_fibre=False,
        leak_s_cm2=lambda section: float(module.LEAK_S_CM2),
        constant_leak_s_cm2=float(module.LEAK_S_CM2),
        constant_leak_mv=float(module.leak_reversal_mv(temperature_c)),
        constants=lambda half_step_ms, section: module.constants(temperature_c, half_step_ms),
        rates=functions[0],
        sodium_conductance=functions[1],
        other_currents=functions[2],
        reversals_mv=lambda pools, k: (float(module.SODIUM_REVERSAL_MV), float(module.POTASSIUM_REVERSAL_MV)),
        pool_rates=None,
    )


def dressed(
    sodium_rates: Any, other_rates: Any, sodium_conductance: Any, other_conductances: Any, others: int
) -> tuple[Any, Any, Any]:
    """Return rates, sodium conductance and other currents in the general form, of functions in the short
    one."""

    def rates(v_mv, pools, k):  # type: ignore[no-untyped-def]
        return sodium_rates(v_mv, k) + other_rates(v_mv, k)

    def conductance(gates, k):  # type: ignore[no-untyped-def]
        return sodium_conductance(gates[0], gates[1], k)

    def currents_of_one(v_mv, gates, pools, place, k):  # type: ignore[no-untyped-def]
        persistent, potassium = other_conductances((gates[2],), k)
        none = k.one - k.one
        return persistent, potassium, none, none

    def currents_of_two(v_mv, gates, pools, place, k):  # type: ignore[no-untyped-def]
        persistent, potassium = other_conductances((gates[2], gates[3]), k)
        none = k.one - k.one
        return persistent, potassium, none, none

    return rates, conductance, (currents_of_one, currents_of_two)[others - 1]
