"""The steps of the teaching page, one function each: ``python spec/teaching/steps.py [FOLDER]``.

Needs refseg, which brings NumPy and pydicom. Step 5 uses pydicom and NumPy alone, on purpose: it
shows how little a reader of label maps needs.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
from pydicom import dcmread

import refseg
from refseg.check import check


def the_labels() -> np.ndarray:
    """Step 1. One number for each pixel: (frames, rows, columns)."""
    return np.array(
        [
            [[0, 0, 7, 7, 0], [0, 12, 7, 7, 0], [0, 12, 12, 0, 0]],
            [[0, 0, 7, 7, 7], [0, 0, 7, 7, 0], [0, 12, 0, 0, 0]],
        ],
        dtype=np.uint8,
    )


def where_they_lie() -> refseg.Geometry:
    """Step 2. Where each frame lies in the patient, in millimetres (x to the left, y to the back,
    z to the head)."""
    return refseg.Geometry.from_planes(
        positions=[(-10.0, -20.0, 30.0), (-10.0, -20.0, 32.5)],  # centre of the first pixel
        orientation=(1, 0, 0, 0, 1, 0),  # direction of a row, direction of a column
        pixel_spacing=(0.8, 0.8),  # distance of rows, distance of columns
        slice_thickness=2.5,
    )


def what_they_mean() -> tuple[refseg.Segment, ...]:
    """Step 3. A name for people and a code for programs, for each number."""
    return (
        refseg.Segment(7, "Liver", type=refseg.Code("10200004", "SCT", "Liver")),
        refseg.Segment(12, "Kidney", type=refseg.Code("64033007", "SCT", "Kidney")),
    )


def write(folder: Path) -> Path:
    """Step 4. The file; 0 is said to be the background."""
    path = folder / "two-slices.dcm"
    label_map = refseg.LabelMap(
        the_labels(), geometry=where_they_lie(), segments=what_they_mean(), background=0
    )
    refseg.write(path, label_map, transfer_syntax="native")
    return path


def read_without_refseg(path: Path) -> tuple[np.ndarray, dict[int, str], int | None]:
    """Step 5. From bytes to labels, names and background, with pydicom and NumPy alone.

    It holds for native files of one regular stack. What a complete reader adds is compression,
    absent frames, palettes and doubt about everything that the file says.
    """
    ds = dcmread(path)
    dtype = "<u2" if ds.BitsAllocated == 16 else "u1"
    shape = (ds.NumberOfFrames, ds.Rows, ds.Columns)
    frames = np.frombuffer(ds.PixelData, dtype, int(np.prod(shape))).reshape(shape)

    shared = ds.SharedFunctionalGroupsSequence[0]
    cosines = np.array(shared.PlaneOrientationSequence[0].ImageOrientationPatient, float)
    normal = np.cross(cosines[:3], cosines[3:])
    depth = [
        float(np.dot(item.PlanePositionSequence[0].ImagePositionPatient, normal))
        for item in ds.PerFrameFunctionalGroupsSequence
    ]
    labels = frames[np.argsort(depth)]  # the order in space, not the order in the file

    names = {item.SegmentNumber: item.SegmentLabel for item in ds.SegmentSequence}
    return labels, names, ds.get("PixelPaddingValue")  # by number; absent: no background


def picture(labels: np.ndarray, names: dict[int, str], background: int | None) -> str:
    """Step 6. A picture of letters: the first letter of each segment, a dot for the background."""
    letter = {number: name[0] for number, name in names.items()}
    if background is not None:
        letter[background] = "."
    return "\n\n".join(
        "\n".join(" ".join(letter[value] for value in row) for row in frame)
        for frame in labels.tolist()
    )


def main(folder: Path) -> None:
    """All steps, and what each one gives."""
    path = write(folder)
    print(f"{path.name}: {path.stat().st_size} bytes, of them {the_labels().size} for pixels\n")

    labels, names, background = read_without_refseg(path)
    print(f"segments {names}, background {background}\n")
    print(picture(labels, names, background), "\n")

    again = refseg.read(path)
    print("refseg reads the same labels:", np.array_equal(again.labels, labels))

    print(f"refseg check has {len(check(path))} findings\n")

    packed = folder / "two-slices-rle.dcm"
    refseg.write(packed, again, transfer_syntax="rle")
    print(f"In RLE Lossless it has {packed.stat().st_size} bytes.")
    print(f"Now look at it byte by byte: refseg explain {path.name}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        chosen = Path(sys.argv[1])
        chosen.mkdir(parents=True, exist_ok=True)
        main(chosen)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
