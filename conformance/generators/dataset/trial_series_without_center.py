from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.dataset.optional_modules import TRIAL
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements |= TRIAL
    del seg.elements[0x00120060]
    seg.elements[0x00120071] = bs.Raw(b"Series 1", "LO")
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.optional-modules",
        op="validate",
        level="SHOULD",
        title="A trial names its series, but not the coordinating center",
        why="The Clinical Trial Series Module is complete if it is there: the name of the center "
        "may be empty, but not absent.",
        effect="A reading cannot be assigned to who read it.",
        requirements=["LM-MOD-008"],
        features=["mono8"],
    )
