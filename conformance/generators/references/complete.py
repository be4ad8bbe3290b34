from conformance.draft import Draft, accept
from conformance.phantom import segmentation

IMAGES = ["2.25.1", "2.25.2"]
LABELS = [[[0, 1], [1, 1]], [[0, 2], [2, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, background=0, sources=IMAGES)
    seg.elements["ReferencedSeriesSequence"][0]["SeriesInstanceUID"] = "2.25.3"
    return accept(
        seg.file(),
        op="validate",
        title="References to source images are complete",
        why="The twin of the faults in the references.",
        effect="Every correct file is reported as broken.",
        requirements=[
            "LM-REF-001",
            "LM-REF-002",
            "LM-FG-014",
            "LM-FG-015",
            "LM-FG-016",
            "LM-MOD-023",
        ],
        features=["mono8"],
    )
