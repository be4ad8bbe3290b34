"""3D Slicer's segmentations: NRRD whose key:=value lines describe the segments.

Read and written: ID, Name, Color, LabelValue, Layer, Extent and Tags with the TerminologyEntry,
which holds category, type with one modifier, and one anatomic region with one modifier. Algorithm,
tracking and description have no place in the file; the JSON next to it keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from refseg.formats.cells import check_number, placed
from refseg.formats.image import (
    LabelImage,
    labels_from_voxels,
    three_axes,
    whole,
    without_plain_background,
)
from refseg.formats.nrrd import load_nrrd, nrrd_bytes, spatial
from refseg.formats.several import Joining
from refseg.model.color import RGB, distinct_color
from refseg.model.geometry import Geometry
from refseg.model.labelmap import TISSUE, Code, LabelMap, Labels, Segment
from refseg.model.values import values_present
from refseg.support.errors import InputError
from refseg.support.note import Notes

_FIELD: Final = re.compile(r"Segment(\d+)_(\w+)")
_ENTRY: Final = "TerminologyEntry"
_CONTEXTS: Final = (
    "Segmentation category and type - DICOM master list",
    "Anatomic codes - DICOM master list",
)
# Slicer knows 0 as background only; any other background of ours stands in a line of its own.
_BACKGROUND: Final = "refseg_background"


def read_seg_nrrd(path: Path, overlap: str = "error") -> LabelImage:
    """Read a ``.seg.nrrd``.

    Before version 4.11 Slicer gave each segment a layer of its own and no LabelValue; these
    segments are numbered from 1. Newer files with several layers are joined, too, if no voxel has
    two labels or ``overlap`` says which wins.

    Args:
        path: the file.
        overlap: see :mod:`refseg.formats.several`.

    Raises:
        InputError: overlapping segments, a bad segment field, and as for
            :func:`~refseg.formats.nrrd.read_nrrd`.
        FileError, UnsupportedError: as for :func:`~refseg.formats.nrrd.load_nrrd`.
    """
    nrrd = load_nrrd(path)
    values, affine, notes = spatial(path, nrrd)
    described: dict[int, dict[str, str]] = {}
    for key, text in nrrd.texts.items():
        if match := _FIELD.fullmatch(key):
            described.setdefault(int(match[1]), {})[match[2]] = text
    if values.ndim == 3:
        values = values[..., None]
    three_axes(path, values.shape[-2::-1])
    layers = [
        labels_from_voxels(whole(path, values[..., layer].T), affine)
        for layer in range(values.shape[-1])
    ]
    geometry = layers[0][1]
    text = nrrd.texts.get(_BACKGROUND, "0")
    background = None if text == "none" else check_number(f"{path.name}: {_BACKGROUND}", text)
    if len(layers) == 1 and all("LabelValue" in fields for fields in described.values()):
        segments = tuple(_segment(path, index, described[index]) for index in sorted(described))
        return LabelImage(layers[0][0], geometry, segments, background, tuple(notes))
    return _joined(path, [labels for labels, _ in layers], geometry, described, overlap, notes)


def _joined(
    path: Path,
    layers: list[Labels],
    geometry: Geometry,
    described: dict[int, dict[str, str]],
    overlap: str,
    notes: Notes,
) -> LabelImage:
    """One label image of several layers; numbers are kept if each is used once."""
    by_layer: dict[int, dict[int, Segment]] = {}
    for index in sorted(described):
        fields = described[index]
        plain = "LabelValue" not in fields
        layer = check_number(f"{path.name}: Segment{index}_Layer", fields.get("Layer", index))
        segment = _segment(path, index, {"LabelValue": "1", **fields})
        if layer >= len(layers):
            raise InputError(
                f"{path.name}: Segment{index} is in layer {layer}, the file has {len(layers)}",
                code="segments.layer",
            )
        in_layer = by_layer.setdefault(layer, {})
        if segment.number in in_layer:
            raise InputError(
                f"{path.name}: Segment{index} has the label {segment.number} of another segment in "
                f"layer {layer}" + ("; it has no LabelValue" if plain else ""),
                code="segments.duplicate-number",
            )
        in_layer[segment.number] = segment
    joining = Joining(path.name, overlap)
    for layer, labels in enumerate(layers):
        segments = by_layer.get(layer, {})
        for value in values_present(labels):
            if value and value not in segments:
                segments[value] = Segment(value, f"Layer {layer} label {value}")
        joining.add(labels, segments, [segment.label for segment in segments.values()])
    labelled = "LabelValue" in next(iter(described.values()), {})
    joined, found = joining.joined(notes, keep=True, tell=labelled)
    notes.add("input.layers", f"{path.name}: {len(layers)} layers were joined to one label map")
    return LabelImage(joined, geometry, found, 0, tuple(notes))


def seg_nrrd_bytes(path: Path, label_map: LabelMap) -> bytes:
    """A ``.seg.nrrd`` with one layer; a segment that is plain background at 0 is left implicit.

    The characters ``^ ~ |`` separate codes in this format and become ``-`` inside code meanings.

    Raises:
        InputError: the frames are no regular stack.
    """
    frames, rows, columns = label_map.labels.shape
    extent = f"0 {columns - 1} 0 {rows - 1} 0 {frames - 1}"
    texts: dict[str, str] = {}
    for index, segment in enumerate(without_plain_background(label_map)):
        color = segment.color or distinct_color(segment.number)
        texts |= {
            f"Segment{index}_Color": " ".join(f"{part / 255:.6f}" for part in color),
            f"Segment{index}_ColorAutoGenerated": str(int(segment.color is None)),
            f"Segment{index}_Extent": extent,
            f"Segment{index}_ID": f"Segment_{segment.number}",
            f"Segment{index}_LabelValue": str(segment.number),
            f"Segment{index}_Layer": "0",
            f"Segment{index}_Name": segment.label,
            f"Segment{index}_NameAutoGenerated": "0",
            f"Segment{index}_Tags": f"{_ENTRY}:{_terminology(segment)}|",
        }
    texts |= {
        "Segmentation_ContainedRepresentationNames": "Binary labelmap|",
        "Segmentation_MasterRepresentation": "Binary labelmap",  # the name until Slicer 5.2
        "Segmentation_SourceRepresentation": "Binary labelmap",
        "Segmentation_ReferenceImageExtentOffset": "0 0 0",
    }
    if label_map.background != 0:
        texts[_BACKGROUND] = "none" if label_map.background is None else str(label_map.background)
    return nrrd_bytes(path, label_map, texts)


def _segment(path: Path, index: int, fields: Mapping[str, str]) -> Segment:
    where = f"{path.name}: Segment{index}"
    number = check_number(f"{where}_LabelValue", fields.get("LabelValue"))
    tags = dict(tag.split(":", 1) for tag in fields.get("Tags", "").split("|") if ":" in tag)
    category, kind, modifier, region, region_modifier = _codes(where, tags.get(_ENTRY, ""))
    color = None if fields.get("ColorAutoGenerated") == "1" else _color(where, fields.get("Color"))
    with placed(where):
        return Segment(
            number,
            fields.get("Name", "").strip() or f"Segment {number}",
            category or TISSUE,
            _modified(kind or TISSUE, modifier),
            color,
            anatomic_regions=(_modified(region, region_modifier),) if region else (),
        )


def _modified(code: Code, modifier: Code | None) -> Code:
    return replace(code, modifiers=(modifier,)) if modifier else code


def _codes(where: str, entry: str) -> list[Code | None]:
    """Category, type, its modifier, region, its modifier from a TerminologyEntry."""
    parts = entry.split("~")
    if entry and len(parts) != 7:
        raise InputError(
            f"{where}_Tags has a {_ENTRY} of {len(parts)} parts: {entry!r}; give 7, divided by ~",
            code="segments.terminology",
        )
    codes: list[Code | None] = []
    for part in (*parts[1:4], *parts[5:7]) if entry else [""] * 5:
        scheme, _, rest = part.partition("^")
        value, _, meaning = rest.partition("^")
        codes.append(Code(value, scheme, meaning) if value else None)
    return codes


def _terminology(segment: Segment) -> str:
    region = next(iter(segment.anatomic_regions), None)
    category, *_ = _code_texts(segment.category)
    first, second = _CONTEXTS
    return "~".join([first, category, *_code_texts(segment.type), second, *_code_texts(region)])


def _code_texts(code: Code | None) -> list[str]:
    """A code and its first modifier."""
    modifier = next(iter(code.modifiers), None) if code else None
    return [
        f"{one.scheme}^{one.value}^{re.sub('[~^|]', '-', one.meaning)}" if one else "^^"
        for one in (code, modifier)
    ]


def _color(where: str, text: str | None) -> RGB | None:
    if text is None:
        return None
    try:
        red, green, blue = (round(255 * min(max(float(part), 0.0), 1.0)) for part in text.split())
    except ValueError:
        raise InputError(
            f"{where}_Color is {text!r}; give three numbers from 0 to 1", code="segments.color"
        ) from None
    return red, green, blue
