"""Excitable membranes, one file a paper; the file's name is the membrane's name.

Functions of a membrane are scalar and undecorated, hold no bare float (a literal would turn single precision
into double; constants come typed in `k`) and call nothing but `exp` and `linoid` (`engine.elementary`), `log`
and `power` (`engine.full.elementary`). The same functions run in NumPy on arrays, so they branch on nothing.
A gate's rates come three by three, opening, closing and common divisor, per half step: 1/ms is multiplied by
`half_step_ms` in `constants`.

**Short form**, for a node or axon of a transient sodium channel of two gates, at most two further gates, a
constant leak and nothing in the internode; it runs on the reduced and on the full path. Constants `REST_MV`,
`SODIUM_REVERSAL_MV`, `POTASSIUM_REVERSAL_MV`, `CAPACITANCE_UF_CM2`, `LEAK_S_CM2`, `PERSISTENT_SODIUM_S_CM2`,
`OTHER_GATES` (gates beyond sodium's two), `OTHER_GATES_EVERY` (in how many steps they move once: more than
one only where they are slow beside them), `AXIAL_RESISTIVITY_OHM_CM` (unmyelinated axons only); functions
`constants(temperature_c, half_step_ms)` (a named tuple), `leak_reversal_mv(temperature_c)`,
`sodium_rates(v_mv, k)`, `other_rates(v_mv, k)`, `sodium_conductance(m, h, k)` and
`other_conductances(gates, k)`.

**General form** (`FULL_ORDER_ONLY = True`), for everything else; it runs on the full path (`engine.full`):

- `REST_MV`, `CAPACITANCE_UF_CM2`, `AXIAL_RESISTIVITY_OHM_CM` (unmyelinated only). `REST_MV` is where voltages
  are counted from and where the search for rest begins; the rest itself is found.
- `GATES: tuple[str, ...]`, in order. The first `SODIUM_GATES` of them (it may be 0) belong to transient sodium
  channels: where an injury shifts sodium channels the engine keeps a second copy of these.
- `POOLS: tuple[str, ...]`, further states with a derivative of their own, such as concentrations in mM (often
  empty), and `POOLS_START: tuple[float, ...]`, their values at rest.
- `SECTIONS: tuple[str, ...]`, `("node",)` for an axon, a soma or a node of Ranvier whose internodes are passive,
  or `("node", "mysa", "flut", "stin")` for one with channels in the internode's axolemma, whose leak is then the
  membrane's own instead of the cable's; or `("node", "ganglion", "soma")` for a ganglion cell's, whose densities
  differ in the stem and near the T-junction, and in the soma.
- `INTERNODAL_DENSITY_OVER`, "axolemma" when absent: "fibre" where the authors' densities in the internode are per
  area of the fibre's outer surface.
- `constants(temperature_c, half_step_ms, section="node")`, one named tuple class for all sections, every field a
  float. A field `leak_s_cm2` is required: the leak (already counted in `other_currents`) whose reversal moves
  with that of potassium where an injury moves it; 0 where no leak should.
- `rates(v_mv, pools, k)`: flat tuple, three numbers a gate in the order of `GATES`.
- `sodium_conductance(sodium_gates, k)`: transient sodium in S/cm²; `sodium_gates` is a tuple of `SODIUM_GATES`.
- `other_currents(v_mv, gates, pools, place, k)`: persistent sodium in S/cm², potassium in S/cm², everything else
  (leak, HCN, pump, exchangers) in S/cm², and its source in S/cm² mV: the outward current density of "everything
  else" in mA/cm² is conductance * v - source. `gates` are all gates, `GATES` in order. `v_mv` is for currents
  that are no straight line of voltage; what is a straight line belongs into conductance and source, which are
  solved implicitly.
- `reversals_mv(pools, k)`: reversal potentials of sodium and of potassium.
- `pool_rates(v_mv, sodium_ua_cm2, potassium_ua_cm2, gates, pools, place, k)`, only with pools: the change of each
  pool per half step, a tuple in the order of `POOLS`. The two currents, outward positive, are those through the
  sodium (transient and persistent) and potassium conductances above with all injury in place, and each ion's
  share of an injury's depolarising leak; ions that "everything else" carries (pump, leaks) are the membrane's to
  add.
- `LIKE`, a membrane's name, where this one has the same functions and differs in constants alone: whatever this
  file does not set is that one's, and so is the compiled kernel.
- `place` is `(surface_per_volume_per_cm, pump_factor)`: 4 over the diameter of the inside in 1/cm, and the
  injury's pump factor (1 in health), to be multiplied into the pump's current and flux.

An injury acts by role: its factors multiply transient sodium, persistent sodium and potassium, its shift moves
the sodium gates, its potassium shift is added to potassium's reversal and to that of `leak_s_cm2`.

To hold a membrane against NEURON at equal step and scheme: `engine.full.batch.FullBatch(fibres, injury, step_ms,
"float64", scheme="backward_euler")` does what NEURON does by default (to rounding, where there are no pools).
"""

import difflib
import importlib
import pkgutil
from types import ModuleType

from sciatica.core.errors import InputError


def names() -> list[str]:
    """Return the membranes that can be named; a file whose name begins with an underscore is shared by several."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))


def load(name: str) -> ModuleType:
    """Return a membrane's module; InputError names the nearest right one."""
    known = names()
    if name not in known:
        near = difflib.get_close_matches(str(name), known, n=1, cutoff=0.0)
        raise InputError(
            "unknown membrane",
            field="membrane",
            given=name,
            wanted=f"one of {', '.join(known)}; the nearest is {near[0]}",
        )
    module = importlib.import_module(f"{__name__}.{name}")
    if hasattr(module, "LIKE"):
        for part, value in vars(load(module.LIKE)).items():
            if not part.startswith("_") and not hasattr(module, part):
                setattr(module, part, value)
    return module
