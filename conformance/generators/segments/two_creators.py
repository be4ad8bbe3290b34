from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["SegmentSequence"][1]["ContentCreatorName"] = ["Doe^Jane", "Roe^Richard"]
    return reject(
        seg.file(),
        ["dataset.multiplicity", "dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="A segment with two creators in one name",
        why="Each segment may say who drew it, one person each.",
        effect="The second person is lost, or the reader refuses the file.",
        requirements=["LM-DES-018"],
        features=["mono8"],
    )
