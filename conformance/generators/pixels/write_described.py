from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 3, 3], [9, 9, 0]]], segments=[0, 3, 9], background=0)
    return accept(
        encode_model(seg),
        seg.model(),
        title="Labels that are all described are written",
        why="The ordinary case of writing; it also shows that a writer which refuses faulty "
        "input does not refuse everything.",
        effect="Nothing can be written.",
        requirements=["LM-VAL-001", "LM-VAL-002"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
