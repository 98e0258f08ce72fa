"""From what a fibre meets to its membranes and sheath, node by node.

An exposure speaks of myelin, seal, inflammation, potassium and touch; a fibre knows only conductances, shifts and
lamellae. This module is the one place where the first becomes the second, and it is linear on purpose: every
threshold, block and discharge that follows is the membrane's own doing.

- What presses is round, and ions and mediators spread: at the nodes a lesion falls off over an edge, so that some node
  of every fibre meets any amount between nothing and all of it. Where the middle is depolarised into silence, the
  edge still fires.
- Lost myelin and opened seals go to the internodes under the lesion as they are, up to its end: a sheath is lost or
  not.
- Accumulated potassium shifts the potassium and leak reversals (the ischaemic depolarisation of Grosskreutz 1999).
- A depolarisation that lasts for hours leaves fewer sodium channels (slow inactivation, which the
  membrane models lack).
- Inflammation moves a part of the sodium channels to the left, activation and inactivation together (the coupled
  shift that Boucher 2012 described for injured nodes), raises the persistent and lowers the slow potassium current.
- Touch opens a non-specific leak in proportion to how sensitive the membrane has become (Howe 1977: a normal root
  answers for seconds, a chronically injured one for minutes).
- Motor axons feel inflammation less: mediators act on receptors that sensory neurons carry.
- Sensory nodes carry less slow potassium current than motor nodes (Gaines 2018), which is why the same injury
  makes feelings before it makes twitches. The unmyelinated membrane is a sensory one as it stands, and thin
  myelinated fibres, outside the diameters that the membrane was made for, are left as they are.
- The pump keeps the share of its capacity that its energy leaves. A membrane whose pump is part of its leak takes no
  notice; potassium and pump current of such a fibre come from `ions`.
- Where asked, strain opens seals and tears sodium channels (`stretch`), and lost myelin and open seals lay fast
  potassium channels bare. Neither is asked for in a patient: the reduced path has no internodal channels, and what
  strain does there goes through blood flow and touch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.nerve.damage import Injury
from sciatica.nerve.fibres import Fibres, MyelinatedFibres
from sciatica.nerve.stretch import stretched


@dataclass(frozen=True)
class Exposure:
    """What each of X fibre runs meets in its lesion; every array is [X], 0 is healthy unless said."""

    length_mm: FloatArray
    """Length of nerve under the lesion, mm."""
    myelin: FloatArray
    """Remaining share of the lamellae; 1 healthy."""
    seal: FloatArray
    """Paranodal seal; 1 healthy."""
    potassium_shift_mv: FloatArray
    """Depolarising shift of the potassium and leak reversals, mV."""
    inflammation: FloatArray
    """Inflammation where the fibre lies, 0-1."""
    touch: FloatArray
    """Mechanical stimulus times the membrane's sensitivity to it, 0-1."""
    pump: FloatArray
    """Energy that is left to the ion pump, 0-1; 1 healthy."""
    sensory: FloatArray
    """1 for a sensory fibre, 0 for a motor or autonomic one."""

    def matrix(self) -> FloatArray:
        """[X, 8] the exposures side by side, for finding runs that are the same."""
        return np.stack([getattr(self, f.name) for f in fields(self)], axis=1)

    def take(self, rows: IntArray) -> Exposure:
        """The exposures of some of the runs."""
        return Exposure(*(getattr(self, f.name)[rows] for f in fields(self)))

    @staticmethod
    def joined(parts: Sequence[Exposure]) -> Exposure:
        """The exposures of several sets of runs, one after the other."""
        return Exposure(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Exposure)))

    def rounded(self, step: float) -> Exposure:
        """The exposures on a grid of ``step`` (5 ``step`` mV for potassium): runs all but the same are run once."""
        grid = {f.name: step for f in fields(self)} | {"potassium_shift_mv": 5.0 * step, "length_mm": 0.5}
        return Exposure(**{name: np.round(np.round(getattr(self, name) / g) * g, 9) for name, g in grid.items()})

    @property
    def healthy(self) -> BoolArray:
        """[X] whether nothing at all has changed, so that the run would be a healthy one."""
        return np.asarray(
            (self.myelin >= 1)
            & (self.seal >= 1)
            & (self.potassium_shift_mv == 0)
            & (self.inflammation == 0)
            & (self.touch == 0)
        )


def edge_of(unmyelinated: bool, parameters: Parameters) -> float:
    """Length over which a lesion rises from nothing to whole at the nodes, or along a C fibre, mm."""
    return float(parameters.c_lesion_edge_mm if unmyelinated else parameters.lesion_edge_mm)


