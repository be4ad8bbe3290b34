from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements |= {"BitsStored": 7, "HighBit": 6}
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Bits Stored is 7 in 8-bit samples",
        why="Writers compute the bits that their labels need. Neither the table of "
        "segmentations nor common practice knows 7.",
        effect="Readers that mask by Bits Stored cut labels above 127.",
        requirements=["LM-PIX-007", "LM-PIX-008"],
        features=["mono8"],
    )
