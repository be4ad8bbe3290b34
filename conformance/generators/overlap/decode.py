"""Cases of the proposal of overlapping segments (spec/proposals/overlap.md)."""

from conformance import bytesmith as bs
from conformance.proposals import PROPOSED, combinations
from conformance.table import Decode, append, coloured, drop, put

LABELS = [[[0, 1, 3], [2, 3, 1]], [[2, 2, 0], [0, 1, 3]]]
TWO = combinations(LABELS, {3: (1, 2)}, (1, 2))
LIST = "SegmentCombinationSequence"
VALUES = "mono8 overlap labels"
COLOURS = [[0, 0, 0], [200, 40, 40], [40, 40, 200], [120, 40, 120]]

CASES = (
    Decode(
        "two-segments",
        "A value that stands for two segments",
        why="Value 3 is no segment: it stands for 1 and 2. Both are present in its pixels.",
        effect="The overlap is shown as a third organ, or not at all.",
        built=TWO,
        requirements="LM-VAL-002",
        features=VALUES,
        more=PROPOSED,
    ),
    Decode(
        "three-sets",
        "Three sets of three segments, one of all of them",
        why="A segment is present where its own value is, and in each set that names it.",
        effect="Parts of a segment are missing.",
        built=combinations(
            [[[1, 2, 7, 9], [4, 4, 8, 9], [0, 7, 8, 0]]],
            {7: (1, 2), 8: (2, 4), 9: (1, 2, 4)},
            (1, 2, 4),
        ),
        requirements="LM-VAL-002",
        features=VALUES,
        more=PROPOSED,
    ),
    Decode(
        "sixteen-bits",
        "Sets with values of 16 bits, in RLE Lossless",
        why="Sets are numbered as segments are, up to 65535.",
        effect="Overlap is lost where there are many segments.",
        built=combinations(
            [[[0, 300, 65535], [256, 65535, 300]]],
            {65535: (256, 300)},
            (256, 300),
            bits=16,
            syntax=bs.RLE,
        ),
        requirements="LM-VAL-002",
        features="mono16 rle overlap labels",
        more=PROPOSED,
    ),
    Decode(
        "palette",
        "A palette with an entry for a set",
        why="A simple viewer shows a mixed colour. The colours of the segments are those of their "
        "own entries.",
        effect="Segments have the colour of the overlap.",
        built=combinations(LABELS, {3: (1, 2)}, (1, 2), palette=COLOURS),
        model=coloured({number: COLOURS[number] for number in (1, 2)}),
        requirements="LM-VAL-002 LM-COL-002",
        features="palette overlap labels colour",
        more=PROPOSED,
    ),
    Decode(
        "no-combination-occurs",
        "A set that no pixel has",
        why="A list may name more than occurs, as Segment Sequence may.",
        effect="A file is refused after its last overlap was erased.",
        built=combinations([[[0, 1], [2, 1]]], {3: (1, 2)}, (1, 2)),
        requirements="LM-VAL-002",
        features=VALUES,
        more=PROPOSED,
    ),
    Decode(
        "value-not-listed",
        "A pixel value that is neither a segment nor a set",
        why="What a value means must be stated for all of them.",
        effect="Pixels without a meaning are shown, or dropped.",
        built=TWO.but(put(f"{LIST}[0].SegmentNumber", 4)),
        codes="pixels.undescribed-value",
        twin="overlap.two-segments",
        requirements="LM-VAL-002",
        features="mono8 overlap",
        more=PROPOSED,
    ),
    Decode(
        "number-given-twice",
        "The number of a set is that of a segment",
        why="A number is unique among segments and sets together.",
        effect="Segment 2 and the overlap cannot be told from each other.",
        built=combinations([[[0, 1], [2, 1]]], {3: (1, 2)}, (1, 2)).but(
            put(f"{LIST}[0].SegmentNumber", 2)
        ),
        codes="segments.combinations",
        twin="overlap.no-combination-occurs",
        requirements="LM-VAL-002",
        features="mono8 overlap",
        more=PROPOSED,
    ),
    Decode(
        "two-sets-of-one-number",
        "Two sets with the same number",
        why="One of them would be lost, and nobody knows which.",
        effect="The wrong segments are shown.",
        built=TWO.but(append(LIST, {"SegmentNumber": 3, "ReferencedSegmentNumber": [1, 2]})),
        codes="segments.combinations",
        twin="overlap.two-segments",
        requirements="LM-VAL-002",
        features="mono8 overlap",
        more=PROPOSED,
    ),
    Decode(
        "one-member",
        "A set of one segment",
        why="Two values would mean the same. A set has at least two members.",
        effect="Values cannot be compared any more.",
        built=TWO.but(put(f"{LIST}[0].ReferencedSegmentNumber", [1])),
        codes="segments.combinations",
        twin="overlap.two-segments",
        requirements="LM-VAL-002",
        features="mono8 overlap",
        more=PROPOSED,
    ),
    Decode(
        "member-undescribed",
        "A set names a segment that is not described",
        why="Each member has an item in Segment Sequence.",
        effect="A segment without a name appears, or a part of the overlap disappears.",
        built=TWO.but(put(f"{LIST}[0].ReferencedSegmentNumber", [1, 9])),
        codes="segments.combinations",
        twin="overlap.two-segments",
        requirements="LM-VAL-002",
        features="mono8 overlap",
        more=PROPOSED,
    ),
    Decode(
        "background-is-member",
        "A set names the background",
        why="A pixel that shows a segment is no background.",
        effect="The segment is transparent.",
        built=TWO.but(put(f"{LIST}[0].ReferencedSegmentNumber", [0, 1])),
        codes="segments.combinations",
        twin="overlap.two-segments",
        requirements="LM-VAL-002",
        features="mono8 overlap",
        more=PROPOSED,
    ),
    Decode(
        "segments-overlap-no",
        "Segments Overlap is NO beside a set",
        why="The attribute is the early warning for readers that do not know sets.",
        effect="A reader leaves the sets aside.",
        built=TWO.but(put("SegmentsOverlap", "NO")),
        codes="segments.combinations",
        twin="overlap.two-segments",
        requirements="LM-VAL-002",
        features="mono8 overlap",
        more=PROPOSED,
    ),
    Decode(
        "no-list",
        "A file without overlap has no list of sets",
        why="The sequence is only required if a value stands for several segments.",
        effect="A file is refused although nothing overlaps.",
        built=combinations([[[0, 1], [2, 1]]], {}, (1, 2)).but(
            drop(LIST), put("SegmentsOverlap", "NO")
        ),
        requirements="LM-VAL-002",
        features=VALUES,
        more=PROPOSED,
    ),
)
