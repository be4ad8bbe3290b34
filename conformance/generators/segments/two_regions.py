from conformance.draft import Draft, accept
from conformance.phantom import code, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["AnatomicRegionSequence"] = [
        code("12738006", "SCT", "Brain"),
        code("10200004", "SCT", "Liver"),
    ]
    return accept(
        seg.file(),
        seg.model(),
        title="A segment with two anatomic regions",
        why="A lesion or a set of metastases may span regions, so the sequence has several "
        "items; readers take the first.",
        effect="Metastases of the liver are reported as those of the brain only.",
        links=["https://github.com/Slicer/Slicer/issues/7593"],
        requirements=["LM-DES-014"],
        features=["mono8", "labels", "codes"],
    )
