from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]]], background=0)
    seg.elements["NumberOfFrames"] = 2
    return reject(
        seg.file(),
        ["frames.length", "frames.count", "dataset.wrong-value"],
        twin="dataset.complete",
        op="validate",
        title="A validator meets a wrong Number of Frames",
        why="Three things have to agree: the number, the per-frame items and the length of "
        "Pixel Data.",
        effect="Viewers list a slice that does not exist.",
        requirements=["LM-PIX-023", "LM-PIX-015", "LM-FG-001"],
        features=["mono8"],
    )
