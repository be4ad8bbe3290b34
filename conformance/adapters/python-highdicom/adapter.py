"""Adapter of highdicom: `segread`, `get_volume`, `get_total_pixel_matrix`; writing apart."""

import sys
from pathlib import Path

import highdicom as hd
import numpy as np
from pydicom.errors import InvalidDicomError

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from attributes import stored
from describing import colours, described
from serve import OutOfScopeError, RejectedError, serve, volume
from writing import encode

PIXELS = "mono8 mono16 palette binary fractional"
SYNTAXES = "rle jpegls jpeg2000"
VIEWS = "labels geometry segments codes colour background algorithm tracking matrix"
READ = f"{VIEWS} {PIXELS} {SYNTAXES} implicit deflated htj2k"
FEATURES = {
    "decode": f"{READ} tiled-full tiled-sparse source-grid unicode large".split(),
    "encode": f"{VIEWS} {PIXELS} {SYNTAXES} implicit source-grid unicode large".split(),
    "rewrite": f"{READ} tiled-full tiled-sparse source-grid unicode large".split(),
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


def rewrite(request):
    """What `segread` made of the file, saved as the class that it is."""
    seg = hd.seg.segread(request["input"])
    for _ in seg.iterall():
        pass
    seg.save_as(request["output"], enforce_file_format=True)
    return {}


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
    if seg.get("DimensionOrganizationType") == "TILED_FULL":
        for frame, found in zip(
            model["frames"], hd.spatial.iter_tiled_full_frame_data(seg), strict=True
        ):
            number, _, column, row, x, y, z = found
            frame |= {"tile": [row, column], "position": [x, y, z]}
            frame |= {} if labelmap else {"segment": number}
    if labelmap:
        matrix = seg.get_total_pixel_matrix(combine_segments=True)
        model["matrix"] = volume(matrix[np.newaxis], "matrix.raw")
    return model


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
    operations = {"decode": guarded(decode), "encode": guarded(encode), "rewrite": guarded(rewrite)}
    serve("highdicom", hd.__version__, FEATURES, operations)
