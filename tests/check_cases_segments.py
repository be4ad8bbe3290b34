"""As check_cases, for segments, palettes, references and identity."""

from __future__ import annotations

from check_bases import (
    both,
    code,
    drop,
    item,
    put,
)
from check_cases import BLUE, FRAME, GREEN, RED, REFERENCE, SEGMENT, Case

SEGMENTS = [
    Case("LM-DES-001", "native", drop("SegmentSequence"), "SegmentSequence"),
    Case("LM-DES-002", "native", put(f"{SEGMENT}.SegmentNumber", 5), "SegmentSequence[2]"),
    Case("LM-DES-002", "native", drop(f"{SEGMENT}.SegmentNumber"), f"{SEGMENT}.SegmentNumber"),
    Case("LM-DES-003", "binary", put(f"{SEGMENT}.SegmentNumber", 3), "SegmentSequence"),
    Case(
        "LM-DES-004", "native", put("SegmentSequence[2].SegmentNumber", 300), "Segment", "warning"
    ),
    Case("LM-DES-005", "binary", put(f"{SEGMENT}.SegmentNumber", 0), f"{SEGMENT}.SegmentNumber"),
    Case("LM-DES-006", "native", put(f"{SEGMENT}.SegmentLabel", "x" * 65), "SegmentLabel"),
    Case("LM-DES-007", "native", put(f"{SEGMENT}.SegmentDescription", "x" * 1025), "Description"),
    Case("LM-DES-008", "native", put(f"{SEGMENT}.SegmentAlgorithmType", "AUTO"), "AlgorithmType"),
    Case("LM-DES-009", "native", drop(f"{SEGMENT}.SegmentAlgorithmName"), "AlgorithmName"),
    Case(
        "LM-DES-009",
        "native",
        put(f"{SEGMENT}.SegmentAlgorithmType", "MANUAL"),
        "AlgorithmName",
        "warning",
    ),
    Case(
        "LM-DES-010",
        "native",
        put(
            f"{SEGMENT}.SegmentationAlgorithmIdentificationSequence",
            [item(AlgorithmName="x", AlgorithmFamilyCodeSequence=[code()])],
        ),
        "AlgorithmVersion",
    ),
    Case("LM-DES-011", "native", put(f"{SEGMENT}.SegmentedPropertyCategoryCodeSequence", []), ""),
    Case(
        "LM-DES-012",
        "native",
        put(f"{SEGMENT}.SegmentedPropertyTypeCodeSequence", [code()] * 2),
        "",
    ),
    Case(
        "LM-DES-013",
        "native",
        put(
            f"{SEGMENT}.SegmentedPropertyTypeCodeSequence[0]."
            "SegmentedPropertyTypeModifierCodeSequence",
            "text",
            "LO",
        ),
        "Modifier",
    ),
    Case("LM-DES-014", "native", put(f"{SEGMENT}.AnatomicRegionSequence", "x", "LO"), "Anatomic"),
    Case("LM-DES-015", "native", put(f"{SEGMENT}.TrackingID", "x"), "TrackingUID"),
    Case(
        "LM-DES-017",
        "native",
        put(
            f"{SEGMENT}.DefinitionSourceSequence",
            [
                item(
                    ReferencedSOPClassUID="1.2.840.10008.5.1.4.1.1.481.3",
                    ReferencedSOPInstanceUID="2.25.9",
                )
            ],
        ),
        "ReferencedROINumber",
    ),
    Case(
        "LM-DES-018",
        "native",
        put(f"{SEGMENT}.ContentCreatorIdentificationCodeSequence", [item(PersonAddress="x")]),
        "PersonIdentificationCodeSequence",
    ),
    Case(
        "LM-DES-019", "native", put(f"{SEGMENT}.RecommendedDisplayGrayscaleValue", [1, 2]), "Gray"
    ),
    Case("LM-DES-020", "native", put(f"{SEGMENT}.RecommendedDisplayCIELabValue", [1, 2]), "Lab"),
    Case(
        "LM-DES-021", "palette", put(f"{SEGMENT}.RecommendedDisplayCIELabValue", [1, 2, 3]), "Lab"
    ),
    Case(
        "LM-DES-022",
        "native",
        drop(f"{SEGMENT}.SegmentedPropertyTypeCodeSequence[0].CodeMeaning"),
        "CodeMeaning",
    ),
    Case(
        "LM-DES-022",
        "native",
        put(f"{SEGMENT}.SegmentedPropertyTypeCodeSequence", [code("T-1", "SRT", "x")]),
        "CodingSchemeDesignator",
        "warning",
    ),
    Case("LM-COL-001", "palette", drop(f"{GREEN}Descriptor"), f"{GREEN}Descriptor"),
    Case("LM-COL-002", "palette", put(f"{GREEN}Descriptor", [9, 0, 8]), f"{GREEN}Descriptor"),
    Case("LM-COL-003", "palette", put(f"{BLUE}Descriptor", [6, 1, 8]), f"{BLUE}Descriptor"),
    Case(
        "LM-COL-004",
        "palette",
        both(*(put(f"{c}Descriptor", [6, 0, 12]) for c in (RED, GREEN, BLUE))),
        f"{RED}Descriptor",
    ),
    Case("LM-COL-005", "palette", put(f"{RED}Data", b"\0\0"), f"{RED}Data"),
    Case("LM-COL-006", "palette", put(f"Segmented{RED}Data", b"\0\0", "OW"), f"Segmented{RED}"),
    Case(
        "LM-COL-008",
        "palette",
        put("SegmentSequence[2].SegmentNumber", 200),
        f"{RED}Descriptor",
        "warning",
    ),
    Case("LM-COL-009", "palette", put("ICCProfile", b""), "ICCProfile"),
    Case("LM-COL-010", "palette", put("ICCProfile", b"\0" * 200), "ICCProfile"),
    Case("LM-COL-011", "native", put(f"{RED}Descriptor", [6, 0, 8], "US"), f"{RED}Descriptor"),
    Case("LM-COL-011", "native", put("ICCProfile", b"\0\0"), "ICCProfile", "warning"),
    Case("LM-COL-012", "palette", put("PaletteColorLookupTableUID", ["2.25.1", "2.25.2"]), "UID"),
    Case(
        "LM-REF-001",
        "source",
        put(
            f"{FRAME}[1].DerivationImageSequence[0].SourceImageSequence[0]"
            ".ReferencedSOPInstanceUID",
            "2.25.99",
        ),
        f"{FRAME}[1].DerivationImageSequence",
    ),
    Case(
        "LM-REF-001",
        "source",
        lambda ds: ds.ReferencedSeriesSequence[0].ReferencedInstanceSequence.append(
            item(**{**REFERENCE, "ReferencedSOPInstanceUID": "2.25.98"})
        ),
        "ReferencedInstanceSequence[3]",
        "warning",
    ),
    Case(
        "LM-REF-002",
        "source",
        put("ReferencedSeriesSequence[0].StudyInstanceUID", "2.25.7"),
        "ReferencedSeriesSequence[0].StudyInstanceUID",
    ),
    Case("LM-SOP-001", "native", drop("SOPInstanceUID"), "SOPInstanceUID"),
    Case(
        "LM-SOP-001",
        "native",
        put("SpecificCharacterSet", "UTF-8"),
        "SpecificCharacterSet",
    ),
    Case(
        "LM-SOP-001",
        "native",
        both(drop("SpecificCharacterSet"), put("StudyDescription", "Été")),
        "StudyDescription",
    ),
    Case("LM-SOP-002", "native", put("SyntheticData", "MAYBE", "CS"), "SyntheticData"),
    Case(
        "LM-SOP-003",
        "native",
        put("FrameExtractionSequence", [item(MultiFrameSourceSOPInstanceUID="2.25.4")]),
        "FrameExtractionSequence[0]",
    ),
    Case("LM-SOP-004", "native", put("SOPInstanceUID", "1.2.03"), "SOPInstanceUID"),
    Case("LM-SOP-004", "native", put("SOPInstanceUID", "1.2.840.10008.9.9"), "SOPInstanceUID"),
]
