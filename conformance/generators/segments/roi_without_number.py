from conformance.draft import Draft, reject
from conformance.phantom import segmentation, uid


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["DefinitionSourceSequence"] = [
        {
            "ReferencedSOPClassUID": "1.2.840.10008.5.1.4.1.1.481.3",
            "ReferencedSOPInstanceUID": uid(case_id, "source"),
        }
    ]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="segments.roi-with-number",
        op="validate",
        title="A segment from an RT Structure Set without the number of its ROI",
        why="Referenced ROI Number is required when the definition source is an RT "
        "Structure Set: the set holds many.",
        effect="The contour that the segment came from cannot be found.",
        requirements=["LM-DES-017"],
        features=["mono8"],
    )
