"""How fast the fibre engine is, and beside whom.

`fibres()` measures it on this machine and returns one flat mapping: node steps per second, cores, compile time, memory,
thresholds, the error of the step used, and the same work done by whatever peers are installed.
"""

from sciatica.bench.fibres import fibres
from sciatica.bench.table import as_json, as_table

__all__ = ["as_json", "as_table", "fibres"]
