"""Optimisations: each replaces one plain function and gives the same bytes.

Nothing here is needed to understand the format. ``REFSEG_PLAIN=1`` in the environment switches all
of it off; ``tests/test_fast.py`` compares every pair.
"""

from __future__ import annotations

from typing import Final

TWINS: Final[dict[str, str]] = {
    "refseg.codec.segments:segment_items": "refseg.fast.segments:segment_items",
    "refseg.codec.segments:segments_of": "refseg.fast.segments:segments_of",
    "refseg.elements.binder:from_dataset": "refseg.fast.elements:from_dataset",
    "refseg.elements.binder:to_dataset": "refseg.fast.elements:to_dataset",
    "refseg.elements.frametable:grouped": "refseg.fast.frametable:grouped",
    "refseg.elements.groups:shared_numbers": "refseg.fast.frametable:shared_numbers",
    "refseg.elements.items:frame_items": "refseg.fast.frameitems:frame_items",
    "refseg.elements.items:neighbours": "refseg.fast.elements:neighbours",
    "refseg.frames.fragments:scan": "refseg.fast.items:scan",
    "refseg.frames.rle:decode": "refseg.fast.rle_decode:decode",
    "refseg.frames.rle:encode": "refseg.fast.rle_encode:encode",
    "refseg.model.values:undescribed": "refseg.fast.words:undescribed",
    "refseg.model.values:values_in": "refseg.fast.words:values_in",
    "refseg.support.pieces:spread": "refseg.fast.threads:spread",
}
"""``module:function`` of the optimisation for ``module:function`` of each plain function."""
