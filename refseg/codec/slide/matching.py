"""Which tile of a slide image each tile of a label map was made from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from refseg.codec.groups import WHOLE, SourceFrames
from refseg.codec.source import Source
from refseg.model.tiling import Tiling
from refseg.model.tolerances import DIRECTION_TOLERANCE, SPACING_TOLERANCE
from refseg.support.errors import InputError
from refseg.support.note import Notes


def match_tiles(tiling: Tiling, tile: tuple[int, int], source: Source) -> SourceFrames:
    """Find the source tile that each stored tile coincides with.

    Tiles coincide if both images have the same total pixel matrix at the same place, and the tiles
    the same size and position in it. If none does (another pyramid level, another grid) the
    source images as a whole are what all frames were derived from.

    Raises:
        InputError: the source is not tiled, or has another Frame of Reference.
    """
    if not any(source.tilings):
        raise InputError(
            "source images are not tiles of a slide, but the labels are; give the slide image the "
            "labels were drawn on",
            code="input.source",
        )
    if source.lies_elsewhere(tiling):
        raise InputError(
            f"the labels have Frame of Reference UID {tiling.frame_of_reference_uid}, the source "
            f"has {source.frame_of_reference_uid}; give the slide image the labels were drawn on",
            code="input.source",
            requirement="LM-GEN-006",
        )
    frame_of = np.full(tiling.frames, -1, dtype=np.intp)
    for index, other in enumerate(source.tilings):
        if other is None or tile != (source.rows, source.columns) or not same_matrix(tiling, other):
            continue
        found = _coinciding(tiling, other)
        frames = np.flatnonzero(source.instance == index)
        frame_of = np.where((frame_of < 0) & (found >= 0), frames[found], frame_of)
    matched = frame_of >= 0
    if not matched.any():
        return SourceFrames(source, None, preserved=matched, notes=(*source.notes, WHOLE))
    notes = Notes(source.notes)
    if not matched.all():
        notes.add(
            "source.unmatched",
            f"{np.count_nonzero(~matched)} of {len(matched)} frames coincide with no tile of "
            "the source, so they have no Derivation Image",
            "DerivationImageSequence",
        )
    frame_of = np.where(source.referable[source.instance[frame_of]], frame_of, -1)
    return SourceFrames(source, frame_of[:, None], preserved=matched, notes=tuple(notes))


def same_matrix(tiling: Tiling, other: Tiling) -> bool:
    """True if both have the same total pixel matrix at the same place."""
    mine, theirs = tiling.pixel_spacing, other.pixel_spacing
    size = tiling.total_rows, tiling.total_columns
    same_size = size == (other.total_rows, other.total_columns)
    if not same_size or mine is None or theirs is None:
        return same_size and mine is theirs
    return bool(
        np.allclose(mine, theirs, rtol=SPACING_TOLERANCE)
        and np.allclose(tiling.orientation, other.orientation, atol=DIRECTION_TOLERANCE)
        and np.allclose(tiling.origin[:2], other.origin[:2], rtol=0, atol=mine.min() / 2)
    )


def _coinciding(tiling: Tiling, other: Tiling) -> NDArray[np.intp]:
    """(frames,) the first tile of ``other`` at the same position, -1 for none."""

    def keys(tiles: Tiling) -> NDArray[np.int64]:
        depth = np.rint(tiles.z_offsets * 10).astype(np.int64)  # 0.1 micrometres
        place = tiles.row_positions * 2**31 + tiles.column_positions
        both = np.stack([depth, place], axis=1)
        return both.view([("depth", np.int64), ("place", np.int64)]).ravel()

    unique, first = np.unique(keys(other), return_index=True)
    wanted = keys(tiling)
    at = np.minimum(np.searchsorted(unique, wanted), len(unique) - 1)
    return np.where(unique[at] == wanted, first[at], -1)
