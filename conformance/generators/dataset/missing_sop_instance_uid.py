from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    del seg.elements["SOPInstanceUID"]
    return reject(
        seg.file(),
        ["dataset.missing-attribute"],
        twin="dataset.complete",
        op="validate",
        title="SOP Instance UID is missing from the data set",
        why="The file meta information has it too, and readers that look only there do not notice.",
        effect="After the first transfer over the network the object has no identity.",
        requirements=["LM-SOP-001", "LM-MOD-025"],
        features=["mono8"],
    )
