"""Cases of the area segments for the operation decode."""

from conformance.phantom import code, segment
from conformance.table import Decode, drop, own, phantom, put, put_all

FOUR = phantom([[[0, 4], [4, 0]]], background=0)
SIX_UNUSED = phantom([[[0, 4], [4, 0]]], segments=[0, 4, 6], background=0)

CASES = (
    Decode(
        "algorithm-name",
        "A segment made by an algorithm says which",
        why="The name is required with AUTOMATIC; readers that expect MANUAL everywhere drop it.",
        effect="Machine-made contours pass for drawn ones.",
        built=FOUR.but(
            put_all(
                "SegmentSequence[1]",
                SegmentAlgorithmType="AUTOMATIC",
                SegmentAlgorithmName="Example net 2.1",
            )
        ),
        requirements="LM-DES-008 LM-DES-009",
        features="mono8 labels algorithm",
    ),
    Decode(
        "complete-item",
        "One organ and a background, completely described",
        why="The twin of files whose segments lack an attribute.",
        effect="The plainest label map cannot be read.",
        built=FOUR,
        requirements="LM-DES-006 LM-DES-008",
        features="mono8 labels background",
    ),
    Decode(
        "gap-in-numbers",
        "Segment Numbers have gaps and the items stand in any order",
        why="Readers that index Segment Sequence by position, or renumber from 1, give every "
        "voxel the name and colour of another organ.",
        effect="Liver is shown as spleen: names, codes and colours are shifted between segments.",
        built=phantom(
            [[[1, 5, 100, 250], [1, 1, 5, 5]], [[250, 250, 1, 1], [100, 5, 5, 1]]],
            segments=[segment(number) for number in [100, 1, 250, 5]],
        ),
        requirements="LM-DES-004 LM-DES-001",
        features="mono8 labels segments",
        links="https://github.com/QIICR/dcmqi/pull/537",
        freedoms="frame-order",
    ),
    Decode(
        "label-unlike-type",
        "The label is not the meaning of the type code",
        why="A round trip that writes the meaning of the code into the label loses what the "
        "user called it.",
        effect="Two opinions on one tumour have the same name.",
        built=FOUR.but(put("SegmentSequence[1].SegmentLabel", "Tumour, second opinion")),
        requirements="LM-DES-006",
        features="mono8 labels segments",
        links="https://github.com/QIICR/QuantitativeReporting/issues/251",
    ),
    Decode(
        "long-code-value",
        "A type code longer than 16 characters",
        why="Long codes stand in Long Code Value; post-coordinated and extended SNOMED codes "
        "need it. Readers that know Code Value only crash or report none.",
        effect="The segment has no meaning, or the file does not open.",
        built=FOUR.but(
            drop("SegmentSequence[1].SegmentedPropertyTypeCodeSequence[0].CodeValue"),
            put(
                "SegmentSequence[1].SegmentedPropertyTypeCodeSequence[0].LongCodeValue",
                "12345678901234567890",
            ),
        ),
        model_of=FOUR,
        model={"segments": {"4": {"type": {"value": "12345678901234567890"}}}},
        requirements="LM-DES-022 LM-DES-012",
        features="mono8 labels codes",
    ),
    Decode(
        "modifiers",
        "Left and right are in a modifier inside the type",
        why="Laterality is nested in the item of the property type; readers that look beside "
        "it lose it.",
        effect="Both kidneys have the same name.",
        built=FOUR.but(
            put(
                "SegmentSequence[1].SegmentedPropertyTypeCodeSequence[0].SegmentedPropertyTypeModifierCodeSequence",
                [code("7771000", "SCT", "Left")],
            )
        ),
        requirements="LM-DES-013 LM-DES-012",
        features="mono8 labels codes",
    ),
    Decode(
        "number-beyond-pixels",
        "Segment 300 is described in an 8-bit label map",
        why="A shared list of segments may describe numbers that 8 bits cannot hold. Readers "
        "that cut the number to a byte rename segment 44.",
        effect="Segment 44 carries the name of segment 300.",
        built=phantom([[[0, 44], [44, 0]]], segments=[0, 44, 300], background=0),
        requirements="LM-DES-004 LM-VAL-003",
        features="mono8 labels segments",
        links="https://github.com/ImagingDataCommons/highdicom/issues/316",
    ),
    Decode(
        "one-unused",
        "Segments 0, 4 and 6 are described, 6 does not occur",
        why="The twin of files with a number used twice; unused segments are also what most "
        "automatic pipelines write.",
        effect="Lists of organs looked for and not found cannot be read.",
        built=SIX_UNUSED,
        requirements="LM-DES-002 LM-VAL-003",
        features="mono8 labels",
    ),
    Decode(
        "same-number-twice",
        "Two segments have number 4",
        why="The pixel value 4 then has two names. Readers with a table keep the last, readers "
        "with a list the first; dciodvfy is silent for label maps.",
        effect="One file shows a liver here and a kidney there.",
        built=SIX_UNUSED.but(put("SegmentSequence[2].SegmentNumber", 4)),
        codes="segments.duplicate-number",
        twin="segments.one-unused",
        requirements="LM-DES-002",
        links="https://github.com/QIICR/dcmqi/pull/541",
    ),
    Decode(
        "tracking",
        "A segment carries a tracking id and UID",
        why="They say which lesion of an earlier study this is; converters keep neither.",
        effect="A lesion cannot be followed over time.",
        built=FOUR.but(
            put_all("SegmentSequence[1]", TrackingID="Lesion 1 of 3", TrackingUID=own("source"))
        ),
        requirements="LM-DES-015 LM-DES-016",
        features="mono8 labels tracking",
    ),
    Decode(
        "two-regions",
        "A segment with two anatomic regions",
        why="A lesion or a set of metastases may span regions, so the sequence has several "
        "items; readers take the first.",
        effect="Metastases of the liver are reported as those of the brain only.",
        built=FOUR.but(
            put(
                "SegmentSequence[1].AnatomicRegionSequence",
                [code("12738006", "SCT", "Brain"), code("10200004", "SCT", "Liver")],
            )
        ),
        requirements="LM-DES-014",
        features="mono8 labels codes",
        links="https://github.com/Slicer/Slicer/issues/7593",
    ),
)
