from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1, 1, 0]]], kind="BINARY", frame_segments=[1])
    seg.elements["PixelData"] = bs.Raw(bytes([0, 1, 2, 0]), "OB")
    seg.elements |= {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7}
    return reject(
        seg.file(),
        ["dataset.wrong-value", "pixels.undescribed-value"],
        twin="pixels.binary-complete",
        op="validate",
        title="BINARY with bytes of 0, 1 and 2",
        why="A label map stored as BINARY. Present or not present is all that a pixel can say; one "
        "collection keeps several segments as the bits of a byte.",
        effect="Segment 2 is shown as segment 1, or as a quarter of a mask.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/344"],
        requirements=["LM-TYP-004", "LM-PIX-009"],
        features=["mono8", "binary"],
    )
