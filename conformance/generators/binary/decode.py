"""Cases of the area binary for the operation decode."""

from conformance import bytesmith as bs
from conformance.generators.binary._columns import bits
from conformance.generators.encoding._streams import (
    BITS,
    JPEG2000_BITS_A,
    JPEG2000_BITS_B,
    JPEG_LOSSLESS_BITS_A,
    JPEG_LOSSLESS_BITS_B,
    JPEGLS_BITS_A,
    JPEGLS_BITS_B,
)
from conformance.phantom import stack
from conformance.table import FRAMES, MODEL, SHARED, Decode, drop, phantom, put, put_all

UNALIGNED = phantom(
    [[[0, 1, 1, 1, 1], [1, 0, 0, 0, 0]], [[1, 1, 1, 0, 1], [0, 0, 1, 1, 1]]],
    kind="BINARY",
    frame_segments=[1, 1],
)
TWO_PLANES = phantom(
    [[[0, 1, 1], [1, 0, 0]], [[1, 1, 1], [0, 0, 1]]],
    kind="BINARY",
    frame_segments=[1, 1],
    positions=stack(2),
)


def bits_run_on(columns: int) -> Decode:
    """Two frames of 3 rows: right only if bits run on over rows and frames."""
    return Decode(
        f"columns-modulo-8-is-{columns % 8}",
        f"1-bit frames of 3 rows and {columns} columns, packed without any padding",
        why="Bits run on over rows and frames: nothing starts on a byte. One toolkit padded "
        "rows, was corrected with a test that had the same mistake, and corrected again.",
        effect="The mask is sheared: each row starts a few pixels too early.",
        built=phantom(bits(2, 3, columns), kind="BINARY", frame_segments=[1, 1]),
        requirements="LM-PIX-016 LM-PIX-009",
        features="binary labels",
        links="https://github.com/InsightSoftwareConsortium/ITK/pull/6629 "
        "https://github.com/InsightSoftwareConsortium/ITK/pull/6638 "
        "https://github.com/nroduit/Weasis/pull/820",
    )


CODED = phantom(BITS, kind="BINARY", frame_segments=[1, 1])
UNLISTED = (
    ("read", "The samples are 0 and 1, whatever their bits", MODEL),
    (
        "refused",
        "The table of the transfer syntax does not list 1-bit pixels",
        "encoding.one-bit frames.one-bit frames.codestream encoding.codestream",
    ),
)

