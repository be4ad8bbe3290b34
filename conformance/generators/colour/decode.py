"""Cases of the area colour for the operation decode."""

from conformance.colour import cielab
from conformance.phantom import segment
from conformance.table import Decode, coloured, phantom, put

BY_NUMBER_COLOURS = {40: [200, 100, 60], 7: [60, 90, 150], 100: [90, 130, 100]}
CIELAB_COLOURS = {
    1: [0, 0, 0],
    2: [128, 0, 0],
    3: [25, 22, 23],
    4: [255, 255, 255],
    5: [180, 174, 170],
    6: [36, 36, 36],
}
CIELAB_PRIMARIES_COLOURS = {
    1: [255, 0, 0],
    2: [0, 255, 0],
    3: [0, 0, 255],
    4: [255, 255, 0],
    5: [0, 255, 255],
    6: [255, 0, 255],
}
PALETTE_16_BIT_COLOURS = {0: [0, 0, 0], 1: [200, 30, 60], 2: [30, 200, 61], 3: [20, 130, 250]}
PALETTE_16_BIT_PIXELS_COLOURS = {300: [200, 30, 60], 301: [30, 200, 61], 302: [20, 130, 250]}
PALETTE_FIRST_VALUE_5_COLOURS = {
    5: [10, 20, 30],
    6: [200, 30, 60],
    7: [30, 200, 61],
    8: [20, 130, 250],
}
PALETTE_TOO_LATE_COLOURS = {0: [200, 30, 60], 1: [200, 30, 60], 2: [30, 200, 61], 3: [20, 130, 250]}
PALETTE_TOO_SHORT_COLOURS = {0: [0, 0, 0], 1: [200, 30, 60], 2: [30, 200, 61], 3: [30, 200, 61]}

