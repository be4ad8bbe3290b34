from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[1, 100], [100, 1]]], segments=[segment(100), segment(1)])
    colours = {100: [0, 32896, 32896], 1: [65535, 32896, 32896]}
    for item in seg.elements["SegmentSequence"]:
        item["RecommendedDisplayCIELabValue"] = colours[item["SegmentNumber"]]
    model = seg.model()
    model["segments"]["1"]["colour"] = [255, 255, 255]
    model["segments"]["100"]["colour"] = [0, 0, 0]
    return accept(
        seg.file(),
        model,
        title="Colours belong to numbers, not to places in the list",
        why="An export renumbered the segments and left the colours in their old order: two "
        "organs had swapped colours.",
        effect="Artery and vein exchange red and blue.",
        links=[
            "https://github.com/dcmjs-org/dcmjs/issues/357",
            "https://github.com/cornerstonejs/cornerstone3D/pull/2882",
        ],
        requirements=["LM-DES-020", "LM-DES-001"],
        features=["mono8", "labels", "colour"],
    )
