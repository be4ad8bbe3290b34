from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["PhotometricInterpretation"] = "MONOCHROME1"
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Photometric Interpretation is MONOCHROME1",
        why="Only MONOCHROME2 and PALETTE COLOR are allowed for label maps. The value is "
        "copied from radiographs, where small values are white.",
        effect="Background and organs change places on the screen.",
        requirements=["LM-PIX-004"],
        features=["mono8"],
    )
