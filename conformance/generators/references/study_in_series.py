from conformance.draft import Draft, reject
from conformance.phantom import segmentation

FINDING = ("LM-REF-002", "ReferencedSeriesSequence[0].StudyInstanceUID")

IMAGES = ["2.25.1", "2.25.2"]
LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=IMAGES)
    seg.elements["ReferencedSeriesSequence"][0]["SeriesInstanceUID"] = "2.25.3"
    seg.elements["ReferencedSeriesSequence"][0]["StudyInstanceUID"] = seg.elements[
        "StudyInstanceUID"
    ]
    return reject(
        seg.file(),
        ["references.study-in-series"],
        twin="references.complete",
        op="validate",
        title="An item of Referenced Series Sequence has a Study Instance UID",
        why="Referenced Series Sequence is about this study; another study has its own sequence.",
        effect="Software believes that the images are of another study.",
        requirements=["LM-REF-002"],
        features=["mono8"],
    )
