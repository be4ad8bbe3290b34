from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[5 * f + r + c & 7 for c in range(3)] for r in range(3)] for f in range(3)],
        segments=range(8),
    )
    return accept(
        encode_model(seg),
        seg.model(),
        title="Frames of nine bytes are written without gaps",
        why="Writers that pad each frame, or drop the last odd byte, shift or cut the volume.",
        effect="Slices creep sideways in every other program.",
        requirements=["LM-PIX-015"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
