"""Adapter of dicomsdl: `open_file`, `pixelData`, and attributes by their keyword."""

import sys
from importlib.metadata import version
from pathlib import Path

import dicomsdl
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from alone import alone
from serve import RejectedError, serve, volume

FEATURES = (
    "labels geometry segments codes background algorithm references mono8 mono16 fractional "
    "implicit big-endian deflated rle jpegls jpeg2000 jpeg-lossless source-grid unicode large"
).split()


def items(ds, keyword):
    found = getattr(ds, keyword)
    return [found[index] for index in range(len(found))] if found is not None else []


def code(item):
    value = item.CodeValue or item.LongCodeValue or item.URNCodeValue or ""
    return {
        "value": value,
        "scheme": item.CodingSchemeDesignator or "",
        "meaning": item.CodeMeaning or "",
    }


def segment(item):
    found = {
        "label": item.SegmentLabel or "",
        "algorithm": {
            "type": item.SegmentAlgorithmType or "",
            "name": item.SegmentAlgorithmName,
        },
        "regions": [code(region) for region in items(item, "AnatomicRegionSequence")],
    }
    for key, part in (("category", "Category"), ("type", "Type")):
        for kind in items(item, f"SegmentedProperty{part}CodeSequence"):
            found[key] = code(kind)
            if key == "type":
                modifiers = items(kind, "SegmentedPropertyTypeModifierCodeSequence")
                found["modifiers"] = [code(modifier) for modifier in modifiers]
    return found


def frame(shared, own):
    def group(keyword):
        found = (own and items(own, keyword)) or (shared and items(shared, keyword)) or [None]
        return found[0]

    places = {
        "position": ("PlanePositionSequence", "ImagePositionPatient"),
        "orientation": ("PlaneOrientationSequence", "ImageOrientationPatient"),
        "spacing": ("PixelMeasuresSequence", "PixelSpacing"),
        "segment": ("SegmentIdentificationSequence", "ReferencedSegmentNumber"),
    }
    found = {}
    for key, (keyword, name) in places.items():
        item = group(keyword)
        value = getattr(item, name) if item is not None else None
        if value is not None:
            if isinstance(value, list) and len(value) < {"orientation": 6, "spacing": 2}.get(
                key, 3
            ):
                raise ValueError(f"dicomsdl gives {name} {value}")
            found[key] = value
    sources = []
    for place in filter(None, (own, shared)):
        for derivation in items(place, "DerivationImageSequence"):
            for image in items(derivation, "SourceImageSequence"):
                uid, number = {"uid": image.ReferencedSOPInstanceUID}, image.ReferencedFrameNumber
                sources += [uid] if number is None else [
                    uid | {"frame": int(one)} for one in np.atleast_1d(number)
                ]  # fmt: skip
    return found | {"sources": sources}


def decode(request):
    try:
        ds = dicomsdl.open_file(request["input"])
        count = int(ds.NumberOfFrames or 1)
        pixels = np.stack([ds.pixelData(index, storedvalue=True) for index in range(count)])
    except (RuntimeError, dicomsdl.DicomException) as refusal:
        raise RejectedError(str(refusal).replace(request["input"], "input")) from refusal
    shared = (items(ds, "SharedFunctionalGroupsSequence") or [None])[0]
    own = items(ds, "PerFrameFunctionalGroupsSequence") or [None] * count
    model = {
        "labels": volume(pixels),
        "frames": [frame(shared, item) for item in own],
        "frame_of_reference": ds.FrameOfReferenceUID,
        "background": ds.PixelPaddingValue,
        "segments": {str(i.SegmentNumber): segment(i) for i in items(ds, "SegmentSequence")},
    }
    if ds.SegmentationType in ("LABELMAP", "BINARY", "FRACTIONAL"):
        model["type"] = ds.SegmentationType
    if ds.MaximumFractionalValue is not None:
        model["maximum"] = ds.MaximumFractionalValue
        model["fractional_type"] = ds.SegmentationFractionalType
    return model


if __name__ == "__main__":
    serve("dicomsdl", version("dicomsdl"), FEATURES, {"decode": alone(decode)})
