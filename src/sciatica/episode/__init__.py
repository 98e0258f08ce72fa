"""What happens in these seconds? The fast loops, closed: spikes between cord, nerve and muscle in windows.

``run`` plays a script of postures and willed contractions on one person and gives an :class:`Episode`. Numba is
imported only when an episode is run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica.cord.carried import Carried, next_day, nothing
from sciatica.episode.contraction import Contraction
from sciatica.episode.record import Episode, Spikes
from sciatica.episode.script import Segment
from sciatica.muscle.spasm import Spasm, Twitch

if TYPE_CHECKING:
    from sciatica.episode.play import run

__all__ = ["Carried", "Contraction", "Episode", "Segment", "Spasm", "Spikes", "Twitch", "next_day", "nothing", "run"]


def __getattr__(name: str) -> Any:
    if name == "run":
        from importlib import import_module

        return import_module("sciatica.episode.play").run
    raise AttributeError(name)
