"""What pydicom shows of a segmentation beyond its pixels, in the form of the model."""

from typing import Any

import numpy as np
from pydicom import Dataset
from serve import volume


def described(ds: Dataset) -> dict[str, Any]:
    """The parts of the model that are plain attributes."""
    model = {
        "frame_of_reference": ds.get("FrameOfReferenceUID") or None,
        "background": ds.get("PixelPaddingValue"),
        "segments": {str(item.SegmentNumber): segment(item) for item in ds.SegmentSequence},
    }
    if ds.get("SegmentationType") in ("LABELMAP", "BINARY", "FRACTIONAL"):
        model["type"] = ds.SegmentationType
    if "MaximumFractionalValue" in ds:
        model["maximum"] = ds.MaximumFractionalValue
        model["fractional_type"] = ds.get("SegmentationFractionalType")
    return model


def segment(item: Dataset) -> dict[str, Any]:
    name = item.get("SegmentAlgorithmName")
    model = {
        "label": item.get("SegmentLabel") or "",
        "algorithm": {
            "type": item.get("SegmentAlgorithmType") or "",
            "name": "\\".join(name) if isinstance(name, list) else name,
        },
        "regions": [code(region) for region in item.get("AnatomicRegionSequence") or ()],
    }
    for key, part in (("category", "Category"), ("type", "Type")):
        for kind in item.get(f"SegmentedProperty{part}CodeSequence") or ():
            model[key] = code(kind)
            modifiers = kind.get("SegmentedPropertyTypeModifierCodeSequence") or ()
            if key == "type":
                model["modifiers"] = [code(modifier) for modifier in modifiers]
    if "TrackingUID" in item:
        model["tracking"] = {"id": item.get("TrackingID"), "uid": item.TrackingUID}
    return model


def code(item: Dataset) -> dict[str, Any]:
    keywords = ("CodeValue", "LongCodeValue", "URNCodeValue")
    value = next((item.get(keyword) for keyword in keywords if item.get(keyword)), "")
    scheme = item.get("CodingSchemeDesignator") or ""
    return {"value": value, "scheme": scheme, "meaning": item.get("CodeMeaning") or ""}


def frames(ds: Dataset, count: int) -> list[dict[str, Any]]:
    """Place, segment and sources of each stored frame; what is not there is left out."""
    shared = (ds.get("SharedFunctionalGroupsSequence") or [Dataset()])[0]
    own = ds.get("PerFrameFunctionalGroupsSequence") or [Dataset()] * count
    return [frame(ds, shared, item) for item in own]


def frame(ds: Dataset, shared: Dataset, own: Dataset) -> dict[str, Any]:
    def group(keyword: str) -> Dataset:
        found = own.get(keyword) or shared.get(keyword)
        return found[0] if found else Dataset()

    plane, slide = group("PlanePositionSequence"), group("PlanePositionSlideSequence")
    orientation = group("PlaneOrientationSequence").get("ImageOrientationPatient")
    place = [slide.get(f"{axis}OffsetInSlideCoordinateSystem") for axis in "XYZ"]
    tile = [slide.get(f"{axis}PositionInTotalImagePixelMatrix") for axis in ("Row", "Column")]
    if None not in place:
        place[2] = place[2] / 1000  # micrometres
    found = {
        "position": numbers(plane.get("ImagePositionPatient") or place),
        "orientation": numbers(orientation or ds.get("ImageOrientationSlide")),
        "spacing": numbers(group("PixelMeasuresSequence").get("PixelSpacing")),
        "tile": None if None in tile else tile,
        "segment": group("SegmentIdentificationSequence").get("ReferencedSegmentNumber"),
    }
    found = {key: value for key, value in found.items() if value is not None}
    derivations = [*(own.get("DerivationImageSequence") or ())]
    derivations += shared.get("DerivationImageSequence") or ()
    return found | {"sources": [one for item in derivations for one in sources(item)]}


def numbers(values: Any) -> list[float] | None:
    return None if not values or None in values else [float(value) for value in values]


def sources(derivation: Dataset) -> list[dict[str, Any]]:
    found = []
    for item in derivation.get("SourceImageSequence") or ():
        uid, number = {"uid": item.ReferencedSOPInstanceUID}, item.get("ReferencedFrameNumber")
        if number is None:
            found.append(uid)
        else:
            found += [uid | {"frame": int(one)} for one in np.atleast_1d(number)]
    return found


def stored(ds: Dataset, pixels: Any) -> dict[str, Any]:
    """The model with the stored frames as they are."""
    stack = pixels.reshape(-1, ds.Rows, ds.Columns)
    return described(ds) | {"labels": volume(stack), "frames": frames(ds, len(stack))}
