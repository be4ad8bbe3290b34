from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[7, 0, 2], [0, 7, 7]]], segments=[0, 2, 7], background=7)
    return accept(
        encode_model(seg),
        seg.model(),
        title="Background 7 is written, and 0 stays an organ",
        why="A writer with a fixed background refuses the input, or moves numbers so that "
        "its 0 is free.",
        effect="The organ with number 0 is lost.",
        links=["https://github.com/Slicer/Slicer/pull/9163"],
        requirements=["LM-VAL-005", "LM-VAL-007", "LM-DES-004"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
