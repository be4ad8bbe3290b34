from conformance.draft import Draft, accept
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1, 1], [1, 1, 0]], [[0, 0, 1], [0, 1, 1]]]
SPOTS = stack(1) * 2


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 2], positions=SPOTS)
    seg.elements["SegmentsOverlap"] = "YES"
    return accept(
        seg.file(),
        seg.model(),
        title="Two segments share pixels",
        why=(
            "Overlap is what BINARY can do and a label map cannot. Readers that build one "
            "label array keep the last segment."
        ),
        effect="The tumour hides the organ that it lies in, or is lost.",
        links=[
            "https://github.com/OHIF/Viewers/issues/3496",
            "https://github.com/OHIF/Viewers/issues/3992",
        ],
        requirements=["LM-OVL-001", "LM-TYP-004"],
        features=["binary", "labels", "segments"],
        compare={"freedoms": ["frame-order"]},
    )
