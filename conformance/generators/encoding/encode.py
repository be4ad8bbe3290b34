"""Cases of the area encoding for the operation encode."""

from conformance import bytesmith as bs
from conformance.generators.encoding._streams import A, B
from conformance.table import Encode, phantom

CASES = (
    Encode(
        "write-deflated",
        "A label map is written as deflated data set",
        why="Raw deflate of everything after the file meta information, with a pad byte; "
        "writers compress the wrong part or add a header.",
        effect="The file opens nowhere else.",
        built=phantom([A, B], background=0, syntax=bs.DEFLATED),
        requirements="LM-TS-002 LM-FMI-004",
        features="mono8 deflated",
        links="https://github.com/QIICR/dcmqi/issues/549",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-deflated-frame",
        "A label map is written in deflated frames",
        why="Raw deflate, one fragment for each frame, a pad byte; the default function of "
        "most libraries adds a zlib header.",
        effect="The author's viewer shows the file, every other one reports corruption.",
        built=phantom([A, B], background=0, syntax=bs.DEFLATED_FRAME),
        requirements="LM-TS-003 LM-TS-004 LM-TS-005",
        features="mono8 deflated-frame",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2898 "
        "https://github.com/pydicom/pydicom/pull/2215",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-encapsulated",
        "A label map is written in uncompressed fragments",
        why="Each frame of 15 bytes needs its own pad byte.",
        effect="Slices are shifted in every other program.",
        built=phantom([A, B], background=0, syntax=bs.ENCAPSULATED),
        requirements="LM-TS-012 LM-TS-014",
        features="mono8 encapsulated",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-implicit",
        "A label map is written in Implicit VR Little Endian",
        why="Without VRs the reader depends on lengths and the dictionary; writers forget the "
        "order of words for OW.",
        effect="Archives that know only the default syntax refuse the file.",
        built=phantom([A, B], background=0, syntax=bs.IMPLICIT),
        requirements="LM-TS-001 LM-PIX-017",
        features="mono8 implicit",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-jpeg2000",
        "A label map is written in JPEG 2000 Lossless",
        why="Tiny frames failed in an encoder that always asks for five wavelet levels; the "
        "reversible transform must be chosen.",
        effect="Small segmentations cannot be written, or labels are only nearly right.",
        built=phantom([A, B], background=0, syntax=bs.JPEG_2000),
        requirements="LM-TS-009",
        features="mono8 jpeg2000",
        links="https://github.com/ImagingDataCommons/highdicom/issues/91",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-jpegls",
        "A label map is written in JPEG-LS Lossless",
        why="The best compression of labels in published measurements; encoders refuse small "
        "frames.",
        effect="Small segmentations cannot be compressed.",
        built=phantom([A, B], background=0, syntax=bs.JPEG_LS),
        requirements="LM-TS-008",
        features="mono8 jpegls",
        links="https://github.com/NA-MIC/ProjectWeek/issues/643",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-rle",
        "A label map is written in 8-bit RLE",
        why="Rows packed one by one, segments of even length. An encoder that packed whole "
        "frames was released.",
        effect="The default files of a viewer cannot be opened elsewhere.",
        built=phantom([A, B], background=0, syntax=bs.RLE),
        requirements="LM-TS-007 LM-TS-014",
        features="mono8 rle",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611 "
        "https://github.com/pydicom/pydicom/pull/2180",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-rle-run-lengths",
        "Runs of 127 to 130 are written in RLE",
        why="Counts at the edge of a signed byte, and rows that end within a run.",
        effect="Rows of a large organ break off.",
        built=phantom(
            [[[7] * 127 + [1, 2, 3], [7] * 128 + [1, 2], [7] * 129 + [1], [7] * 130, [1, 2] * 65]],
            syntax=bs.RLE,
        ),
        requirements="LM-TS-007",
        features="mono8 rle",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611",
        freedoms="frame-order uids",
        more={"size": "Runs of 127 to 130 need rows of 130"},
    ),
    Encode(
        "write-rle-sixteen",
        "A label map is written in 16-bit RLE",
        why="The plane of the most significant bytes comes first; writers use the order of memory.",
        effect="All labels are exchanged for others.",
        built=phantom(
            [[[257, 513], [511, 0]], [[513, 513], [257, 511]]], background=0, bits=16, syntax=bs.RLE
        ),
        requirements="LM-TS-007",
        features="mono16 rle",
        links="https://github.com/pydicom/pydicom/issues/1374",
        freedoms="frame-order uids",
    ),
)
