from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements[0x00101010] = bs.Raw(b"0051", "AS")
    return reject(
        seg.file(),
        ["dataset.value", "dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Patient Age has no unit",
        why="An age is three digits and a letter. Optional attributes that no segmentation table lists are copied from the images without a look.",
        effect="A patient of 51 weeks becomes one of 51 years.",
        requirements=["LM-GEN-005", "LM-MOD-004"],
        features=["mono8"],
    )
