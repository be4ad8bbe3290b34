"""Adapter of highdicom: `segread`, `get_volume`, `get_total_pixel_matrix`; writing apart."""

import sys
from pathlib import Path

import highdicom as hd
import numpy as np
from pydicom.errors import InvalidDicomError

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from attributes import stored
from serve import OutOfScopeError, RejectedError, serve, volume
from writing import encode

PIXELS = "mono8 mono16 palette binary fractional"
SYNTAXES = "rle jpegls jpeg2000"
VIEWS = "labels geometry segments codes colour background algorithm tracking matrix"
READ = f"{VIEWS} {PIXELS} {SYNTAXES} implicit deflated htj2k"
FEATURES = {
    "decode": f"{READ} tiled-full tiled-sparse source-grid unicode large".split(),
    "encode": f"{VIEWS} {PIXELS} {SYNTAXES} implicit source-grid unicode large".split(),
}


def decode(request):
    seg = hd.seg.segread(request["input"])
    labelmap = seg.segmentation_type == hd.seg.SegmentationTypeValues.LABELMAP
    if seg.is_tiled:
        model = tiled(seg, labelmap)
    elif labelmap and seg.get_volume_geometry() is not None:
        model = stack(seg)
    else:
        model = stored(seg, seg.get_stored_frames())
    palette = colours(seg)
    numbers = (item.segment_number for item in seg.SegmentSequence)
    model["segments"] = {
        str(n): described(seg.get_segment_description(n), palette) for n in numbers
    }
    return model


def stack(seg):
    found = seg.get_volume(combine_segments=True)
    frames = [
        {
            "position": found.get_plane_position(index)[0].ImagePositionPatient,
            "orientation": found.get_plane_orientation()[0].ImageOrientationPatient,
            "spacing": found.get_pixel_measures()[0].PixelSpacing,
        }
        for index in range(found.spatial_shape[0])
    ]
    frames = [{key: [*map(float, value)] for key, value in one.items()} for one in frames]
    model = {"type": "LABELMAP", "labels": volume(found.array), "frames": frames}
    return model | {"background": seg.get("PixelPaddingValue")}


def tiled(seg, labelmap):
    model = stored(seg, seg.get_stored_frames())
    if labelmap:
        matrix = seg.get_total_pixel_matrix(combine_segments=True)
        model["matrix"] = volume(matrix[np.newaxis], "matrix.raw")
    return model


def colours(seg):
    """Colours of the palette by value; empty if the image has none."""
    if seg.PhotometricInterpretation != "PALETTE COLOR":
        return {}
    lut = hd.PaletteColorLUTTransformation.extract_from_dataset(seg)
    table = lut.combined_lut_data
    table = table >> 8 if lut.bits_per_entry == 16 else table
    return dict(enumerate(table.tolist(), lut.first_mapped_value))


def described(found, palette):
    model = {
        "label": found.segment_label,
        "category": code(found.segmented_property_category),
        "type": code(found.segmented_property_type),
        "regions": [code(region) for region in found.anatomic_regions],
        "algorithm": {
            "type": found.algorithm_type.value,
            "name": found.get("SegmentAlgorithmName"),
        },
        "colour": palette.get(found.segment_number),
    }
    modifiers = found.segmented_property_type.get("SegmentedPropertyTypeModifierCodeSequence", ())
    model["modifiers"] = [code(hd.sr.CodedConcept.from_dataset(one)) for one in modifiers]
    if "RecommendedDisplayCIELabValue" in found:
        lab = hd.color.CIELabColor.from_dicom_value(found.RecommendedDisplayCIELabValue)
        model["colour"] = list(lab.to_rgb(clip=True))
    if found.tracking_uid is not None:
        model["tracking"] = {"id": found.tracking_id, "uid": found.tracking_uid}
    return model


def code(found):
    return {"value": found.value, "scheme": found.scheme_designator, "meaning": found.meaning}


def guarded(operation):
    """highdicom tells what is wrong with an input by ValueError and a few others."""

    def run(request):
        try:
            return operation(request)
        except NotImplementedError as refusal:
            raise OutOfScopeError("highdicom", str(refusal)) from refusal
        except AttributeError as problem:
            if not str(problem).startswith("Dataset "):
                raise  # not a statement about the data set, but a fault
            raise RejectedError(str(problem)) from problem
        except (InvalidDicomError, ValueError, RuntimeError) as refusal:
            raise RejectedError(str(refusal)) from refusal

    return run


if __name__ == "__main__":
    operations = {"decode": guarded(decode), "encode": guarded(encode)}
    serve("highdicom", hd.__version__, FEATURES, operations)
