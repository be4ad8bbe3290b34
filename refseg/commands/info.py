"""What a segmentation file holds, in short: segments, geometry, frames, encoding.

No patient attribute is shown.
"""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np
from pydicom.dataset import Dataset
from pydicom.uid import UID

from refseg.codec.decode import decode
from refseg.codec.masks.decode import decode_masks
from refseg.codec.pixels import PixelDescription
from refseg.commands import common
from refseg.iod import SEGMENTATION_TYPES
from refseg.model.geometry import Geometry
from refseg.model.labelmap import LabelMap, Segment
from refseg.model.masks import SegmentMasks
from refseg.model.tiling import Tiling
from refseg.part10.filereader import PathLike
from refseg.part10.files import read_dataset
from refseg.support.errors import DatasetError
from refseg.support.guard import guarded


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    common.add_input(parser)
    parser.add_argument("--json", action="store_true", help="for programs")


def command(options: argparse.Namespace) -> int:
    """Run it."""
    with common.input_file(options.segmentation) as path:
        facts = describe(path)
    if options.json:
        common.show_json(facts)
    else:
        common.show(as_text(facts))
    return 0


@guarded
def describe(path: PathLike) -> dict[str, Any]:
    """The facts ``refseg info`` shows, as plain values for JSON.

    Raises:
        RefsegError: the file cannot be read or decoded.
    """
    dataset = read_dataset(path)
    _require_segmentation(dataset)
    pixels = PixelDescription.of(dataset)
    found: LabelMap | SegmentMasks
    if dataset.get("SegmentationType") in ("BINARY", "FRACTIONAL"):
        found = decode_masks(dataset, lenient=True)
        places, counts, background = found.frames, _plane_counts(found), None
    else:
        found = decode(dataset, lenient=True)
        places, counts, background = len(found.labels), _counts(found), found.background
    return {
        "file": str(path),
        "sop_class_uid": str(dataset.SOPClassUID),
        "segmentation_type": str(dataset.SegmentationType),
        "transfer_syntax": {"name": pixels.syntax.name, "uid": pixels.syntax.uid},
        "photometric_interpretation": pixels.photometric,
        "bits_allocated": pixels.layout.bits_allocated,
        "frames": pixels.layout.frames,
        "rows": pixels.layout.rows,
        "columns": pixels.layout.columns,
        "pixel_data_bytes": len(dataset["PixelData"].value),
        "native_bytes": pixels.layout.native_bytes,
        "background": background,
        "geometry": _geometry(found.geometry, places),
        "segments": [
            _segment(segment, count) for segment, count in zip(found.segments, counts, strict=True)
        ],
        "notes": [str(note) for note in found.notes],
    }


def _require_segmentation(dataset: Dataset) -> None:
    """Say first that a file is something else, before anything in it is judged.

    Raises:
        DatasetError: the SOP Class is none of a segmentation.
    """
    uid = UID(str(dataset.get("SOPClassUID") or ""))
    if uid not in SEGMENTATION_TYPES:
        raise DatasetError(
            f"the file is no segmentation but {uid.name or 'an object without SOP Class'}; give a "
            "Segmentation or Label Map Segmentation file",
            code="dataset.sop-class",
            path="SOPClassUID",
        )


def _plane_counts(masks: SegmentMasks) -> list[int]:
    """Samples that are not 0, by segment."""
    per_plane = (masks.planes > 0).sum(axis=(1, 2))
    return [int(per_plane[masks.numbers == segment.number].sum()) for segment in masks.segments]


def _counts(label_map: LabelMap) -> list[int]:
    counts = np.zeros(2**16, dtype=np.int64)
    for frame in label_map.labels:
        found = np.bincount(frame.ravel())
        counts[: len(found)] += found
    return [int(counts[segment.number]) for segment in label_map.segments]


