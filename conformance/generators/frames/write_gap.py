from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation, stack

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]]


def build(case_id: str) -> Draft:
    every = stack(6)
    seg = segmentation(case_id, LABELS, positions=[every[0], every[1], every[5]], background=0)
    return accept(
        encode_model(seg),
        seg.model(),
        title="Slices with a gap between them are written where they are",
        why="Writers that store an origin and one spacing close the gap.",
        effect="The upper part of the segmentation moves down to the lower part.",
        links=["https://github.com/QIICR/dcmqi/issues/513"],
        requirements=["LM-FG-005", "LM-VAL-014"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids", "filled-frames"]},
    )
