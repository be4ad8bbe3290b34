from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1, 1, 0]]], kind="BINARY", frame_segments=[1])
    seg.elements["PixelPaddingValue"] = 0
    return reject(
        seg.file(),
        ["dataset.forbidden-attribute", "background.not-allowed"],
        twin="pixels.binary-complete",
        op="validate",
        title="Pixel Padding Value in a BINARY segmentation",
        why="It is for label maps alone; elsewhere 0 already means absent. Writers that "
        "share code write it always, and dciodvfy is silent.",
        effect="A reader hides all pixels that are not set, or those that are.",
        requirements=["LM-VAL-006"],
        features=["mono8", "binary"],
    )
