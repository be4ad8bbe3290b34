from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    data = seg.file()[:-60]
    return reject(
        data,
        ["file.truncated", "file.damaged", "dataset.missing-attribute"],
        twin="file.plain",
        title="The file ends within the per-frame groups",
        why="Parsers that stop quietly at the end of the file return a data set without pixels.",
        effect="An existing segmentation is shown as empty.",
        requirements=["LM-PIX-014", "LM-FG-001"],
        features=["mono8"],
    )
