from conformance.draft import Draft, accept
from conformance.phantom import background_segment, segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[7, 7, 0], [0, 7, 2]], [[7, 2, 2], [7, 7, 7]]],
        segments=[segment(0), segment(2), background_segment(7)],
        background=7,
    )
    return accept(
        seg.file(),
        seg.model(),
        title="Pixel Padding Value 7 is the background, value 0 is an organ",
        why="Readers that take 0 for the background hide a described organ and show the "
        "background as one.",
        effect="The liver is invisible and the empty space around it is coloured.",
        links=["https://github.com/QIICR/dcmqi/pull/541"],
        requirements=["LM-VAL-005"],
        features=["mono8", "labels", "background"],
        compare={"freedoms": ["frame-order"]},
    )
