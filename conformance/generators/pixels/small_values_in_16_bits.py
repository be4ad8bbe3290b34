from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 3], [9, 200]]], background=0, bits=16)
    return accept(
        seg.file(),
        seg.model(),
        title="Labels below 256 stored in 16 bits",
        why="Bits Allocated tells the width of a sample, not its largest value. Readers "
        "that guess the width from the values see a zero after each label.",
        effect="Half of the frames are missing and every second column is empty.",
        links=["https://github.com/cornerstonejs/cornerstone3D/pull/2611"],
        requirements=["LM-PIX-006", "LM-PIX-015"],
        features=["mono16", "labels"],
    )
