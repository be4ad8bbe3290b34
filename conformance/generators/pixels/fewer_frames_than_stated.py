from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 3, 3], [9, 9, 0]]], segments=[0, 3, 9], background=0)
    seg.elements["NumberOfFrames"] = 2
    return reject(
        seg.file(),
        ["frames.length", "pixels.length", "frames.count", "dataset.items"],
        twin="pixels.described-value",
        title="Number of Frames says two, Pixel Data holds one",
        why="A copy with frames removed and the count left alone. Readers that trust the "
        "count read past the end or invent an empty frame.",
        effect="A slice appears that nobody segmented.",
        requirements=["LM-PIX-023", "LM-PIX-015", "LM-FG-003", "LM-FG-001"],
        features=["mono8"],
    )
