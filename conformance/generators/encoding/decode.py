"""Cases of the area encoding for the operation decode."""

import struct

from conformance import bytesmith as bs
from conformance.generators.encoding._streams import (
    DEFLATE_A,
    DEFLATE_B,
    HTJ2K_A,
    HTJ2K_B,
    HTJ2K_WIDE,
    JPEG2000_A,
    JPEG2000_B,
    JPEG2000_ONE,
    JPEG2000_TALL,
    JPEG2000_WIDE,
    JPEG_LOSSLESS_A,
    JPEG_XL_A,
    JPEG_XL_B,
    JPEG_XL_WIDE,
    JPEGLS_A,
    JPEGLS_B,
    JPEGLS_ONE,
    JPEGLS_WIDE,
    ONE,
    TALL,
    WIDE,
    A,
    B,
)
from conformance.table import MODEL, Decode, phantom, put, put_all

ONE_JPEG_LS = phantom([A], background=0, syntax=bs.JPEG_LS)
DEFLATED_FRAMES = phantom([A, B], background=0, syntax=bs.DEFLATED_FRAME)
DEFLATED_FRAME = phantom([A], background=0, syntax=bs.DEFLATED_FRAME)
JPEG_LS = phantom([B, A], background=0, syntax=bs.JPEG_LS)
JPEG_XL = phantom([A], background=0, syntax=bs.JPEG_XL)
JPEG_2000 = phantom([A, B], background=0, syntax=bs.JPEG_2000)
SEVENS = phantom([[[7, 7, 7, 7], [7, 7, 7, 7]]], syntax=bs.RLE)

