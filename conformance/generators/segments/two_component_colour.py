from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item["RecommendedDisplayCIELabValue"] = [30000, 40000]
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="A CIELab colour has two components",
        why="Three values of 16 bits. Two came from a colour without lightness.",
        effect="Readers crash or show black.",
        links=["https://github.com/QIICR/dcmqi/issues/563"],
        requirements=["LM-DES-020"],
        features=["mono8"],
    )
