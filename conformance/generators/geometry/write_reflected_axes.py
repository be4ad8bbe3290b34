from conformance.draft import Draft, accept
from conformance.phantom import encode_model, segmentation, stack

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
        encode_model(seg),
        seg.model(),
        title="Reflected rows and columns are written as they are",
        why=(
            "Writers that bring everything to one orientation first turn the pixels and "
            "forget the position."
        ),
        effect="Left and right are exchanged.",
        links=["https://github.com/Kitware/VolView/issues/945"],
        requirements=["LM-FG-006"],
        features=["mono8"],
        compare={"freedoms": ["frame-order", "uids"]},
    )
