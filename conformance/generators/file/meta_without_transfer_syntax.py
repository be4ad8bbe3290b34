from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.meta["TransferSyntaxUID"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="Transfer Syntax UID is missing",
        why="Without it the coding of everything after has to be guessed.",
        effect="The file opens in programs that guess well.",
        requirements=["LM-FMI-002"],
        features=["mono8"],
    )
