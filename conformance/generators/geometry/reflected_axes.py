from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack

ORIENTATION = ("-1", "0", "0", "0", "-1", "0")
LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        LABELS,
        background=0,
        orientation=ORIENTATION,
        positions=stack(3, (10.0, 20.0, 30.0), 2.5, ORIENTATION),
    )
    return accept(
        seg.file(),
        seg.model(),
        title="Rows run from left to right, columns from back to front",
        why=(
            "Both axes point against those of the usual axial image. The physical box may "
            "be the same while every label is elsewhere."
        ),
        effect="Left and right, front and back are exchanged.",
        links=[
            "https://github.com/Kitware/VolView/issues/945",
            "https://github.com/dcmjs-org/dcmjs/issues/151",
        ],
        requirements=["LM-FG-006", "LM-FG-005"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
