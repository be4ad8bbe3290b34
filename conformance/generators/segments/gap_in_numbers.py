from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation


def build(case_id: str) -> Draft:
    numbers = [100, 1, 250, 5]
    seg = segmentation(
        case_id,
        [[[1, 5, 100, 250], [1, 1, 5, 5]], [[250, 250, 1, 1], [100, 5, 5, 1]]],
        segments=[segment(number) for number in numbers],
    )
    return accept(
        seg.file(),
        seg.model(),
        title="Segment Numbers have gaps and the items stand in any order",
        why="Readers that index Segment Sequence by position, or renumber from 1, give every voxel "
        "the name and colour of another organ.",
        effect="Liver is shown as spleen: names, codes and colours are shifted between segments.",
        links=["https://github.com/QIICR/dcmqi/pull/537"],
        requirements=["LM-DES-004", "LM-DES-001"],
        features=["mono8", "labels", "segments"],
        compare={"freedoms": ["frame-order"]},
    )