CASES = (
    Decode(
        "by-number",
        "Colours belong to Segment Numbers 40, 7 and 100, in this order of items",
        why="Colours are found by Segment Number, not by the place of the item nor by its rank.",
        effect="Liver and kidney have exchanged colours.",
        built=phantom(
            [[sorted(BY_NUMBER_COLOURS)]],
            segments=[
                segment(n, RecommendedDisplayCIELabValue=cielab(c))
                for n, c in BY_NUMBER_COLOURS.items()
            ],
        ),
        model=coloured(BY_NUMBER_COLOURS),
        requirements="LM-DES-020 LM-DES-001",
        features="mono8 labels segments colour",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2882 "
        "https://github.com/dcmjs-org/dcmjs/issues/357",
        more={"compare": {"tolerance": {"colour": 20}}},
    ),
    Decode(
        "cielab",
        "Recommended colours from black to white",
        why="CIELab has signed components on an unsigned scale. A converter returned grey for "
        "black, and components below zero that wrap to four thousand million.",
        effect="Organs have wrong colours; dark ones are grey or white.",
        built=phantom(
            [[list(CIELAB_COLOURS)]],
            segments=[
                segment(n, RecommendedDisplayCIELabValue=cielab(c))
                for n, c in CIELAB_COLOURS.items()
            ],
        ),
        model=coloured(CIELAB_COLOURS),
        requirements="LM-DES-020",
        features="mono8 labels segments colour",
        links="https://github.com/QIICR/dcmqi/issues/563 https://github.com/QIICR/dcmqi/issues/412",
        more={"compare": {"tolerance": {"colour": 8}}},
    ),
    Decode(
        "cielab-black-rounded",
        "Black with a* and b* half a step off zero",
        why="8080H is zero; writers put 8000H. The colour is then just outside of sRGB and a "
        "component falls below zero, which wraps without clipping.",
        effect="A black segment is drawn white, or crashes a colour table.",
        built=phantom(
            [[[1, 1]]], segments=[segment(1, RecommendedDisplayCIELabValue=[0, 32768, 32768])]
        ),
        model={"segments": {"1": {"colour": [0, 0, 0]}}},
        requirements="LM-DES-020",
        features="mono8 labels segments colour",
        links="https://github.com/QIICR/dcmqi/issues/412",
    ),
    Decode(
        "cielab-primaries",
        "Recommended colours at the edge of sRGB",
        why="Values are in the profile connection space, whose white point is D50. Pure red, "
        "green, blue and their mixtures are where D65 instead, or missing clipping, shows.",
        effect="Two viewers show two greens and two blues for one file.",
        built=phantom(
            [[list(CIELAB_PRIMARIES_COLOURS)]],
            segments=[
                segment(n, RecommendedDisplayCIELabValue=cielab(c))
                for n, c in CIELAB_PRIMARIES_COLOURS.items()
            ],
        ),
        model=coloured(CIELAB_PRIMARIES_COLOURS),
        requirements="LM-DES-020",
        features="mono8 labels segments colour",
        level="SHOULD",
        links="https://github.com/QIICR/dcmqi/issues/563 "
        "https://github.com/OHIF/Viewers/issues/1601",
    ),
    Decode(
        "one-without",
        "The second of three segments has no recommended colour",
        why="The attribute is optional. A viewer crashed without it, others give the next "
        "segment's colour to this one.",
        effect="The viewer crashes, or colours move up by one.",
        built=phantom(
            [[[1, 2, 3]]],
            segments=[
                segment(1, RecommendedDisplayCIELabValue=cielab([200, 30, 60])),
                segment(2),
                segment(3, RecommendedDisplayCIELabValue=cielab([20, 130, 60])),
            ],
        ),
        model=coloured({1: [200, 30, 60], 2: None, 3: [20, 130, 60]}),
        requirements="LM-DES-020",
        features="mono8 labels segments colour",
        links="https://github.com/OHIF/Viewers/issues/3939 "
        "https://github.com/cornerstonejs/cornerstone3D/pull/2882",
        more={"compare": {"tolerance": {"colour": 20}}},
    ),
    Decode(
        "palette-16-bit",
        "A palette of four entries of 16 bits",
        why="8-bit intensities in 16-bit entries are multiplied with 257. Readers that take "
        "the low byte get the same, those that shift the wrong way get black.",
        effect="The colours are not those of the writer.",
        built=phantom([[[0, 1], [2, 3]]], palette=list(PALETTE_16_BIT_COLOURS.values())),
        model=coloured(PALETTE_16_BIT_COLOURS),
        requirements="LM-COL-001 LM-COL-002 LM-COL-004 LM-COL-005 LM-COL-007",
        features="mono8 palette labels segments colour",
        links="https://github.com/OHIF/Viewers/issues/1601",
    ),
    Decode(
        "palette-16-bit-pixels",
        "16-bit pixels, and a palette that starts at 300",
        why="Palettes of more than 8-bit pixels are rare elsewhere; decoders for pictures "
        "refuse them or take the low byte.",
        effect="Segments have no colour, or that of another.",
        built=phantom(
            [[[300, 301], [302, 300]]],
            palette=list(PALETTE_16_BIT_PIXELS_COLOURS.values()),
            bits=16,
        ).but(
            put("RedPaletteColorLookupTableDescriptor[1]", 300),
            put("GreenPaletteColorLookupTableDescriptor[1]", 300),
            put("BluePaletteColorLookupTableDescriptor[1]", 300),
        ),
        model=coloured(PALETTE_16_BIT_PIXELS_COLOURS),
        requirements="LM-COL-003 LM-PIX-006",
        features="mono16 palette labels segments colour",
        links="https://github.com/innovative-io/io-dicom/issues/46",
    ),
    Decode(
        "palette-65536-entries",
        "A palette of 65,536 entries, whose count is written as 0",
        why="The count does not fit 16 bits, so 0 stands for 65,536. Readers take it for an "
        "empty table.",
        effect="Nothing has a colour, or the viewer divides by zero.",
        built=phantom(
            [[[0, 1], [255, 65535]]],
            palette=[[v % 256, v // 256, 9 if v else 0] for v in range(65536)],
            bits=16,
        ),
        model=coloured({0: [0, 0, 0], 1: [1, 0, 9], 255: [255, 0, 9], 65535: [255, 255, 9]}),
        requirements="LM-COL-002",
        features="mono16 palette labels segments colour",
        links="https://github.com/OHIF/Viewers/issues/2366",
        more={"stored": False, "size": "65,536 entries in three tables are the point"},
    ),
    Decode(
        "palette-first-value-5",
        "The first entry of the palette belongs to value 5",
        why="The descriptor says which stored value is the first. Readers that start at 0 find "
        "all values beyond the end.",
        effect="All segments have the colour of the last.",
        built=phantom([[[5, 6], [7, 8]]], palette=list(PALETTE_FIRST_VALUE_5_COLOURS.values())).but(
            put("RedPaletteColorLookupTableDescriptor[1]", 5),
            put("GreenPaletteColorLookupTableDescriptor[1]", 5),
            put("BluePaletteColorLookupTableDescriptor[1]", 5),
        ),
        model=coloured(PALETTE_FIRST_VALUE_5_COLOURS),
        requirements="LM-COL-003",
        features="mono8 palette labels segments colour",
        links="https://github.com/OHIF/Viewers/issues/2366",
    ),
    Decode(
        "palette-too-late",
        "The palette starts after the first segment",
        why="Values below the first one have the colour of the first entry. Readers compute a "
        "negative index.",
        effect="The first segment has the colour of the last, or the viewer crashes.",
        built=phantom([[[0, 1], [2, 3]]], palette=list(PALETTE_TOO_LATE_COLOURS.values())[1:]).but(
            put("RedPaletteColorLookupTableDescriptor[1]", 1),
            put("GreenPaletteColorLookupTableDescriptor[1]", 1),
            put("BluePaletteColorLookupTableDescriptor[1]", 1),
        ),
        model=coloured(PALETTE_TOO_LATE_COLOURS),
        requirements="LM-COL-003 LM-COL-008",
        features="mono8 palette labels segments colour",
        level="SHOULD",
        links="https://github.com/ImagingDataCommons/highdicom/commit/cd976d1d",
    ),
    Decode(
        "palette-too-short",
        "The palette ends before the last segment",
        why="Values beyond the end have the colour of the last entry. Readers run over the end "
        "of the table.",
        effect="The last segment has random colours, or the viewer crashes.",
        built=phantom([[[0, 1], [2, 3]]], palette=list(PALETTE_TOO_SHORT_COLOURS.values())[:3]),
        model=coloured(PALETTE_TOO_SHORT_COLOURS),
        requirements="LM-COL-003 LM-COL-008",
        features="mono8 palette labels segments colour",
        level="SHOULD",
        links="https://github.com/ImagingDataCommons/highdicom/commit/cd976d1d",
    ),
)
