"""Cases of the area segments for the operation validate."""

from conformance.phantom import code
from conformance.table import FRAMES, PLAIN, Validate, append, drop, own, phantom, put, put_all

TWO_MASKS = phantom(
    [[[0, 1, 1, 0]], [[1, 0, 0, 1]]],
    kind="BINARY",
    frame_segments=[1, 2],
    positions=[["0", "0", "0"], ["0", "0", "0"]],
)
FOUR = phantom([[[0, 4], [4, 0]]], background=0)

CASES = (
    Validate(
        "algorithm-without-version",
        "Algorithm identification without a version",
        why="The sequence is optional, but family, name and version are Type 1 inside it.",
        effect="Two versions of a network cannot be told apart.",
        built=PLAIN.but(
            put(
                "SegmentSequence[1].SegmentationAlgorithmIdentificationSequence",
                [
                    {
                        "AlgorithmFamilyCodeSequence": [
                            code("123110", "DCM", "Artificial Intelligence")
                        ],
                        "AlgorithmName": "Example",
                    }
                ],
            )
        ),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-DES-010",
        finding=(
            "LM-DES-010",
            "SegmentSequence[1].SegmentationAlgorithmIdentificationSequence[0].AlgorithmVersion",
        ),
    ),
    Validate(
        "beyond-pixel-range",
        "A segment that 8 bits cannot hold deserves a warning",
        why="Legal, but the segment can never occur: somebody meant 16 bits, or cut a list off.",
        effect="A structure is missing from all results and nobody asks why.",
        built=phantom([[[0, 1], [1, 0]]], segments=[0, 1, 300], background=0),
        twin="dataset.complete",
        warn="segments.number-range",
        requirements="LM-DES-004",
        finding=("LM-DES-004", "SegmentSequence[2].SegmentNumber", "warning"),
        level="SHOULD",
    ),
    Validate(
        "binary-gap",
        "BINARY segments 1 and 3",
        why="Outside label maps numbers have no gaps. Writers that drop empty classes leave "
        "one, and DCMTK refuses the file.",
        effect="The segmentation opens in Python and not in C++.",
        built=TWO_MASKS.but(
            put("SegmentSequence[1].SegmentNumber", 3),
            put(f"{FRAMES}[1].SegmentIdentificationSequence[0].ReferencedSegmentNumber", 3),
        ),
        codes="segments.not-consecutive dataset.wrong-value",
        twin="segments.binary-in-order",
        requirements="LM-DES-003",
        finding=("LM-DES-003", "SegmentSequence"),
        features="mono8 binary",
        links="https://github.com/razorx89/pydicom-seg/issues/50",
    ),
    Validate(
        "binary-in-order",
        "BINARY segments 1 and 2 in order have no errors",
        why="The numbering of BINARY segmentations: from 1, in steps of 1.",
        effect="Every classic segmentation of two organs is reported as broken.",
        built=TWO_MASKS,
        requirements="LM-DES-003 LM-DES-005",
        features="mono8 binary",
    ),
    Validate(
        "binary-zero",
        "A BINARY segment with number 0",
        why="0 is for label maps only: in a mask it means absent.",
        effect="The segment cannot be selected.",
        built=TWO_MASKS.but(
            put("SegmentSequence[1].SegmentNumber", 0),
            put(f"{FRAMES}[1].SegmentIdentificationSequence[0].ReferencedSegmentNumber", 0),
        ),
        codes="segments.not-consecutive segments.number-range dataset.wrong-value",
        twin="segments.binary-in-order",
        requirements="LM-DES-005 LM-DES-003",
        finding=("LM-DES-005", "SegmentSequence[1].SegmentNumber"),
        features="mono8 binary",
    ),
    Validate(
        "cielab-beside-palette",
        "A CIELab colour in a PALETTE COLOR label map",
        why="The palette holds the colours, so a second one is not allowed. DCMTK drops it, "
        "others keep both.",
        effect="One viewer shows the palette, another the recommendation.",
        built=phantom([[[0, 1], [1, 0]]], background=0, palette=[(0, 0, 0), (255, 255, 255)]).but(
            put("SegmentSequence[1].RecommendedDisplayCIELabValue", [30000, 40000, 40000])
        ),
        codes="dataset.forbidden-attribute",
        twin="dataset.palette-complete",
        requirements="LM-DES-021",
        features="mono8 palette",
        links="https://github.com/DCMTK/dcmtk/commit/69d794ca4",
    ),
    Validate(
        "description-too-long",
        "Segment Description has 1026 characters",
        why="Free text from a report is copied into it; the attribute ends at 1024.",
        effect="Databases with a column of that size refuse the object or cut the text.",
        built=PLAIN.but(put("SegmentSequence[1].SegmentDescription", "x" * (1024 + 2))),
        codes="dataset.value dataset.wrong-value",
        twin="segments.long-description",
        requirements="LM-DES-007",
        finding=("LM-DES-007", "SegmentSequence[1].SegmentDescription"),
    ),
    Validate(
        "duplicate-number",
        "A validator meets two segments with number 0",
        why="Unique within the instance; dciodvfy misses duplicates in label maps.",
        effect="A region has two names; which one is shown depends on the viewer.",
        built=PLAIN.but(put("SegmentSequence[1].SegmentNumber", 0)),
        codes="segments.duplicate-number",
        twin="dataset.complete",
        requirements="LM-DES-002",
        finding=("LM-VAL-013", "SegmentSequence[1].SegmentedPropertyTypeCodeSequence[0]", "note"),
    ),
    Validate(
        "empty-label",
        "A Segment Label is empty",
        why="Present is not enough for Type 1. Forms that were never filled in give empty names.",
        effect="A nameless region in the list.",
        built=PLAIN.but(put("SegmentSequence[1].SegmentLabel", "")),
        codes="dataset.empty-value",
        twin="dataset.complete",
        requirements="LM-DES-006 LM-GEN-005",
        finding=("LM-DES-006", "SegmentSequence[1].SegmentLabel"),
    ),
    Validate(
        "every-attribute",
        "A segment with all optional attributes has no errors",
        why="Descriptions, algorithm identification, regions, tracking and colours are all "
        "legal; validators written from examples know few of them.",
        effect="The best described segmentations are reported as broken.",
        built=FOUR.but(
            put_all(
                "SegmentSequence[1]",
                SegmentDescription="as seen in the portal phase",
                SegmentAlgorithmType="SEMIAUTOMATIC",
                SegmentAlgorithmName="Example",
                SegmentationAlgorithmIdentificationSequence=[
                    {
                        "AlgorithmFamilyCodeSequence": [
                            code("123110", "DCM", "Artificial Intelligence")
                        ],
                        "AlgorithmName": "Example",
                        "AlgorithmVersion": "2.1",
                    }
                ],
                AnatomicRegionSequence=[code("818983003", "SCT", "Abdomen")],
                RecommendedDisplayGrayscaleValue=30000,
                RecommendedDisplayCIELabValue=[40000, 40000, 30000],
                TrackingID="1",
                TrackingUID=own("source"),
                ContentCreatorName="",
            )
        ),
        requirements="LM-DES-007 LM-DES-010 LM-DES-014 LM-DES-015 LM-DES-018 LM-DES-019 LM-DES-020 "
        "LM-DES-008 LM-DES-009",
    ),
    Validate(
        "long-description",
        "Segment Description has 1024 characters",
        why="As much as the attribute takes; limits of 64 characters belong to labels.",
        effect="Correct files are reported as broken.",
        built=PLAIN.but(put("SegmentSequence[1].SegmentDescription", "x" * 1024)),
        requirements="LM-DES-007",
    ),
    Validate(
        "manual-with-name",
        "MANUAL with a Segment Algorithm Name",
        why="Required unless MANUAL, with no word that it may be present otherwise: read "
        "strictly it is forbidden. Many writers put the tool there.",
        effect="Hand-drawn segmentations of common tools fail one validator and pass the next.",
        built=PLAIN.but(put("SegmentSequence[1].SegmentAlgorithmName", "Brush")),
        twin="dataset.complete",
        alternatives=(
            ("clean", "A name does no harm", None),
            (
                "error",
                "The condition is false, so the name is absent",
                "dataset.forbidden-attribute",
            ),
        ),
        clarification="0017",
        requirements="LM-DES-009",
        finding=("LM-DES-009", "SegmentSequence[1].SegmentAlgorithmName", "warning"),
    ),
    Validate(
        "missing-algorithm-name",
        "AUTOMATIC without Segment Algorithm Name",
        why="The name is required unless MANUAL. Writers set the type and forget that it has "
        "consequences.",
        effect="A faulty version of a network cannot be traced.",
        built=PLAIN.but(put("SegmentSequence[1].SegmentAlgorithmType", "AUTOMATIC")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-DES-009",
        finding=("LM-DES-009", "SegmentSequence[1].SegmentAlgorithmName"),
    ),
    Validate(
        "missing-algorithm-type",
        "A segment has no Segment Algorithm Type",
        why="Type 1: whether a machine drew it must be known. Its absence stopped a newer "
        "viewer from opening files of an older one.",
        effect="Nobody knows whether a person has seen the contour.",
        built=PLAIN.but(drop("SegmentSequence[1].SegmentAlgorithmType")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-DES-008",
        finding=("LM-DES-008", "SegmentSequence[1].SegmentAlgorithmType"),
        links="https://github.com/QIICR/QuantitativeReporting/issues/280 "
        "https://github.com/QIICR/dcmqi/issues/509",
    ),
    Validate(
        "missing-category",
        "A segment has no category",
        why="Category and type are both Type 1; writers give the organ and forget what kind of "
        "thing it is.",
        effect="Organs and lesions cannot be told apart by a program.",
        built=PLAIN.but(drop("SegmentSequence[1].SegmentedPropertyCategoryCodeSequence")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-DES-011",
        finding=("LM-DES-011", "SegmentSequence[1].SegmentedPropertyCategoryCodeSequence"),
    ),
    Validate(
        "missing-code-meaning",
        "A code has no Code Meaning",
        why="Type 1 in the code macro; a value alone is unreadable where the dictionary is not "
        "at hand.",
        effect="The user sees a number where an organ should be.",
        built=PLAIN.but(
            drop("SegmentSequence[1].SegmentedPropertyTypeCodeSequence[0].CodeMeaning")
        ),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-DES-022",
        finding=(
            "LM-DES-022",
            "SegmentSequence[1].SegmentedPropertyTypeCodeSequence[0].CodeMeaning",
        ),
    ),
    Validate(
        "missing-coding-scheme",
        "A code has no Coding Scheme Designator",
        why="64033007 means something in SNOMED only. The designator may be absent only beside "
        "a URN.",
        effect="The code is looked up in the wrong dictionary.",
        built=PLAIN.but(
            drop("SegmentSequence[1].SegmentedPropertyTypeCodeSequence[0].CodingSchemeDesignator")
        ),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-DES-022",
    ),
    Validate(
        "missing-label",
        "A segment has no Segment Label",
        why="Type 1; some writers describe a segment by codes alone. Viewers show an empty "
        "line or crash.",
        effect="A nameless region in the list.",
        built=PLAIN.but(drop("SegmentSequence[1].SegmentLabel")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-DES-006",
        links="https://github.com/ivmartel/dwv/issues/1552",
    ),
    Validate(
        "missing-number",
        "A segment has no Segment Number",
        why="The number is what joins pixels and names. Lists made by hand rely on the order.",
        effect="A segment belongs to no pixel.",
        built=PLAIN.but(drop("SegmentSequence[1].SegmentNumber")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-DES-002",
        finding=("LM-DES-002", "SegmentSequence[1].SegmentNumber"),
    ),
    Validate(
        "missing-type",
        "A segment has no type",
        why="Without the type code only free text says what it is.",
        effect="A search for livers does not find the liver.",
        built=PLAIN.but(drop("SegmentSequence[1].SegmentedPropertyTypeCodeSequence")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-DES-012",
        finding=("LM-DES-012", "SegmentSequence[1].SegmentedPropertyTypeCodeSequence"),
    ),
    Validate(
        "modifier-beside-type",
        "A type modifier stands beside the type, not inside it",
        why="Modifiers are nested in the item that they modify. At the level of the segment no "
        "reader finds them.",
        effect="Left and right are lost.",
        built=PLAIN.but(
            put(
                "SegmentSequence[1].SegmentedPropertyTypeModifierCodeSequence",
                [code("7771000", "SCT", "Left")],
            )
        ),
        twin="dataset.complete",
        warn="dataset.misplaced-attribute",
        requirements="LM-DES-013",
        level="SHOULD",
    ),
    Validate(
        "none",
        "Segment Sequence has no item",
        why="Type 1 with one item or more. Writers of empty results write an empty list.",
        effect="The list of structures is empty and viewers crash on it.",
        built=PLAIN.but(put("SegmentSequence", [])),
        codes="dataset.empty-value segments.none",
        twin="dataset.complete",
        requirements="LM-DES-001 LM-GEN-005",
        finding=("LM-DES-001", "SegmentSequence"),
    ),
    Validate(
        "one-algorithm-name",
        "A segment made by one algorithm has no errors",
        why="Type and name together, as they should be.",
        effect="Every automatic segmentation is reported as broken.",
        built=FOUR.but(
            put_all(
                "SegmentSequence[1]", SegmentAlgorithmType="AUTOMATIC", SegmentAlgorithmName="First"
            )
        ),
        requirements="LM-DES-008 LM-DES-009",
    ),
    Validate(
        "region-modifier-beside-region",
        "A region modifier stands beside the region",
        why="Modifiers of a region are nested in its item.",
        effect="The lesion is in a kidney, and nobody knows in which.",
        built=PLAIN.but(
            put("SegmentSequence[1].AnatomicRegionSequence", [code("64033007", "SCT", "Kidney")]),
            put(
                "SegmentSequence[1].AnatomicRegionModifierSequence",
                [code("7771000", "SCT", "Left")],
            ),
        ),
        warn="dataset.misplaced-attribute",
        requirements="LM-DES-014",
        level="SHOULD",
        more={"status": "provisional"},
    ),
    Validate(
        "roi-with-number",
        "A segment from an RT Structure Set, with the number of its ROI",
        why="Definition Source says where a segment came from; it is new and validators flag it.",
        effect="Segments converted from contours are reported as broken.",
        built=PLAIN.but(
            put(
                "SegmentSequence[1].DefinitionSourceSequence",
                [
                    {
                        "ReferencedSOPClassUID": "1.2.840.10008.5.1.4.1.1.481.3",
                        "ReferencedSOPInstanceUID": own("source"),
                        "ReferencedROINumber": 3,
                    }
                ],
            )
        ),
        requirements="LM-DES-017",
    ),
    Validate(
        "roi-without-number",
        "A segment from an RT Structure Set without the number of its ROI",
        why="Referenced ROI Number is required when the definition source is an RT Structure "
        "Set: the set holds many.",
        effect="The contour that the segment came from cannot be found.",
        built=PLAIN.but(
            put(
                "SegmentSequence[1].DefinitionSourceSequence",
                [
                    {
                        "ReferencedSOPClassUID": "1.2.840.10008.5.1.4.1.1.481.3",
                        "ReferencedSOPInstanceUID": own("source"),
                    }
                ],
            )
        ),
        codes="dataset.missing-attribute",
        twin="segments.roi-with-number",
        requirements="LM-DES-017",
        finding=(
            "LM-DES-017",
            "SegmentSequence[1].DefinitionSourceSequence[0].ReferencedROINumber",
        ),
    ),
    Validate(
        "several-algorithm-names",
        "A segment made by two algorithms in turn",
        why="The dictionary was changed from one value to one or more; tables of different age "
        "disagree.",
        effect="A pipeline of two networks cannot be described without an error somewhere.",
        built=FOUR.but(
            put_all("SegmentSequence[1]", SegmentAlgorithmType="AUTOMATIC"),
            put("SegmentSequence[1].SegmentAlgorithmName", ["First", "Second"]),
        ),
        twin="segments.one-algorithm-name",
        alternatives=(
            ("clean", "Recent dictionaries have one or more names", None),
            ("error", "Older dictionaries have one name", "dataset.wrong-value"),
        ),
        clarification="0018",
        requirements="LM-DES-009",
    ),
    Validate(
        "tracking-id-alone",
        "Tracking ID without Tracking UID",
        why="Each is required if the other is there: the name is for people, the UID makes it "
        "unique.",
        effect="Lesion 1 of one patient is matched with Lesion 1 of another.",
        built=PLAIN.but(put("SegmentSequence[1].TrackingID", "Lesion 1")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-DES-015",
        finding=("LM-DES-015", "SegmentSequence[1].TrackingUID"),
    ),
    Validate(
        "two-categories",
        "A segment has two categories",
        why="Exactly one item. Writers that are unsure give both.",
        effect="Readers take the first or the last.",
        built=PLAIN.but(
            append(
                "SegmentSequence[1].SegmentedPropertyCategoryCodeSequence",
                code("85756007", "SCT", "Tissue"),
            )
        ),
        codes="dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-DES-011",
    ),
    Validate(
        "two-component-colour",
        "A CIELab colour has two components",
        why="Three values of 16 bits. Two came from a colour without lightness.",
        effect="Readers crash or show black.",
        built=PLAIN.but(put("SegmentSequence[1].RecommendedDisplayCIELabValue", [30000, 40000])),
        codes="dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-DES-020",
        finding=("LM-DES-020", "SegmentSequence[1].RecommendedDisplayCIELabValue"),
        links="https://github.com/QIICR/dcmqi/issues/563",
    ),
    Validate(
        "two-creators",
        "A segment with two creators in one name",
        why="Each segment may say who drew it, one person each.",
        effect="The second person is lost, or the reader refuses the file.",
        built=PLAIN.but(put("SegmentSequence[1].ContentCreatorName", ["Doe^Jane", "Roe^Richard"])),
        codes="dataset.multiplicity dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-DES-018",
    ),
    Validate(
        "two-grayscale-values",
        "Recommended Display Grayscale Value has two values",
        why="One value; writers give a window.",
        effect="Readers expecting a number crash.",
        built=PLAIN.but(put("SegmentSequence[1].RecommendedDisplayGrayscaleValue", [0, 65535])),
        codes="dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-DES-019",
        finding=("LM-DES-019", "SegmentSequence[1].RecommendedDisplayGrayscaleValue"),
    ),
    Validate(
        "two-types",
        "A segment has two types",
        why="Exactly one item; combined structures need a code of their own or regions.",
        effect="Readers take the first or the last.",
        built=PLAIN.but(
            append(
                "SegmentSequence[1].SegmentedPropertyTypeCodeSequence",
                code("85756007", "SCT", "Tissue"),
            )
        ),
        codes="dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-DES-012",
    ),
    Validate(
        "wrong-algorithm-type",
        "Segment Algorithm Type is AUTO",
        why="AUTOMATIC, SEMIAUTOMATIC or MANUAL, nothing shorter.",
        effect="Software that asks for AUTOMATIC treats the contour as drawn by hand.",
        built=PLAIN.but(put("SegmentSequence[1].SegmentAlgorithmType", "AUTO")),
        codes="dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-DES-008",
    ),
)
