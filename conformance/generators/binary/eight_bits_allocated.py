from conformance.draft import Draft, reject
from conformance.phantom import segmentation, stack

LABELS = [[[0, 1, 1], [1, 0, 0]], [[0, 0, 0], [0, 1, 1]]]
SPOTS = stack(1) * 2


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, kind="BINARY", frame_segments=[1, 2], positions=SPOTS)
    seg.elements |= {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7}
    return reject(
        seg.file(),
        ["pixels.binary-bits", "dataset.enumerated-value"],
        twin="binary.complete",
        op="validate",
        title="BINARY with 8 bits allocated",
        why="One bit a pixel is the definition of BINARY. A deployment kit wrote bytes.",
        effect="Most viewers read a barcode.",
        links=["https://github.com/Project-MONAI/monai-deploy-app-sdk/issues/285"],
        requirements=["LM-PIX-009"],
        features=["binary"],
    )
