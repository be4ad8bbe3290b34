from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["SegmentLabel"] = "Sixty-four " * 5 + "characters"[:9]
    return accept(
        encode_model(seg),
        seg.model(),
        title="A label of 64 characters is written whole",
        why="64 is the limit of LO. Writers that count bytes or reserve one for an end mark "
        "cut it.",
        effect="Two long names become the same.",
        requirements=["LM-DES-006"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
