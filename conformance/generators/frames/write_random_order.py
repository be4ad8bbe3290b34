from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation, stack

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]]


def build(case_id: str) -> Draft:
    every = stack(3)
    seg = segmentation(case_id, LABELS, positions=[every[1], every[2], every[0]], background=0)
    return accept(
        encode_model(seg),
        seg.model(),
        title="Slices that are given in no spatial order keep their places",
        why="Writers sort the positions and forget the pixels, or the other way round.",
        effect="Slices of the segmentation are exchanged.",
        links=["https://github.com/OHIF/Viewers/issues/4421"],
        requirements=["LM-FG-003", "LM-FG-005"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