CASES = (
    *(bits_run_on(columns) for columns in range(9, 16)),
    Decode(
        "columns-modulo-8-is-0",
        "1-bit frames of 3 rows and 16 columns, packed without any padding",
        why="Rows end on byte borders, so that row padding cannot be noticed; frames of 3 rows "
        "stay aligned as well. The control of the sweep over widths.",
        effect="Even the simplest masks are wrong.",
        built=phantom(bits(2, 3, 16), kind="BINARY", frame_segments=[1, 1]),
        requirements="LM-PIX-016 LM-PIX-009",
        features="binary labels",
        links="https://github.com/InsightSoftwareConsortium/ITK/pull/6629 "
        "https://github.com/InsightSoftwareConsortium/ITK/pull/6638 "
        "https://github.com/nroduit/Weasis/pull/820",
    ),
    Decode(
        "eight-bits",
        "BINARY with 8 bits allocated, pixels 0 and 1",
        why="Not allowed, and found in the wild: a deployment kit and an early collection "
        "store BINARY as bytes. Readers that take the type for the pixel form read bits "
        "out of bytes.",
        effect="The mask is a barcode.",
        built=UNALIGNED.but(put_all(BitsAllocated=8, BitsStored=8, HighBit=7)),
        model_of=UNALIGNED,
        twin="binary.native-twin",
        alternatives=(
            ("read", "The bytes are taken as 0 and 1", MODEL),
            (
                "refused",
                "BINARY has one bit a pixel",
                "pixels.binary-bits dataset.enumerated-value",
            ),
        ),
        clarification="0039",
        requirements="LM-PIX-009",
        features="binary labels",
        links="https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/285 "
        "https://github.com/ImagingDataCommons/highdicom/issues/344",
        freedoms="frame-order",
    ),
    Decode(
        "empty-segment",
        "Three segments are described, the second has no frame",
        why="A finding that is absent is described and has no frames. A viewer hung on it and "
        "dropped the segment on export.",
        effect="The viewer hangs; segment 3 gets the name of segment 2.",
        built=phantom(
            [[[0, 1, 1], [1, 1, 0]], [[0, 0, 1], [0, 1, 1]]],
            segments=[1, 2, 3],
            kind="BINARY",
            frame_segments=[1, 3],
            positions=stack(2),
        ),
        requirements="LM-FG-010 LM-DES-003",
        features="binary labels segments",
        links="https://github.com/OHIF/Viewers/issues/3991 "
        "https://github.com/QIICR/QuantitativeReporting/issues/253 "
        "https://github.com/ImagingDataCommons/highdicom/issues/338",
        freedoms="frame-order",
    ),
    Decode(
        "jpeg2000",
        "BINARY in JPEG 2000 Lossless, with samples of one bit",
        why="Table 8.2.4-1 lists Bits Allocated 1. Decoders give a byte a sample, and a reader "
        "that expects packed bits unpacks them once more.",
        effect="The mask is eight times too small, or noise.",
        built=CODED.but(
            put("TransferSyntaxUID", bs.JPEG_2000),
            put("PixelData", bs.Encapsulated([JPEG2000_BITS_A, JPEG2000_BITS_B])),
        ),
        requirements="LM-TS-009 LM-TS-018",
        features="binary jpeg2000 labels",
        freedoms="frame-order",
    ),
    Decode(
        "jpeg-lossless",
        "BINARY in JPEG Lossless, with samples of eight bits",
        why="Table 8.2.1-2 does not list Bits Allocated 1, and JPEG has no samples of one bit. What "
        "an unsuspecting transcoder makes can be read, or refused, but must not become another mask.",
        effect="The mask is empty or noise.",
        built=CODED.but(
            put("TransferSyntaxUID", bs.JPEG_LOSSLESS),
            put("PixelData", bs.Encapsulated([JPEG_LOSSLESS_BITS_A, JPEG_LOSSLESS_BITS_B])),
        ),
        twin="binary.jpeg2000",
        alternatives=UNLISTED,
        clarification="0034",
        requirements="LM-TS-013 LM-TS-018",
        features="binary jpeg-lossless jpeg2000 labels",
        freedoms="frame-order",
    ),
    Decode(
        "jpegls",
        "BINARY in JPEG-LS, with samples of eight bits",
        why="Table 8.2.3-1 does not list Bits Allocated 1, and JPEG-LS has no samples of one bit. "
        "What an unsuspecting transcoder makes can be read, or refused.",
        effect="The mask is empty or noise.",
        built=CODED.but(
            put("TransferSyntaxUID", bs.JPEG_LS),
            put("PixelData", bs.Encapsulated([JPEGLS_BITS_A, JPEGLS_BITS_B])),
        ),
        twin="binary.jpeg2000",
        alternatives=UNLISTED,
        clarification="0034",
        requirements="LM-TS-008 LM-TS-018",
        features="binary jpegls jpeg2000 labels",
        freedoms="frame-order",
    ),
    Decode(
        "native-twin",
        "Two 1-bit frames in native encoding",
        why="The twin of files that compress or widen the same bits.",
        effect="BINARY segmentations cannot be read.",
        built=UNALIGNED,
        requirements="LM-PIX-009 LM-PIX-016",
        features="binary labels",
        freedoms="frame-order",
    ),
    Decode(
        "one-segment",
        "Two frames of one BINARY segment",
        why="The plain case of every older segmentation.",
        effect="BINARY segmentations cannot be read.",
        built=TWO_PLANES,
        requirements="LM-FG-010 LM-PIX-009 LM-TYP-004",
        features="binary labels",
        freedoms="frame-order",
    ),
    Decode(
        "overlapping-segments",
        "Two segments share pixels",
        why="Overlap is what BINARY can do and a label map cannot. Readers that build one "
        "label array keep the last segment.",
        effect="The tumour hides the organ that it lies in, or is lost.",
        built=phantom(
            [[[0, 1, 1], [1, 1, 0]], [[0, 0, 1], [0, 1, 1]]],
            kind="BINARY",
            frame_segments=[1, 2],
            positions=stack(1) * 2,
        ).but(put("SegmentsOverlap", "YES")),
        requirements="LM-OVL-001 LM-TYP-004",
        features="binary labels segments",
        links="https://github.com/OHIF/Viewers/issues/3496 "
        "https://github.com/OHIF/Viewers/issues/3992",
        freedoms="frame-order",
    ),
    Decode(
        "shared-segment",
        "The segment of all frames is named in the shared item",
        why="With one segment the group is the same for all frames and may be shared. Readers "
        "look in the per-frame items only.",
        effect="The file is refused, or has no segment.",
        built=TWO_PLANES.but(
            drop(f"{FRAMES}[*].SegmentIdentificationSequence"),
            put(f"{SHARED}.SegmentIdentificationSequence", [{"ReferencedSegmentNumber": 1}]),
        ),
        requirements="LM-FG-010 LM-FG-002",
        features="binary labels segments geometry",
        links="https://github.com/OHIF/Viewers/issues/2252 "
        "https://github.com/ImagingDataCommons/highdicom/issues/345 "
        "https://github.com/dcmjs-org/dcmjs/issues/166 "
        "https://github.com/QIICR/dcmqi/issues/428",
        freedoms="frame-order",
    ),
    Decode(
        "undescribed-segment",
        "A frame shows segment 2, but only segment 1 is described",
        why="A reader that goes on has a mask without a name, or indexes past the end of its list.",
        effect="A region is shown with the name of another.",
        built=TWO_PLANES.but(
            put(f"{FRAMES}[1].SegmentIdentificationSequence", [{"ReferencedSegmentNumber": 2}])
        ),
        codes="segments.undescribed",
        twin="binary.one-segment",
        requirements="LM-FG-010",
        features="binary",
        links="https://github.com/dcmjs-org/dcmjs/issues/357",
    ),
    Decode(
        "unequal-frames",
        "Segment 1 has one frame, segment 2 has three",
        why="Empty frames are left out for each segment. Readers that divide the frames evenly "
        "among the segments mix them.",
        effect="Half of the second organ is given to the first.",
        built=phantom(
            [
                [[0, 1, 1], [1, 0, 0]],
                [[1, 1, 1], [0, 0, 1]],
                [[0, 0, 1], [0, 0, 1]],
                [[1, 0, 0], [1, 0, 0]],
            ],
            kind="BINARY",
            frame_segments=[1, 2, 2, 2],
            positions=[stack(3)[1], *stack(3)],
        ),
        requirements="LM-FG-010 LM-VAL-014",
        features="binary labels segments geometry",
        links="https://github.com/dcmjs-org/dcmjs/issues/232 "
        "https://github.com/OHIF/Viewers/issues/3055",
        freedoms="frame-order",
    ),
)
