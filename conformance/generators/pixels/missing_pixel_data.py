from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PixelData"] = None
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="A validator meets a file without Pixel Data",
        why="A check of the header alone passes it.",
        effect="A complete-looking object shows nothing.",
        requirements=["LM-PIX-014"],
        features=["mono8"],
    )
