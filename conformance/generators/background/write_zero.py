from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1, 2], [3, 2, 0]]], background=0)
    return accept(
        encode_model(seg),
        seg.model(),
        title="Background 0 is written as Pixel Padding Value 0",
        why="Writers that leave the attribute out rely on readers that guess.",
        effect="In a program that follows the rule the file has no background.",
        links=["https://github.com/ImagingDataCommons/slim/pull/430"],
        requirements=["LM-VAL-005"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
