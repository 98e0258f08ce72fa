"""How large unit potentials are at a needle."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._muscle import needle_shapes


def measure(parameters: ParameterSet) -> float:
    """Mean amplitude over units of tibialis anterior, uV."""
    return float(needle_shapes(parameters)[:, 0].mean())


FACT = Fact(
    id="muscle.needle_amplitude",
    room="muscle",
    fact="mean amplitude of unit potentials at a concentric needle, tibialis anterior",
    published="661.5 +- 92 uV",
    low=569.5,
    high=753.5,
    unit="uV",
    species="man",
    source="jnnp_tibant_needle",
    measure=measure,
    kind="fitted",
    note="the conductivity across the fibres was set to it",
)
