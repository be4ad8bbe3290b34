"""Adapter of SimpleITK (GDCM): `ReadImage`, as for any other image."""

import sys
from pathlib import Path

import numpy as np
import SimpleITK as sitk  # noqa: N813 (its customary name)

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from serve import RejectedError, serve, volume

FEATURES = (
    "labels geometry mono8 mono16 binary fractional implicit big-endian deflated rle jpegls "
    "jpeg2000 jpeg-lossless large"
).split()


def decode(request):
    try:
        image = sitk.ReadImage(request["input"])
    except RuntimeError as refusal:
        message = str(refusal).rpartition("sitk::ERROR:")[2].strip()
        raise RejectedError(message.replace(request["input"], "input")) from refusal
    labels = sitk.GetArrayFromImage(image)
    axes = np.reshape(image.GetDirection(), (3, 3))
    shared = {
        "orientation": [*axes[:, 0], *axes[:, 1]],
        "spacing": [image.GetSpacing()[1], image.GetSpacing()[0]],
    }
    places = [image.TransformIndexToPhysicalPoint((0, 0, index)) for index in range(len(labels))]
    return {"labels": volume(labels), "frames": [{"position": p, **shared} for p in places]}


if __name__ == "__main__":
    serve("SimpleITK", sitk.__version__, FEATURES, {"decode": decode})
