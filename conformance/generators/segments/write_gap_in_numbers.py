from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[0, 10, 40], [40, 10, 0]], [[10, 10, 10], [0, 0, 40]]],
        segments=[segment(0), segment(10), segment(40)],
    )
    return accept(
        encode_model(seg),
        seg.model(),
        title="Segment Numbers with gaps are written as they are",
        why="Writers that carry over the rule of BINARY segmentations renumber from 1 or refuse.",
        effect="Label 40 of the source becomes label 3 in the file.",
        links=["https://github.com/QIICR/dcmqi/pull/537"],
        requirements=["LM-DES-004", "LM-DES-002"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
