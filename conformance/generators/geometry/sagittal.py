from conformance.draft import Draft, accept
from conformance.phantom import segmentation

ORIENTATION = ("0", "1", "0", "0", "0", "-1")
LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, orientation=ORIENTATION)
    return accept(
        seg.file(),
        seg.model(),
        title="Sagittal frames",
        why=(
            "Rows run from front to back, columns from head to feet. Readers that assume "
            "axial frames put x into columns."
        ),
        effect="The segmentation lies flat in the image.",
        links=[
            "https://github.com/OHIF/Viewers/issues/2003",
            "https://github.com/OHIF/Viewers/issues/3420",
        ],
        requirements=["LM-FG-006", "LM-FG-020"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
