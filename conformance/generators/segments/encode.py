"""Cases of the area segments for the operation encode."""

from conformance.phantom import segment
from conformance.table import Encode, own, phantom, put, put_all

FOUR = phantom([[[0, 4], [4, 0]]], background=0)

CASES = (
    Encode(
        "write-64-characters",
        "A label of 64 characters is written whole",
        why="64 is the limit of LO. Writers that count bytes or reserve one for an end mark "
        "cut it.",
        effect="Two long names become the same.",
        built=FOUR.but(
            put("SegmentSequence[1].SegmentLabel", "Sixty-four " * 5 + "characters"[:9])
        ),
        requirements="LM-DES-006",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-65-characters",
        "One character too many in a label is not cut off silently",
        why="LO holds 64 characters. A writer that cuts silently makes names equal; one that "
        "writes it makes a file that strict readers refuse.",
        effect="Two long names become the same, or the archive refuses the file.",
        built=FOUR.but(put("SegmentSequence[1].SegmentLabel", "Sixty-four " * 5 + "characters")),
        codes="segments.label-length",
        twin="segments.write-64-characters",
        requirements="LM-DES-006",
    ),
    Encode(
        "write-algorithm",
        "Type and name of the algorithm are written as given",
        why="Writers fill in their own name, or MANUAL, or nothing.",
        effect="Machine-made contours pass for drawn ones.",
        built=FOUR.but(
            put_all(
                "SegmentSequence[1]",
                SegmentAlgorithmType="AUTOMATIC",
                SegmentAlgorithmName="Example net 2.1",
            )
        ),
        requirements="LM-DES-008 LM-DES-009",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-gap-in-numbers",
        "Segment Numbers with gaps are written as they are",
        why="Writers that carry over the rule of BINARY segmentations renumber from 1 or refuse.",
        effect="Label 40 of the source becomes label 3 in the file.",
        built=phantom(
            [[[0, 10, 40], [40, 10, 0]], [[10, 10, 10], [0, 0, 40]]],
            segments=[segment(0), segment(10), segment(40)],
        ),
        requirements="LM-DES-004 LM-DES-002",
        links="https://github.com/QIICR/dcmqi/pull/537",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-tracking",
        "Tracking id and UID are written",
        why="Writers with a fixed list of attributes drop them silently.",
        effect="A lesion cannot be followed over time.",
        built=FOUR.but(
            put_all("SegmentSequence[1]", TrackingID="Lesion 1 of 3", TrackingUID=own("source"))
        ),
        requirements="LM-DES-015",
        freedoms="frame-order uids",
    ),
    Encode(
        "write-unused",
        "Segments that do not occur are written too",
        why="That a structure was looked for and not found is a result. Writers that list only "
        "what they see lose it.",
        effect="The report cannot tell absent from not examined.",
        built=phantom([[[0, 4], [4, 0]]], segments=[0, 4, 6, 9], background=0),
        requirements="LM-VAL-003 LM-DES-001",
        links="https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/517 "
        "https://github.com/ImagingDataCommons/highdicom/issues/338",
        freedoms="frame-order uids",
    ),
)