def reach_mm(length_mm: FloatArray | float, edge_mm: float) -> FloatArray:
    """Length of nerve, mm, in which a lesion of this length is felt at all: its own and half an edge at either end."""
    length = np.asarray(length_mm, dtype=np.float64)
    return np.asarray(length + 2.0 * np.minimum(edge_mm / 2.0, length / 2.0))


def _share(low: FloatArray, high: FloatArray, length: FloatArray, edge_mm: float) -> FloatArray:
    """[F, N] mean share of the lesion felt over each interval [low, high] about the window's middle.

    The share is whole in the middle and falls as half a cosine over an edge that lies half within the lesion's length
    and half beyond it, so that its sum is that length; an edge of 0 is sharp.
    """
    half = length[:, None] / 2
    edge = np.minimum(edge_mm / 2.0, half)

    def within(x: FloatArray) -> FloatArray:
        outward = np.clip((np.abs(x) - (half - edge)) / (2.0 * np.maximum(edge, 1e-9)), 0.0, 1.0)
        flat = np.minimum(np.abs(x), half - edge)
        return np.asarray(np.sign(x) * (flat + edge * (outward + np.sin(np.pi * outward) / np.pi)))

    return np.clip((within(high) - within(low)) / (high - low), 0.0, 1.0)


def injury_of(
    exposure: Exposure,
    fibres: Fibres,
    parameters: Parameters,
    *,
    strain: FloatArray | None = None,
    bare_channels: bool = False,
) -> Injury:
    """The injury, node by node, of fibres whose window is centred on the lesion.

    Args:
        exposure: of as many runs as there are fibres.
        fibres: the windows; the lesion lies round their middle.
        parameters: the nerve room's parameters.
        strain: [X] of the nerve under the lesion, by the law of `stretch`; None for none.
        bare_channels: whether lost myelin and open seals lay potassium channels bare, which only the engine's full
            path can carry.
    """
    sensory_potassium: FloatArray | float
    sensory_potassium, touch_leak = parameters.sensory_slow_potassium, parameters.touch_leak_s_cm2
    if isinstance(fibres, MyelinatedFibres):
        spacing = fibres.node_spacing_mm
        sensory_potassium = np.where(fibres.extrapolated, 1.0, sensory_potassium)[:, None]
    else:
        sensory_potassium, touch_leak = 1.0, parameters.c_touch_leak_s_cm2
        spacing = np.full(len(fibres.diameter_um), fibres.compartment_length_um / 1000.0)
    centre = (np.arange(fibres.places) - (fibres.places - 1) / 2)[None, :] * spacing[:, None]
    half = spacing[:, None] / 2
    edge_mm = edge_of(not isinstance(fibres, MyelinatedFibres), parameters)
    at_node = _share(centre - half, centre + half, exposure.length_mm, edge_mm)
    between = _share(centre[:, :-1], centre[:, 1:], exposure.length_mm, 0.0)

    sensory = exposure.sensory[:, None]
    sensitised = sensory + (1.0 - sensory) * parameters.inflamed_motor_share
    inflamed = at_node * exposure.inflammation[:, None] * sensitised
    depolarised_mv = at_node * exposure.potassium_shift_mv[:, None]
    slow_potassium = 1.0 - sensory * (1.0 - sensory_potassium)
    ones = np.ones_like(at_node)
    pump = np.clip(1.0 - at_node * (1.0 - exposure.pump[:, None]), 0.0, 1.0)
    covered = np.minimum(exposure.myelin, exposure.seal)[:, None]
    bare = parameters.bare_potassium_s_cm2 * between * (1.0 - covered) if bare_channels else np.zeros_like(between)
    injury = Injury(
        sodium_factor=np.clip(1.0 - parameters.slow_inactivation_per_mv * depolarised_mv, 0.0, 1.0),
        persistent_sodium_factor=1.0 + parameters.inflamed_persistent_sodium * inflamed,
        slow_potassium_factor=slow_potassium * (1.0 - parameters.inflamed_slow_potassium_loss * inflamed),
        sodium_shift_mv=ones * parameters.inflamed_sodium_shift_mv,
        sodium_shifted_fraction=parameters.inflamed_sodium_fraction * inflamed,
        depolarising_leak_s_cm2=touch_leak * at_node * exposure.touch[:, None],
        potassium_reversal_shift_mv=depolarised_mv,
        myelin_fraction=np.maximum(1.0 - between * (1.0 - exposure.myelin[:, None]), parameters.barest_sheath),
        seal_fraction=np.maximum(1.0 - between * (1.0 - exposure.seal[:, None]), parameters.barest_sheath),
        internodal_potassium_s_cm2=bare,
        pump_factor=pump,
        pump_current_ua_cm2=np.zeros_like(at_node),
    )
    return injury if strain is None else stretched(injury, at_node * np.asarray(strain)[:, None], parameters)
