from conformance.draft import Draft, accept
from conformance.phantom import segmentation, uid


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["DefinitionSourceSequence"] = [
        {
            "ReferencedSOPClassUID": "1.2.840.10008.5.1.4.1.1.481.3",
            "ReferencedSOPInstanceUID": uid(case_id, "source"),
            "ReferencedROINumber": 3,
        }
    ]
    return accept(
        seg.file(),
        op="validate",
        title="A segment from an RT Structure Set, with the number of its ROI",
        why="Definition Source says where a segment came from; it is new and validators flag it.",
        effect="Segments converted from contours are reported as broken.",
        requirements=["LM-DES-017"],
        features=["mono8"],
    )
