"""The solver: networks, rest, blocks of lanes, the compiled kernel, and an independent reference."""
