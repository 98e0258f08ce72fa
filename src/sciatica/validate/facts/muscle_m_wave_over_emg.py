"""How much larger the M wave is than the EMG of a full effort."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._muscle import m_wave_over_emg


def measure(parameters: ParameterSet) -> float:
    """Root mean square of the first phase of the M wave of soleus over that of its EMG in a full effort."""
    return m_wave_over_emg(parameters, "soleus")


FACT = Fact(
    id="muscle.m_wave_over_emg",
    room="muscle",
    fact="M wave (first phase) over EMG of a full effort, soleus",
    published="8.7 (95 % interval 6.9 to 11.0)",
    low=6.9,
    high=11.0,
    unit="1",
    species="man",
    source="diong2022",
    measure=measure,
    note="our M wave is too large: all fibres run along the electrodes and in step, while in soleus they are "
    "pennate and lie in compartments under fat, which blurs the volley and hardly the asynchronous EMG",
)
