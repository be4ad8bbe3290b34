from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    data = seg.file()[:-2]
    return reject(
        data,
        ["file.truncated", "file.damaged", "frames.length"],
        twin="file.plain",
        title="The file ends two bytes early",
        why="A transfer that broke. The header is whole and the file opens; readers that "
        "fill up with zeros show a smaller organ.",
        effect="The lower part of the last slice is empty.",
        requirements=["LM-PIX-015"],
        features=["mono8"],
    )
