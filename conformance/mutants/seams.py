"""Where faults are put: the functions of refseg that do one step each, by their names.

If a function moves, its name changes here and nowhere else. Below are the usual kinds of faults.
"""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from refseg.support.errors import DatasetError, RefsegError

# What is read of a data set: (dataset, notes) and more -> label map, masks, segments, ...
DECODE = "refseg.codec.decode:decode"
DECODE_MASKS = "refseg.codec.masks.decode:decode_masks"
SEGMENTATION_TYPE = "refseg.codec.pixels:segmentation_type"
READ_BACKGROUND = "refseg.codec.segments:read_background"
READ_SEGMENTS = "refseg.codec.segments:read_segments"
READ_SEGMENT = "refseg.codec.segments:segment_of"
CIELAB_TO_SRGB = "refseg.model.color:cielab_to_srgb"
WHITE = "refseg.model.color:_D50"
PALETTE_COLOR_OF = "refseg.codec.palette:Palette.color"
PALETTE_DESCRIPTOR = "refseg.codec.palette:_descriptor"
PALETTE_TABLE = "refseg.codec.palette:_table"
WITH_PALETTE = "refseg.codec.palette:with_palette"
BINARY_VALUES = "refseg.codec.masks.decode:binary_values"
FRACTIONAL_VALUES = "refseg.codec.masks.decode:fractional_values"
SEGMENT_NUMBERS = "refseg.codec.masks.decode:segment_numbers"

# Where frames lie.
GROUP_NUMBERS = "refseg.elements.groups:FunctionalGroups.numbers"
READ_PLANES = "refseg.codec.placing:read_planes"
PLACE_PLANES = "refseg.codec.placing:place_planes"
PLACE_FRAMES = "refseg.codec.placing:place_frames"
VOLUME = "refseg.codec.pixels:volume_of"
READ_TILING = "refseg.codec.slide.placing:read_tiling"
MATRIX_ORIGIN = "refseg.codec.slide.placing:_origin"
TILING_FULL = "refseg.model.tiling:Tiling.full"
TILE_OFFSETS = "refseg.model.tiling:Tiling.offsets"
TOTAL_PIXEL_MATRIX = "refseg.model.matrix:total_pixel_matrix"
MATRIX_REGION = "refseg.model.matrix:region"

# From bytes to frames.
PIXEL_DESCRIPTION = "refseg.codec.pixels:PixelDescription.of"
FRAME_READER = "refseg.codec.pixels:PixelDescription.frame_reader"
FILE_READER = "refseg.part10.filereader:DicomFile.reader"
INFLATED_FILE = "refseg.part10.inflated:Inflated.__init__"
NATIVE_PIXELS = "refseg.frames.native:to_pixels"
UNPACK = "refseg.frames.bits:unpack"
UNPACK_EACH = "refseg.frames.bits:unpack_each"
RLE_EXPAND = "refseg.frames.rle:expand"
RLE_PACKETS = "refseg.frames.rle:packets"
RLE_ONE_BIT = "refseg.frames.rle_one_bit:decode"
INFLATE_FRAMES = "refseg.frames.deflate:decode"
CODESTREAMS = "refseg.frames.plugins:PluginSyntax.decode"
COMPARE_CODESTREAM = "refseg.frames.plugins:_hold_against"
READ_OFFSET_TABLE = "refseg.frames.fragments:read_table"
SCAN_FRAGMENTS = "refseg.frames.fragments:scan"
FRAGMENTS_BY_START = "refseg.frames.fragments:_by_start"

# What is written.
COMPLETE_SEGMENTS = "refseg.model.labelmap:_complete"
SEGMENTS_BY_NUMBER = "refseg.model.labelmap:_by_number"
CHECK_SEGMENT = "refseg.model.labelmap:Segment.__post_init__"
LABEL_MAP_INSTANCE = "refseg.codec.instance:label_map_instance"
INSTANCE = "refseg.codec.instance:instance_of"
MODULES = "refseg.codec.modules:modules_of"
REFERENCES = "refseg.codec.references:reference_module"
SEGMENT_ITEMS = "refseg.codec.segments:segment_items"
DESCRIBED = "refseg.codec.segments:described"
PALETTE = "refseg.codec.palette:palette_of"
PLANE_GROUPS = "refseg.codec.groups:plane_groups"
TILE_GROUPS = "refseg.codec.slide.groups:tile_groups"
DERIVATION = "refseg.codec.groups:derivation"
MATCH_PLANES = "refseg.codec.aligning:match_planes"
RLE_ENCODE = "refseg.frames.rle:_encode_frame"
PACK = "refseg.frames.bits:pack"
DEFLATE_FRAME = "refseg.frames.deflate:_deflate"
OFFSET_TABLES = "refseg.frames.encapsulation:offset_tables"
FILE_CHUNKS = "refseg.part10.files:file_chunks"

# What is judged.
JUDGE = "refseg.check.registry:judge"
RULE = "refseg.check.registry:_guarded"

FRAGMENTS = "rle deflated-frame encapsulated jpegls jpeg2000 htj2k jpeg-lossless".split()
"""Features of the transfer syntaxes whose frames are in fragments."""

Replacement = Callable[[Any], Any]


def always(value: Any) -> Replacement:
    """Give this, whatever was asked."""
    return lambda original: lambda *arguments, **options: value


def result(change: Callable[[Any], Any]) -> Replacement:
    """Give something else than was found."""
    return lambda original: lambda *arguments, **options: change(original(*arguments, **options))


def argument(change: Callable[[Any], Any]) -> Replacement:
    """Take the first argument for something else."""
    return lambda original: (
        lambda first, *rest, **options: original(change(first), *rest, **options)
    )


def altered(**changes: Callable[[Any], Any]) -> Replacement:
    """Give the dataclass that was found with these fields changed, each made of the whole."""
    return result(lambda found: with_fields(found, **changes))


def with_fields(found: Any, **changes: Callable[[Any], Any]) -> Any:
    return replace(found, **{name: change(found) for name, change in changes.items()})


def instead_of_refusing(code: str, answer: Callable[..., Any]) -> Replacement:
    """Where the unchanged function refuses with this code, call `answer(original, ...)`."""

    def replacement(original: Any) -> Any:
        def tolerant(*arguments: Any, **options: Any) -> Any:
            try:
                return original(*arguments, **options)
            except RefsegError as error:
                if error.code != code:
                    raise
                return answer(original, *arguments, **options)

        return tolerant

    return replacement


def refused_if(wrong: Callable[..., Any], code: str) -> Replacement:
    """Refuse with this code what `wrong(found, ...)` is true for."""

    def replacement(original: Any) -> Any:
        def strict(*arguments: Any, **options: Any) -> Any:
            found = original(*arguments, **options)
            if wrong(found, *arguments, **options):
                refuse(code)
            return found

        return strict

    return replacement


def refuse(code: str) -> None:
    raise DatasetError("refused by a fault that was put in", code=code)


def copied(dataset: Any, change: Callable[[Any], Any]) -> Any:
    """A copy of a data set, changed."""
    other = copy.deepcopy(dataset)
    change(other)
    return other


def bits_reversed(data: Any) -> Any:
    """Bytes whose first bit is the last one."""
    return np.packbits(np.unpackbits(data.reshape(-1), bitorder="little")).reshape(data.shape)
