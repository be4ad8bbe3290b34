from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=())
    return accept(
        seg.file(),
        seg.model(),
        title="No image is referenced: position alone ties the segmentation to the images",
        why=(
            "Derivation Image is only required without positions. Viewers that need a "
            "referenced series cannot show the file."
        ),
        effect="The segmentation is not offered for any image.",
        links=[
            "https://github.com/OHIF/Viewers/issues/4030",
            "https://github.com/OHIF/Viewers/issues/3936",
        ],
        requirements=["LM-FG-008", "LM-MOD-023"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