CASES = (
    Decode(
        "big-endian",
        "16-bit labels in Explicit VR Big Endian",
        why="Retired, and still in archives. Every number is swapped: tags, lengths, samples "
        "and the padding value; readers forget the last two.",
        effect="Label 1 becomes 256, and the background is not recognised.",
        built=phantom([WIDE], background=256, bits=16, syntax=bs.BIG_ENDIAN),
        requirements="LM-TS-001 LM-PIX-015",
        features="mono16 big-endian labels background",
        links="https://github.com/pydicom/pydicom/pull/2159",
    ),
    Decode(
        "codestream-cut",
        "A JPEG-LS codestream is cut off",
        why="A broken transfer. Codecs fill up with the last value or zeros and report success.",
        effect="The lower part of the slice is one colour.",
        built=ONE_JPEG_LS.but(put("PixelData", bs.Encapsulated([JPEGLS_A[:60]]))),
        codes="frames.codestream encoding.codestream frames.codec",
        twin="encoding.jpegls-single",
        requirements="LM-TS-008 LM-TS-018",
        features="mono8 jpegls",
    ),
    Decode(
        "codestream-turned",
        "The codestream has 3 rows of 5, the attributes say 5 rows of 3",
        why="The number of samples fits, so readers that only reshape notice nothing.",
        effect="The label map is a pattern of stripes.",
        built=ONE_JPEG_LS.but(
            put_all(Rows=5, Columns=3), put("PixelData", bs.Encapsulated([JPEGLS_A]))
        ),
        codes="frames.codestream encoding.codestream",
        twin="encoding.jpegls-single",
        requirements="LM-TS-018",
        features="mono8 jpegls",
    ),
    Decode(
        "deflated",
        "The whole data set is deflated, with a pad byte at the end",
        why="Raw deflate after the file meta information. A reader built without zlib was "
        "shipped; others expect a zlib header, or take the pad byte for data.",
        effect="The file cannot be opened on one operating system.",
        built=phantom([A, B], background=0, syntax=bs.DEFLATED),
        requirements="LM-TS-002 LM-FMI-004",
        features="mono8 deflated labels",
        links="https://github.com/QIICR/dcmqi/issues/549",
    ),
    Decode(
        "deflated-frame",
        "Each frame is a raw deflate stream with a pad byte",
        why="New in 2025. The stream has no zlib header, and one zero byte makes it even; "
        "inflaters set up for zlib or gzip refuse it.",
        effect="The newest lossless encoding cannot be read.",
        built=DEFLATED_FRAMES.but(put("PixelData", bs.Encapsulated([DEFLATE_A, DEFLATE_B]))),
        requirements="LM-TS-003 LM-TS-004 LM-TS-005",
        features="mono8 deflated-frame labels",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2898 "
        "https://github.com/pydicom/pydicom/pull/2213",
    ),
    Decode(
        "deflated-frame-binary",
        "Deflated 1-bit frames of 15 pixels, each from a byte of its own",
        why="In native data the bits run on through all frames; here each frame starts on a "
        "byte. Readers use one rule for both.",
        effect="The second slice starts with the last pixel of the first.",
        built=phantom(
            [[[0, 1, 1, 1, 0]] * 3, [[1, 0, 0, 1, 1]] * 3],
            kind="BINARY",
            frame_segments=[1, 1],
            syntax=bs.DEFLATED_FRAME,
        ),
        requirements="LM-TS-019 LM-TS-006",
        features="binary deflated-frame labels",
        links="https://github.com/pydicom/pydicom/pull/2266 "
        "https://github.com/Enet4/dicom-rs/issues/832",
    ),
    Decode(
        "deflated-frame-cut",
        "A deflate stream is cut off",
        why="A transfer that broke. Inflaters return what they have and report no end; readers "
        "that ignore that pad with zeros.",
        effect="The lower half of the slice is background.",
        built=DEFLATED_FRAME.but(put("PixelData", bs.Encapsulated([DEFLATE_A[:8]]))),
        codes="frames.deflate encoding.deflate",
        twin="encoding.deflated-frame-single",
        requirements="LM-TS-003 LM-TS-006",
        features="mono8 deflated-frame",
    ),
    Decode(
        "deflated-frame-single",
        "One frame as a raw deflate stream",
        why="The twin of damaged deflated frames.",
        effect="The newest lossless encoding cannot be read.",
        built=DEFLATED_FRAME.but(put("PixelData", bs.Encapsulated([DEFLATE_A]))),
        requirements="LM-TS-003 LM-TS-006",
        features="mono8 deflated-frame labels",
    ),
    Decode(
        "deflated-frame-sixteen",
        "Deflated frames of 16-bit labels",
        why="Deflate works on bytes, the samples are little endian words.",
        effect="Every second pixel is empty.",
        built=phantom([WIDE], background=0, bits=16, syntax=bs.DEFLATED_FRAME),
        requirements="LM-TS-003 LM-TS-006",
        features="mono16 deflated-frame labels",
    ),
    Decode(
        "deflated-frame-stored",
        "Deflated frames made of stored blocks",
        why="A deflate stream may hold data as they are. Small decoders of browsers know only "
        "compressed blocks.",
        effect="Slices that do not compress are missing.",
        built=DEFLATED_FRAMES,
        requirements="LM-TS-003 LM-TS-006",
        features="mono8 deflated-frame labels",
    ),
    Decode(
        "empty-offset-table",
        "An empty Basic Offset Table",
        why="Frames have to be found by counting items. Readers that need the table see one frame.",
        effect="Only the first slice is shown.",
        built=JPEG_LS.but(put("PixelData", bs.Encapsulated([JPEGLS_B, JPEGLS_A]))),
        requirements="LM-TS-014 LM-TS-015",
        features="mono8 jpegls labels",
    ),
    Decode(
        "encapsulated-uncompressed",
        "Uncompressed frames of 15 bytes as fragments",
        why="Encapsulated Uncompressed has frames as they are, each in an item with a pad "
        "byte. Readers take the pad for a pixel or expect a codec.",
        effect="From the second slice on the label map is shifted by a sample.",
        built=phantom([A, B], background=0, syntax=bs.ENCAPSULATED),
        requirements="LM-TS-012 LM-TS-014",
        features="mono8 encapsulated labels",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2898",
    ),
    Decode(
        "encapsulated-uncompressed-sixteen",
        "Uncompressed 16-bit frames as fragments",
        why="OB with undefined length holds little endian words here. Readers that go by OB "
        "read bytes.",
        effect="Twice as many pixels, half of them empty.",
        built=phantom([WIDE], background=0, bits=16, syntax=bs.ENCAPSULATED),
        requirements="LM-TS-012 LM-PIX-017",
        features="mono16 encapsulated labels",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2898",
    ),
    Decode(
        "extended-lengths-unpadded",
        "An Extended Offset Table, lengths without the pad byte",
        why="The text does not say whether the pad counts, so readers take both. Those that "
        "compare with the length of the item refuse one of them.",
        effect="Half of the large files do not open.",
        built=JPEG_LS.but(
            put_all(
                PixelData=bs.Encapsulated([JPEGLS_B, JPEGLS_A]),
                ExtendedOffsetTable=bs.Raw(bs.offset_table([JPEGLS_B, JPEGLS_A], bits=64)),
                ExtendedOffsetTableLengths=bs.Raw(struct.pack("<2Q", 81, 80)),
            )
        ),
        requirements="LM-TS-017",
        features="mono8 jpegls labels",
        links="https://github.com/pydicom/pydicom/issues/1968",
    ),
    Decode(
        "extended-offset-table",
        "An Extended Offset Table, lengths with the pad byte",
        why="64-bit offsets for large files. Readers that skip unknown tables still count "
        "items; those that use it must know that lengths may include the pad.",
        effect="Slices beyond four gigabytes cannot be reached.",
        built=JPEG_LS.but(
            put_all(
                PixelData=bs.Encapsulated([JPEGLS_B, JPEGLS_A]),
                ExtendedOffsetTable=bs.Raw(bs.offset_table([JPEGLS_B, JPEGLS_A], bits=64)),
                ExtendedOffsetTableLengths=bs.Raw(struct.pack("<2Q", 82, 80)),
            )
        ),
        requirements="LM-TS-016 LM-TS-017",
        features="mono8 jpegls labels",
        links="https://github.com/ImagingDataCommons/libdicom/issues/92 "
        "https://github.com/pydicom/pydicom/issues/1968",
    ),
    Decode(
        "fewer-fragments-than-frames",
        "Two frames are announced, one fragment is there",
        why="A file that lost its end cleanly. Readers show the frame twice, or an empty one.",
        effect="A slice appears that nobody segmented.",
        built=JPEG_LS.but(put("PixelData", bs.Encapsulated([JPEGLS_B, JPEGLS_A][:1]))),
        codes="frames.encapsulation frames.fragments frames.length",
        twin="encoding.empty-offset-table",
        requirements="LM-TS-014 LM-PIX-023",
        features="mono8 jpegls",
    ),
    Decode(
        "fragments-without-table",
        "Four fragments for two frames, without a table",
        why="Legal to write, and only the start markers of the codestreams tell the frames apart.",
        effect="Four slices instead of two, two of them broken.",
        built=JPEG_2000.but(
            put(
                "PixelData",
                bs.Encapsulated(
                    [JPEG2000_A[:70], JPEG2000_A[70:], JPEG2000_B[:80], JPEG2000_B[80:]]
                ),
            )
        ),
        twin="encoding.two-fragments-a-frame",
        alternatives=(
            ("read", "Codestreams tell where they begin", MODEL),
            (
                "refused",
                "Without a table the fragments cannot be assigned",
                "frames.offset-table frames.encapsulation",
            ),
        ),
        clarification="0040",
        requirements="LM-TS-014",
        features="mono8 jpeg2000 labels",
    ),
    Decode(
        "htj2k",
        "HTJ2K frames of 3 rows and 5 columns",
        why="Frames smaller than a codec expects, and one of odd length. Encoders failed on "
        "tiny frames, readers took the pad byte for part of the stream.",
        effect="HTJ2K label maps cannot be read.",
        built=phantom([A, B], background=0, syntax="1.2.840.10008.1.2.4.201").but(
            put("PixelData", bs.Encapsulated([HTJ2K_A, HTJ2K_B]))
        ),
        requirements="LM-TS-010 LM-TS-014 LM-TS-018",
        features="mono8 htj2k labels",
        links="https://github.com/OHIF/Viewers/issues/5806",
    ),
    Decode(
        "htj2k-sixteen",
        "HTJ2K with 16-bit labels",
        why="The codec gives words, and their order is that of the machine; values above 32767 "
        "come back signed from some.",
        effect="Label 65534 becomes -2 and is dropped.",
        built=phantom([WIDE], background=0, bits=16, syntax="1.2.840.10008.1.2.4.201").but(
            put("PixelData", bs.Encapsulated([HTJ2K_WIDE]))
        ),
        requirements="LM-TS-010 LM-TS-018",
        features="mono16 htj2k labels",
        links="https://github.com/OHIF/Viewers/issues/5806",
    ),
    Decode(
        "implicit",
        "A label map in Implicit VR Little Endian",
        why="The default of the network. Pixel Data are OW there also for bytes, and readers "
        "that swap words change places of neighbours.",
        effect="Every pair of pixels is exchanged.",
        built=phantom([A, B], background=0, syntax=bs.IMPLICIT),
        requirements="LM-TS-001 LM-PIX-017",
        features="mono8 implicit labels segments",
    ),
    Decode(
        "jpeg2000",
        "JPEG 2000 frames of 3 rows and 5 columns",
        why="Frames smaller than a codec expects, and one of odd length. Encoders failed on "
        "tiny frames, readers took the pad byte for part of the stream.",
        effect="JPEG 2000 label maps cannot be read.",
        built=JPEG_2000.but(put("PixelData", bs.Encapsulated([JPEG2000_A, JPEG2000_B]))),
        requirements="LM-TS-009 LM-TS-014 LM-TS-018",
        features="mono8 jpeg2000 labels",
        links="https://github.com/ImagingDataCommons/highdicom/issues/91",
    ),
    Decode(
        "jpeg2000-one-pixel",
        "A JPEG 2000 frame of one pixel",
        why="Wavelet levels need pixels; encoders that always ask for five levels fail on tiny "
        "frames, decoders on streams without levels.",
        effect="A crop to one voxel crashes the viewer.",
        built=phantom([ONE], syntax=bs.JPEG_2000).but(
            put("PixelData", bs.Encapsulated([JPEG2000_ONE]))
        ),
        requirements="LM-TS-009",
        features="mono8 jpeg2000 labels",
        links="https://github.com/ImagingDataCommons/highdicom/issues/91",
    ),
    Decode(
        "jpeg2000-sixteen",
        "JPEG 2000 with 16-bit labels",
        why="The codec gives words, and their order is that of the machine; values above 32767 "
        "come back signed from some.",
        effect="Label 65534 becomes -2 and is dropped.",
        built=phantom([WIDE], background=0, bits=16, syntax=bs.JPEG_2000).but(
            put("PixelData", bs.Encapsulated([JPEG2000_WIDE]))
        ),
        requirements="LM-TS-009 LM-TS-018",
        features="mono16 jpeg2000 labels",
        links="https://github.com/ImagingDataCommons/highdicom/issues/91",
    ),
    Decode(
        "jpeg2000-tall",
        "A JPEG 2000 frame of 66 rows and 9 columns",
        why="Sizes just beyond a power of two make uneven wavelet bands, and more than one "
        "code block.",
        effect="A seam runs through the slice.",
        built=phantom([TALL], syntax=bs.JPEG_2000).but(
            put("PixelData", bs.Encapsulated([JPEG2000_TALL]))
        ),
        requirements="LM-TS-009 LM-TS-018",
        features="mono8 jpeg2000 labels",
        more={"size": "A second code block needs more than 64 rows"},
    ),
    Decode(
        "jpeg-lossless",
        "A JPEG Lossless frame (process 14, first-order prediction)",
        why="Old archives convert everything to it. Decoders for photographs know only the "
        "lossy processes.",
        effect="The migrated archive shows no segmentation.",
        built=phantom([A], background=0, syntax="1.2.840.10008.1.2.4.70").but(
            put("PixelData", bs.Encapsulated([JPEG_LOSSLESS_A]))
        ),
        requirements="LM-TS-013",
        features="mono8 jpeg-lossless labels",
    ),
    Decode(
        "jpegls",
        "JPEG-LS frames of 3 rows and 5 columns",
        why="Frames smaller than a codec expects, and one of odd length. Encoders failed on "
        "tiny frames, readers took the pad byte for part of the stream.",
        effect="JPEG-LS label maps cannot be read.",
        built=phantom([A, B], background=0, syntax=bs.JPEG_LS).but(
            put("PixelData", bs.Encapsulated([JPEGLS_A, JPEGLS_B]))
        ),
        requirements="LM-TS-008 LM-TS-014 LM-TS-018",
        features="mono8 jpegls labels",
        links="https://github.com/OHIF/Viewers/issues/5806",
    ),
    Decode(
        "jpegls-one-pixel",
        "A JPEG-LS frame of one pixel",
        why="The smallest frame; encoders and decoders with a minimum size refuse it.",
        effect="A crop to one voxel crashes the viewer.",
        built=phantom([ONE], syntax=bs.JPEG_LS).but(
            put("PixelData", bs.Encapsulated([JPEGLS_ONE]))
        ),
        requirements="LM-TS-008",
        features="mono8 jpegls labels",
        links="https://github.com/ImagingDataCommons/highdicom/issues/91",
    ),
    Decode(
        "jpegls-single",
        "One JPEG-LS frame",
        why="The twin of frames whose attributes contradict the codestream.",
        effect="JPEG-LS label maps cannot be read.",
        built=ONE_JPEG_LS.but(put("PixelData", bs.Encapsulated([JPEGLS_A]))),
        requirements="LM-TS-008 LM-TS-018",
        features="mono8 jpegls labels",
    ),
    Decode(
        "jpegls-sixteen",
        "JPEG-LS with 16-bit labels",
        why="The codec gives words, and their order is that of the machine; values above 32767 "
        "come back signed from some.",
        effect="Label 65534 becomes -2 and is dropped.",
        built=phantom([WIDE], background=0, bits=16, syntax=bs.JPEG_LS).but(
            put("PixelData", bs.Encapsulated([JPEGLS_WIDE]))
        ),
        requirements="LM-TS-008 LM-TS-018",
        features="mono16 jpegls labels",
        links="https://github.com/OHIF/Viewers/issues/5806",
    ),
    Decode(
        "jpegxl",
        "JPEG XL Lossless, two frames",
        why="In the standard since 2024. The stream begins with FF0A and has no end marker; the "
        "pad byte is no part of it.",
        effect="The newest codec of the standard cannot be read.",
        built=phantom([B, A], background=0, syntax=bs.JPEG_XL).but(
            put("PixelData", bs.Encapsulated([JPEG_XL_B, JPEG_XL_A]))
        ),
        requirements="LM-TS-011 LM-TS-018",
        features="mono8 jpegxl labels",
    ),
    Decode(
        "jpegxl-sixteen",
        "JPEG XL Lossless with 16-bit labels",
        why="Decoders work with floating point numbers inside, and round what they give: a label "
        "must come back as it was.",
        effect="Label 4096 becomes 4095.",
        built=phantom([WIDE], background=0, bits=16, syntax=bs.JPEG_XL).but(
            put("PixelData", bs.Encapsulated([JPEG_XL_WIDE]))
        ),
        requirements="LM-TS-011 LM-TS-018",
        features="mono16 jpegxl labels",
    ),
    Decode(
        "jpegxl-single",
        "One frame in JPEG XL Lossless",
        why="The twin of damaged JPEG XL frames.",
        effect="The newest codec of the standard cannot be read.",
        built=JPEG_XL.but(put("PixelData", bs.Encapsulated([JPEG_XL_A]))),
        requirements="LM-TS-011 LM-TS-018",
        features="mono8 jpegxl labels",
    ),
    Decode(
        "jpegxl-cut",
        "A JPEG XL codestream is cut off",
        why="Decoders of JPEG XL show what has arrived, on purpose: they were made for networks.",
        effect="The lower part of the slice is invented.",
        built=JPEG_XL.but(put("PixelData", bs.Encapsulated([JPEG_XL_A[:24]]))),
        codes="frames.codestream encoding.codestream frames.codec",
        twin="encoding.jpegxl-single",
        requirements="LM-TS-011 LM-TS-018",
        features="mono8 jpegxl",
    ),
    Decode(
        "jpegxl-turned",
        "The JPEG XL stream has 3 rows of 5, the attributes say 5 rows of 3",
        why="The number of samples fits, so readers that only reshape notice nothing.",
        effect="The label map is a pattern of stripes.",
        built=JPEG_XL.but(
            put_all(Rows=5, Columns=3), put("PixelData", bs.Encapsulated([JPEG_XL_A]))
        ),
        codes="frames.codestream encoding.codestream",
        twin="encoding.jpegxl-single",
        requirements="LM-TS-018",
        features="mono8 jpegxl",
    ),
    Decode(
        "missing-delimiter",
        "The sequence delimiter after the last frame is missing",
        why="The file ends with the last fragment. Nothing of the pixels is lost, but a file "
        "cut off by a transfer looks the same.",
        effect="A series of one scanner is refused as truncated, or a truncated file passes.",
        built=JPEG_LS.but(put("PixelData", bs.Encapsulated([JPEGLS_B, JPEGLS_A], delimiter=False))),
        twin="encoding.empty-offset-table",
        alternatives=(
            ("read", "All frames are there", MODEL),
            ("refused", "The value has no end", "frames.encapsulation file.truncated"),
        ),
        clarification="0040",
        requirements="LM-TS-014",
        features="mono8 jpegls labels",
    ),
    Decode(
        "no-table-item",
        "The item of the Basic Offset Table is left out",
        why="The first item is the table, even if empty. Without it the first frame is taken "
        "for a table.",
        effect="The label map lacks its first slice and all others are shifted.",
        built=JPEG_LS.but(
            put("PixelData", bs.Encapsulated([JPEGLS_B, JPEGLS_A][1:], [JPEGLS_B, JPEGLS_A][0]))
        ),
        codes="frames.encapsulation frames.offset-table frames.fragments",
        twin="encoding.empty-offset-table",
        requirements="LM-TS-014",
        features="mono8 jpegls",
    ),
    Decode(
        "offset-table",
        "A filled Basic Offset Table after a frame of odd length",
        why="Offsets count the pad byte of the first frame. Readers that add up the lengths of "
        "the codestreams land one byte early.",
        effect="From the second slice on nothing is decoded.",
        built=JPEG_LS.but(
            put(
                "PixelData",
                bs.Encapsulated([JPEGLS_B, JPEGLS_A], bs.offset_table([JPEGLS_B, JPEGLS_A])),
            )
        ),
        requirements="LM-TS-015 LM-TS-014",
        features="mono8 jpegls labels",
        links="https://github.com/pydicom/pydicom/issues/1968",
    ),
    Decode(
        "offsets-without-pad",
        "Extended offsets that forget the pad byte",
        why="A well-known library wrote 0, 9, 18 where 0, 10, 20 was right. Files with such "
        "tables exist; the items themselves are in order.",
        effect="All slices but the first are noise.",
        built=JPEG_LS.but(
            put_all(
                PixelData=bs.Encapsulated([JPEGLS_B, JPEGLS_A]),
                ExtendedOffsetTable=bs.Raw(struct.pack("<2Q", 0, 89)),
                ExtendedOffsetTableLengths=bs.Raw(struct.pack("<2Q", 81, 80)),
            )
        ),
        twin="encoding.extended-lengths-unpadded",
        alternatives=(
            ("read", "A table that points beside the items is not used", MODEL),
            (
                "refused",
                "A table that points beside the items is a fault",
                "frames.offset-table frames.encapsulation",
            ),
        ),
        clarification="0040",
        requirements="LM-TS-016",
        features="mono8 jpegls labels",
        links="https://github.com/pydicom/pydicom/issues/1968",
    ),
    Decode(
        "one-frame-in-fragments",
        "One frame in two fragments, without a table",
        why="With a single frame all fragments belong to it. Readers take the first.",
        effect="The lower half of the slice is missing.",
        built=phantom([A], background=0, syntax=bs.JPEG_2000).but(
            put("PixelData", bs.Encapsulated([JPEG2000_A[:70], JPEG2000_A[70:]]))
        ),
        requirements="LM-TS-014 LM-TS-009",
        features="mono8 jpeg2000 labels",
        links="https://github.com/dcmjs-org/dcmjs/issues/205",
    ),
    Decode(
        "rle",
        "8-bit RLE Lossless, rows of five",
        why="The most compact encoding that needs no codec library, and the default of a web "
        "viewer. Its label maps were once kept uncompressed to avoid RLE bugs.",
        effect="The files of that viewer open nowhere else.",
        built=phantom([A, B], background=0, syntax=bs.RLE),
        requirements="LM-TS-007 LM-TS-014",
        features="mono8 rle labels",
        links="https://github.com/OHIF/Viewers/issues/6216 "
        "https://github.com/dcmjs-org/dcmjs/issues/78",
    ),
    Decode(
        "rle-crosses-rows",
        "An RLE run goes on into the next row",
        why="The encoder of a web viewer packed whole frames. Rows must be packed one by one; "
        "most decoders do not care, some count rows and lose the rest.",
        effect="The label map is sheared or half empty, in some programs only.",
        built=SEVENS.but(
            put("PixelData", bs.Encapsulated([bs.rle_fragment([bytes([257 - 8, 7])])]))
        ),
        twin="encoding.rle-two-runs",
        alternatives=(
            ("read", "Pixels simply follow each other", MODEL),
            ("refused", "Each row is packed on its own", "frames.rle encoding.rle"),
        ),
        clarification="0040",
        requirements="LM-TS-007",
        features="mono8 rle labels",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611",
    ),
    Decode(
        "rle-literal-beyond-end",
        "An RLE literal asks for more bytes than there are",
        why="Four bytes announced, one present. Unchecked decoders read what lies behind the "
        "frame.",
        effect="Random labels, or a crash by a crafted file.",
        built=SEVENS.but(
            put("PixelData", bs.Encapsulated([bs.rle_fragment([bytes([257 - 4, 7, 3, 7])])]))
        ),
        codes="frames.rle encoding.rle",
        twin="encoding.rle-two-runs",
        requirements="LM-TS-007",
        features="mono8 rle",
    ),
    Decode(
        "rle-no-operation",
        "RLE with no-operation bytes between and after packets",
        why="The byte 128 does nothing and is legal. Decoders take it for a run of 129, or stop.",
        effect="Half of the slice is missing.",
        built=SEVENS.but(
            put(
                "PixelData",
                bs.Encapsulated([bs.rle_fragment([bytes([257 - 4, 7, 128, 257 - 4, 7, 128])])]),
            )
        ),
        requirements="LM-TS-007",
        features="mono8 rle labels",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611",
    ),
    Decode(
        "rle-odd-packets",
        "RLE packets of odd length with their pad byte",
        why="Seven bytes of packets and a zero to make them even. The zero looks like the "
        "start of a literal without data; decoders ran past the end or threw.",
        effect="A whole series does not open.",
        built=SEVENS.but(
            put(
                "PixelData",
                bs.Encapsulated([bs.rle_fragment([bytes([257 - 4, 7, 3, 7, 7, 7, 7])])]),
            )
        ),
        requirements="LM-TS-007 LM-TS-014",
        features="mono8 rle labels",
        links="https://github.com/pydicom/pydicom/pull/2180 "
        "https://github.com/pydicom/pydicom/issues/1438",
    ),
    Decode(
        "rle-offset-outside",
        "The RLE header points beyond the frame",
        why="The offset of a segment is data from outside. Decoders that trust it read another "
        "frame or crash.",
        effect="A crafted file brings the viewer down.",
        built=SEVENS.but(
            put(
                "PixelData",
                bs.Encapsulated(
                    [struct.pack("<16I", 1, 640, *[0] * 14) + bytes([257 - 4, 7, 257 - 4, 7])]
                ),
            )
        ),
        codes="frames.rle encoding.rle",
        twin="encoding.rle-two-runs",
        requirements="LM-TS-007",
        features="mono8 rle",
    ),
    Decode(
        "rle-planes-in-order",
        "16-bit RLE, one label whose two bytes differ",
        why="The twin of a frame with exchanged byte planes.",
        effect="All labels are exchanged for others.",
        built=phantom([[[258, 258]]], bits=16, syntax=bs.RLE),
        requirements="LM-TS-007",
        features="mono16 rle labels",
    ),
    Decode(
        "rle-run-lengths",
        "RLE runs of 127, 128, 129 and 130, and a literal of 130",
        why="A packet holds at most 128 bytes. Encoders and decoders that keep the count in a "
        "signed byte fail between 127 and 129.",
        effect="Rows of a large organ break off or slide into the next.",
        built=phantom(
            [[[7] * 127 + [1, 2, 3], [7] * 128 + [1, 2], [7] * 129 + [1], [7] * 130, [1, 2] * 65]],
            syntax=bs.RLE,
        ),
        requirements="LM-TS-007",
        features="mono8 rle labels",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611",
        more={"size": "Runs of 127 to 130 need rows of 130"},
    ),
    Decode(
        "rle-run-meets-run",
        "A run at the end of a row, and the same value at the start of the next",
        why="Rows are packed one by one, so the value appears in two packets. Decoders that "
        "expect the longest run stumble.",
        effect="The lower row is shifted.",
        built=phantom([[[1, 7, 7, 7], [7, 7, 7, 2]]], syntax=bs.RLE),
        requirements="LM-TS-007",
        features="mono8 rle labels",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611",
    ),
    Decode(
        "rle-short",
        "RLE packets end one pixel too early",
        why="Decoders that start from a cleared buffer give a background pixel at the end, and "
        "nobody notices.",
        effect="A hole in the last row of every slice.",
        built=SEVENS.but(
            put("PixelData", bs.Encapsulated([bs.rle_fragment([bytes([257 - 4, 7, 257 - 3, 7])])]))
        ),
        codes="frames.rle encoding.rle",
        twin="encoding.rle-two-runs",
        requirements="LM-TS-007",
        features="mono8 rle",
    ),
    Decode(
        "rle-sixteen",
        "16-bit RLE with labels 0x0101, 0x0201 and 0x01FF",
        why="Two byte planes, the most significant first. Equal low bytes show which plane is "
        "which; decoders that knew one or three planes gave zeros, others swapped bytes.",
        effect="Labels 257 and 513 are the same segment, or everything is empty.",
        built=phantom(
            [[[257, 513], [511, 0]], [[513, 513], [257, 511]]], background=0, bits=16, syntax=bs.RLE
        ),
        requirements="LM-TS-007",
        features="mono16 rle labels",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611 "
        "https://github.com/innovative-io/io-dicom/issues/46 "
        "https://github.com/pydicom/pydicom/issues/1374",
    ),
    Decode(
        "rle-surplus",
        "RLE with a packet more than the frame has pixels",
        why="One byte too many was enough to make a decoder throw on a whole series. The "
        "pixels are complete before it.",
        effect="A study opens in one viewer and not in the next.",
        built=SEVENS.but(
            put(
                "PixelData",
                bs.Encapsulated([bs.rle_fragment([bytes([257 - 4, 7, 257 - 4, 7, 0, 0])])]),
            )
        ),
        twin="encoding.rle-two-runs",
        alternatives=(
            ("read", "What follows the last pixel is ignored", MODEL),
            ("refused", "Data beyond the last pixel are a fault", "frames.rle encoding.rle"),
        ),
        clarification="0040",
        requirements="LM-TS-007",
        features="mono8 rle labels",
        links="https://github.com/pydicom/pydicom/issues/1438",
    ),
    Decode(
        "rle-two-fragments",
        "An RLE frame in two fragments",
        why="Allowed for JPEG, not for RLE. There is one frame, so it is clear what belongs "
        "together; readers that take one fragment for one frame see a second frame.",
        effect="The lower half of the slice is missing.",
        built=SEVENS.but(
            put(
                "PixelData",
                bs.Encapsulated(
                    [
                        bs.rle_fragment([bytes([257 - 4, 7, 257 - 4, 7])])[:34],
                        bs.rle_fragment([bytes([257 - 4, 7, 257 - 4, 7])])[34:],
                    ]
                ),
            )
        ),
        twin="encoding.rle-two-runs",
        alternatives=(
            ("read", "Fragments of one frame are joined", MODEL),
            (
                "refused",
                "RLE has one fragment for each frame",
                "frames.rle encoding.rle frames.fragments frames.encapsulation",
            ),
        ),
        clarification="0040",
        requirements="LM-TS-007",
        features="mono8 rle labels",
    ),
    Decode(
        "rle-two-runs",
        "RLE with one run for each of two rows",
        why="The twin of damaged RLE frames, byte by byte.",
        effect="The simplest RLE frame cannot be read.",
        built=SEVENS.but(
            put("PixelData", bs.Encapsulated([bs.rle_fragment([bytes([257 - 4, 7, 257 - 4, 7])])]))
        ),
        requirements="LM-TS-007",
        features="mono8 rle labels",
    ),
    Decode(
        "rle-two-segments-of-one",
        "Two RLE segments for 8-bit samples",
        why="The number of segments is the number of bytes of a sample. Decoders that take the "
        "first segment read one half of a 16-bit label and call it a label.",
        effect="Labels above 255 lose their upper byte.",
        built=SEVENS.but(
            put(
                "PixelData",
                bs.Encapsulated(
                    [
                        bs.rle_fragment(
                            [bytes([257 - 4, 7, 257 - 4, 7]), bytes([257 - 4, 7, 257 - 4, 7])]
                        )
                    ]
                ),
            )
        ),
        codes="frames.rle encoding.rle",
        twin="encoding.rle-two-runs",
        requirements="LM-TS-007",
        features="mono8 rle",
    ),
    Decode(
        "two-fragments-a-frame",
        "Each frame is spread over two fragments",
        why="The table says where frames begin. Readers that take one fragment for one frame "
        "see four frames, or the first half of two.",
        effect="Slices are cut in the middle.",
        built=JPEG_2000.but(
            put(
                "PixelData",
                bs.Encapsulated(
                    [JPEG2000_A[:70], JPEG2000_A[70:], JPEG2000_B[:80], JPEG2000_B[80:]],
                    struct.pack("<2I", 0, 70 + 70 + 16),
                ),
            )
        ),
        requirements="LM-TS-014 LM-TS-015 LM-TS-009",
        features="mono8 jpeg2000 labels",
        links="https://github.com/dcmjs-org/dcmjs/issues/205",
    ),
    Decode(
        "wrong-basic-offset",
        "A Basic Offset Table that points into the first frame",
        why="The items alone say where frames are. Readers that trust the table decode from "
        "the middle of a codestream.",
        effect="All slices but the first are missing.",
        built=JPEG_LS.but(
            put("PixelData", bs.Encapsulated([JPEGLS_B, JPEGLS_A], struct.pack("<2I", 0, 40)))
        ),
        twin="encoding.offset-table",
        alternatives=(
            ("read", "A table that points beside the items is not used", MODEL),
            (
                "refused",
                "A table that points beside the items is a fault",
                "frames.offset-table frames.encapsulation",
            ),
        ),
        clarification="0040",
        requirements="LM-TS-015",
        features="mono8 jpegls labels",
    ),
)
