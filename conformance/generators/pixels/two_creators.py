from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["ContentCreatorName"] = ["Doe^Jane", "Roe^Richard"]
    return reject(
        seg.file(),
        ["dataset.multiplicity", "dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="Content Creator Name has two values",
        why="Two people worked on it, but the attribute is for one; a list is joined with a backslash by most libraries.",
        effect="The second person is lost, or the reader refuses the file.",
        requirements=["LM-PIX-022"],
        features=["mono8"],
    )
