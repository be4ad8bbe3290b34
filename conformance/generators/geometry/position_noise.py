from conformance.draft import Draft, accept
from conformance.phantom import segmentation

SPOTS = [
    ["-10", "-20", "30.000001"],
    ["-10", "-20", "32.499998"],
    ["-10.0", "-20.000", "35.000002"],
]
LABELS = [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, positions=SPOTS)
    return accept(
        seg.file(),
        seg.model(),
        title="Positions differ from a regular grid by a few thousandths of a millimetre",
        why=(
            "Positions are decimal text of a computed value. Software that compares them as"
            " text or bins them loses a slice."
        ),
        effect="A slice is missing, or stands one place too high.",
        links=[
            "https://github.com/QIICR/dcmqi/pull/430",
            "https://github.com/OHIF/Viewers/issues/6154",
        ],
        requirements=["LM-FG-005"],
        features=["mono8", "labels", "geometry"],
        compare={"freedoms": ["frame-order"]},
    )
