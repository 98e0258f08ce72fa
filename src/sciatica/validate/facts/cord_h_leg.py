"""The H reflex in longer legs."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._reflexes import h_latency_ms


def measure(parameters: ParameterSet) -> float:
    """Latency gained for each centimetre of leg between men of 160 and 190 cm."""
    (short, less), (tall, more) = h_latency_ms(parameters, 160.0), h_latency_ms(parameters, 190.0)
    return (tall - short) / (more - less)


FACT = Fact(
    id="cord.h_leg",
    room="cord",
    fact="the H reflex is later in longer legs",
    published="0.46 ms a cm of leg (knee crease to ankle)",
    low=0.23,
    high=0.69,
    unit="ms/cm",
    species="man",
    source="braddom1974",
    measure=measure,
    kind="input",
    note="velocities set by hand and the body's proportions decide it: no law of the cord does; no spread was "
    "published, half either way would be allowed; the body grows in proportion, real trunks vary less than legs; "
    "the same series has 0.1 ms a year of age, another (1994, 60 to 88 years) none: our velocities do not age",
)