def _geometry(geometry: Geometry | Tiling | None, frames: int) -> dict[str, Any] | None:
    if geometry is None:
        return None
    if isinstance(geometry, Tiling):
        spacing = geometry.pixel_spacing
        return {
            "frame_of_reference_uid": geometry.frame_of_reference_uid,
            "tiles": geometry.frames,
            "organization": geometry.organization,
            "total_rows": geometry.total_rows,
            "total_columns": geometry.total_columns,
            "focal_planes": geometry.focal_planes,
            "pixel_spacing": None if spacing is None else np.round(spacing, 9).tolist(),
        }
    facts: dict[str, Any] = {
        "frame_of_reference_uid": geometry.frame_of_reference_uid,
        "frames": frames,
        "regular": geometry.is_regular,
        "pixel_spacing": np.round(geometry.pixel_spacing, 6).tolist(),
        "orientation": np.round(geometry.orientation, 6).tolist(),
        "first_position": np.round(geometry.positions[0], 4).tolist(),
        "last_position": np.round(geometry.positions[-1], 4).tolist(),
    }
    if geometry.is_regular:
        facts["spacing_between_slices"] = geometry.spacing_between_slices
    return facts


def _segment(segment: Segment, voxels: int) -> dict[str, Any]:
    return {
        "number": segment.number,
        "label": segment.label,
        "category": segment.category.meaning,
        "type": segment.type.meaning,
        "type_modifiers": [code.meaning for code in segment.type.modifiers],
        "regions": [
            ", ".join(code.meaning for code in (region, *region.modifiers))
            for region in segment.anatomic_regions
        ],
        "color": None if segment.color is None else "#{:02x}{:02x}{:02x}".format(*segment.color),
        "voxels": voxels,
    }


def as_text(facts: dict[str, Any]) -> str:
    """The facts for a person."""
    ratio = facts["native_bytes"] / max(facts["pixel_data_bytes"], 1)
    lines = [
        f"{facts['file']}: {facts['segmentation_type']}, {facts['bits_allocated']} bit, "
        f"{facts['photometric_interpretation']}",
        f"  frames      {facts['frames']} of {facts['rows']} rows x {facts['columns']} columns",
        f"  encoding    {facts['transfer_syntax']['name']} ({facts['transfer_syntax']['uid']}), "
        f"{facts['pixel_data_bytes']:,} bytes of Pixel Data, 1:{ratio:.1f}",
        f"  background  {'none' if facts['background'] is None else facts['background']}",
        *_geometry_lines(facts["geometry"]),
        f"  segments    {len(facts['segments'])}",
        "",
        "  number  color    voxels        label",
    ]
    for segment in facts["segments"]:
        kind = ", ".join([segment["type"], *segment["type_modifiers"]])
        where = f" in {'; '.join(segment['regions'])}" if segment["regions"] else ""
        lines.append(
            f"  {segment['number']:>6}  {segment['color'] or '-':<7}  {segment['voxels']:>11,}  "
            f" {segment['label']} ({kind}{where})"
        )
    lines += [f"note: {note}" for note in facts["notes"]]
    return "\n".join(lines)


def _geometry_lines(geometry: dict[str, Any] | None) -> list[str]:
    if geometry is None:
        return ["  geometry    none (no Frame of Reference)"]
    if "tiles" in geometry:
        return [
            f"  geometry    {geometry['organization']} on a slide: {geometry['tiles']} tiles, "
            f"{geometry['total_rows']} rows x {geometry['total_columns']} columns in all"
        ]
    first, last = geometry["first_position"], geometry["last_position"]
    if not geometry["regular"]:
        return [
            f"  geometry    {geometry['frames']} planes, not one regular stack",
            f"              first pixel from {_mm(first)} to {_mm(last)} mm LPS",
        ]
    row, column = geometry["pixel_spacing"]
    between = geometry["spacing_between_slices"]
    return [
        f"  geometry    {geometry['frames']} planes, {between:g} mm apart; pixels {row:g} mm "
        f"(rows) x {column:g} mm (columns)",
        f"              first pixel from {_mm(first)} to {_mm(last)} mm LPS",
    ]


def _mm(point: list[float]) -> str:
    return f"({', '.join(f'{value:g}' for value in point)})"
