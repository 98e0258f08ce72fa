"""Chance, keyed: every draw belongs to one (seed, person, room, day), so that no room's draws move another's.

The key feeds numpy's ``SeedSequence`` with a fixed number of 32-bit words, so that two different keys never
spell the same words.
"""

from __future__ import annotations

import hashlib
import math
import struct

import numpy as np

from sciatica.core.errors import InputError


def generator(seed: int, person: int, room: str, day: float) -> np.random.Generator:
    """The random generator of one room for one person on one day.

    Args:
        seed: the seed of the run, 0 or more.
        person: the person's number in the run, 0 .. 2**32 - 1.
        room: the room's name.
        day: the day, any finite number.

    Raises:
        InputError: a negative seed, a person out of range or a day that is not finite.
    """
    if seed < 0:
        raise InputError("the seed is negative", field="seed", given=seed, wanted="a whole number, 0 or more")
    if not 0 <= person < 2**32:
        raise InputError("the person's number is out of range", field="person", given=person, wanted="0 .. 2**32 - 1")
    if not math.isfinite(day):
        raise InputError("the day is not a number", field="day", given=day, wanted="a finite number of days")
    room_words = struct.unpack("<2I", hashlib.sha256(room.encode()).digest()[:8])
    day_words = struct.unpack("<2I", struct.pack("<d", day + 0.0))  # + 0.0 turns -0.0 into 0.0
    sequence = np.random.SeedSequence(seed, spawn_key=(person, *room_words, *day_words))
    return np.random.default_rng(sequence)
