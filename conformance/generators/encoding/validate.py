"""Cases of the area encoding for the operation validate."""

import struct

from conformance import bytesmith as bs
from conformance.generators.encoding._streams import (
    DEFLATE_A,
    HTJ2K_A,
    JPEG2000_A,
    JPEG_BASELINE,
    JPEG_LOSSLESS_A,
    JPEG_XL_A,
    JPEGLS_A,
    JPEGLS_B,
    JPEGLS_WIDE,
    WIDE,
    A,
    B,
)
from conformance.table import PLAIN, Validate, phantom, put, put_all

JPEG_LS = phantom([B, A], background=0, syntax=bs.JPEG_LS)
ONE_JPEG_LS = phantom([A], background=0, syntax=bs.JPEG_LS)
DEFLATED_FRAME = phantom([A], background=0, syntax=bs.DEFLATED_FRAME)
HTJ2K = phantom([A], background=0, syntax="1.2.840.10008.1.2.4.201")
SEVENS = phantom([[[7, 7, 7, 7], [7, 7, 7, 7]]], syntax=bs.RLE)
LOSSY = phantom([[[128, 128], [128, 128]]], syntax="1.2.840.10008.1.2.4.50")

CASES = (
    Validate(
        "invalid-basic-count",
        "A Basic Offset Table has one entry for two frames",
        why="One 32-bit offset for each frame, or none at all.",
        effect="The second slice cannot be reached.",
        built=JPEG_LS.but(
            put("PixelData", bs.Encapsulated([JPEGLS_B, JPEGLS_A], struct.pack("<I", 0)))
        ),
        codes="frames.offset-table encoding.offset-table",
        twin="encoding.valid-offset-table",
        requirements="LM-TS-015",
        finding=("LM-TS-015", "PixelData"),
        features="mono8 jpegls",
    ),
    Validate(
        "invalid-basic-offset",
        "A Basic Offset Table forgets a pad byte",
        why="89 where 90 is right. Readers that scan do not notice, readers that seek decode "
        "noise.",
        effect="All slices but the first are noise in some programs.",
        built=JPEG_LS.but(
            put("PixelData", bs.Encapsulated([JPEGLS_B, JPEGLS_A], struct.pack("<2I", 0, 89)))
        ),
        codes="frames.offset-table encoding.offset-table",
        twin="encoding.valid-offset-table",
        requirements="LM-TS-015",
        features="mono8 jpegls",
        links="https://github.com/pydicom/pydicom/issues/1968",
    ),
    Validate(
        "invalid-codestream-turned",
        "A validator compares rows and columns with the codestream",
        why="The number of samples is the same, so nothing else gives it away.",
        effect="The label map is a pattern of stripes.",
        built=ONE_JPEG_LS.but(
            put_all(Rows=5, Columns=3), put("PixelData", bs.Encapsulated([JPEGLS_A]))
        ),
        codes="frames.codestream encoding.codestream",
        twin="encoding.valid-jpegls",
        requirements="LM-TS-018",
        finding=("LM-TS-018", "PixelData frame 0"),
        features="mono8 jpegls",
    ),
    Validate(
        "invalid-deflated-frame-fragments",
        "A deflated frame in two fragments",
        why="The syntax has exactly one fragment for each frame, so that a frame can be found "
        "by counting.",
        effect="Readers see two frames, both broken.",
        built=DEFLATED_FRAME.but(put("PixelData", bs.Encapsulated([DEFLATE_A[:8], DEFLATE_A[8:]]))),
        codes="frames.fragments frames.encapsulation frames.deflate",
        twin="encoding.valid-deflated-frame",
        requirements="LM-TS-004",
        finding=("LM-TS-004", "PixelData frame 0"),
        features="mono8 deflated-frame",
    ),
    Validate(
        "invalid-deflated-frame-odd",
        "A deflated frame of odd length without its pad byte",
        why="The stream has 17 bytes, the item must be even. Writers of other formats know no pad.",
        effect="Parsers that round lengths up lose the next frame.",
        built=DEFLATED_FRAME.but(
            put(
                "PixelData",
                bs.Raw(
                    bs.delimiter(bs.ITEM, 0, bs.Coding())
                    + bs.delimiter(bs.ITEM, len(DEFLATE_A), bs.Coding())
                    + DEFLATE_A
                    + bs.delimiter(bs.SEQUENCE_END, 0, bs.Coding()),
                    "OB",
                    bs.UNDEFINED,
                ),
            )
        ),
        codes="frames.items frames.encapsulation encoding.odd-length",
        twin="encoding.valid-deflated-frame",
        requirements="LM-TS-005 LM-TS-014",
        finding=("LM-TS-014", "PixelData"),
        features="mono8 deflated-frame",
    ),
    Validate(
        "invalid-deflated-frame-pad",
        "The pad byte of a deflated frame is FF, not NULL",
        why="A buffer that is rounded up to even length ends with whatever was in it.",
        effect="Readers that look for a second stream in the rest fail.",
        built=DEFLATED_FRAME.but(put("PixelData", bs.Encapsulated([DEFLATE_A + b"\xff"]))),
        codes="frames.deflate-surplus frames.deflate encoding.deflate encoding.pad-byte",
        twin="encoding.valid-deflated-frame",
        requirements="LM-TS-005",
        finding=("LM-TS-005", "PixelData frame 0"),
        features="mono8 deflated-frame",
    ),
    Validate(
        "invalid-extended-lengths",
        "An extended length that is neither that of the item nor one less",
        why="The first frame has 81 bytes, 82 with its pad.",
        effect="The first slice is cut off.",
        built=JPEG_LS.but(
            put_all(
                PixelData=bs.Encapsulated([JPEGLS_B, JPEGLS_A]),
                ExtendedOffsetTable=bs.Raw(bs.offset_table([JPEGLS_B, JPEGLS_A], bits=64)),
                ExtendedOffsetTableLengths=bs.Raw(struct.pack("<2Q", 70, 80)),
            )
        ),
        codes="frames.offset-table encoding.offset-table",
        twin="encoding.valid-extended-table",
        requirements="LM-TS-017",
        finding=("LM-TS-017", "ExtendedOffsetTableLengths"),
        features="mono8 jpegls",
    ),
    Validate(
        "invalid-extended-offset",
        "A validator meets extended offsets that forget the pad byte",
        why="A well-known library wrote such tables: 0, 9, 18 where 0, 10, 20 was right.",
        effect="All slices but the first are noise.",
        built=JPEG_LS.but(
            put_all(
                PixelData=bs.Encapsulated([JPEGLS_B, JPEGLS_A]),
                ExtendedOffsetTable=bs.Raw(struct.pack("<2Q", 0, 89)),
                ExtendedOffsetTableLengths=bs.Raw(struct.pack("<2Q", 82, 80)),
            )
        ),
        codes="frames.offset-table encoding.offset-table",
        twin="encoding.valid-extended-table",
        requirements="LM-TS-016",
        features="mono8 jpegls",
        links="https://github.com/pydicom/pydicom/issues/1968",
    ),
    Validate(
        "invalid-extended-without-lengths",
        "An Extended Offset Table without lengths",
        why="The lengths are required with the table; without them a frame cannot be fetched "
        "alone.",
        effect="A server sends too much or too little of a frame.",
        built=JPEG_LS.but(
            put_all(
                PixelData=bs.Encapsulated([JPEGLS_B, JPEGLS_A]),
                ExtendedOffsetTable=bs.Raw(bs.offset_table([JPEGLS_B, JPEGLS_A], bits=64)),
            )
        ),
        codes="dataset.missing-attribute frames.offset-table",
        twin="encoding.valid-extended-table",
        requirements="LM-TS-017",
        features="mono8 jpegls",
    ),
    Validate(
        "invalid-htj2k-cut",
        "A validator meets a HTJ2K codestream that is cut off",
        why="The header is whole, so a check of attributes and of the start of the stream "
        "passes it.",
        effect="The lower part of the slice is one colour.",
        built=HTJ2K.but(put("PixelData", bs.Encapsulated([HTJ2K_A[:150]]))),
        codes="frames.codestream frames.codec encoding.codestream",
        twin="encoding.valid-htj2k",
        requirements="LM-TS-010 LM-TS-018",
        finding=("LM-TS-010", "PixelData frame 0"),
        features="mono8 htj2k",
    ),
    Validate(
        "invalid-jpeg2000-cut",
        "A validator meets a JPEG 2000 codestream that is cut off",
        why="The header is whole, so a check of attributes and of the start of the stream "
        "passes it.",
        effect="The lower part of the slice is one colour.",
        built=phantom([A], background=0, syntax=bs.JPEG_2000).but(
            put("PixelData", bs.Encapsulated([JPEG2000_A[:110]]))
        ),
        codes="frames.codestream frames.codec encoding.codestream",
        twin="encoding.valid-jpeg2000",
        requirements="LM-TS-009 LM-TS-018",
        finding=("LM-TS-009", "PixelData frame 0"),
        features="mono8 jpeg2000",
    ),
    Validate(
        "invalid-jpeg-lossless-cut",
        "A validator meets a JPEG Lossless codestream that is cut off",
        why="The header is whole, so a check of attributes and of the start of the stream "
        "passes it.",
        effect="The lower part of the slice is one colour.",
        built=phantom([A], background=0, syntax="1.2.840.10008.1.2.4.70").but(
            put("PixelData", bs.Encapsulated([JPEG_LOSSLESS_A[:70]]))
        ),
        codes="frames.codestream frames.codec encoding.codestream",
        twin="encoding.valid-jpeg-lossless",
        requirements="LM-TS-013 LM-TS-018",
        finding=("LM-TS-013", "PixelData frame 0"),
        features="mono8 jpeg-lossless",
    ),
    Validate(
        "invalid-jpegls-cut",
        "A validator meets a JPEG-LS codestream that is cut off",
        why="The header is whole, so a check of attributes and of the start of the stream "
        "passes it.",
        effect="The lower part of the slice is one colour.",
        built=ONE_JPEG_LS.but(put("PixelData", bs.Encapsulated([JPEGLS_A[:60]]))),
        codes="frames.codestream frames.codec encoding.codestream",
        twin="encoding.valid-jpegls",
        requirements="LM-TS-008 LM-TS-018",
        finding=("LM-TS-008", "PixelData frame 0"),
        features="mono8 jpegls",
    ),
    Validate(
        "invalid-jpegxl-native-bytes",
        "A validator meets native pixels that are labelled JPEG XL",
        why="A transcoder that knows the UID but not the codec passes the pixels on as they are.",
        effect="No reader opens the file.",
        built=phantom([A], background=0, syntax="1.2.840.10008.1.2.4.110").but(
            put("PixelData", bs.Encapsulated([bytes(value for row in A for value in row)]))
        ),
        codes="frames.codestream frames.codec encoding.codestream",
        twin="encoding.valid-jpeg-xl",
        requirements="LM-TS-011",
        finding=("LM-TS-011", "PixelData frame 0"),
        features="mono8 jpegxl",
    ),
    Validate(
        "invalid-missing-delimiter",
        "A validator misses the sequence delimiter",
        why="Without it a whole file and one cut off look the same.",
        effect="A broken transfer passes for a good file.",
        built=JPEG_LS.but(
            put(
                "PixelData",
                bs.Encapsulated(
                    [JPEGLS_B, JPEGLS_A], bs.offset_table([JPEGLS_B, JPEGLS_A]), delimiter=False
                ),
            )
        ),
        codes="frames.encapsulation file.truncated file.damaged",
        twin="encoding.valid-offset-table",
        requirements="LM-TS-014",
        features="mono8 jpegls",
    ),
    Validate(
        "invalid-rle-short",
        "A validator decodes RLE: one pixel is missing",
        why="Only decoding shows it. No header is wrong.",
        effect="A hole in the last row of every slice, certified.",
        built=SEVENS.but(
            put("PixelData", bs.Encapsulated([bs.rle_fragment([bytes([257 - 4, 7, 257 - 3, 7])])]))
        ),
        codes="frames.rle encoding.rle",
        twin="encoding.valid-rle",
        requirements="LM-TS-007",
        finding=("LM-TS-007", "PixelData frame 0"),
        features="mono8 rle",
    ),
    Validate(
        "invalid-rle-two-fragments",
        "A validator meets an RLE frame in two fragments",
        why="RLE has one fragment for each frame. Many readers take one fragment for one frame.",
        effect="Some viewers show two broken slices.",
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
        codes="frames.fragments frames.encapsulation frames.rle",
        twin="encoding.valid-rle",
        requirements="LM-TS-007",
        features="mono8 rle",
    ),
    Validate(
        "invalid-table-for-native",
        "An Extended Offset Table beside native Pixel Data",
        why="Left over from decompression. Native frames are found by their size.",
        effect="Readers that prefer the table read the wrong bytes.",
        built=PLAIN.but(
            put_all(
                ExtendedOffsetTable=bs.Raw(struct.pack("<Q", 0)),
                ExtendedOffsetTableLengths=bs.Raw(struct.pack("<Q", 4)),
            )
        ),
        codes="frames.offset-table encoding.offset-table dataset.forbidden-attribute",
        twin="dataset.complete",
        requirements="LM-TS-016",
        finding=("LM-TS-016", "ExtendedOffsetTable"),
    ),
    Validate(
        "invalid-two-tables",
        "Both offset tables are filled",
        why="The extended table is allowed only beside an empty basic one: two tables can "
        "contradict each other.",
        effect="One reader follows the first, another the second.",
        built=JPEG_LS.but(
            put_all(
                PixelData=bs.Encapsulated(
                    [JPEGLS_B, JPEGLS_A], bs.offset_table([JPEGLS_B, JPEGLS_A])
                ),
                ExtendedOffsetTable=bs.Raw(bs.offset_table([JPEGLS_B, JPEGLS_A], bits=64)),
                ExtendedOffsetTableLengths=bs.Raw(struct.pack("<2Q", 82, 80)),
            )
        ),
        codes="frames.offset-table encoding.offset-table",
        twin="encoding.valid-extended-table",
        requirements="LM-TS-016",
        features="mono8 jpegls",
    ),
    Validate(
        "invalid-word-fragments",
        "Encapsulated Pixel Data have VR OW",
        why="Fragments are bytes, so OB. Software that swaps words spoils them.",
        effect="After a conversion of byte order nothing decodes.",
        built=JPEG_LS.but(
            put(
                "PixelData",
                bs.Raw(
                    bs.fragments_bytes(
                        bs.Encapsulated(
                            [JPEGLS_B, JPEGLS_A], bs.offset_table([JPEGLS_B, JPEGLS_A])
                        ),
                        bs.Coding(),
                    ),
                    "OW",
                    bs.UNDEFINED,
                ),
            )
        ),
        codes="dataset.wrong-vr frames.encapsulation",
        twin="encoding.valid-offset-table",
        requirements="LM-PIX-017",
        finding=("LM-PIX-017", "PixelData"),
        features="mono8 jpegls",
    ),
    Validate(
        "lossy-complete",
        "A lossy transfer syntax that is declared is no error",
        why="The twin of files that hide their lossy compression.",
        effect="Correct files are refused.",
        built=LOSSY.but(
            put("PixelData", bs.Encapsulated([JPEG_BASELINE])),
            put_all(
                LossyImageCompression="01",
                LossyImageCompressionRatio="1.2",
                LossyImageCompressionMethod="ISO_10918_1",
            ),
        ),
        requirements="LM-LOS-002 LM-LOS-003",
        finding=("LM-LOS-004", "TransferSyntaxUID", "warning"),
    ),
    Validate(
        "lossy-declared",
        "A label map in a lossy transfer syntax deserves a warning",
        why="Legal as long as it is declared, and still a bad idea: a label that is nearly "
        "right is another organ.",
        effect="Borders carry the names of organs that lie between them in number.",
        built=LOSSY.but(
            put("PixelData", bs.Encapsulated([JPEG_BASELINE])),
            put_all(
                LossyImageCompression="01",
                LossyImageCompressionRatio="1.2",
                LossyImageCompressionMethod="ISO_10918_1",
            ),
        ),
        warn="dataset.lossy",
        requirements="LM-LOS-004 LM-LOS-003 LM-LOS-002",
        finding=("LM-TS-001", "TransferSyntaxUID", "warning"),
        level="SHOULD",
    ),
    Validate(
        "lossy-denied",
        "A lossy transfer syntax, and Lossy Image Compression 00",
        why="Transcoders change the syntax and leave the attribute. Once lossy, always lossy.",
        effect="Damaged labels pass for exact ones.",
        built=LOSSY.but(
            put("PixelData", bs.Encapsulated([JPEG_BASELINE])),
            put_all(
                LossyImageCompression="00",
                LossyImageCompressionRatio="1.2",
                LossyImageCompressionMethod="ISO_10918_1",
            ),
        ),
        codes="dataset.wrong-value",
        twin="encoding.lossy-complete",
        requirements="LM-LOS-002",
        finding=("LM-LOS-002", "LossyImageCompression"),
    ),
    Validate(
        "lossy-without-method",
        "A lossy transfer syntax without Lossy Image Compression Method",
        why="Ratio and method are required when the instance itself was compressed.",
        effect="Nobody can tell later what the loss was.",
        built=LOSSY.but(
            put("PixelData", bs.Encapsulated([JPEG_BASELINE])),
            put_all(LossyImageCompression="01", LossyImageCompressionRatio="1.2"),
        ),
        codes="dataset.missing-attribute",
        twin="encoding.lossy-complete",
        requirements="LM-LOS-003",
    ),
    Validate(
        "valid-big-endian",
        "A file in Explicit VR Big Endian, which is retired",
        why="It can be read and has no error, but no new software has to. Who stores such "
        "files should hear of it.",
        effect="An archive fills with files that the next viewer cannot open.",
        built=phantom([WIDE], background=256, bits=16, syntax=bs.BIG_ENDIAN),
        warn="encoding.retired",
        requirements="LM-TS-001",
        features="mono16 big-endian",
        level="SHOULD",
    ),
    Validate(
        "valid-deflated",
        "A deflated data set has no errors",
        why="The file meta information stays as it is, the rest is one raw stream with a pad byte.",
        effect="Every deflated file is reported as broken.",
        built=phantom([A], background=0, syntax=bs.DEFLATED),
        requirements="LM-TS-002 LM-FMI-004 LM-FMI-001",
        features="mono8 deflated",
    ),
    Validate(
        "valid-deflated-frame",
        "A deflated frame has no errors",
        why="The syntax is new; validators that do not know it take the frame for native data "
        "of the wrong length.",
        effect="Every file in the newest encoding is reported as broken.",
        built=DEFLATED_FRAME.but(put("PixelData", bs.Encapsulated([DEFLATE_A]))),
        requirements="LM-TS-003 LM-TS-004 LM-TS-005 LM-TS-006",
        features="mono8 deflated-frame",
    ),
    Validate(
        "valid-encapsulated",
        "An uncompressed frame in a fragment has no errors",
        why="Encapsulated Uncompressed has native frames in items. Validators that do not know "
        "it take it for a codec.",
        effect="Correct files are reported as broken.",
        built=phantom([A], background=0, syntax=bs.ENCAPSULATED),
        requirements="LM-TS-012 LM-TS-014",
        features="mono8 encapsulated",
    ),
    Validate(
        "valid-extended-table",
        "A correct Extended Offset Table has no errors",
        why="Empty Basic Offset Table, one fragment for each frame, offsets and lengths.",
        effect="Every large file is reported as broken.",
        built=JPEG_LS.but(
            put_all(
                PixelData=bs.Encapsulated([JPEGLS_B, JPEGLS_A]),
                ExtendedOffsetTable=bs.Raw(bs.offset_table([JPEGLS_B, JPEGLS_A], bits=64)),
                ExtendedOffsetTableLengths=bs.Raw(struct.pack("<2Q", 82, 80)),
            )
        ),
        requirements="LM-TS-016 LM-TS-017",
        features="mono8 jpegls",
    ),
    Validate(
        "valid-htj2k",
        "A HTJ2K frame has no errors",
        why="A validator that knows HTJ2K can compare the codestream with the attributes.",
        effect="Every HTJ2K label map is reported as broken.",
        built=HTJ2K.but(put("PixelData", bs.Encapsulated([HTJ2K_A]))),
        requirements="LM-TS-010 LM-TS-018",
        features="mono8 htj2k",
    ),
    Validate(
        "valid-jpeg2000",
        "A JPEG 2000 frame has no errors",
        why="A validator that knows JPEG 2000 can compare the codestream with the attributes.",
        effect="Every JPEG 2000 label map is reported as broken.",
        built=phantom([A], background=0, syntax=bs.JPEG_2000).but(
            put("PixelData", bs.Encapsulated([JPEG2000_A]))
        ),
        requirements="LM-TS-009 LM-TS-018",
        features="mono8 jpeg2000",
    ),
    Validate(
        "valid-jpeg-lossless",
        "A JPEG Lossless frame has no errors",
        why="A validator that knows JPEG Lossless can compare the codestream with the attributes.",
        effect="Every JPEG Lossless label map is reported as broken.",
        built=phantom([A], background=0, syntax="1.2.840.10008.1.2.4.70").but(
            put("PixelData", bs.Encapsulated([JPEG_LOSSLESS_A]))
        ),
        requirements="LM-TS-013 LM-TS-018",
        features="mono8 jpeg-lossless",
    ),
    Validate(
        "valid-jpeg-xl",
        "A JPEG XL Lossless frame has no errors",
        why="The newest lossless syntax is allowed like the others. A validator that cannot "
        "look at the pixels can still judge the rest.",
        effect="Every JPEG XL label map is reported as broken.",
        built=phantom([A], background=0, syntax="1.2.840.10008.1.2.4.110").but(
            put("PixelData", bs.Encapsulated([JPEG_XL_A]))
        ),
        requirements="LM-TS-011",
        features="mono8 jpegxl",
    ),
    Validate(
        "valid-jpegls",
        "A JPEG-LS frame has no errors",
        why="A validator that knows JPEG-LS can compare the codestream with the attributes.",
        effect="Every JPEG-LS label map is reported as broken.",
        built=ONE_JPEG_LS.but(put("PixelData", bs.Encapsulated([JPEGLS_A]))),
        requirements="LM-TS-008 LM-TS-018",
        features="mono8 jpegls",
    ),
    Validate(
        "valid-jpegls-sixteen",
        "A JPEG-LS frame of 16 bits has no errors",
        why="Attributes and codestream agree on the depth.",
        effect="Every wide JPEG-LS label map is reported as broken.",
        built=phantom([WIDE], background=0, bits=16, syntax=bs.JPEG_LS).but(
            put("PixelData", bs.Encapsulated([JPEGLS_WIDE]))
        ),
        requirements="LM-TS-008 LM-TS-018",
        features="mono16 jpegls",
    ),
    Validate(
        "valid-offset-table",
        "A correct Basic Offset Table has no errors",
        why="Offsets count item headers and pad bytes.",
        effect="Every table is reported as wrong.",
        built=JPEG_LS.but(
            put(
                "PixelData",
                bs.Encapsulated([JPEGLS_B, JPEGLS_A], bs.offset_table([JPEGLS_B, JPEGLS_A])),
            )
        ),
        requirements="LM-TS-015 LM-TS-014",
        features="mono8 jpegls",
    ),
    Validate(
        "valid-rle",
        "A label map in RLE Lossless has no errors",
        why="RLE is the smallest common denominator; a validator that decodes it can also say "
        "when it is broken.",
        effect="Every compressed label map is reported as broken.",
        built=SEVENS,
        requirements="LM-TS-007 LM-TS-014",
        features="mono8 rle",
    ),
    Validate(
        "validate-unpadded-lengths",
        "A validator meets lengths without the pad byte",
        why="Whether the pad counts is not said. The widespread library writes even lengths, "
        "others those of the codestream.",
        effect="A file passes one validator and fails the next.",
        built=JPEG_LS.but(
            put_all(
                PixelData=bs.Encapsulated([JPEGLS_B, JPEGLS_A]),
                ExtendedOffsetTable=bs.Raw(bs.offset_table([JPEGLS_B, JPEGLS_A], bits=64)),
                ExtendedOffsetTableLengths=bs.Raw(struct.pack("<2Q", 81, 80)),
            )
        ),
        twin="encoding.valid-extended-table",
        alternatives=(
            ("clean", "Lengths may leave out the pad byte", None),
            ("error", "Lengths are those of the items", "frames.offset-table"),
        ),
        clarification="0035",
        requirements="LM-TS-017",
        features="mono8 jpegls",
    ),
)
