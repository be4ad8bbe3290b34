from conformance.draft import Draft, accept
from conformance.phantom import segmentation

LABELS = [[[0, 3, 3], [9, 9, 0]]]


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, LABELS, segments=[0, 3, 9], background=0)
    return accept(
        seg.file(),
        seg.model(),
        title="Every pixel value is described by a segment",
        why="The ordinary case; it also shows that a reader which refuses the faulty twins does "
        "not refuse everything.",
        effect="The most ordinary label map cannot be opened.",
        requirements=["LM-VAL-001", "LM-VAL-002"],
        features=["mono8", "labels"],
        smoke=True,
    )
