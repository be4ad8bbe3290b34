from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1, 2], [3, 2, 0]]], background=0)
    return accept(
        seg.file(),
        seg.model(),
        title="Background 0 and three organs, each with a name and code of its own",
        why="Once number 0 has an item of its own, readers that find a name by position are "
        "off by one: skin was shown as costal cartilage.",
        effect="Every organ carries the name and the colour of its neighbour.",
        links=[
            "https://github.com/Slicer/Slicer/pull/9163",
            "https://github.com/cornerstonejs/cornerstone3D/pull/2882",
        ],
        requirements=["LM-VAL-005", "LM-VAL-001", "LM-DES-002"],
        features=["mono8", "labels", "segments", "codes", "background"],
    )
