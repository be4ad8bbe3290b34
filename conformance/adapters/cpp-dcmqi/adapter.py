"""Adapter of dcmqi: its programs segimage2itkimage and itkimage2segimage, run for each request."""

import json
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np
import SimpleITK as sitk  # noqa: N813 (its customary name)
from pydicom import dcmread

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from programs import run
from serve import RejectedError, serve, volume
from writing import encode

VIEWS = "labels geometry segments codes colour algorithm tracking"
FEATURES = {
    "decode": f"{VIEWS} mono8 mono16 palette binary implicit deflated rle unicode large".split(),
    "encode": f"{VIEWS} mono8 mono16 binary deflated source-grid unicode large".split(),
}
CODES = {
    "category": "SegmentedPropertyCategoryCodeSequence",
    "type": "SegmentedPropertyTypeCodeSequence",
}
PARTS = {"value": "CodeValue", "scheme": "CodingSchemeDesignator", "meaning": "CodeMeaning"}


def decode(request):
    merge = [] if is_masks(request["input"]) else ["--mergeSegments"]
    with tempfile.TemporaryDirectory() as name:
        arguments = ["--prefix", "out", "--inputDICOM", request["input"], "--outputDirectory", name]
        errors = run("segimage2itkimage", *merge, *arguments)
        meta = json.loads((Path(name) / "out-meta.json").read_text(encoding="utf-8"))
        groups = meta["segmentAttributes"]
        paths = [str(Path(name) / f"out-{number}.nrrd") for number in range(1, len(groups) + 1)]
        if errors and not all(Path(path).is_file() for path in paths):
            raise RejectedError("; ".join(errors))
        images = [sitk.ReadImage(path) for path in paths]
    segments = {str(entry["labelID"]): described(entry) for group in groups for entry in group}
    arrays = [sitk.GetArrayFromImage(image) for image in images]
    if min(array.min() for array in arrays) < 0:
        raise ValueError(f"the image of dcmqi has a negative label, {arrays[0].min()}")
    frames = [place(images[0], index) for index in range(len(arrays[0]))]
    if merge:
        model = {"type": "LABELMAP", "labels": volume(arrays[0]), "frames": frames}
    else:
        masks = np.concatenate([array != 0 for array in arrays]).astype("u1")
        numbers = [group[0]["labelID"] for group in groups]
        frames = [frame | {"segment": number} for number in numbers for frame in frames]
        model = {"type": "BINARY", "labels": volume(masks), "frames": frames, "background": None}
    return model | {"segments": segments}


def is_masks(path):
    """Who converts a file knows whether segments may overlap, and asks for one image or many."""
    try:
        return dcmread(path, force=True).get("SegmentationType") in ("BINARY", "FRACTIONAL")
    except Exception:
        return False  # dcmqi will say what is wrong


def place(image, index):
    axes = np.reshape(image.GetDirection(), (3, 3))
    return {
        "position": list(image.TransformIndexToPhysicalPoint((0, 0, index))),
        "orientation": [*axes[:, 0], *axes[:, 1]],
        "spacing": [image.GetSpacing()[1], image.GetSpacing()[0]],
    }


def described(entry):
    if max(entry.get("recommendedDisplayRGBValue", [0])) > 255:
        raise ValueError(f"dcmqi gives the colour {entry['recommendedDisplayRGBValue']}")
    model = {
        "label": entry.get("SegmentLabel"),
        "colour": entry.get("recommendedDisplayRGBValue"),
        "algorithm": {
            "type": entry.get("SegmentAlgorithmType"),
            "name": entry.get("SegmentAlgorithmName"),
        },
    }
    model |= {key: code(entry[name]) for key, name in CODES.items() if name in entry}
    for key, name in (
        ("modifiers", "SegmentedPropertyTypeModifierCodeSequence"),
        ("regions", "AnatomicRegionSequence"),
    ):
        found = entry.get(name, [])
        model[key] = [code(one) for one in (found if isinstance(found, list) else [found])]
    if "TrackingUniqueIdentifier" in entry:
        uid = entry["TrackingUniqueIdentifier"]
        model["tracking"] = {"id": entry.get("TrackingIdentifier"), "uid": uid}
    return model


def code(entry):
    return {key: entry.get(name, "") for key, name in PARTS.items()}


if __name__ == "__main__":
    operations = {"decode": decode, "encode": encode}
    serve("dcmqi", version("dcmqi"), FEATURES, operations, language="C++")
