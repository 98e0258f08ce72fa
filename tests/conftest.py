"""What all tests share: slow ones come last, and hypothesis neither hurries nor remembers."""

from __future__ import annotations

import hypothesis
import pytest

hypothesis.settings.register_profile("house", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what is marked slow after everything else; the order is otherwise kept."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)
