from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements[0x00080080] = bs.Raw(b"St. Mary\\Oncology", "LO")
    return reject(
        seg.file(),
        ["dataset.multiplicity", "dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Institution Name holds a backslash, so two values",
        why="Names are copied from forms as they are; a backslash separates values, and this attribute has one.",
        effect="The second half of the name is lost, or the reader refuses the file.",
        requirements=["LM-MOD-010"],
        features=["mono8"],
    )
