"""Shared by all tests: the folder of the peers, and hypothesis without deadlines."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

# Times differ between machines; a slow example is no failure.
settings.register_profile("refseg", deadline=None, max_examples=60)
settings.load_profile("refseg")
