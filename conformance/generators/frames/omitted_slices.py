from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]]


def build(case_id: str) -> Draft:
    every = stack(6)
    seg = segmentation(case_id, LABELS, positions=[every[1], every[2], every[4]], background=0)
    return accept(
        seg.file(),
        seg.model(),
        title="Empty slices are left out at the top, in the middle and at the bottom",
        why=(
            "Writers may leave out frames without any segment. A reader that lines the "
            "frames up in the order of the file puts them on the first slices of the image."
        ),
        effect="The segmentation is shifted by a slice, and everything above the gap by two.",
        links=[
            "https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/397",
            "https://github.com/ImagingDataCommons/highdicom/issues/214",
            "https://github.com/QIICR/dcmqi/issues/513",
        ],
        requirements=["LM-VAL-014", "LM-FG-005"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order", "filled-frames"]},
    )
