from conformance.draft import Draft, accept
from conformance.images import source_uids
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        LABELS,
        background=0,
        positions=stack(3, (-3.25, -8.5, 31.0), 5.0),
        spacing=("1.4", "1.8"),
        thickness="5",
        sources=source_uids(case_id, 3),
    )
    return accept(
        seg.file(),
        seg.model(),
        title=(
            "A cropped grid of half the resolution, shifted by half a pixel, with "
            "references to images"
        ),
        why=(
            "In a Frame of Reference the grid of the segmentation need not be that of the "
            "images. Software that lays the pixels over the image ignores its own geometry."
        ),
        effect="The segmentation stands in the corner of the image at half its size.",
        links=[
            "https://github.com/nroduit/Weasis/issues/693",
            "https://github.com/OHIF/Viewers/issues/2345",
            "https://github.com/razorx89/pydicom-seg/issues/20",
        ],
        requirements=["LM-GEN-006", "LM-FG-012"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
