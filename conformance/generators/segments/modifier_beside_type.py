from conformance.draft import Draft, accept
from conformance.phantom import code, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["SegmentedPropertyTypeModifierCodeSequence"] = [code("7771000", "SCT", "Left")]
    return accept(
        seg.file(),
        warn=["dataset.misplaced-attribute"],
        twin="dataset.complete",
        op="validate",
        title="A type modifier stands beside the type, not inside it",
        why="Modifiers are nested in the item that they modify. At the level of the segment "
        "no reader finds them.",
        effect="Left and right are lost.",
        requirements=["LM-DES-013"],
        features=["mono8"],
        level="SHOULD",
    )
