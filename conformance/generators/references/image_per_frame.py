from conformance.draft import Draft, accept
from conformance.images import source_uids
from conformance.phantom import segmentation

LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=source_uids(case_id, 2))
    return accept(
        seg.file(),
        seg.model(),
        title="Each frame names the image that it was made from",
        why="The plain case: one image a frame, all listed in Referenced Series Sequence.",
        effect="The segmentation is not offered for its images.",
        links=[
            "https://github.com/OHIF/Viewers/issues/3936",
            "https://github.com/QIICR/dcmqi/issues/489",
        ],
        requirements=["LM-FG-014", "LM-FG-016", "LM-REF-001"],
        features=["mono8", "labels", "geometry", "references"],
        compare={"freedoms": ["frame-order"]},
    )
