"""Label map -> data set."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from pydicom.dataset import Dataset

from refseg.codec.aligning import brought_to
from refseg.codec.content import Frames, match_frames, stored_frames, stored_planes
from refseg.codec.groups import stated_planes
from refseg.codec.instance import Encoded, label_map_instance
from refseg.codec.options import LabelMapOptions, LabelMapOptionsDict, taking
from refseg.codec.source import as_source
from refseg.model import accepting
from refseg.model.geometry import Geometry
from refseg.model.labelmap import LabelMap
from refseg.support.guard import guarded
from refseg.support.note import Note

if TYPE_CHECKING:
    from typing_extensions import Unpack


@taking(LabelMapOptions)
def encode(
    label_map: LabelMap, *, notes: list[Note] | None = None, **options: Unpack[LabelMapOptionsDict]
) -> Dataset:
    """Write a label map as a Label Map Segmentation data set with ``file_meta``.

    Args:
        label_map: what to write; without a geometry it needs a source.
        notes: is given what was repaired, left out or is odd.
        options: see below.

    Raises:
        InputError: neither geometry nor source; spacings or cosines that DICOM cannot state; the
            source does not cover the labels, has another Frame of Reference or, if there are no
            positions, other frames.
        DatasetError: a value does not fit its attribute.
        UnsupportedError: an unknown transfer syntax or one that refseg only reads.
    """
    encoded = encode_parts(label_map, **options)
    if notes is not None:
        notes += encoded.notes
    return encoded.with_pixels()


@guarded
def encode_parts(
    label_map: LabelMap, *, spool: IO[bytes] | None = None, **options: Unpack[LabelMapOptionsDict]
) -> Encoded:
    """As :func:`encode`, with Pixel Data apart so that a writer need not copy it.

    ``spool`` is a file for the encoded frames, so that they need no memory; see
    :func:`refseg.frames.encode_frames`.
    """
    chosen = LabelMapOptions(**options)
    syntax = chosen.syntax
    way_out = "LabelMap, for example LabelMap(array, geometry=Geometry.from_affine(affine))"
    accepting.require("label_map", label_map, LabelMap, f"; give a {way_out}")
    images = as_source(chosen.source)
    if images is not None:
        label_map, images = brought_to(label_map, images)
    if isinstance(label_map.geometry, Geometry):
        geometry, repairs = stated_planes(label_map.geometry)
        if repairs:
            label_map = label_map.with_(geometry=geometry, notes=(*label_map.notes, *repairs))
    stored = stored_frames(label_map, omit_empty=chosen.omit_empty)
    planes = stored_planes(label_map.geometry, stored)
    sources = None if images is None else match_frames(label_map, planes, stored, images)
    labels = label_map.labels if stored.all() else label_map.labels[stored]
    frames = Frames.of(labels, syntax, 8 * labels.itemsize, spool)
    return label_map_instance(label_map, label_map.geometry, frames, chosen, planes, sources)
