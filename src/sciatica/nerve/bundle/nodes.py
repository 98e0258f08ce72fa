"""The gates of all nodes of a bundle, at half steps, in double precision."""

from __future__ import annotations

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.nerve.damage import Injury
from sciatica.nerve.engine import network
from sciatica.nerve.fibres import Fibres


class Nodes:
    """Channels of F fibres with N nodes: state in, conductance and source out."""

    def __init__(self, fibres: Fibres, injury: Injury, step_ms: float) -> None:
        """Start all gates at the healthy rest."""
        self.net = network.build(fibres, injury)
        # the injury's internodal currents belong to the bundle's own internodes, not to its nodes
        self.current_na = self.net.current_na - _internodal_na(self.net, injury)
        self.k = self.net.membrane.constants(fibres.temperature_c, step_ms)
        self.gates = [steady for steady, _ in self._targets(np.zeros_like(self.net.leak_us))]

    @property
    def rest_mv(self) -> float:
        """From which voltages count."""
        return self.net.rest_mv

    def _targets(self, u_mv: FloatArray) -> list[tuple[FloatArray, FloatArray]]:
        membrane, v = self.net.membrane, u_mv + self.net.rest_mv
        rates = (
            *membrane.sodium_rates(v, self.k),
            *membrane.sodium_rates(v + self.net.shift_mv, self.k),
            *membrane.other_rates(v, self.k),
        )
        found = []
        for i in range(0, len(rates), 3):
            opening, shutting = rates[i] / rates[i + 2], rates[i + 1] / rates[i + 2]
            total = opening + shutting
            found.append((opening / total, -np.expm1(-total)))
        return found

    def advance(self, u_mv: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Move the gates by a step at voltages above rest [F, N]; conductance in µS and source in nA, both [F, N]."""
        net = self.net
        self.gates = [
            gate + share * (steady - gate)
            for gate, (steady, share) in zip(self.gates, self._targets(u_mv), strict=True)
        ]
        m, h, shifted_m, shifted_h, *others = self.gates
        sodium = net.sodium_scale * net.membrane.sodium_conductance(m, h, self.k)
        sodium = sodium + net.shifted_scale * net.membrane.sodium_conductance(shifted_m, shifted_h, self.k)
        persistent, potassium = net.membrane.other_conductances(tuple(others), self.k)
        sodium = sodium + net.persistent_scale * persistent
        potassium = net.potassium_scale * potassium
        conductance = sodium + potassium + net.leak_us
        source = sodium * net.sodium_mv + potassium * net.potassium_mv + self.current_na
        return np.asarray(conductance), np.asarray(source)


def _internodal_na(net: network.Network, injury: Injury) -> FloatArray:
    """[F, N] the internodes' share of a node's constant current in the engine's network."""
    out = np.zeros_like(net.current_na)
    if net.internodes:
        shift = injury.potassium_reversal_shift_mv
        drive = np.array([each.leak_drive_us for each in net.internodes])[net.kind]
        drive = drive * 0.5 * (shift[:, 1:] + shift[:, :-1])
        out[:, 1:] += drive
        out[:, :-1] += drive
    return out
