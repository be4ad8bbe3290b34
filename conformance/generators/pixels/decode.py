"""Cases of the area pixels for the operation decode."""

from conformance import bytesmith as bs
from conformance.table import MODEL, Decode, drop, phantom, put, put_all

THREE_AND_NINE = phantom([[[0, 3, 3], [9, 9, 0]]], segments=[0, 3, 9], background=0)
LOW_BYTES = phantom([[[0, 3], [9, 200]]], background=0, bits=16)

CASES = (
    Decode(
        "described-value",
        "Every pixel value is described by a segment",
        why="The ordinary case; it also shows that a reader which refuses the faulty twins "
        "does not refuse everything.",
        effect="The most ordinary label map cannot be opened.",
        built=THREE_AND_NINE,
        requirements="LM-VAL-001 LM-VAL-002",
        features="mono8 labels",
        more={"smoke": True},
    ),
    Decode(
        "eight-bits-in-sixteen",
        "Bits Allocated 16 with Bits Stored 8",
        why="The table of the Segmentation Image Module lists only 8 of 8 and 16 of 16; "
        "general image rules and dciodvfy allow 8 of 16. Readers do either.",
        effect="The file opens in half of the programs.",
        built=LOW_BYTES.but(put_all(BitsStored=8, HighBit=7)),
        twin="pixels.small-values-in-16-bits",
        alternatives=(
            ("read", "Each sample is the low byte of a word", MODEL),
            (
                "refused",
                "Bits Stored has to equal Bits Allocated",
                "pixels.description dataset.wrong-value",
            ),
        ),
        clarification="0019",
        requirements="LM-PIX-007",
        features="mono16 labels",
    ),
    Decode(
        "fewer-frames-than-stated",
        "Number of Frames says two, Pixel Data holds one",
        why="A copy with frames removed and the count left alone. Readers that trust the count "
        "read past the end or invent an empty frame.",
        effect="A slice appears that nobody segmented.",
        built=THREE_AND_NINE.but(put("NumberOfFrames", 2)),
        codes="frames.length pixels.length frames.count dataset.items",
        twin="pixels.described-value",
        requirements="LM-PIX-023 LM-PIX-015 LM-FG-003 LM-FG-001",
    ),
    Decode(
        "largest-label",
        "Label 65535 in 16 bits",
        why="Segment Number is an unsigned short, so 65535 is a legal label; programs reserve "
        "it as a mark of their own or read it as -1.",
        effect="The segment with the largest number disappears.",
        built=phantom([[[0, 65535], [65535, 32768]]], background=0, bits=16),
        requirements="LM-DES-004 LM-PIX-006 LM-VAL-001",
        features="mono16 labels segments",
    ),
    Decode(
        "no-pixel-data",
        "There is no Pixel Data",
        why="Servers send metadata without pixels when asked so; a reader must not take that "
        "for a segmentation that is empty.",
        effect="An existing segmentation is shown as empty.",
        built=THREE_AND_NINE.but(put("PixelData", None)),
        codes="dataset.missing-attribute pixels.missing",
        twin="pixels.described-value",
        requirements="LM-PIX-014",
    ),
    Decode(
        "odd-frames",
        "Frames of nine bytes follow each other without gaps",
        why="Only the end of Pixel Data is padded to an even length. Readers that pad each "
        "frame shift every later one by a sample.",
        effect="From the second slice on, the label map creeps sideways.",
        built=phantom(
            [[[5 * f + r + c & 7 for c in range(3)] for r in range(3)] for f in range(3)],
            segments=range(8),
        ),
        requirements="LM-PIX-015",
        features="mono8 labels",
        links="https://github.com/QIICR/dcmqi/issues/341",
    ),
    Decode(
        "only-background",
        "All pixels are background although three organs are described",
        why="An empty result says that nothing was found and which structures were looked for. "
        "Readers refuse it, hang on it, or drop the segments that do not occur.",
        effect="The absence of a tumour, a finding, is reported as a broken file.",
        built=phantom([[[0, 0], [0, 0]]], segments=[0, 1, 2, 3], background=0),
        requirements="LM-VAL-003 LM-VAL-014",
        features="mono8 labels segments background",
        links="https://github.com/ImagingDataCommons/highdicom/issues/180 "
        "https://github.com/QIICR/dcmqi/issues/471 "
        "https://github.com/OHIF/Viewers/issues/3991",
    ),
    Decode(
        "short",
        "Pixel Data is two bytes too short",
        why="Readers that allocate the frame first and fill in what there is show zeros, or "
        "whatever was in memory, for the rest.",
        effect="The lower part of the last slice is silently empty.",
        built=THREE_AND_NINE.but(put("PixelData", bs.Raw(bytes([0, 3, 3, 9]), "OB"))),
        codes="frames.length pixels.length",
        twin="pixels.described-value",
        requirements="LM-PIX-015",
    ),
    Decode(
        "signed-byte-limit",
        "Labels 127, 128, 254 and 255 in 8 bits",
        why="Programs that keep labels in signed bytes fold 128 onto -128; some cap the number "
        "of classes at 64 or 127 for that fear.",
        effect="Every second organ of a whole-body segmentation is gone or negative.",
        built=phantom([[[127, 128], [254, 255]]]),
        requirements="LM-PIX-005 LM-PIX-006 LM-VAL-001",
        features="mono8 labels",
        links="https://github.com/DIAGNijmegen/rse-panimg/issues/119",
    ),
    Decode(
        "single-sample",
        "One frame, one segment, one sample",
        why="The smallest label map. Readers that drop axes of length one, or expect a list "
        "where there is one item, fail on it.",
        effect="A segmentation of a single image cannot be opened.",
        built=phantom([[[6]]], segments=[6]),
        requirements="LM-PIX-023 LM-PIX-011 LM-DES-001",
        features="mono8 labels segments",
        links="https://github.com/QIICR/dcmqi/issues/407 "
        "https://github.com/dcmjs-org/dcmjs/issues/54",
    ),
    Decode(
        "small-values-in-16-bits",
        "Labels below 256 stored in 16 bits",
        why="Bits Allocated tells the width of a sample, not its largest value. Readers that "
        "guess the width from the values see a zero after each label.",
        effect="Half of the frames are missing and every second column is empty.",
        built=LOW_BYTES,
        requirements="LM-PIX-006 LM-PIX-015",
        features="mono16 labels",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611",
    ),
    Decode(
        "surplus-bytes",
        "Pixel Data is two bytes longer than its frames",
        why="Some writers pad to four bytes, or add a byte to data that are even already. The "
        "surplus says nothing about the pixels, but a reader that divides the length by "
        "the number of frames gets a wrong frame size.",
        effect="Slices are shifted by a fraction of a sample row.",
        built=THREE_AND_NINE.but(put("PixelData", bs.Raw(bytes([0, 3, 3, 9, 9, 0, 0, 0]), "OB"))),
        twin="pixels.described-value",
        alternatives=(
            ("ignored", "What follows the last frame is ignored", MODEL),
            ("refused", "A length that does not fit is refused", "frames.length pixels.length"),
        ),
        clarification="0040",
        requirements="LM-PIX-015",
        features="mono8 labels",
        links="https://github.com/QIICR/dcmqi/issues/341",
    ),
    Decode(
        "three-samples",
        "Samples per Pixel is 3",
        why="Colour overlays saved under the label map class. Readers that ignore the "
        "attribute read red, green and blue as three labels.",
        effect="One voxel becomes three.",
        built=THREE_AND_NINE.but(put("SamplesPerPixel", 3)),
        codes="pixels.description dataset.wrong-value",
        twin="pixels.described-value",
        requirements="LM-PIX-002",
    ),
    Decode(
        "undescribed-value",
        "A pixel value has no item in Segment Sequence",
        why="Writers that forget a segment leave voxels that mean nothing; a reader that "
        "accepts them shows an unnamed region or, indexing by position, a wrong name.",
        effect="Part of the segmentation has no name, or the name of something else.",
        built=THREE_AND_NINE.but(drop("SegmentSequence[2]")),
        codes="pixels.undescribed-value",
        twin="pixels.described-value",
        requirements="LM-VAL-002",
    ),
    Decode(
        "wide-values",
        "16-bit values around 255 and 65535 in rows of odd length",
        why="Readers that allocate bytes for labels, or cap label numbers at 255, fold "
        "different segments onto each other.",
        effect="Segments 256 and 4096 vanish into the background.",
        built=phantom([[[0, 255, 256], [257, 4096, 65534]]], background=0, bits=16),
        requirements="LM-PIX-006 LM-PIX-015",
        features="mono16 labels",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611",
    ),
)
