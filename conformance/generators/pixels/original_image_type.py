from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["ImageType"] = ["ORIGINAL", "PRIMARY"]
    return reject(
        seg.file(),
        ["dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Image Type is ORIGINAL",
        why="A segmentation is derived by definition. The value is copied from the source.",
        effect="The label map is counted among the acquired images and measured as such.",
        requirements=["LM-PIX-001"],
        features=["mono8"],
    )
