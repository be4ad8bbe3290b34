from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[5, 0], [0, 5]], [[0, 0], [5, 5]]],
        background=5,
        positions=[["-10", "-20", "30"], ["-10", "-20", "35"]],
    )
    return accept(
        seg.file(),
        seg.model(),
        title="The middle slice has no frame, and Pixel Padding Value is 5",
        why="A volume reader fills the gap with the background, and the background is 5, not 0.",
        effect="The gap is filled with organ 0.",
        links=[
            "https://github.com/QIICR/dcmqi/issues/513",
            "https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/397",
        ],
        requirements=["LM-VAL-014", "LM-VAL-005"],
        features=["mono8", "labels", "geometry", "background"],
        compare={"freedoms": ["frame-order", "filled-frames"]},
    )
