"""One segmentation instance: its modules in a data set, its UIDs, its Pixel Data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset, FileMetaDataset

from refseg.codec.content import Content, Frames, Sequences, frame_groups
from refseg.codec.context import (
    DIMENSIONS,
    Context,
    add_kept_groups,
    context_of,
    judged,
    usable_frames,
)
from refseg.codec.groups import SourceFrames
from refseg.codec.identity import Uids, content_digest, instance_uid, uid_of
from refseg.codec.modules import modules_of
from refseg.codec.options import FrameOptions
from refseg.codec.palette import palette_modules
from refseg.codec.segments import segment_items
from refseg.elements.binder import set_rows, to_dataset
from refseg.elements.element import without
from refseg.elements.groups import first_item
from refseg.elements.items import frame_items
from refseg.frames import PixelData, TransferSyntax
from refseg.iod.file_meta import FileMetaInformation
from refseg.iod.image_pixel import ImagePixelModule
from refseg.iod.sop_common import SOPCommonModule
from refseg.iod.table import attributes_of, keywords_of, tag_of
from refseg.model.geometry import Geometry
from refseg.model.labelmap import LabelMap
from refseg.model.tiling import Tiling
from refseg.support.errors import InputError
from refseg.support.note import Note
from refseg.support.version import __version__

# Identifies refseg as the writer in the file meta information (PS3.10 7.1).
IMPLEMENTATION_CLASS_UID: Final = uid_of("implementation class", b"refseg")
IMPLEMENTATION_VERSION: Final = f"REFSEG_{__version__}"


@dataclass(frozen=True, eq=False)
class Encoded:
    """A data set without Pixel Data, and the Pixel Data that belongs to it."""

    dataset: Dataset
    pixels: PixelData
    syntax: TransferSyntax
    notes: tuple[Note, ...] = ()

    def with_pixels(self) -> Dataset:
        """The data set with its Pixel Data."""
        element = DataElement("PixelData", self.pixels.vr, self.pixels.value)
        element.is_undefined_length = self.pixels.encapsulated
        self.dataset.add(element)
        return self.dataset


def label_map_instance(
    label_map: LabelMap,
    geometry: Geometry | Tiling | None,
    frames: Frames,
    options: FrameOptions,
    planes: Geometry | Tiling | None = None,
    sources: SourceFrames | None = None,
) -> Encoded:
    """The instance of a label map whose frames are encoded already.

    Args:
        label_map: what is written but for its labels and geometry.
        geometry: planes or tiles of all frames.
        frames: the stored frames.
        options: those of :func:`refseg.encode`.
        planes: planes or tiles of the stored frames; None for those of all frames.
        sources: which source frames belong to which stored frame.
    """
    content = Content(
        segmentation_type="LABELMAP",
        frames=frames,
        segments=label_map.segments,
        segments_overlap="NO",
        geometry=geometry,
        groups=frame_groups(geometry, planes or geometry, frames.shape[0], sources),
        sources=sources,
        attributes=label_map.attributes,
        frame_items=label_map.frame_items,
        notes=label_map.notes,
        palette=palette_modules(label_map, options.palette, options.palette_bits),
        background=label_map.background,
    )
    return instance_of(content, fresh_uids=options.fresh_uids)


def instance_of(content: Content, *, fresh_uids: bool = False) -> Encoded:
    """Put the modules of an instance into its data set; ``fresh_uids`` are random.

    Raises:
        InputError: nothing says where the frames lie or what they were derived from.
        DatasetError: a value does not fit its attribute.
    """
    sources, frames = content.sources, content.frames
    context = context_of(content.attributes, None if sources is None else sources.source)
    implicit = not frames.syntax.explicit
    sequences = _sequences(content, context, implicit=implicit)
    stale = frozenset() if sequences.dimensions is None else DIMENSIONS
    if content.geometry is None:
        stale |= {tag_of("PositionReferenceIndicator")}
    dataset = without(context.dataset, stale)
    given = given_uids(content, context)
    before = modules_of(content, sequences, context, given)
    passed_on = frozenset(dataset.keys()) - {
        row.tag
        for module in before
        for row in attributes_of(type(module))
        if getattr(module, row.keyword) is not None
    }
    for module in before:
        to_dataset(module, into=dataset)
    found = () if sources is None else sources.notes
    groups = keywords_of(map(type, (*content.groups.shared, *content.groups.per_frame)))
    dropped = judged(dataset, passed_on, groups) if passed_on else ()
    notes = (*content.notes, *found, *context.notes, *dropped)
    if fresh_uids:
        uids = given.fresh()
    else:
        digest = content_digest(dataset, frames.pixels.digests, implicit=implicit)
        uids = given.completed(digest)
    for old, module in zip(before, modules_of(content, sequences, context, uids), strict=True):
        if module != old:
            to_dataset(module, into=dataset)
    if not fresh_uids:
        uid = instance_uid(dataset, digest, implicit=implicit)
        set_rows(SOPCommonModule, dataset, SOPInstanceUID=uid)
    return finished(dataset, frames.pixels, frames.syntax, notes)


def given_uids(content: Content, context: Context) -> Uids:
    """The UIDs that the user, the source or an earlier file gives."""
    geometry, sources = content.geometry, content.sources
    reference = None if geometry is None else geometry.frame_of_reference_uid
    if reference is None and sources is not None:
        reference = sources.source.frame_of_reference_uid
    found = {
        "study": context("StudyInstanceUID"),
        "series": context("SeriesInstanceUID"),
        "frame_of_reference": reference,
    }
    return Uids(**{name: uid for name, uid in found.items() if uid})


def _sequences(content: Content, context: Context, *, implicit: bool) -> Sequences:
    """The items of segments and frames: as they were read, or made anew."""
    groups, sources = content.groups, content.sources
    frames = content.frames.shape[0]
    kept = usable_frames(
        content.frame_items, frames, content.geometry, new_sources=sources is not None
    )
    if (
        content.geometry is None
        and sources is None
        and not (kept and kept.names_sources(context.dataset))
    ):
        raise InputError(
            "the label map has no geometry; give one, for example with Geometry.from_affine, "
            "or give the source images, which may have none themselves",
            code="geometry.missing",
            requirement="LM-FG-008",
        )
    segments = segment_items(content.segments, with_color=not content.palette, implicit=implicit)
    if kept and kept.whole:
        shared = first_item(context.dataset, "SharedFunctionalGroupsSequence") or Dataset()
        return Sequences(
            segments=segments, shared=shared, per_frame=kept.all_items(), dimensions=None
        )
    shared = Dataset()
    for macro in groups.shared:
        to_dataset(macro, into=shared, path="SharedFunctionalGroupsSequence[0]")
    add_kept_groups(shared, context.dataset, new_sources=sources is not None)
    made = frame_items(
        groups.per_frame,
        frames if groups.per_frame else 0,
        implicit=kept.table.implicit if kept else implicit,
    )
    return Sequences(
        segments=segments,
        shared=shared,
        per_frame=kept.merged(made) if kept else made,
        dimensions=groups,
    )


def finished(
    dataset: Dataset, pixels: PixelData, syntax: TransferSyntax, notes: tuple[Note, ...] = ()
) -> Encoded:
    """Add what depends on the encoding: offset tables and File Meta Information (PS3.10 7.1)."""
    if pixels.extended_offsets is not None:
        set_rows(
            ImagePixelModule,
            dataset,
            ExtendedOffsetTable=pixels.extended_offsets,
            ExtendedOffsetTableLengths=pixels.extended_lengths,
        )
    meta = FileMetaInformation(
        FileMetaInformationVersion=b"\x00\x01",
        MediaStorageSOPClassUID=str(dataset.SOPClassUID),
        MediaStorageSOPInstanceUID=str(dataset.SOPInstanceUID),
        TransferSyntaxUID=syntax.uid,
        ImplementationClassUID=IMPLEMENTATION_CLASS_UID,
        ImplementationVersionName=IMPLEMENTATION_VERSION,
    )
    dataset.file_meta = FileMetaDataset(to_dataset(meta))
    return Encoded(dataset, pixels, syntax, notes)
