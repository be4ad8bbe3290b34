"""Cases of the area text for the operation decode."""

from conformance import bytesmith as bs
from conformance.phantom import code, segment
from conformance.table import Decode, drop, phantom, put

CASES = (
    Decode(
        "64-characters",
        "Labels of 64 characters, in one of them 192 bytes",
        why="The limit is 64 characters, not bytes. Writers and readers count bytes and cut.",
        effect="Names are cut at a third of their length.",
        built=phantom(
            [[[1, 2]]],
            segments=[
                segment(n, label)
                for n, label in enumerate(
                    [
                        "界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界",
                        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    ],
                    1,
                )
            ],
        ),
        requirements="LM-DES-006",
        features="mono8 labels segments unicode",
        links="https://github.com/QIICR/dcmqi/issues/233",
    ),
    Decode(
        "code-meaning",
        "The meaning of a code is in Japanese",
        why="Code meanings are in the language of the writer; the code itself decides.",
        effect="The type of the segment is unknown.",
        built=phantom(
            [[[1, 1]]],
            segments=[
                segment(1, SegmentedPropertyTypeCodeSequence=[code("10200004", "SCT", "肝臓")])
            ],
        ),
        requirements="LM-SOP-001 LM-DES-022",
        features="mono8 labels codes unicode",
        links="https://github.com/QIICR/dcmqi/issues/233",
    ),
    Decode(
        "combining",
        "Labels with combining accents stay as they are",
        why="An accent may be a character of its own. Software that normalizes text changes "
        "names that are compared elsewhere.",
        effect="A segment is not found by its name.",
        built=phantom(
            [[[1, 2]]],
            segments=[segment(n, label) for n, label in enumerate(["région élue", "région"], 1)],
        ),
        requirements="LM-DES-006 LM-SOP-001",
        features="mono8 labels segments unicode",
        links="https://github.com/QIICR/dcmqi/issues/233",
    ),
    Decode(
        "cyrillic",
        "A label in Latin/Cyrillic (ISO_IR 144)",
        why="The character set of the data set says how bytes are read; UTF-8 is not the only one.",
        effect="The name is mojibake.",
        built=phantom([[[1, 1]]], segments=[segment(1, "печень")]).but(
            put("SpecificCharacterSet", "ISO_IR 144"),
            put(
                "SegmentSequence[0].SegmentLabel",
                bs.Raw(bs.padded("печень".encode("iso8859_5"), b" ")),
            ),
        ),
        model_of=phantom([[[1, 1]]], segments=[segment(1, "печень")]),
        requirements="LM-SOP-001 LM-DES-006",
        features="mono8 labels segments unicode",
        links="https://github.com/SlicerRt/SlicerRT/issues/228",
    ),
    Decode(
        "four-bytes",
        "Labels with characters of four bytes in UTF-8",
        why="Characters beyond the first 65,536 take four bytes, and two units in JavaScript "
        "and Java.",
        effect="Labels are cut inside a character.",
        built=phantom(
            [[[1, 2]]],
            segments=[segment(n, label) for n, label in enumerate(["𝛼 region", "🫀"], 1)],
        ),
        requirements="LM-SOP-001",
        features="mono8 labels segments unicode",
        links="https://github.com/SlicerRt/SlicerRT/issues/228",
    ),
    Decode(
        "gb18030",
        "A label in GB18030 (GB18030)",
        why="The character set of the data set says how bytes are read; UTF-8 is not the only one.",
        effect="The name is mojibake.",
        built=phantom([[[1, 1]]], segments=[segment(1, "左心室")]).but(
            put("SpecificCharacterSet", "GB18030"),
            put(
                "SegmentSequence[0].SegmentLabel",
                bs.Raw(bs.padded("左心室".encode("gb18030"), b" ")),
            ),
        ),
        model_of=phantom([[[1, 1]]], segments=[segment(1, "左心室")]),
        requirements="LM-SOP-001 LM-DES-006",
        features="mono8 labels segments unicode",
        links="https://github.com/SlicerRt/SlicerRT/issues/228",
    ),
    Decode(
        "label-is-not-the-type",
        "Labels differ from the meaning of the type code",
        why="The label is the name that the user gave, the type code says what it is. A "
        "converter replaced one by the other.",
        effect="The names of the user are gone after a round trip.",
        built=phantom([[[1, 2]]], segments=[segment(1, "Seg A"), segment(2, "Seg B")]),
        requirements="LM-DES-006 LM-DES-012",
        features="mono8 labels segments codes",
        links="https://github.com/QIICR/QuantitativeReporting/issues/251 "
        "https://github.com/amine0110/pycad/issues/28",
    ),
    Decode(
        "latin-1",
        "A label in Latin-1 (ISO_IR 100)",
        why="The character set of the data set says how bytes are read; UTF-8 is not the only one.",
        effect="The name is mojibake.",
        built=phantom([[[1, 1]]], segments=[segment(1, "riñón")]).but(
            put("SpecificCharacterSet", "ISO_IR 100"),
            put(
                "SegmentSequence[0].SegmentLabel",
                bs.Raw(bs.padded("riñón".encode("latin-1"), b" ")),
            ),
        ),
        model_of=phantom([[[1, 1]]], segments=[segment(1, "riñón")]),
        requirements="LM-SOP-001 LM-DES-006",
        features="mono8 labels segments unicode",
        links="https://github.com/SlicerRt/SlicerRT/issues/228",
    ),
    Decode(
        "no-character-set",
        "Plain ASCII without Specific Character Set",
        why="The attribute is only needed for other characters.",
        effect="The file is refused.",
        built=phantom([[[1, 2]]]).but(drop("SpecificCharacterSet")),
        requirements="LM-SOP-001",
        features="mono8 labels segments",
    ),
    Decode(
        "spaces",
        "Labels with padding at the end",
        why="Text is padded with spaces to an even length, sometimes with more; they are not "
        "part of the name.",
        effect="A segment is not found by its name.",
        built=phantom([[[1, 2]]], segments=[segment(1, "left kidney"), segment(2, "liver")]).but(
            put("SegmentSequence[0].SegmentLabel", bs.Raw(b"left kidney ")),
            put("SegmentSequence[1].SegmentLabel", bs.Raw(b"liver   ")),
        ),
        model_of=phantom([[[1, 2]]], segments=[segment(1, "left kidney"), segment(2, "liver")]),
        requirements="LM-DES-006",
        features="mono8 labels segments",
        links="https://github.com/QIICR/QuantitativeReporting/issues/251",
    ),
    Decode(
        "utf-8",
        "Labels in Chinese, Spanish, German and Russian, in UTF-8",
        why="Specific Character Set ISO_IR 192 is UTF-8. A plug-in lost the ñ, a converter "
        "wrote non-ASCII text without any character set.",
        effect="Names are question marks or mojibake.",
        built=phantom(
            [[[1, 2, 3, 4]]],
            segments=[
                segment(n, label)
                for n, label in enumerate(["左心室", "riñón", "Leber groß", "печень"], 1)
            ],
        ),
        requirements="LM-SOP-001 LM-DES-006",
        features="mono8 labels segments unicode",
        links="https://github.com/QIICR/dcmqi/issues/233 "
        "https://github.com/SlicerRt/SlicerRT/issues/228",
    ),
)
