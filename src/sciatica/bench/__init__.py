"""How fast the fibre engine is, and beside whom; how fast an episode plays.

`fibres()` measures it on this machine and returns one flat mapping: node steps per second, cores, compile time, memory,
thresholds, the error of the step used, and the same work done by whatever peers are installed. `episode()` does so for
episodes and for reading spasm off surfaces, `courses()` for the tissue of many people over months, `demo()` for the
demonstration from case to report. `levels()` is no speed: how often a blind reader finds a lesion's level in the
laboratory's findings.
"""

from sciatica.bench.courses import courses
from sciatica.bench.demo import demo
from sciatica.bench.episode import episode
from sciatica.bench.fibres import fibres
from sciatica.bench.levels import levels
from sciatica.bench.table import as_json, as_table

__all__ = ["as_json", "as_table", "courses", "demo", "episode", "fibres", "levels"]
