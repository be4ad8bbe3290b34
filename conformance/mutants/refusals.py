"""Faults in what a reader has to refuse: one check is gone."""

from functools import partial

from conformance.mutants.loader import Mutant

unchecked = partial(Mutant, operations=("decode",))

TYPE = "refseg.codec.decode:segmentation_type"

MUTANTS = [
    unchecked(
        "foreign-class-read",
        TYPE,
        "Any SOP Class is read as a segmentation.",
        "LM-GEN-001",
        find="if sop_class not in SEGMENTATION_TYPES:",
        put="if sop_class not in SEGMENTATION_TYPES:\n"
        '        return str(dataset.get("SegmentationType") or "")\n'
        "    if False:",
        link="https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/281",
    ),
    unchecked(
        "unknown-type-read",
        TYPE,
        "An unknown Segmentation Type is read as a label map.",
        "LM-TYP-001",
        find='if found not in {"LABELMAP", "BINARY", "FRACTIONAL"}:',
        put='if found not in {"LABELMAP", "BINARY", "FRACTIONAL"}:\n'
        '        return "LABELMAP"\n'
        "    if False:",
        link="https://github.com/ImagingDataCommons/dicom-microscopy-viewer/pull/281",
    ),
    unchecked(
        "class-decides-type",
        TYPE,
        "The SOP Class says how pixels are read, not Segmentation Type.",
        "LM-GEN-002",
        find="if found not in SEGMENTATION_TYPES[sop_class]:",
        put="if found not in SEGMENTATION_TYPES[sop_class]:\n"
        '        raise UnsupportedError("conflict", code="dataset.sop-class", requirement="x")\n'
        "    if False:",
        link="https://github.com/OHIF/Viewers/pull/6216",
    ),
    unchecked(
        "short-pixel-data-read",
        "refseg.frames.reader:FrameReader._check_native_length",
        "Missing pixels are made up.",
        "LM-PIX-015",
        code="""
def _check_native_length(self):
    missing = self.layout.native_bytes - len(self._data)
    if missing > 0:
        self._data = memoryview(bytes(self._data) + bytes(missing))
""",
        link="https://github.com/ImagingDataCommons/libdicom/pull/102",
    ),
    unchecked(
        "three-samples-read",
        "refseg.codec.pixels:PixelDescription.of",
        "Samples per Pixel is not looked at.",
        "LM-PIX-002",
        find="if samples != 1:",
        put="if False:",
        link="https://github.com/innovative-io/io-dicom/issues/46",
    ),
    unchecked(
        "missing-pixel-data-read",
        "refseg.part10.filereader:DicomFile.reader",
        "Without Pixel Data everything is 0.",
        "LM-PIX-014",
        find="if self.pixels is None:",
        put="if self.pixels is None:\n"
        "        nothing = bytes(description.layout.native_bytes)\n"
        '        return description.frame_reader(self.dataset, nothing, "OB", notes)\n'
        "    if False:",
        link="https://github.com/QIICR/dcmqi/issues/471",
    ),
    unchecked(
        "tile-count-not-checked",
        "refseg.codec.slide.placing:_full",
        "The number of frames of TILED_FULL need not cover the matrix.",
        "LM-TIL-003",
        find="if needed > 0 and needed != groups.frames:",
        put="if needed > 0 and needed != groups.frames:\n        groups = groups.__class__(needed, groups.shared, None)\n    if False:",
        link="https://github.com/ImagingDataCommons/highdicom/issues/158",
        features=("tiled-full",),
    ),
    unchecked(
        "rle-cut-off-read",
        "refseg.frames.rle:expand",
        "RLE data that end early are filled up with zeros.",
        "LM-TS-007",
        find="raise _short(number, size)",
        put="made += bytes(size - len(made))",
        link="https://github.com/cornerstonejs/cornerstone3D/issues/2611",
        features=("rle",),
    ),
    unchecked(
        "broken-deflate-read",
        "refseg.frames.deflate:_inflate",
        "Frames that inflate to too few bytes are filled up with zeros.",
        "LM-TS-006",
        find="if len(data) < expected:",
        put="if len(data) < expected:\n        data = data.ljust(expected, bytes(1))\n    if False:",
        link="https://github.com/pydicom/pydicom/pull/2215",
        features=("deflated-frame",),
    ),
    unchecked(
        "undescribed-frame-segment-read",
        "refseg.codec.masks.decode:_with_missing",
        "Frames of BINARY may name a segment that nobody describes.",
        "LM-FG-010",
        find="if not lenient:",
        put="if False:",
        link="https://github.com/OHIF/Viewers/issues/3991",
        features=("binary", "fractional"),
    ),
    unchecked(
        "fragments-guessed",
        "refseg.frames.fragments:_by_start",
        "Fragments that no table assigns are dealt out to frames in order.",
        "LM-TS-015",
        code="def _by_start(data, found, frames, marker):\n"
        "    return [[found[min(frame, len(found) - 1)]] for frame in range(frames)]",
        link="https://github.com/dcmjs-org/dcmjs/issues/205",
        features=(
            "rle",
            "deflated-frame",
            "encapsulated",
            "jpegls",
            "jpeg2000",
            "htj2k",
            "jpeg-lossless",
        ),
    ),
]
