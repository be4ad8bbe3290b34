from conformance.draft import Draft, reject
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1, 1], [1, 0, 0]], [[0, 0, 0], [0, 1, 1]]]
SPOTS = stack(1) * 2


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 2], positions=SPOTS)
    seg.elements["HighBit"] = 1
    return reject(
        seg.file(),
        ["dataset.enumerated-value", "pixels.high-bit"],
        twin="binary.complete",
        op="validate",
        title="BINARY with High Bit 1",
        why="It has to be 0; a toolkit wrote 1 for years.",
        effect="Strict readers refuse the file.",
        links=["https://github.com/DCMTK/dcmtk/commit/3e85b3744"],
        requirements=["LM-PIX-009"],
        features=["binary"],
    )
