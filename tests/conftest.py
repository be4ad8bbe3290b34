"""Shared by all tests: the folder of the peers, and hypothesis without deadlines."""

from __future__ import annotations

import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from refseg.support.errors import MissingExtraError

sys.path.insert(0, str(Path(__file__).parent))

# Times differ between machines; a slow example is no failure.
settings.register_profile("refseg", deadline=None, max_examples=60)
settings.load_profile("refseg")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes minutes is left out unless `-m` asks for it; the summary counts it."""
    if "full" in config.option.markexpr:
        return
    full = [item for item in items if item.get_closest_marker("full")]
    items[:] = [item for item in items if item not in full]
    config.hook.pytest_deselected(items=full)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """On Python 3.10 there is no imagecodecs, so no HTJ2K, JPEG XL and small JPEG 2000 frames."""
    try:
        return (yield)
    except MissingExtraError as error:
        if sys.version_info >= (3, 11) or "imagecodecs" not in error.message:
            raise
        pytest.skip("imagecodecs, which this syntax needs, needs Python 3.11")
