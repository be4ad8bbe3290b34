from conformance.draft import Draft, reject
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1, 1], [1, 0, 0]], [[0, 1, 0], [0, 1, 1]]]
SPOTS = stack(1) * 2


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 2], positions=SPOTS)
    seg.elements["SegmentsOverlap"] = "NO"
    return reject(
        seg.file(),
        ["pixels.overlap", "frames.overlap"],
        twin="binary.promise-kept",
        op="validate",
        title="Segments Overlap is NO, but two segments share a pixel",
        why="A converter that believes it writes a label map and loses a part of one segment.",
        effect="The tumour loses the pixels it shares with the organ.",
        links=["https://github.com/OHIF/Viewers/issues/3992"],
        requirements=["LM-OVL-003"],
        features=["binary"],
    )
