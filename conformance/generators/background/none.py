from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 3, 3], [9, 9, 0]]], segments=[3, 9, 0])
    return accept(
        seg.file(),
        seg.model(),
        title="No Pixel Padding Value: every value is tissue, 0 included",
        why="A total segmentation names every voxel. Readers that take 0 or the first "
        "segment for the background hide a described structure.",
        effect="One organ of the body, numbered 0, is invisible.",
        links=[
            "https://github.com/Slicer/Slicer/pull/9163",
            "https://github.com/QIICR/dcmqi/pull/541",
        ],
        requirements=["LM-VAL-005", "LM-VAL-004", "LM-DES-004"],
        features=["mono8", "labels", "segments", "background"],
    )
