from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PixelPaddingValue"] = 256
    return reject(
        seg.file(),
        ["background.range", "dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="A validator meets Pixel Padding Value 256 in 8 bits",
        why="It must be representable in Bits Stored. dciodvfy is silent.",
        effect="Readers cut it to 0 and hide whatever 0 is.",
        requirements=["LM-VAL-009"],
        features=["mono8"],
    )
