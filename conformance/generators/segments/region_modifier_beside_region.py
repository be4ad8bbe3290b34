from conformance.draft import Draft, accept
from conformance.phantom import code, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["AnatomicRegionSequence"] = [code("64033007", "SCT", "Kidney")]
    item["AnatomicRegionModifierSequence"] = [code("7771000", "SCT", "Left")]
    return accept(
        seg.file(),
        warn=["dataset.misplaced-attribute"],
        op="validate",
        title="A region modifier stands beside the region",
        why="Modifiers of a region are nested in its item.",
        effect="The lesion is in a kidney, and nobody knows in which.",
        requirements=["LM-DES-014"],
        features=["mono8"],
        level="SHOULD",
        status="provisional",
    )
