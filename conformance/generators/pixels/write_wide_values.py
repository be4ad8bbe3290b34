from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 255, 256], [257, 4096, 65534]]], background=0, bits=16)
    return accept(
        encode_model(seg),
        seg.model(),
        title="Labels above 255 are written in 16 bits",
        why="Writers that allocate bytes cut labels off: 256 becomes 0.",
        effect="Organ 256 is written as background; nobody notices before the next reading.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-PIX-006", "LM-VAL-001"],
        features=["mono16"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
