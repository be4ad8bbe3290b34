from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 44], [44, 0]]], segments=[0, 44, 300], background=0)
    return accept(
        seg.file(),
        seg.model(),
        title="Segment 300 is described in an 8-bit label map",
        why="A shared list of segments may describe numbers that 8 bits cannot hold. "
        "Readers that cut the number to a byte rename segment 44.",
        effect="Segment 44 carries the name of segment 300.",
        links=["https://github.com/ImagingDataCommons/highdicom/issues/316"],
        requirements=["LM-DES-004", "LM-VAL-003"],
        features=["mono8", "labels", "segments"],
    )
