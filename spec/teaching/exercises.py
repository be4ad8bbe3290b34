"""Five broken files to mend: ``python spec/teaching/exercises.py FOLDER``.

Each is the correct file of ``steps.py`` with one fault. ``refseg check`` tells what is wrong; the
answers are in ``answers.md``, and ``MENDED`` below holds them as code.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import steps
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence


def item(ds: Dataset, number: int) -> Dataset:
    """The item of Segment Sequence with a Segment Number."""
    return next(s for s in ds.SegmentSequence if s.SegmentNumber == number)


# ------------------------------------------------------------------------------- faults


def break_1(ds: Dataset) -> None:
    """The description of a segment is missing."""
    ds.SegmentSequence.remove(item(ds, 12))


def break_2(ds: Dataset) -> None:
    """Nothing names the background."""
    del ds.PixelPaddingValue


def break_3(ds: Dataset) -> None:
    """Two segments have the same number."""
    ds.SegmentSequence.append(deepcopy(item(ds, 7)))
    ds.SegmentSequence[-1].SegmentLabel = "Spleen"


def break_4(ds: Dataset) -> None:
    """Each frame says which segment it shows, a habit from classic segmentations."""
    for frame in ds.PerFrameFunctionalGroupsSequence:
        identification = Dataset()
        identification.ReferencedSegmentNumber = 7
        frame.SegmentIdentificationSequence = Sequence([identification])


def break_5(ds: Dataset) -> None:
    """The last frame is missing from Pixel Data."""
    ds.PixelData = ds.PixelData[: ds.Rows * ds.Columns] + b"\0"


# ------------------------------------------------------------------------------- answers


def mend_1(ds: Dataset) -> None:
    """Describe the value 12 again."""
    kidney = deepcopy(item(ds, 7))
    kidney.SegmentNumber = 12
    kidney.SegmentLabel = "Kidney"
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = "64033007", "SCT", "Kidney"
    kidney.SegmentedPropertyTypeCodeSequence = Sequence([code])
    ds.SegmentSequence.append(kidney)


def mend_2(ds: Dataset) -> None:
    """Name the background. pydicom wants the VR, which depends on Pixel Representation: US."""
    ds.add_new("PixelPaddingValue", "US", 0)


def mend_3(ds: Dataset) -> None:
    """No pixel can belong to the second segment 7: give it a number of its own."""
    ds.SegmentSequence[-1].SegmentNumber = 8


def mend_4(ds: Dataset) -> None:
    """A frame of a label map shows all segments, so that the group has no place in it."""
    for frame in ds.PerFrameFunctionalGroupsSequence:
        del frame.SegmentIdentificationSequence


def mend_5(ds: Dataset) -> None:
    """The pixels are lost: say how many frames are left, and drop the item of the other."""
    ds.NumberOfFrames = 1
    ds.PerFrameFunctionalGroupsSequence = Sequence(ds.PerFrameFunctionalGroupsSequence[:1])


BROKEN: tuple[Callable[[Dataset], None], ...] = (break_1, break_2, break_3, break_4, break_5)
MENDED: tuple[Callable[[Dataset], None], ...] = (mend_1, mend_2, mend_3, mend_4, mend_5)


def main(folder: Path) -> list[Path]:
    """Write the five files into a folder."""
    correct = steps.write(folder)
    paths = []
    for number, fault in enumerate(BROKEN, start=1):
        ds = dcmread(correct)
        fault(ds)
        path = folder / f"exercise-{number}.dcm"
        ds.save_as(path)
        paths.append(path)
    correct.unlink()
    return paths


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python spec/teaching/exercises.py FOLDER")
    chosen = Path(sys.argv[1])
    chosen.mkdir(parents=True, exist_ok=True)
    for written in main(chosen):
        print(f"refseg check {written}")
