from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[0, 1, 1, 0]], [[1, 0, 0, 1]]],
        kind="BINARY",
        frame_segments=[1, 2],
        positions=[["0", "0", "0"], ["0", "0", "0"]],
    )
    return accept(
        seg.file(),
        op="validate",
        title="BINARY segments 1 and 2 in order have no errors",
        why="The numbering of BINARY segmentations: from 1, in steps of 1.",
        effect="Every classic segmentation of two organs is reported as broken.",
        requirements=["LM-DES-003", "LM-DES-005"],
        features=["mono8", "binary"],
    )
