from conformance.draft import Draft, accept
from conformance.phantom import code, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    left = code("7771000", "SCT", "Left")
    kind = item["SegmentedPropertyTypeCodeSequence"][0]
    kind["SegmentedPropertyTypeModifierCodeSequence"] = [left]
    return accept(
        seg.file(),
        seg.model(),
        title="Left and right are in a modifier inside the type",
        why="Laterality is nested in the item of the property type; readers that look "
        "beside it lose it.",
        effect="Both kidneys have the same name.",
        requirements=["LM-DES-013", "LM-DES-012"],
        features=["mono8", "labels", "codes"],
    )
