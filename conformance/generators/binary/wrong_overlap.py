from conformance.draft import Draft, reject
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1, 1], [1, 0, 0]], [[0, 0, 0], [0, 1, 1]]]
SPOTS = stack(1) * 2


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 2], positions=SPOTS)
    seg.elements["SegmentsOverlap"] = "UNKNOWN"
    return reject(
        seg.file(),
        ["dataset.enumerated-value"],
        twin="binary.promise-kept",
        op="validate",
        title="Segments Overlap of a BINARY segmentation is UNKNOWN",
        why="YES, UNDEFINED and NO are defined; UNKNOWN is what other attributes say.",
        effect="Software takes an unknown word for one of the others.",
        requirements=["LM-OVL-001"],
        features=["binary"],
    )
