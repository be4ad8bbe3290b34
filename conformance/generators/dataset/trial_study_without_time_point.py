from conformance import bytesmith as bs
from conformance.draft import Draft, reject
from conformance.generators.dataset.optional_modules import TRIAL
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements |= TRIAL
    del seg.elements[0x00120050]
    seg.elements[0x00120051] = bs.Raw(b"Baseline", "ST")
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.optional-modules",
        op="validate",
        level="SHOULD",
        title="A time point of a trial is described, but has no id",
        why="The Clinical Trial Study Module is complete if it is there: the id of the time point "
        "may be empty, but not absent.",
        effect="A result cannot be assigned to its visit.",
        requirements=["LM-MOD-005"],
        features=["mono8"],
    )
