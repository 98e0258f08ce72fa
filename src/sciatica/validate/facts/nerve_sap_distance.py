"""A sensory potential fades with distance because its fibres arrive one after another: how fast?"""

from __future__ import annotations

import numpy as np

from sciatica.body import CLASSES
from sciatica.body.fibres import diameter_quantiles_um
from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact

FIBRES = 120
AWAY_MM = 2.0
CONDUCTIVITY_S_M = (0.1, 0.6)
DISTANCE_MM = (100.0, 150.0, 250.0, 400.0, 550.0, 700.0)


def measure(parameters: ParameterSet) -> float:
    """Exponent by which the amplitude of a sural potential falls with distance.

    Touch fibres of the sural nerve, all fired at once, each with the impulse that the engine gives it; a needle
    2 mm from the nerve against a far reference, from the foot to the thigh.
    """
    from sciatica.nerve import MyelinatedFibres, compound_potential, single_fibre_uv, travelling

    diameter = diameter_quantiles_um(CLASSES.index("a_beta"), FIBRES)
    wave = travelling(MyelinatedFibres(diameter, 5, temperature_c=parameters.nerve.temperature_c))
    unit = single_fibre_uv(wave, away_mm=AWAY_MM, conductivity_s_m=CONDUCTIVITY_S_M)
    seen = compound_potential(wave.velocity_m_s, unit, wave.time_ms, np.array(DISTANCE_MM))
    return float(-np.polyfit(np.log(DISTANCE_MM), np.log(seen.amplitude_uv), 1)[0])


FACT = Fact(
    id="nerve.sap_distance",
    room="nerve",
    fact="the sural sensory potential falls with a power of the conduction distance",
    published="exponent 1.4 to 1.7 (273 persons, needle near the nerve)",
    low=1.4,
    high=1.7,
    unit="1",
    species="man, leg",
    source="horowitz1992sural",
    measure=measure,
    kind="prediction",
    note="ours falls a little slower: it hangs on how sharply the thickest fibres end, which the body's bell cuts off "
    "at 12 µm, and a nerve gives off branches on its way, which ours does not",
)
