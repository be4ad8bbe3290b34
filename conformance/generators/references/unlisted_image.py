from conformance.draft import Draft, reject
from conformance.phantom import segmentation

IMAGES = ["2.25.1", "2.25.2"]
LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=IMAGES)
    seg.elements["ReferencedSeriesSequence"][0]["SeriesInstanceUID"] = "2.25.3"
    del seg.elements["ReferencedSeriesSequence"][0]["ReferencedInstanceSequence"][1]
    return reject(
        seg.file(),
        ["references.unlisted"],
        twin="references.complete",
        op="validate",
        title="An image that a frame names is not listed in Referenced Series Sequence",
        why="Archives and viewers load the listed images before the segmentation.",
        effect="One slice of the segmentation has no image below it.",
        links=[
            "https://github.com/OHIF/Viewers/issues/3936",
            "https://github.com/QIICR/dcmqi/issues/157",
        ],
        requirements=["LM-REF-001"],
        features=["mono8"],
    )
