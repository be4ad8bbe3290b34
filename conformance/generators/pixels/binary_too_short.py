from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[0, 1, 1], [1, 0, 0], [1, 1, 1]], [[1, 0, 1], [0, 1, 0], [1, 0, 1]]],
        kind="BINARY",
        frame_segments=[1, 1],
    )
    seg.elements["PixelData"] = bs.Raw(bytes([0x8E, 0x7F]), "OB")
    return reject(
        seg.file(),
        ["frames.length", "pixels.length", "dataset.wrong-value"],
        twin="pixels.binary-two-frames",
        op="validate",
        title="BINARY Pixel Data hold 16 of 18 bits",
        why="Writers that round down lose the last bits. The difference is less than a "
        "byte, so coarse checks pass it.",
        effect="The last two pixels of the volume are missing.",
        requirements=["LM-PIX-016"],
        features=["mono8", "binary"],
    )
