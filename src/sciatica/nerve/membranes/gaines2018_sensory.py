"""Sensory axon of Gaines, Finn, Slopsema, Heyboer and Polasek (2018), doi:10.1007/s10827-018-0689-5.

The motor axon's channels (`gaines2018_motor`, where the equations stand) with the authors' other numbers
(ModelDB 243841): less slow potassium and leak, more HCN that opens 13 mV less deep, more fast potassium, and
slightly different sodium gates. It rests some 6 mV above the motor axon.
"""

from sciatica.nerve.membranes import gaines2018_motor as motor

LIKE = "gaines2018_motor"
REST_MV = -79.3565
PUBLISHED = motor.Published(
    node_slow_potassium=0.04106,
    node_leak=0.006005,
    slow_potassium=0.001324,
    hcn=0.003102,
    leak=0.0001716,
    mysa_leak=0.001716,
    fast_potassium=0.02737,
    mysa_fast_potassium=0.1642,
    hcn_half_mv=-94.2,
    m_open=(1.77753, -20.1795, 10.3),
    m_shut=(0.0823, -25.4746, 9.16),
    h_open=(0.075286, -112.7124, 8.3910),
    h_shut=(2.8083, -30.5435, 10.2263),
    p_open=(0.00957, -26.852, 10.2),
    p_shut=(0.0002401, -33.8333, 10.0),
)


def constants(temperature_c: float, half_step_ms: float, section: str = "node") -> motor.Constants:
    """Return the published constants of a section at a temperature, rates in units of one per half step."""
    return motor.constants(temperature_c, half_step_ms, section, PUBLISHED)
