"""The episode's bench: its keys, flat and positive. No timings are asserted."""

from __future__ import annotations

import json

import pytest

import sciatica.bench
from sciatica.bench import table

PROMISED = (
    "episode.pools",
    "episode.s",
    "episode.cpu_s",
    "episode.whole_body.s",
    "episode.pool_seconds_per_cpu_s",
    "surface.person_ms",
    "surface.build_cpu_s",
    "machine.cores",
)


@pytest.mark.slow
def test_every_promised_key_is_there_flat_and_positive() -> None:
    numbers = json.loads(table.as_json(sciatica.bench.episode(quick=True)))
    assert set(PROMISED) <= set(numbers)
    assert numbers["episode.pools"] == 20
    for key, value in numbers.items():
        assert value is None or isinstance(value, str | int | float)
        if key in PROMISED:
            assert value > 0
