"""Cases of the area binary for the operation validate."""

from conformance import bytesmith as bs
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
from conformance.table import FRAMES, Validate, drop, phantom, put, put_all

TWO_MASKS = phantom(
    [[[0, 1, 1], [1, 0, 0]], [[0, 0, 0], [0, 1, 1]]],
    kind="BINARY",
    frame_segments=[1, 2],
    positions=stack(1) * 2,
)

CODED = phantom(BITS, kind="BINARY", frame_segments=[1, 1])

CASES = (
    Validate(
        "complete",
        "Two BINARY segments that do not overlap",
        why="The twin of the faults in BINARY.",
        effect="Every correct file is reported as broken.",
        built=TWO_MASKS,
        requirements="LM-FG-010 LM-OVL-001 LM-PIX-009",
        features="binary",
    ),
    Validate(
        "eight-bits-allocated",
        "BINARY with 8 bits allocated",
        why="One bit a pixel is the definition of BINARY. A deployment kit wrote bytes.",
        effect="Most viewers read a barcode.",
        built=TWO_MASKS.but(put_all(BitsAllocated=8, BitsStored=8, HighBit=7)),
        codes="pixels.binary-bits dataset.enumerated-value",
        twin="binary.complete",
        requirements="LM-PIX-009",
        finding=("LM-PIX-009", "BitsAllocated"),
        features="binary",
        links="https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/285",
    ),
    Validate(
        "missing-segment-identification",
        "Frames do not say which segment they show",
        why="The group is required unless the image is TILED_FULL.",
        effect="All segments look alike.",
        built=TWO_MASKS.but(drop(f"{FRAMES}[*].SegmentIdentificationSequence")),
        codes="frames.missing-group",
        twin="binary.complete",
        requirements="LM-FG-010 LM-DIM-004",
        finding=("LM-FG-010", "SegmentIdentificationSequence"),
        features="binary",
        links="https://github.com/ImagingDataCommons/highdicom/issues/345",
    ),
    Validate(
        "missing-segment-number",
        "Segment Identification without Referenced Segment Number",
        why="The group is there but has no content.",
        effect="The frame belongs to nothing.",
        built=TWO_MASKS.but(
            drop(f"{FRAMES}[1].SegmentIdentificationSequence[0].ReferencedSegmentNumber")
        ),
        codes="frames.missing-attribute",
        twin="binary.complete",
        requirements="LM-FG-010 LM-DIM-004",
        finding=(
            "LM-FG-010",
            "PerFrameFunctionalGroupsSequence[1].SegmentIdentificationSequence[0].ReferencedSegmentNumber",
        ),
        features="binary",
    ),
    Validate(
        "no-segment-dimension",
        "BINARY frames are indexed by position only",
        why="A dimension over the segment is usual, not required, so there is no error. "
        "Readers that sort by it are the rule: who writes such a file should hear of it.",
        effect="Viewers that list segments by their dimension show one.",
        built=TWO_MASKS.but(
            drop("DimensionIndexSequence[0]"),
            put(f"{FRAMES}[*].FrameContentSequence", [{"DimensionIndexValues": [1]}]),
            put(f"{FRAMES}[1].PlanePositionSequence", [{"ImagePositionPatient": stack(2)[1]}]),
            put(f"{FRAMES}[1].FrameContentSequence", [{"DimensionIndexValues": [2]}]),
        ),
        warn="frames.no-segment-dimension",
        requirements="LM-DIM-007",
        finding=("LM-DIM-007", "DimensionIndexSequence", "warning"),
        features="binary",
        level="SHOULD",
    ),
    Validate(
        "promise-broken",
        "Segments Overlap is NO, but two segments share a pixel",
        why="A converter that believes it writes a label map and loses a part of one segment.",
        effect="The tumour loses the pixels it shares with the organ.",
        built=phantom(
            [[[0, 1, 1], [1, 0, 0]], [[0, 1, 0], [0, 1, 1]]],
            kind="BINARY",
            frame_segments=[1, 2],
            positions=stack(1) * 2,
        ).but(put("SegmentsOverlap", "NO")),
        codes="pixels.overlap frames.overlap",
        twin="binary.promise-kept",
        requirements="LM-OVL-003",
        finding=("LM-OVL-003", "PixelData"),
        features="binary",
        links="https://github.com/OHIF/Viewers/issues/3992",
    ),
    Validate(
        "promise-kept",
        "Two BINARY segments that do not overlap, and the file says so",
        why="A promise that converters to label maps rely on; this file keeps it.",
        effect="Correct files are reported as broken.",
        built=TWO_MASKS.but(put("SegmentsOverlap", "NO")),
        requirements="LM-OVL-003 LM-OVL-001",
        features="binary",
    ),
    Validate(
        "reference-to-no-segment",
        "A frame shows segment 3, which is not described",
        why="The number in a frame has to be one of Segment Sequence.",
        effect="A region without a name, or a crash.",
        built=TWO_MASKS.but(
            put(f"{FRAMES}[1].SegmentIdentificationSequence", [{"ReferencedSegmentNumber": 3}])
        ),
        codes="segments.undescribed",
        twin="binary.complete",
        requirements="LM-FG-010",
        features="binary",
        links="https://github.com/dcmjs-org/dcmjs/issues/357",
    ),
    Validate(
        "wrong-high-bit",
        "BINARY with High Bit 1",
        why="It has to be 0; a toolkit wrote 1 for years.",
        effect="Strict readers refuse the file.",
        built=TWO_MASKS.but(put("HighBit", 1)),
        codes="dataset.enumerated-value pixels.high-bit",
        twin="binary.complete",
        requirements="LM-PIX-009",
        features="binary",
        links="https://github.com/DCMTK/dcmtk/commit/3e85b3744",
    ),
    Validate(
        "wrong-overlap",
        "Segments Overlap of a BINARY segmentation is UNKNOWN",
        why="YES, UNDEFINED and NO are defined; UNKNOWN is what other attributes say.",
        effect="Software takes an unknown word for one of the others.",
        built=TWO_MASKS.but(put("SegmentsOverlap", "UNKNOWN")),
        codes="dataset.enumerated-value",
        twin="binary.promise-kept",
        requirements="LM-OVL-001",
        finding=("LM-OVL-001", "SegmentsOverlap"),
        features="binary",
    ),
    Validate(
        "valid-jpeg2000",
        "BINARY in JPEG 2000 Lossless has no errors",
        why="Table 8.2.4-1 of PS3.5 lists Bits Allocated 1 for MONOCHROME2.",
        effect="Every mask that was compressed within the standard is reported as broken.",
        built=CODED.but(
            put("TransferSyntaxUID", bs.JPEG_2000),
            put("PixelData", bs.Encapsulated([JPEG2000_BITS_A, JPEG2000_BITS_B])),
        ),
        requirements="LM-TS-009",
        features="binary jpeg2000",
    ),
    Validate(
        "invalid-jpeg-lossless",
        "A validator meets BINARY in JPEG Lossless, with samples of eight bits",
        why="Table 8.2.1-2 of PS3.5 does not list Bits Allocated 1, and JPEG has no samples of one "
        "bit: the codestream cannot agree with Bits Stored.",
        effect="A mask that half of the readers cannot open leaves the house.",
        built=CODED.but(
            put("TransferSyntaxUID", bs.JPEG_LOSSLESS),
            put("PixelData", bs.Encapsulated([JPEG_LOSSLESS_BITS_A, JPEG_LOSSLESS_BITS_B])),
        ),
        codes="frames.codestream encoding.codestream encoding.one-bit",
        twin="binary.valid-jpeg2000",
        requirements="LM-TS-013 LM-TS-018",
        finding=("LM-TS-018", "PixelData frame 0"),
        features="binary jpeg-lossless jpeg2000",
    ),
    Validate(
        "invalid-jpegls",
        "A validator meets BINARY in JPEG-LS, with samples of eight bits",
        why="Table 8.2.3-1 of PS3.5 does not list Bits Allocated 1, and JPEG-LS has no samples of "
        "one bit: the codestream cannot agree with Bits Stored.",
        effect="A mask that half of the readers cannot open leaves the house.",
        built=CODED.but(
            put("TransferSyntaxUID", bs.JPEG_LS),
            put("PixelData", bs.Encapsulated([JPEGLS_BITS_A, JPEGLS_BITS_B])),
        ),
        codes="frames.codestream encoding.codestream encoding.one-bit",
        twin="binary.valid-jpeg2000",
        requirements="LM-TS-008 LM-TS-018",
        finding=("LM-TS-018", "PixelData frame 0"),
        features="binary jpegls jpeg2000",
    ),
)
