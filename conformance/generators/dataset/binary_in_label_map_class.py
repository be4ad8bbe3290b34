from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SegmentationType"] = "BINARY"
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Segmentation Type BINARY in Label Map Segmentation Storage",
        why="The SOP Class of label maps knows one type. Writers that reuse their old "
        "header keep the old type.",
        effect="One program unpacks bits, another reads bytes: two different pictures of one file.",
        requirements=["LM-GEN-002"],
        features=["mono8"],
    )
