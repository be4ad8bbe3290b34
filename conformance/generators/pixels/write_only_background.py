from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 0], [0, 0]]], segments=[0, 1, 2, 3], background=0)
    return accept(
        encode_model(seg),
        seg.model(),
        title="A label map without any foreground is written",
        why="Writers that leave out empty frames end with no frame at all and crash; Number "
        "of Frames is at least 1.",
        effect="The result of a negative examination cannot be stored.",
        links=[
            "https://github.com/ImagingDataCommons/highdicom/issues/180",
            "https://github.com/QIICR/dcmqi/issues/471",
        ],
        requirements=["LM-PIX-023", "LM-VAL-003"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
