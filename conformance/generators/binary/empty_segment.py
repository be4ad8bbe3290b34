from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1, 1], [1, 1, 0]], [[0, 0, 1], [0, 1, 1]]]
SPOTS = stack(2)


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, LABELS, segments=[1, 2, 3], kind="BINARY", frame_segments=[1, 3], positions=SPOTS
    )
    return accept(
        seg.file(),
        seg.model(),
        title="Three segments are described, the second has no frame",
        why=(
            "A finding that is absent is described and has no frames. A viewer hung on it "
            "and dropped the segment on export."
        ),
        effect="The viewer hangs; segment 3 gets the name of segment 2.",
        links=[
            "https://github.com/OHIF/Viewers/issues/3991",
            "https://github.com/QIICR/QuantitativeReporting/issues/253",
            "https://github.com/ImagingDataCommons/highdicom/issues/338",
        ],
        requirements=["LM-FG-010", "LM-DES-003"],
        features=["binary", "labels", "segments"],
        compare={"freedoms": ["frame-order"]},
    )
